package copies

import (
	"bytes"
	"math"
	"slices"
)

// An Index finds the copies among texts. It serves one goroutine at a time.
//
// A key that more than a crowd of texts have is a star: each of them is compared with the first crowd by ID, not with all. So one text in very many versions
// costs in proportion to their number; the versions still meet, in the middle of the star.
type Index struct {
	crowd int
	docs  []doc
	of    map[ID]int32
	gone  []int32 // docs that nothing stands in
	table table
	keys  []uint64   // room for the keys of one text,
	lists [][]int32  // for what stands under them,
	ones  [][1]int32 // and for lists of one
	mark  []touch    // by doc
	tick  uint32
	warm  uint64 // see table.warm

	kept   bool           // whether docs keep what they are near to, see Keep
	stale  []int32        // docs for which that may be another now
	broken map[int32]bool // cores to look at again
}

// A touch is when a doc last came up as a candidate, how many fingerprints it still had to share then, 0 where it was met, and how many it has.
type touch struct {
	tick      uint32
	need, fps uint16
}

// A doc is one text of an index.
type doc struct {
	id    ID
	text  *Text  // nil where nothing stands
	near  []near // what it was found near to and not joined with before
	core  int32  // one more than the first doc of its core in the last Groups, 0 before
	stale bool
}

// DefaultCrowd is how many texts of a star stand for it where New is told nothing else.
const DefaultCrowd = 100

// New is an empty index; a crowd of 0 is DefaultCrowd.
func New(crowd int) *Index {
	if crowd <= 0 {
		crowd = DefaultCrowd
	}
	return &Index{crowd: crowd, of: map[ID]int32{}, table: table{crowd: crowd}}
}

// Len is how many texts there are.
func (x *Index) Len() int { return len(x.of) }

// byID is the order of texts.
func (x *Index) byID(a, b int32) int { return bytes.Compare(x.docs[a].id[:], x.docs[b].id[:]) }

// Put adds a text, or puts it in the place of the one with that ID. Adding one twice changes nothing.
func (x *Index) Put(id ID, t *Text) {
	h, ok := x.of[id]
	if ok {
		if old := x.docs[h].text; old == t || slices.Equal(old.runs, t.runs) {
			return
		}
		x.unlist(h)
	} else if n := len(x.gone); n > 0 {
		h, x.gone = x.gone[n-1], x.gone[:n-1]
	} else {
		h = int32(len(x.docs))
		x.docs, x.mark = append(x.docs, doc{}), append(x.mark, touch{})
	}
	x.keys = t.keys(x.keys[:0])
	x.docs[h], x.of[id] = doc{id: id, text: t, stale: x.docs[h].stale}, h
	x.mark[h] = touch{fps: uint16(min(max(0, len(x.keys)-bands), math.MaxUint16))}
	for _, k := range x.keys {
		x.table.add(k, h, x.byID)
		x.disturb(k, h)
	}
	x.soil(h)
}

// Remove takes a text out.
func (x *Index) Remove(id ID) {
	h, ok := x.of[id]
	if !ok {
		return
	}
	x.unlist(h)
	delete(x.of, id)
	x.docs[h] = doc{stale: x.docs[h].stale}
	x.gone = append(x.gone, h)
}

// unlist takes a text from under its keys.
func (x *Index) unlist(h int32) {
	if c := x.docs[h].core; x.kept && c != 0 {
		x.broken[c] = true
	}
	x.keys = x.docs[h].text.keys(x.keys[:0])
	for _, k := range x.keys {
		x.disturb(k, h)
		x.table.remove(k, h, x.byID)
	}
}

// Find is the texts that t is a copy of, or carries, or stands in, by ID; the one with the given ID is left out. Of a star the first crowd are looked at.
func (x *Index) Find(id ID, t *Text) []Match {
	self, ok := x.of[id]
	if !ok {
		self = -1
	}
	var out []Match
	x.candidates(t, func(list []int32) []int32 { return list[:min(len(list), x.crowd)] }, func(h int32) {
		if h == self {
			return
		}
		if m := Compare(t, x.docs[h].text); m.Kind != None {
			m.ID = x.docs[h].id
			out = append(out, m)
		}
	})
	slices.SortFunc(out, func(a, b Match) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	return out
}

// evidence is of how many fingerprints two texts must share one, of those that the one with fewer has. A text that holds another nearly whole shares half of
// them and more; a stock phrase of the press is one.
const evidence = 6

// starShare is of how many fingerprints one at least must be a star for stars to be looked at: a few in a text of its own are stock phrases.
const starShare = 12

// candidates calls meet once with each text that shares a band with t, or enough fingerprints, of those that part leaves of a key's list.
func (x *Index) candidates(t *Text, part func([]int32) []int32, meet func(h int32)) {
	if x.tick++; x.tick == 0 { // it went round
		for i := range x.mark {
			x.mark[i].tick = 0
		}
		x.tick = 1
	}
	x.keys = t.keys(x.keys[:0])
	x.warm += x.table.warm(x.keys)
	x.lists, x.ones = x.lists[:0], slices.Grow(x.ones[:0], len(x.keys))[:len(x.keys)]
	stars := 0
	for i, k := range x.keys {
		list := x.table.get(k, &x.ones[i])
		if i >= bands && len(list) > x.crowd {
			stars++
		}
		x.lists = append(x.lists, list)
	}
	mine := len(x.keys) - bands
	for i, list := range x.lists {
		if i >= bands && len(list) > x.crowd && stars*starShare < mine {
			continue
		}
		for _, h := range part(list) {
			m := &x.mark[h]
			if m.tick != x.tick {
				m.tick, m.need = x.tick, uint16(1+min(mine, int(m.fps))/evidence)
			}
			if m.need == 0 {
				continue
			}
			if m.need--; i < bands || m.need == 0 {
				m.need = 0
				meet(h)
			}
		}
	}
}

// Crowded says how many keys became stars, and how many texts have the commonest.
func (x *Index) Crowded() (keys, most int) { return x.table.crowded() }

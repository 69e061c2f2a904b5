package mention

import (
	"github.com/parley-press/parley/internal/learn"
)

// The templates of features. Those of the word itself, of its neighbours, of lists of names, of the rows of capitalised
// words and the phrases it stands in.
const (
	tBias = iota
	tLow
	tLowLook
	tPre2
	tPre3
	tSuf2
	tSuf3
	tSuf4
	tShape
	tTag
	tElsewhere
	tManner
	tLow1 // with the offset: four templates
	tLow2
	tLow3
	tLow4
	tPair1
	tPair2
	tLookLow1
	tLookLow2
	tLooks
	tTags1
	tTags2
	tList
	tListWhole
	tListMask
	tListBefore
	tListAfter
	tListLook
	tRunLast
	tRunHead
	tRunFirst
	tRunPlace
	tRunBefore
	tRunAfter
	tRunTagAfter
	tRunLists
	tRunEndLists
	tRunSuf
	tChunkHead
	tChunkFirst
	tChunkLists
	tRepeat
	tRepeatShare
)

func (f *featurer) add(t int, a, b learn.Hash) { f.out = append(f.out, learn.Of(t, a, b)) }

// at is the word at t, or what stands before the first and after the last.
func (f *featurer) at(t int) *glance {
	switch {
	case t < 0:
		return &before
	case t >= len(f.g):
		return &after
	}
	return &f.g[t]
}

var (
	before = glance{low: 1, shape: 1, tag: 1, look: looks, run: -1, chunk: -1}
	after  = glance{low: 2, shape: 2, tag: 2, look: looks, run: -1, chunk: -1}
)

func flag(b bool, n learn.Hash) learn.Hash {
	if b {
		return n
	}
	return 0
}

// word adds the features of the word itself.
func (f *featurer) word(t int) {
	g := &f.g[t]
	lk := learn.Hash(g.look)
	f.add(tBias, 0, 0)
	f.add(tLow, g.low, 0)
	f.add(tLowLook, g.low, lk)
	for _, a := range [...]struct {
		t int
		h learn.Hash
	}{{tPre2, g.pre2}, {tPre3, g.pre3}, {tSuf2, g.suf2}, {tSuf3, g.suf3}, {tSuf4, g.suf4}} {
		if a.h != 0 {
			f.add(a.t, a.h, flag(g.capital(), 1))
		}
	}
	f.add(tShape, g.shape, 0)
	f.add(tTag, g.tag, 0)
	if g.capital() {
		f.add(tElsewhere, learn.Hash(g.elsewhere), lk<<1|flag(t == 0, 1))
		f.add(tManner, flag(f.caps, 1)+flag(f.titled, 2)+flag(t == 0, 4), lk)
	}
}

// context adds the features of the neighbours.
func (f *featurer) context(t int) {
	g, p, q, pp, qq := f.at(t), f.at(t-1), f.at(t+1), f.at(t-2), f.at(t+2)
	lk := learn.Hash(g.look)
	f.add(tLow1, p.low, 0)
	f.add(tLow2, q.low, 0)
	f.add(tLow3, pp.low, 0)
	f.add(tLow4, qq.low, 0)
	f.add(tPair1, p.low, g.low)
	f.add(tPair2, g.low, q.low)
	f.add(tLookLow1, p.low, lk)
	f.add(tLookLow2, q.low, lk)
	f.add(tLooks, learn.Hash(p.look)<<8|lk<<4|learn.Hash(q.look), 0)
	f.add(tTags1, p.tag, g.tag)
	f.add(tTags2, g.tag, q.tag)
}

// lists adds the features of the lists of names.
func (f *featurer) lists(t int) {
	g, p, q := f.at(t), f.at(t-1), f.at(t+1)
	lk := flag(g.capital(), 1)
	b, i, w := g.hit.begin, g.hit.inside, g.hit.whole
	all := b | i
	each(all, func(l int) {
		x := learn.Hash(l)<<2 | flag(b>>l&1 != 0, 1) | flag(i>>l&1 != 0, 2)
		f.add(tList, x, lk)
		f.add(tListLook, x<<4|learn.Hash(g.look), g.tag)
		if w>>l&1 != 0 {
			f.add(tListWhole, learn.Hash(l), lk)
		}
	})
	if all != 0 {
		f.add(tListMask, learn.Hash(b), learn.Hash(i)<<1|lk)
	}
	each(p.hit.begin|p.hit.inside, func(l int) { f.add(tListBefore, learn.Hash(l), lk) })
	each(q.hit.begin|q.hit.inside, func(l int) { f.add(tListAfter, learn.Hash(l), lk) })
}

// rows adds the features of the row of capitalised words and of the noun phrase that the word stands in.
func (f *featurer) rows(t int) {
	g := &f.g[t]
	if g.run >= 0 {
		r := f.runs[g.run]
		first, last, head := f.at(int(r.first)), f.at(int(r.end)-1), f.at(int(r.last))
		in := flag(t > int(r.last), 1)
		place := learn.Hash(min(t-int(r.first), 3))<<4 | learn.Hash(min(int(r.end)-1-t, 3))
		f.add(tRunLast, last.low, in)
		f.add(tRunHead, head.low, in)
		f.add(tRunFirst, first.low, in)
		f.add(tRunPlace, place, in<<4|learn.Hash(g.look))
		f.add(tRunBefore, f.at(int(r.first)-1).low, flag(r.end-r.first > 1, 1))
		f.add(tRunAfter, f.at(int(r.end)).low, flag(r.end-r.first > 1, 1))
		f.add(tRunTagAfter, f.at(int(r.end)).tag, f.at(int(r.first)-1).tag)
		f.add(tRunSuf, last.suf3, place)
		f.add(tRunLists, learn.Hash(first.hit.begin), place>>4)
		f.add(tRunEndLists, learn.Hash(last.hit.begin|last.hit.inside), flag(r.end-r.first > 1, 1))
	}
	if g.chunk < 0 {
		return
	}
	c := f.d.Chunks[g.chunk]
	s := f.first
	head, first := f.at(c.Head-s), f.at(c.Tokens.First-s)
	i := s + t
	place := flag(i == c.Tokens.First, 1) | flag(i == c.Head, 2) | flag(i > c.Head, 4)
	f.add(tChunkHead, head.low, place)
	f.add(tChunkFirst, first.low, place)
	f.add(tChunkLists, learn.Hash(head.hit.begin|head.hit.inside), place)
}

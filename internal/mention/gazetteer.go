package mention

import (
	"embed"
	"errors"
	"io/fs"
	"math/bits"
	"slices"
	"strings"
	"unicode"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
)

//go:embed data/gazetteer/*.tsv data/lists/*.tsv
var gazetteerFiles embed.FS

// The lists of names of the tables beside those of data/gazetteer, in an order that trained weights depend on.
var tableLists = []string{"state", "adjective", "people", "capital", "place", "org", "body", "crowd", "outlet", "office", "rank", "address", "voice", "member", "noun", "given"}

// The files of lists under data, in an order that trained weights depend on.
var nameLists = []string{
	"gazetteer/cities", "gazetteer/regions", "gazetteer/geography", "gazetteer/facilities", "gazetteer/first_names", "gazetteer/surnames",
	"gazetteer/organisations", "gazetteer/universities", "gazetteer/companies", "gazetteer/media", "gazetteer/teams", "gazetteer/parties",
	"gazetteer/armed_groups", "gazetteer/bands", "gazetteer/events", "gazetteer/documents", "gazetteer/works", "gazetteer/products",
	"gazetteer/nationalities", "gazetteer/awards", "lists/geonames_large", "lists/geonames_small", "lists/petrarch_lands", "lists/petrarch_bodies",
	"lists/petrarch_armed", "lists/wordnet_person", "lists/wordnet_group", "lists/wordnet_organisation", "lists/wordnet_military", "lists/wordnet_land",
	"lists/wordnet_building", "lists/wordnet_vehicle", "lists/wordnet_weapon", "lists/wordnet_document", "lists/wordnet_work", "lists/wordnet_event",
	"lists/wordnet_time", "lists/wordnet_quantity",
}

const maxEntry = 8 // words in an entry of a list; longer ones are left out

// A gazetteer finds the entries of lists of names in a row of words. A list is a bit of a mask. It is a table of hashes of
// rows of words, filled by linear probing: an entry stands in it with all that it begins with.
type gazetteer struct {
	mask  uint32
	slots []gazetteerSlot
	n     int
}

type gazetteerSlot struct {
	lists uint64 // lists that have the words up to here as an entry
	key   uint32 // 0 is an empty slot
	more  bool   // whether an entry goes on
}

// newGazetteer reads the lists; an error is a broken table.
func newGazetteer() (*gazetteer, error) {
	g := &gazetteer{}
	g.resize(1 << 18)
	if err := g.addTables(); err != nil {
		return nil, err
	}
	for i, n := range nameLists {
		b, err := gazetteerFiles.ReadFile("data/" + n + ".tsv")
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, &parley.Error{Kind: parley.Internal, Op: "mention: gazetteer", Msg: n, Err: err}
		}
		for line := range strings.Lines(string(b)) {
			name, _, _ := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
			if name != "" && name[0] != '#' {
				g.add(name, uint64(1)<<(len(tableLists)+i))
			}
		}
	}
	return g, nil
}

// addTables takes what the tagger learned with of the tables of the finder.
func (g *gazetteer) addTables() error {
	b, err := gazetteerFiles.ReadFile("data/lists/tables.tsv")
	if err != nil {
		return &parley.Error{Kind: parley.Internal, Op: "mention: gazetteer", Msg: "tables", Err: err}
	}
	for line := range strings.Lines(string(b)) {
		if line[0] == '#' {
			continue
		}
		name, lists, _ := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		plain, capitals, _ := strings.Cut(lists, "\t")
		m, caps := tablesOf(plain), tablesOf(capitals)
		if m|caps == 0 {
			return &parley.Error{Kind: parley.Internal, Op: "mention: gazetteer", Msg: "no list of the tables: " + name}
		}
		if m&givenName != 0 {
			g.add(name, givenName)
			if m &^= givenName; m|caps == 0 {
				continue
			}
		}
		h, words := learn.HashStart, strings.Fields(name)
		for i, w := range words {
			h = mixWord(h, lowerHash(w))
			if i < len(words)-1 {
				g.put(h, 0, true)
			}
		}
		g.put(h, m, false)
		if caps != 0 {
			g.put(h^acronym, caps, false)
		}
	}
	return nil
}

// givenName is the list of given names.
const givenName uint64 = 1 << 15

// tablesOf is the mask of some of tableLists, ; between them.
func tablesOf(lists string) (m uint64) {
	for _, l := range strings.Split(lists, ";") {
		if i := slices.Index(tableLists, l); i >= 0 {
			m |= 1 << i
		}
	}
	return m
}

// acronym marks the hash of an entry that stands for itself in capitals only: "WHO", not "who".
const acronym learn.Hash = 0x5bd1e9955bd1e995

// add takes an entry of lists m: as its words stand between blanks, and cut at hyphens and before "'s" too, as tokens may be.
func (g *gazetteer) add(name string, m uint64) {
	var words [maxEntry + 1]learn.Hash
	if len(name) <= 6 && lookOf(name) == upperCase {
		g.put(mixWord(learn.HashStart, lowerHash(name))^acronym, m, false)
		return
	}
	g.addWords(entryWords(name, false, words[:0]), m)
	if strings.ContainsAny(name, "-'’") {
		g.addWords(entryWords(name, true, words[:0]), m)
	}
	if rest, ok := strings.CutPrefix(name, "The "); ok && strings.Contains(rest, " ") {
		g.add(rest, m)
	}
}

func (g *gazetteer) addWords(words []learn.Hash, m uint64) {
	if len(words) == 0 || len(words) > maxEntry {
		return
	}
	h := learn.HashStart
	for i, w := range words {
		h = mixWord(h, w)
		if i < len(words)-1 {
			g.put(h, 0, true)
		}
	}
	g.put(h, m, false)
}

// entryWords appends the hashes of an entry's words, one more than maxEntry at most.
func entryWords(name string, cut bool, out []learn.Hash) []learn.Hash {
	push := func(w string) {
		if w != "" && len(out) <= maxEntry {
			out = append(out, lowerHash(w))
		}
	}
	for name != "" {
		var w string
		w, name, _ = strings.Cut(name, " ")
		w, comma := strings.CutSuffix(w, ",")
		s := ""
		if cut {
			for _, end := range []string{"'s", "’s"} {
				if b, ok := strings.CutSuffix(w, end); ok {
					w, s = b, end
				}
			}
			for {
				before, after, ok := strings.Cut(w, "-")
				push(before)
				if !ok {
					break
				}
				push("-")
				w = after
			}
		} else {
			push(w)
		}
		push(s)
		if comma {
			push(",")
		}
	}
	return out
}

// mixWord is the hash of a row of words with one more.
func mixWord(h, w learn.Hash) learn.Hash {
	x := (h ^ w) * 0x9e3779b97f4a7c15
	return x ^ x>>29
}

// lowerHash is the hash of a word in lower case, with one kind of apostrophe.
func lowerHash(word string) learn.Hash {
	h := learn.HashStart
	for i := 0; i < len(word); i++ {
		b := word[i]
		switch {
		case b >= 0x80:
			return lowerHashSlow(h, word[i:])
		case 'A' <= b && b <= 'Z':
			b += 'a' - 'A'
		}
		h = h.Byte(b)
	}
	return h
}

func lowerHashSlow(h learn.Hash, rest string) learn.Hash {
	for _, r := range rest {
		if r == '’' {
			r = '\''
		}
		r = unicode.ToLower(r)
		for ; r >= 0x80; r >>= 7 {
			h = h.Byte(byte(r) | 0x80)
		}
		h = h.Byte(byte(r))
	}
	return h
}

func (g *gazetteer) resize(n int) {
	old := g.slots
	*g = gazetteer{mask: uint32(n - 1), slots: make([]gazetteerSlot, n)}
	for _, s := range old {
		if s.key != 0 {
			*g.slot(s.key) = s
			g.n++
		}
	}
}

func fold32(h learn.Hash) uint32 { return uint32(h>>32) | 1 }

// slot is that of a key, or the empty one where it would stand.
func (g *gazetteer) slot(k uint32) *gazetteerSlot {
	for i := k >> 1; ; i++ {
		if s := &g.slots[i&g.mask]; s.key == 0 || s.key == k {
			return s
		}
	}
}

func (g *gazetteer) put(h learn.Hash, m uint64, more bool) {
	if 4*g.n >= 3*len(g.slots) {
		g.resize(2 * len(g.slots))
	}
	k := fold32(h)
	s := g.slot(k)
	if s.key == 0 {
		s.key = k
		g.n++
	}
	s.lists |= m
	s.more = s.more || more
}

// A hit says of which lists a token begins or goes on an entry, and which of them it is the whole of.
type hit struct{ begin, inside, whole uint64 }

// match sets the hits of a sentence's words; of each list the longest entry from the left counts. upper says whether a word
// is set in capitals.
func (g *gazetteer) match(lower []learn.Hash, upper func(int) bool, hits []hit) {
	clear(hits)
	for i := range lower {
		h := learn.HashStart
		seen := hits[i].inside
		var found [maxEntry]uint64
		n := 0
		for j := i; j < len(lower) && j < i+maxEntry; j++ {
			h = mixWord(h, lower[j])
			if j == i && upper(i) {
				if s := g.slot(fold32(h ^ acronym)); s.key != 0 {
					found[0] = s.lists &^ seen
					n = 1
				}
			}
			s := g.slot(fold32(h))
			if s.key == 0 {
				break
			}
			if m := s.lists &^ seen; m != 0 {
				found[j-i] |= m
				n = j - i + 1
			}
			if !s.more {
				break
			}
		}
		var taken uint64
		for k := n - 1; k >= 0; k-- {
			m := found[k] &^ taken
			if m == 0 {
				continue
			}
			taken |= m
			hits[i].begin |= m
			if k == 0 {
				hits[i].whole |= m
			}
			for j := i + 1; j <= i+k; j++ {
				hits[j].inside |= m
			}
		}
	}
}

// each calls f with the number of every list in m.
func each(m uint64, f func(list int)) {
	for ; m != 0; m &= m - 1 {
		f(bits.TrailingZeros64(m))
	}
}

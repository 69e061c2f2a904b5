package mention

import (
	"embed"
	"io/fs"
	"math/bits"
	"path"
	"strings"
	"unicode"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

//go:embed data/gazetteer/*.tsv data/lists/*.tsv
var gazetteerFiles embed.FS

// The lists of names of the tables beside those of data/gazetteer, in an order that trained weights depend on.
var tableLists = []string{"state", "adjective", "people", "capital", "place", "org", "body", "crowd", "outlet", "office", "rank", "address", "voice", "member", "noun", "given"}

// The files of data/gazetteer, in an order that trained weights depend on.
var nameLists = []string{"cities", "regions", "geography", "facilities", "first_names", "surnames", "organisations", "universities", "companies", "media",
	"teams", "parties", "armed_groups", "bands", "events", "documents", "works", "products", "nationalities", "awards",
	"geonames_large", "geonames_small", "petrarch_lands", "petrarch_bodies", "petrarch_armed",
	"wordnet_person", "wordnet_group", "wordnet_organisation", "wordnet_military", "wordnet_land", "wordnet_building", "wordnet_vehicle", "wordnet_weapon",
	"wordnet_document", "wordnet_work", "wordnet_event", "wordnet_time", "wordnet_quantity"}

const maxEntry = 8 // words in an entry of a list; longer ones are left out

// A gazetteer finds the entries of lists of names in a row of words. A list is a bit of a mask.
type gazetteer struct {
	mask  uint32
	keys  []uint32
	lists []uint64 // lists that have the words up to here as an entry
	more  []bool   // whether an entry goes on
	n     int
}

// newGazetteer reads the lists; an error is a broken table.
func newGazetteer() (*gazetteer, error) {
	g := &gazetteer{}
	g.resize(1 << 18)
	lex, err := readLexicon()
	if err != nil {
		return nil, err
	}
	g.addLexicon(lex)
	names, err := readFirstNames()
	if err != nil {
		return nil, err
	}
	for n := range names {
		g.add(n, uint64(1)<<(len(tableLists)-1))
	}
	for i, n := range nameLists {
		dir := "data/gazetteer"
		if strings.Contains(n, "_") && n != "first_names" && n != "armed_groups" {
			dir = "data/lists"
		}
		b, err := gazetteerFiles.ReadFile(path.Join(dir, n+".tsv"))
		if err != nil {
			if _, ok := err.(*fs.PathError); ok {
				continue
			}
			return nil, &parley.Error{Kind: parley.Internal, Op: "mention: gazetteer", Msg: n, Err: err}
		}
		for line := range strings.Lines(string(b)) {
			name, _, _ := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
			if name == "" || name[0] == '#' {
				continue
			}
			g.add(name, uint64(1)<<(len(tableLists)+i))
		}
	}
	return g, nil
}

// addLexicon takes the forms of the finder's tables.
func (g *gazetteer) addLexicon(x *lexicon) {
	words := make([]string, len(x.words))
	for w, i := range x.words {
		words[i] = w
	}
	parent := make([]uint64, len(x.forms))
	for k, n := range x.next {
		parent[n] = k
	}
	for n := 1; n < len(x.forms); n++ {
		var m uint64
		for _, f := range x.forms[n] {
			m |= 1 << listOf(f.class)
		}
		if m == 0 {
			continue
		}
		var name []string
		for at := int32(n); at != 0; at = int32(parent[at] >> 32) {
			name = append(name, words[uint32(parent[at])])
		}
		h := learn.HashStart
		for i := len(name) - 1; i >= 0; i-- {
			h = step(h, name[i])
			g.put(h, 0, i > 0)
		}
		g.put(h, m, false)
	}
}

func listOf(c class) int {
	switch c {
	case state, adjective, people, capital, place, org:
		return int(c)
	case outlet:
		return 8
	case office, rank, address, voice, member:
		return 9 + int(c-office)
	case body:
		return 6
	case crowd:
		return 7
	}
	return 14
}

// add takes an entry of lists m: as its words stand between blanks, and cut at hyphens and before "'s" too.
func (g *gazetteer) add(name string, m uint64) {
	g.addWords(entryWords(name, false), m)
	if strings.ContainsAny(name, "-'’&,") {
		g.addWords(entryWords(name, true), m)
	}
	if rest, ok := strings.CutPrefix(name, "The "); ok && strings.Contains(rest, " ") {
		g.add(rest, m)
	}
}

func (g *gazetteer) addWords(words []string, m uint64) {
	if len(words) == 0 || len(words) > maxEntry {
		return
	}
	h := learn.HashStart
	for i, w := range words {
		h = step(h, w)
		if i < len(words)-1 {
			g.put(h, 0, true)
		}
	}
	g.put(h, m, false)
}

func entryWords(name string, cut bool) []string {
	var out []string
	for _, w := range strings.Fields(strings.ToLower(name)) {
		w = strings.ReplaceAll(w, "’", "'")
		var tail []string
		if c, ok := strings.CutSuffix(w, ","); ok {
			w, tail = c, []string{","}
		}
		if cut {
			if b, ok := strings.CutSuffix(w, "'s"); ok {
				w, tail = b, append([]string{"'s"}, tail...)
			}
			for i, p := range strings.Split(w, "-") {
				if i > 0 {
					out = append(out, "-")
				}
				if p != "" {
					out = append(out, p)
				}
			}
		} else if w != "" {
			out = append(out, w)
		}
		out = append(out, tail...)
	}
	return out
}

// step is the hash of a row of words with one more.
func step(h learn.Hash, word string) learn.Hash { return mixWord(h, lowerHash(word)) }

func mixWord(h, w learn.Hash) learn.Hash {
	x := (h ^ w) * 0x9e3779b97f4a7c15
	return x ^ x>>29
}

// lowerHash is the hash of a word in lower case, with digits as 0 from the second on, and one kind of apostrophe.
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
	old := *g
	*g = gazetteer{mask: uint32(n - 1), keys: make([]uint32, n), lists: make([]uint64, n), more: make([]bool, n)}
	for i, k := range old.keys {
		if k != 0 {
			j := g.slot(k)
			g.keys[j], g.lists[j], g.more[j] = k, old.lists[i], old.more[i]
			g.n++
		}
	}
}

func fold32(h learn.Hash) uint32 { return uint32(h>>32) | 1 }

func (g *gazetteer) slot(k uint32) uint32 {
	i := (k >> 1) & g.mask
	for g.keys[i] != 0 && g.keys[i] != k {
		i = (i + 1) & g.mask
	}
	return i
}

func (g *gazetteer) put(h learn.Hash, m uint64, more bool) {
	if 2*g.n >= len(g.keys) {
		g.resize(2 * len(g.keys))
	}
	k := fold32(h)
	i := g.slot(k)
	if g.keys[i] == 0 {
		g.keys[i] = k
		g.n++
	}
	g.lists[i] |= m
	g.more[i] = g.more[i] || more
}

// A hit says of which lists a token begins or goes on an entry, and which of them it is the whole of.
type hit struct{ begin, inside, whole uint64 }

// match sets the hits of a sentence's words; of each list the longest entry from the left counts.
func (g *gazetteer) match(lower []learn.Hash, hits []hit) {
	clear(hits)
	for i := range lower {
		h := learn.HashStart
		seen := hits[i].inside
		var found [maxEntry]uint64
		n := 0
		for j := i; j < len(lower) && j < i+maxEntry; j++ {
			h = mixWord(h, lower[j])
			s := g.slot(fold32(h))
			if g.keys[s] == 0 {
				break
			}
			if m := g.lists[s] &^ seen; m != 0 {
				found[j-i] = m
				n = j - i + 1
			}
			if !g.more[s] {
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

var _ = text.WordSet

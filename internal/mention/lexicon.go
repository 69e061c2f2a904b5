package mention

import (
	"embed"
	"strings"

	"github.com/parley-press/parley"
)

//go:embed data/*.tsv
var tables embed.FS

// A class is what a form of the lexicon can be in a phrase.
type class uint8

const (
	state     class = iota // name of a state
	adjective              // "Harlandic"
	people                 // "Harlander"
	capital                // a seat of government, which stands for its state
	place
	org
	outlet
	office   // "foreign minister"
	rank     // "colonel"
	address  // "Mr"
	voice    // "spokesman"
	member   // "lawyer"
	crowd    // "rebels"
	body     // "ministry"
	source   // "diplomat"
	party    // "the two sides"
	press    // "reporters"
	land     // "country"
	site     // "town"
	mouth    // "newspaper"
	document // "proposal"
	classes
)

// A set is a set of classes.
type set uint32

func of(cs ...class) set {
	var s set
	for _, c := range cs {
		s |= 1 << c
	}
	return s
}

func (s set) has(t set) bool { return s&t != 0 }

var (
	named   = of(state, capital, place, org, outlet)
	titles  = of(office, rank, address, voice, member)
	nominal = of(office, voice, member, crowd, body, source, party, press, land, site, mouth, document)
)

// An entry is one thing the lexicon knows.
type entry struct {
	name   string
	key    string
	typ    parley.EntityType
	side   int32 // entry of the state or organisation it belongs to, -1
	gender byte
}

// A form is one way to write an entry, and what it is then.
type form struct {
	class class
	entry int32
	many  bool
	caps  bool // all capitals: "US", not "us"
	upper bool // begins with a capital letter
	the   bool // only after "the"
	shy   bool // an ordinary word: only in the context of an outlet
}

// A lexicon is a trie over pieces of words.
type lexicon struct {
	words   map[string]int32
	next    map[uint64]int32
	forms   [][]form
	entries []entry
	byKey   map[string]int32
}

// rows are the lines of a table without comments, cut into n columns at least.
func rows(name string, n int) ([][]string, error) {
	b, err := tables.ReadFile("data/" + name)
	if err != nil {
		return nil, &parley.Error{Kind: parley.Internal, Op: "mention: table", Msg: name, Err: err}
	}
	var out [][]string
	for _, l := range strings.Split(string(b), "\n") {
		if l == "" || l[0] == '#' {
			continue
		}
		c := strings.Split(l, "\t")
		for len(c) < n {
			c = append(c, "")
		}
		out = append(out, c)
	}
	return out, nil
}

// list is a cell cut at its semicolons.
func list(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, ";")
}

// slug is a name as a key has it: lower case, hyphens between words.
func slug(name string) string {
	return strings.Join(pieces(nil, name, false), "-")
}

func (x *lexicon) entry(e entry) int32 {
	if i, ok := x.byKey[e.key]; ok && e.key != "" {
		return i
	}
	i := int32(len(x.entries))
	x.entries = append(x.entries, e)
	if e.key != "" {
		x.byKey[e.key] = i
	}
	return i
}

// add puts a written form into the trie.
func (x *lexicon) add(s string, f form) {
	if rest, ok := strings.CutPrefix(s, "the "); ok {
		s, f.the = rest, true
	}
	if f.class <= outlet {
		f.upper = isUpper(s)
		f.caps = f.upper && strings.ToUpper(s) == s && len(strings.ReplaceAll(s, ".", "")) <= 8
	}
	node := int32(0)
	for _, w := range pieces(nil, s, false) {
		id, ok := x.words[w]
		if !ok {
			id = int32(len(x.words))
			x.words[w] = id
		}
		k := uint64(node)<<32 | uint64(uint32(id))
		n, ok := x.next[k]
		if !ok {
			n = int32(len(x.forms))
			x.forms = append(x.forms, nil)
			x.next[k] = n
		}
		node = n
	}
	if node == 0 {
		return
	}
	for _, g := range x.forms[node] {
		if g.class == f.class && g.entry == f.entry && g.many == f.many && g.caps == f.caps {
			return
		}
	}
	x.forms[node] = append(x.forms[node], f)
}

func readLexicon() (*lexicon, error) {
	x := &lexicon{words: map[string]int32{}, next: map[uint64]int32{}, forms: make([][]form, 1), byKey: map[string]int32{}}
	for _, read := range []func() error{x.states, x.places, x.orgs, x.bodies, x.groups, x.outlets, x.titles, x.nouns} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	return x, nil
}

package mention

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
)

// Bounds of the search for an antecedent: linear time in the length of a document.
const (
	corefWindow   = 40 // mentions back
	corefFar      = 12 // sentences back, for pronouns
	corefIndexed  = 6  // latest mentions with a word in common
	corefWords    = 12 // words remembered of a chain
	corefMaxCands = 72
)

// A corefChain is a chain in the making.
type corefChain struct {
	first, last  int32 // mentions
	size         int32
	male, female int32
	thing        int32
	many, one    int32
	persons      uint8 // first and second person seen
	named        bool
	nominal      bool
	words        []learn.Hash
	proper       []learn.Hash
	shorts       []learn.Hash
	texts        []learn.Hash
}

// A corefReader reads one document.
type corefReader struct {
	f     *Finder
	v     *corefView
	nouns nounTable
	ms    []corefMention

	of     []int32 // chain of each mention, -1
	at     []int32 // mention that a token heads, -1
	chains []corefChain
	recent map[learn.Hash][]int32 // latest mentions by word

	cands []int32
	feats []learn.Feature
	ends  []int // end of each candidate's features; the first are those of a new chain
}

// newCorefReader finds and describes the candidate mentions of a document that has trees.
func newCorefReader(f *Finder, nouns nounTable, v *corefView) *corefReader {
	r := &corefReader{f: f, v: v, nouns: nouns}
	if v.news {
		v.repeated()
	}
	r.ms = v.spans()
	for i := range r.ms {
		r.describe(&r.ms[i])
	}
	return r
}

// reset forgets all chains; drop has been applied to r.ms before.
func (r *corefReader) reset() {
	r.of = make([]int32, len(r.ms))
	r.at = make([]int32, len(r.v.lower))
	for i := range r.at {
		r.at[i] = -1
	}
	for i := range r.of {
		r.of[i] = -1
		r.at[r.ms[i].head] = int32(i)
	}
	r.chains = r.chains[:0]
	r.recent = map[learn.Hash][]int32{}
}

// candidates sets r.cands to the mentions that mention i may go back to, the nearest first.
func (r *corefReader) candidates(i int) {
	m := &r.ms[i]
	r.cands = r.cands[:0]
	for k := i - 1; k >= max(0, i-corefWindow); k-- {
		if m.kind.pronoun() && m.sent-r.ms[k].sent > corefFar {
			break
		}
		r.cands = append(r.cands, int32(k))
	}
	near := len(r.cands)
	look := func(h learn.Hash) {
		for _, k := range r.recent[h] {
			if int(k) < i-near && len(r.cands) < corefMaxCands && !slices.Contains(r.cands[near:], k) {
				r.cands = append(r.cands, k)
			}
		}
	}
	switch {
	case m.kind.pronoun():
		if m.person == '1' || m.person == '2' {
			look(pronounKey(m))
		}
	case m.kind == kindName:
		for _, w := range m.proper[:min(len(m.proper), 4)] {
			look(w)
		}
		look(m.text)
		if m.short != 0 {
			look(m.short)
		}
	default:
		look(m.lemma)
	}
	slices.SortFunc(r.cands[near:], func(a, b int32) int { return int(b - a) })
}

// pronounKey is one key for all forms of the first person, or of the second.
func pronounKey(m *corefMention) learn.Hash { return learn.Hash(m.person)<<8 | learn.Hash(m.number) }

// remember puts mention i into the index of words.
func (r *corefReader) remember(i int) {
	m := &r.ms[i]
	put := func(h learn.Hash) {
		l := r.recent[h]
		if len(l) > 0 && l[len(l)-1] == int32(i) {
			return
		}
		if len(l) == corefIndexed {
			copy(l, l[1:])
			l = l[:len(l)-1]
		}
		r.recent[h] = append(l, int32(i))
	}
	switch {
	case m.kind.pronoun():
		if m.person == '1' || m.person == '2' {
			put(pronounKey(m))
		}
		return
	case m.kind == kindName:
		for _, w := range m.proper[:min(len(m.proper), 4)] {
			put(w)
		}
		put(m.text)
		if m.short != 0 {
			put(m.short)
		}
	}
	put(m.lemma)
}

// link puts mention i into the chain of mention k, or into a new one where k is -1.
func (r *corefReader) link(i, k int) {
	c := int32(len(r.chains))
	if k >= 0 {
		c = r.of[k]
	} else {
		r.chains = append(r.chains, corefChain{first: int32(i)})
	}
	r.of[i] = c
	r.chains[c].add(&r.ms[i], int32(i))
	r.remember(i)
}

func (c *corefChain) add(m *corefMention, i int32) {
	c.last = i
	c.size++
	switch m.gender {
	case 'm':
		c.male++
	case 'f':
		c.female++
	case 'n':
		c.thing++
	}
	switch m.number {
	case 'p':
		c.many++
	case 's':
		c.one++
	}
	if m.person != 0 {
		c.persons |= 1 << (m.person - '0')
	}
	c.named = c.named || m.kind == kindName
	c.nominal = c.nominal || !m.kind.pronoun() && m.kind != kindName
	if m.kind.pronoun() {
		return
	}
	c.words = joined(c.words, m.words)
	c.proper = joined(c.proper, m.proper)
	if m.short != 0 {
		c.shorts = joined(c.shorts, []learn.Hash{m.short})
	}
	c.texts = joined(c.texts, []learn.Hash{m.text})
}

func joined(have, more []learn.Hash) []learn.Hash {
	for _, w := range more {
		if len(have) < corefWords && !slices.Contains(have, w) {
			have = append(have, w)
		}
	}
	return have
}

func (c *corefChain) gender() byte {
	switch {
	case c.male > c.female:
		return 'm'
	case c.female > 0:
		return 'f'
	case c.thing > 0:
		return 'n'
	}
	return 0
}

func (c *corefChain) number() byte {
	switch {
	case c.many > c.one:
		return 'p'
	case c.one > 0:
		return 's'
	}
	return 0
}

// found is the chains of the mentions, in order of the first mention.
func (r *corefReader) found() [][]parley.TokenRange {
	out := make([][]parley.TokenRange, len(r.chains))
	for i := range r.ms {
		if c := r.of[i]; c >= 0 && (r.ms[i].role != 'c' || r.chains[c].size > 1 || r.ms[i].kind == kindName) {
			out[c] = append(out[c], r.ms[i].tok)
		}
	}
	return SortChains(slices.DeleteFunc(out, func(c []parley.TokenRange) bool { return len(c) == 0 }))
}

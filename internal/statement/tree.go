package statement

import "github.com/parley-press/parley/internal/text"

// climb bounds how far a tree is followed upwards: deeper than that is no sentence of the press, and reading must stay linear.
const climb = 40

// head is the token that token i depends on, -1 for a root and where there are no trees.
func (p *pass) head(i int) int {
	if p.d.Heads == nil || i < 0 {
		return -1
	}
	return int(p.d.Heads[i])
}

// rel is the relation of token i to its head, "" where there are no trees.
func (p *pass) rel(i int) string {
	if p.d.Rels == nil {
		return ""
	}
	return p.d.Rels[i]
}

// anchor is the token that carries the cue of s: of its first cue the word that the others depend on; -1 without a cue.
func (p *pass) anchor(s *draft) int {
	if len(s.cues) == 0 {
		return -1
	}
	c := s.cues[0]
	for _, r := range s.cues { // "was quoted … as saying": the verb that opens the content
		if p.d.Lemmas[r.First] == "say" || p.d.Lemmas[r.First] == "tell" {
			c = r
		}
	}
	for i := c.First; i < c.End; i++ {
		if h := p.head(i); (h < c.First || h >= c.End) && p.d.Tags[i].U != text.PUNCT && p.d.Tags[i].U != text.AUX {
			return i
		}
	}
	return c.First
}

// ruler is the verb, or the predicate without one, that token i belongs to: the nearest word above it that is a verb or the root; -1 where i is a root.
func (p *pass) ruler(i int) int {
	h := p.head(i)
	for n := 0; h >= 0 && n < climb; n++ {
		if p.d.Tags[h].U == text.VERB || p.head(h) < 0 {
			return h
		}
		h = p.head(h)
	}
	return -1
}

// under reports whether token i stands below token top in the tree.
func (p *pass) under(i, top int) bool {
	for n := 0; i >= 0 && n < climb; n++ {
		if i == top {
			return true
		}
		i = p.head(i)
	}
	return false
}

// kid is the first dependant of token h among tokens [a, b) whose relation is one of rels, -1 for none.
func (p *pass) kid(h, a, b int, rels ...string) int {
	for i := max(a, h-climb, 0); i < min(b, h+climb, len(p.d.Tokens)); i++ {
		if p.head(i) == h && contains(rels, p.rel(i)) {
			return i
		}
	}
	return -1
}

// caseOf is the preposition that opens the phrase of noun token i ("in a statement": the token of "in"), -1 where it has none.
func (p *pass) caseOf(i int) int {
	for j := i - 1; j >= 0 && j > i-15 && p.d.Tokens[j].Sentence == p.d.Tokens[i].Sentence; j-- {
		if p.head(j) == i && p.rel(j) == "case" {
			return j
		}
	}
	return -1
}

package statement

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// up is the token that token i depends on, -1 for none.
func (p *pass) up(i int) int {
	if h := int(p.d.Heads[i]); h >= 0 && h < len(p.d.Heads) && h != i {
		return h
	}
	return -1
}

// jointHeads gives a mention of several kinds of people who speak together the heads of all of them, where they have no mention of their own.
func (p *pass) jointHeads() {
	if !p.trees {
		return
	}
	for m := range p.d.Mentions {
		if x := &p.d.Mentions[m]; x.Many && x.Kind == parley.NominalMention && p.rel(x.Head) == "conj" {
			if h := p.head(x.Head); x.Tokens.Has(h) && p.headOf[h] < 0 {
				p.headOf[h] = int32(m)
			}
		}
	}
}

// mentionByTree is the mention that names the head of r in the tree; for "who" and its like that of the noun whose clause it opens. -1 where there
// is none, or no tree.
func (p *pass) mentionByTree(r parley.TokenRange) int {
	if !p.trees {
		return -1
	}
	t := -1
	for i := r.First; i < r.End; i++ {
		if h := p.up(i); p.d.Tags[i].U != text.PUNCT && p.d.Tags[i].U != text.ADP && p.d.Tags[i].U != text.CCONJ && (h < 0 || !r.Has(h)) {
			t = i
			break
		}
	}
	if t < 0 {
		return -1
	}
	if r.Len() == 1 && relativeWord[p.d.Lower(t)] {
		if m := p.nameBefore(t); m >= 0 {
			return m
		}
		v := p.up(t)
		if v < 0 || !strings.HasPrefix(p.d.Rels[v], "acl") || p.up(v) < 0 {
			return p.partyBefore(t)
		}
		t = p.up(v)
	}
	if m := p.mentionBehind(t); m >= 0 {
		return m
	}
	if m := p.headOf[t]; m >= 0 && !p.possessor(t) {
		return int(m)
	}
	if m := p.coreOf[t]; m >= 0 && !p.possessor(p.d.Mentions[m].Core.End-1) {
		return int(m)
	}
	return -1
}

// mentionBehind is the mention of who stands behind a source that token t heads: of the union in "a report by the union". -1 where t itself is meant.
func (p *pass) mentionBehind(t int) int {
	x := text.Behind(p.d, t)
	if x < 0 || p.d.Tags[t].U != text.NOUN && p.headOf[t] >= 0 {
		return -1
	}
	m := p.headOf[x]
	if m < 0 {
		m = p.coreOf[x]
	}
	if m < 0 || p.d.Mentions[m].Entity < 0 || p.d.Mentions[m].Place || !speaks(p.d.Mentions[m].Type) || p.d.Mentions[m].Type == parley.InstrumentEntity {
		return -1
	}
	if e := &p.d.Entities[p.d.Mentions[m].Entity]; x < t && !text.Issued(p.d, t) && !strings.HasPrefix(e.Key, "outlet/") && !strings.HasPrefix(e.Key, "agency/") {
		return -1 // a bank's report is a paper of its own, an agency's is the agency
	}
	return int(m)
}

// issuer is the mention of who speaks in the paper that mention m is: "a ministry statement". -1 where m is none, or one that speaks for itself.
func (p *pass) issuer(m int) int {
	if p.d.Mentions[m].Type != parley.InstrumentEntity || !p.trees {
		return -1
	}
	return p.mentionBehind(p.d.Mentions[m].Head)
}

// nameBefore is the person's name right before token t, a comma between them or none: "…, Roe and Ana Lind, who joked". -1 where there is none.
func (p *pass) nameBefore(t int) int {
	i := t - 1
	if i >= p.lo && p.d.Word(i) == "," {
		i--
	}
	if i < 0 || p.coreOf[i] < 0 {
		return -1
	}
	if m := p.d.Mentions[p.coreOf[i]]; m.Type != parley.Person || m.Core.End != i+1 {
		return -1
	}
	return int(p.coreOf[i])
}

// partyBefore is the state or body right before "which" at token t and the comma or dash there: "its neighbour Harland, which warned". -1 where there is none.
func (p *pass) partyBefore(t int) int {
	i := t - 1
	if p.d.Lower(t) != "which" || i <= p.lo || !p.dashOrComma(i) {
		return -1
	}
	for _, m := range []int32{p.coreOf[i-1], p.endAt[i-1]} {
		if m < 0 {
			continue
		}
		switch x := p.d.Mentions[m]; x.Type {
		case parley.State, parley.Organization, parley.Group:
			if x.Entity >= 0 && !x.Place && !p.possessor(x.Head) && x.Tokens.End == i {
				return int(m)
			}
		}
	}
	return -1
}

var relativeWord = text.WordSet("who whom which that")

// coSources lists the noun phrases that the tree joins with the one that chunk c heads, nearest last: "Harland, Veska and Ondria said".
func (p *pass) coSources(c int) []parley.TokenRange {
	t := p.d.Chunks[c].Head
	if !p.trees {
		return nil
	}
	for !strings.HasPrefix(p.d.Rels[t], "conj") { // the head of a name is its first word
		h := p.up(t)
		if h < 0 || !p.d.Chunks[c].Tokens.Has(h) {
			return nil
		}
		t = h
	}
	first := p.up(t)
	if first < p.lo || first >= t || p.chunkOf[first] < 0 || !strings.HasPrefix(p.d.Rels[first], "nsubj") {
		return nil
	}
	var out []parley.TokenRange
	for i := first; i < t; i++ {
		if p.d.Lower(i) == "but" { // "they evaded the laws but the envoy denies"
			return nil
		}
		if i != first && (int(p.d.Heads[i]) != first || !strings.HasPrefix(p.d.Rels[i], "conj")) {
			continue
		}
		n := p.chunkOf[i]
		if n < 0 || p.d.Chunks[n].Kind != text.NP || !p.sameQuote(i, t) || int(n) == c {
			continue
		}
		out = append(out, p.d.Chunks[n].Tokens)
	}
	return out
}

// inOrder is noun phrases by their places.
func inOrder(rs []parley.TokenRange) []parley.TokenRange {
	rs = slices.Clone(rs)
	slices.SortFunc(rs, func(a, b parley.TokenRange) int { return cmp.Compare(a.First, b.First) })
	return rs
}

// sharedPronoun gives "they" and "both" the sources of the statement before, where that has several.
func (p *pass) sharedPronoun(i int) {
	s := p.stmts[i]
	if s.Entity >= 0 || s.src.Len() != 1 || len(s.Co) > 0 {
		return
	}
	if w := p.d.Lower(s.src.First); w != "they" && w != "both" {
		return
	}
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		h := p.stmts[k]
		if h.Headline != s.Headline || s.sent-h.sent > 2 || h.Entity < 0 {
			return
		}
		if len(h.Co) > 0 {
			s.Entity, s.Co = h.Entity, h.Co
			return
		}
	}
}

// opensClause reports whether mention m, which ends where phrase r does, begins before it at the start of a clause.
func (p *pass) opensClause(m text.Mention, r parley.TokenRange) bool {
	return m.Tokens.First < r.First && m.Tokens.First >= p.lo && m.Kind == parley.NominalMention && speaks(m.Type) &&
		p.sameQuote(m.Tokens.First, r.First) && p.clauseStart(m.Tokens.First)
}

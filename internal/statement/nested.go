package statement

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// agentOf is the "by" of a participle that describes the noun before it ("the truce declared a year ago by Veska"); false where the
// verb is none.
func (p *pass) agentOf(k *candidate) (subject, bool) {
	ch := p.d.Chunks[k.chunk]
	if ch.Finite || p.d.Tags[ch.Head].Penn != "VBN" || p.rel(ch.Head) != "acl" {
		return subject{}, false
	}
	for i := k.next; i < min(p.hi, k.next+6); i++ {
		if p.d.Lower(i) == "by" && p.timeOf[i] < 0 {
			np, end := p.nounPhraseAt(i + 1)
			return subject{how: byAgent, np: np, after: end}, !np.Empty()
		}
		if p.timeOf[i] < 0 && p.d.Tags[i].U != text.ADV && p.d.Tags[i].U != text.ADP && p.d.Tags[i].U != text.DET {
			break
		}
	}
	return subject{}, false
}

// nested mends a subject that only ends the one the tree gives the verb, or stands in a clause or phrase that describes it: "a source in the forces of the
// north said", "the claim that did not mention Veska said".
func (p *pass) nested(k *candidate, s subject) subject {
	if s.how != plain || s.np.Empty() {
		return s
	}
	last := p.chunkOf[s.np.End-1]
	if last < 0 {
		return s
	}
	own := p.topOf(p.d.Chunks[last].Tokens)
	v := p.d.Chunks[k.chunk].Head
	if p.rel(own) == "nsubj" && p.head(own) == v {
		return p.inNumber(v, own, s)
	}
	for n := 0; p.rel(own) == "conj" && n < climb; n++ { // "bishops of Tarn and Veska said"
		if h := p.head(own); h < p.lo || h >= own || p.d.Tags[h].U != text.NOUN && p.d.Tags[h].U != text.PROPN {
			return s
		}
		own = p.head(own)
	}
	switch p.rel(own) {
	case "nmod", "obj", "obl", "nmod:poss", "appos":
	default:
		return s
	}
	top := p.treeSubjectOf(v, own)
	if top < 0 || top >= s.np.First || p.chunkOf[top] < 0 || !p.sameQuote(top, v) {
		return s
	}
	c := p.d.Chunks[p.chunkOf[top]]
	if c.Kind != text.NP || c.Tokens.End > s.np.First {
		return s
	}
	t := p.grow(int(p.chunkOf[top]), c.Tokens.End, plain)
	m := p.mentionIn(t.np)
	if t.how != plain || m < 0 || !speaks(p.d.Mentions[m].Type) {
		return s
	}
	if !slices.ContainsFunc(p.d.Tokens[c.Tokens.End:s.np.First], func(t text.Token) bool { return t.Quote != p.d.Tokens[v].Quote }) && p.phrasal(c.Tokens.End, s.np.End) {
		t.np.End = s.np.End
	}
	return t
}

// inNumber is the subject that agrees with the verb at token v where own, the noun beside it, is one and the verb is of many: the object of a participle that
// describes the many before it, "some advocates backing Ordell say". Else it is s.
func (p *pass) inNumber(v, own int, s subject) subject {
	b := s.np.First - 1
	if p.d.Tags[v].Penn != "VBP" || p.d.Tags[own].Penn != "NN" && p.d.Tags[own].Penn != "NNP" || b <= p.lo || p.d.Tags[b].Penn != "VBG" || !p.sameQuote(b, v) {
		return s
	}
	c := p.chunkAt(b - 1)
	if c == nil || c.Kind != text.NP || c.Tokens.End != b || p.d.Tags[b-1].Penn != "NNS" || !p.sameQuote(b-1, v) {
		return s
	}
	t := p.grow(int(p.chunkOf[b-1]), b, plain)
	if t.np.Empty() || !p.clauseStart(t.np.First) {
		return s
	}
	t.np.End = s.np.End
	return t
}

// topOf is the token of range r that depends on one outside of it.
func (p *pass) topOf(r parley.TokenRange) int {
	for i := r.First; i < r.End; i++ {
		if h := p.head(i); p.d.Tags[i].U != text.PUNCT && !r.Has(h) {
			return i
		}
	}
	return r.First
}

// treeSubjectOf is the noun that is the subject of verb v by the tree, with token own in a phrase that describes it; also where the tree took a participle
// that describes it for a clause of its own, "those involved in the talks say", "a group watching the war said". -1 where there is none.
func (p *pass) treeSubjectOf(v, own int) int {
	if t := p.kid(v, p.lo, v, "nsubj"); t >= 0 {
		if !p.under(own, t) {
			return -1
		}
		return t
	}
	if g := p.kid(v, p.lo, v, "csubj"); g >= 0 && p.under(own, g) && p.participleAt(g) {
		return p.kid(g, p.lo, g, "nsubj", "nsubj:pass")
	}
	for n := 0; own >= 0 && n < climb; n++ {
		if h := p.head(own); p.rel(own) == "acl" && p.participleAt(own) && h >= p.lo && h < own {
			if c := p.chunkAt(h); c != nil && p.clauseStart(c.Tokens.First) {
				return h
			}
			return -1
		}
		own = p.head(own)
	}
	return -1
}

// participleAt reports whether a verb form at token i may be a participle.
func (p *pass) participleAt(i int) bool {
	switch p.d.Tags[i].Penn {
	case "VBG", "VBN", "VBD":
		return true
	}
	return false
}

// phrasal reports whether tokens [a, b) hold no verb and no mark: a noun phrase can go on over them.
func (p *pass) phrasal(a, b int) bool {
	for i := a; i < b; i++ {
		if u := p.d.Tags[i].U; u == text.VERB || u == text.AUX || u == text.PUNCT && p.d.Word(i) != "-" {
			return false
		}
	}
	return true
}

// tells reports whether noun phrase np may be what the participle at token v has as its subject: somebody, a document, or a noun that the tree has the participle
// describe. "condemned the attack saying": an attack says nothing.
func (p *pass) tells(np parley.TokenRange, v int) bool {
	c := p.chunkOf[np.End-1]
	if p.d.Rels == nil || c < 0 {
		return true
	}
	if p.rel(v) == "advcl" && p.d.Tags[p.head(v)].U == text.VERB && p.kid(p.head(v), p.lo, v, "nsubj") >= 0 {
		return false
	}
	m := p.mentionIn(np)
	return m >= 0 && speaks(p.d.Mentions[m].Type)
}

// titledBehind is the person whose name closes noun phrase r, where all before it is his title: the name of a body with its letters in brackets, and an office.
// -1 where a comma, a conjunction between two who could speak, or a preposition behind the body parts them.
func (p *pass) titledBehind(r parley.TokenRange) int {
	m := p.endAt[r.End-1]
	if m < 0 || p.d.Mentions[m].Type != parley.Person || p.d.Mentions[m].Kind != parley.NameMention {
		return -1
	}
	bracket := false
	for i := r.First; i < p.d.Mentions[m].Core.First; i++ {
		switch w := p.d.Lower(i); {
		case w == ")":
			bracket = true
		case bracket && (p.d.Tags[i].U == text.ADP || p.d.Tags[i].U == text.CCONJ):
			return -1
		case w == "," || p.d.Tags[i].U == text.VERB || p.d.Tags[i].U == text.AUX:
			return -1
		}
	}
	if !bracket {
		return -1
	}
	return int(m)
}

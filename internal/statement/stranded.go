package statement

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// stranded reads a cue whose object stands before it, as a relative word or the noun that the clause describes: "what Roe calls a drill", "those it views as
// traitors", "a plan that officials say would fail". What is expressed is the rest of the clause: what the object is called, or its predicate. It fills s
// and returns the name of the construction, "" where there is none.
func (p *pass) stranded(k *candidate, s *draft) string {
	ch := p.d.Chunks[k.chunk]
	if k.subj.how != plain || k.subj.np.Empty() || !ch.Finite || ch.Passive || k.subj.np.First <= p.lo {
		return ""
	}
	i := k.next
	if i >= p.hi || !p.sameQuote(k.head, k.subj.np.First) {
		return ""
	}
	b := k.subj.np.First - 1
	opened := gapWord[p.d.Lower(b)] && p.d.Tags[b].Penn != "DT" && (p.d.Tags[b].Penn != "IN" || p.describes(k.head, b))
	beside := p.chunkOf[b] >= 0 && p.d.Chunks[p.chunkOf[b]].Kind == text.NP && p.timeOf[b] < 0 // a noun, the relative word left out
	if !opened && !beside && !(p.head(k.head) == b && p.describes(k.head, k.subj.np.First)) {
		return ""
	}
	switch v := p.pastAdverbs(i); {
	case k.cue.frame("oas") && (opened || p.describes(k.head, k.subj.np.First)):
		if p.d.Lower(i) == "as" {
			i++
		} else if np, _ := p.nounPhraseAt(i); k.cue.has("asonly") || !p.opensQuote(i) && p.d.Tags[i].U != text.ADJ && (np.Empty() || p.timeOf[i] >= 0) {
			return ""
		}
		name := p.gapContent(k, s, i, i)
		if name != "" && p.d.Tokens[i].Quote == p.d.Tokens[k.head].Quote {
			s.parts[0].End = p.nameEnd(i, s.parts[0].End)
		}
		return name
	case k.cue.frame("that") && p.finiteAt(v) && (opened || !k.cue.has("weak") && p.under(p.d.Chunks[p.chunkOf[v]].Head, k.head)):
		return p.gapContent(k, s, i, p.d.Chunks[p.chunkOf[v]].Tokens.End)
	}
	return ""
}

// strandedBy reports whether a relative word stands before the subject of k: its clause describes a noun of the clause around it.
func (p *pass) strandedBy(k *candidate) bool {
	b := k.subj.np.First - 1
	return k.subj.how == plain && b >= p.lo && gapWord[p.d.Lower(b)] && p.d.Lower(b) != "that" && p.d.Lower(b) != "what"
}

// gapContent makes the content of a clause with a gap, from token i to the end of the clause; the words before token from are its own verb's.
func (p *pass) gapContent(k *candidate, s *draft, i, from int) string {
	end := p.nounEnd("gap", from, k.head)
	if q := p.d.Tokens[i].Quote; q >= 0 && q != p.d.Tokens[k.head].Quote && p.opensQuote(i) { // "what it calls a trap" in marks: they end it
		end = min(end, p.trim(i, p.d.Range(p.d.Quotes[p.outer(int(q))].Outer).End))
	}
	if end <= i {
		return ""
	}
	s.parts = []parley.TokenRange{{First: i, End: end}}
	return "gap"
}

// gapWord are the words that open a clause in which they are the object.
var gapWord = text.WordSet("what whatever which that who whom whoever")

// pastAdverbs is the first token from i on that is no adverb outside of phrases.
func (p *pass) pastAdverbs(i int) int {
	for i < p.hi && p.d.Tags[i].U == text.ADV && p.chunkOf[i] < 0 {
		i++
	}
	return i
}

// describes reports whether verb v stands in a clause that describes a noun before token i.
func (p *pass) describes(v, i int) bool {
	for n := 0; v >= p.lo && n < 3; n++ {
		if r := p.rel(v); r == "acl:relcl" || r == "acl" {
			return p.head(v) < i
		}
		v = p.head(v)
	}
	return false
}

// nameEnd is where what an object is called, from token i on, ends before token end: at a preposition whose phrase the tree hangs on none of its words
// ("what it calls terrorists in any talks").
func (p *pass) nameEnd(i, end int) int {
	for j := i + 1; j < end; j++ {
		if p.d.Tags[j].U != text.ADP || p.rel(j) != "case" || p.d.Lower(j) == "of" {
			continue
		}
		n := p.head(j)
		if n < j || n >= end {
			continue
		}
		if h := p.head(n); h >= 0 && h < i {
			return p.trim(i, j)
		}
	}
	return end
}

package statement

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// inheritedSubject is the subject of the cue before the conjunction at token i: the nearest earlier candidate, else the nearest finite verb.
func (p *pass) inheritedSubject(i int) subject {
	for n := len(p.cands) - 1; n >= 0; n-- {
		k := p.cands[n]
		if k.subj.how != noSubject && k.subj.how != participle && p.sameQuote(k.head, i) {
			s := k.subj
			return subject{how: inherited, np: s.np, co: s.co}
		}
	}
	for j := i - 1; j >= p.lo; j-- {
		c := p.chunkOf[j]
		if c < 0 || p.d.Chunks[c].Kind != text.VG || !p.d.Chunks[c].Finite || !p.sameQuote(j, i) {
			continue
		}
		s := p.leftSubject(p.d.Chunks[c].Tokens.First)
		if s.how == plain {
			s.how = inherited
			return s
		}
		j = p.d.Chunks[c].Tokens.First
	}
	return subject{how: noSubject}
}

// relativeSubject is the noun phrase that the relative pronoun at token i stands for.
func (p *pass) relativeSubject(i int) subject {
	j := i - 1
	if j >= p.lo && p.d.Word(j) == "," {
		j--
	}
	if j < p.lo || p.chunkOf[j] < 0 || p.d.Chunks[p.chunkOf[j]].Kind != text.NP {
		return subject{how: noSubject}
	}
	return p.grow(int(p.chunkOf[j]), j+1, relative)
}

// beforeAside finds the subject before an aside that ends with the comma or dash at token i ("Roe, the envoy, said").
func (p *pass) beforeAside(i int) subject {
	w := p.d.Word(i)
	for j := i - 1; j > p.lo && i-j <= 40; j-- {
		if p.d.Word(j) != w || !p.sameQuote(i, j) {
			continue
		}
		if p.mainVerb(j+1, i) {
			return subject{how: noSubject}
		}
		k := p.skipLeft(j - 1)
		if k < p.lo || p.chunkOf[k] < 0 || p.d.Chunks[p.chunkOf[k]].Kind != text.NP {
			return subject{how: noSubject}
		}
		s := p.grow(int(p.chunkOf[k]), k+1, plain)
		if n := p.exactName(j+1, i); n >= 0 && !p.party(s) { // "the director for Lea and Tarn, Ana Roe, said"
			return p.grow(int(p.chunkOf[p.d.Mentions[n].Head]), i, plain)
		}
		if b := s.np.First - 1; b > p.lo && p.d.Word(b) == w && p.named(b-1) { // "Roe, head of the Lake Institute, Riverton, said"
			return p.grow(int(p.chunkOf[b-1]), b, plain)
		}
		return s
	}
	return subject{how: noSubject}
}

// participleSubject is the subject of a participle at token v ("…, denying that"): the noun phrase just before it
// ("papers showing that"), else that of the cue before, else of the clause's first finite verb; at the start of a sentence the next one's.
func (p *pass) participleSubject(v int) subject {
	i := p.skipLeft(v - 1)
	if i >= p.lo && p.chunkOf[i] >= 0 && p.d.Chunks[p.chunkOf[i]].Kind == text.NP && p.sameQuote(i, v) {
		if r := p.d.Chunks[p.chunkOf[i]].Tokens; r.End == v && r.First > p.lo && p.d.Lower(r.First-1) == "with" { // "…, with experts warning"
			if m := p.mentionIn(r); m >= 0 && speaks(p.d.Mentions[m].Type) && p.d.Mentions[m].Type != parley.InstrumentEntity {
				return subject{how: participle, np: r}
			}
		}
		s := p.grow(int(p.chunkOf[i]), i+1, plain)
		s.how = participle
		if !s.np.Empty() && p.tells(s.np, v) {
			return s
		}
	}
	if s, ok := p.ownClause(v); ok {
		return s
	}
	for n := len(p.cands) - 1; n >= 0; n-- {
		if k := p.cands[n]; k.subj.how != noSubject && p.sameQuote(k.head, v) {
			return subject{how: participle, np: k.subj.np, co: k.subj.co}
		}
	}
	for j := p.lo; j < p.hi; j++ {
		if !p.finiteAt(j) || !p.sameQuote(j, v) {
			continue
		}
		if s := p.leftSubject(j); s.how == plain {
			s.how = participle
			return s
		}
	}
	return subject{how: noSubject}
}

// ownClause is the subject of the clause that the participle at token v hangs on, where that begins anew after the last cue: "… said so, but Roe summed it up
// kindly, saying that".
func (p *pass) ownClause(v int) (subject, bool) {
	if !p.trees || len(p.cands) == 0 || p.rel(v) != "advcl" {
		return subject{}, false
	}
	g := p.head(v)
	t := p.kid(g, p.lo, g, "nsubj", "nsubj:pass")
	last := p.cands[len(p.cands)-1].head
	if t <= last || t < 0 || p.chunkOf[t] < 0 || p.d.Chunks[p.chunkOf[t]].Kind != text.NP || !p.sameQuote(t, v) || !p.sameQuote(t, last) || !p.finiteWith(g) {
		return subject{}, false
	}
	s := p.grow(int(p.chunkOf[t]), p.d.Chunks[p.chunkOf[t]].Tokens.End, plain)
	b := s.np.First - 1
	if s.np.Empty() || b <= last || !parting[p.d.Lower(b)] || p.d.Lower(b) != ";" && p.d.Word(b-1) != "," {
		return subject{}, false
	}
	s.how = participle
	return s, true
}

// finiteWith reports whether token g stands in a finite verb group.
func (p *pass) finiteWith(g int) bool {
	c := p.chunkOf[g]
	return c >= 0 && p.d.Chunks[c].Kind == text.VG && p.d.Chunks[c].Finite
}

// parting are the words and marks after which a clause of its own begins.
var parting = text.WordSet("but while whereas and yet ;")

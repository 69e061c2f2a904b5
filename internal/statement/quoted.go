package statement

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// quotedAs finds statements that an agency passes on with two verbs: "was quoted by Newswire as saying", "was quoted as saying by Newswire", "Newswire cited
// Roe as saying", "Roe, quoted by Newswire as telling deputies". Both verbs are the cue, who is quoted the source, who quotes the first link of the chain.
func (p *pass) quotedAs() {
	for v := p.lo; v < p.hi; v++ {
		if !quoting[p.d.Lemmas[v]] || p.d.Tags[v].U != text.VERB {
			continue
		}
		w := p.saidAs(v)
		if w < 0 {
			continue
		}
		src, by := p.quotedParts(v, w)
		if src.Empty() {
			continue
		}
		s := p.quotedDraft(v, w, src)
		if s == nil {
			continue
		}
		s.src, s.cues = src, []parley.TokenRange{{First: v, End: v + 1}, {First: w, End: w + 1}}
		s.by = by
		s.Rule = "statement/quoted-as@" + Version
	}
}

var quoting = map[string]bool{"quote": true, "cite": true, "report": true, "record": true}

// saidAs is the participle of speech that "as" joins to verb v ("quoted … as saying"), -1 where there is none.
func (p *pass) saidAs(v int) int {
	for w := v + 2; w < p.hi && w < v+20; w++ {
		if p.d.Lower(w-1) != "as" || p.d.Tags[w].Penn != "VBG" {
			continue
		}
		if q, _ := p.f.match(p.d, w, p.hi); q != nil && (p.head(w) == v || p.head(w) < 0 || w < v+8) {
			return w
		}
	}
	return -1
}

// quotedParts is who is quoted by verb v, and who quotes; w is the participle of speech.
func (p *pass) quotedParts(v, w int) (src, by parley.TokenRange) {
	src, by = parley.TokenRange{}, p.agentBetween(v, w)
	if p.passiveAt(v) {
		if by.Empty() && w+2 < p.hi && p.d.Lower(w+1) == "by" {
			by, _ = p.nounPhraseAt(w + 2)
		}
		if p.d.Chunks[p.chunkOf[v]].Finite {
			return p.leftSubject(p.d.Chunks[p.chunkOf[v]].Tokens.First).np, by
		}
		if h := p.head(v); h >= p.lo && h < v {
			src = p.nounPhraseOf(h)
		}
		return src, by
	}
	src, _ = p.nounPhraseAt(v + 1)
	if src.Empty() || src.End > w {
		return parley.TokenRange{}, by
	}
	for k := v - 1; k >= p.lo && by.Empty(); k-- {
		if p.chunkOf[k] >= 0 && p.d.Chunks[p.chunkOf[k]].Kind == text.NP {
			by = p.leftSubject(p.d.Chunks[p.chunkOf[v]].Tokens.First).np
			break
		}
	}
	return src, by
}

// passiveAt reports whether verb v is passive: after a form of "be", or a participle that modifies a noun.
func (p *pass) passiveAt(v int) bool {
	c := p.chunkOf[v]
	if c < 0 || p.d.Tags[v].Penn != "VBN" && p.d.Tags[v].Penn != "VBD" {
		return false
	}
	return p.d.Chunks[c].Passive || p.rel(v) == "acl" || v+1 < p.hi && (p.d.Lower(v+1) == "by" || p.d.Lower(v+1) == "as")
}

// agentBetween is the noun phrase after "by" between tokens v and w.
func (p *pass) agentBetween(v, w int) parley.TokenRange {
	for i := v + 1; i+1 < w; i++ {
		if p.d.Lower(i) == "by" {
			np, _ := p.nounPhraseAt(i + 1)
			return np
		}
	}
	return parley.TokenRange{}
}

// quotedDraft is the draft that one of the two verbs has already, or a new one whose content is the quotation or the clause before them; nil without content.
func (p *pass) quotedDraft(v, w int, src parley.TokenRange) *draft {
	for _, s := range p.touch[p.sent] {
		for _, c := range s.cues {
			if !s.dropped && (c.Has(v) || c.Has(w)) {
				return s
			}
		}
	}
	say := &cue{form: "say", frames: []string{"q", "that"}, act: parley.Say}
	k := &candidate{chunk: int(p.chunkOf[v]), head: v, next: v + 1, cue: say, subj: subject{how: plain, np: src}}
	if src.First > v {
		k.subj.np.First = v
		if by := p.leftSubject(p.d.Chunks[p.chunkOf[v]].Tokens.First).np; !by.Empty() {
			k.subj.np.First = by.First
		}
	}
	after := w + 1
	if after+1 < p.hi && p.d.Lower(after) == "by" {
		_, after = p.nounPhraseAt(after + 1)
	}
	s := &draft{sent: p.sent, cue: say, quote: -1, src: src, cues: []parley.TokenRange{{First: v, End: v + 1}}}
	if p.left(k, s, after) == "" {
		k.head, k.chunk = w, int(max(p.chunkOf[w], 0))
		if p.right(k, s, after) == "" {
			return nil
		}
	}
	s.Score = shares["quote-before"] - 0.05
	p.insert(s)
	return s
}

// treeSubject is the subject that the tree gives a verb whose neighbour on the left is none, because a participle or a clause modifies the subject ("an officer
// quoted by Newswire said", "the group which left the talks in Lund said").
func (p *pass) treeSubject(k *candidate) subject {
	none := subject{how: noSubject}
	ch := p.d.Chunks[k.chunk]
	if !ch.Finite || ch.Passive {
		return none
	}
	n := p.kid(k.head, max(p.lo, k.head-20), k.head, "nsubj")
	if n < 0 || p.kid(n, n+1, k.head, "acl", "acl:relcl") < 0 || !p.sameQuote(n, k.head) {
		return none
	}
	np := p.nounPhraseOf(n)
	if np.Empty() || np.First < p.lo {
		return none
	}
	return subject{how: plain, np: np}
}

// accusedOf is the subject of a gerund after "of" or "for" that says what another is accused of or thanked for: the object before it ("accused Harland of
// threatening to").
func (p *pass) accusedOf(v int) subject {
	if v-2 < p.lo || p.d.Tags[v].Penn != "VBG" || p.d.Lower(v-1) != "of" && p.d.Lower(v-1) != "for" {
		return subject{}
	}
	c := p.chunkOf[v-2]
	if c < 0 || p.d.Chunks[c].Kind != text.NP {
		return subject{}
	}
	np, _ := p.nounPhraseAt(p.d.Chunks[c].Tokens.First)
	np.End = min(np.End, v-1)
	for n := len(p.cands) - 1; n >= 0; n-- {
		if k := p.cands[n]; k.cue.frame("ofor") && k.next == np.First && k.head < v {
			return subject{how: participle, np: np}
		}
	}
	return subject{}
}

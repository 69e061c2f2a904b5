package statement

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

const (
	newFrom     = 0.5  // confidence from which a relation that no rule found is a statement, where the lexicon has its cue
	strangeFrom = 0.7  // ... where the lexicon has not, or knows the cue only for its act
	clearFrom   = 0.3  // ... where a clause stands with a plain verb of speech: on the read dossiers of testdata/coded 14 of 15 such relations from .3 to .5 are right
	alone       = 0.35 // confidence of what a rule found and no relation, outside of other statements: .22 to .4 of PolNeAR's development part, which leaves much out
	disputed    = 0.5  // ... of what a rule and a relation cut quite differently
	betterFrom  = 0.7  // confidence from which a relation's content stands in the place of a rule's that is quite different
)

// relations joins what the rules found with the relations of d.Attributions, which were learned: where both have a cue, each mends the other; a relation that
// is sure enough and that no rule found becomes a statement, if the codebook counts it as one.
func (p *pass) relations() {
	for k := range p.d.Attributions {
		a := &p.d.Attributions[k]
		if len(a.Cue) == 0 {
			p.laid(a)
		} else if p.readableAt(a.Cue[0].First) {
			if s := p.sameCue(a); s != nil {
				p.agree(s, a)
			} else {
				p.at(a.Cue[0].First)
				p.learned(a)
			}
		}
	}
	for _, s := range p.stmts {
		if !s.met && len(s.cues) > 0 && p.d.Tokens[s.cues[0].First].Quote < 0 && len(p.d.Attributions) > 0 && !p.within(s) {
			s.Score = min(s.Score, alone)
			s.Because(parley.PartContent, s.Rule, s.Score, "the trained finder has no relation at this cue")
		}
	}
}

// within reports whether the cue of s stands in the content of another draft: relations do not nest, and say nothing of it.
func (p *pass) within(s *draft) bool {
	at := s.cues[0].First
	for _, t := range p.touch[p.d.Tokens[at].Sentence] {
		if t != s && !t.dropped && slices.ContainsFunc(t.parts, func(r parley.TokenRange) bool { return r.Has(at) }) {
			return true
		}
	}
	return false
}

// laid makes a statement of a relation that layout alone announces, without a cue: an answer below its label, a name below a quotation. Not where a draft has its words.
func (p *pass) laid(a *text.Attribution) {
	if len(a.Content) == 0 || a.Confidence < newFrom || !p.readableAt(a.Content[0].First) {
		return
	}
	p.at(a.Content[0].First)
	parts := p.contentOf(a)
	if len(parts) == 0 {
		return
	}
	for n := p.d.Tokens[parts[0].First].Sentence; n <= p.d.Tokens[parts[len(parts)-1].End-1].Sentence; n++ {
		for _, s := range p.touch[n] {
			if !s.dropped && 2*text.Shared(s.parts, parts) > min(text.Tokens(s.parts), text.Tokens(parts)) {
				return
			}
		}
	}
	s := &draft{sent: p.sent, quote: -1, src: p.sourceOf(a), parts: parts, met: true}
	s.Rule, s.Score = "statement/laid-out@"+Version, a.Confidence
	for _, part := range []string{parley.PartSource, parley.PartContent} {
		s.Because(part, a.Rule, a.Confidence, "")
	}
	p.insert(s)
}

// at makes the sentence of token i the one at hand.
func (p *pass) at(i int) {
	p.sent = int(p.d.Tokens[i].Sentence)
	p.lo, p.hi = p.d.Sentences[p.sent].Tokens.First, p.d.Sentences[p.sent].Tokens.End
}

// readableAt reports whether token i stands where statements are read: not in a caption or a subhead.
func (p *pass) readableAt(i int) bool {
	par := p.d.Paragraphs[p.d.Sentences[p.d.Tokens[i].Sentence].Paragraph]
	return !par.Caption && par.Kind != text.Subhead
}

// sameCue is the draft that shares a token of its cue with the relation's; nil where there is none.
func (p *pass) sameCue(a *text.Attribution) *draft {
	for _, c := range a.Cue {
		for _, s := range p.touch[p.d.Tokens[c.First].Sentence] {
			if s.dropped {
				continue
			}
			for _, x := range s.cues {
				if x.First < c.End && c.First < x.End {
					return s
				}
			}
		}
	}
	return nil
}

// agree mends a draft by a relation with the same cue.
func (p *pass) agree(s *draft, a *text.Attribution) {
	s.met = true
	same := 2 * text.Shared(s.parts, a.Content)
	more := p.quotedIn(a.Content) - p.quotedIn(s.parts)
	switch all := text.Tokens(s.parts) + text.Tokens(a.Content); {
	case 2*same >= all:
		s.Score = agreed(a.Confidence)
		s.Because(parley.PartContent, s.Rule, s.Score, "the trained relation at the same cue has it too")
		if more > 2 && a.Confidence >= betterFrom { // the quotation goes on
			p.takeContent(s, a)
		}
	case a.Confidence >= betterFrom && more >= 0 && !p.losesVerb(s, a):
		s.Score = a.Confidence
		s.Because(parley.PartCue, s.Rule, s.Score, "")
		s.Because(parley.PartContent, a.Rule, a.Confidence, "the rule cut it quite differently, the trained relation is surer")
		s.Rule = "statement/learned-content@" + Version
		p.takeContent(s, a)
	default:
		s.Score = disputed
		s.Because(parley.PartContent, s.Rule, s.Score, "the trained relation at the same cue cuts it quite differently")
	}
	if len(a.Source) == 0 {
		return
	}
	if s.src.Len() == 1 && relativeWord[p.d.Lower(s.src.First)] {
		return // the antecedent is found from it
	}
	if s.src.Empty() && a.Confidence >= newFrom || a.Confidence >= betterFrom && text.Shared([]parley.TokenRange{s.src}, a.Source) == 0 {
		s.src = p.sourceOf(a)
		s.Because(parley.PartSource, a.Rule, a.Confidence, "")
	}
}

// losesVerb reports whether a relation's content begins within that of s behind its verb: the tree made two of one clause.
func (p *pass) losesVerb(s *draft, a *text.Attribution) bool {
	if len(a.Content) == 0 || len(s.parts) == 0 {
		return false
	}
	i := a.Content[0].First
	return s.parts[0].Has(i) && i < s.cues[0].First && p.d.Tokens[i].Quote < 0 && p.finiteBetween(s.parts[0].First, i)
}

// takeContent puts a relation's content in the place of a draft's.
func (p *pass) takeContent(s *draft, a *text.Attribution) {
	parts := p.contentOf(a)
	if len(parts) == 0 {
		return
	}
	s.parts = parts
	for _, r := range parts {
		p.touched(s, r)
	}
}

// agreed is the confidence of what a rule and a relation of confidence c both found: on PolNeAR's development part .41 for .3, .57 for .5, .78 for .7, .94 for .93.
func agreed(c float64) float64 { return c + float64(float64(c*0.3)*(1-c)) }

// quotedIn is how many tokens of ranges stand in quotation marks.
func (p *pass) quotedIn(rs []parley.TokenRange) int {
	n := 0
	for _, r := range rs {
		for i := r.First; i < r.End; i++ {
			if p.d.Tokens[i].Quote >= 0 {
				n++
			}
		}
	}
	return n
}

// learned makes a statement of a relation that no rule found.
func (p *pass) learned(a *text.Attribution) {
	c := a.Cue[0]
	head := p.cueHead(c)
	q := p.entryOf(head, c)
	if q == nil && p.d.Tags[head].U == text.PUNCT {
		q = &cue{form: p.d.Word(head), act: parley.Say} // a colon or a dash that layout makes a cue
	}
	if q != nil && (q.frame("src") && !p.grounds(a) || q.has("never") || q.has("asonly") && !p.saysAs(a)) {
		return
	}
	if p.headlineDone() {
		if p.d.Tags[head].U != text.PUNCT {
			return
		}
		p.endBefore(c.First)
	}
	s := &draft{sent: p.sent, quote: -1, cue: q, src: p.sourceOf(a), cues: []parley.TokenRange{p.barely(c)}, parts: p.contentOf(a), met: true}
	if len(s.parts) == 0 || p.anonymity(s.parts[0]) || s.src.Empty() && p.quotedIn(s.parts) == 0 {
		return
	}
	if a.Confidence < p.leastFor(head, q, s) || !p.expressed(head, q, s) || p.unsaid(head, q, s) {
		return
	}
	s.standing = q != nil && q.stands()
	if v := p.chunkOf[head]; v >= 0 && p.d.Chunks[v].Kind == text.VG {
		s.Negated = p.d.Chunks[v].Negated
		s.past = p.d.Chunks[v].Tense == text.PastPerfect
	}
	s.Rule, s.Score = "statement/learned@"+Version, a.Confidence
	for _, part := range []string{parley.PartSource, parley.PartCue, parley.PartContent} {
		s.Because(part, a.Rule, a.Confidence, "")
	}
	p.insert(s)
}

// saysAs reports whether the content of a relation has what something is said to be as.
func (p *pass) saysAs(a *text.Attribution) bool {
	return slices.ContainsFunc(a.Content, func(r parley.TokenRange) bool {
		for i := r.First; i < r.End; i++ {
			if p.d.Lower(i) == "as" {
				return true
			}
		}
		return false
	})
}

// endBefore ends the contents in the headline at hand before token i, the mark behind which its speaker is named ("Harland rejects plan: ministry"), and drops what
// stands behind it alone.
func (p *pass) endBefore(i int) {
	for _, s := range p.touch[p.sent] {
		var parts []parley.TokenRange
		for _, r := range s.parts {
			if r.Has(i) {
				r.End = p.trim(r.First, i)
			}
			if r.End <= i && r.First < r.End {
				parts = append(parts, r)
			}
		}
		if !s.dropped && len(parts) != len(s.parts) && len(parts) == 0 {
			s.dropped = true
		}
		if len(parts) > 0 {
			s.parts = parts
		}
	}
}

// headlineDone reports whether the sentence at hand is a headline in which the rules found a statement: what hangs together in a headline, trees seldom know.
func (p *pass) headlineDone() bool {
	return p.d.Paragraphs[p.d.Sentences[p.sent].Paragraph].Kind == text.Headline && len(p.touch[p.sent]) > 0
}

// cueHead is the token of a cue that announces: the one the others hang on, a verb or noun if there is one.
func (p *pass) cueHead(c parley.TokenRange) int {
	best := -1
	for i := c.First; i < c.End; i++ {
		h := -1
		if i < len(p.d.Heads) {
			h = int(p.d.Heads[i])
		}
		content := p.d.Tags[i].U == text.VERB || p.d.Tags[i].U == text.NOUN
		if !c.Has(h) && content {
			return i
		}
		if content && best < 0 {
			best = i
		}
	}
	if best < 0 {
		return c.First
	}
	return best
}

// entryOf is the lexicon's entry for a cue, nil where it has none.
func (p *pass) entryOf(head int, c parley.TokenRange) *cue {
	if p.d.Lower(c.First) == "according" {
		return &cue{form: "according to", act: parley.Say}
	}
	m := p.f.verbs
	if p.d.Tags[head].U == text.NOUN {
		m = p.f.nouns
	}
	q, _ := matchIn(m, p.d, head, p.hi)
	return q
}

// expressed reports whether the codebook counts a relation as a statement: it was expressed already, not only asked for, and an attitude is a party's.
func (p *pass) expressed(head int, q *cue, s *draft) bool {
	v := p.chunkOf[head]
	if v >= 0 && p.d.Chunks[v].Kind == text.VG {
		ch := p.d.Chunks[v]
		if (ch.To || ch.Tense == text.Future || ch.Modal != "") && !ch.Negated {
			return false
		}
		if q != nil && q.has("negonly") && !ch.Negated {
			return false
		}
	}
	if q != nil && q.class != attitude && !q.has("quiet") {
		return true
	}
	return p.party(subject{np: s.src})
}

// barely is a cue without the auxiliaries and adverbs before its first verb or noun, and without the prepositional phrase after it.
func (p *pass) barely(c parley.TokenRange) parley.TokenRange {
	for c.Len() > 1 {
		switch p.d.Tags[c.First].U {
		case text.AUX, text.ADV, text.PART, text.PUNCT, text.DET:
			c.First++
			continue
		}
		break
	}
	for c.Len() > 1 && p.d.Tags[c.End-1].U == text.PUNCT {
		c.End--
	}
	return c
}

// sourceOf is the noun phrase of a relation's source: of several stretches the first.
func (p *pass) sourceOf(a *text.Attribution) parley.TokenRange {
	if len(a.Source) == 0 {
		return parley.TokenRange{}
	}
	r := a.Source[0]
	for r.Len() > 1 && p.d.Tags[r.End-1].U == text.PUNCT && p.d.Word(r.End-1) != ")" {
		r.End--
	}
	if relativeWord[p.d.Lower(r.First)] && p.d.Lower(r.First) != "that" {
		r.End = r.First + 1 // "who earlier today"
	}
	return p.lastOfList(r)
}

// lastOfList leaves out, before a name that closes a source behind a comma, a phrase that is no name and no description of it: "included women and children,
// [the observatory] said".
func (p *pass) lastOfList(r parley.TokenRange) parley.TokenRange {
	for i := r.End - 2; i > r.First; i-- {
		if p.d.Word(i) != "," {
			continue
		}
		last, first := p.mentionIn(parley.TokenRange{First: i + 1, End: r.End}), p.startAt[r.First]
		joined := slices.ContainsFunc(p.d.Tags[r.First:i], func(t text.Tag) bool { return t.U == text.CCONJ })
		if last >= 0 && p.d.Mentions[last].Kind == parley.NameMention && joined && (first < 0 || p.d.Mentions[first].Kind != parley.NameMention) {
			r.First = i + 1
		}
		break
	}
	return r
}

// contentOf is the content of a relation as the codebook cuts it: without "that" and the marks at its ends.
func (p *pass) contentOf(a *text.Attribution) []parley.TokenRange {
	out := make([]parley.TokenRange, 0, len(a.Content))
	for _, r := range a.Content {
		for !r.Empty() && p.d.Tags[r.First].U == text.PUNCT && !p.opensQuote(r.First) {
			r.First++
		}
		if !r.Empty() && len(out) == 0 && p.d.Lower(r.First) == "that" && p.d.Tags[r.First].U == text.SCONJ {
			r.First++
		}
		if r.Empty() {
			continue
		}
		if r.End = p.trim(r.First, r.End); r.End > r.First {
			out = append(out, r)
		}
	}
	return slices.Clip(out)
}

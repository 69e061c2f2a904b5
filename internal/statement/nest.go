package statement

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// spans turns the tokens of a draft into spans, content without its outer quotation marks.
func (p *pass) spans(s *draft) {
	s.Source = p.d.Span(s.src)
	s.Cue = s.Cue[:0]
	for _, c := range s.cues {
		s.Cue = append(s.Cue, p.d.Span(c))
	}
	if len(s.cues) > 0 {
		s.CueTokens = s.cues[0]
	}
	if !s.addr.Empty() {
		s.AddrSpan = p.d.Span(s.addr)
	}
	s.Content = s.Content[:0]
	slices.SortStableFunc(s.parts, func(a, b parley.TokenRange) int { return a.First - b.First })
	for _, r := range s.parts {
		if r = p.unquote(r); r.Empty() {
			continue
		}
		if n := len(s.Content); n > 0 && p.d.Tokens[r.First].Span.Start < s.Content[n-1].End {
			continue
		}
		s.Content = append(s.Content, p.d.Span(r))
	}
	s.Headline = p.d.Paragraphs[p.paragraph(s.parts[0].First)].Kind == text.Headline
}

// unquote takes off the marks of a quotation that r fills, and punctuation before its closing mark.
func (p *pass) unquote(r parley.TokenRange) parley.TokenRange {
	q := p.d.Tokens[r.First].Quote
	if q < 0 {
		return r
	}
	in := p.d.Quotes[q].Inner
	out := p.d.Quotes[q].Outer
	if p.d.Tokens[r.End-1].Span.End > out.End || p.d.Tokens[r.First].Span.Start > in.Start {
		return r
	}
	for !r.Empty() && p.d.Tokens[r.First].Span.Start < in.Start {
		r.First++
	}
	for !r.Empty() && p.d.Tokens[r.End-1].Span.End > in.End {
		r.End--
	}
	if !r.Empty() {
		r.End = p.trim(r.First, r.End)
	}
	return r
}

// unweave parts two statements of which each holds the cue of the other: the content of the one inside ends where the source or the cue of the one that
// closes the sentence begins ("Harland agreed to the truce, its envoy, Ana Roe, said").
func (p *pass) unweave() {
	for _, s := range p.stmts {
		if s.dropped || len(s.cues) == 0 || len(s.parts) == 0 {
			continue
		}
		at := s.cues[0].First
		if !s.src.Empty() && s.src.First < at {
			at = s.src.First
		}
		for _, h := range p.touch[p.d.Tokens[at].Sentence] {
			if h == s || h.dropped || len(h.cues) == 0 || len(h.parts) == 0 || h.cues[0].First > at || !p.inParts(s, h.cues[0].First) || !p.inParts(h, s.cues[0].First) {
				continue
			}
			if k := len(h.parts) - 1; h.parts[k].Has(at) && h.parts[k].First < at {
				if end := p.trim(h.parts[k].First, at); end > h.parts[k].First {
					h.parts[k].End = min(end, s.parts[len(s.parts)-1].End)
				}
			}
		}
	}
}

// unify drops the weaker of two statements with the same content and source.
func (p *pass) unify() {
	for i, s := range p.stmts {
		s.index = i
	}
	kept := make([]*draft, 0, len(p.stmts))
	for _, s := range p.stmts {
		if s.dropped = p.weakerTwin(s); !s.dropped {
			kept = append(kept, s)
		}
	}
	p.stmts = kept
}

func (p *pass) weakerTwin(s *draft) bool {
	for _, t := range p.touch[p.d.Tokens[s.parts[0].First].Sentence] {
		if t == s || t.dropped || !slices.Equal(s.Content, t.Content) || s.Entity != t.Entity && s.Entity >= 0 && t.Entity >= 0 {
			continue
		}
		if t.Score > s.Score || (t.Score == s.Score && t.index < s.index) {
			return true
		}
	}
	return false
}

// nest finds for each statement the smallest content of another that holds its cue and its content.
func (p *pass) nest() {
	for _, s := range p.stmts {
		s.NestedIn = -1
		size := 0
		own := parley.Span{Start: s.first(), End: s.last()}
		for _, h := range p.touch[p.d.Tokens[s.parts[0].First].Sentence] {
			if h == s || h.dropped {
				continue
			}
			for _, c := range h.Content {
				if c.Contains(own) && (c != own || len(s.Cue) > 0) && (s.NestedIn < 0 || c.Len() < size) {
					s.NestedIn, size = h.index, c.Len()
				}
			}
		}
	}
}

// details sets act, mode, the source of first persons, and confidence by what the whole report shows.
func (p *pass) details() {
	for i, s := range p.stmts {
		at := s.parts[0].First
		if len(s.cues) > 0 {
			at = s.cues[0].First
		}
		p.setSentence(int(p.d.Tokens[at].Sentence))
		var why string
		s.Act, why = p.act(s)
		s.Because(parley.PartAct, "", 0, why)
		s.Mode = p.mode(s)
		p.firstPerson(s)
		p.sharedPronoun(i)
		if s.Entity < 0 {
			s.Score *= 0.9
		}
	}
}

// mode is direct where every word of the content stands in quotation marks, mixed where some do.
func (p *pass) mode(s *draft) parley.Mode {
	in, all := 0, 0
	for _, c := range s.Content {
		r := p.d.Range(c)
		for i := r.First; i < r.End; i++ {
			if p.d.Tags[i].U == text.PUNCT {
				continue
			}
			all++
			if p.d.Tokens[i].Quote >= 0 {
				in++
			}
		}
	}
	switch {
	case in == 0:
		return parley.Indirect
	case in == all:
		return parley.Direct
	}
	return parley.Mixed
}

// firstPerson gives "I" and "we" inside a quotation to the one who is quoted, "we" to the party that he speaks for.
func (p *pass) firstPerson(s *draft) {
	if s.src.Len() != 1 || s.NestedIn < 0 {
		return
	}
	w := p.d.Lower(s.src.First)
	if w != "i" && w != "we" {
		return
	}
	h := p.stmts[s.NestedIn]
	if h.Entity < 0 {
		return
	}
	s.Entity = h.Entity
	if side := p.d.Entities[h.Entity].Side; w == "we" && side >= 0 {
		s.Entity = side
	}
}

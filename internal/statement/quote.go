package statement

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// runningQuotes gives the quotations that no cue took to a statement: a quotation that follows the quotation of a cue in the same paragraph goes on
// under it; any other long one becomes a statement without a cue, its source the voice heard last, or nobody where there was none.
func (p *pass) runningQuotes() {
	for q := range p.d.Quotes {
		qq := p.d.Quotes[q]
		if qq.Level > 0 || qq.Scare {
			continue
		}
		r := p.d.Range(qq.Inner)
		if r.Len() < 4 || p.covered(r) || !p.readable(r.First) {
			continue
		}
		r.End = p.trim(r.First, r.End)
		if r.Empty() || !p.ownSentence(q, r) {
			continue
		}
		p.running(q, r)
	}
}

// readable reports whether token i stands in the body of the article.
func (p *pass) readable(i int) bool {
	par := p.d.Paragraphs[p.d.Sentences[p.d.Tokens[i].Sentence].Paragraph]
	return par.Kind == text.Body && !par.Caption
}

func (p *pass) covered(r parley.TokenRange) bool {
	for _, at := range []int{r.First, r.End - 1} {
		for _, s := range p.touch[p.d.Tokens[at].Sentence] {
			for _, part := range s.parts {
				if part.Has(r.First) || part.Has(r.End-1) || (r.First <= part.First && part.End <= r.End && part.Len()*2 > r.Len()) {
					return true
				}
			}
		}
	}
	return false
}

// ownSentence reports whether a quotation is speech in its own right: it opens or fills its sentence, or is long. A short quoted phrase in the
// middle of the outlet's sentence is its choice of words.
func (p *pass) ownSentence(q int, r parley.TokenRange) bool {
	s := p.d.Sentences[p.d.Tokens[r.First].Sentence].Tokens
	opens := p.d.Range(parley.Span{Start: p.d.Quotes[q].Outer.Start, End: p.d.Quotes[q].Outer.End}).First <= s.First+1
	return opens && r.Len() >= 4 && p.hasVerb(r.First, r.End) || r.Len() >= 12
}

func (p *pass) running(q int, r parley.TokenRange) {
	prev := p.before(r.First)
	par := p.paragraph(r.First)
	if prev != nil && prev.quote >= 0 && p.paragraph(prev.parts[0].First) == par && len(prev.cues) > 0 &&
		p.d.Tokens[r.First].Sentence-p.d.Tokens[prev.cues[0].First].Sentence <= 1 && prev.cues[0].First < r.First {
		prev.parts = append(prev.parts, r)
		prev.quote = q
		p.touched(prev, r)
		return
	}
	s := &draft{sent: int(p.d.Tokens[r.First].Sentence), parts: []parley.TokenRange{r}, quote: q}
	s.Rule, s.Score = "statement/running-quotation@"+Version, 0.7
	if prev != nil && par-p.paragraph(prev.parts[0].First) <= 2 {
		s.src = prev.src
		s.cue = nil
	} else {
		s.Rule, s.Score = "statement/quotation-without-source@"+Version, 0.4
	}
	p.insert(s)
}

func (p *pass) paragraph(tok int) int { return p.d.Sentences[p.d.Tokens[tok].Sentence].Paragraph }

// before is the last statement outside quotations whose cue stands before token i, within the last sentences; nil where there is none.
func (p *pass) before(i int) *draft {
	var best *draft
	at := -1
	for n := int(p.d.Tokens[i].Sentence); n >= 0 && n >= int(p.d.Tokens[i].Sentence)-12; n-- {
		for _, s := range p.touch[n] {
			if s.dropped || s.src.Empty() || p.d.Paragraphs[p.paragraph(s.parts[0].First)].Kind == text.Headline {
				continue
			}
			pos := s.parts[0].First
			if len(s.cues) > 0 {
				if pos = s.cues[0].First; p.d.Tokens[pos].Quote >= 0 {
					continue
				}
			}
			if pos < i && pos > at {
				best, at = s, pos
			}
		}
		if best != nil {
			return best
		}
	}
	return nil
}

// insert takes a draft in, and notes the sentences its words stand in.
func (p *pass) insert(s *draft) {
	p.stmts = append(p.stmts, s)
	for _, r := range s.cues {
		p.touched(s, r)
	}
	for _, r := range s.parts {
		p.touched(s, r)
	}
}

func (p *pass) touched(s *draft, r parley.TokenRange) {
	if r.Empty() {
		return
	}
	for n := p.d.Tokens[r.First].Sentence; n <= p.d.Tokens[r.End-1].Sentence; n++ {
		if l := p.touch[n]; len(l) == 0 || l[len(l)-1] != s {
			p.touch[n] = append(l, s)
		}
	}
}

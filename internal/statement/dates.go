package statement

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// dates finds when each statement was made: from a time expression in the cue's clause, else from the one that binds the passage (of the same source, in
// the same paragraph or in the lead), else the day of publication and the day before (codebook, section 3). Attitudes have none.
func (p *pass) dates() {
	lead := map[int]text.Timex{}
	last := map[int]text.Timex{}
	par := -1
	for _, s := range p.inOrder() {
		if q := p.paragraph(s.parts[0].First); q != par {
			par = q
			last = map[int]text.Timex{}
		}
		host := p.hostTokens(s)
		if t, ok := p.ownTime(s, host); ok {
			s.SaidOn, s.SaidWhy = t.When, t.Why
			if host.Empty() && s.Entity >= 0 && !s.past {
				last[s.Entity] = t
				if _, ok := lead[s.Entity]; !ok && p.leading(s) {
					lead[s.Entity] = t
				}
			}
			continue
		}
		if !host.Empty() || s.standing || len(s.cues) == 0 && s.src.Empty() {
			continue
		}
		if t, ok := last[s.Entity]; ok && !s.past {
			s.SaidOn, s.SaidWhy = t.When, t.Why+", from the statement before"
			continue
		}
		s.SaidOn, s.SaidWhy = p.byDefault(s)
	}
	for _, s := range p.stmts { // the lead binds what the same source says in the rest, where nothing nearer does
		if t, ok := lead[s.Entity]; ok && s.SaidWhy == defaultWhy {
			s.SaidOn, s.SaidWhy = t.When, t.Why+", from the lead"
		}
	}
}

const defaultWhy = "no time word: the day of publication and the day before"

// byDefault is the interval of a statement without a time word.
func (p *pass) byDefault(s *draft) (*parley.Interval, string) {
	pub := p.d.Anchor.Value
	if !pub.Known() {
		return nil, ""
	}
	if s.past {
		return &parley.Interval{To: pub}, "said earlier: before the report"
	}
	if p.habitual(s) {
		return nil, ""
	}
	return &parley.Interval{From: pub - 1, To: pub}, defaultWhy
}

// habitual reports whether a cue in the plain present or the perfect, outside the headline and quotations, tells a standing view.
func (p *pass) habitual(s *draft) bool {
	if len(s.cues) == 0 || s.quote >= 0 || p.d.Paragraphs[p.paragraph(s.cues[0].First)].Kind == text.Headline {
		return false
	}
	c := p.chunkOf[s.cues[0].First]
	if c < 0 || p.d.Chunks[c].Kind != text.VG {
		return false
	}
	switch p.d.Chunks[c].Tense {
	case text.Perfect:
		return true
	case text.Present:
		return s.Entity >= 0 && p.d.Entities[s.Entity].Type != parley.Person
	}
	return false
}

// leading reports whether a statement stands in the headline or the first two paragraphs of the body.
func (p *pass) leading(s *draft) bool {
	n := 0
	for i := range p.d.Paragraphs {
		if p.d.Paragraphs[i].Kind == text.Body && !p.d.Paragraphs[i].Caption {
			n++
		}
		if i == p.paragraph(s.parts[0].First) {
			return n <= 1
		}
	}
	return false
}

// inOrder lists the live statements by their first token.
func (p *pass) inOrder() []*draft {
	var out []*draft
	for _, s := range p.stmts {
		if !s.dropped && len(s.parts) > 0 {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b *draft) int { return a.begins() - b.begins() })
	return out
}

func (s *draft) begins() int {
	at := s.parts[0].First
	if len(s.cues) > 0 {
		at = min(at, s.cues[0].First)
	}
	return at
}

// hostTokens is the smallest content of another statement that holds the cue of s, empty where none does.
func (p *pass) hostTokens(s *draft) parley.TokenRange {
	var best parley.TokenRange
	if len(s.cues) == 0 {
		return best
	}
	for _, h := range p.touch[p.d.Tokens[s.cues[0].First].Sentence] {
		if h == s || h.dropped {
			continue
		}
		for _, r := range h.parts {
			if r.Has(s.cues[0].First) && (best.Empty() || r.Len() < best.Len()) && r.Len() > s.parts[0].Len() {
				best = r
			}
		}
	}
	return best
}

// ownTime is the time expression of the cue's clause: in the sentence (inside the host's content where there is one), in no content of this
// statement or of a sibling, nearest to the cue.
func (p *pass) ownTime(s *draft, host parley.TokenRange) (text.Timex, bool) {
	at := s.parts[0].First
	if len(s.cues) > 0 {
		at = s.cues[0].First
	}
	win := p.d.Sentences[p.d.Tokens[at].Sentence].Tokens
	if !host.Empty() {
		win.First, win.End = max(win.First, host.First), min(win.End, host.End)
	}
	best, gap := -1, 25
	for i := win.First; i < win.End; i++ {
		t := p.timeOf[i]
		if t < 0 || !p.datesSpeech(p.d.Times[t]) || p.inContent(host, i) {
			continue
		}
		if g := abs(i - at); g < gap {
			best, gap = int(t), g
		}
	}
	if best < 0 {
		return text.Timex{}, false
	}
	return p.d.Times[best], true
}

// datesSpeech reports whether a time expression can say when something was said: a stretch of at most a year with two ends, not one that only modifies another
// noun ("behind the 2031 revolt") or opens a span ("since April").
func (p *pass) datesSpeech(t text.Timex) bool {
	if t.When == nil || t.Duration || t.When.From == 0 || t.When.To == 0 || t.When.To-t.When.From > 31 && !t.Deictic {
		return false
	}
	if i := t.Tokens.First - 1; i >= 0 && p.d.Lower(i) == "of" {
		return false // "asked about her words of June 3"
	}
	c := p.chunkOf[t.Tokens.First]
	return c < 0 || p.d.Chunks[c].Kind != text.NP || t.Tokens.Has(p.d.Chunks[c].Head)
}

func (p *pass) inContent(host parley.TokenRange, tok int) bool {
	for _, o := range p.touch[p.d.Tokens[tok].Sentence] {
		if o.dropped {
			continue
		}
		for _, r := range o.parts {
			if r.Has(tok) && r != host && (host.Empty() || r.Len() < host.Len()) {
				return true
			}
		}
	}
	return false
}

func abs(i int) int {
	if i < 0 {
		return -i
	}
	return i
}

package statement

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// dates finds when each statement was made: from a time expression in the cue's clause, else from the one that binds the passage (of the same source, in
// the same paragraph, in the lead, or of the meeting that the lead tells of), else the day of publication and the day before (codebook, section 3).
// Attitudes have none. What the same source says inside its own statement was said with it.
func (p *pass) dates() {
	b := binding{lead: map[int]text.Timex{}, last: map[int]text.Timex{}, par: -1, voice: -1}
	for _, s := range p.inOrder() {
		p.date(s, &b)
	}
	meeting, met := p.leadMeeting()
	for _, s := range p.stmts { // the lead binds what the same source says in the rest, where nothing nearer does
		if s.dropped || s.SaidWhy != defaultWhy {
			continue
		}
		if t, ok := b.lead[s.Entity]; ok {
			s.SaidOn, s.SaidWhy, s.dated = t.When, t.Why+", from the lead", byLead
		} else if met {
			s.SaidOn, s.SaidWhy, s.dated = meeting.When, meeting.Why+", when they met by the lead", byLead
		}
	}
	p.datesInside()
	p.weighDays()
}

// A binding is the times that bind a passage: by source, of the lead and of the statement before.
type binding struct {
	lead, last map[int]text.Timex
	par        int // paragraph at hand
	voice      int // source of the last statement
}

// date gives one statement its day, but for what the lead and its host bind.
func (p *pass) date(s *draft, b *binding) {
	if q := p.paragraph(s.parts[0].First); q != b.par {
		keep, ok := b.last[b.voice]
		if b.last = map[int]text.Timex{}; ok && q == b.par+1 && p.liveEntry(b.par) == p.liveEntry(q) { // the same voice goes on
			b.last[b.voice] = keep
		}
		b.par = q
	}
	s.past = s.past || p.saidEarlier(s)
	host := p.hostTokens(s)
	if host.Empty() && s.Entity != b.voice {
		b.voice = s.Entity
	}
	if t, ok := p.ownTime(s); ok {
		s.SaidOn, s.SaidWhy, s.dated, s.own = t.When, t.Why, byOwn, t.Tokens
		if host.Empty() && s.Entity >= 0 && !s.past && p.binds(t) && p.rel(p.anchor(s)) != "acl:relcl" {
			b.last[s.Entity] = t
			if _, ok := b.lead[s.Entity]; !ok && p.leading(s) {
				b.lead[s.Entity] = t
			}
		}
		return
	}
	if !host.Empty() || s.standing || len(s.cues) == 0 && s.src.Empty() {
		return
	}
	if p.timeless(s) {
		if when, why, ok := p.longAgo(s); ok {
			s.SaidOn, s.SaidWhy, s.dated = when, why, byPast
		}
		return
	}
	if t, ok := b.last[s.Entity]; ok && !s.past && s.Entity >= 0 && !p.habitual(s) {
		s.SaidOn, s.SaidWhy, s.dated = t.When, t.Why+", from the statement before", byBefore
		return
	}
	if s.SaidOn, s.SaidWhy = p.byDefault(s); s.SaidWhy == defaultWhy || s.SaidWhy == entryWhy {
		s.dated = byReport
	} else if s.SaidOn != nil {
		s.dated = byPast
	}
}

// saidEarlier reports whether "earlier" or its like stands right behind the cue ("said earlier that").
func (p *pass) saidEarlier(s *draft) bool {
	a := p.anchor(s)
	if a < 0 || a+1 >= len(p.d.Tokens) || p.inParts(s, a+1) {
		return false
	}
	switch p.d.Lower(a + 1) {
	case "earlier", "previously", "before":
		return a+2 >= len(p.d.Tokens) || p.inParts(s, a+2) || p.d.Lower(a+2) == "that" || p.d.Tags[a+2].U == text.PUNCT
	}
	return false
}

// binds reports whether a time is near and narrow enough to hold for what is said next: at most three days, in the fortnight before the report.
func (p *pass) binds(t text.Timex) bool {
	pub := p.dayAt(t.Tokens.First).Value
	return t.When.To-t.When.From < 3 && (!pub.Known() || t.When.From >= pub-14)
}

// datesInside dates what a source says inside its own statement ("said he rejected the plan"): with it.
func (p *pass) datesInside() {
	for _, s := range p.inOrder() {
		if s.SaidOn != nil || s.standing || s.past || s.Negated || len(s.cues) == 0 || s.cue == nil || s.cue.class == attitude {
			continue
		}
		if h := p.hostOf(s); h != nil && p.performed(s) && h.SaidOn != nil && h.Entity >= 0 && h.Entity == s.Entity && !p.habitual(s) && !p.timeless(s) {
			s.SaidOn, s.SaidWhy, s.dated = h.SaidOn, "with the statement around it", byHost
		}
	}
}

// performed reports whether the cue of s is a main clause of what is told, in the indicative: said as one speaks, not at some other time.
func (p *pass) performed(s *draft) bool {
	a := p.anchor(s)
	v := p.chunkOf[a]
	if v < 0 || p.d.Chunks[v].Kind != text.VG || !p.d.Chunks[v].Finite || p.d.Chunks[v].Modal != "" {
		return false
	}
	switch p.rel(a) {
	case "root", "ccomp", "conj", "parataxis":
		return true
	}
	return false
}

// hostOf is the statement with the smallest content that holds the cue of s, nil where none does.
func (p *pass) hostOf(s *draft) *draft {
	r := p.hostTokens(s)
	if r.Empty() {
		return nil
	}
	for _, h := range p.touch[p.d.Tokens[s.cues[0].First].Sentence] {
		if h == s || h.dropped {
			continue
		}
		for _, x := range h.parts {
			if x == r {
				return h
			}
		}
	}
	return nil
}

// meets are the verbs and nouns of the gatherings that the lead dates for all who speak there.
var meets = map[string]bool{"meet": true, "hold": true, "gather": true, "convene": true, "visit": true, "talk": true, "meeting": true, "summit": true, "conference": true, "briefing": true, "hearing": true, "session": true, "visitor": true, "negotiation": true, "round": true}

// leadMeeting is the day of the gathering that the first paragraphs tell of in the outlet's own words ("ministers met in Riverton on Friday").
func (p *pass) leadMeeting() (text.Timex, bool) {
	pub := p.d.Anchor.Value
	if !pub.Known() {
		return text.Timex{}, false
	}
	for _, t := range p.d.Times {
		i := t.Tokens.First
		par := p.paragraph(i)
		if p.leadPlace(par) > 1 {
			break
		}
		if p.d.Paragraphs[par].Kind != text.Body || p.d.Paragraphs[par].Caption || !p.datesSpeech(t) || p.inContent(parley.TokenRange{}, i) || t.When.From != t.When.To || t.When.To > pub || t.When.To < pub-7 {
			continue
		}
		if r := p.ruler(p.timeHead(t)); r >= 0 && !p.relativeHead(r) && meets[p.d.Lemmas[r]] && !p.inContent(parley.TokenRange{}, r) && p.pastVerb(r) {
			return t, true
		}
	}
	return text.Timex{}, false
}

// relativeHead reports whether verb r is that of a clause that modifies a noun.
func (p *pass) relativeHead(r int) bool { return strings.HasPrefix(p.rel(r), "acl") }

// pastVerb reports whether verb r tells of what has been.
func (p *pass) pastVerb(r int) bool {
	c := p.chunkOf[r]
	return c >= 0 && p.d.Chunks[c].Kind == text.VG && p.d.Chunks[c].Tense == text.Past && !p.d.Chunks[c].Negated
}

const (
	defaultWhy = "no time word: the day of publication and the day before"
	entryWhy   = "no time word: the day of the entry and the day before"
)

// dayAt is the day from which what stands at token i is counted.
func (p *pass) dayAt(i int) text.Date {
	if i < 0 || i >= len(p.d.Tokens) {
		return p.d.Anchor
	}
	return p.d.AnchorAt(p.d.Tokens[i].Span.Start)
}

// dayOf is the day from which a statement is counted.
func (p *pass) dayOf(s *draft) text.Date { return p.dayAt(s.parts[0].First) }

// liveEntry is the number of the live blog's entry that paragraph q stands in, -1 for none.
func (p *pass) liveEntry(q int) int {
	if q < 0 || q >= len(p.d.Paragraphs) {
		return -1
	}
	return p.d.EntryAt(p.d.Paragraphs[q].Span.Start)
}

// byDefault is the interval of a statement without a time word.
func (p *pass) byDefault(s *draft) (*parley.Interval, string) {
	anchor := p.dayOf(s)
	pub := anchor.Days()
	if pub == nil {
		return nil, ""
	}
	if when, why, ok := p.longAgo(s); ok {
		return when, why
	}
	if s.past {
		return &parley.Interval{To: pub.To}, "said earlier: before the report"
	}
	if p.habitual(s) {
		return nil, ""
	}
	if anchor != p.d.Anchor {
		return &parley.Interval{From: pub.From - 1, To: pub.To}, entryWhy
	}
	return &parley.Interval{From: pub.From - 1, To: pub.To}, defaultWhy
}

// habitual reports whether a cue outside the headline tells what somebody keeps saying, by an adverb of habit ("often says", "has long argued"), or
// in the perfect with "since".
func (p *pass) habitual(s *draft) bool {
	if len(s.cues) == 0 || p.d.Paragraphs[p.paragraph(s.cues[0].First)].Kind == text.Headline {
		return false
	}
	a := p.anchor(s)
	for i := max(a-4, 0); i < min(a+3, len(p.d.Tokens)); i++ {
		if habit[p.d.Lower(i)] && p.d.Tokens[i].Sentence == p.d.Tokens[a].Sentence && !p.inParts(s, i) {
			return true
		}
	}
	c := p.chunkOf[a]
	return c >= 0 && p.d.Chunks[c].Kind == text.VG && p.d.Chunks[c].Tense == text.Perfect && p.sinceThen(s)
}

var habit = map[string]bool{"often": true, "always": true, "long": true, "repeatedly": true, "frequently": true, "usually": true, "routinely": true, "regularly": true, "consistently": true, "traditionally": true, "sometimes": true, "never": true, "once": true, "famously": true, "generally": true}

// leading reports whether a statement stands in the headline or the first two paragraphs of the body.
func (p *pass) leading(s *draft) bool { return p.leadPlace(p.paragraph(s.parts[0].First)) <= 1 }

// leadPlace is how many paragraphs of the body stand before paragraph par, at most two.
func (p *pass) leadPlace(par int) int {
	n := 0
	for i := 0; i < par && n < 2; i++ {
		if p.d.Paragraphs[i].Kind == text.Body && !p.d.Paragraphs[i].Caption {
			n++
		}
	}
	return n
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
		if h == s || h.dropped || len(h.cues) > 0 && p.inParts(s, h.cues[0].First) {
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

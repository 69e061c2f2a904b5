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
			s.SaidOn, s.SaidWhy = t.When, t.Why+", from the lead"
		} else if met {
			s.SaidOn, s.SaidWhy = meeting.When, meeting.Why+", when they met by the lead"
		}
	}
	p.datesInside()
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
		if b.last = map[int]text.Timex{}; ok && q == b.par+1 { // the same voice goes on
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
		s.SaidOn, s.SaidWhy = t.When, t.Why
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
	if t, ok := b.last[s.Entity]; ok && !s.past && s.Entity >= 0 && !p.habitual(s) {
		s.SaidOn, s.SaidWhy = t.When, t.Why+", from the statement before"
		return
	}
	s.SaidOn, s.SaidWhy = p.byDefault(s)
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
	pub := p.d.Anchor.Value
	return t.When.To-t.When.From < 3 && (!pub.Known() || t.When.From >= pub-14)
}

// datesInside dates what a source says inside its own statement ("said he rejected the plan"): with it.
func (p *pass) datesInside() {
	for _, s := range p.inOrder() {
		if s.SaidOn != nil || s.standing || s.past || s.Negated || len(s.cues) == 0 || s.cue == nil || s.cue.class == attitude {
			continue
		}
		if h := p.hostOf(s); h != nil && p.performed(s) && h.SaidOn != nil && h.Entity >= 0 && h.Entity == s.Entity && !p.habitual(s) {
			s.SaidOn, s.SaidWhy = h.SaidOn, "with the statement around it"
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

// timeHead is the token of a time expression that the rest of it hangs on.
func (p *pass) timeHead(t text.Timex) int {
	for i := t.Tokens.First; i < t.Tokens.End; i++ {
		if h := p.head(i); !t.Tokens.Has(h) {
			return i
		}
	}
	return t.Tokens.First
}

const defaultWhy = "no time word: the day of publication and the day before"

// byDefault is the interval of a statement without a time word.
func (p *pass) byDefault(s *draft) (*parley.Interval, string) {
	pub := p.d.Anchor.Value
	if !pub.Known() {
		return nil, ""
	}
	if when, why, ok := p.longAgo(s); ok {
		return when, why
	}
	if s.past {
		return &parley.Interval{To: pub}, "said earlier: before the report"
	}
	if p.habitual(s) {
		return nil, ""
	}
	return &parley.Interval{From: pub - 1, To: pub}, defaultWhy
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

// ownTime is the time expression of the cue's clause: one that the tree hangs on the cue, or on the occasion it was said on, and that stands in no content of
// this statement or of a sibling; inside an object that is both hearer and content ("urged Harland on Friday to leave") only what the tree hangs on the
// cue. The nearest wins.
func (p *pass) ownTime(s *draft) (text.Timex, bool) {
	c, ok := p.clauseOf(s)
	if !ok {
		return text.Timex{}, false
	}
	best, gap := -1, 25
	for i := c.window.First; i < c.window.End; i++ {
		t := p.timeOf[i]
		if t < 0 || p.d.Times[t].Tokens.First != i || !p.datesSpeech(p.spoken(s, p.d.Times[t])) || !p.timeOwned(&c, p.d.Times[t]) {
			continue
		}
		if g := p.gap(&c, i); g < gap {
			best, gap = int(t), g
		}
	}
	if best < 0 {
		return text.Timex{}, false
	}
	return p.spoken(s, p.d.Times[best]), true
}

// spoken is a time expression as the day of a cue in the past: a bare weekday that was read as one to come ("urged them on Monday to open") is the one before.
func (p *pass) spoken(s *draft, t text.Timex) text.Timex {
	pub := p.d.Anchor.Value
	if !pub.Known() || t.When == nil || t.When.From <= pub || t.When.From != t.When.To || t.When.From > pub+7 || t.Tokens.Len() != 1 || !p.pastVerb(p.anchor(s)) {
		return t
	}
	if !strings.HasSuffix(p.d.Lower(t.Tokens.First), "day") {
		return t
	}
	t.When = parley.Day(t.When.From - 7)
	t.Why = p.d.Word(t.Tokens.First) + " before the report's date: a day of speech"
	return t
}

// gap is how many tokens stand between token i and the cue, contents left out.
func (p *pass) gap(c *clause, i int) int {
	n := 0
	for j := min(i, c.anchor); j < max(i, c.anchor); j++ {
		if !p.inParts(c.s, j) {
			n++
		}
	}
	return n
}

// timeOwned reports whether a time expression says when the cue's words were said.
func (p *pass) timeOwned(c *clause, t text.Timex) bool {
	h := p.timeHead(t)
	if p.inParts(c.s, h) {
		if to := p.objectTo(c.s.parts[0].First); to > h && h > c.anchor && c.s.cue != nil && c.s.cue.frame("oto") {
			return true
		}
		return c.s.cue != nil && (c.s.cue.frame("oto") || c.s.cue.frame("np") || c.s.cue.frame("ofor")) && p.ruler(h) == c.anchor && p.hangs(h, c.anchor) && h > c.anchor && h < c.anchor+10
	}
	if p.inContent(c.host, h) || !c.host.Empty() && !c.host.Has(h) {
		return false
	}
	if n := p.head(h); n >= 0 && p.f.occasions[p.nounOf(n)] != "" && p.head(n) >= 0 && !p.inParts(c.s, n) { // "a Monday interview"
		return p.owns(c, n)
	} else if n >= 0 && given[p.d.Lemmas[n]] && p.rel(n) == "acl" { // "an interview published on Monday"
		return p.f.occasions[p.nounOf(p.head(n))] != "" && p.owns(c, p.head(n))
	}
	if c.s.src.Has(h) {
		return false
	}
	r := p.ruler(h)
	if r == c.anchor {
		return p.unbroken(c, h) && !p.inRelative(c, h)
	}
	if r >= 0 && p.rel(c.anchor) == "conj" && p.head(c.anchor) == r && p.pastVerb(r) { // "shut the line on Friday and said"
		return true
	}
	if r >= 0 && p.d.Tags[c.anchor].Penn == "VBG" && p.ruler(c.anchor) == r { // "met on Friday, adding that"
		return true
	}
	if r >= 0 && p.d.Tags[r].Penn == "VBG" && scene[p.d.Lemmas[r]] != "" && c.window.Has(r) && p.free(c, r) && !p.contentOwns(c, r) { // "Speaking on Friday, Roe said"
		return p.beside(c, r)
	}
	return p.owns(c, h)
}

// inRelative reports whether token i stands in a relative clause between the source and the cue ("Roe, who met them on Monday, said").
func (p *pass) inRelative(c *clause, i int) bool {
	if i > c.anchor {
		return false
	}
	for j := i - 1; j >= c.window.First && p.d.Word(j) != "," && p.d.Word(j) != ";"; j-- {
		if w := p.d.Lower(j); w == "who" || w == "which" || w == "whose" {
			return true
		}
	}
	return false
}

// unbroken reports whether no semicolon stands between token i and the cue, and no quotation but the content.
func (p *pass) unbroken(c *clause, i int) bool {
	for j := min(i, c.anchor); j < max(i, c.anchor); j++ {
		if p.d.Word(j) == ";" && !p.inParts(c.s, j) {
			return false
		}
	}
	return true
}

// hangs reports whether token i depends on token a itself, or through one word that is no verb.
func (p *pass) hangs(i, a int) bool { return p.head(i) == a }

// given are the participles that tell when a text came out.
var given = map[string]bool{"publish": true, "release": true, "broadcast": true, "issue": true, "air": true, "post": true, "give": true, "send": true, "date": true, "hold": true, "deliver": true, "file": true, "carry": true, "print": true, "record": true, "write": true, "tape": true, "make": true}

// datesSpeech reports whether a time expression can say when something was said: a stretch of at most a year with two ends, not one that only modifies another
// noun ("behind the 2031 revolt") or opens a span ("since April"); an occasion's day does ("a Tuesday interview").
func (p *pass) datesSpeech(t text.Timex) bool {
	if t.When == nil || t.Duration || t.When.From == 0 || t.When.To == 0 || t.When.To-t.When.From > 31 && !t.Deictic {
		return false
	}
	if pub := p.d.Anchor.Value; pub.Known() && t.When.From > pub {
		return false
	}
	if i := t.Tokens.First - 1; i >= 0 {
		switch p.d.Lower(i) {
		case "of", "over", "for", "within", "throughout", "since", "until", "by":
			return false // "asked about her words of June 3", "over the past year"
		}
	}
	c := p.chunkOf[t.Tokens.First]
	if c < 0 || p.d.Chunks[c].Kind != text.NP || t.Tokens.Has(p.d.Chunks[c].Head) {
		return true
	}
	k := p.f.occasions[p.nounOf(p.d.Chunks[c].Head)]
	return k != "" || p.looseTime(t, c)
}

// looseTime reports whether the chunker ran a time and its neighbour together: the tree hangs the time on no word of the chunk.
func (p *pass) looseTime(t text.Timex, c int32) bool {
	h := p.head(p.timeHead(t))
	return h >= 0 && !p.d.Chunks[c].Tokens.Has(h)
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

package statement

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// timeHead is the token of a time expression that the rest of it hangs on.
func (p *pass) timeHead(t text.Timex) int {
	for i := t.Tokens.First; i < t.Tokens.End; i++ {
		if h := p.head(i); !t.Tokens.Has(h) {
			return i
		}
	}
	return t.Tokens.First
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
	pub := p.dayAt(t.Tokens.First).Value
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
	if pub := p.dayAt(t.Tokens.First).Days(); pub != nil && t.When.From > pub.To {
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

package statement

import "github.com/parley-press/parley"

// decade is the longest stretch, in days, that can say when something was said.
const decade = 3660

// longAgo is when a statement was made that its clause puts into the past by more than a month: "in 2029", "in the 1990s", "…, when Harland refused" after such a
// time; with "at the time" all that is known is that it was before the report.
func (p *pass) longAgo(s *draft) (*parley.Interval, string, bool) {
	c, ok := p.clauseOf(s)
	pub := p.dayOf(s).Value
	if !ok || !pub.Known() {
		return nil, "", false
	}
	for i := c.window.First; i < c.window.End; i++ {
		if p.atTheTime(i) && i < c.anchor && p.free(&c, i) && p.beside(&c, i) {
			return &parley.Interval{To: pub}, "said at another time: before the report", true
		}
		k := p.timeOf[i]
		if k < 0 || p.d.Times[k].Tokens.First != i {
			continue
		}
		t := p.d.Times[k]
		if t.When == nil || t.Duration || t.When.From == 0 || t.When.To == 0 || t.When.To >= pub-31 || t.When.To-t.When.From > decade || p.inParts(s, i) {
			continue
		}
		h := p.timeHead(t)
		when := p.rel(c.anchor) == "acl:relcl" && t.Tokens.Has(p.head(c.anchor)) // "in 2029, when Harland refused"
		if when || h < c.anchor && p.head(h) == c.anchor && p.unbroken(&c, h) {
			return t.When, t.Why, true
		}
	}
	return nil, "", false
}

// atTheTime reports whether "at the time" or the like begins at token i.
func (p *pass) atTheTime(i int) bool {
	if i+2 >= len(p.d.Tokens) {
		return false
	}
	switch p.d.Lower(i) {
	case "at":
		return (p.d.Lower(i+1) == "the" || p.d.Lower(i+1) == "that") && p.d.Lower(i+2) == "time"
	case "back":
		return p.d.Lower(i+1) == "then"
	case "in":
		return p.d.Lower(i+1) == "those" && p.d.Lower(i+2) == "days"
	}
	return false
}

// sinceThen reports whether a cue in the perfect tells what somebody has said all along: with "since", "throughout" or "over" before it and outside its content.
func (p *pass) sinceThen(s *draft) bool {
	c, ok := p.clauseOf(s)
	if !ok {
		return false
	}
	for i := c.window.First; i < c.anchor; i++ {
		if w := p.d.Lower(i); (w == "since" || w == "throughout") && p.free(&c, i) {
			return true
		}
	}
	return false
}

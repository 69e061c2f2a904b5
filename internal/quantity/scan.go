package quantity

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/numeral"
	"github.com/parley-press/parley/internal/text"
)

// A scan is the words of one sentence.
type scan struct {
	doc   *text.Doc
	ws    []numeral.Word
	times []int // by token
	first int   // index of the sentence's first quantity
	dated int   // 2 more than the one time that the sentence names, 0 where nobody asked yet
	whole int   // the last figure of the sentence that is no part of another, -1
}

// A claim is a number with what stands around it, in words of the sentence.
type claim struct {
	number, end int // words of the number, and of what was read with it
	stop        int // end of the number proper
	low, high   float64
	ok          bool // the number can be told
	form        numeral.Form
	span        bool // the two ends of a range
	either      bool // "four or five"
	word        string
	qualifier   parley.Qualifier
	from        int    // first word, with the qualifier
	money       string // name of the currency
	duration    bool   // a length of time that timex found
	time        int    // time it stands in, -1
}

func (s *scan) lower(i int) string {
	if i < 0 || i >= len(s.ws) {
		return ""
	}
	return s.ws[i].Lower
}

func (s *scan) is(i int, words ...string) bool {
	for k, w := range words {
		if s.lower(i+k) != w {
			return false
		}
	}
	return true
}

func (s *scan) glued(i int) bool { return i > 0 && i < len(s.ws) && s.ws[i].Glued }
func (s *scan) upper(i int) bool { return i >= 0 && i < len(s.ws) && s.ws[i].Upper }
func (s *scan) letters(i int) bool {
	return i >= 0 && i < len(s.ws) && s.ws[i].Kind == numeral.Letters
}
func (s *scan) digits(i int) bool {
	return i >= 0 && i < len(s.ws) && s.ws[i].Kind == numeral.Digits
}

// joined reports whether word i is a hyphen inside a compound.
func (s *scan) joined(i int) bool {
	return i >= 0 && i+1 < len(s.ws) && numeral.Dash(s.ws[i]) && s.ws[i].Glued && s.ws[i+1].Glued
}

// timeAt is the time word i stands in, -1 for none.
func (s *scan) timeAt(i int) int {
	if i < 0 || i >= len(s.ws) {
		return -1
	}
	return s.times[s.ws[i].Token]
}

// tag is the tag of word i's token where the document is tagged.
func (s *scan) tag(i int) (text.UPOS, bool) {
	if i < 0 || i >= len(s.ws) || s.ws[i].Token >= len(s.doc.Tags) {
		return text.X, false
	}
	u := s.doc.Tags[s.ws[i].Token].U
	if s.acronym(i) {
		u = text.PROPN
	}
	return u, u != text.X
}

// acronym reports whether word i is a function word by its letters, but printed in capitals before a word that is not: "31 IS fighters", "12 US soldiers".
func (s *scan) acronym(i int) bool {
	return functionWords[s.lower(i)] && s.capitals(i) && len(s.ws[i].Lower) > 1 && s.letters(i+1) && !s.capitals(i+1)
}

// capitals reports whether word i is printed in capitals.
func (s *scan) capitals(i int) bool {
	if !s.letters(i) {
		return false
	}
	w := s.words(i, i+1)
	return w == strings.ToUpper(w)
}

// read reads the number at word i with its range, currency and qualifier.
func (s *scan) read(i int) (claim, bool) {
	c := claim{number: i, from: i, time: s.timeAt(i), qualifier: parley.Exact}
	if c.time >= 0 {
		return s.timed(c)
	}
	if uncounted[s.lower(i)] {
		if s.is(i, "few") && s.is(i-1, "a") {
			c.from--
		}
		c.end, c.stop, c.word = i+1, i+1, s.lower(i)
		return c, true
	}
	if s.glued(i) && s.inside(i) {
		return c, false
	}
	n, ok := numeral.Read(s.ws, i)
	if !ok || s.ws[i].Kind == numeral.Letters && s.upper(i) && i > 0 && s.upper(i-1) && !s.is(i-1, "the") && harms[s.lower(i-1)] == "" && !s.counts(n.End) {
		return c, false
	}
	if s.digits(i) && s.glued(n.End) && ordinalEnds[s.lower(n.End)] {
		return c, false // 11th
	}
	c.stop, c.low, c.high, c.ok, c.form = n.End, n.Low, n.High, n.OK, n.Form
	c = s.ranged(c, n)
	c = s.signed(c)
	c.end = c.stop
	return s.qualified(c), true
}

// counts reports whether a plural noun in lower case stands at word i, so that a number in upper case before it counts and is no name: a
// text that lost its full stops.
func (s *scan) counts(i int) bool {
	return s.letters(i) && !s.upper(i) && plural(s.lower(i)) && !functionWords[s.lower(i)] && !verbs[s.lower(i)]
}

// inside reports whether word i, which touches the one before, is the inside of a name, "B52", "3.2", "x/y".
func (s *scan) inside(i int) bool {
	p := s.ws[i-1]
	if numeral.Dash(p) {
		return i > 1 && s.glued(i-1) && s.digits(i) && (s.letters(i-2) || s.digits(i-2)) // S-300, a 6-3 vote
	}
	return p.Kind != numeral.Mark || strings.ContainsAny(p.Lower, "/._@#&=:")
}

// ranged takes in the upper end of a range: "four to six", "4-6", "between 4 and 6", "two or three million".
func (s *scan) ranged(c claim, n numeral.Number) claim {
	j, noun := s.repeated(n.End)
	word := s.lower(j)
	dash := j < len(s.ws) && numeral.Dash(s.ws[j])
	switch {
	case word == "to", word == "or", dash:
	case word == "and" && s.betweenBefore(c.number):
	default:
		return c
	}
	if s.is(j+1, "as", "many", "as") {
		j += 3
	}
	m, ok := numeral.Read(s.ws, j+1)
	if !ok || !m.OK || !n.OK || (n.Form == numeral.Fraction) != (m.Form == numeral.Fraction) || s.timeAt(j+1) != c.time && j == n.End || word == "to" && s.fromBefore(c.number) {
		return c
	}
	if j != n.End && (!s.joined(m.End) || noun != "" && s.lower(m.End+1) != noun) {
		return c
	}
	low := n.Low
	if m.Scaled && !n.Scaled && n.Low < 1000 {
		if scale := magnitude(m.Low); low*scale < m.Low {
			low *= scale
		}
	}
	if low >= m.High || s.joined(m.End) && s.digits(m.End+1) {
		return c
	}
	c.low, c.high, c.stop, c.span, c.either = low, m.High, m.End, true, word == "or" && j == n.End
	return c
}

// repeated is where the conjunction of a range stands whose lower end, up to word i, is part of a compound, and the noun of that compound, "" where the upper end
// alone has it: "two-day or three-day", "two- or three-day", "two-to-three-day"; i elsewhere.
func (s *scan) repeated(i int) (int, string) {
	joins := func(k int) bool { return s.is(k, "or") || s.is(k, "to") }
	switch {
	case s.joined(i) && joins(i+1) && s.joined(i+2):
		return i + 2, ""
	case s.joined(i) && s.letters(i+1) && joins(i+2):
		return i + 2, s.lower(i + 1)
	case s.glued(i) && numeral.Dash(s.ws[i]) && !s.glued(i+1) && joins(i+1):
		return i + 1, ""
	}
	return i, ""
}

// magnitude is the scale word's value that a scaled number ends in.
func magnitude(v float64) float64 {
	for _, m := range [...]float64{1e12, 1e9, 1e6, 1e3, 1e2} {
		if v >= m {
			return m
		}
	}
	return 1
}

// betweenBefore reports whether "between" stands before word i, with a currency sign or qualifier between them.
func (s *scan) betweenBefore(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if s.lower(k) == "between" {
			return true
		}
	}
	return false
}

// changed reports whether a verb of change stands at word i or shortly before.
func (s *scan) changed(i int) bool {
	for k := i; k >= 0 && k > i-4; k-- {
		if changes[s.lower(k)] {
			return true
		}
	}
	return false
}

// changeReach is how many words before a "from" the verb of change is looked for in.
const changeReach = 14

// fromBefore reports whether the number at word i is what a thing changes from: behind "from", with a verb of change before that in its clause or a word for what
// was before ("from the current 10").
func (s *scan) fromBefore(i int) bool {
	k := i - 1
	for ; k >= 0 && k > i-5 && s.letters(k) && s.lower(k) != "from"; k-- {
		if priors[s.lower(k)] {
			return s.is(k-1, "from") || s.is(k-2, "from")
		}
	}
	if k < 0 || s.lower(k) != "from" || i-k > 2 {
		return false
	}
	for n := k - 1; n >= 0 && n >= k-changeReach && s.lower(n) != "," && s.lower(n) != ";"; n-- {
		if w := s.lower(n); changes[w] && (n == k-1 || moves[w] || beforeVerbs[s.lower(n-1)]) {
			return true
		}
	}
	return false
}

// signed takes in the currency sign before a number and the second sign of a range.
func (s *scan) signed(c claim) claim {
	name, ok := currencies[s.lower(c.number-1)]
	if !ok || s.letters(c.number-1) && !s.upper(c.number-1) {
		return c
	}
	c.money, c.from = name, c.number-1
	if k := c.from - 1; s.glued(c.from) && s.letters(k) && len(s.lower(k)) <= 2 {
		c.from = k
	}
	if !c.span && (s.is(c.stop, "to") || s.is(c.stop, "and") || s.joined(c.stop)) && currencies[s.lower(c.stop+1)] == name {
		if m, ok := numeral.Read(s.ws, c.stop+2); ok && m.OK && m.High > c.low && !(s.is(c.stop, "to") && s.fromBefore(c.from)) {
			if m.Scaled && c.low < 1000 && c.low*magnitude(m.Low) < m.High {
				c.low *= magnitude(m.Low)
			}
			c.high, c.stop, c.span = m.High, m.End, true
		}
	}
	return c
}

// qualified takes in the qualifier before the number, or after it.
func (s *scan) qualified(c claim) claim {
	at := c.from
	if c.span && s.is(at-1, "between") || c.span && s.is(at-1, "from") {
		at--
	}
	c.from = at
	for _, p := range suffixes {
		if s.is(c.stop, p.words...) {
			c.qualifier, c.end = p.qualifier, c.stop+len(p.words)
			return c
		}
	}
	for _, p := range phrases {
		if s.is(at-len(p.words), p.words...) {
			if p.words[0] == "within" && !timeUnits[s.lower(c.stop)] && !(s.joined(c.stop) && timeUnits[s.lower(c.stop+1)]) {
				continue
			}
			c.qualifier, c.from = p.qualifier, at-len(p.words)
			if s.is(c.from-1, "an") && p.words[0] == "estimated" || s.is(c.from-1, "the") && p.words[0] == "estimated" {
				c.from--
			}
			return c
		}
	}
	if c.form == numeral.Power || c.either {
		c.qualifier = parley.About
	}
	return c
}

// timed reads a number inside a time: only a length of time that no anchor makes a date can be a figure.
func (s *scan) timed(c claim) (claim, bool) {
	t := s.doc.Times[c.time]
	end := c.number
	for end < len(s.ws) && s.timeAt(end) == c.time {
		end++
	}
	c.end, c.stop = end, end
	if s.timeAt(c.number-1) == c.time && c.number > 0 {
		return c, false // read once, from the first word
	}
	if t.Type != "DURATION" || s.window(c.number, end) {
		for k := c.number; k < end; k++ {
			if n, ok := numeral.Read(s.ws, k); ok {
				c.low, c.high, c.ok = n.Low, n.High, n.OK
				return c, true
			}
		}
		return c, false
	}
	return s.lengthOf(c, end)
}

// window reports whether words [i, end) are a stretch of time up to or from now, or one told from a point.
func (s *scan) window(i, end int) bool {
	for k := max(0, i-1); k < end; k++ {
		switch s.lower(k) {
		case "past", "last", "next", "coming", "previous", "recent", "following", "first", "ago", "earlier", "later":
			return true
		}
	}
	return false
}

// lengthOf reads the count of a length of time: "two to three days", "a week-long", "month-long", "within four to six weeks".
func (s *scan) lengthOf(c claim, end int) (claim, bool) {
	from := c.number
	for k := from; k < end; k++ {
		n, ok := numeral.Read(s.ws, k)
		if !ok {
			continue
		}
		c.number, c.from, c.stop = k, k, n.End
		c.low, c.high, c.ok, c.form, c.duration = n.Low, n.High, n.OK, n.Form, true
		c = s.ranged(c, n)
		c = s.qualified(c)
		if c.end = end; c.stop > end {
			c.end = c.stop + 2 // with the noun: "two-day or three-day"
		}
		return c, true
	}
	for k := from; k < end; k++ {
		w := s.lower(k)
		one := timeUnits[w] && !strings.HasSuffix(w, "s") && w != "" && (s.is(k-1, "a") || s.is(k-1, "an") || s.joined(k+1))
		if long := strings.TrimSuffix(w, "long"); one || long != w && timeUnits[long] {
			c.number, c.low, c.high, c.ok, c.duration = k, 1, 1, true, true
			c.stop, c.from = k+1, k
			if s.is(k-1, "a") || s.is(k-1, "an") {
				c.from, c.number = k-1, k-1
			}
			c = s.qualified(c)
			c.stop, c.end = end, end
			return c, true
		}
	}
	return c, false
}

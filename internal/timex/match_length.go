package timex

import (
	"fmt"

	"github.com/parley-press/parley/internal/numeral"
	"github.com/parley-press/parley/internal/text"
)

// A counted is how many units: a number, a range, or an unknown few.
type counted struct {
	lo, hi float64
	some   bool
	end    int
}

// count reads "a", "two", "2.5", "two to three", "12-18", "several", "a few", "a couple of".
func (s *scan) count(i int) (counted, bool) {
	switch s.lower(i) {
	case "several", "some", "many", "few":
		return counted{some: true, end: i + 1}, true
	case "a", "an":
		switch {
		case s.is(i+1, "few"):
			return counted{some: true, end: i + 2}, true
		case s.is(i+1, "couple", "of"):
			return counted{lo: 2, hi: 2, end: i + 3}, true
		case s.is(i+1, "number", "of"), s.is(i+1, "matter", "of"):
			return counted{some: true, end: i + 3}, true
		case s.is(i+1, "further"), s.is(i+1, "additional"), s.is(i+1, "full"), s.is(i+1, "whole"):
			return counted{lo: 1, hi: 1, end: i + 2}, true
		}
	case "couple":
		if s.is(i+1, "of") {
			return counted{lo: 2, hi: 2, end: i + 2}, true
		}
	}
	n, ok := numeral.Read(s.ws, i)
	if !ok {
		if s.is(i, "a") || s.is(i, "an") || s.is(i, "another") {
			return counted{lo: 1, hi: 1, end: i + 1}, true
		}
		return counted{}, false
	}
	c := counted{lo: n.Low, hi: n.High, some: !n.OK || n.Form == numeral.Power, end: n.End}
	if n.OK && (s.is(n.End, "to") || s.is(n.End, "or") || s.is(n.End, "and") && s.is(i-1, "between") || s.dash(n.End)) {
		if m, ok := numeral.Read(s.ws, n.End+1); ok && m.OK && m.Low > n.Low {
			c.hi, c.end = m.High, m.End
		}
	}
	return c, true
}

// unitAt reads the unit at word i, over a hyphen and over words like "full" and "more".
func (s *scan) unitAt(i int) (unit, int, bool) {
	if s.joined(i) {
		i++
	}
	switch s.lower(i) {
	case "more", "full", "additional", "consecutive", "straight", "further", "whole", "calendar", "business", "working", "long", "successive", "other":
		i++
	}
	if s.is(i, "more") {
		i++
	}
	u, ok := units[s.lower(i)]
	return u, i + 1, ok
}

// length reads a length of time and what it counts from: "three days", "a week-long", "two days ago", "a year earlier".
func (s *scan) length(i int) (expr, bool) {
	mod, j := s.roughly(i)
	the := s.is(j, "the")
	if the {
		j++
	}
	if l, ok := longWords[s.lower(j)]; ok {
		return expr{form: duration, unit: unit{letter: l}, lo: 1, hi: 1, end: j + 1}, true
	}
	c, ok := s.count(j)
	if u, bare := units[s.lower(j)]; !ok && bare {
		if the {
			return s.beforeThat(j, u)
		}
		return s.bareLength(i, j, u)
	}
	if !ok || the && c.lo <= 1 {
		return expr{}, false
	}
	if l, long := longWords[s.lower(c.end)]; long {
		return expr{form: duration, unit: unit{letter: l}, lo: c.lo, hi: c.hi, end: c.end + 1}, true
	}
	u, end, ok := s.unitAt(c.end)
	if !ok || u.letter == "Q" || u.letter == "WE" && !u.plural {
		return expr{}, false
	}
	if u.letter == "S" && c.lo < 2 || s.lower(end-1) == "second" {
		return expr{}, false
	}
	if !u.plural && !s.joined(c.end) && c.lo > 1 && !s.joined(end) && c.lo == c.hi && s.upper(c.end) {
		return expr{}, false
	}
	e := expr{form: duration, unit: u, lo: c.lo, hi: c.hi, some: c.some, end: end, compared: s.compares(), mod: mod}
	if (s.joined(end) && s.is(end+1, "old")) || s.is(end, "old") {
		return expr{}, false // an age
	}
	if s.joined(end) && s.is(end+1, "long") {
		e.end = end + 2
	}
	return s.counting(i, e), true
}

// roughly reads what stands before a number and belongs to it, as TIMEX3 has it: "about", "more than", "at least".
func (s *scan) roughly(i int) (mod string, end int) {
	for _, p := range [...]struct{ a, b, mod string }{
		{"no", "more", "EQUAL_OR_LESS"}, {"no", "less", "EQUAL_OR_MORE"}, {"not", "more", "EQUAL_OR_LESS"},
	} {
		if s.is(i, p.a, p.b, "than") {
			return p.mod, i + 3
		}
	}
	for _, p := range [...]struct{ a, b, mod string }{
		{"more", "than", "MORE_THAN"}, {"less", "than", "LESS_THAN"}, {"at", "least", "EQUAL_OR_MORE"}, {"at", "most", "EQUAL_OR_LESS"},
		{"up", "to", "EQUAL_OR_LESS"}, {"close", "to", "APPROX"},
	} {
		if s.is(i, p.a, p.b) {
			return p.mod, i + 2
		}
	}
	if w := s.lower(i); approximations[w] {
		return approximateMods[w], i + 1
	}
	return "", i
}

// beforeThat reads a stretch that an event ends or begins: "the weeks before the vote", "the day after his death". Its days
// are those of the event, and not known.
func (s *scan) beforeThat(j int, u unit) (expr, bool) {
	e := expr{form: duration, unit: u, some: true, end: j + 1}
	switch s.lower(j + 1) {
	case "before", "after", "since", "following", "preceding", "leading":
	default:
		return e, false
	}
	if u.days == 0 || u.letter == "Q" {
		return e, false
	}
	if !u.plural {
		e.form, e.context = beside, true
	}
	return e, !s.clauseEnd(j+2) || s.is(j+2, "to")
}

// bareLength reads a unit without a number: "week-long", "days ago", "for weeks", "years of war".
func (s *scan) bareLength(i, j int, u unit) (expr, bool) {
	e := expr{form: duration, unit: u, some: u.plural, lo: 1, hi: 1, end: j + 1}
	if s.joined(j+1) && s.is(j+2, "long") {
		e.end = j + 3
		return e, u.letter != "Q"
	}
	if !u.plural || i != j || u.letter == "Q" || u.letter == "S" || u.letter == "MIN" {
		return e, false
	}
	e.lo, e.hi = 0, 0
	if s.is(e.end, "-", "long") {
		e.end += 2
		return e, true
	}
	switch s.lower(i - 1) {
	case "for", "within", "in", "of", "after", "over", "lasting", "took", "take", "takes", "lasted", "spent", "last":
		return s.counting(i, e), true
	}
	c := s.counting(i, e)
	return c, c.form == ago
}

// counting looks at what stands around a length and says what it counts from.
func (s *scan) counting(i int, e expr) expr {
	switch s.lower(e.end) {
	case "ago":
		e.form, e.side, e.end = ago, before, e.end+1
	case "earlier":
		e.form, e.side, e.context, e.end = ago, before, true, e.end+1
	case "before":
		if s.clauseEnd(e.end + 1) {
			e.form, e.side, e.context, e.end = ago, before, true, e.end+1
		}
	case "later":
		e.form, e.side, e.context, e.end = ago, after, true, e.end+1
	case "from":
		if s.is(e.end+1, "now") || s.is(e.end+1, "today") {
			e.form, e.side, e.end = ago, after, e.end+2
		}
	}
	if s.is(e.end, "or", "so", "ago") || s.is(e.end, "or", "more", "ago") {
		e.form, e.side, e.end = ago, before, e.end+3
	}
	if e.form != duration {
		return e
	}
	p := s.lower(i - 1)
	e.inside = p == "within"
	if (p == "a" || p == "per") && e.lo == 1 {
		e.form = frequency
	}
	if e.lo == 1 && e.hi == 1 && s.is(i, "a") && s.rate(i-1) {
		e.form, e.word = frequency, "P1"+e.unit.letter
	}
	return e
}

// superlative reports whether the words before word i rank what they tell of, so that "in two years" looks back: "the first talks in two years".
func (s *scan) superlative(i int) bool {
	for j := i - 1; j >= 0 && j >= i-rankReach; j-- {
		t, tagged := s.tag(j)
		switch w := s.lower(j); {
		case j >= i-6 && (rankWords[w] || tagged && (t.Penn == "JJS" || t.Penn == "RBS")), tries[w] && s.is(j-1, "first"):
			return true
		case s.fence(j) || w == "," || w == "that":
			return false
		}
	}
	return false
}

// rankReach is how many words before the "in" are looked at, for what is long in the telling: "the first attempt to find a way out of the war in two years".
const rankReach = 16

// tries are nouns for what is done for the first time in so long, and tells by an infinitive what it is for.
var tries = text.WordSet("attempt attempts bid effort efforts try chance opportunity time move step deal agreement vote visit round negotiations talks")

// rankWords rank what follows; other superlatives are told by their tags.
var rankWords = text.WordSet("first only last latest worst best most least biggest largest highest lowest deadliest")

// rate reports whether "a year" after word i is a rate: "$5 million a year", "twice a week".
func (s *scan) rate(i int) bool {
	switch s.lower(i) {
	case "once", "twice", "times", "dollars", "euros", "million", "billion", "%", "percent":
		return true
	}
	return i >= 0 && i < len(s.ws) && s.ws[i].Kind == numeral.Digits
}

// repeated reads a set of times: "daily", "every Monday", "each week", "Mondays", "per day".
func (s *scan) repeated(i int) (expr, bool) {
	e := expr{form: frequency, end: i + 1}
	w := s.lower(i)
	switch {
	case frequencies[w] != "":
		e.word = frequencies[w]
		paper := s.upper(i-1) && i > 1 && !s.joined(i-1) // "the Communist Party daily"
		return e, (!s.upper(i) || i == 0) && !paper && (w != "quarterly" || !s.noun(i+1))
	case w == "every" || w == "each":
		j := i + 1
		n := 1
		if s.is(j, "other") {
			n, j = 2, j+1
		} else if c, ok := s.count(j); ok && !c.some && c.lo >= 1 && c.lo == float64(int(c.lo)) && c.lo < 1000 {
			n, j = int(c.lo), c.end
		}
		if wd, ok := weekdays[s.lower(j)]; ok {
			e.word, e.end = fmt.Sprintf("XXXX-WXX-%d", iso(wd)), j+1
			return s.withDaytime(e), true
		}
		u, ok := units[s.lower(j)]
		e.word, e.end = isoPeriod(float64(n), u), j+1
		return e, ok
	case w == "per" && units[s.lower(i+1)].letter != "":
		e.word, e.end = isoPeriod(1, units[s.lower(i+1)]), i+2
		return e, true
	}
	wd, ok := weekdayPlurals[w]
	if !ok || !s.upper(i) {
		return e, false
	}
	e.word = fmt.Sprintf("XXXX-WXX-%d", iso(wd))
	return s.withDaytime(e), true
}

package timex

import (
	"strings"

	"github.com/parley-press/parley/internal/numeral"
	"github.com/parley-press/parley/internal/text"
)

// match reads the time expression that begins at word i. Each reader looks at a bounded number of words.
func (s *scan) match(i int) (expr, bool) {
	if s.ws[i].Kind != numeral.Digits && !openers[s.ws[i].Lower] {
		return expr{}, false
	}
	if s.glued(i) && i > 0 && !s.dash(i-1) && (s.ws[i].Kind == s.ws[i-1].Kind || strings.ContainsAny(s.lower(i-1), "’'$€£#@_/")) {
		return expr{}, false
	}
	for _, f := range [...]func(*scan, int) (expr, bool){
		(*scan).holiday, (*scan).era, (*scan).edged, (*scan).fiscal, (*scan).clockDay, (*scan).point, (*scan).relative, (*scan).length, (*scan).repeated, (*scan).refers,
	} {
		if e, ok := f(s, i); ok {
			e.first = i
			s.hyphened(&e)
			s.ofYear(&e)
			return e, true
		}
	}
	return expr{}, false
}

// hyphened leaves out an article that belongs to the noun behind: "the 30-day truce", "the late-November trip".
func (s *scan) hyphened(e *expr) {
	if s.is(e.first, "the") && s.attributive(e.end) && s.compound(e) {
		e.first++
	}
}

// compound reports whether a hyphen joins words of an expression: "30-day", "late-November".
func (s *scan) compound(e *expr) bool {
	for k := e.first + 1; k+1 < e.end; k++ {
		if s.joined(k) {
			return true
		}
	}
	return false
}

// ofYear takes in the year that is told beside a month or day: "March last year", "June 3 of this year".
func (s *scan) ofYear(e *expr) {
	if e.form != calendar || e.year != 0 || e.month == 0 || e.to != nil {
		return
	}
	j := e.end
	if s.is(j, "of") {
		j++
	}
	sd, ok := s.toward(j)
	if !ok || !s.is(j+1, "year") || s.joined(j+2) || s.possessive(j+2) {
		return
	}
	e.ofYear, e.end = sd, j+2
}

// edged reads "early March", "mid-2031", "the end of the year", "late on Friday", "earlier this week".
func (s *scan) edged(i int) (expr, bool) {
	j := i
	if s.is(j, "the") {
		j++
	}
	word := s.lower(j)
	ed, ok := edges[word]
	sofar := word == "earlier" || word == "later"
	if sofar {
		ed, ok = map[string]edge{"earlier": starting, "later": ending}[word], true
	}
	if !ok {
		return expr{}, false
	}
	of := false
	switch {
	case s.is(j+1, "of"), s.is(j+1, "in"), s.is(j+1, "on"):
		j, of = j+2, true
	case s.joined(j + 1):
		j += 2
	default:
		j++
	}
	noun := word == "end" || word == "beginning" || word == "start" || word == "middle" || word == "close" || word == "opening"
	if noun && !of {
		return expr{}, false
	}
	e, ok := s.inner(j)
	if !ok {
		return e, false
	}
	if e.form == calendar && e.day > 0 && ed == middle || sofar && e.form != period && e.form != contextual {
		return e, false
	}
	e.mod = edgeMods[ed]
	if e.form == contextual {
		return e, true
	}
	if word == "earlier" {
		e.n = -1
	} else if word == "later" {
		e.n = 1
	}
	e.edge = ed
	return e, true
}

// inner reads what an edge is the edge of: a date, "this week", "the year".
func (s *scan) inner(j int) (expr, bool) {
	if y := s.year(j); y > 0 && !s.glued(j+1) {
		return expr{form: calendar, year: y, end: j + 1}, true
	}
	if m, end := s.monthName(j); m > 0 {
		if e, ok := s.point(j); ok {
			return e, true
		}
		return expr{form: calendar, month: m, end: end}, true
	}
	if s.is(j, "the") {
		if u, ok := units[s.lower(j+1)]; ok && !u.plural && u.days > 0 {
			return expr{form: period, side: during, unit: u, end: j + 2}, true
		}
	}
	for _, f := range [...]func(*scan, int) (expr, bool){(*scan).point, (*scan).besides, (*scan).deictic, (*scan).aDay} {
		if e, ok := f(s, j); ok {
			return e, true
		}
	}
	return expr{}, false
}

// relative reads what counts from the anchor.
func (s *scan) relative(i int) (expr, bool) {
	for _, f := range [...]func(*scan, int) (expr, bool){(*scan).deictic, (*scan).besides, (*scan).windowed, (*scan).aDay} {
		if e, ok := f(s, i); ok {
			return e, true
		}
	}
	return expr{}, false
}

// deictic reads yesterday, today, tomorrow and their parts, tonight, "last night", "this morning".
func (s *scan) deictic(i int) (expr, bool) {
	e := expr{form: offset, end: i + 1}
	switch s.lower(i) {
	case "today":
	case "yesterday":
		e.n = -1
	case "tomorrow":
		e.n = 1
	case "tonight":
		e.daytime = "NI"
		return e, true
	case "overnight":
		e.n, e.daytime = -1, "NI"
		return e, s.lower(i+1) != "stay"
	case "last", "this":
		if s.is(i, "last", "night") {
			return expr{form: offset, n: -1, daytime: "NI", end: i + 2}, true
		}
		if t := daytimes[s.lower(i+1)]; len(t) == 2 && s.lower(i) == "this" && !strings.HasSuffix(s.lower(i+1), "s") {
			return expr{form: offset, daytime: t, end: i + 2}, true
		}
		return e, false
	case "the":
		if s.is(i, "the", "day", "before", "yesterday") {
			return expr{form: offset, n: -2, end: i + 4}, true
		}
		if s.is(i, "the", "day", "after", "tomorrow") {
			return expr{form: offset, n: 2, end: i + 4}, true
		}
		return e, false
	default:
		return e, false
	}
	return s.withDaytime(e), true
}

// withDaytime takes in a following "morning", "night".
func (s *scan) withDaytime(e expr) expr {
	if t := daytimes[s.lower(e.end)]; len(t) == 2 {
		e.daytime, e.end = t, e.end+1
	}
	return e
}

// besides reads a calendar unit beside the anchor: "last week", "this month", "the coming year", "next weekend".
func (s *scan) besides(i int) (expr, bool) {
	j := i
	if s.is(j, "the") {
		j++
	}
	if s.is(i, "year") && s.joined(i+1) && s.is(i+2, "end") {
		return expr{form: period, side: during, unit: units["year"], edge: ending, end: i + 3}, true
	}
	if j > i && s.is(j, "year") && s.wholeYear(i, j+1) {
		return expr{form: period, side: during, unit: units["year"], span: true, end: j + 1}, true
	}
	if j > i && s.is(j, "weekend") {
		return expr{form: period, unit: units["weekend"], end: j + 1}, true
	}
	sd, ok := s.toward(j)
	if !ok {
		return expr{}, false
	}
	k := j + 1
	if s.is(k, "coming") || s.is(k, "past") {
		k++
	}
	if sn, ok := seasons[s.lower(k)]; ok && s.lower(j) != "past" && s.lower(j) != "following" {
		return expr{form: season, word: sn, side: sd, end: k + 1}, true
	}
	if m, end := s.monthName(k); m > 0 {
		e := expr{form: calendar, month: m, end: end}
		if d, ok := s.monthDay(k); ok {
			e = d
		}
		e.side = sd
		return e, true
	}
	u, ok := units[s.lower(k)]
	if !ok || u.plural || u.days == 0 {
		return expr{}, false
	}
	if s.joined(k + 1) {
		return expr{}, false
	}
	e := expr{form: period, side: sd, unit: u, end: k + 1}
	the := j > i
	switch w := s.lower(j); {
	case w == "past" || the && (w == "last" || w == "coming" || w == "next"):
		if u.letter == "D" {
			e.form, e.n = contextual, int(sd)
			if w == "past" || w == "last" || w == "coming" {
				e = expr{form: window, side: sd, unit: u, lo: 1, hi: 1, end: k + 1}
			}
			return e, true
		}
		e.form, e.lo, e.hi = window, 1, 1
	case w == "previous" || w == "preceding" || w == "following" || w == "next" && u.letter == "D":
		e.form, e.n, e.lo, e.hi = contextual, int(sd), 1, 1
	case u.letter == "D":
		return e, w == "this"
	}
	return e, true
}

// toward is the side of the anchor that word i points to; the verb ("the truce will last a week") points to none.
func (s *scan) toward(i int) (side, bool) {
	sd, ok := toward[s.lower(i)]
	if ok && s.is(i, "last") {
		if t, tagged := s.tag(i); tagged && t.U == text.VERB || verbBefore[s.lower(i-1)] && !(s.is(i-1, "may") && s.upper(i-1) && i > 1) {
			return sd, false
		}
	}
	return sd, ok
}

// verbBefore are words after which "last" is a verb.
var verbBefore = text.WordSet("will would can could may might must should shall to not ll t did does do")

// wholeYear reports whether "the year", from word i up to end, is the year that the report is of, rather than one that
// other words say: "for the year", "the rest of the year", but "in the year since".
func (s *scan) wholeYear(i, end int) bool {
	switch s.lower(end) {
	case "since", "before", "after", "to", "that", "ended", "ending", "when", "until", "of", "from", "in", "1", "2":
		return false
	}
	if s.year(end) > 0 || s.joined(end) {
		return false
	}
	switch s.lower(i - 1) {
	case "for", "of", "during", "in", "through", "throughout", "this", "so":
		return s.lower(i-2) != "man" && s.lower(i-2) != "person" && s.lower(i-2) != "time"
	}
	return false
}

// windowed reads a number of units up to or from the anchor: "the past 24 hours", "the next two weeks", "recent days".
func (s *scan) windowed(i int) (expr, bool) {
	j := i
	if s.is(j, "the") {
		j++
	}
	w := s.lower(j)
	sd, ok := s.toward(j)
	if w == "recent" {
		sd, ok = before, true
	}
	if w == "first" || w == "final" || w == "opening" {
		sd, ok = noSide, j > i
	}
	if !ok || sd == during {
		return expr{}, false
	}
	c, ok := s.count(j + 1)
	if !ok {
		c = counted{end: j + 1, some: true}
	}
	u, end, ok := s.unitAt(c.end)
	if !ok || !u.plural && (c.some || c.end == j+1) || s.joined(end) {
		return expr{}, false
	}
	e := expr{form: window, side: sd, unit: u, lo: c.lo, hi: c.hi, some: c.some, end: end}
	if sd == noSide {
		e.form = duration
	}
	return e, true
}

// aDay reads a day or unit that counts from another time told: "the same day", "that day", "the day before".
func (s *scan) aDay(i int) (expr, bool) {
	e := expr{form: contextual, unit: units["day"], lo: 1, hi: 1, context: true}
	switch {
	case s.is(i, "the", "same") && units[s.lower(i+2)].days > 0 && !units[s.lower(i+2)].plural:
		e.unit, e.end = units[s.lower(i+2)], i+3
	case s.is(i, "that") && units[s.lower(i+1)].days > 0 && !units[s.lower(i+1)].plural && s.lower(i+1) != "quarter":
		e.unit, e.end = units[s.lower(i+1)], i+2
	case s.is(i, "the", "day", "before") && s.clauseEnd(i+3):
		e.n, e.end = -1, i+3
	case s.is(i, "the", "day", "after") && s.clauseEnd(i+3):
		e.n, e.end = 1, i+3
	default:
		return e, false
	}
	return e, true
}

// clauseEnd reports whether word i ends a clause.
func (s *scan) clauseEnd(i int) bool {
	if i >= len(s.ws) {
		return true
	}
	switch s.lower(i) {
	case ".", ",", ";", ":", "and", "but", "?", "!", "\"", "”", "in", "at", "by", "to":
		return true
	}
	return false
}

// refers reads "now", "recently", "the future".
func (s *scan) refers(i int) (expr, bool) {
	e := expr{form: reference, end: i + 1, word: references[s.lower(i)]}
	switch {
	case s.is(i, "the", "future"), s.is(i, "the", "past"), s.is(i, "the", "present"):
		e.word, e.end = map[string]string{"future": "FUTURE_REF", "past": "PAST_REF", "present": "PRESENT_REF"}[s.lower(i+1)], i+2
		return e, s.clauseEnd(i+2) || s.lower(i+1) == "future"
	case s.is(i, "the", "near", "future"):
		e.word, e.end = "FUTURE_REF", i+3
		return e, true
	case (s.is(i, "the", "short", "term") || s.is(i, "the", "long", "term") || s.is(i, "the", "near", "term") || s.is(i, "the", "foreseeable", "future")) &&
		(s.is(i-1, "in") || s.is(i-1, "over") || s.is(i-1, "for")):
		e.word, e.end = "FUTURE_REF", i+3
		return e, true
	case s.is(i, "at", "present"), s.is(i, "at", "the", "moment"):
		e.word, e.end = "PRESENT_REF", i+2
		if s.is(i+1, "the") {
			e.end++
		}
		return e, true
	case e.word == "":
		return e, false
	}
	if s.lower(i) == "now" && (s.is(i+1, "that") || s.is(i-1, "until") || s.is(i-1, "for") || s.is(i-1, "by")) {
		return e, false
	}
	return e, s.lower(i) != "recent" || s.lower(i+1) == "past"
}

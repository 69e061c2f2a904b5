package timex

import (
	"fmt"
	"strings"
	"time"

	"github.com/parley-press/parley/internal/numeral"
)

// monthName is the month named at word i and the word after it; 0 where there is none. "May" and "March" need a
// capital; an abbreviation takes in its point.
func (s *scan) monthName(i int) (time.Month, int) {
	m := months[s.lower(i)]
	if m == 0 || !s.upper(i) {
		return 0, i
	}
	end := i + 1
	if len(s.lower(i)) <= 4 && s.lower(i) != "may" && s.lower(i) != "june" && s.lower(i) != "july" {
		if s.is(end, ".") && s.glued(end) {
			end++
		}
	}
	return m, end
}

// dayNumber is the day of the month at word i, "4", "4th" or "fourth", and the word after it; 0 where there is none.
// 32 and above are kept up to 99 so that an impossible date is seen as one.
func (s *scan) dayNumber(i int) (int, int) {
	if d := s.number(i, 2); d >= 0 {
		end := i + 1
		switch s.lower(end) {
		case "st", "nd", "rd", "th":
			if s.glued(end) {
				return d, end + 1
			}
		}
		if s.glued(end) && (end < len(s.ws) && s.ws[end].Kind == numeral.Letters || s.is(end, ":") && s.number(end+1, 2) >= 0 && s.glued(end+1) || s.is(end, "%")) {
			return -1, i
		}
		return d, end
	}
	d, end := dayWords[s.lower(i)], i+1
	if (s.lower(i) == "twenty" || s.lower(i) == "thirty") && s.joined(i+1) {
		if o := dayWords[s.lower(i+2)]; o > 0 && o < 10 {
			return map[string]int{"twenty": 20, "thirty": 30}[s.lower(i)] + o, i + 3
		}
	}
	if d == 0 {
		return -1, i
	}
	return d, end
}

// point reads a date: weekday, day, month, year in the orders the press uses.
func (s *scan) point(i int) (expr, bool) {
	for _, f := range [...]func(*scan, int) (expr, bool){
		(*scan).isoDate, (*scan).slashDate, (*scan).weekdayName, (*scan).dayMonth, (*scan).monthDay, (*scan).quarterOf,
		(*scan).seasonOf, (*scan).decadeOf, (*scan).bareYear, (*scan).spelled,
	} {
		if e, ok := f(s, i); ok {
			return e, true
		}
	}
	return expr{}, false
}

// isoDate reads 2031-05-04, with a time after T where there is one.
func (s *scan) isoDate(i int) (expr, bool) {
	if s.number(i, 6) < 0 || !s.joined(i+1) || !s.joined(i+3) {
		return expr{}, false
	}
	y, m, d := s.number(i, 6), s.number(i+2, 2), s.number(i+4, 2)
	if m < 0 || d < 0 || len(s.lower(i)) < 4 {
		return expr{}, false
	}
	e := expr{form: calendar, year: y, month: time.Month(m), day: d, end: i + 5}
	if y == 0 || y > 9999 || m == 0 || d == 0 {
		e.form = unclear
	}
	if t, end := s.clockAt(i + 6); s.is(i+5, "t") && s.glued(i+5) && t != "" {
		e.daytime, e.end = t, end
	}
	return e, true
}

// slashDate reads 4/5/2031 and 4.5.2031. With points the day comes first, as everywhere that points are used; with
// slashes the order is told only where one number is above twelve or both are the same.
func (s *scan) slashDate(i int) (expr, bool) {
	e := expr{form: calendar, end: i + 1}
	var a, b int
	if i < len(s.ws) && s.ws[i].Kind == numeral.Digits && strings.Count(s.ws[i].Lower, ".") == 2 {
		p := strings.Split(s.ws[i].Lower, ".")
		if len(p[2]) != 4 || len(p[0]) > 2 || len(p[1]) > 2 {
			return e, false
		}
		a, b, e.year = atoi(p[0]), atoi(p[1]), atoi(p[2])
		e.day, e.month = a, time.Month(b)
		return e, e.year >= 1000 && e.year < 3000
	}
	a, b, e.year = s.number(i, 2), s.number(i+2, 2), s.year(i+4)
	if a < 0 || b < 0 || e.year == 0 || !s.is(i+1, "/") || !s.is(i+3, "/") || !s.glued(i+1) || !s.glued(i+4) {
		return e, false
	}
	e.end = i + 5
	switch {
	case a > 12:
		e.day, e.month = a, time.Month(b)
	case b > 12 || a == b:
		e.day, e.month = b, time.Month(a)
	default:
		e.form = unclear
	}
	return e, true
}

// atoi is the value of a short run of digits, -1 for anything else.
func atoi(s string) int {
	v := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' || v > 99999 {
			return -1
		}
		v = v*10 + int(c-'0')
	}
	return v
}

// weekdayName reads "Friday", "last Friday", "Friday evening", "Friday, December 5, 2031", "Friday (5 December)".
func (s *scan) weekdayName(i int) (expr, bool) {
	e := expr{form: weekday, hasWeekday: true}
	j := i
	if s.is(j, "the") && (s.is(j+1, "following") || s.is(j+1, "previous") || s.is(j+1, "next")) {
		j++
	}
	if sd, ok := toward[s.lower(j)]; ok && s.lower(j) != "current" {
		e.side = sd
		j++
		if e.side == during && (s.is(j, "coming") || s.is(j, "past")) {
			e.side = toward[s.lower(j)]
			j++
		}
	}
	wd, ok := weekdays[s.lower(j)]
	if !ok || !s.upper(j) {
		return e, false
	}
	if len(s.lower(j)) < 6 && !s.is(j+1, ".") {
		return e, false
	}
	e.weekday, e.end = wd, j+1
	if s.is(e.end, ".") && len(s.lower(j)) < 6 {
		e.end++
	}
	e = s.withDaytime(e)
	if daytimes[s.lower(e.end-1)] == e.daytime && e.daytime != "" && strings.HasSuffix(s.lower(e.end-1), "s") { // "Tuesday nights"
		return expr{form: frequency, word: fmt.Sprintf("XXXX-WXX-%dT%s", iso(wd), e.daytime), end: e.end}, true
	}
	if sd, ok := s.toward(e.end); ok && e.side == noSide && s.is(e.end+1, "week") && !s.joined(e.end+2) && !s.possessive(e.end+2) {
		e.ofWeek, e.end = sd, e.end+2
		return e, true
	}
	return s.withDate(e), true
}

// withDate takes in the date that follows a weekday.
func (s *scan) withDate(e expr) expr {
	j, close := e.end, false
	switch {
	case s.is(j, ",", "the"):
		j += 2
	case s.is(j, ","), s.is(j, "the"):
		j++
	case s.is(j, "("):
		j, close = j+1, true
	}
	d, ok := s.dayMonth(j)
	if !ok {
		d, ok = s.monthDay(j)
	}
	if !ok {
		d, ok = s.isoDate(j)
	}
	if !ok || d.day == 0 || d.to != nil || close && !s.is(d.end, ")") {
		return e
	}
	d.hasWeekday, d.weekday, d.daytime = true, e.weekday, e.daytime
	if close {
		d.end++
	}
	return d
}

// dayMonth reads "12 December 2031", "the 12th of December", "12-14 December".
func (s *scan) dayMonth(i int) (expr, bool) {
	e := expr{form: calendar}
	j := i
	if s.is(j, "the") {
		j++
	}
	d, j := s.dayNumber(j)
	if d < 0 {
		return e, false
	}
	e.day = d
	if (s.joined(j) || s.is(j, "and") || s.is(j, "to") || s.dash(j)) && s.number(j+1, 2) > 0 {
		if d2, k := s.dayNumber(j + 1); d2 > d {
			if m, _ := s.monthName(k); m > 0 {
				e.to = &expr{form: calendar, day: d2}
				j = k
			}
		}
	}
	if s.is(j, "of") {
		j++
	}
	m, end := s.monthName(j)
	if m == 0 {
		return e, false
	}
	e.month, e.end = m, end
	e = s.withYear(e)
	if e.to != nil {
		e.to.month, e.to.year = e.month, e.year
	}
	return e, true
}

// monthDay reads "December 12", "Dec. 12, 2031", "December 12-14", "December 2031" and "December".
func (s *scan) monthDay(i int) (expr, bool) {
	m, j := s.monthName(i)
	if m == 0 {
		return expr{}, false
	}
	e := expr{form: calendar, month: m, end: j}
	k := j
	if s.is(k, "the") {
		k++
	}
	if d, end := s.dayNumber(k); d >= 0 && (s.number(k, 2) >= 0 || k > j || dayWords[s.lower(k)] > 3) {
		e.day, e.end = d, end
		if d2, end2 := s.dayNumber(end + 1); d2 > d && d2 < 32 && s.number(end+1, 2) > 0 && (s.dash(end) || s.is(end, "to") || s.is(end, "and") && s.dayEnds(end2)) {
			e.to = &expr{form: calendar, month: m, day: d2}
			e.end = end2
		}
		e = s.withYear(e)
		if e.to != nil {
			e.to.year = e.year
		}
		return e, true
	}
	e = s.withYear(e)
	if e.year == 0 && !s.aMonth(i) {
		return e, false
	}
	return e, true
}

// dayEnds reports whether the number before word i can be a day: what follows is a mark, a year or a function word.
func (s *scan) dayEnds(i int) bool {
	return i >= len(s.ws) || s.ws[i].Kind == numeral.Mark || s.year(i) > 0 || functionWords[s.lower(i)]
}

// withYear takes in the year that follows a date.
func (s *scan) withYear(e expr) expr {
	j := e.end
	if s.is(j, ",") || s.is(j, "of") {
		j++
	}
	if s.lower(j) == "this" && s.lower(j+1) == "year" && j == e.end {
		return e
	}
	if y := s.year(j); y > 0 && !(s.glued(j+1) && j+1 < len(s.ws) && s.ws[j+1].Kind != numeral.Mark) {
		e.year, e.end = y, j+1
		return e
	}
	if v := s.number(j, 6); v > 9999 && e.day > 0 {
		e.form, e.end = unclear, j+1
	}
	return e
}

// aMonth reports whether the month name at word i means the month: always, but for "May" and "March" at the start of
// a sentence and for short forms without their point.
func (s *scan) aMonth(i int) bool {
	w := s.lower(i)
	if len(w) <= 4 && w != "may" && w != "june" && w != "july" {
		return s.is(i+1, ".")
	}
	if w != "may" && w != "march" && w != "august" && w != "april" && w != "june" {
		return true
	}
	switch s.lower(i - 1) {
	case "in", "since", "until", "till", "by", "last", "next", "this", "early", "late", "mid", "of", "before", "after", "from",
		"to", "through", "during", "and", "between", "for", "-", "–", "or", "the", "a", "on", "past":
		return true
	}
	return w == "august" && i > 0 && !s.upper(i-1) && !s.upper(i+1)
}

// quarterOf reads "the third quarter", "first-quarter", "the first half of 2031".
func (s *scan) quarterOf(i int) (expr, bool) {
	j := i
	if s.is(j, "the") {
		j++
	}
	n, ok := ordinals[s.lower(j)]
	if !ok {
		return expr{}, false
	}
	j++
	if s.joined(j) {
		j++
	}
	e := expr{form: quarter, n: n, word: "Q", end: j + 1}
	switch s.lower(j) {
	case "quarter":
	case "half":
		e.word = "H"
		if n > 2 || !(s.is(j+1, "of") && (s.year(j+2) > 0 || s.is(j+2, "the", "year") || s.is(j+2, "this", "year") || s.is(j+2, "next", "year"))) {
			return e, false
		}
	default:
		return e, false
	}
	k := e.end
	if s.is(k, "of") || s.is(k, "in") {
		k++
	}
	if y := s.year(k); y > 0 {
		e.year, e.end = y, k+1
	} else if p, ok := s.besides(k); ok && p.unit.letter == "Y" {
		e.side, e.end = p.side, p.end
	} else if s.is(k, "the", "year") {
		e.side, e.end = during, k+2
	}
	return e, true
}

// seasonOf reads "the summer of 2031", "spring 2031"; "last summer" is read beside the anchor.
func (s *scan) seasonOf(i int) (expr, bool) {
	j := i
	if s.is(j, "the") {
		j++
	}
	w, ok := seasons[s.lower(j)]
	if !ok {
		return expr{}, false
	}
	k := j + 1
	if s.is(k, "of") {
		k++
	}
	if y := s.year(k); y > 0 {
		return expr{form: season, word: w, year: y, end: k + 1}, true
	}
	return expr{}, false
}

// decadeOf reads "the 1990s" and "the nineties".
func (s *scan) decadeOf(i int) (expr, bool) {
	j := i
	if s.is(j, "the") {
		j++
	}
	part := edges[s.lower(j)]
	if s.lower(j) == "late" || s.lower(j) == "early" || s.lower(j) == "mid" {
		j++
		if s.joined(j) {
			j++
		}
	}
	if y := s.year(j); y > 0 && y%10 == 0 && s.is(j+1, "s") && s.glued(j+1) {
		return expr{form: decade, n: y / 10, edge: part, end: j + 2}, true
	}
	if d, ok := decades[s.lower(j)]; ok && s.is(i, "the") {
		return expr{form: decade, n: 190 + d, edge: part, end: j + 1}, true
	}
	return expr{}, false
}

package timex

import (
	"fmt"

	"github.com/parley-press/parley/internal/numeral"
)

// clockAt reads a time of day as hh:mm, "" where there is none: 09:15, 9.15 p.m., 10 a.m., 10am, noon, 10 o'clock.
func (s *scan) clockAt(i int) (string, int) {
	switch s.lower(i) {
	case "noon", "midday":
		return "12:00", i + 1
	case "midnight":
		return "24:00", i + 1
	}
	h, m, j := s.number(i, 2), 0, i+1
	colon := false
	switch {
	case h < 0 && len(s.lower(i)) == 4 && s.number(i, 4) >= 0 && zones[s.lower(j)] && s.upper(j):
		h, m, colon = s.number(i, 4)/100, s.number(i, 4)%100, true
	case h < 0:
		var ok bool
		if h, m, ok = s.pointed(i); !ok {
			return "", i
		}
	case s.is(j, ":") && s.glued(j) && s.glued(j+1) && s.number(j+1, 2) >= 0 && len(s.lower(j+1)) == 2:
		m, j, colon = s.number(j+1, 2), j+2, true
		if s.is(j, ":") && s.glued(j) && s.number(j+1, 2) >= 0 {
			j += 2
		}
	}
	half, end := s.meridiem(j)
	switch {
	case half != "" && h >= 1 && h <= 12:
		h, j = h%12, end
		if half == "p" {
			h += 12
		}
	case s.is(j, "o") && s.is(j+2, "clock"):
		j += 3
	case s.is(j, "hours") && len(s.lower(i)) == 2 && colon:
		j++
	case !colon || h > 24:
		return "", i
	}
	if h > 24 || m > 59 || h == 24 && m > 0 {
		return "", i
	}
	if zones[s.lower(j)] && s.upper(j) {
		j++
	} else if s.is(j, "local", "time") {
		j += 2
	}
	return fmt.Sprintf("%02d:%02d", h, m), j
}

// pointed reads hours and minutes with a point between, "9.15", which count only before a.m. or p.m.
func (s *scan) pointed(i int) (h, m int, ok bool) {
	if i < 0 || i >= len(s.ws) || s.ws[i].Kind != numeral.Digits {
		return 0, 0, false
	}
	w := s.ws[i].Lower
	if n := len(w); n < 4 || n > 5 || w[n-3] != '.' {
		return 0, 0, false
	}
	h, m = atoi(w[:len(w)-3]), atoi(w[len(w)-2:])
	half, _ := s.meridiem(i + 1)
	return h, m, half != "" && h >= 0 && m >= 0
}

// meridiem reads "a.m.", "pm" and gives its first letter.
func (s *scan) meridiem(i int) (string, int) {
	w := s.lower(i)
	if w == "am" && (s.glued(i) || s.upper(i) || s.ws[i-1].Kind == numeral.Digits) || w == "pm" {
		return w[:1], i + 1
	}
	if (w == "a" || w == "p") && s.is(i+1, ".", "m") && s.glued(i+1) && s.glued(i+2) {
		if s.is(i+3, ".") && s.glued(i+3) {
			return w, i + 4
		}
		return w, i + 3
	}
	return "", i
}

// clockDay reads a time of day with the day that follows: "10 a.m. on Friday", "noon Saturday", "09:15".
func (s *scan) clockDay(i int) (expr, bool) {
	t, j := s.clockAt(i)
	if t == "" {
		return expr{}, false
	}
	k := j
	zoned := s.is(k, "(") && s.number(k+1, 4) >= 0 && zones[s.lower(k+2)] && s.is(k+3, ")")
	if zoned {
		k += 4 // the same time in another zone: the day behind it is an expression of its own
	}
	if s.is(k, ",") {
		k++
	}
	if s.is(k, "on") {
		k++
	}
	for _, f := range [...]func(*scan, int) (expr, bool){(*scan).weekdayName, (*scan).monthDay, (*scan).dayMonth, (*scan).isoDate, (*scan).deictic} {
		if d, ok := f(s, k); ok && (d.day > 0 || d.form != calendar) && d.daytime == "" {
			d.daytime = t
			if zoned {
				d.end = j
			}
			return d, true
		}
	}
	return expr{form: clock, daytime: t, end: j}, true
}

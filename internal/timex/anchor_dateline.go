package timex

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// fromDateline takes the day of a dateline, or of a line of its own at the top, that has no year ("RIVERTON, March 3 (Newswire) -"), where the report's
// address gives the year, and agrees with the month if it gives that. Without such evidence the day stays unknown: no year is ever that of reading.
func fromDateline(ev *evidence) (text.Date, bool) {
	d := ev.doc
	year, month := addressMonth(d.Meta.URL)
	if year == 0 {
		return text.Date{}, false
	}
	for _, x := range ev.body {
		if x.form != calendar || x.day == 0 || x.year != 0 || x.to != nil {
			continue
		}
		s, what := d.Span(x.tokens), "a line of its own at the top"
		if place := d.Meta.Dateline.Span; !place.Empty() && s.Start >= place.End && strings.Trim(d.Content[place.End:s.Start], beforeDay) == "" {
			what = "the dateline"
		} else if !alone(d, x) {
			continue
		}
		if y := yearBy(year, month, x.month, x.day); y != 0 && exists(y, x.month, x.day) {
			return text.Date{Value: parley.NewDate(y, x.month, x.day), Sure: sureYear, Span: s,
				Why: fmt.Sprintf("%d %s of %s, in the year %d by the address", x.day, x.month, what, y)}, true
		}
	}
	return text.Date{}, false
}

// beforeDay are the characters that may stand between the place of a dateline and its day.
const beforeDay = " \t,;:(|/–—-"

// yearBy is the year of a day and month by a year, and if it is not 0 the month, in an address; 0 where they do not agree. An address has the day of
// publication, and a dateline that or the day before.
func yearBy(year int, month, m time.Month, day int) int {
	switch {
	case month == 0 && m == time.December && day > 30, month == 0 && m == time.January && day == 1:
		return 0 // on either side of the new year
	case month == 0 || m == month:
		return year
	case day >= 28 && m == (month+10)%12+1: // the last days of the month before
		if m == time.December {
			return year - 1
		}
		return year
	}
	return 0
}

// addressMonth is the year in the path of an address, and the month if one follows: /2031/03/talks, /news/2031/talks, /203103/; 0 where there is none,
// or where two years stand in it.
func addressMonth(url string) (year int, month time.Month) {
	_, path, ok := strings.Cut(url, "://")
	if !ok {
		return 0, 0
	}
	path, _, _ = strings.Cut(path, "?")
	parts := strings.Split(path, "/")
	for i, s := range parts[1:] {
		var y, m int
		switch {
		case len(s) == 4 && yearAt(s, 0) != 0:
			y = yearAt(s, 0)
			if i+2 < len(parts) {
				m = monthDigits(parts[i+2])
			}
		case len(s) == 6 && yearAt(s[:4], 0) != 0 && monthDigits(s[4:]) != 0:
			y, m = yearAt(s[:4], 0), monthDigits(s[4:])
		case len(s) == 7 && (s[4] == '-' || s[4] == '_') && yearAt(s, 0) != 0 && monthDigits(s[5:]) != 0:
			y, m = yearAt(s, 0), monthDigits(s[5:])
		default:
			continue
		}
		if year != 0 && y != year {
			return 0, 0
		}
		if year == 0 {
			year, month = y, time.Month(m)
		}
	}
	return year, month
}

// monthDigits is the month that s is in one or two digits or by the first letters of its name, 0 for anything else.
func monthDigits(s string) int {
	if len(s) == 3 {
		return int(months[strings.ToLower(s)])
	}
	n, err := strconv.Atoi(s)
	if err != nil || len(s) > 2 || n < 1 || n > 12 {
		return 0
	}
	return n
}

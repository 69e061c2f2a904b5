package timex

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// yearlessDay is a day and month behind a dateline's place, or with a weekday before it in a line of its own; groups 1 and 2 or 4 and 3 are month and day.
var yearlessDay = regexp.MustCompile(`(?i)^[\s,;:(|/–—-]*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b|(\d{1,2})(?:st|nd|rd|th)?\s+(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\b)`)

// fromDateline takes the day of a dateline, or of a line of its own at the top, that has no year ("RIVERTON, March 3 (Newswire) -"), where the report's
// address gives the year, and agrees with the month if it gives that. Without such evidence the day stays unknown: no year is ever that of reading.
func fromDateline(ev *evidence) (text.Date, bool) {
	d := ev.doc
	year, month := addressMonth(d.Meta.URL)
	if year == 0 {
		return text.Date{}, false
	}
	try := func(at int, line string, what string) (text.Date, bool) {
		g := yearlessDay.FindStringSubmatchIndex(line)
		if g == nil || yearFollows(line[g[1]:]) {
			return text.Date{}, false
		}
		m, n := 2, 4
		if g[2] < 0 {
			m, n = 8, 6
		}
		day, _ := strconv.Atoi(line[g[n]:g[n+1]])
		mon := monthCalled(line[g[m]:g[m+1]])
		y := yearBy(year, month, mon, day)
		if y == 0 || !exists(y, mon, day) {
			return text.Date{}, false
		}
		from := at + min(g[m], g[n])
		return text.Date{Value: parley.NewDate(y, mon, day), Sure: sureYear, Span: parley.Span{Start: from, End: at + g[1]},
			Why: fmt.Sprintf("%d %s of %s, in the year %d by the address", day, mon, what, y)}, true
	}
	if s := d.Meta.Dateline.Span; s.End > s.Start {
		line, _, _ := strings.Cut(d.Content[s.End:min(len(d.Content), s.End+datelineReach)], "\n")
		if a, ok := try(s.End, line, "the dateline"); ok {
			return a, true
		}
	}
	for _, x := range ev.body {
		if x.form == calendar && x.day != 0 && x.year == 0 && x.to == nil && alone(d, x) {
			s := d.Span(x.tokens)
			line, _, _ := strings.Cut(d.Content[s.Start:min(len(d.Content), s.Start+datelineReach)], "\n")
			if a, ok := try(s.Start, line, "a line of its own at the top"); ok {
				return a, true
			}
		}
	}
	return text.Date{}, false
}

// datelineReach is how far behind its place a dateline has its day, in bytes.
const datelineReach = 48

// yearFollows reports whether a date goes on with its year.
func yearFollows(rest string) bool {
	rest = strings.TrimLeft(rest, ", .")
	return len(rest) >= 4 && yearAt(rest, 0) != 0
}

// monthCalled is the month with that name or beginning of one.
func monthCalled(s string) time.Month {
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(m.String()[:3], s[:3]) {
			return m
		}
	}
	return 0
}

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
		return int(monthCalled(s))
	}
	n, err := strconv.Atoi(s)
	if err != nil || len(s) > 2 || n < 1 || n > 12 {
		return 0
	}
	return n
}

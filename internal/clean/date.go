package clean

import (
	"strings"
	"time"

	"github.com/parley-press/parley"
)

// A dateHit is a full date in a line: bytes [start, end) of it. value is 0 where day and month cannot be told apart.
type dateHit struct {
	start, end int
	value      parley.Date
	clock      bool // a time of day stands before or after it
}

// findDates finds the full dates (day, month, year) in s. Dates that no calendar has are not dates.
// Times and zones after a date belong to it, a weekday before it too. At most 64 are found.
func findDates(s string) []dateHit {
	var out []dateHit
	for i := 0; i < len(s) && len(out) < 64; {
		if !isAlnum(s[i]) {
			i++
			continue
		}
		if i > 1 && strings.IndexByte("./-", s[i-1]) >= 0 && isDigit(s[i-2]) && isDigit(s[i]) {
			i++ // inside a longer row of numbers
			continue
		}
		if h, ok := dateAt(s, i); ok {
			if n := len(out); n == 0 || out[n-1].end <= h.start {
				out = append(out, h)
			}
			i = max(h.end, i+1)
			continue
		}
		for i < len(s) && isAlnum(s[i]) {
			i++
		}
	}
	return out
}

// A cursor reads the pieces of a date.
type cursor struct {
	s string
	i int
}

// gap passes up to n bytes of the set and reports whether there was one.
func (c *cursor) gap(set string, n int) bool {
	start := c.i
	for c.i < len(c.s) && c.i-start < n && strings.IndexByte(set, c.s[c.i]) >= 0 {
		c.i++
	}
	return c.i > start
}

// num reads a number of lo to hi digits that no digit follows; -1 where there is none.
func (c *cursor) num(lo, hi int) int {
	v, j := 0, c.i
	for j < len(c.s) && isDigit(c.s[j]) && j-c.i < hi {
		v = v*10 + int(c.s[j]-'0')
		j++
	}
	if j-c.i < lo || j < len(c.s) && isDigit(c.s[j]) {
		return -1
	}
	c.i = j
	return v
}

// word reads letters, in lower case, of at most 12 bytes.
func (c *cursor) word() string {
	j := c.i
	for j < len(c.s) && isAlpha(c.s[j]) && j-c.i <= 12 {
		j++
	}
	w := strings.ToLower(c.s[c.i:j])
	c.i = j
	return w
}

func (c *cursor) month() int {
	at := c.i
	m := table().months[c.word()]
	if m == 0 {
		c.i = at
	}
	return m
}

// ordinal passes st, nd, rd or th.
func (c *cursor) ordinal() {
	if at := c.i; at+2 <= len(c.s) {
		switch strings.ToLower(c.s[at : at+2]) {
		case "st", "nd", "rd", "th":
			if at+2 == len(c.s) || !isAlnum(c.s[at+2]) {
				c.i += 2
			}
		}
	}
}

func (c *cursor) year() int {
	at := c.i
	y := c.num(4, 4)
	if y < 1800 || y > 2199 {
		c.i = at
		return -1
	}
	return y
}

// shortYear reads a year of two digits that a time of day follows, as stamps have it: "03/18/31 05:46 PM"; -1 where there is none.
func (c *cursor) shortYear() int {
	at := c.i
	y := c.num(2, 2)
	if y < 0 {
		return -1
	}
	after := *c
	if after.clock(); after.i == c.i {
		c.i = at
		return -1
	}
	if y < 70 {
		return 2000 + y
	}
	return 1900 + y
}

// dateAt reads a date at byte i of s, which starts a word or a number.
func dateAt(s string, i int) (dateHit, bool) {
	c := &cursor{s, i}
	if isDigit(s[i]) {
		if h, ok := clockFirst(s, i); ok {
			return h, true
		}
	}
	if isAlpha(s[i]) && table().is("weekday", c.word()) {
		c.gap("., ", 3)
		if c.i == len(s) || !isAlnum(s[c.i]) {
			return dateHit{}, false
		}
	} else {
		c.i = i
	}
	var h dateHit
	var ok bool
	if isAlpha(s[c.i]) {
		h, ok = c.monthFirst()
	} else {
		h, ok = c.numberFirst()
	}
	if !ok {
		return h, false
	}
	h.start = i
	at := c.i
	c.clock()
	h.end, h.clock = c.i, c.i > at
	return h, true
}

// clockFirst reads a time of day and the date behind it: "5:47 p.m. EST January 14, 2031", "12:32, 4 March 2031". The month is a word: of
// numbers alone none tells where the time ends.
func clockFirst(s string, i int) (dateHit, bool) {
	if e := min(len(s), i+3); strings.IndexByte(s[i:e], ':') < 0 && strings.IndexByte(s[i:e], '.') < 0 {
		return dateHit{}, false
	}
	c := &cursor{s, i}
	c.clock()
	if c.i == i {
		return dateHit{}, false
	}
	c.gap(".", 1)
	c.gap(" ,|-", 4)
	if at := c.i; !table().is("zone", c.word()) {
		c.i = at
	}
	c.gap(" ,|-", 4)
	for _, w := range [...]string{"on ", "– ", "— "} {
		if strings.HasPrefix(s[c.i:], w) {
			c.i += len(w)
		}
	}
	if c.i >= len(s) || !isAlnum(s[c.i]) {
		return dateHit{}, false
	}
	h, ok := spelledAt(s, c.i)
	h.start, h.clock = i, true
	return h, ok
}

// spelledAt reads a date whose month is a word at byte i of s, its weekday before it.
func spelledAt(s string, i int) (dateHit, bool) {
	c := &cursor{s, i}
	if isAlpha(s[i]) && table().is("weekday", c.word()) {
		c.gap("., ", 3)
		if i = c.i; i >= len(s) {
			return dateHit{}, false
		}
	}
	c.i = i
	var h dateHit
	var ok bool
	if isAlpha(s[c.i]) {
		h, ok = c.monthFirst()
	} else if n := c.num(1, 2); n > 0 && (c.gap(" -", 1)) && c.i < len(s) && isAlpha(s[c.i]) {
		c.i = i
		h, ok = c.numberFirst()
	}
	h.end = c.i
	return h, ok
}

// monthFirst reads "December 5, 2031", "Oct. 1 2031" and "Oct 1 14:27:12 UTC 2031".
func (c *cursor) monthFirst() (dateHit, bool) {
	m := c.month()
	if m == 0 {
		return dateHit{}, false
	}
	c.gap(". ", 2)
	d := c.num(1, 2)
	if d < 0 { // "Oct 052031"
		v := c.num(6, 6)
		return day(v%10000, m, v/10000)
	}
	c.ordinal()
	if !c.gap(", ", 3) {
		return dateHit{}, false
	}
	if y := c.year(); y > 0 {
		return day(y, m, d)
	}
	c.clock()
	c.gap(", ", 2)
	return day(c.year(), m, d)
}

// numberFirst reads "5 December 2031", "5-Dec-2031", ISO dates and dates of numbers alone.
func (c *cursor) numberFirst() (dateHit, bool) {
	at := c.i
	if y := c.year(); y > 0 {
		if c.i >= len(c.s) || strings.IndexByte("-/.", c.s[c.i]) < 0 {
			return dateHit{}, false
		}
		sep := c.s[c.i]
		c.i++
		m := c.num(1, 2)
		if m < 0 || c.i >= len(c.s) || c.s[c.i] != sep {
			return dateHit{}, false
		}
		c.i++
		return day(y, m, c.num(1, 2))
	}
	c.i = at
	d := c.num(1, 2)
	if d < 0 {
		return dateHit{}, false
	}
	if c.i < len(c.s) && strings.IndexByte("./-", c.s[c.i]) >= 0 && c.i+1 < len(c.s) && isDigit(c.s[c.i+1]) {
		sep := c.s[c.i]
		c.i++
		m := c.num(1, 2)
		if m < 0 || c.i >= len(c.s) || c.s[c.i] != sep {
			return dateHit{}, false
		}
		c.i++
		y := c.year()
		if y < 0 && sep == '/' {
			y = c.shortYear()
		}
		return numeric(d, m, y, sep)
	}
	c.ordinal()
	if !c.gap(" -.", 2) {
		return dateHit{}, false
	}
	if strings.HasPrefix(c.s[c.i:], "of ") {
		c.i += 3
	}
	m := c.month()
	if m == 0 {
		return dateHit{}, false
	}
	c.gap("., -", 3)
	return day(c.year(), m, d)
}

// numeric is the date a, b, y. With full stops the day stands first; otherwise it is told from the month
// only where one of them is over 12.
func numeric(a, b, y int, sep byte) (dateHit, bool) {
	switch {
	case sep == '.' || a > 12:
		return day(y, b, a)
	case b > 12:
		return day(y, a, b)
	case a == b:
		return day(y, a, b)
	}
	_, ok := day(y, a, b)
	return dateHit{}, ok
}

// day is the date y-m-d; ok is false where the calendar has no such day.
func day(y, m, d int) (dateHit, bool) {
	if y < 1800 || y > 2199 || m < 1 || m > 12 || d < 1 || d > 31 {
		return dateHit{}, false
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d {
		return dateHit{}, false
	}
	return dateHit{value: parley.NewDate(y, time.Month(m), d)}, true
}

// clock passes a time of day with its zone, if one follows.
func (c *cursor) clock() {
	at := c.i
	if c.i < len(c.s) && c.s[c.i] == 'T' {
		c.i++
	} else {
		c.gap(",|- ", 3)
		if strings.HasPrefix(c.s[c.i:], "at ") {
			c.i += 3
		}
	}
	if c.fourDigits() {
		return
	}
	if h := c.num(1, 2); h < 0 || h > 24 || c.i+2 >= len(c.s) || c.s[c.i] != ':' && c.s[c.i] != '.' {
		c.i = at
		return
	}
	sep := c.s[c.i]
	c.i++
	if m := c.num(2, 2); m < 0 || m > 59 {
		c.i = at
		return
	}
	end := c.i
	if sep == ':' && c.i < len(c.s) && c.s[c.i] == ':' {
		c.i++
		if c.num(2, 2) < 0 {
			c.i = end
		}
	}
	for { // fraction, am or pm, zone
		end = c.i
		c.gap(" ", 1)
		if c.i < len(c.s) && (c.s[c.i] == '.' || c.s[c.i] == '+' || c.s[c.i] == '-') && c.i+1 < len(c.s) && isDigit(c.s[c.i+1]) {
			c.i++
			for c.i < len(c.s) && (isDigit(c.s[c.i]) || c.s[c.i] == ':') {
				c.i++
			}
			continue
		}
		w := c.word()
		if w == "a" || w == "p" {
			if strings.HasPrefix(strings.ToLower(c.s[c.i:]), ".m.") {
				c.i += 3
				continue
			}
		}
		if w == "am" || w == "pm" || table().is("zone", w) {
			if (w == "am" || w == "pm") && strings.HasPrefix(c.s[c.i:], ". ") && table().is("zone", strings.ToLower(wordAt(c.s, c.i+2))) { // "5:58 AM. CDT"
				c.i++
			}
			continue
		}
		c.i = end
		return
	}
}

// fourDigits passes a time of day without a mark in it, which a zone has to follow: "2037 UTC+3".
func (c *cursor) fourDigits() bool {
	at := c.i
	if t := c.num(4, 4); t < 0 || t > 2400 || t%100 > 59 || !c.gap(" ", 1) || !table().is("zone", c.word()) {
		c.i = at
		return false
	}
	if c.i+1 < len(c.s) && (c.s[c.i] == '+' || c.s[c.i] == '-') && isDigit(c.s[c.i+1]) {
		for c.i++; c.i < len(c.s) && (isDigit(c.s[c.i]) || c.s[c.i] == ':'); {
			c.i++
		}
	}
	return true
}

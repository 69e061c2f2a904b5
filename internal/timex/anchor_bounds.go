package timex

import (
	"fmt"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// fromYearless takes a weekday with its day and month but no year ("on Friday, December 5"), with the year from another date of the
// file: a copyright notice, or the latest day named, which lies at most a year before it. A day falls on one weekday in one year of
// five to eleven, so that the weekday shows whether the year is right.
func fromYearless(ev *evidence) (text.Date, bool) {
	d := ev.doc
	var best text.Date
	for _, x := range ev.body {
		if x.form != calendar || x.day == 0 || x.year != 0 || !x.hasWeekday || x.tense == after || !news(x) || x.attributed {
			continue
		}
		v, from := ev.dayOf(x)
		if v == 0 || v <= best.Value {
			continue
		}
		p := point{day: v, span: d.Span(x.tokens), paired: true, fact: true}
		also := fmt.Sprintf("%s %d %s, in the year %d by %s ", x.weekday, x.day, x.month, v.Time().Year(), from)
		if ev.weekday {
			if a, ok := ev.near(p, sureYear, also); ok {
				best = a
				continue
			}
		}
		w := parley.Interval{From: v, To: v + 2}
		best = text.Date{Value: v, Within: &w, Sure: sureYear, Span: p.span, Why: daysWords(w) + ": " + strings.TrimSuffix(also, " ") + ", is told as past"}
	}
	return best, best.Value != 0
}

// dayAfterCaption takes a day and month that the lead gives to what was said or done ("said on December 5"), with the year from a caption:
// the first such day on or after the picture, within a month.
func dayAfterCaption(ev *evidence) (text.Date, bool) {
	if ev.latest < 0 || !ev.points[ev.latest].caption || ev.points[ev.latest].file || ev.stale() {
		return text.Date{}, false
	}
	d, from := ev.doc, ev.points[ev.latest].day
	for _, x := range ev.body {
		if x.form != calendar || x.day == 0 || x.year != 0 || !news(x) || x.attributed || x.sentence-ev.body[0].sentence >= lead || !spoken(d, x) && !x.hasWeekday {
			continue
		}
		for y := from.Time().Year(); y <= from.Time().Year()+1; y++ {
			if !exists(y, x.month, x.day) {
				continue
			}
			if v := parley.NewDate(y, x.month, x.day); v >= from && v <= from+31 && (!x.hasWeekday || v.Weekday() == x.weekday) {
				w := parley.Interval{From: v, To: v + 1}
				return text.Date{Value: v, Within: &w, Sure: sureYear, Span: d.Span(x.tokens),
					Why: fmt.Sprintf("%s: %d %s is told as past in the lead, the first after a caption’s %s", daysWords(w), x.day, x.month, from)}, true
			}
		}
	}
	return text.Date{}, false
}

// lead is how many sentences of the article count as its lead, from the first that has a time: the headline and the opening may name none.
const lead = 4

// dayOf is the day of a weekday, day and month without a year, and what gives the year; 0 where nothing does.
func (ev *evidence) dayOf(x found) (parley.Date, string) {
	fits := func(y int) parley.Date {
		if exists(y, x.month, x.day) && parley.NewDate(y, x.month, x.day).Weekday() == x.weekday {
			return parley.NewDate(y, x.month, x.day)
		}
		return 0
	}
	if y := copyrightYear(ev.doc); y != 0 {
		if v := fits(y); v != 0 {
			return v, "the notice of copyright"
		}
	}
	if ev.latest < 0 || ev.stale() {
		return 0, ""
	}
	from := ev.points[ev.latest].day
	for y := from.Time().Year(); y <= from.Time().Year()+1; y++ {
		if v := fits(y); v >= from-7 && v != 0 && v <= from+366 {
			return v, from.String() + " elsewhere in the file"
		}
	}
	return 0, ""
}

// copyrightYear is the latest year of a notice of copyright in the furniture, 0 where there is none.
func copyrightYear(d *text.Doc) int {
	best := 0
	for _, b := range d.Blocks {
		if b.Kind != text.Noise && b.Kind != text.Stamp {
			continue
		}
		s := d.Content[b.Span.Start:b.Span.End]
		at := strings.Index(s, "©")
		if at < 0 {
			at = strings.Index(strings.ToLower(s), "copyright")
		}
		if at < 0 || at >= len(s) {
			continue
		}
		s = s[at:min(len(s), at+40)]
		for i := 0; i+4 <= len(s); i++ {
			if y := yearAt(s, i); y > best {
				best = y
			}
		}
	}
	return best
}

// yearAt is the year of four digits at byte i of s that no digit stands beside, 0 where there is none.
func yearAt(s string, i int) int {
	digit := func(k int) bool { return k >= 0 && k < len(s) && s[k] >= '0' && s[k] <= '9' }
	if digit(i-1) || digit(i+4) {
		return 0
	}
	y := 0
	for k := i; k < i+4; k++ {
		if !digit(k) {
			return 0
		}
		y = y*10 + int(s[k]-'0')
	}
	if y < 1900 || y > 2199 {
		return 0
	}
	return y
}

// bounds says what is known of a report without a day: it did not come out before the latest day that it tells of as past. The day stays
// unknown.
func bounds(ev *evidence) text.Date {
	out := text.Date{How: parley.Unknown, Why: "no date of publication is printed, and none follows from the text"}
	var w parley.Interval
	for _, p := range ev.points {
		if p.fact && p.day > w.From {
			w.From, out.Span = p.day, p.span
		}
	}
	if w == (parley.Interval{}) {
		return out
	}
	out.Within = &w
	out.Why = "no date of publication is printed; " + daysWords(w) + ", the latest day told as past"
	return out
}

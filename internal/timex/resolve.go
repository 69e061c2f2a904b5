package timex

import (
	"fmt"
	"time"

	"github.com/parley-press/parley"
)

// A resolved is what an expression stands for.
type resolved struct {
	kind     string // DATE, TIME, DURATION, SET
	value    string
	when     *parley.Interval
	why      string
	deictic  bool
	duration bool
}

// A resolver turns expressions into days. It keeps the day told last, from which "the next day" counts.
type resolver struct {
	anchor parley.Date // 0 unknown
	told   parley.Date // the single day named last in the paragraph, 0 none
	span   stretchTold // the month, quarter or year named last in the paragraph

	quarter parley.Date // first day of the quarter that was named last in the document, 0 none
}

// resolve is what e stands for. Without an anchor, what depends on one has no days.
func (r *resolver) resolve(e expr) resolved {
	var v resolved
	switch e.form {
	case calendar:
		v = r.calendar(e)
	case weekday:
		v = r.weekday(e)
	case offset:
		v = r.offset(e)
	case period:
		v = r.period(e)
	case ago:
		v = r.ago(e)
	case window:
		v = r.window(e)
	case duration:
		v = r.duration(e)
	case frequency:
		return resolved{kind: "SET", value: e.word, why: lengthWords(e, true)}
	case clock:
		v = r.clock(e)
	case reference:
		return resolved{kind: "DATE", value: e.word, deictic: true, why: referenceWords[e.word]}
	case quarter, season, decade:
		v = r.part(e)
	case contextual:
		v = r.contextual(e)
	case feast:
		v = r.feast(e)
	case beside:
		return resolved{kind: "DATE", value: unknownUnit(e.unit), deictic: true, why: "counted from an event whose day is not known"}
	case named:
		return resolved{kind: "DATE", why: "a period with a name; its days are not known"}
	case business:
		v = r.business(e)
	case unclear:
		return resolved{kind: "DATE", why: "no such date, or one that can be read two ways"}
	}
	if v.kind == "" {
		v.kind = "DATE"
	}
	if e.to != nil && v.when != nil {
		v = r.stretch(e, v)
	}
	if e.daytime != "" && v.value != "" && e.form != clock {
		v.kind, v.value = "TIME", v.value+"T"+e.daytime
	}
	if v.when != nil && e.edge != whole && (e.n == 0 || e.form == decade) {
		v.when = part(v.when, e.edge)
	}
	r.remember(e, v)
	v.when = bounded(v.when, e.bound)
	return v
}

// referenceWords say what a reference is.
var referenceWords = map[string]string{
	"PRESENT_REF": "the time of the report", "PAST_REF": "some time before the report", "FUTURE_REF": "some time after the report",
}

// bounded opens or closes an interval as a preposition does: "by Friday" is {open, Friday}.
func bounded(v *parley.Interval, b bound) *parley.Interval {
	if v == nil || v.From == 0 || v.To == 0 {
		return v
	}
	switch b {
	case byThen:
		return &parley.Interval{To: v.To}
	case beforeThen:
		return &parley.Interval{To: v.From - 1}
	case sinceThen:
		return &parley.Interval{From: v.From}
	case afterThen:
		return &parley.Interval{From: v.To + 1}
	}
	return v
}

// stretch joins a date and the one it reaches to.
func (r *resolver) stretch(e expr, v resolved) resolved {
	t := *e.to
	w := r.resolve(t)
	if t.form == weekday && e.form == weekday {
		d := nextDay(v.when.From, t.weekday)
		w.when, w.value = parley.Day(d), d.String()
	}
	if w.when == nil || w.when.To < v.when.From {
		v.when, v.value, v.why = nil, "", "a range that ends before it begins"
		return v
	}
	v.when = &parley.Interval{From: v.when.From, To: w.when.To}
	v.value += "/" + w.value
	return v
}

// calendar resolves a printed date; a year that is not printed comes from the anchor and the tense.
func (r *resolver) calendar(e expr) resolved {
	m, d := e.month, e.day
	switch {
	case m == 0:
		return resolved{value: fmt.Sprintf("%04d", e.year), when: yearsOf(e.year, 1), why: "a year as printed"}
	case m > 12 || d > 31 || d == 0 && e.year == 0 && m < 1:
		return resolved{why: "no such date"}
	case e.year > 0 && d == 0:
		return resolved{value: fmt.Sprintf("%04d-%02d", e.year, m), when: monthOf(e.year, m), why: "a month as printed"}
	case e.year > 0 && !exists(e.year, m, d):
		return resolved{why: "no such date"}
	case e.year > 0:
		day := parley.NewDate(e.year, m, d)
		why := "a full date"
		if e.hasWeekday && day.Weekday() != e.weekday {
			why = fmt.Sprintf("a full date; its weekday is %s, not %s as printed", day.Weekday(), e.weekday)
		}
		return resolved{value: day.String(), when: parley.Day(day), why: why}
	}
	return r.yearless(e)
}

// yearless resolves a month or a day of a month without a year.
func (r *resolver) yearless(e expr) resolved {
	if d := e.day; d > 0 && !exists(2000, e.month, d) {
		return resolved{why: "no such date"}
	}
	if r.anchor == 0 {
		v := fmt.Sprintf("XXXX-%02d", e.month)
		if e.day > 0 {
			v += fmt.Sprintf("-%02d", e.day)
		}
		return resolved{value: v, deictic: true, why: "no year is printed and the report's date is not known"}
	}
	y := r.year(e)
	if y == 0 {
		return resolved{deictic: true, why: "no year near the report's date has such a day"}
	}
	if e.day == 0 {
		return resolved{value: fmt.Sprintf("%04d-%02d", y, e.month), when: monthOf(y, e.month), deictic: true, why: "the " + e.month.String() + sideWords(r.anchor, monthOf(y, e.month))}
	}
	day := parley.NewDate(y, e.month, e.day)
	return resolved{value: day.String(), when: parley.Day(day), deictic: true, why: fmt.Sprintf("the %d %s%s", e.day, e.month, sideWords(r.anchor, parley.Day(day)))}
}

// year is the year of a month or day that has none printed: the one that agrees with the weekday, then with "last"
// or "next", then with the tense, and is nearest to the anchor.
func (r *resolver) year(e expr) int {
	base := r.anchor.Time().Year()
	best, bestCost := 0, parley.Date(1<<30)
	for y := base - 2; y <= base+2; y++ {
		if !e.ofYear.offset(y - base) {
			continue
		}
		if e.day > 0 && !exists(y, e.month, e.day) || y < 1 {
			continue
		}
		v := monthOf(y, e.month)
		if e.day > 0 {
			v = parley.Day(parley.NewDate(y, e.month, e.day))
			if e.hasWeekday && v.From.Weekday() != e.weekday {
				continue
			}
		}
		if cost := r.cost(e, v); cost < bestCost {
			best, bestCost = y, cost
		}
	}
	return best
}

// cost is how far interval v lies from the anchor, with a penalty on the side where e does not lie.
func (r *resolver) cost(e expr, v *parley.Interval) parley.Date {
	const wrongSide = 2000
	const wrongTense = 300 // a verb decides, but against a date of last month or next it is more likely another's
	const nearMonth = 32
	const looseTense = 120 // "ordered them to hold a test in January": held already, or yet to be
	const slatedPast = 4   // of what is on the calendar the press tells beforehand, and for some weeks after it
	switch {
	case v.From > r.anchor:
		c := v.From - r.anchor
		switch {
		case e.side == before:
			return c + wrongSide
		case e.side == noSide && e.tense == before && c <= nearMonth:
			return c + wrongTense
		}
		if e.side == noSide && e.tense == before || e.day == 0 && e.side != after && e.tense == noSide && !e.slated && c > 120 {
			return c + 365
		}
		return c
	case v.To < r.anchor:
		c := r.anchor - v.To
		switch {
		case e.side == noSide && e.tense == after && !e.firm && c <= nearMonth:
			return c + wrongTense
		case e.side == noSide && e.loose:
			return c + looseTense
		case e.side == noSide && e.tense == noSide && e.slated:
			return c * slatedPast
		case e.side == after || e.side == noSide && e.tense == after:
			return c + wrongSide
		}
		return c
	}
	if e.day == 0 && (e.side == before || e.side == after) {
		return wrongSide // "last March" in March is a year ago
	}
	return 0
}

// sideWords says where an interval lies, for the reason.
func sideWords(anchor parley.Date, v *parley.Interval) string {
	switch {
	case v.To < anchor:
		return " before the report's date"
	case v.From > anchor:
		return " after the report's date"
	}
	return " of the report's date"
}

// nextDay is the first day with weekday w on or after d; lastDay the last on or before it.
func nextDay(d parley.Date, w time.Weekday) parley.Date {
	return d + parley.Date((int(w)-int(d.Weekday())+7)%7)
}

func lastDay(d parley.Date, w time.Weekday) parley.Date {
	return d - parley.Date((int(d.Weekday())-int(w)+7)%7)
}

// weekday resolves a bare weekday as news uses it: with a past verb, or none, the last one up to and including the
// report's date; with a mark of the future the next one, the report's date included.
func (r *resolver) weekday(e expr) resolved {
	if r.anchor == 0 {
		return resolved{value: fmt.Sprintf("XXXX-WXX-%d", iso(e.weekday)), deictic: true, why: "the report's date is not known"}
	}
	var d parley.Date
	var where string
	switch {
	case e.ofWeek != noSide:
		d, where = monday(r.anchor)+parley.Date(iso(e.weekday)-1), "of the week told with it"
		if e.ofWeek != during {
			d += 7 * parley.Date(e.ofWeek)
		}
	case e.side == before:
		d, where = lastDay(r.anchor-1, e.weekday), "before the report's date"
	case e.side == after:
		d, where = nextDay(r.anchor+1, e.weekday), "after the report's date"
	case e.tense == after && !e.led || e.side == during && e.tense == noSide: // "broke through to reach the dam on Friday" is past
		d, where = nextDay(r.anchor, e.weekday), "on or after the report's date: told as to come"
	default:
		d, where = lastDay(r.anchor, e.weekday), "before the report's date"
	}
	if d == r.anchor {
		where = "of the report's date"
	}
	return resolved{value: d.String(), when: parley.Day(d), deictic: true, why: e.weekday.String() + " " + where}
}

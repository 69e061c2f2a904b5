package timex

import (
	"fmt"

	"github.com/parley-press/parley"
)

const noAnchor = "the report's date is not known"

// offset resolves yesterday, today, tomorrow.
func (r *resolver) offset(e expr) resolved {
	if r.anchor == 0 {
		v := "XXXX-XX-XX"
		if e.n == 0 {
			v = "PRESENT_REF"
		}
		if e.n == 0 && e.daytime != "" {
			v = "XXXX-XX-XX"
		}
		return resolved{value: v, deictic: true, why: noAnchor}
	}
	d := r.anchor + parley.Date(e.n)
	why := "the report's date"
	switch {
	case e.n < 0:
		why = fmt.Sprintf("%d day before the report's date", -e.n)
	case e.n > 0:
		why = fmt.Sprintf("%d day after the report's date", e.n)
	}
	return resolved{value: d.String(), when: parley.Day(d), deictic: true, why: why}
}

// period resolves "last week", "this month", "the weekend".
func (r *resolver) period(e expr) resolved {
	if r.anchor == 0 {
		return resolved{value: unknownUnit(e.unit), deictic: true, why: noAnchor}
	}
	sd := float64(0)
	switch {
	case e.side == before:
		sd = -1
	case e.side == after:
		sd = 1
	case e.side == noSide && e.unit.letter == "WE" && e.tense != after && iso(r.anchor.Weekday()) < 6:
		sd = -1
	}
	base := r.anchor
	if u := e.unit.letter; u == "M" || u == "Q" || u == "Y" {
		base = r.anchor - parley.Date(r.anchor.Time().Day()-1) // a month back from the 31st is the month before
	}
	u := e.unit
	if u.letter == "WE" {
		u = units["week"]
	}
	d, ok := step(base, sd, u)
	when, value := unitOf(d, e.unit)
	if !ok || when == nil {
		return resolved{deictic: true, why: "a period out of the calendar"}
	}
	why := map[float64]string{-1: "the one before the report's", 0: "the report's", 1: "the one after the report's"}[sd]
	if e.n < 0 && when.Meets(*parley.Day(r.anchor)) {
		when, why = &parley.Interval{From: when.From, To: r.anchor}, why+", up to its date"
	} else if e.n > 0 && when.Meets(*parley.Day(r.anchor)) {
		when, why = &parley.Interval{From: r.anchor, To: when.To}, why+", from its date on"
	}
	return resolved{value: value, when: when, deictic: true, duration: e.span, why: why}
}

func unknownUnit(u unit) string {
	switch u.letter {
	case "D":
		return "XXXX-XX-XX"
	case "W", "WE":
		return "XXXX-WXX"
	case "M":
		return "XXXX-XX"
	case "Q":
		return "XXXX-QX"
	case "Y":
		return "XXXX"
	}
	return ""
}

// ago resolves "two days ago" from the anchor and "two days earlier" from the day told last. The answer is as fine as
// the unit: a week ago is a week, a year ago a year.
func (r *resolver) ago(e expr) resolved {
	if e.compared && e.unit.letter == "Y" && e.side == before && e.lo == 1 && e.hi == 1 {
		return r.business(expr{form: business, n: -1})
	}
	base, from := r.anchor, "the report's date"
	if e.context {
		base, from = r.told, "the day named before"
		if v, ok := r.fromSpan(e); ok && base == 0 {
			return v
		}
	}
	if e.some || base == 0 {
		v := map[side]string{before: "PAST_REF", after: "FUTURE_REF"}[e.side]
		return resolved{value: v, deictic: true, why: "how far back, or from when, is not said"}
	}
	d, ok := step(base, float64(e.side)*e.hi, e.unit)
	d2, ok2 := step(base, float64(e.side)*e.lo, e.unit)
	when, value := unitOf(d, e.unit)
	if e.unit.days == 0 {
		when, value = parley.Day(d), d.String()
	}
	if !ok || !ok2 || when == nil {
		return resolved{deictic: true, why: "a time out of the calendar"}
	}
	if e.unit.letter == "DE" {
		when = yearsOf(d.Time().Year(), 1) // ten years ago in round words
	}
	if other, _ := unitOf(d2, e.unit); other != nil && e.lo != e.hi {
		when = &parley.Interval{From: min(when.From, other.From), To: max(when.To, other.To)}
	}
	if e.unit.letter == "W" {
		value = d.String()
	}
	return resolved{value: value, when: when, deictic: true, why: "counted from " + from}
}

// window resolves "the past 24 hours" and "the next two weeks": days up to, or from, the anchor, both included.
func (r *resolver) window(e expr) resolved {
	v := resolved{kind: "DURATION", value: lengthValue(e), deictic: true, why: noAnchor}
	if e.some && (r.anchor == 0 || e.side != after) {
		v.why = "how long is not said"
		return v
	}
	if r.anchor == 0 {
		return v
	}
	if e.some {
		v.when, v.why = &parley.Interval{From: r.anchor}, "from the report's date on; how long is not said"
		return v
	}
	d, ok := step(r.anchor, float64(e.side)*e.hi, e.unit)
	if !ok {
		v.why = "a window out of the calendar"
		return v
	}
	v.when = &parley.Interval{From: min(d, r.anchor), To: max(d, r.anchor)}
	v.why = "up to the report's date"
	if e.side == after {
		v.why = "from the report's date on"
	}
	return v
}

// lengthValue is the TimeML value of a length, with X for an unknown count.
func lengthValue(e expr) string {
	if e.some {
		if e.unit.days == 0 && e.unit.letter != "NI" {
			return "PTX" + e.unit.letter[:1]
		}
		return "PX" + e.unit.letter
	}
	return isoPeriod(e.hi, e.unit)
}

// duration resolves a length of time. "within three days" counts from the day it is said; "in three days", told as
// to come, is the day on which they have passed.
func (r *resolver) duration(e expr) resolved {
	v := resolved{kind: "DURATION", value: lengthValue(e), duration: true, why: lengthWords(e, false)}
	if !e.inside || e.some {
		return v
	}
	v.deictic, v.why = true, noAnchor
	if r.anchor == 0 {
		return v
	}
	far, ok := step(r.anchor, e.hi, e.unit)
	near, ok2 := step(r.anchor, e.lo, e.unit)
	if !ok || !ok2 {
		return v
	}
	v.duration, v.why = false, "counted from the report's date"
	v.when = &parley.Interval{From: r.anchor, To: far}
	if e.n == 1 {
		v.when.From = near
		v.kind, v.value = "DATE", far.String()
	}
	return v
}

// clock resolves a time of day without a day: the day told last in the paragraph, else none.
func (r *resolver) clock(e expr) resolved {
	v := resolved{kind: "TIME", value: "T" + e.daytime, deictic: true, why: "no day is named with it"}
	if r.told != 0 {
		v.value = r.told.String() + v.value
		v.when, v.why = parley.Day(r.told), "on the day named before"
	}
	return v
}

// contextual resolves "the same day", "the next day", "the following week" from the day told last.
func (r *resolver) contextual(e expr) resolved {
	base, what := r.told, "day"
	if l := e.unit.letter; base == 0 && r.span.from != 0 && (l == "Y" || l == r.span.unit.letter) {
		base, what = r.span.from, unitNames[r.span.unit.letter]
	}
	if base == 0 {
		return resolved{value: unknownUnit(e.unit), deictic: true, why: "no day is named before it"}
	}
	d, ok := step(base, float64(e.n), e.unit)
	when, value := unitOf(d, e.unit)
	if !ok || when == nil {
		return resolved{deictic: true, why: "a time out of the calendar"}
	}
	return resolved{value: value, when: when, deictic: true, why: "counted from the " + what + " named before"}
}

// part resolves quarters, halves, seasons and decades.
func (r *resolver) part(e expr) resolved {
	if e.form == decade {
		return resolved{value: fmt.Sprintf("%03d", e.n), when: yearsOf(e.n*10, 10), why: "a decade as printed"}
	}
	at := func(y int) (*parley.Interval, string) {
		switch {
		case e.form == season:
			return seasonOf(y, e.word), fmt.Sprintf("%04d-%s", y, e.word)
		case e.word == "H":
			v := yearsOf(y, 1)
			mid := parley.NewDate(y, 7, 1)
			if e.n == 1 {
				v.To = mid - 1
			} else {
				v.From = mid
			}
			return v, fmt.Sprintf("%04d-H%d", y, e.n)
		}
		return quarterOf(y, e.n), fmt.Sprintf("%04d-Q%d", y, e.n)
	}
	if e.year > 0 {
		when, value := at(e.year)
		return resolved{value: value, when: when, why: "as printed" + northern(e)}
	}
	if r.anchor == 0 {
		if e.form == season {
			return resolved{value: "XXXX-" + e.word, deictic: true, why: noAnchor}
		}
		return resolved{value: fmt.Sprintf("XXXX-%s%d", e.word, e.n), deictic: true, why: noAnchor}
	}
	year := r.anchor.Time().Year()
	if e.form == quarter && e.side != noSide {
		when, value := at(year + int(e.side%2))
		if e.side == during {
			when, value = at(year)
		}
		return resolved{value: value, when: when, deictic: true, why: "by the report's date"}
	}
	best, bestCost := year, parley.Date(1<<30)
	for y := year - 1; y <= year+1; y++ {
		when, _ := at(y)
		f := e
		if e.side == during {
			f.side = noSide
		}
		if e.form == quarter && e.tense == after {
			f.tense = noSide // a report of a quarter is to come, the quarter is over
		}
		if c := r.cost(f, when); c < bestCost {
			best, bestCost = y, c
		}
	}
	when, value := at(best)
	return resolved{value: value, when: when, deictic: true, why: "the one" + sideWords(r.anchor, when) + northern(e)}
}

// northern names the assumption behind the months of a season.
func northern(e expr) string {
	if e.form == season {
		return ", as seasons fall in the north"
	}
	return ""
}

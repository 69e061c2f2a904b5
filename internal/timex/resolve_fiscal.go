package timex

import (
	"fmt"

	"github.com/parley-press/parley"
)

// A stretchTold is a month, quarter or year that was named, from which "a year earlier" counts.
type stretchTold struct {
	from parley.Date // 0 none
	unit unit
}

// remember keeps what was named: the single day, the calendar period and the quarter that the report is about.
func (r *resolver) remember(e expr, v resolved) {
	if v.when == nil || v.when.From == 0 || v.when.To == 0 || e.bound != within {
		return
	}
	if v.when.From == v.when.To && e.form != clock {
		r.told = v.when.From
		return
	}
	switch {
	case e.form == quarter && e.word == "Q" || e.form == business:
		r.span = stretchTold{v.when.From, units["quarter"]}
		if e.form == quarter && (r.anchor == 0 || v.when.To < r.anchor) {
			r.quarter = v.when.From
		}
	case e.form == calendar && e.month == 0 && e.to == nil:
		r.span = stretchTold{v.when.From, units["year"]}
	case e.form == calendar && e.day == 0 && e.to == nil:
		r.span = stretchTold{v.when.From, units["month"]}
	case e.form == period && (e.unit.letter == "Y" || e.unit.letter == "M" || e.unit.letter == "Q"):
		r.span = stretchTold{v.when.From, e.unit}
	}
}

// business resolves a quarter that is not numbered: the one told last, else the last that was over on the report's date.
func (r *resolver) business(e expr) resolved {
	from, why := r.quarter, "the quarter named before"
	if from == 0 {
		if r.anchor == 0 {
			return resolved{value: "XXXX-QX", deictic: true, why: noAnchor}
		}
		from, _ = step(r.anchor-parley.Date(r.anchor.Time().Day()-1), -1, units["quarter"])
		why = "the last quarter that was over on the report's date"
	}
	if e.n < 0 {
		from, why = shift(from, 12*e.n), "a year before "+why
	}
	when, value := unitOf(from, units["quarter"])
	if from <= 0 {
		return resolved{deictic: true, why: "a period out of the calendar"}
	}
	return resolved{value: value, when: when, deictic: true, why: why}
}

// fromSpan counts "a year earlier" from the month, quarter or year named before, and is as fine as that one.
func (r *resolver) fromSpan(e expr) (resolved, bool) {
	months := map[string]int{"M": 1, "Q": 3, "Y": 12, "DE": 120}[e.unit.letter]
	fine := map[string]int{"M": 1, "Q": 3, "Y": 12}[r.span.unit.letter]
	if r.span.from == 0 || e.some || e.lo != e.hi || months < fine || fine == 0 {
		return resolved{}, false
	}
	d, ok := step(r.span.from, float64(e.side)*e.hi, e.unit)
	if !ok {
		return resolved{}, false
	}
	when, value := unitOf(d, r.span.unit)
	return resolved{value: value, when: when, deictic: true, why: fmt.Sprintf("counted from the %s named before", unitNames[r.span.unit.letter])}, true
}

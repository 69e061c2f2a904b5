package timex

import (
	"fmt"

	"github.com/parley-press/parley"
)

// feast resolves a day with a name: in the year that is printed, else the one that agrees with "last" or "next", then with
// the tense, and is nearest to the report's date.
func (r *resolver) feast(e expr) resolved {
	rule := holidays[e.n].rule
	if e.year > 0 {
		m, d := rule(e.year)
		day := parley.NewDate(e.year, m, d)
		return resolved{value: day.String(), when: parley.Day(day), why: fmt.Sprintf("a day with a name, in %d", e.year)}
	}
	if r.anchor == 0 {
		m, d := rule(2000)
		if m2, d2 := rule(2001); m == m2 && d == d2 {
			return resolved{value: fmt.Sprintf("XXXX-%02d-%02d", m, d), deictic: true, why: noAnchor}
		}
		return resolved{value: "XXXX-XX-XX", deictic: true, why: noAnchor}
	}
	base := r.anchor.Time().Year()
	e.day = 1 // a day, for the cost
	var best parley.Date
	bestCost := parley.Date(1 << 30)
	for y := max(1, base-1); y <= min(9999, base+1); y++ {
		m, d := rule(y)
		day := parley.NewDate(y, m, d)
		if c := r.cost(e, parley.Day(day)); c < bestCost {
			best, bestCost = day, c
		}
	}
	return resolved{value: best.String(), when: parley.Day(best), deictic: true, why: "the day with that name" + sideWords(r.anchor, parley.Day(best))}
}

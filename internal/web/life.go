package web

import (
	"sync"

	"github.com/parley-press/parley"
)

// A life is what the page of an instrument shows of all its steps, whichever of them are listed: there can be thousands.
type life struct {
	steps  *listed[stepRow]
	lanes  []ref // who asserts a state of it
	chart  *chart
	told   []assertion // the first
	untold int         // the others

	contested []*parley.Conflict
}

// A lifebook keeps the lives of instruments with many steps.
type lifebook struct {
	mu   sync.Mutex
	kept map[string]func() *life
}

// Lives of so many steps are kept, and so many lives; those of the most steps are made ready before anybody asks.
const (
	longLife  = 200
	longest   = 1000
	mostLives = 200
)

// life is the life of an instrument.
func (x *index) life(i *parley.Instrument) *life {
	if len(i.History) < longLife {
		return x.newLife(i)
	}
	b := &x.lives
	b.mu.Lock()
	made := b.kept[i.ID]
	if made == nil {
		if b.kept == nil || len(b.kept) >= mostLives {
			b.kept = map[string]func() *life{}
		}
		made = once(func() *life { return x.newLife(i) })
		b.kept[i.ID] = made
	}
	b.mu.Unlock()
	return made()
}

// newLife goes through all steps once. Afterwards a step is made where it is shown.
func (x *index) newLife(i *parley.Instrument) *life {
	order, steps := i.ByDay(x.published), x.steps(i)
	l := &life{told: assertions(steps), chart: newChart(steps, x.paper(i.ID).Href), contested: x.contested(i)}
	for _, lane := range lanesOf(steps) {
		l.lanes = append(l.lanes, lane.ref)
	}
	l.untold = max(0, len(l.told)-mostTold)
	l.told = append([]assertion(nil), l.told[:len(l.told)-l.untold]...)
	facts := listedRows(steps, stepFilter).facts()
	l.steps = newListed(len(order), func(n int) stepRow { return x.step(i, order[n]) }, stepFilter)
	l.steps.facts = func() *listFacts { return facts }
	return l
}

// longLives makes those of the instruments with most steps.
func (x *index) longLives() {
	n := 0
	for i := range x.rec.Instruments {
		if p := &x.rec.Instruments[i]; len(p.History) >= longest && n < mostLives/2 {
			x.life(p)
			n++
		}
	}
}

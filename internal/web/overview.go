package web

import (
	"slices"
	"sort"

	"github.com/parley-press/parley"
)

// An overview is what is counted of a whole record, once.
type overview struct {
	period   *parley.Interval // from the first day of publication to the last, nil where none is known
	undated  int              // reports without a day
	events   int
	parties  []tally // those that speak most
	voices   []tally
	papers   []instrumentRow // those of which most is told
	moved    []stance        // the first that changed
	open     []int           // numbers of the first conflicts that nobody has looked at
	opens    int             // how many those are in all
	possible int             // how many of those are likelier none
	rests    reliance
}

// newOverview counts.
func (x *index) newOverview() *overview {
	o := &overview{}
	for i := range x.rec.Reports {
		o.events += len(x.rec.Reports[i].Events)
		if d := x.rec.Reports[i].Meta.Published.Value; d.Known() {
			o.period = widen(o.period, d)
		} else {
			o.undated++
		}
	}
	var parties, voices tallies
	for i := range x.said {
		_, s := x.statementAt(i)
		if s.Source == nil {
			continue
		}
		if p := x.party(s.Source.Entity); p.Name != "" {
			parties.add(p)
		}
		if w := x.who(s.Source.Entity); w.Name != "" {
			voices.add(w)
		}
	}
	o.parties, o.voices = top(parties.sorted(), mostVoices), top(voices.sorted(), mostVoices)
	papers := x.lists.instruments().all()
	sort.SliceStable(papers, func(i, j int) bool { return papers[i].Steps > papers[j].Steps })
	o.papers = slices.Clone(papers[:min(mostPapers, len(papers))])
	for i := range x.rec.Positions {
		if p := &x.rec.Positions[i]; p.Changed && len(o.moved) < mostOpen {
			o.moved = append(o.moved, x.stance(p))
		}
	}
	for i := range x.rec.Conflicts {
		if stateOf(&x.rec.Conflicts[i]) != parley.ConflictOpen {
			continue
		}
		if x.rec.Conflicts[i].Possible() {
			o.possible++
		}
		if o.opens++; len(o.open) < mostOpen {
			o.open = append(o.open, i)
		}
	}
	o.rests = x.reliance()
	return o
}

// newest is the day of the newest report, 0 where none has one.
func (x *index) newest() parley.Date {
	if p := x.overview().period; p != nil {
		return p.To
	}
	return 0
}

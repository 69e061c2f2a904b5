package search

import (
	"cmp"
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/query"
	"github.com/parley-press/parley/internal/store"
)

// newest is the items that Newest and Fits ask for. add adds the item of a hit to others, where it is one. Whether text is left out that a finding tells hangs
// on all hits of its report: these are made together.
func (a Ask) newest(hits []store.Hit, add func(to []Item, hit int) []Item) []Item {
	order, of := make([]int, len(hits)), map[parley.ReportID][]int{}
	for i := range hits {
		order[i] = i
		r := hits[i].Reading.Report
		of[r] = append(of[r], i)
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(hits[j].Num, hits[i].Num) })
	all := a.Query.Fields()[query.In]
	made := map[parley.ReportID][]Item{} // those of a report that were not given yet, in the order of its hits
	var out []Item
	for _, i := range order {
		r := hits[i].Reading.Report
		items, ok := made[r]
		if !ok {
			for _, h := range of[r] {
				items = add(items, h)
			}
			if !all {
				items = once(items)
			}
		}
		n := slices.IndexFunc(items, func(it Item) bool { return it.hit == &hits[i] })
		if n >= 0 && (a.Fits == nil || a.Fits(&items[n])) {
			if out = append(out, items[n]); len(out) == a.Newest {
				return out
			}
		}
		made[r] = items
	}
	return out
}

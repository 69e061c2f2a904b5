package web

import (
	"cmp"
	"slices"

	"github.com/parley-press/parley"
)

// A queued is the place of a finding in the record, and whether somebody decided on it.
type queued struct {
	at
	decided bool
}

// queueOf lists the findings of a kind, the least certain first; of equal ones, in the order of reports and ids.
func (x *index) queueOf(layer string) []queued {
	reports := make([]int32, len(x.rec.Reports))
	for i := range reports {
		reports[i] = int32(i) //nolint:gosec // as many as a record can have
	}
	ranks := make([]int32, len(reports)) // of reports by id, for what is compared most to be numbers
	for n, i := range ordered(reports, func(i int32) parley.ReportID { return x.rec.Reports[i].ID }, cmp.Compare) {
		if ranks[i] = int32(n); n > 0 && x.rec.Reports[i].ID == x.rec.Reports[reports[n-1]].ID { //nolint:gosec // likewise
			ranks[i] = ranks[reports[n-1]]
		}
	}
	type place struct {
		sure float64
		rank int32
		at
	}
	var all []place
	for i := range x.rec.Reports {
		for n := range x.findings(layer, i) {
			a := at{int32(i), int32(n)} //nolint:gosec // likewise
			all = append(all, place{sureness(x.basisAt(layer, a)), ranks[i], a})
		}
	}
	slices.SortFunc(all, func(a, b place) int {
		if n := cmp.Or(cmp.Compare(a.sure, b.sure), cmp.Compare(a.rank, b.rank)); n != 0 || a.at == b.at {
			return n
		}
		return cmp.Or(cmp.Compare(x.basisAt(layer, a.at).ID, x.basisAt(layer, b.at).ID), cmp.Compare(a.report, b.report), cmp.Compare(a.n, b.n))
	})
	out := make([]queued, len(all))
	for i := range all {
		b := x.basisAt(layer, all[i].at)
		out[i] = queued{all[i].at, b.Accepted != "" || b.Corrected != nil || personOf(b.Rule) != ""}
	}
	return out
}

// basisAt is what the finding of a kind at a place rests on.
func (x *index) basisAt(layer string, a at) *parley.Basis {
	switch r := a.in(x.rec); layer {
	case parley.LayerStatement:
		return &r.Statements[a.n].Basis
	case parley.LayerEvent:
		return &r.Events[a.n].Basis
	default:
		return &r.Figures[a.n].Basis
	}
}

// A queuePlace is where a finding stands in its queue.
type queuePlace struct {
	confidence float64
	report     parley.ReportID
	id         string
}

// place is where the finding stands.
func (f found) place() queuePlace { return queuePlace{sureness(&f.basis), f.report.ID, f.basis.ID} }

// compare is the order of the queue.
func (p queuePlace) compare(o queuePlace) int {
	return cmp.Or(cmp.Compare(p.confidence, o.confidence), cmp.Compare(p.report, o.report), cmp.Compare(p.id, o.id))
}

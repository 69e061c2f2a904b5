package web

import (
	"cmp"
	"slices"
	"sync"

	"github.com/parley-press/parley"
)

// lists are the long lists of one record, each made when it is first asked for and kept as long as the record.
type lists struct {
	statements  func() *listed[statementRow]
	timeline    func() *listed[timelineRow]
	reports     func() *listed[reportRow]
	figures     func() *listed[figureRow]
	positions   func() *listed[stance]
	conflicts   func() *listed[conflictRow]
	commitments func() *listed[commitmentRow]
	instruments func() *listed[instrumentRow]
	outlets     func() *listed[outletRow]
	omissions   func() *listed[omissionRow]
	wordings    func() *listed[wordingRow]
	entities    func() *listed[entityRow]
	decisions   func() *listed[logRow]
	queue       map[string]func() []queued // of the review, by layer
}

// newLists says how each list is made. Rows that are few and dear are made at once, the others when they are shown.
func (x *index) newLists() lists {
	rec := x.rec
	l := lists{
		statements: once(func() *listed[statementRow] {
			l := newListed(len(x.said), x.statementRow, statementFilter)
			l.lean = x.leanStatement
			return l
		}),
		timeline: once(func() *listed[timelineRow] {
			l := newListed(len(x.lines), x.timelineRow, timelineFilter)
			l.lean = x.leanLine
			return l
		}),
		reports: once(func() *listed[reportRow] {
			order := x.reportsByDay()
			return newListed(len(order), func(i int) reportRow { return x.reportRow(&rec.Reports[order[i]]) }, reportFilter)
		}),
		figures: once(func() *listed[figureRow] {
			order := x.counted()
			return newListed(len(order), func(i int) figureRow { r := order[i].in(rec); return x.figureRow(r, &r.Figures[order[i].n]) }, figureFilter)
		}),
		positions: once(func() *listed[stance] {
			return listedRows(x.stances(), stanceFilter)
		}),
		conflicts: once(func() *listed[conflictRow] {
			l := newListed(len(rec.Conflicts), func(i int) conflictRow { return x.conflictRow(&rec.Conflicts[i]) }, conflictFilter)
			l.brief = func(i int) conflictRow { return x.briefConflict(&rec.Conflicts[i], fewAccounts) }
			l.lean = func(r *conflictRow, i int) { *r = x.leanConflict(&rec.Conflicts[i]) }
			return l
		}),
		commitments: once(func() *listed[commitmentRow] {
			return newListed(len(rec.Commitments), func(i int) commitmentRow { return x.commitmentRow(&rec.Commitments[i]) }, commitmentFilter)
		}),
		instruments: once(func() *listed[instrumentRow] { return listedRows(x.instrumentRows(), instrumentFilter) }),
		outlets:     once(func() *listed[outletRow] { return listedRows(x.outletRows(), outletFilter) }),
		omissions: once(func() *listed[omissionRow] {
			return newListed(len(rec.Omissions), func(i int) omissionRow { return x.omissionRow(&rec.Omissions[i]) }, omissionFilter)
		}),
		wordings: once(func() *listed[wordingRow] { return listedRows(x.wordingRows(), wordingFilter) }),
		entities: once(func() *listed[entityRow] {
			order, said := x.entitiesBySaid()
			return newListed(len(order), func(i int) entityRow { e := order[i]; return x.entityRow(&rec.Entities[e], int(said[e])) }, entityFilter)
		}),
		decisions: once(func() *listed[logRow] {
			n := len(rec.Decisions)
			return newListed(n, func(i int) logRow { return x.logRow(&rec.Decisions[n-1-i]) }, logFilter)
		}),
		queue: map[string]func() []queued{},
	}
	for _, layer := range added {
		l.queue[layer] = once(func() []queued { return x.queueOf(layer) })
	}
	return l
}

func once[T any](f func() T) func() T { return sync.OnceValue(f) }

// An at is the place of a finding in the record: the number of its report, and its own there.
type at struct{ report, n int32 }

func (a at) in(rec *parley.Record) *parley.ReportEntry { return &rec.Reports[a.report] }

// saidInOrder are the places of all statements, the latest first; of one day, in the order of reports and of the text.
func (x *index) saidInOrder() []at {
	var out []at
	for i := range x.rec.Reports {
		for j := range x.rec.Reports[i].Statements {
			out = append(out, at{int32(i), int32(j)}) //nolint:gosec // as many as a record can have
		}
	}
	return ordered(out, func(a at) parley.Date {
		r := a.in(x.rec)
		return -r.Statements[a.n].SaidOn.First(r.Meta.Published.Value)
	}, cmp.Compare)
}

// reportsByDay are the numbers of all reports, the latest first.
func (x *index) reportsByDay() []int32 {
	out := make([]int32, len(x.rec.Reports))
	for i := range out {
		out[i] = int32(i) //nolint:gosec // likewise
	}
	return ordered(out, func(i int32) parley.Date { return -x.rec.Reports[i].Meta.Published.Value }, cmp.Compare)
}

// ordered puts all in the order of their keys, each of which is made once; equal ones stay in the order in which they are.
func ordered[T, K any](all []T, key func(T) K, compare func(a, b K) int) []T {
	type keyed struct {
		it  T
		key K
		at  int
	}
	list := make([]keyed, len(all))
	for i, a := range all {
		list[i] = keyed{a, key(a), i}
	}
	slices.SortFunc(list, func(a, b keyed) int { // where each was says of equal ones which is first
		if n := compare(a.key, b.key); n != 0 {
			return n
		}
		return a.at - b.at
	})
	for i := range list {
		all[i] = list[i].it
	}
	return all
}

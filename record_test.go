package parley_test

import (
	"slices"
	"testing"

	"github.com/parley-press/parley"
)

// Of a report that was replaced nothing is in force any more: what was decided of it is kept with it. All else stands as it stood.
func TestStandings(t *testing.T) {
	rec := parley.Record{Reports: []parley.ReportEntry{{ID: "old", ReplacedBy: "new"}, {ID: "new"}}}
	for _, d := range []struct {
		report parley.ReportID
		state  parley.DecisionState
	}{{"old", parley.InForce}, {"new", parley.InForce}, {"old", parley.Undone}, {"old", parley.Overruled}, {"old", parley.Orphaned}, {"", parley.InForce}} {
		rec.Decisions = append(rec.Decisions, parley.Decided{Decision: parley.Decision{Report: d.report}, State: d.state})
	}
	want := []parley.DecisionState{parley.KeptEarlier, parley.InForce, parley.Undone, parley.Overruled, parley.Orphaned, parley.InForce}
	if got := rec.Standings(); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := (&parley.Record{}).Standings(); len(got) != 0 {
		t.Errorf("of an empty log: %q", got)
	}
}

// Steps stand in order of time: by their day, else when their report came out, and last where neither is known.
func TestStepsByDay(t *testing.T) {
	day := func(n int) parley.Date { return parley.NewDate(2031, 5, n) }
	in := parley.Instrument{History: []parley.Step{
		{State: parley.StateOffered, Report: "undated"},
		{State: parley.StateViolated, Report: "late", When: parley.Day(day(6))},
		{State: parley.StateBacked, Report: "early"},
		{State: parley.StateAgreed, Report: "late", When: parley.Day(day(2))},
		{State: parley.StateRejected, Report: "early"},
	}}
	var got []parley.InstrumentState
	for _, s := range in.ByDay(func(id parley.ReportID) parley.Date {
		return map[parley.ReportID]parley.Date{"early": day(4), "late": day(9)}[id]
	}) {
		got = append(got, s.State)
	}
	if want := []parley.InstrumentState{parley.StateAgreed, parley.StateBacked, parley.StateRejected, parley.StateViolated, parley.StateOffered}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

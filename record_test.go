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

package main

import (
	"testing"

	"github.com/parley-press/parley"
)

// TestSplitMembers reads what is taken out of a paper: a report, or the steps that it tells in a state.
func TestSplitMembers(t *testing.T) {
	id := parley.IDOf([]byte("x"))
	step := parley.Step{State: parley.StateWithdrawn, Report: id, Passage: parley.Passage{Raw: parley.RawSpan{Start: 4, End: 9}}}
	rec := &parley.Record{Reports: []parley.ReportEntry{{ID: id, File: "09-evening.txt"}}, Instruments: []parley.Instrument{{ID: "june-paper", History: []parley.Step{step}}}}
	if ms, err := splitMembers(rec, "june-paper", "09-evening.txt"); err != nil || len(ms) != 1 || ms[0] != (parley.SplitMember{Report: id}) {
		t.Errorf("%+v %v", ms, err)
	}
	if ms, err := splitMembers(rec, "june-paper", "09-evening.txt:withdrawn"); err != nil || len(ms) != 1 || ms[0].Report != id || *ms[0].Step != (parley.StepAt{State: step.State, Raw: step.Passage.Raw}) {
		t.Errorf("%+v %v", ms, err)
	}
	for _, key := range []string{"10-nothing.txt", "09-evening.txt:agreed", "10-nothing.txt:withdrawn"} {
		if _, err := splitMembers(rec, "june-paper", key); parley.KindOf(err) != parley.NotFound {
			t.Errorf("%s: %v", key, err)
		}
	}
	if _, err := splitMembers(rec, "ana-roe", "09-evening.txt:withdrawn"); err == nil {
		t.Error("a person has steps")
	}
}

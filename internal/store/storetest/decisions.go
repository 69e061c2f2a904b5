package storetest

import (
	"sync"
	"testing"
	"time"

	"github.com/parley-press/parley"
)

// testEveryKind: a decision of each kind comes out as it went in.
func testEveryKind(t *testing.T, open Opener) {
	s := open(t)
	id := parley.IDOf([]byte("x"))
	at := time.Date(2031, 5, 4, 7, 0, 0, 0, time.UTC)
	want := []parley.Decision{
		{Kind: parley.DecideGiven, Report: id, Value: `{"outlet":"Lake Herald"}`},
		{Kind: parley.DecideTold, Report: id, Finding: "a.xml#1", Value: `{"language":"en"}`},
		{Kind: parley.DecideReject, Report: id, Finding: "s1", Was: `{"layer":"statement","words":"the bridge is <open>","raw":{"start":4,"end":22}}`},
		{Kind: parley.DecideAccept, Report: id, Finding: "s2"},
		{Kind: parley.DecideEdit, Report: id, Finding: "s1", Value: `{"act":"deny","negated":false}`, Was: `{"layer":"statement","words":"the bridge is open"}`},
		{Kind: parley.DecideAdd, Report: id, Finding: "p-0a1b2c3d", Value: `{"layer":"event","type":"call","status":"happened"}`},
		{Kind: parley.DecideMerge, Finding: "a-roe", Value: "ana-roe"},
		{Kind: parley.DecideSplit, Finding: "ana-roe", Value: `{"name":"Ana Roe (judge)","members":[{"report":"` + string(id) + `"}]}`},
		{Kind: parley.DecideSame, Finding: "k-00000001", Value: "k-00000002"},
		{Kind: parley.DecideMark, Finding: "k-00000001", Value: "explained", Why: "two days are meant"},
		{Kind: parley.DecideUndo, Undoes: 3},
	}
	for i := range want {
		want[i].At, want[i].Who = at, "ana"
		got, err := s.Decide(t.Context(), want[i])
		if err != nil {
			t.Fatalf("%s: %v", want[i].Kind, err)
		}
		want[i].Seq = int64(i) + 1
		same(t, got, want[i])
	}
	if len(want) != len(parley.DecisionKinds) {
		t.Errorf("%d kinds are tested, there are %d", len(want), len(parley.DecisionKinds))
	}
	same(t, all(t, s.Decisions(t.Context())), want)
}

// testUndo: an undo is about what it undoes, so that the same can be decided again afterwards, and undone again.
func testUndo(t *testing.T, open Opener) {
	s := open(t)
	reject := parley.Decision{Kind: parley.DecideReject, Report: parley.IDOf([]byte("x")), Finding: "s1", Who: "ana"}
	undo := func(seq int64) parley.Decision {
		return parley.Decision{Kind: parley.DecideUndo, Undoes: seq, Who: "ana"}
	}
	for i, step := range []struct {
		d    parley.Decision
		want int64
	}{
		{reject, 1}, {undo(1), 2}, {undo(1), 2}, {reject, 3}, {reject, 3}, {undo(3), 4}, {undo(4), 5}, {undo(3), 6}, {undo(1), 7},
	} {
		got, err := s.Decide(t.Context(), step.d)
		if err != nil || got.Seq != step.want {
			t.Errorf("step %d: number %d, want %d; %v", i, got.Seq, step.want, err)
		}
	}
	for _, seq := range []int64{8, 9, 1 << 40} {
		_, err := s.Decide(t.Context(), undo(seq))
		wantKind(t, err, parley.NotFound)
	}
	if n := len(all(t, s.Decisions(t.Context()))); n != 7 {
		t.Errorf("%d lines in the log, want 7", n)
	}
}

// testDecideAt: who decides on what he saw is told when somebody else decided meanwhile, and of many at once one gets through.
func testDecideAt(t *testing.T, open Opener) {
	s := open(t)
	reject := parley.Decision{Kind: parley.DecideReject, Report: parley.IDOf([]byte("x")), Finding: "s1", Who: "ana"}
	accept, other := reject, reject
	accept.Kind, accept.Who, other.Finding = parley.DecideAccept, "ben", "s2"
	for i, step := range []struct {
		d    parley.Decision
		seen int64
		want int64 // 0: refused
	}{
		{reject, 1, 0}, {reject, 0, 1}, {accept, 0, 0}, {accept, 1, 2}, {reject, 1, 0}, {other, 1, 0}, {other, 0, 3}, {reject, 2, 4},
		{parley.Decision{Kind: parley.DecideUndo, Undoes: 4}, 3, 0}, {parley.Decision{Kind: parley.DecideUndo, Undoes: 4}, 4, 5}, {accept, 4, 0}, {accept, 5, 6},
	} {
		got, err := s.DecideAt(t.Context(), step.d, step.seen)
		switch {
		case step.want == 0:
			wantKind(t, err, parley.Clash)
		case err != nil || got.Seq != step.want:
			t.Errorf("step %d: number %d, want %d; %v", i, got.Seq, step.want, err)
		}
	}
	const many = 16
	won := make([]bool, many)
	var wg sync.WaitGroup
	for i := range many {
		wg.Go(func() {
			d := reject
			d.Finding, d.Why = "s9", string(rune('a'+i))
			_, err := s.DecideAt(t.Context(), d, 0)
			if won[i] = err == nil; err != nil {
				wantKind(t, err, parley.Clash)
			}
		})
	}
	wg.Wait()
	n := 0
	for _, w := range won {
		if w {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d of %d decisions at once got through, want 1", n, many)
	}
}

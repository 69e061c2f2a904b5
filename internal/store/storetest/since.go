package storetest

import (
	"slices"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// testSince: what came since a moment is new reports, new names and new readings, and nothing else.
func testSince(t *testing.T, open Opener) {
	s := open(t)
	report := func(text, name string) parley.Report {
		return parley.Report{ID: parley.IDOf([]byte(text)), Names: []string{name}, Format: parley.PlainText, Bytes: []byte(text)}
	}
	at := int64(0)
	since := func(what string, want ...parley.ReportID) {
		t.Helper()
		ids, now, err := s.Since(t.Context(), at)
		slices.Sort(want)
		if err != nil || !slices.Equal(ids, want) || now < at {
			t.Fatalf("%s: %v, moment %d after %d, %v; want %v", what, ids, now, at, err, want)
		}
		at = now
	}
	add := func(r parley.Report) {
		t.Helper()
		if _, err := s.AddReports(t.Context(), []parley.Report{r}); err != nil {
			t.Fatal(err)
		}
	}
	since("an empty dossier")
	a, b := report("The envoy left Tarn.", "a.txt"), report("The envoy came to Tarn.", "b.txt")
	add(a)
	add(b)
	since("two reports", a.ID, b.ID)
	add(a)
	since("the same report again")
	add(report("The envoy left Tarn.", "c.txt"))
	since("a further name", a.ID)
	f := parley.Findings{Report: b.ID, Reader: "test"}
	if err := s.AddFindings(t.Context(), []store.Found{{Reading: store.Reading{Report: b.ID, Reader: "test", Format: parley.PlainText}, Findings: f}}); err != nil {
		t.Fatal(err)
	}
	since("a reading", b.ID)
	if _, err := s.Decide(t.Context(), parley.Decision{Kind: parley.DecideGiven, Report: a.ID, Value: store.EncodeGiven(parley.Given{Outlet: "Tarn Post"})}); err != nil {
		t.Fatal(err)
	}
	since("a decision")
	if ids, now, err := s.Since(t.Context(), 1<<62); err != nil || len(ids) > 0 || now != at {
		t.Errorf("after a moment that is not there yet: %v, %d, %v", ids, now, err)
	}
}

package sqldb

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// What came since a moment: new reports, new names and new readings, and nothing else.
func TestSince(t *testing.T) {
	d, err := Open(t.Context(), filepath.Join(t.TempDir(), "d.db"), Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	report := func(text, name string) parley.Report {
		return parley.Report{ID: parley.IDOf([]byte(text)), Names: []string{name}, Format: "text", Bytes: []byte(text)}
	}
	at := int64(0)
	since := func(what string, want ...parley.ReportID) {
		t.Helper()
		ids, now, err := d.Since(t.Context(), at)
		slices.Sort(want)
		if err != nil || !slices.Equal(ids, want) || now < at {
			t.Fatalf("%s: %v, moment %d after %d, %v; want %v", what, ids, now, at, err, want)
		}
		at = now
	}
	add := func(r parley.Report) {
		t.Helper()
		if _, err := d.AddReports(t.Context(), []parley.Report{r}); err != nil {
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
	if err := d.AddFindings(t.Context(), []store.Found{{Reading: store.Reading{Report: b.ID, Reader: "test", Format: "text"}, Findings: f}}); err != nil {
		t.Fatal(err)
	}
	since("a reading", b.ID)
	if _, err := d.Decide(t.Context(), parley.Decision{Kind: parley.DecideGiven, Report: a.ID, Value: store.EncodeGiven(parley.Given{Outlet: "Tarn Post"})}); err != nil {
		t.Fatal(err)
	}
	since("a decision")
	if ids, now, err := d.Since(t.Context(), 1<<62); err != nil || len(ids) > 0 || now != at {
		t.Errorf("after a moment that is not there yet: %v, %d, %v", ids, now, err)
	}
}

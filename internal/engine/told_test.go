package engine_test

import (
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/store"
)

// told is a report as a container's part has it.
func told(r parley.Report, part, day, outlet string) parley.Report {
	r.Names = []string{part}
	d, _ := parley.ParseDate(day)
	r.Told = parley.Given{Published: d, Outlet: outlet, PublishedBy: "date of " + part}
	return r
}

// What containers tell counts where nobody gave anything, in whatever order and however often they come.
func TestTold(t *testing.T) {
	first, second := told(ferry, "a.jsonl#1", "2031-05-04", ""), told(ferry, "b.xml#x", "2031-05-06", "Lea Courier")
	flagged := told(bridge, "c.jsonl#1", "2031-05-04", "Lea Courier")
	flagged.Given.Outlet = "Riverton Post"
	want := map[parley.ReportID]parley.Given{
		ferry.ID:  {Published: parley.NewDate(2031, 5, 4), PublishedBy: "date of a.jsonl#1", Outlet: "Lea Courier"},
		bridge.ID: {Published: parley.NewDate(2031, 5, 4), PublishedBy: "date of c.jsonl#1", Outlet: "Riverton Post"},
	}
	var exports []string
	for _, builds := range [][][]parley.Report{{{first, second, flagged}}, {{second}, {flagged}, {first}, {second, first}}, {{flagged, second}, {first, flagged}}} {
		var s store.Memory
		e := engine.New(config(&s, "v1"))
		for _, b := range builds {
			build(t, e, b...)
		}
		got, err := store.GivenOf(t.Context(), &s)
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, want)
		lines := 0
		for d, err := range s.Decisions(t.Context()) {
			if err != nil || d.Kind == parley.DecideTold && d.Who != "" {
				t.Errorf("%+v, %v", d, err)
			}
			lines++
		}
		if lines != 4 {
			t.Errorf("%d lines in the log, want three told and one given", lines)
		}
		exports = append(exports, exported(t, e))
	}
	if exports[0] != exports[1] || exports[0] != exports[2] {
		t.Error("the order of arrival shapes the record")
	}
}

// A user who gives what a container told too is kept to: another container changes nothing then.
func TestGivenLikeTold(t *testing.T) {
	var s store.Memory
	e := engine.New(config(&s, "v1"))
	r := told(ferry, "b.jsonl#1", "2031-05-04", "Lea Courier")
	build(t, e, r)
	r.Given = parley.Given{Published: parley.NewDate(2031, 5, 4), Outlet: "Lea Courier"}
	build(t, e, r)
	build(t, e, told(ferry, "a.jsonl#1", "2031-05-01", "Vessia Times"))
	got, err := store.GivenOf(t.Context(), &s)
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, map[parley.ReportID]parley.Given{ferry.ID: {Published: parley.NewDate(2031, 5, 4), Outlet: "Lea Courier"}})
}

func TestSetAsideInOrder(t *testing.T) {
	var s store.Memory
	var names []string
	sum, err := engine.New(config(&s, "v1")).Build(t.Context(), func(yield func(parley.Report, *parley.SetAside) bool) {
		for _, n := range []string{"a#10", "a#2", "b", "a#x", "a", "a#002b", "a#2a", "a#1.10", "a#1.9", "9", "10"} {
			if !yield(parley.Report{}, &parley.SetAside{Name: n, Reason: parley.ReasonEmpty, Detail: "x"}) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range sum.SetAside {
		names = append(names, a.Name)
	}
	same(t, names, []string{"9", "10", "a", "a#002b", "a#1.9", "a#1.10", "a#2", "a#2a", "a#10", "a#x", "b"})
}

package engine_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/export"
	"github.com/parley-press/parley/internal/record"
	"github.com/parley-press/parley/internal/store"
)

// config is a configuration with a clock that stands still.
func config(s store.Store, version string) engine.Config {
	return engine.Config{Store: s, Reader: lineReader{version}, Version: version, Workers: 3, Who: "ana",
		Now:  func() time.Time { return time.Date(2031, 5, 4, 0, 0, 0, 0, time.UTC) },
		Fold: func() engine.Fold { return record.NewFolder(version, 0) }}
}

func report(name, body string) parley.Report {
	return parley.Report{ID: parley.IDOf([]byte(body)), Names: []string{name}, Format: parley.PlainText, Bytes: []byte(body)}
}

func inputs(rs ...parley.Report) iter.Seq2[parley.Report, *parley.SetAside] {
	return func(yield func(parley.Report, *parley.SetAside) bool) {
		for _, r := range rs {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func build(t testing.TB, e *engine.Engine, rs ...parley.Report) engine.Summary {
	t.Helper()
	sum, err := e.Build(t.Context(), inputs(rs...))
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// exported is the record as JSON.
func exported(t testing.TB, e *engine.Engine) string {
	t.Helper()
	rec, err := e.Record(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := export.JSON(&b, rec); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func same(t testing.TB, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("want -, got +:\n%s", d)
	}
}

var (
	ferry  = report("ferry.txt", "Ferry to sail\nAna Roe: We will sail on Friday.\nJon Vale: The pier is closed.\n")
	bridge = report("bridge.txt", "Bridge to close\nAna Roe: The bridge stays open.\n")
	plain  = report("plain.txt", "Nobody says anything here\n")
)

func TestBuild(t *testing.T) {
	var s store.Memory
	e := engine.New(config(&s, "v1"))
	again := ferry
	again.Names = []string{"copy/ferry.txt"}
	same(t, build(t, e, ferry, bridge, again), engine.Summary{Inputs: 3, New: 2, Already: 1, Read: 2})
	first := exported(t, e)
	same(t, build(t, e, again, bridge), engine.Summary{Inputs: 2, Already: 2})
	same(t, exported(t, e), first)
	same(t, build(t, e, plain), engine.Summary{Inputs: 1, New: 1, Read: 1})
	rec, err := e.Record(t.Context())
	if err != nil || len(rec.Reports) != 3 {
		t.Fatalf("%v, %v", rec, err)
	}
	if rec2, _ := e.Record(t.Context()); rec2 != rec {
		t.Error("folded again without a change")
	}
	build(t, e, report("new.txt", "Jon Vale: New.\n"))
	if rec2, _ := e.Record(t.Context()); rec2 == rec || len(rec2.Reports) != 4 {
		t.Error("the record did not follow the store")
	}
	if n, err := e.Pending(t.Context()); n != 0 || err != nil {
		t.Errorf("%d pending, %v", n, err)
	}
}

// A newer reader reads everything again and leaves what the older one found.
func TestNewReader(t *testing.T) {
	var s store.Memory
	build(t, engine.New(config(&s, "v1")), ferry, bridge)
	e := engine.New(config(&s, "v2"))
	if n, _ := e.Pending(t.Context()); n != 2 {
		t.Errorf("%d pending, want 2", n)
	}
	if rec, _ := e.Record(t.Context()); len(rec.Reports) != 0 {
		t.Error("findings of two versions in one record")
	}
	same(t, build(t, e), engine.Summary{Read: 2})
	for range s.Readings(t.Context(), "v1") {
		return
	}
	t.Error("findings of the older version are gone")
}

// A report on which the reader panics is set aside with the place of the panic; its neighbours are read.
func TestPanic(t *testing.T) {
	var s store.Memory
	e := engine.New(config(&s, "v1"))
	bad, none := report("bad.txt", "Ana Roe: PANIC\n"), report("none.txt", "NOTHING")
	file := parley.SetAside{Name: "x.pdf", Reason: parley.ReasonBinary, Detail: "a PDF file", Size: 9}
	sum, err := e.Build(t.Context(), func(yield func(parley.Report, *parley.SetAside) bool) {
		_ = yield(ferry, nil) && yield(bad, nil) && yield(parley.Report{}, &file) && yield(none, nil) && yield(bridge, nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	if sum.Inputs != 4 || sum.Read != 2 || len(sum.SetAside) != 3 {
		t.Errorf("%+v", sum)
	}
	a := sum.SetAside[0]
	if a.Name != "bad.txt" || a.Reason != parley.ReasonFault || a.Report != bad.ID || !strings.Contains(a.Detail, "index out of range") || !strings.Contains(a.Detail, "lineReader.Read, line") {
		t.Errorf("%+v", a)
	}
	got, err := e.SetAside(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, sum.SetAside)
	// they are tried again, but told only to whom brings them again
	if sum := build(t, e, plain); len(sum.SetAside) != 0 || sum.Read != 1 {
		t.Errorf("%+v", sum)
	}
	if sum := build(t, e, bad); len(sum.SetAside) != 1 {
		t.Errorf("%+v", sum)
	}
	// a file that came back in order is not set aside any more
	build(t, e, report("x.pdf", "Ana Roe: Now it is text.\n"))
	if got, _ := e.SetAside(t.Context()); len(got) != 2 {
		t.Errorf("%+v", got)
	}
}

func TestGiven(t *testing.T) {
	var s store.Memory
	e := engine.New(config(&s, "v1"))
	with := func(r parley.Report, name, outlet string, day parley.Date) parley.Report {
		r.Names, r.Given = []string{name}, parley.Given{Outlet: outlet, Published: day}
		return r
	}
	day := parley.NewDate(2031, 5, 4)
	outlet := func() string {
		rec, err := e.Record(t.Context())
		if err != nil || len(rec.Reports) != 1 {
			t.Fatalf("%v %v", rec, err)
		}
		return rec.Reports[0].Meta.Outlet.Name + " " + rec.Reports[0].Meta.Published.Value.String()
	}
	for _, step := range []struct {
		in   []parley.Report
		want string
		read int
	}{
		{[]parley.Report{with(ferry, "a", "", 0)}, " ", 1},
		{[]parley.Report{with(ferry, "b", "Lake Herald", 0), with(ferry, "a", "Riverton Post", 0)}, "Riverton Post ", 1}, // the first name counts
		{[]parley.Report{with(ferry, "a", "Riverton Post", 0)}, "Riverton Post ", 0},
		{[]parley.Report{with(ferry, "a", "", day)}, "Riverton Post 2031-05-04", 1},
		{[]parley.Report{with(ferry, "a", "", 0)}, "Riverton Post 2031-05-04", 0},
		{[]parley.Report{with(ferry, "a", "Lake Herald", 0)}, "Lake Herald 2031-05-04", 1},     // a later build wins
		{[]parley.Report{with(ferry, "a", "Riverton Post", 0)}, "Riverton Post 2031-05-04", 0}, // read so before
	} {
		sum := build(t, e, step.in...)
		if got := outlet(); got != step.want || sum.Read != step.read {
			t.Errorf("after %+v: %q and %d read, want %q and %d", step.in[0].Given, got, sum.Read, step.want, step.read)
		}
	}
	r, err := e.Raw(t.Context(), ferry.ID)
	if err != nil || r.Given.Outlet != "Riverton Post" {
		t.Errorf("%+v %v", r.Given, err)
	}
}

func TestUnstorableName(t *testing.T) {
	var s store.Memory
	e := engine.New(config(&s, "v1"))
	odd := ferry
	odd.Names = []string{"a\xffb\x00.txt"}
	build(t, e, odd)
	r, err := e.Raw(t.Context(), ferry.ID)
	if err != nil || r.Names[0] != `a\xffb\x00.txt` {
		t.Errorf("%q %v", r.Names, err)
	}
}

// Reports come in any order, any number of times, in any number of builds: the export is the same to the byte.
func TestAnyOrder(t *testing.T) {
	var stock []parley.Report
	for i := range 9 {
		body := fmt.Sprintf("Report %d\nAna Roe: We will sail on day %d.\nSpeaker %d: No.\nAna Roe: The pier is closed.\n", i/2*2, i%4, i)
		if i%4 == 3 {
			body = string(stock[i-1].Bytes) // the same bytes under two names, said to be of two outlets
		}
		r := report(fmt.Sprintf("dir/%d.txt", i), body)
		r.Given = parley.Given{Outlet: []string{"", "Lake Herald", "Riverton Post"}[i%3], Published: parley.NewDate(2031, 5, i%2+1)}
		stock = append(stock, r)
	}
	stock = append(stock, report("bad.txt", "Ana Roe: PANIC\n"))
	var s store.Memory
	e := engine.New(config(&s, "v1"))
	build(t, e, stock...)
	want := exported(t, e)
	rapid.Check(t, func(rt *rapid.T) {
		order := rapid.Permutation(stock).Draw(rt, "order")
		for _, i := range rapid.SliceOfN(rapid.IntRange(0, len(stock)-1), 0, 5).Draw(rt, "again") {
			order = append(order, stock[i])
		}
		var s store.Memory
		cfg := config(&s, "v1")
		cfg.Workers = rapid.IntRange(1, 4).Draw(rt, "workers")
		e := engine.New(cfg)
		build(t, e, order...)
		if got := exported(t, e); got != want {
			rt.Fatalf("order or repetition changed the export:\n%s", cmp.Diff(want, got))
		}
		build(t, e, order[:rapid.IntRange(0, len(order)).Draw(rt, "some")]...)
		build(t, e, order...)
		if got := exported(t, e); got != want {
			rt.Fatalf("building again changed the export:\n%s", cmp.Diff(want, got))
		}
	})
}

// A build that is cancelled anywhere loses nothing that was stored, and the next one goes on to the same record.
func TestCancelled(t *testing.T) {
	var stock []parley.Report
	for i := range 200 {
		stock = append(stock, report(fmt.Sprintf("%03d.txt", i), fmt.Sprintf("Report %d\nAna Roe: %d.\n", i, i)))
	}
	var whole store.Memory
	e := engine.New(config(&whole, "v1"))
	build(t, e, stock...)
	want := exported(t, e)
	for _, stopAt := range []int32{1, 70, 199, 230, 300, 399} {
		var s store.Memory
		ctx, cancel := context.WithCancel(t.Context())
		var steps atomic.Int32
		cfg := config(&s, "v1")
		cfg.Progress = func(string, int, int) {
			if steps.Add(1) == stopAt {
				cancel()
			}
		}
		e := engine.New(cfg)
		if _, err := e.Build(ctx, inputs(stock...)); !errors.Is(err, context.Canceled) {
			t.Errorf("stopped at %d: %v", stopAt, err)
		}
		build(t, e, stock...)
		if exported(t, e) != want {
			t.Errorf("stopped at %d: the record is another", stopAt)
		}
	}
}

func TestDecide(t *testing.T) {
	var s store.Memory
	e := engine.New(config(&s, "v1"))
	build(t, e, ferry, bridge)
	statements := func() (n int) {
		rec, err := e.Record(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rec.Reports {
			n += len(r.Statements)
		}
		return n
	}
	if statements() != 3 {
		t.Fatalf("%d statements", statements())
	}
	reject := parley.Decision{Kind: parley.DecideReject, Report: ferry.ID, Finding: "s1"}
	got, err := e.Decide(t.Context(), reject)
	if err != nil || got.Who != "ana" || got.At.IsZero() || got.Seq != 1 || statements() != 2 {
		t.Errorf("%+v %v, %d statements", got, err, statements())
	}
	if _, err := e.Decide(t.Context(), parley.Decision{Kind: parley.DecideAccept, Report: ferry.ID, Finding: "s1"}); err != nil || statements() != 3 {
		t.Errorf("%v, %d statements", err, statements())
	}
	for _, d := range []parley.Decision{
		{Kind: parley.DecideReject, Report: ferry.ID, Finding: "s9"},
		{Kind: parley.DecideReject, Report: plain.ID, Finding: "s1"},
		{Kind: parley.DecideMerge, Finding: "nobody", Value: "no one"},
		{Kind: parley.DecideGiven, Report: plain.ID, Value: "{}"},
	} {
		if _, err := e.Decide(t.Context(), d); parley.KindOf(err) != parley.NotFound {
			t.Errorf("%+v: %v", d, err)
		}
	}
}

func TestFindingsInOrder(t *testing.T) {
	var s store.Memory
	e := engine.New(config(&s, "v1"))
	build(t, e, ferry, bridge, plain)
	var ids []parley.ReportID
	for f, err := range e.Findings(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, f.Report)
	}
	if len(ids) != 3 || !slices.IsSorted(ids) {
		t.Errorf("%v", ids)
	}
}

// Package storetest is the suite that every implementation of store.Store must pass: contract, properties, benchmarks.
package storetest

import (
	"context"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// An Opener gives a new empty store that the test need not close.
type Opener func(t testing.TB) store.Store

// Run runs the whole suite but for the benchmarks.
func Run(t *testing.T, open Opener) {
	tests := []struct {
		name string
		f    func(*testing.T, Opener)
	}{
		{"reports", testReports}, {"names", testNames}, {"refused", testRefused}, {"atomic", testAtomic},
		{"findings", testFindings}, {"decisions", testDecisions}, {"decisions of every kind", testEveryKind}, {"undo", testUndo}, {"decide at", testDecideAt}, {"given", testGiven}, {"told", testTold}, {"asides", testAsides},
		{"many", testMany}, {"not shared", testNotShared}, {"cancelled", testCancelled}, {"concurrent", testConcurrent},
		{"any order", testAnyOrder}, {"stamp", testStamp}, {"since", testSince}, {"fetches", testFetches}, {"fetches refused", testFetchesRefused},
		{"users", testUsers}, {"last admin", testLastAdmin}, {"sessions", testSessions}, {"audit", testAudit}, {"accounts refused", testAccountsRefused},
		{"places", testPlaces}, {"places by day", testPlacesByDay}, {"places refused", testPlacesRefused}, {"arrivals", testArrivals}, {"searches", testSearches}, {"configurations", testConfigs}, {"weights", testWeights}, {"places hostile", testPlacesHostile},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) { tc.f(t, open) })
	}
}

// report is a report of those bytes.
func report(body string, format parley.Format, names ...string) parley.Report {
	return parley.Report{ID: parley.IDOf([]byte(body)), Names: names, Format: format, Bytes: []byte(body)}
}

// found is what a reader that marks the whole body as a figure would find.
func found(r parley.Report, reader string, g parley.Given) store.Found {
	p := parley.Passage{Span: parley.Span{End: len(r.Bytes)}, Raw: parley.RawSpan{End: len(r.Bytes)}, Text: string(r.Bytes)}
	low := 400.5
	return store.Found{
		Reading: store.Reading{Report: r.ID, Reader: reader, Format: r.Format, Given: g},
		Findings: parley.Findings{Report: r.ID, Reader: reader, Words: 3, Runs: parley.Runs{1, 1 << 31},
			Meta:    parley.Meta{Published: parley.Published{Value: g.Published, How: parley.Unknown}},
			Figures: []parley.Figure{{Basis: parley.Basis{ID: "f1", Rule: "test@1", Confidence: 0.9}, Low: &low, Unit: "<b>&\u2028", Passage: p}}},
	}
}

// all collects a listing.
func all[T any](t testing.TB, seq iter.Seq2[T, error]) []T {
	t.Helper()
	var out []T
	for v, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

func add(t testing.TB, s store.Store, rs ...parley.Report) []bool {
	t.Helper()
	added, err := s.AddReports(t.Context(), rs)
	if err != nil {
		t.Fatal(err)
	}
	return added
}

func wantKind(t testing.TB, err error, k parley.Kind) {
	t.Helper()
	if err == nil || parley.KindOf(err) != k {
		t.Errorf("error %v, want one of kind %q", err, k)
	}
}

func same(t testing.TB, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func testReports(t *testing.T, open Opener) {
	s := open(t)
	a, b := report("The bridge is open.\x00\xff", parley.PlainText, "a.txt"), report("", parley.HTML, "b.html")
	same(t, add(t, s, a, b, a), []bool{true, true, false})
	same(t, add(t, s, b), []bool{false})
	for _, want := range []parley.Report{a, b} {
		got, err := s.Report(t.Context(), want.ID)
		if err != nil {
			t.Fatal(err)
		}
		if string(got.Bytes) != string(want.Bytes) || parley.IDOf(got.Bytes) != want.ID {
			t.Errorf("bytes %q, want %q", got.Bytes, want.Bytes)
		}
		got.Bytes, want.Bytes = nil, nil
		same(t, got, want)
	}
	_, err := s.Report(t.Context(), parley.IDOf([]byte("other")))
	wantKind(t, err, parley.NotFound)
	for _, err := range s.Entries(t.Context()) {
		if err != nil {
			t.Error(err)
		}
		break // a listing may be left early
	}
}

func testNames(t *testing.T, open Opener) {
	s := open(t)
	body := "Ana Roe said the ferry would sail."
	add(t, s, report(body, parley.PlainText, "z.txt", "dir/two\nlines ✓.txt"))
	add(t, s, report(body, parley.HTML, "m?mode=memory#.html"), report(body, parley.PlainText, "a.txt", "z.txt"))
	want := []store.Entry{{ID: parley.IDOf([]byte(body)), Names: []string{"a.txt", "dir/two\nlines ✓.txt", "m?mode=memory#.html", "z.txt"},
		Format: parley.HTML, Size: int64(len(body))}}
	same(t, all(t, s.Entries(t.Context())), want)
	got, err := s.Report(t.Context(), want[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, report(body, parley.HTML, want[0].Names...))
}

func testRefused(t *testing.T, open Opener) {
	s := open(t)
	ok := report("x", parley.PlainText, "x.txt")
	forged := ok
	forged.Bytes = []byte("y")
	for _, r := range []parley.Report{forged, report("x", parley.PlainText), report("x", "", "x"), report("x", parley.PlainText, ""),
		report("x", parley.PlainText, "a\x00b"), report("x", parley.PlainText, "a\xffb")} {
		_, err := s.AddReports(t.Context(), []parley.Report{r})
		wantKind(t, err, parley.Invalid)
	}
	wantKind(t, s.AddFindings(t.Context(), []store.Found{found(ok, "v1", parley.Given{})}), parley.NotFound)
	add(t, s, ok)
	f := found(ok, "v1", parley.Given{})
	f.Findings.Report = parley.IDOf([]byte("other"))
	wantKind(t, s.AddFindings(t.Context(), []store.Found{f}), parley.Invalid)
	for _, d := range []parley.Decision{{}, {Kind: "bless", Report: ok.ID}, {Kind: parley.DecideReject, Report: ok.ID},
		{Kind: parley.DecideGiven, Value: "{}"}, {Kind: parley.DecideGiven, Report: ok.ID, Value: `{"colour":"red"}`},
		{Kind: parley.DecideMerge, Finding: "a", Value: "a"}, {Kind: parley.DecideSame, Finding: "k-1", Value: "k-1"}, {Kind: parley.DecideMark, Finding: "k-1", Value: "solved"},
		{Kind: parley.DecideEdit, Report: ok.ID, Finding: "s1", Value: "{}"}, {Kind: parley.DecideEdit, Report: ok.ID, Finding: "s1", Value: `{"colour":"red"}`},
		{Kind: parley.DecideAdd, Report: ok.ID, Finding: "p-1"}, {Kind: parley.DecideSplit, Finding: "a", Value: `[]`}, {Kind: parley.DecideUndo},
		{Kind: parley.DecideReject, Report: ok.ID, Finding: "s1", Undoes: 1}, {Kind: parley.DecideReject, Report: ok.ID, Finding: "s1", Was: "{"}, {Kind: parley.DecideReject, Report: ok.ID, Finding: "s1", Why: "\x00"}} {
		_, err := s.Decide(t.Context(), d)
		wantKind(t, err, parley.Invalid)
	}
	wantKind(t, s.AddAsides(t.Context(), []parley.SetAside{{Name: "x"}}), parley.Invalid)
	wantKind(t, s.AddAsides(t.Context(), []parley.SetAside{{Reason: parley.ReasonEmpty}}), parley.Invalid)
	if n := len(all(t, s.Decisions(t.Context()))) + len(all(t, s.Asides(t.Context()))) + len(all(t, s.Readings(t.Context(), "v1"))); n != 0 {
		t.Errorf("%d refused things are stored", n)
	}
}

func testAtomic(t *testing.T, open Opener) {
	s := open(t)
	good, bad := report("good", parley.PlainText, "g.txt"), report("bad", parley.PlainText)
	if _, err := s.AddReports(t.Context(), []parley.Report{good, bad}); err == nil {
		t.Fatal("a report without a name was stored")
	}
	if got := all(t, s.Entries(t.Context())); len(got) != 0 {
		t.Errorf("half of a batch is stored: %v", got)
	}
	add(t, s, good)
	missing := report("missing", parley.PlainText, "m.txt")
	wantKind(t, s.AddFindings(t.Context(), []store.Found{found(good, "v1", parley.Given{}), found(missing, "v1", parley.Given{})}), parley.NotFound)
	if got := all(t, s.Readings(t.Context(), "v1")); len(got) != 0 {
		t.Errorf("half of a batch is stored: %v", got)
	}
}

func testFindings(t *testing.T, open Opener) {
	s := open(t)
	r := report("more than 400 residents", parley.PlainText, "r.txt")
	add(t, s, r)
	given := parley.Given{Published: parley.NewDate(2031, 5, 4), Outlet: "Riverton Post"}
	first, again, other, newer := found(r, "v1", parley.Given{}), found(r, "v1", parley.Given{}), found(r, "v1", given), found(r, "v2", parley.Given{})
	again.Findings.Words = 99
	if err := s.AddFindings(t.Context(), []store.Found{newer, first, again, other}); err != nil {
		t.Fatal(err)
	}
	if err := s.AddFindings(t.Context(), []store.Found{again}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []store.Found{first, other, newer} {
		got, err := s.Findings(t.Context(), want.Reading)
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, want.Findings)
	}
	_, err := s.Findings(t.Context(), store.Reading{Report: r.ID, Reader: "v3", Format: r.Format})
	wantKind(t, err, parley.NotFound)
	if n := len(all(t, s.Readings(t.Context(), "v1"))); n != 2 {
		t.Errorf("%d readings by v1, want 2", n)
	}
	same(t, all(t, s.Readings(t.Context(), "v2")), []store.Reading{newer.Reading})
}

func testDecisions(t *testing.T, open Opener) {
	s := open(t)
	at := time.Date(2031, 5, 4, 10, 0, 0, 123456789, time.FixedZone("east", 3*3600))
	id := parley.IDOf([]byte("x"))
	decide := func(k parley.DecisionKind, finding, why string) int64 {
		t.Helper()
		at = at.Add(time.Second)
		d := parley.Decision{At: at, Who: "ana", Kind: k, Report: id, Finding: finding, Why: why}
		if k == parley.DecideMerge {
			d.Report, d.Value = "", "entity/2"
		}
		got, err := s.Decide(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		return got.Seq
	}
	var seqs []int64
	for _, step := range []struct {
		k            parley.DecisionKind
		finding, why string
	}{
		{parley.DecideReject, "s1", "misread"},
		{parley.DecideReject, "s1", "misread"}, // the same again
		{parley.DecideReject, "s2", "misread"},
		{parley.DecideAccept, "s1", ""},
		{parley.DecideReject, "s1", "misread"}, // not the last on s1
		{parley.DecideMerge, "entity/1", ""},
		{parley.DecideMerge, "entity/1", ""},
	} {
		seqs = append(seqs, decide(step.k, step.finding, step.why))
	}
	same(t, seqs, []int64{1, 1, 2, 3, 4, 5, 5})
	log := all(t, s.Decisions(t.Context()))
	if len(log) != 5 {
		t.Fatalf("%d lines in the log, want 5", len(log))
	}
	first := time.Date(2031, 5, 4, 7, 0, 1, 123456000, time.UTC)
	if log[0].At != first {
		t.Errorf("time %v, want %v", log[0].At, first)
	}
	for i, d := range log {
		if d.Seq != int64(i)+1 {
			t.Errorf("line %d has number %d", i, d.Seq)
		}
	}
}

func testGiven(t *testing.T, open Opener) {
	s := open(t)
	id := parley.IDOf([]byte("x"))
	for _, v := range []string{`{"published":"2031-05-04","outlet":"Riverton Post"}`, `{"outlet":"Lake Herald"}`, `{}`} {
		if _, err := s.Decide(t.Context(), parley.Decision{Kind: parley.DecideGiven, Report: id, Value: v}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := store.GivenOf(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, map[parley.ReportID]parley.Given{id: {Published: parley.NewDate(2031, 5, 4), Outlet: "Lake Herald"}})
}

// testTold: what containers tell counts where nobody gave anything, the first name over the others, in any order of the lines.
func testTold(t *testing.T, open Opener) {
	x, y := parley.IDOf([]byte("x")), parley.IDOf([]byte("y"))
	lines := []parley.Decision{
		{Kind: parley.DecideTold, Report: x, Finding: "b.xml#2", Value: `{"published":"2031-05-05","language":"en","published_by":"pubDate of b.xml#2"}`},
		{Kind: parley.DecideTold, Report: x, Finding: "a.jsonl#7", Value: `{"published":"2031-05-04","outlet":"Lake Herald","published_by":"date of a.jsonl#7"}`},
		{Kind: parley.DecideTold, Report: y, Finding: "a.jsonl#8", Value: `{"published":"2031-05-06","outlet":"Lake Herald","published_by":"date of a.jsonl#8"}`},
		{Kind: parley.DecideGiven, Report: y, Value: `{"published":"2031-05-07"}`},
	}
	want := map[parley.ReportID]parley.Given{
		x: {Published: parley.NewDate(2031, 5, 4), Outlet: "Lake Herald", Language: "en", PublishedBy: "date of a.jsonl#7"},
		y: {Published: parley.NewDate(2031, 5, 7), Outlet: "Lake Herald"},
	}
	for range 2 { // and the other way round
		s := open(t)
		for _, twice := range [][]parley.Decision{lines, lines} {
			for _, d := range twice {
				if _, err := s.Decide(t.Context(), d); err != nil {
					t.Fatal(err)
				}
			}
		}
		if n := len(all(t, s.Decisions(t.Context()))); n != len(lines) {
			t.Errorf("%d lines in the log, want %d: telling twice is not telling more", n, len(lines))
		}
		got, err := store.GivenOf(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, want)
		slices.Reverse(lines)
	}
	_, err := open(t).Decide(t.Context(), parley.Decision{Kind: parley.DecideTold, Report: x, Value: `{}`})
	wantKind(t, err, parley.Invalid)
}

func testAsides(t *testing.T, open Opener) {
	s := open(t)
	a := parley.SetAside{Name: "a.pdf", Reason: parley.ReasonBinary, Detail: "a PDF file", Size: -1}
	b := parley.SetAside{Name: "a.pdf", Reason: parley.ReasonBinary, Detail: "a PDF file", Report: parley.IDOf(nil), Size: 0}
	c := parley.SetAside{Name: "b", Reason: parley.ReasonEmpty, Detail: "no text"}
	for _, batch := range [][]parley.SetAside{{c, a}, {b, a, a}, nil} {
		if err := s.AddAsides(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
	same(t, all(t, s.Asides(t.Context())), []parley.SetAside{a, b, c})
}

// testMany crosses the page size of any paged listing.
func testMany(t *testing.T, open Opener) {
	const n = 1100
	s := open(t)
	var rs []parley.Report
	var fs []store.Found
	var as []parley.SetAside
	for i := range n {
		rs = append(rs, report(fmt.Sprint("report ", i), parley.PlainText, fmt.Sprintf("%d.txt", i), fmt.Sprintf("copy/%d.txt", i)))
		fs = append(fs, found(rs[i], "v1", parley.Given{}))
		as = append(as, parley.SetAside{Name: fmt.Sprintf("%04d.bin", i), Reason: parley.ReasonBinary})
	}
	add(t, s, rs...)
	if err := s.AddFindings(t.Context(), fs); err != nil {
		t.Fatal(err)
	}
	if err := s.AddAsides(t.Context(), as); err != nil {
		t.Fatal(err)
	}
	same(t, all(t, s.Asides(t.Context())), as)
	entries, readings := all(t, s.Entries(t.Context())), all(t, s.Readings(t.Context(), "v1"))
	if len(entries) != n || len(readings) != n {
		t.Fatalf("%d reports and %d readings, want %d", len(entries), len(readings), n)
	}
	for i, e := range entries {
		if i > 0 && e.ID <= entries[i-1].ID || readings[i].Report != e.ID || len(e.Names) != 2 {
			t.Fatalf("entry %d out of order or incomplete: %v", i, e)
		}
	}
}

// testNotShared changes what was handed in and what was handed out; the store must not notice.
func testNotShared(t *testing.T, open Opener) {
	s := open(t)
	r := report("The bridge is open.", parley.PlainText, "a.txt")
	add(t, s, r)
	r.Bytes[0], r.Names[0] = 'X', "changed"
	for range 2 {
		got, err := s.Report(t.Context(), r.ID)
		if err != nil {
			t.Fatal(err)
		}
		if parley.IDOf(got.Bytes) != r.ID || got.Names[0] != "a.txt" {
			t.Fatalf("changed from outside: %q %q", got.Names, got.Bytes)
		}
		got.Bytes[0], got.Names[0] = 'Y', "changed"
	}
}

func testCancelled(t *testing.T, open Opener) {
	s := open(t)
	r := report("x", parley.PlainText, "x.txt")
	add(t, s, r)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.AddReports(ctx, []parley.Report{report("y", parley.PlainText, "y.txt")}); err == nil {
		t.Error("AddReports ran under a cancelled context")
	}
	if _, err := s.Report(ctx, r.ID); err == nil {
		t.Error("Report ran under a cancelled context")
	}
	for _, err := range s.Entries(ctx) {
		if err == nil {
			t.Error("Entries ran under a cancelled context")
		}
	}
	if got := all(t, s.Entries(t.Context())); len(got) != 1 {
		t.Errorf("%d reports, want 1", len(got))
	}
}

// testStamp adds one thing after the other, each twice: the first time the stamp moves, the second time not.
func testStamp(t *testing.T, open Opener) {
	s := open(t)
	st, ok := s.(store.Stamper)
	if !ok {
		t.Fatal("no stamps")
	}
	r := report("x", parley.PlainText, "x.txt")
	renamed := r
	renamed.Names = []string{"y.txt"}
	last := ""
	for i, f := range []func() error{
		func() error { return nil },
		func() error { _, err := s.AddReports(t.Context(), []parley.Report{r}); return err },
		func() error { _, err := s.AddReports(t.Context(), []parley.Report{renamed}); return err },
		func() error { return s.AddFindings(t.Context(), []store.Found{found(r, "v1", parley.Given{})}) },
		func() error {
			_, err := s.Decide(t.Context(), parley.Decision{Kind: parley.DecideReject, Report: r.ID, Finding: "f1"})
			return err
		},
		func() error {
			return s.AddAsides(t.Context(), []parley.SetAside{{Name: "z", Reason: parley.ReasonEmpty}})
		},
	} {
		for again := range 2 {
			if err := f(); err != nil {
				t.Fatal(err)
			}
			now, err := st.Stamp(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if (now != last) != (again == 0) {
				t.Errorf("step %d, time %d: stamp %q after %q", i, again+1, now, last)
			}
			last = now
		}
	}
}

// testConcurrent adds the same reports from many goroutines under different names while others read.
func testConcurrent(t *testing.T, open Opener) {
	const workers, reports = 8, 40
	s := open(t)
	news := make([]int, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := range reports {
				r := report(fmt.Sprint("report ", i), parley.PlainText, fmt.Sprintf("w%d/%d.txt", w, i))
				added, err := s.AddReports(t.Context(), []parley.Report{r})
				if err != nil {
					t.Error(err)
					return
				}
				if added[0] {
					news[w]++
				}
				if err := s.AddFindings(t.Context(), []store.Found{found(r, "v1", parley.Given{})}); err != nil {
					t.Error(err)
				}
				if _, err := s.Decide(t.Context(), parley.Decision{Who: fmt.Sprint(w), Kind: parley.DecideReject, Report: r.ID, Finding: "f1"}); err != nil {
					t.Error(err)
				}
				for _, err := range s.Entries(t.Context()) {
					if err != nil {
						t.Error(err)
					}
					break
				}
			}
		})
	}
	wg.Wait()
	total := 0
	for _, n := range news {
		total += n
	}
	entries := all(t, s.Entries(t.Context()))
	if total != reports || len(entries) != reports {
		t.Errorf("%d reports called new and %d stored, want %d", total, len(entries), reports)
	}
	for _, e := range entries {
		if len(e.Names) != workers {
			t.Errorf("report %s has %d names, want %d", e.ID.Short(), len(e.Names), workers)
		}
	}
	if got := len(all(t, s.Decisions(t.Context()))); got != workers*reports {
		t.Errorf("%d decisions, want %d", got, workers*reports)
	}
	if got := len(all(t, s.Readings(t.Context(), "v1"))); got != reports {
		t.Errorf("%d readings, want %d", got, reports)
	}
}

// Dump is all that a store holds as text, but for the log of decisions: equal dumps, equal stores.
func Dump(t testing.TB, s store.Store, reader string) string {
	t.Helper()
	var b strings.Builder
	for _, e := range all(t, s.Entries(t.Context())) {
		r, err := s.Report(t.Context(), e.ID)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "report %+v %q\n", e, r.Bytes)
	}
	for _, r := range all(t, s.Readings(t.Context(), reader)) {
		f, err := s.Findings(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		j, err := store.EncodeFindings(f)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "reading %+v %s\n", r, j)
	}
	for _, a := range all(t, s.Asides(t.Context())) {
		fmt.Fprintf(&b, "aside %+v\n", a)
	}
	return b.String()
}

//go:build measure

package engine_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/record"
	"github.com/parley-press/parley/internal/record/recordtest"
	"github.com/parley-press/parley/internal/store"
	"github.com/parley-press/parley/internal/store/sqldb"
)

const (
	dossierReports = 400
	openDossiers   = 10
	addedReports   = 300
)

// TestMeasureAdd adds reports to a record of 200,000 invented ones in 500 dossiers on SQLite (PARLEY_DOSSIERS: another number), ten of them open: from the
// findings of a report to the record with it, the store's writing and syncing included, the reading of the report not.
func TestMeasureAdd(t *testing.T) {
	dossiers := 500
	if n, err := strconv.Atoi(os.Getenv("PARLEY_DOSSIERS")); err == nil {
		dossiers = n
	}
	dir := t.TempDir()
	start := time.Now()
	var bytes int64
	for d := range dossiers {
		path := filepath.Join(dir, fmt.Sprintf("%d.db", d))
		fill(t, path, recordtest.NewPress(uint64(d), dossierReports/10))
		if fi, err := os.Stat(path); err == nil {
			bytes += fi.Size()
		}
	}
	t.Logf("%d dossiers of %d reports, %.1f GB, stored in %.0f s", dossiers, dossierReports, float64(bytes)/1e9, time.Since(start).Seconds())
	rng := rand.New(rand.NewPCG(1, 1))
	var opened []*addable
	var cold []time.Duration
	for _, d := range rng.Perm(dossiers)[:min(openDossiers, dossiers)] {
		a := &addable{press: recordtest.NewPress(uint64(d), dossierReports/10), n: dossierReports}
		s, err := sqldb.Open(t.Context(), filepath.Join(dir, fmt.Sprintf("%d.db", d)), sqldb.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		a.store, a.engine = s, engine.New(engine.Config{Store: s, Reader: lineReader{"invented"}, Version: "invented", Fold: func() engine.Fold { return record.NewFolder("invented", 0) }})
		start := time.Now()
		if _, err := a.engine.Record(t.Context()); err != nil {
			t.Fatal(err)
		}
		cold = append(cold, time.Since(start))
		opened = append(opened, a)
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("opening a dossier and folding it whole: median %.0f ms; %.0f MB of memory a dossier", ms(cold, 50), float64(m.HeapAlloc)/1e6/float64(len(opened)))
	var took, folded []time.Duration
	worked := cputime.Used()
	for range addedReports {
		a := opened[rng.IntN(len(opened))]
		all, fold := a.add(t)
		took, folded = append(took, all), append(folded, fold)
	}
	t.Logf("adding a report: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms (at least 25 / 100, aim 12 / 50); of it the record p50 %.1f ms, p99 %.1f ms", ms(took, 50), ms(took, 90), ms(took, 99), ms(folded, 50), ms(folded, 99))
	t.Logf("processors worked %.1f ms a report, the invention of it and the collection of garbage included", (cputime.Used()-worked).Seconds()*1e3/addedReports)
	if ms(took, 50) > 250 {
		t.Errorf("adding a report takes %.0f ms", ms(took, 50))
	}
}

// An addable is a dossier that is open.
type addable struct {
	press  *recordtest.Press
	store  store.Store
	engine *engine.Engine
	n      int
}

// add adds one more report; all is the time from its findings to the record, fold the part of the record.
func (a *addable) add(t *testing.T) (all, fold time.Duration) {
	t.Helper()
	rs, fs := invented(a.press, a.n, a.n+1)
	a.n++
	start := time.Now()
	if _, err := a.store.AddReports(t.Context(), rs); err != nil {
		t.Fatal(err)
	}
	if err := a.store.AddFindings(t.Context(), fs); err != nil {
		t.Fatal(err)
	}
	stored := time.Now()
	r, err := a.engine.Record(t.Context())
	if err != nil || len(r.Reports) != a.n {
		t.Fatal(err, len(r.Reports), a.n)
	}
	return time.Since(start), time.Since(stored)
}

// fill stores a dossier.
func fill(t *testing.T, path string, press *recordtest.Press) {
	t.Helper()
	s, err := sqldb.Open(t.Context(), path, sqldb.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	rs, fs := invented(press, 0, dossierReports)
	if _, err := s.AddReports(t.Context(), rs); err != nil {
		t.Fatal(err)
	}
	if err := s.AddFindings(t.Context(), fs); err != nil {
		t.Fatal(err)
	}
}

// invented is the reports from one number to before another, with their findings.
func invented(press *recordtest.Press, from, to int) (rs []parley.Report, fs []store.Found) {
	for n := from; n < to; n++ {
		f := press.Report(n, 0)
		rs = append(rs, parley.Report{ID: f.Report, Names: []string{fmt.Sprintf("reports/%d.txt", n)}, Format: parley.PlainText, Bytes: press.Bytes(n)})
		fs = append(fs, store.Found{Reading: store.Reading{Report: f.Report, Reader: f.Reader, Format: parley.PlainText}, Findings: f})
	}
	return rs, fs
}

// ms is a percentile in milliseconds.
func ms(all []time.Duration, percent int) float64 {
	all = slices.Clone(all)
	slices.Sort(all)
	return all[min(len(all)-1, len(all)*percent/100)].Seconds() * 1e3
}

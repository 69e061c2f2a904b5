//go:build measure

package record_test

import (
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/internal/record"
	"github.com/parley-press/parley/internal/record/recordtest"
)

// TestMeasureFirstFold folds the reports of an archive from nothing, PARLEY_FIRST_FOLD of them (20,000): what the first page of a server waits for. It logs
// how long processors worked and what the heap holds before, after the findings are there, and after the fold.
func TestMeasureFirstFold(t *testing.T) {
	reports := 20_000
	if n, err := strconv.Atoi(os.Getenv("PARLEY_FIRST_FOLD")); err == nil {
		reports = n
	}
	press := recordtest.NewArchive(1, 100, "v1")
	k := record.NewFolder("v1", 0)
	names := map[parley.ReportID][]string{}
	var invented, put time.Duration
	for n := range reports {
		start := cputime.Used()
		f := press.Report(n, 0)
		made := cputime.Used()
		k.Put(f)
		invented, put = invented+made-start, put+cputime.Used()-made
		names[f.Report] = []string{strconv.Itoa(n) + ".txt"}
	}
	before := heap()
	start, worked := time.Now(), cputime.Used()
	r := k.Record(names, nil, nil)
	t.Logf("%d reports: %.1f s for putting them, %.1f s of processors and %.1f s for the fold, %d MB of findings, %d MB with the record; %d conflicts, %d lines of the chronology",
		reports, put.Seconds(), (cputime.Used() - worked).Seconds(), time.Since(start).Seconds(), before>>20, heap()>>20, len(r.Conflicts), len(r.Chronology))
	runtime.KeepAlive(k)
}

// heap is how many bytes are in use.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

//go:build measure

package engine_test

import (
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/record"
	"github.com/parley-press/parley/internal/record/recordtest"
	"github.com/parley-press/parley/internal/store/sqldb"
	"github.com/parley-press/parley/internal/text"
	"github.com/parley-press/parley/read"
)

// bigPerDay is how many reports a day the big record has; 100,000 are a thousand days.
const bigPerDay = 100

// An archiveReader "reads" what a press invented.
type archiveReader struct{ *recordtest.Press }

func (archiveReader) Text(r parley.Report) (*text.Text, *parley.SetAside) { return clean.Clean(r) }

// archiveEngine is an engine on a database of an archive, as if its findings were those of the reader there is.
func archiveEngine(t *testing.T, path string, press *recordtest.Press) *engine.Engine {
	t.Helper()
	s, err := sqldb.Open(t.Context(), path, sqldb.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return engine.New(engine.Config{Store: s, Reader: archiveReader{press}, Version: read.Version, Now: time.Now,
		Fold: func() engine.Fold { return record.NewFolder(read.Version, 0) }})
}

// TestBig writes a record of PARLEY_BIG_REPORTS invented reports (100,000) to the file PARLEY_BIG names, through the engine: `make big`.
func TestBig(t *testing.T) {
	path := os.Getenv("PARLEY_BIG")
	if path == "" {
		t.Skip("PARLEY_BIG names no file")
	}
	reports := 100_000
	if n, err := strconv.Atoi(os.Getenv("PARLEY_BIG_REPORTS")); err == nil {
		reports = n
	}
	press := recordtest.NewArchive(1, bigPerDay, read.Version)
	e := archiveEngine(t, path, press)
	const step = 5000
	start, worked := time.Now(), cputime.Used()
	for from := 0; from < reports; from += step {
		sum, err := e.Build(t.Context(), press.Reports(from, min(reports, from+step)))
		if err != nil || len(sum.SetAside) > 0 {
			t.Fatal(err, sum.SetAside)
		}
		t.Logf("%7d reports, %4.0f s, %4.0f s of processors", min(reports, from+step), time.Since(start).Seconds(), (cputime.Used() - worked).Seconds())
	}
	if fi, err := os.Stat(path); err == nil {
		t.Logf("%s: %d MB", path, fi.Size()>>20)
	}
}

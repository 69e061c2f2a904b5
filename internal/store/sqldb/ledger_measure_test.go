//go:build measure

package sqldb

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// TestMeasureLedger fills a dossier with a million entries of the ledger and demands that none of its rows is called
// damaged; it says what the ledger costs.
func TestMeasureLedger(t *testing.T) {
	const reports = 333_334
	path := filepath.Join(t.TempDir(), "talks.db")
	d := openAt(t, path)
	start := time.Now()
	for from := 0; from < reports; from += 500 {
		var rs []parley.Report
		var fs []store.Found
		for i := from; i < min(reports, from+500); i++ {
			b := fmt.Appendf(nil, "Report %d: Ana Roe said the ferry would sail.", i)
			r := parley.Report{ID: parley.IDOf(b), Names: []string{fmt.Sprintf("press/%06d.txt", i)}, Format: parley.PlainText, Bytes: b}
			rs = append(rs, r)
			fs = append(fs, store.Found{Reading: store.Reading{Report: r.ID, Reader: "v1", Format: r.Format}, Findings: parley.Findings{Report: r.ID, Reader: "v1"}})
		}
		_, err := d.AddReports(t.Context(), rs)
		if err == nil {
			err = d.AddFindings(t.Context(), fs)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	filled := time.Since(start)
	head, err := d.Head(t.Context())
	if err != nil || head.Seq < 1_000_000 {
		t.Fatalf("%+v %v", head, err)
	}
	start = time.Now()
	wrong, err := d.checkLedger(t.Context())
	if err != nil || len(wrong) > 0 {
		t.Errorf("%d rows of a sound dossier are called damaged: %.300q %v", len(wrong), wrong, err)
	}
	took := time.Since(start)
	var ledger int64
	if err := d.read.QueryRow("SELECT sum(pgsize) FROM dbstat WHERE name IN ('ledger', 'sqlite_autoindex_ledger_1')").Scan(&ledger); err != nil {
		t.Log("no dbstat:", err)
	}
	fi, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d entries written with their rows in %v (%.0f a second), checked in %v (%.0f a second), %.0f bytes each of %.0f",
		head.Seq, filled, float64(head.Seq)/filled.Seconds(), took, float64(head.Seq)/took.Seconds(), float64(ledger)/float64(head.Seq), float64(fi.Size())/float64(head.Seq))
}

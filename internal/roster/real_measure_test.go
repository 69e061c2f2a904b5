//go:build measure

package roster

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestMeasurePhoenix reads the Phoenix dictionaries where they are there.
func TestMeasurePhoenix(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/data/lexicon/petrarch2/*.actors.txt.gz")
	if len(files) == 0 {
		t.Skip("the dictionaries are not here")
	}
	for _, f := range files {
		r, err := os.Open(f)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		z, err := gzip.NewReader(r)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		actors, wrong := Actors(b)
		took := time.Since(start)
		names, codes := 0, 0
		for _, a := range actors {
			names, codes = names+len(a.Names), codes+len(a.Codes)
		}
		t.Logf("%s: %d actors, %d names, %d codes, %d wrong lines, %s", filepath.Base(f), len(actors), names, codes, len(wrong), took)
		for _, w := range wrong[:min(len(wrong), 60)] {
			t.Logf("  %d: %s", w.Line, w.Why)
		}
	}
}

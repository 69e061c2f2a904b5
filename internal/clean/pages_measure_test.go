//go:build measure

package clean

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/parley-press/parley"
)

// TestMeasurePageLaws checks the laws of cleaned text on every real page in the folder PARLEY_DATA, and that each is read within the time of a
// page of its size: two seconds of a processor a megabyte.
func TestMeasurePageLaws(t *testing.T) {
	n := 0
	for _, pattern := range []string{"pages/html/*.gz", "page-dates/html/*.gz"} {
		files, err := filepath.Glob(filepath.Join(os.Getenv("PARLEY_DATA"), pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			z, err := gzip.NewReader(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			raw, err := io.ReadAll(z)
			if err != nil {
				t.Fatal(err)
			}
			x, _ := readSoon(t, string(raw), parley.HTML)
			if x == nil {
				continue
			}
			if err := laws(raw, x); err != nil {
				t.Errorf("%s: %v", filepath.Base(name), err)
			}
			spansHold(t, string(raw), x)
			n++
		}
	}
	if n == 0 {
		t.Skip("PARLEY_DATA names no folder with pages")
	}
	t.Logf("%d pages", n)
}

package sqldb

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/parley-press/parley"
)

// FuzzOpen opens any bytes as a database: an error or a store, never a panic, and a file that is not ours stays as it is.
func FuzzOpen(f *testing.F) {
	path := filepath.Join(f.TempDir(), "talks.db")
	d, err := Open(context.Background(), path, Options{Create: true})
	if err != nil {
		f.Fatal(err)
	}
	if err := d.Close(); err != nil {
		f.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	for _, b := range [][]byte{nil, good, good[:100], good[:4096], []byte("SQLite format 3\x00"), []byte("The bridge is open.\n")} {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		path := filepath.Join(t.TempDir(), "any.db")
		write(t, path, b)
		for _, opt := range []Options{{ReadOnly: true}, {Create: true}} {
			d, err := Open(t.Context(), path, opt)
			if err == nil {
				for _, err := range d.Entries(t.Context()) {
					if err != nil {
						break
					}
				}
				_, _ = d.Check(t.Context())
				_ = d.Close()
				continue
			}
			after, readErr := os.ReadFile(path)
			if parley.KindOf(err) == parley.Invalid && (readErr != nil || !bytes.Equal(after, b)) {
				t.Fatalf("a file that was refused (%v) was changed", err)
			}
		}
	})
}

package event_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what is found into testdata")

// TestFind reads testdata/*.txtar. A file of an archive is a fixture, a line "---", and what must be found.
func TestFind(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	l := newLab(t)
	for _, name := range files {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range ar.Files {
			src, want, _ := strings.Cut(string(f.Data), "---\n")
			got := show(l.read(t, src))
			ar.Files[i].Data = []byte(src + "---\n" + got)
			if !*update && cmp.Diff(want, got) != "" {
				t.Errorf("%s/%s:\n%s\n%s", filepath.Base(name), f.Name, strings.TrimSpace(src), cmp.Diff(want, got))
			}
		}
		if *update {
			if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

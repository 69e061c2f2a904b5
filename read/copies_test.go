package read_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
	"github.com/parley-press/parley/read"
)

var update = flag.Bool("update", false, "write what testdata/copies wants anew")

// TestCopies reads invented reports that carry each other's text, and holds to what the record says of it: groups with origin and carriers, versions, and how
// many findings each report has in the record.
func TestCopies(t *testing.T) {
	r := newReader(t)
	names, err := filepath.Glob("testdata/copies/*.txtar")
	if err != nil || len(names) < 6 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			in := record.Input{Reader: read.Version, Names: map[parley.ReportID][]string{}}
			at := -1
			for i, f := range a.Files {
				if f.Name == "want" {
					at = i
					continue
				}
				id := parley.IDOf(f.Data)
				got, aside := r.Read(parley.Report{ID: id, Names: []string{f.Name}, Format: parley.PlainText, Bytes: f.Data})
				if aside != nil {
					t.Fatal(f.Name, aside)
				}
				in.Findings, in.Names[id] = append(in.Findings, got), []string{f.Name}
			}
			got := tellCopies(record.Fold(in))
			slices.Reverse(in.Findings)
			if again := tellCopies(record.Fold(in)); again != got {
				t.Errorf("in another order:\n%s", again)
			}
			if *update {
				a.Files[at].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(a), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if want := string(a.Files[at].Data); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// tellCopies is what a record says of copies and versions, in lines.
func tellCopies(rec *parley.Record) string {
	var b strings.Builder
	file := map[parley.ReportID]string{}
	for _, e := range rec.Reports {
		file[e.ID] = e.File
	}
	for _, e := range rec.Reports {
		fmt.Fprintf(&b, "%s, %s, %s:", e.File, e.Meta.Outlet.Name, e.Meta.Published.Value)
		if e.CopyOf != "" {
			fmt.Fprintf(&b, " copy of %s;", file[e.CopyOf])
		}
		if e.ReplacedBy != "" {
			fmt.Fprintf(&b, " replaced by %s (%s);", file[e.ReplacedBy], e.ReplacedWhy)
		}
		for _, id := range e.Replaces {
			fmt.Fprintf(&b, " replaces %s;", file[id])
		}
		findings := "with findings"
		if len(e.Statements)+len(e.Events)+len(e.Figures) == 0 {
			findings = "without findings"
		}
		fmt.Fprintf(&b, " %s\n", findings)
	}
	for _, g := range rec.Copies {
		fmt.Fprintf(&b, "origin %s: %s (%.2f); %d outlets\n", file[g.Origin], g.Why, g.Confidence, g.Outlets)
		for _, c := range g.Carriers {
			fmt.Fprintf(&b, "\t%s %s: %.2f of its own, %.2f of the origin\n", file[c.Report], c.Kind, c.Own, c.Of)
		}
	}
	origins := 0
	for _, s := range rec.Same {
		origins = max(origins, s.Origins)
	}
	fmt.Fprintf(&b, "at most %d origins of one telling\n", origins)
	return b.String()
}

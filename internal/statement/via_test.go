package statement_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// TestVia reads testdata/via/via.txtar: below each text a line for each statement that is looked at, "cue: source | outlet, outlet", by the place of the
// cues. A file whose name begins with "known-" is a known failure: once it is read right the test asks for another name.
func TestVia(t *testing.T) {
	eachArchived(t, "testdata/via/via.txtar", func(d *text.Doc, s text.Statement) string {
		var got []string
		for _, v := range s.Via {
			got = append(got, strings.TrimPrefix(d.Slice(v.Span), "the "))
		}
		return strings.Join(got, ", ")
	})
}

// eachArchived reads the texts of an archive and compares the last column of their lines with what got says of the statement.
func eachArchived(t *testing.T, archive string, got func(*text.Doc, text.Statement) string) {
	t.Helper()
	r := newReader(t)
	a, err := txtar.ParseFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		body, lines, ok := strings.Cut(string(f.Data), "\n----\n")
		if !ok {
			t.Fatalf("%s: no expectation", f.Name)
		}
		d := r.read(strings.TrimPrefix(body, "\n"))
		if d == nil {
			t.Fatalf("%s: set aside", f.Name)
		}
		wrong := lineWrong(d, strings.Split(strings.TrimSpace(lines), "\n"), got)
		switch known := strings.HasPrefix(f.Name, "known-"); {
		case known && len(wrong) == 0:
			t.Errorf("%s is read right now: take known- off its name", f.Name)
		case !known && len(wrong) > 0:
			t.Errorf("%s: %s", f.Name, strings.Join(wrong, "; "))
		}
	}
}

// lineWrong compares expected lines with the statements of d.
func lineWrong(d *text.Doc, lines []string, last func(*text.Doc, text.Statement) string) []string {
	var wrong []string
	for _, l := range lines {
		cue, rest, _ := strings.Cut(l, ": ")
		src, via, _ := strings.Cut(rest, "|")
		k := slices.IndexFunc(d.Statements, func(s text.Statement) bool {
			return slices.ContainsFunc(s.Cue, func(c parley.Span) bool { return d.Slice(c) == cue || strings.HasPrefix(d.Slice(c), cue+" ") })
		})
		if k < 0 {
			wrong = append(wrong, fmt.Sprintf("no statement with cue %q", cue))
			continue
		}
		got, want := last(d, d.Statements[k]), strings.TrimPrefix(strings.TrimSpace(via), "the ")
		if s := d.Slice(d.Statements[k].Source); s != strings.TrimSpace(src) || got != want {
			wrong = append(wrong, fmt.Sprintf("%s: %q with %q, not %q with %q", cue, s, got, strings.TrimSpace(src), want))
		}
	}
	return wrong
}

// TestNesting reads testdata/nest/nest.txtar: as via.txtar, with the cue of the statement around it in the last column.
func TestNesting(t *testing.T) {
	eachArchived(t, "testdata/nest/nest.txtar", func(d *text.Doc, s text.Statement) string {
		if s.NestedIn < 0 || len(d.Statements[s.NestedIn].Cue) == 0 {
			return ""
		}
		c := d.Statements[s.NestedIn].Cue
		return d.Slice(c[len(c)-1])
	})
}

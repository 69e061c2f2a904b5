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
	r := newReader(t)
	a, err := txtar.ParseFile("testdata/via/via.txtar")
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
		wrong := viaWrong(d, strings.Split(strings.TrimSpace(lines), "\n"))
		switch known := strings.HasPrefix(f.Name, "known-"); {
		case known && len(wrong) == 0:
			t.Errorf("%s is read right now: take known- off its name", f.Name)
		case !known && len(wrong) > 0:
			t.Errorf("%s: %s", f.Name, strings.Join(wrong, "; "))
		}
	}
}

// viaWrong compares expected lines with the statements of d.
func viaWrong(d *text.Doc, lines []string) []string {
	var wrong []string
	for _, l := range lines {
		cue, rest, _ := strings.Cut(l, ": ")
		src, via, _ := strings.Cut(rest, " |")
		k := slices.IndexFunc(d.Statements, func(s text.Statement) bool {
			return slices.ContainsFunc(s.Cue, func(c parley.Span) bool { return d.Slice(c) == cue || strings.HasPrefix(d.Slice(c), cue+" ") })
		})
		if k < 0 {
			wrong = append(wrong, fmt.Sprintf("no statement with cue %q", cue))
			continue
		}
		var got []string
		for _, v := range d.Statements[k].Via {
			got = append(got, strings.TrimPrefix(d.Slice(v.Span), "the "))
		}
		want := strings.TrimPrefix(strings.TrimSpace(via), "the ")
		if s := d.Slice(d.Statements[k].Source); s != src || strings.Join(got, ", ") != want {
			wrong = append(wrong, fmt.Sprintf("%s: %q via %q, not %q via %q", cue, s, got, src, want))
		}
	}
	return wrong
}

package statement_test

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/parley-press/parley/internal/attribution"
	"github.com/parley-press/parley/internal/text"
)

// TestWho reads testdata/who/who.txtar: below the text of each file a line for each statement that is looked at, "cue: Name of its source", in order
// of their places. "cue: name?" is an unnamed source with its description, "cue: -" one that is not known, "cue: A + B" has co-sources. A file
// whose name begins with "known-" is a known failure: once it is read right the test asks for another name.
func TestWho(t *testing.T) {
	r := newReader(t)
	relations, err := attribution.New()
	if err != nil {
		t.Fatal(err)
	}
	r.rel = relations
	a, err := txtar.ParseFile("testdata/who/who.txtar")
	if err != nil {
		t.Fatal(err)
	}
	right, all := 0, 0
	for _, f := range a.Files {
		body, lines, ok := strings.Cut(string(f.Data), "\n----\n")
		if !ok {
			t.Fatalf("%s: no expectation", f.Name)
		}
		d := r.read(strings.TrimPrefix(body, "\n"))
		if d == nil {
			t.Fatalf("%s: set aside", f.Name)
		}
		wrong := whoWrong(d, strings.Split(strings.TrimSpace(lines), "\n"))
		all++
		if len(wrong) == 0 {
			right++
		}
		switch known := strings.HasPrefix(f.Name, "known-"); {
		case known && len(wrong) == 0:
			t.Errorf("%s is read right now: take known- off its name", f.Name)
		case !known && len(wrong) > 0:
			t.Errorf("%s: %s", f.Name, strings.Join(wrong, "; "))
		}
	}
	t.Logf("%d of %d texts have all their sources right", right, all)
}

func whoWrong(d *text.Doc, lines []string) []string {
	order := make([]int, len(d.Statements))
	for i := range order {
		order[i] = i
	}
	at := func(i int) int {
		if s := &d.Statements[i]; !s.CueTokens.Empty() {
			return s.CueTokens.First
		}
		return d.Range(d.Statements[i].Content[0]).First
	}
	sort.SliceStable(order, func(i, j int) bool { return at(order[i]) < at(order[j]) })
	var wrong []string
	next := 0
	for _, l := range lines {
		cue, want, _ := strings.Cut(l, ": ")
		k := next
		for k < len(order) && !strings.HasPrefix(cueOf(d, order[k]), cue) {
			k++
		}
		if k == len(order) {
			wrong = append(wrong, fmt.Sprintf("no statement with cue %q", cue))
			continue
		}
		if got := whoOf(d, &d.Statements[order[k]]); !strings.EqualFold(got, want) {
			wrong = append(wrong, fmt.Sprintf("%s: %s, want %s", cue, got, want))
		}
		next = k + 1
	}
	return wrong
}

func cueOf(d *text.Doc, i int) string {
	s := &d.Statements[i]
	if s.CueTokens.Empty() {
		return "\""
	}
	return strings.ToLower(d.Slice(d.Span(s.CueTokens)))
}

// whoOf is the source of a statement as an expectation has it.
func whoOf(d *text.Doc, s *text.Statement) string {
	name := func(e int) string {
		n := d.Entities[e].Name
		if d.Entities[e].Unnamed {
			n += "?"
		}
		return n
	}
	if s.Entity < 0 {
		return "-"
	}
	all := []string{name(s.Entity)}
	for _, e := range s.Co {
		all = append(all, name(e))
	}
	sort.Strings(all)
	return strings.Join(all, " + ")
}

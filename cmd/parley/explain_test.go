package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/export"
)

const pierReport = `Pier to open, minister says

RIVERTON, 4 May 2031 (Newswire) - The pier will open, minister Ana Roe told reporters on Friday. She denied that it was unsafe. More than 400 residents wait, the mayor said.
`

func TestExplain(t *testing.T) {
	dir := files(t, map[string]string{"pier.txt": pierReport, "bridge.txt": bridgeReport})
	db := filepath.Join(t.TempDir(), "talks.db")
	ok(t, "build", dir, "-o", db, "-q")
	entry := parse[parley.ReportEntry](t, ok(t, "show", "report", "pier.txt", db, "--json").out)
	i := slices.IndexFunc(entry.Statements, func(s parley.Statement) bool {
		return s.Source != nil && s.Source.Passage != nil && s.Source.Passage.Text == "She"
	})
	if i < 0 || len(entry.Figures) == 0 {
		t.Fatalf("nothing to explain: %+v", entry)
	}
	s := entry.Statements[i]
	r := ok(t, "explain", "pier.txt "+s.ID, db)
	has(t, "statement", strings.Join(strings.Fields(r.out), " "), "pronoun “She” in the chain of “Ana Roe”")
	has(t, "statement", r.out, "\n    [source: She] [cue: denied] that [content: it was unsafe].\n", "by "+s.Rule, "confidence 0.", "act  ", "deny", "said on", s.SaidWhy[:20],
		"pier.txt, Newswire")
	for _, l := range strings.Split(r.out, "\n") {
		if textWidth(l) > 90 || strings.TrimRight(l, " ") != l {
			t.Errorf("line %q", l)
		}
	}
	for _, args := range [][]string{{"pier.txt#" + s.ID, db}, {s.ID, "--report", "pier.txt", "--db", db}, {string(entry.ID[:8]) + "#" + s.ID, db}} {
		if got := ok(t, append([]string{"explain"}, args...)...); got != r {
			t.Errorf("%q: %s", args, got.out)
		}
	}
	x := parse[explained](t, ok(t, "explain", "pier.txt#"+s.ID, db, "--json").out)
	if x.Kind != "statement" || x.Sentence == nil || x.Sentence.Text != "She denied that it was unsafe." || len(x.Statement.Why) < 4 || x.Source == nil || x.Source.Name == "" {
		t.Errorf("%+v", x)
	}
	has(t, "figure", ok(t, "explain", "pier.txt "+entry.Figures[0].ID, db).out, "[figure: More than 400 residents] wait", "found by", "by "+entry.Figures[0].Rule, "in statement s")
	has(t, "unknown", want(t, exitNotFound, "explain", "pier.txt#s99", db).err, `no finding of pier.txt has the id "s99"`)
	has(t, "unknown", want(t, exitNotFound, "explain", "s99", db).err, `no finding has the id "s99"`)
	has(t, "unknown", want(t, exitNotFound, "explain", "rumour.txt#s1", db).err, "no report has the name")
	has(t, "ambiguous", want(t, exitUsage, "explain", "s1", db).err, `"s1" may be any of`, "bridge.txt s1", "pier.txt s1", `parley explain "`)
	has(t, "twice", want(t, exitUsage, "explain", "pier.txt#s1", db, "--report", "pier.txt").err, "named twice")
	want(t, exitUsage, "explain")
	want(t, exitNotFound, "explain", "s1", db+"x")
}

// Whatever has an id in the example can be explained, its sentence with it.
func TestExplainAll(t *testing.T) {
	db := exampleDB(t)
	rec := parse[[]parley.Instrument](t, ok(t, "show", "instruments", db, "--json").out)
	has(t, "instrument", ok(t, "explain", rec[0].ID, db).out, rec[0].Name, "according to", "by "+rec[0].History[0].Rule)
	conflicts := parse[[]parley.Conflict](t, ok(t, "show", "conflicts", db, "--json").out)
	has(t, "conflict", ok(t, "explain", conflicts[0].ID, db).out, "against", "by "+conflicts[0].Rule)
	entry := parse[parley.ReportEntry](t, ok(t, "show", "report", "05-herald-convoy.txt", db, "--json").out)
	for _, e := range entry.Events {
		has(t, e.ID, ok(t, "explain", "05-herald-convoy.txt#"+e.ID, db).out, "[event: ", "by "+e.Rule)
	}
	for _, s := range entry.Statements {
		x := parse[explained](t, ok(t, "explain", "05-herald-convoy.txt#"+s.ID, db, "--json").out)
		if x.Sentence == nil || !x.Sentence.Span.Contains(s.Content[0].Span) {
			t.Errorf("%s: sentence %+v", s.ID, x.Sentence)
		}
	}
}

func TestMark(t *testing.T) {
	at := func(label string, from, to int) marked {
		return marked{label, parley.Passage{Span: parley.Span{Start: from, End: to}}}
	}
	s := parley.Passage{Span: parley.Span{Start: 10, End: 20}, Text: "ab cd ef\tx"}
	for _, c := range []struct {
		words []marked
		want  string
	}{
		{nil, "ab cd ef x"},
		{[]marked{at("out", 0, 5), at("cue", 13, 15), at("empty", 12, 12)}, "ab [cue: cd] ef x"},
		{[]marked{at("in", 10, 12), at("all", 10, 20)}, "[all: [in: ab] cd ef x]"},
		{[]marked{at("b", 12, 15), at("a", 10, 12)}, "[a: ab][b:  cd] ef x"},
	} {
		if got := mark(s, c.words); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// With a threshold nothing in any list names a statement that is left out, and less is left the higher it is.
func TestMinConfidence(t *testing.T) {
	db := exampleDB(t)
	all, last := ok(t, "export", db).out, 1<<30
	for _, p := range []string{"0", "0.8", "0.9", "1"} {
		out := ok(t, "export", db, "--min-confidence", p).out
		if p == "0" && out != all {
			t.Error("0 is not everything")
		}
		wrong := export.Check([]byte(out), func(file string) (int, bool) {
			fi, err := os.Stat(filepath.Join(example, file))
			if err != nil {
				return 0, false
			}
			return int(fi.Size()), true
		})
		if len(wrong) > 0 {
			t.Errorf("from %s on the export breaks its rules:\n%s", p, strings.Join(wrong, "\n"))
		}
		shown := parse[[]parley.Statement](t, ok(t, "show", "statements", db, "--min-confidence", p, "--json").out)
		lines := strings.Split(strings.TrimSpace(ok(t, "export", db, "--min-confidence", p, "--format", "jsonl").out), "\n")
		n := 0
		for _, l := range lines {
			f := parse[parley.Findings](t, l)
			n += len(f.Statements)
			there := map[string]bool{"": true, parley.Narrator: true}
			for _, s := range f.Statements {
				there[s.ID] = true
				if s.Confidence < float64(mustProbability(t, p)) {
					t.Errorf("from %s on: %s with %v", p, s.ID, s.Confidence)
				}
			}
			for _, s := range f.Statements {
				if !there[s.NestedIn] {
					t.Errorf("from %s on: %s is nested in %s", p, s.ID, s.NestedIn)
				}
			}
			for _, in := range f.Instruments {
				for _, h := range in.History {
					if !there[h.Statement] {
						t.Errorf("from %s on: a step of %s by %s", p, in.ID, h.Statement)
					}
				}
			}
		}
		if n != len(shown) || n >= last {
			t.Errorf("from %s on: %d statements of %d shown, %d before", p, n, len(shown), last)
		}
		last = n
	}
	if s := ok(t, "show", "statements", db, "--min-confidence", "1"); !strings.HasPrefix(s.out, "No statements match") {
		t.Errorf("none left: %s", s.out)
	}
	for _, bad := range []string{"80", "-0.1", "NaN", "x"} {
		has(t, "refused", want(t, exitUsage, "show", "statements", db, "--min-confidence="+bad).err, "a number from 0 to 1")
	}
	low := ok(t, "eval", "--dossier", example, "--gold", "../../examples/gold", "--min-confidence", "0.9", "--json").out
	if !json.Valid([]byte(low)) || low == ok(t, "eval", "--dossier", example, "--gold", "../../examples/gold", "--json").out {
		t.Error("eval does not look at the threshold")
	}
}

func mustProbability(t *testing.T, s string) (p probability) {
	t.Helper()
	if err := p.Set(s); err != nil {
		t.Fatal(err)
	}
	return p
}

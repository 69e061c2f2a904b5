package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	exampleGold   = "../../examples/gold"
	exampleScores = "../../testdata/scores/example.txt"
)

// The scores of the example are a golden file, so that a change of quality is seen in review. `make eval` writes it anew.
func TestScores(t *testing.T) {
	kept, err := os.ReadFile(exampleScores)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "scores.txt")
	ok(t, "eval", "--dossier", example, "--gold", exampleGold, "--scores", file, "--update")
	now, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(kept), string(now)); d != "" {
		t.Errorf("the scores of the example changed, kept -, now +; where that is meant, `make eval` keeps the new ones:\n%s", d)
	}
}

func TestEval(t *testing.T) {
	args := []string{"eval", "--dossier", example, "--gold", exampleGold}
	r := ok(t, append(args, "--errors", "2")...)
	has(t, "the table", r.out, "Noise\n", "\nStatements\n", "statements detected ", "TOTAL ", "\nstatement missed (")
	_, missed, _ := strings.Cut(r.out, "\nstatement missed (")
	missed, _, _ = strings.Cut(missed, "\n\n")
	if n := strings.Count(missed, ".txt s") + strings.Count(missed, ".html s"); n != 2 {
		t.Errorf("%d misses, want 2:\n%s", n, missed)
	}
	kept, err := os.ReadFile(exampleScores)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(files(t, map[string]string{"high.txt": spoil(t, string(kept), "1.000"), "low.txt": spoil(t, string(kept), "0.001"), "bad.txt": "what\n"}), "high.txt")
	t.Run("worse", func(t *testing.T) {
		r := want(t, exitFailure, append(args, "--scores", file)...)
		has(t, "stderr", r.err, "worse: TOTAL: 0.", "was 1.000")
		if after, _ := os.ReadFile(file); string(after) != spoil(t, string(kept), "1.000") {
			t.Error("the file was written without --update")
		}
	})
	t.Run("better", func(t *testing.T) {
		r := ok(t, append(args, "--scores", filepath.Join(filepath.Dir(file), "low.txt"), "--json")...)
		e := parse[evaluated](t, r.out)
		if len(e.Changes) == 0 || e.Changes[len(e.Changes)-1].Name != "TOTAL" || e.Changes[len(e.Changes)-1].Worse || e.Changes[len(e.Changes)-1].Old != 0.001 {
			t.Errorf("%+v", e.Changes)
		}
		if e.Counts["statement missed"] == 0 || e.Misses != nil || len(e.Scores) < 60 {
			t.Errorf("%+v", e)
		}
	})
	t.Run("update", func(t *testing.T) {
		ok(t, append(args, "--scores", file, "--update")...)
		if r := ok(t, append(args, "--scores", file)...); r.err != "" {
			t.Errorf("after an update: %s", r.err)
		}
	})
	t.Run("refused", func(t *testing.T) {
		want(t, exitUsage, "eval")
		want(t, exitUsage, "eval", "--dossier", example)
		want(t, exitUsage, append(args, "--update")...)
		want(t, exitUsage, append(args, "--errors", "-1")...)
		want(t, exitUsage, append(args, "extra")...)
		want(t, exitNotFound, append(args, "--scores", filepath.Join(t.TempDir(), "none.txt"))...)
		want(t, exitNotFound, "eval", "--dossier", example, "--gold", t.TempDir())
		has(t, "stderr", want(t, exitFailure, append(args, "--scores", filepath.Join(filepath.Dir(file), "bad.txt"))...).err, "line 1")
	})
}

// spoil is kept scores with another total.
func spoil(t *testing.T, kept, total string) string {
	t.Helper()
	head, _, found := strings.Cut(kept, "TOTAL")
	if !found {
		t.Fatal("no total in the kept scores")
	}
	return head + "TOTAL" + strings.Repeat(" ", 32) + "mean " + total + "\n"
}

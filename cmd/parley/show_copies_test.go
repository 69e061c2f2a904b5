package main

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// inventedDB builds the reports of one archive of invented copies.
func inventedDB(t *testing.T, name string) string {
	t.Helper()
	a, err := txtar.ParseFile("../../read/testdata/copies/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	reports := map[string]string{}
	for _, f := range a.Files {
		if f.Name != "want" {
			reports[f.Name] = string(f.Data)
		}
	}
	db := filepath.Join(t.TempDir(), "talks.db")
	ok(t, "build", files(t, reports), "-o", db, "-q")
	return db
}

func TestShowCopies(t *testing.T) {
	db := inventedDB(t, "wire")
	has(t, "copies", ok(t, "show", "copies", db).out, "carried by 3 outlets", "the agency that is credited", "The draft is short", "The draft is brief", "nearly the same text")
	type piece struct{ Change, Old, New string }
	type differences struct {
		Differences []struct {
			From, To string
			Pieces   []piece
		}
	}
	r := parse[differences](t, ok(t, "show", "report", "herald.txt", db, "--json").out)
	if len(r.Differences) != 1 || len(r.Differences[0].Pieces) < 5 {
		t.Fatalf("%+v", r)
	}
	found := false
	for _, p := range r.Differences[0].Pieces {
		found = found || p.Change == "changed" && p.Old == "short" && p.New == "brief"
	}
	if !found {
		t.Errorf("a word that was changed is not told: %+v", r.Differences[0].Pieces)
	}
	if g := parse[[]differences](t, ok(t, "show", "copies", db, "--json").out); len(g) != 1 || len(g[0].Differences) != 2 {
		t.Errorf("%+v", g)
	}
}

// A corrected report takes the place of the first version, from its day on.
func TestShowVersions(t *testing.T) {
	db := inventedDB(t, "corrected")
	out := ok(t, "show", "report", "first.txt", db).out
	has(t, "first version", out, "replaced by", "second.txt", "no finding of this one", "- middle pier. About 400 lorries", "+ middle pier. About 240 lorries")
	if strings.Contains(out, "\nStatements") {
		t.Error("findings of a version that was replaced stand in the record")
	}
	has(t, "second version", ok(t, "show", "report", "second.txt", db).out, "replaces", "first.txt", "corrected: ", "\nStatements")
	has(t, "summary", ok(t, "show", "summary", db).out, "replaced by second.txt")
	if figures := ok(t, "show", "figures", db).out; strings.Contains(figures, "first.txt") || !strings.Contains(figures, "240") {
		t.Errorf("figures: %s", figures)
	}
	before := ok(t, "show", "report", "first.txt", db, "--as-of", "2031-05-06").out
	has(t, "as of its day", before, "\nStatements", "400 lorries")
	if strings.Contains(before, "replaced by") {
		t.Error("a later version counts before its day")
	}
	type exported struct {
		Reports []struct {
			File       string
			Replaced   string `json:"replaced_by"`
			Statements []struct{ Source struct{ Entity *string } }
			Figures    []struct{ Low float64 }
		}
		Same, Conflicts []struct{ Members, Between []struct{ File string } }
	}
	x := parse[exported](t, ok(t, "export", db).out)
	said, nobody := map[string]int{}, map[string]int{}
	for _, r := range x.Reports {
		said[r.File] = len(r.Statements)
		for _, s := range r.Statements {
			if s.Source.Entity == nil {
				nobody[r.File]++
			}
		}
		toll := false
		for _, g := range r.Figures {
			toll = toll || g.Low == 400
		}
		if first := r.File == "first.txt"; first && !toll || first != (r.Replaced == "second.txt") {
			t.Errorf("the export has: %+v", r)
		}
	}
	if said["first.txt"] == 0 || nobody["first.txt"] != nobody["second.txt"] {
		t.Errorf("statements, and those of nobody: %v, %v", said, nobody)
	}
	for _, g := range append(x.Same, x.Conflicts...) {
		for _, m := range append(g.Members, g.Between...) {
			if m.File == "first.txt" {
				t.Error("a list over all reports rests on a version that was replaced")
			}
		}
	}
	for _, r := range parse[exported](t, ok(t, "export", db, "--min-confidence", "1").out).Reports {
		if r.File == "first.txt" && len(r.Statements) >= said[r.File] {
			t.Error("statements of the first version are in the export that are less sure than asked for")
		}
	}
	ok(t, "verify", db)
}

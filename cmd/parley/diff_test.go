package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// dated is a folder with two reports of different days and one of no day.
func dated(t *testing.T) string {
	t.Helper()
	return files(t, map[string]string{"ferry.txt": ferryReport, "bridge.txt": bridgeReport, "late.txt": "Ferry late\n\nMayor Jon Vale said the ferry was late.\n",
		"manifest.csv": "file,published,outlet\nferry.txt,2031-05-02,Riverton Post\nbridge.txt,2031-05-05,Lake Times\n"})
}

func TestAsOf(t *testing.T) {
	db := filepath.Join(t.TempDir(), "talks.db")
	ok(t, "build", dated(t), "-o", db, "-q")
	r := ok(t, "show", "statements", db, "--as-of", "2031-05-04")
	has(t, "what is left out", r.err, "as of 2031-05-04: 2 reports are left out")
	has(t, "statements as of a day", r.out, "ferry.txt")
	if strings.Contains(r.out, "bridge.txt") || strings.Contains(r.out, "late.txt") {
		t.Errorf("a later report, or one of no day, stands in the record of a day:\n%s", r.out)
	}
	has(t, "the day itself", ok(t, "show", "statements", db, "--as-of", "2031-05-05").out, "bridge.txt")
	only := filepath.Join(t.TempDir(), "only.db")
	dir := files(t, map[string]string{"ferry.txt": ferryReport, "manifest.csv": "file,published,outlet\nferry.txt,2031-05-02,Riverton Post\n"})
	ok(t, "build", dir, "-o", only, "-q")
	for _, format := range []string{"json", "jsonl"} {
		if got, all := ok(t, "export", db, "--format", format, "--as-of", "2031-05-04").out, ok(t, "export", only, "--format", format).out; got != all {
			t.Errorf("%s: the record as of a day is not that of the reports until then", format)
		}
	}
	has(t, "no day", want(t, exitUsage, "show", db, "--as-of", "yesterday").err, "2031-05-04")
	has(t, "nothing", ok(t, "show", "statements", db, "--as-of", "2030-01-01").out, "no statements")
}

func TestDiff(t *testing.T) {
	db := filepath.Join(t.TempDir(), "talks.db")
	ok(t, "build", dated(t), "-o", db, "-q")
	r := ok(t, "diff", db, "--from", "2031-05-04", "--to", "2031-05-06")
	has(t, "diff of days", r.out, "as of 2031-05-04, 1 report, to", "Reports 1 added, 0 gone, 0 changed", "+ Lake Times", "Jon Vale says: ", "bridge.txt s1")
	if strings.Contains(r.out, "late.txt") {
		t.Error("a report of no day stands in the record of a day")
	}
	has(t, "diff to all", ok(t, "diff", db, "--from", "2031-05-04").out, "late.txt")

	other := filepath.Join(t.TempDir(), "other.db")
	ok(t, "build", files(t, map[string]string{"ferry.txt": ferryReport}), "-o", other, "-q")
	type side struct{ Reports int }
	type change struct{ Change, Was, Now, File string }
	got := parse[struct {
		From, To                       side
		Reports, Statements, Conflicts []change
	}](t, ok(t, "diff", db, other, "--json").out)
	if got.From.Reports != 3 || got.To.Reports != 1 || len(got.Reports) != 3 {
		t.Fatalf("%+v", got)
	}
	for _, c := range got.Reports {
		if c.File == "ferry.txt" && (c.Change != "changed" || !strings.Contains(c.Was, "published 2031-05-02") || !strings.Contains(c.Now, "no published")) || c.File != "ferry.txt" && c.Change != "removed" {
			t.Errorf("%+v", c)
		}
	}
	for _, c := range got.Statements {
		if c.Change == "added" {
			t.Errorf("nothing was added: %+v", c)
		}
	}
	has(t, "nothing", ok(t, "diff", db, db).out, "Nothing changed.")
	if r := ok(t, "diff", db, db, "--json"); !strings.Contains(r.out, `"statements": []`) {
		t.Errorf("empty lists are lists: %s", r.out)
	}
	want(t, exitUsage, "diff", db)
	want(t, exitUsage, "diff", db, db, "--from", "2031-05-04")
	want(t, exitUsage, "diff", db, "--from", "2031-05-04", "--to", "2031-05-01")
	want(t, exitNotFound, "diff", db, "no.db")
}

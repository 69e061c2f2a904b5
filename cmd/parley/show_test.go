package main

import (
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/export"
)

// Every list prints, in lines that fit, and as JSON.
func TestShow(t *testing.T) {
	db := exampleDB(t)
	for _, v := range views {
		r := ok(t, "show", v.name, db)
		people := v.name == "decisions" || v.name == "orphans" || v.name == "agreement" || v.name == "config"                       // nobody decided or configured anything of the example
		if strings.Count(r.out, "\n") < 3 && !people && !(v.name == "omissions" && strings.Contains(r.out, "holds no omissions")) { // the example's reports leave nothing out that two others have
			t.Errorf("show %s: %q", v.name, r.out)
		}
		for _, l := range strings.Split(r.out, "\n") {
			if w := textWidth(l); w > 90 && !strings.Contains(l, "/") { // a path is not cut
				t.Errorf("show %s: line of %d columns: %s", v.name, w, l)
			}
			if strings.TrimRight(l, " ") != l {
				t.Errorf("show %s: spaces at the end of %q", v.name, l)
			}
		}
		if strings.ContainsRune(r.out, '\x1b') {
			t.Errorf("show %s: colours in a pipe", v.name)
		}
		if out := ok(t, "show", v.name, "--db", db, "--json").out; !json.Valid([]byte(out)) {
			t.Errorf("show %s --json: %.200s", v.name, out)
		}
		if again := ok(t, "show", v.name, db); again != r {
			t.Errorf("show %s: two runs differ", v.name)
		}
	}
	if r := ok(t, "show", db); r != ok(t, "show", "summary", db) {
		t.Error("show alone is not the summary")
	}
	has(t, "colours", ok(t, "show", "summary", db, "--color", "always").out, "\x1b[1m")
}

func TestShowReport(t *testing.T) {
	dir := files(t, map[string]string{"ferry.txt": ferryReport, "bridge.txt": bridgeReport, "a/bridge.txt": strings.ReplaceAll(bridgeReport, "30", "40")})
	db := filepath.Join(t.TempDir(), "talks.db")
	ok(t, "build", dir, "-o", db, "-q")
	r := ok(t, "show", "report", "ferry.txt", db)
	has(t, "report", r.out, "Ferry to sail on Friday", "hash", "Statements", "Ana Roe", "We have agreed on a timetable")
	entry := parse[struct{ ID, File string }](t, ok(t, "show", "report", "ferry.txt", db, "--json").out)
	if got := ok(t, "show", "report", entry.ID[:8], "--db", db); got.out != r.out {
		t.Error("the hash shows another report than the name")
	}
	want(t, exitNotFound, "show", "report", "rumour.txt", db)
	want(t, exitNotFound, "show", "report", "ffffffffffff", db)

}

func TestFindReport(t *testing.T) {
	rec := &parley.Record{Reports: []parley.ReportEntry{
		{ID: "aaaa11", File: "ferry.txt", Names: []string{"in/ferry.txt"}},
		{ID: "aaaa22", File: "bridge.txt", Names: []string{"in/bridge.txt", "old/pier.txt"}},
		{ID: "bbbb33", File: "bridge-2.txt", Names: []string{"in/b/bridge.txt", "new/pier.txt"}},
	}}
	for key, want := range map[string]string{
		"ferry.txt": "aaaa11", "in/ferry.txt": "aaaa11", "bridge.txt": "aaaa22", "b/bridge.txt": "bbbb33", "AAAA1": "aaaa11", "bbbb33": "bbbb33",
		"new/pier.txt": "bbbb33",
	} {
		if r, err := findReport(rec, key); err != nil || string(r.ID) != want {
			t.Errorf("%s: %v %v", key, r, err)
		}
	}
	for key, want := range map[string]string{"aaaa": "aaaa11 ferry.txt, aaaa22 bridge.txt", "pier.txt": "aaaa22 bridge.txt, bbbb33 bridge-2.txt", "aaa": "no report", "": "no report", "rry.txt": "no report"} {
		if _, err := findReport(rec, key); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", key, err, want)
		}
	}
}

// What a report holds cannot drive the terminal that shows it.
func TestShowHostile(t *testing.T) {
	dir := files(t, map[string]string{"evil.txt": "Ferry \x1b[31mred\x1b]0;title\x07 \u202Egnp.exe\n\nMinister Ana Roe said \"the \x1b[2Jpier \u202Eis open\".\n"})
	db := filepath.Join(t.TempDir(), "talks.db")
	execute(t, "build", dir, "-o", db, "-q")
	for _, args := range [][]string{{"show", "summary", db}, {"show", "statements", db}, {"show", "report", "evil.txt", db}} {
		if out := execute(t, args...).out; strings.ContainsAny(out, "\x1b\x07\u202e") {
			t.Errorf("%q: %q", args, out)
		}
	}
}

// Conflicts that are likelier none than one are shown on request, after the others.
func TestShowPossibleConflicts(t *testing.T) {
	db := exampleDB(t)
	likely, all := ok(t, "show", "conflicts", db).out, ok(t, "show", "conflicts", db, "--possible").out
	var n, possible int
	for _, c := range parse[[]parley.Conflict](t, ok(t, "show", "conflicts", db, "--json").out) {
		if n++; c.Possible() {
			possible++
		}
	}
	if possible == 0 || possible == n {
		t.Fatalf("%d of %d conflicts are possible", possible, n)
	}
	if got := strings.Count(likely, ", confidence "); got != n-possible || !strings.Contains(likely, fmt.Sprintf("%d more are possible", possible)) {
		t.Errorf("%d are shown, want %d and a line that tells of %d more", got, n-possible, possible)
	}
	head, tail, found := strings.Cut(all, "Possible, each likelier none than one")
	if !found || strings.Count(head, ", confidence ") != n-possible || strings.Count(tail, ", confidence ") != possible {
		t.Errorf("of %d conflicts, %d possible:\n%s", n, possible, all)
	}
}

// What several reports print of one voice in the same words is one account; of many accounts the first are shown, and on request all.
func TestShowAccounts(t *testing.T) {
	rec := &parley.Record{Reports: []parley.ReportEntry{{ID: "aa", File: "mill.txt"}, {ID: "bb", File: "copy.txt"}}}
	var side []parley.Member
	for i := range 16 {
		side = append(side, parley.Member{Report: rec.Reports[i%2].ID, File: rec.Reports[i%2].File, Finding: fmt.Sprint("s", i), Passage: parley.Passage{Text: fmt.Sprint("The mill is shut, round ", i/2)}})
	}
	for _, c := range []struct {
		all      bool
		accounts int
		has, not string
	}{{true, 8, "[mill.txt s14; copy.txt s15]", "more"}, {false, mostAccounts, "and 2 more accounts: --all", "round 6"}} {
		var b strings.Builder
		p := &page{w: &b, width: 200}
		p.side(shown{cast: newCast(rec), rec: rec, filter: filter{all: c.all}}, side)
		if got := b.String(); strings.Count(got, "The mill") != c.accounts || !strings.Contains(got, c.has) || strings.Contains(got, c.not) {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestExportLists(t *testing.T) {
	db := exampleDB(t)
	for _, list := range export.Lists() {
		r := ok(t, "export", db, "--format", "csv", "--list", list)
		rows, err := csv.NewReader(strings.NewReader(r.out)).ReadAll()
		if err != nil || len(rows) == 0 {
			t.Errorf("%s: %d rows, %v", list, len(rows), err)
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(ok(t, "export", db, "--format", "jsonl").out), "\n") {
		if f := parse[struct{ Report, Reader string }](t, line); len(f.Report) != 64 || f.Reader == "" {
			t.Errorf("%+v", f)
		}
	}
	file := filepath.Join(t.TempDir(), "talks.json")
	e := parse[exported](t, ok(t, "export", db, "-o", file, "--json").out)
	b, err := os.ReadFile(file)
	if err != nil || string(b) != ok(t, "export", db).out || e.Bytes != int64(len(b)) {
		t.Errorf("%+v %v", e, err)
	}
	want(t, exitFailure, "export", db, "-o", filepath.Join(t.TempDir(), "no", "where.json"))
}

func TestDecideAndVerify(t *testing.T) {
	dir := files(t, map[string]string{"ferry.txt": ferryReport})
	db := filepath.Join(t.TempDir(), "talks.db")
	ok(t, "build", dir, "-o", db, "-q")
	statements := func() int {
		return len(parse[[]any](t, ok(t, "show", "statements", db, "--json").out))
	}
	n := statements()
	if n == 0 {
		t.Fatal("no statement found")
	}
	has(t, "reject", ok(t, "decide", "reject", "ferry.txt", "s1", "--why", "misread", "--db", db).out, "decision 1: reject")
	if got := statements(); got >= n {
		t.Errorf("%d statements after a rejection, %d before", got, n)
	}
	ok(t, "decide", "accept", "ferry.txt", "s1", "--db", db)
	if got := statements(); got != n {
		t.Errorf("%d statements after all, want %d", got, n)
	}
	want(t, exitNotFound, "decide", "reject", "ferry.txt", "s99", "--db", db)
	ok(t, "decide", "given", "ferry.txt", "--published", "2031-05-04", "--db", db)
	if s := parse[summary](t, ok(t, "show", "summary", db, "--json").out); s.Reports[0].Published.Value.String() != "2031-05-04" {
		t.Errorf("%+v", s.Reports[0].Published)
	}
	ok(t, "verify", db)

	raw, err := sql.Open("sqlite", db)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := raw.Exec("DROP TRIGGER report_stays; UPDATE report SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Friday', 'Sunday') AS BLOB)"); err != nil {
		t.Fatal(err)
	}
	raw.Close()
	r := want(t, exitFindings, "verify", db)
	has(t, "verify", r.out, "wrong: ", "ferry.txt", "hash", "1 wrong")
	v := parse[struct {
		Failures []struct{ Name, Where string }
	}](t, want(t, exitFindings, "verify", db, "--json").out)
	if len(v.Failures) != 1 || v.Failures[0].Where != "bytes" {
		t.Errorf("%+v", v)
	}
}

// What a statement's no says is told by the verb that has it, where that is plain, and never twice.
func TestDoesNot(t *testing.T) {
	for _, c := range []struct {
		act  parley.Act
		cue  []string
		want string
	}{
		{parley.Refuse, []string{"confirm"}, "does not confirm"},
		{parley.Say, []string{"said", "rule out"}, "does not rule out"},
		{parley.Doubt, []string{"expecting"}, "doubts"},
		{parley.Say, []string{"said"}, "does not say"},
		{parley.Promise, nil, "does not promise"},
		{parley.Refuse, nil, "refuses"},
	} {
		s := parley.Statement{Act: c.act, Negated: true}
		for _, w := range c.cue {
			s.Cue = append(s.Cue, parley.Passage{Text: w})
		}
		if got := doesNot(&s); got != c.want {
			t.Errorf("%s by %q: %q, want %q", c.act, c.cue, got, c.want)
		}
	}
}

package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
)

// TestDecideWhole: every kind of decision from the command line, what the record makes of it, and that undoing all of it leaves the record as it was.
func TestDecideWhole(t *testing.T) {
	dir := t.TempDir()
	for name, body := range map[string]string{"ferry.txt": ferryReport, "bridge.txt": bridgeReport} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	db := filepath.Join(t.TempDir(), "talks.db")
	ok(t, "build", dir, "-o", db, "-q")
	before := ok(t, "export", db).out
	rep := func() parley.ReportEntry {
		return parse[parley.ReportEntry](t, ok(t, "show", "report", "ferry.txt", db, "--json").out)
	}
	statement := func(words string) parley.Statement {
		t.Helper()
		for _, s := range rep().Statements {
			if strings.Contains(s.Content[0].Text, words) {
				return s
			}
		}
		t.Fatalf("no statement says %q", words)
		return parley.Statement{}
	}
	denied := statement("the pier was open")
	entities := parse[[]parley.Entity](t, ok(t, "show", "entities", db, "--json").out)
	roe := entities[0]
	for _, e := range entities {
		if strings.Contains(e.Name, "Roe") {
			roe = e
		}
	}
	decide := func(who string, args ...string) {
		ok(t, append([]string{"decide"}, append(args, "--db", db, "--who", who)...)...)
	}
	decide("ana", "edit", "ferry.txt", denied.ID, "--act", "doubt", "--source", roe.ID, "--said-on", "2031-05-04", "--why", "the mayor asked")
	decide("ben", "edit", "ferry.txt", denied.ID, "--act", "say")
	s := statement("the pier was open")
	if s.Act != parley.Say || s.Source.Entity != roe.ID || s.Rule != "person: ben" || s.Corrected == nil || s.Corrected.Rule != denied.Rule || len(s.Corrected.Changes) != 3 {
		t.Errorf("edited: %+v", s)
	}
	decide("ana", "add", "ferry.txt", "event", "--words", "The ferry will sail on Friday", "--type", "aid-delivery", "--status", "planned", "--participant", roe.ID+"=actor", "--told-in", denied.ID)
	decide("ana", "add", "ferry.txt", "figure", "--words", "400 residents", "--low", "400", "--unit", "residents")
	decide("ana", "accept", "ferry.txt", denied.ID)
	added := 0
	for _, e := range rep().Events {
		if strings.HasPrefix(e.ID, "p-") {
			added++
			if e.Evidence[0].Text != "The ferry will sail on Friday" || e.AssertedBy != denied.ID || e.Rule != "person: ana" {
				t.Errorf("added: %+v", e)
			}
		}
	}
	if added != 1 {
		t.Errorf("%d events added", added)
	}
	vale := ""
	for _, e := range entities {
		if strings.Contains(e.Name, "Vale") && len(e.Reports) == 2 {
			vale = e.ID
		}
	}
	decide("ana", "split", vale, "bridge.txt", "--name", "Jon Vale the elder")
	has(t, "entities", ok(t, "show", "entities", db).out, "Jon Vale the elder", "jon-vale-the-elder-p")
	decide("ben", "merge", "jon-vale-the-elder-p", vale)
	log := ok(t, "show", "decisions", db).out
	has(t, "decisions", log, "edit ferry.txt "+denied.ID, "ana, ", "because “the mayor asked”", "in force", "which had", "people differ", "ben says “say”")
	has(t, "agreement", ok(t, "show", "agreement", db).out, "ana and ben", "machine", "alpha", "F1")
	if as := parse[[]record.Agreement](t, ok(t, "show", "agreement", db, "--json").out); len(as) != 3 {
		t.Errorf("%+v", as)
	}
	has(t, "csv", ok(t, "export", db, "--format", "csv", "--list", "decisions").out, "seq,at,who", "edit")
	made := parse[[]parley.Decided](t, ok(t, "show", "decisions", db, "--json").out)
	for _, d := range made {
		decide("ana", "undo", strconv.FormatInt(d.Seq, 10))
	}
	if after := ok(t, "export", db).out; after[:len(before)-4] != before[:len(before)-4] {
		t.Error("undoing all does not give the record back")
	}
	decide("ana", "undo", strconv.FormatInt(made[len(made)-1].Seq+1, 10)) // takes back the undo of the first
	if s := statement("the pier was open"); s.Act != parley.Doubt || s.Rule != "person: ana" {
		t.Errorf("an undo undone: %+v", s)
	}
	for _, tc := range []struct {
		code int
		err  string
		args []string
	}{
		{exitNotFound, "no decision has the number 99", []string{"undo", "99"}},
		{exitUsage, "the number of one decision", []string{"undo", "s1"}},
		{exitUsage, "nothing changed", []string{"edit", "ferry.txt", denied.ID}},
		{exitNotFound, "has no finding", []string{"edit", "ferry.txt", "s99", "--act", "deny"}},
		{exitFailure, "none of say, deny", []string{"edit", "ferry.txt", denied.ID, "--act", "bless"}},
		{exitFailure, "has no unit", []string{"edit", "ferry.txt", denied.ID, "--unit", "lorries"}},
		{exitNotFound, "no entity has the id", []string{"edit", "ferry.txt", denied.ID, "--source", "nobody-there"}},
		{exitNotFound, "does not say", []string{"add", "ferry.txt", "statement", "--words", "the moon is full"}},
		{exitUsage, "several times", []string{"add", "ferry.txt", "statement", "--words", "Roe"}},
		{exitFailure, "are not in the text", []string{"add", "ferry.txt", "statement", "--words", "5:9999"}},
		{exitFailure, "a figure needs a value", []string{"add", "ferry.txt", "figure", "--words", "400 residents"}},
		{exitUsage, "say with --words", []string{"add", "ferry.txt", "event", "--type", "call"}},
		{exitUsage, "no kind of finding", []string{"add", "ferry.txt", "rumour", "--words", "x"}},
		{exitFailure, "nothing would be left", []string{"split", roe.ID, "ferry.txt", "--name", "X"}},
		{exitUsage, "--name", []string{"split", roe.ID, "ferry.txt"}},
		{exitUsage, "no state", []string{"mark", "c1", "solved"}},
		{exitNotFound, "no conflict has the id", []string{"mark", "c99", "seen"}},
		{exitNotFound, "no conflict has the id", []string{"same", "c98", "c99"}},
		{exitNotFound, "no entity has the id", []string{"merge", "nobody", roe.ID}},
	} {
		r := execute(t, append([]string{"decide"}, append(tc.args, "--db", db)...)...)
		if r.code != tc.code || !strings.Contains(r.err, tc.err) {
			t.Errorf("decide %q: exit %d, want %d; %q, want %q", tc.args, r.code, tc.code, r.err, tc.err)
		}
	}
}

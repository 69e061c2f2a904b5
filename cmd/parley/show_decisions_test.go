package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// A correction stays with the version it was made on: once a later version stands in the record the log says so, and as of the day before it is
// in force.
func TestShowDecisionsOfEarlierVersions(t *testing.T) {
	db := filepath.Join(t.TempDir(), "talks.db")
	build := func(name, day, text string) {
		t.Helper()
		ok(t, "build", files(t, map[string]string{name: text}), "-o", db, "-q", "--published", day, "--outlet", "Riverton Post", "--url", "https://post.example/ferry")
	}
	build("ferry.txt", "2031-05-02", ferryReport)
	ok(t, "decide", "reject", "ferry.txt", "s1", "--why", "not hers", "--who", "Noor", "--db", db)
	has(t, "log", ok(t, "show", "decisions", db).out, "Noor", ": in force")
	build("ferry-2.txt", "2031-05-03", strings.Replace(ferryReport, "400", "450", 1))
	out := ok(t, "show", "decisions", db).out
	has(t, "log", strings.Join(strings.Fields(out), " "), string(parley.KeptEarlier))
	if strings.Contains(out, "in force") {
		t.Errorf("said to be in force:\n%s", out)
	}
	log := parse[[]parley.Decided](t, ok(t, "show", "decisions", db, "--json").out)
	if len(log) != 1 || log[0].State != parley.KeptEarlier {
		t.Errorf("%+v", log)
	}
	has(t, "export", ok(t, "export", db, "--format", "json").out, string(parley.KeptEarlier))
	has(t, "table", ok(t, "export", db, "--format", "csv", "--list", "decisions").out, string(parley.KeptEarlier))
	has(t, "as of the day before", ok(t, "show", "decisions", db, "--as-of", "2031-05-02").out, ": in force")
}

package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

func TestSearch(t *testing.T) {
	db := filepath.Join(t.TempDir(), "talks.db")
	ok(t, "build", files(t, map[string]string{"ferry.txt": ferryReport, "bridge.txt": bridgeReport}), "-o", db, "-q")
	has(t, "search", ok(t, "search", "talks", "--db", db).out, "bridge.txt", "called off")
	has(t, "nothing", ok(t, "search", "zzzz", "--db", db).out, "Nothing was found.")
	has(t, "a place", want(t, exitUsage, "search", "((", "--db", db).err, "at character 2")
	has(t, "no query", want(t, exitUsage, "search", "--db", db).err, "missing")
	has(t, "order", want(t, exitUsage, "search", "a", "--sort", "best", "--db", db).err, "--sort")
	has(t, "limit", want(t, exitUsage, "search", "a", "--limit", "0", "--db", db).err, "--limit")
	want(t, exitNotFound, "search", "a", "--db", db+"x")
	var out hits
	if err := json.Unmarshal([]byte(ok(t, "search", "in:statements", "--db", db, "--json", "--limit", "1").out), &out); err != nil {
		t.Fatal(err)
	}
	if len(out.Hits) != 1 || out.Found < 2 || out.Hits[0].Kind != "statement" || out.Hits[0].Text == "" || out.Query != "in:statements" {
		t.Errorf("%+v", out)
	}
	lit := ok(t, "search", "TALKS", "--db", db, "--color", "always").out
	if !strings.Contains(strings.ToLower(lit), "\x1b[1mtalks") {
		t.Errorf("the words do not stand out: %q", lit)
	}
}

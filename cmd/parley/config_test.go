package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/parley-press/parley"
)

// TestConfig builds the example with its configuration, changes it, and hands in faulty ones, which change nothing.
func TestConfig(t *testing.T) {
	const example = "../../examples/configuration/"
	db := filepath.Join(t.TempDir(), "talks.db")
	r := ok(t, "build", example+"reports", "--config", example+"dossier.json", "-o", db)
	has(t, "build", r.out, "the first of this dossier", "office added: foreign minister of Harland", "actors added: harland.actors.txt, 7 actors")
	has(t, "show config", ok(t, "show", "config", db).out, "Ana Roe 2031-03-01..2031-05-06", "Ana Roe · Anna Roe", "harland.actors.txt: 7 actors")
	has(t, "entities", ok(t, "show", "entities", db).out, "Ana Roe: person", "Anna Roe: person", "Pia Lund: person", "actor HLDELI, HLDGOV 2031-03-01..2031-05-06")
	has(t, "positions", ok(t, "show", "positions", db).out, "Exchange of prisoners")
	has(t, "as of a day", ok(t, "show", "entities", db, "--as-of", "2031-05-04").out, "Ana Roe: person")
	has(t, "export", ok(t, "export", db, "--format", "csv", "--list", "entities").out, "foreign minister of Harland 2031-03-01..2031-05-06")
	ok(t, "verify", db)
	first := ok(t, "export", db).out
	b := parse[builtDossier](t, ok(t, "build", "--config", example+"dossier.json", "-o", db, "--json").out)
	if b.Config == nil || b.Config.Seq != 1 || len(b.Config.Changes) != 0 {
		t.Errorf("the same again: %+v", b.Config)
	}
	dir := files(t, map[string]string{
		"faulty.json": "{\"entities\": [\n{\"name\": \"Ana Roe\", \"sid\": \"Harland\"}]}",
		"none.json":   "{\"actors\": [\"none.txt\"]}",
		"new.json":    "{\"dossier\": \"New\", \"actors\": [\"new.txt\"]}",
		"new.txt":     "HARLAND_ [HLD]\nVESSIA_ [ves]\n",
	})
	for name, why := range map[string]string{"faulty.json": `faulty.json:2: an entity has no field "sid"`, "none.json": `none.json:1: the actor dictionary "none.txt" cannot be read: there is no such file`, "absent.json": "--config"} {
		has(t, name, want(t, exitUsage, "add", "--config", filepath.Join(dir, name), "-d", db).err, why)
		other := filepath.Join(t.TempDir(), "other.db")
		want(t, exitUsage, "build", example+"reports", "--config", filepath.Join(dir, name), "-o", other)
		if _, err := os.Stat(other); err == nil {
			t.Errorf("%s: a database was made", name)
		}
	}
	if ok(t, "export", db).out != first {
		t.Error("a faulty configuration changed the record")
	}
	r = want(t, exitPartial, "add", "--config", filepath.Join(dir, "new.json"), "-d", db)
	has(t, "the new one", r.out, `dossier: "New", was "Harland and Vessia: the prisoners and the port"`, "entity removed: Ana Roe", "actors added: new.txt, 2 actors")
	has(t, "a bad line", r.err, "new.txt:2: [ves]: an actor's code is of capitals and digits")
	c := parse[*parley.Configuration](t, ok(t, "show", "config", db, "--json").out)
	if c.Seq != 2 || c.Name != "New" || len(c.Actors) != 1 || len(c.Actors[0].Wrong) != 1 {
		t.Errorf("%+v", c)
	}
	has(t, "the first again", ok(t, "add", "--config", example+"dossier.json", "-d", db).out, "entity added: Ana Roe")
	if ok(t, "export", db).out != first {
		t.Error("the first configuration again gives another record")
	}
	ok(t, "verify", db)
}

// TestNoConfig: without a configuration there is none to show.
func TestNoConfig(t *testing.T) {
	db := filepath.Join(t.TempDir(), "talks.db")
	ok(t, "build", files(t, map[string]string{"ferry.txt": ferryReport}), "-o", db)
	has(t, "show config", ok(t, "show", "config", db).out, "No configuration")
	if out := ok(t, "show", "config", db, "--json").out; out != "null\n" {
		t.Errorf("%q", out)
	}
}

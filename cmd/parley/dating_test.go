package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/parley-press/parley"
)

// Reports of one week: two that say when they came out, one that does not, and one of another matter that does not either.
var weekOfTheFerry = map[string]string{
	"post.txt": "Ferry talks open in Stonebridge\n\nSTONEBRIDGE, May 9, 2031 - Harland's envoy Ana Roe handed the Lake Commission a draft on the eastern ferry crossings in Stonebridge on Friday, " +
		"officials said. The commission will answer within a week.\n",
	"times.txt": "Commission studies ferry draft\n\nRED QUAY, May 10, 2031 - The Lake Commission is studying a draft on the eastern ferry crossings, its chairman said on Saturday. " +
		"Roe had handed the draft to the commission in Stonebridge on Friday.\n",
	"courier.txt": "A draft at last\n\nThe government of Vessia welcomed a draft on the eastern ferry crossings on Saturday.\n\n" +
		"Ana Roe, the envoy of Harland, handed the draft on the ferry crossings to the Lake Commission in Stonebridge on Friday.\n",
	"harvest.txt": "Barley comes early\n\nFarmers in the Upper Vale began to cut the barley on Friday, a fortnight early, the growers' union said.\n",
}

// published is the day of each report of a record, by file.
func published(t *testing.T, db string) map[string]parley.Published {
	t.Helper()
	var x struct {
		Reports []struct {
			File      string           `json:"file"`
			Published parley.Published `json:"published"`
		} `json:"reports"`
	}
	if err := json.Unmarshal([]byte(ok(t, "export", db, "--format", "json").out), &x); err != nil {
		t.Fatal(err)
	}
	out := map[string]parley.Published{}
	for _, r := range x.Reports {
		out[filepath.Base(r.File)] = r.Published
	}
	return out
}

// A report that does not say when it came out is dated by others that tell of its days, whichever comes first; one of another matter is not, and what a person
// gives counts.
func TestDatedByTheDossier(t *testing.T) {
	dir := t.TempDir()
	for name, text := range weekOfTheFerry {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	at := func(names ...string) (out []string) {
		for _, n := range names {
			out = append(out, filepath.Join(dir, n))
		}
		return out
	}
	whole, grown := filepath.Join(t.TempDir(), "whole.db"), filepath.Join(t.TempDir(), "grown.db")
	ok(t, append([]string{"build", "-q", "-o", whole}, at("courier.txt", "harvest.txt", "post.txt", "times.txt")...)...)
	ok(t, append([]string{"build", "-q", "-o", grown}, at("courier.txt", "harvest.txt")...)...)
	if p := published(t, grown)["courier.txt"]; p.Value.Known() {
		t.Errorf("courier.txt alone came out on %s: %s", p.Value, p.Why)
	}
	ok(t, append([]string{"add", "-q", "--dossier", grown}, at("post.txt", "times.txt")...)...)
	for _, db := range []string{whole, grown} {
		days := published(t, db)
		p := days["courier.txt"]
		if want := parley.NewDate(2031, 5, 10); p.Value != want || p.How != parley.Inferred || p.Within == nil || *p.Within != (parley.Interval{From: want, To: want + 1}) {
			t.Errorf("%s: courier.txt came out on %s, %v, %s: %s", db, p.Value, p.Within, p.How, p.Why)
		}
		if p := days["harvest.txt"]; p.Value.Known() {
			t.Errorf("%s: harvest.txt came out on %s: %s", db, p.Value, p.Why)
		}
		ok(t, "verify", db)
	}
	if a, b := ok(t, "export", whole, "--format", "json").out, ok(t, "export", grown, "--format", "json").out; a != b {
		t.Error("the order in which reports come shapes the record")
	}
	ok(t, "decide", "given", "courier.txt", "--published", "2031-05-17", "--db", whole)
	if p := published(t, whole)["courier.txt"]; p.Value != parley.NewDate(2031, 5, 17) || p.How != parley.Told {
		t.Errorf("a person gives 2031-05-17, and it came out on %s, %s", p.Value, p.How)
	}
}

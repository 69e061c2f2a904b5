package event

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"
)

// Of rows with the same words, those with more conditions come first, and then the first one counts whose conditions hold, whatever their scores: one behind a row of
// the same type with the same conditions, or one that only leaves words out behind one without conditions, is never reached.
func TestRowsReached(t *testing.T) {
	f, err := os.Open("data/triggers.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.Comment, r.FieldsPerRecord, r.LazyQuotes = '\t', '#', 7, true
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	type key struct{ words, pos, typ, need, not string }
	seen := map[key]bool{}
	for _, row := range all {
		for _, words := range strings.Split(row[0], "|") {
			k := key{words, row[1], row[2], row[3], row[4]}
			if seen[k] || k.need == "" && seen[key{words: words, pos: k.pos, typ: k.typ}] {
				t.Errorf("%s (%s, %s, %q) stands in two rows, and the second is never reached", words, row[1], row[2], row[3])
			}
			seen[k] = true
		}
	}
}

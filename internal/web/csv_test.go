package web

import (
	"encoding/csv"
	"strings"
	"testing"
)

// formulas are texts that a spreadsheet would run, after which the escape must stand.
var formulas = []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "\n=1", "＝1", "＋1", "－1", "＠1", "  @x",
	"=HYPERLINK(\"http://x\")", "=cmd|' /C calc'!A0", "\t", "\r"}

func TestCellsAreInert(t *testing.T) {
	tb := table{Head: []string{"text"}}
	plain := []string{"", "word", "'quoted'", "a=b", "it's", "“=1”", "'=1", "''-2"}
	for _, s := range append(formulas, plain...) {
		tb.Rows = append(tb.Rows, []any{s})
	}
	for _, s := range formulas {
		if c := cell(s); c != "'"+s {
			t.Errorf("cell(%q) = %q", s, c)
		}
	}
	for _, s := range plain[:6] {
		if c := cell(s); c != s {
			t.Errorf("cell(%q) = %q, want it as it is", s, c)
		}
	}
	if c := cell(-5.0); c != "-5" {
		t.Errorf("a number became %q", c)
	}
	seen := map[string]string{}
	for _, s := range append(formulas, plain...) { // the escape can be taken back
		if was, twice := seen[cell(s)]; twice {
			t.Errorf("%q and %q give the same cell", s, was)
		}
		seen[cell(s)] = s
	}
}

func TestCSVTwin(t *testing.T) {
	h := handler(t, hostile())
	for _, a := range []string{"/timeline", "/statements", "/positions", "/instruments", "/figures", "/conflicts", "/outlets", "/entities", "/reports", "/positions/changes", "/omissions", "/wordings"} {
		w := get(h, a+".csv")
		if w.Code != 200 {
			t.Errorf("%s: %d", a, w.Code)
			continue
		}
		rows, err := csv.NewReader(strings.NewReader(w.Body.String())).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Errorf("%s: %d rows, %v", a, len(rows), err)
		}
		for _, r := range rows {
			for _, c := range r {
				if c != "" && strings.ContainsAny(c[:1], "=+@\t\r") {
					t.Errorf("%s: cell %q", a, c)
				}
			}
		}
	}
}

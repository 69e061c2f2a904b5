package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// A coded dossier with a fault is refused, with the file that has it.
func TestReadGold(t *testing.T) {
	const report = `{"file": "a.txt", "report": {"headline": {"start": 0, "end": 5, "text": "Ferry"}}, "statements": [], "events": [],
		"figures": [{"id": "f1", "core": true, "low": 3, "span": {"start": 6, "end": 7}}]}`
	for _, tc := range []struct {
		name  string
		files map[string]string
		kind  parley.Kind
		want  string // in the error; none where it is empty
	}{
		{"good", map[string]string{"a.txt.json": report, "README.md": "no JSON"}, "", ""},
		{"nothing coded", map[string]string{"entities.json": "[]"}, parley.NotFound, "no gold report"},
		{"not JSON", map[string]string{"a.txt.json": report + "}"}, parley.Invalid, "a.txt.json"},
		{"no name", map[string]string{"a.txt.json": `{"file": ""}`}, parley.Invalid, "a.txt.json"},
		{"name that leads out", map[string]string{"a.txt.json": `{"file": "../a.txt"}`}, parley.Invalid, "a.txt.json"},
		{"twice", map[string]string{"a.txt.json": report, "b.json": report}, parley.Invalid, "b.json"},
		{"no such report", map[string]string{"a.txt.json": `{"file": "b.txt"}`}, parley.NotFound, "b.txt"},
		{"other words", map[string]string{"a.txt.json": strings.Replace(report, "Ferry", "Fairy", 1)}, parley.Invalid, "a.txt.json"},
		{"past the end", map[string]string{"a.txt.json": strings.Replace(report, `"end": 7`, `"end": 700`, 1)}, parley.Invalid, "a.txt.json"},
		{"backwards", map[string]string{"a.txt.json": strings.Replace(report, `"end": 7`, `"end": 5`, 1)}, parley.Invalid, "a.txt.json"},
		{"not UTF-8", map[string]string{"a.txt.json": strings.Replace(report, `"start": 6, "end": 7`, `"start": 6, "end": 9, "text": "3\ufffd "`, 1)}, "", ""},
		{"member of no report", map[string]string{"a.txt.json": report, "cross.json": `{"conflicts": [{"between": [{"file": "b.txt", "id": "f1"}]}]}`}, parley.Invalid, "cross.json"},
		{"member that is none", map[string]string{"a.txt.json": report, "cross.json": `{"same": [{"members": [{"file": "a.txt", "id": "f2"}]}]}`}, parley.Invalid, "cross.json"},
		{"good member", map[string]string{"a.txt.json": report, "cross.json": `{"same": [{"members": [{"file": "a.txt", "id": "f1"}]}]}`}, "", ""},
		{"step of no report", map[string]string{"a.txt.json": report, "instruments.json": `[{"history": [{"file": "b.txt"}]}]`}, parley.Invalid, "instruments.json"},
		{"step of other words", map[string]string{"a.txt.json": report, "instruments.json": `[{"history": [{"file": "a.txt", "start": 0, "end": 2, "text": "x"}]}]`}, parley.Invalid, "instruments.json"},
	} {
		dossier, gold := t.TempDir(), t.TempDir()
		writeFile(t, dossier, "a.txt", "Ferry 3\xff people")
		for name, text := range tc.files {
			writeFile(t, gold, name, text)
		}
		_, err := ReadGold(gold, dossier)
		switch {
		case tc.want == "" && err != nil:
			t.Errorf("%s: %v", tc.name, err)
		case tc.want != "" && (parley.KindOf(err) != tc.kind || !strings.Contains(err.Error(), tc.want)):
			t.Errorf("%s: %v, want %s with %q", tc.name, err, tc.kind, tc.want)
		}
	}
	if _, err := ReadGold(filepath.Join(t.TempDir(), "none"), "."); parley.KindOf(err) != parley.NotFound {
		t.Errorf("no folder: %v", err)
	}
}

func writeFile(t testing.TB, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestUncoded(t *testing.T) {
	uncoded, lacking := mini().Uncoded(&parley.Record{Reports: []parley.ReportEntry{{File: "town.txt"}, {File: "hill.txt"}}})
	if len(uncoded) != 1 || uncoded[0] != "hill.txt" || len(lacking) != 1 || lacking[0] != "lake.txt" {
		t.Errorf("%v, %v", uncoded, lacking)
	}
}

//go:build measure

package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parley-press/parley/internal/eval"
)

const (
	codedFolder = "../../testdata/coded"
	codedScores = "../../testdata/scores/coded.txt"
)

// codedLines are the lines of a score that are kept; all stand in testdata/scores/coded.txt, a column a dossier.
var codedLines = []string{"noise bytes", "statements detected", "statement + source", "source clusters (B3)", "entities found", "events detected", "event status",
	"event asserted_by", "event date overlap, dated in gold", "figures right", "instruments found", "history steps", "conflicts found", "same groups", "chronology dates", "TOTAL"}

// A newsReport is a line of the corpus news-2016, as far as it is needed.
type newsReport struct {
	ID, Date, Outlet, Title, Text string
}

// TestMeasureCoded scores the dossiers of testdata/coded and compares them with the kept scores; PARLEY_UPDATE writes these anew. `make coded`.
func TestMeasureCoded(t *testing.T) {
	data := os.Getenv("PARLEY_DATA")
	if data == "" {
		t.Skip("PARLEY_DATA names no data")
	}
	news := readNews(t, filepath.Join(data, "news/news-2016.jsonl.gz"))
	files, err := filepath.Glob(filepath.Join(codedFolder, "*.json.gz"))
	if err != nil || len(files) == 0 {
		t.Fatal("no coded dossiers", err)
	}
	scores := make([]map[string]float64, len(files))
	var out bytes.Buffer
	fmt.Fprintf(&out, "%-36s", "")
	for i, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".json.gz")
		fmt.Fprintf(&out, "%13s", name)
		scores[i] = scoreCoded(t, f, news)
	}
	out.WriteByte('\n')
	for _, line := range codedLines {
		fmt.Fprintf(&out, "%-36s", line)
		for i := range files {
			fmt.Fprintf(&out, "%13.3f", scores[i][line])
		}
		out.WriteByte('\n')
	}
	t.Logf("\n%s", out.Bytes())
	if os.Getenv("PARLEY_UPDATE") != "" {
		if err := os.WriteFile(codedScores, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	kept, err := os.ReadFile(codedScores)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, out.Bytes()) {
		t.Errorf("the scores differ from %s:\n%s", codedScores, kept)
	}
}

// readNews reads the corpus, by id.
func readNews(t *testing.T, path string) map[string]newsReport {
	t.Helper()
	all := map[string]newsReport{}
	lines(t, path, func(_ int, b []byte) {
		var r newsReport
		if err := json.Unmarshal(b, &r); err != nil {
			t.Fatal(err)
		}
		all[r.ID] = r
	})
	return all
}

// scoreCoded lays a dossier and its coding into folders and scores the record of it, by the name of the line.
func scoreCoded(t *testing.T, coded string, news map[string]newsReport) map[string]float64 {
	t.Helper()
	raw, gold := t.TempDir(), t.TempDir()
	var files map[string]json.RawMessage
	lines(t, coded, func(_ int, b []byte) {
		if err := json.Unmarshal(b, &files); err != nil {
			t.Fatal(err)
		}
	})
	manifest := [][]string{{"file", "published", "outlet"}}
	for name, b := range files {
		write(t, filepath.Join(gold, name), b)
		report, ok := strings.CutSuffix(name, ".json")
		id, isReport := strings.CutSuffix(report, ".txt")
		if !ok || !isReport {
			continue
		}
		r, ok := news[id]
		if !ok {
			t.Fatalf("%s: the corpus has no report %s", coded, id)
		}
		write(t, filepath.Join(raw, report), []byte(strings.TrimSpace(r.Title)+"\n\n"+strings.TrimSpace(r.Text)+"\n"))
		manifest = append(manifest, []string{report, r.Date, r.Outlet})
	}
	var m bytes.Buffer
	if err := csv.NewWriter(&m).WriteAll(manifest); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(raw, "manifest.csv"), m.Bytes())
	said, err := command(t, "eval", "--dossier", raw, "--gold", gold, "--json").Output()
	if err != nil {
		t.Fatal(coded, err)
	}
	var res struct{ Scores []eval.Score }
	if err := json.Unmarshal(said, &res); err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for _, s := range res.Scores {
		out[s.Name] = s.Value()
	}
	return out
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

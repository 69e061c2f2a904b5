//go:build measure

package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley/internal/eval"
)

const (
	codedFolder = "../../testdata/coded"
	codedScores = "../../testdata/scores/coded.txt"
)

// codedLines are the lines of a score that are kept, each with the head of its column in testdata/scores/coded.txt, where each dossier has a row.
var codedLines = []struct{ name, head string }{{"noise bytes", "noise"}, {"statements detected", "found"}, {"statement + source", "source"}, {"source clusters (B3)", "B3"},
	{"entities found", "entity"}, {"events detected", "event"}, {"event status", "status"}, {"event asserted_by", "by"}, {"event date overlap, dated in gold", "dates"},
	{"figures right", "figure"}, {"instruments found", "paper"}, {"history steps", "step"}, {"conflicts found", "conflict"}, {"same groups", "same"},
	{"chronology dates", "chron"}, {"TOTAL", "TOTAL"}}

// codedGroups are the groups of dossiers by the beginnings of their names: those that are only scored, those that are not opened yet, those that the fit of conflicts leaves out, and all others.
var codedGroups = []string{scoredOnly, "fresh-", "held-", ""}

// scoredOnly begins the names of dossiers that nothing is fitted on.
const scoredOnly = "check-"

// readableCoded are the files of the dossiers that fits are made on.
func readableCoded(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(codedFolder, "*.json.gz"))
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(files, func(f string) bool {
		return strings.HasPrefix(filepath.Base(f), scoredOnly)
	})
}

// openedCoded are those of them that people have opened.
func openedCoded(t *testing.T) []string {
	t.Helper()
	return slices.DeleteFunc(readableCoded(t), func(f string) bool { return strings.HasPrefix(filepath.Base(f), "fresh-") })
}

// conflictsCoded are those of them that the fit of conflicts is made on: with the others too, as many conflicts were right on dossiers left out, and fewer on those only scored.
func conflictsCoded(t *testing.T) []string {
	t.Helper()
	return slices.DeleteFunc(openedCoded(t), func(f string) bool { return strings.HasPrefix(filepath.Base(f), "held-") })
}

// A newsReport is a line of the corpus news-2016, as far as it is needed.
type newsReport struct {
	ID, Date, Outlet, Title, Text string
}

// TestMeasureCoded scores the dossiers of testdata/coded and compares them with the kept scores; PARLEY_UPDATE writes these anew. `make coded`.
func TestMeasureCoded(t *testing.T) {
	_, news := codedNews(t)
	files, err := filepath.Glob(filepath.Join(codedFolder, "*.json.gz"))
	if err != nil || len(files) == 0 {
		t.Fatal("no coded dossiers", err)
	}
	var out bytes.Buffer
	row := func(name string, score map[string]float64) {
		fmt.Fprintf(&out, "%-20s", name)
		for _, l := range codedLines {
			fmt.Fprintf(&out, "%9.3f", score[l.name])
		}
		out.WriteByte('\n')
	}
	fmt.Fprintf(&out, "%-20s", "")
	for _, l := range codedLines {
		fmt.Fprintf(&out, "%9s", l.head)
	}
	out.WriteByte('\n')
	sums, counts := map[string]map[string]float64{}, map[string]float64{}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".json.gz")
		score := scoreCoded(t, f, news)
		row(name, score)
		g := codedGroups[slices.IndexFunc(codedGroups, func(g string) bool { return strings.HasPrefix(name, g) })]
		if counts[g]++; sums[g] == nil {
			sums[g] = map[string]float64{}
		}
		for k, v := range score {
			sums[g][k] += v
		}
	}
	for i, g := range codedGroups {
		for k := range sums[g] {
			sums[g][k] /= counts[g]
		}
		row([]string{"mean, only scored", "mean, not opened", "mean, held out", "mean, read"}[i], sums[g])
	}
	t.Logf("\n%s", out.Bytes())
	keptOr(t, codedScores, out.Bytes())
}

// codedNews is the folder PARLEY_DATA and the reports of its corpus news-2016 by their ids; the test is skipped where no folder is named.
func codedNews(t *testing.T) (data string, news map[string]newsReport) {
	t.Helper()
	if data = os.Getenv("PARLEY_DATA"); data == "" {
		t.Skip("PARLEY_DATA names no data")
	}
	news = map[string]newsReport{}
	lines(t, filepath.Join(data, "news/news-2016.jsonl.gz"), func(_ int, b []byte) {
		var r newsReport
		if err := json.Unmarshal(b, &r); err != nil {
			t.Fatal(err)
		}
		news[r.ID] = r
	})
	return data, news
}

// keptOr compares what was made with the kept file; PARLEY_UPDATE writes it anew.
func keptOr(t *testing.T, path string, made []byte) {
	t.Helper()
	if os.Getenv("PARLEY_UPDATE") != "" {
		if err := os.WriteFile(path, made, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, made) {
		t.Errorf("%s is not what is made now", path)
	}
}

// layCoded lays a dossier and its coding into folders.
func layCoded(t *testing.T, coded string, news map[string]newsReport) (raw, gold string) {
	t.Helper()
	raw, gold = t.TempDir(), t.TempDir()
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
	return raw, gold
}

// scoreCoded scores the record of a dossier, by the name of the line.
func scoreCoded(t *testing.T, coded string, news map[string]newsReport) map[string]float64 {
	t.Helper()
	raw, gold := layCoded(t, coded, news)
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

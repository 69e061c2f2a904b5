//go:build measure

package eval

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/parley-press/parley/internal/learn"
)

// packed opens a packed file of the corpora.
func packed(t *testing.T, dir, name string) io.Reader {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { f.Close() })
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// perturbed is the gold of one annotator with every fault that a finder can have, and confidences that tie.
func perturbed(t *AttributedText, r *learn.Rand) []Prediction {
	token := func() [2]int { k := t.tokens[r.Below(len(t.tokens))]; return [2]int{k.start, k.end} }
	stretch := func() [2]int {
		i := r.Below(len(t.tokens))
		return [2]int{t.tokens[i].start, t.tokens[min(i+r.Below(30), len(t.tokens)-1)].end}
	}
	var out []Prediction
	for _, g := range t.gold[r.Below(len(t.gold))] {
		fault := r.Below(24)
		p := Prediction{g.Source, g.Cue, g.Content, float64(60+r.Below(140)) / 200}
		if fault < 8 {
			p.Confidence = float64(r.Below(160)) / 200
		}
		switch fault {
		case 0:
			continue
		case 1:
			p.Source = nil
		case 2:
			p.Source = [][2]int{token()}
		case 3:
			p.Content = [][2]int{stretch()}
		case 4:
			p.Cue = [][2]int{token(), stretch()}
		case 5:
			p.Content = append([][2]int{stretch()}, g.Content...)
		case 6: // twice, the second with other borders
			q := p
			q.Confidence = float64(r.Below(200)) / 200
			for _, c := range g.Content {
				first, end := t.under(c)
				q.Content = append([][2]int{}, [2]int{t.tokens[first].start, t.tokens[max(first, end-3)].end})
			}
			out = append(out, q)
		case 7:
			p.Content = nil
		case 8:
			p.Confidence = NoConfidence
		}
		out = append(out, p)
		if r.Below(25) == 0 {
			out = append(out, Prediction{[][2]int{token()}, [][2]int{token()}, [][2]int{stretch(), stretch()}, float64(r.Below(100)) / 200})
		}
	}
	return out
}

// written writes predictions as the scorer in Python reads them.
func written(t *testing.T, texts []*AttributedText, predicted [][]Prediction) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "predicted.jsonl")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	enc := json.NewEncoder(f)
	for n, x := range texts {
		rows := []map[string]any{}
		for _, p := range predicted[n] {
			row := map[string]any{"source": p.Source, "cue": p.Cue, "content": p.Content}
			if p.Known() {
				row["confidence"] = p.Confidence
			}
			rows = append(rows, row)
		}
		if err := enc.Encode(map[string]any{"id": x.ID, "attributions": rows}); err != nil {
			t.Fatal(err)
		}
	}
	return name
}

type pythonCell struct {
	Threshold float64 `json:"threshold"`
	P         float64 `json:"P"`
	R         float64 `json:"R"`
	F1        float64 `json:"F1"`
}

// TestMeasureAttributionTwins holds the scorer to the one in Python of the shared data: every figure to the last digit
// that it gives, four behind the point of a per cent, for faulty copies of the gold.
func TestMeasureAttributionTwins(t *testing.T) {
	dir := os.Getenv("PARLEY_DATA")
	tool := filepath.Join(dir, "..", "tools", "score_attribution.py")
	if _, err := os.Stat(tool); err != nil || dir == "" {
		t.Skip("no score_attribution.py beside the data")
	}
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip(err)
	}
	texts, bare, err := ReadAttributed(packed(t, dir, "polnear/dev.jsonl.gz"), packed(t, dir, "polnear-corenlp/dev.jsonl.gz"))
	if err != nil || len(bare) != 1 {
		t.Fatal(bare, err)
	}
	for seed := range 3 {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			rand := learn.Rand(seed + 1)
			predicted := make([][]Prediction, len(texts))
			for n, x := range texts {
				predicted[n] = perturbed(x, &rand)
			}
			ours, err := Attributions(texts, predicted)
			if err != nil {
				t.Fatal(err)
			}
			b, err := exec.Command("python3", tool, "--json", filepath.Join(dir, "polnear/dev.jsonl.gz"), written(t, texts, predicted)).Output()
			if err != nil {
				t.Fatal(err)
			}
			twins(t, ours, b)
		})
	}
}

func twins(t *testing.T, ours *AttributionReport, python []byte) {
	t.Helper()
	var theirs struct {
		Articles  int
		Predicted map[string]float64
		Gold      map[string]float64
		Roles     map[string]map[string]pythonCell
		Paired    map[string]map[string]pythonCell
		Curve     struct {
			At     map[string]pythonCell `json:"R at P"`
			Points []pythonCell
		}
	}
	if err := json.Unmarshal(python, &theirs); err != nil {
		t.Fatal(err)
	}
	compared := 0
	same := func(name string, got, want float64, unit float64) {
		t.Helper()
		if compared++; math.Abs(got-want) > 0.5001*unit {
			t.Errorf("%s: %.5f, python has %.5f", name, got, want)
		}
	}
	cell := func(name string, got OperatingPoint, want pythonCell) {
		t.Helper()
		same(name+" P", 100*got.P, want.P, 1e-4)
		same(name+" R", 100*got.R, want.R, 1e-4)
		same(name+" F1", 100*got.F1, want.F1, 1e-4)
	}
	of := func(c weighed) OperatingPoint {
		p, r, f := c.percent()
		return OperatingPoint{P: p / 100, R: r / 100, F1: f / 100}
	}
	same("articles", float64(ours.Texts), float64(theirs.Articles), 1e-9)
	for u := range units {
		for r := range roles {
			cell(unitNames[u]+" "+roleNames[r], of(ours.counts.role[u][r]), theirs.Roles[unitNames[u]][roleNames[r]])
		}
	}
	for k, name := range [speechTypes]string{"all", "direct", "mixed", "indirect"} {
		same("predicted "+name, ours.counts.paired[sourcePair][k].predicted, theirs.Predicted[name], 0.01)
		same("gold "+name, ours.counts.paired[sourcePair][k].gold, theirs.Gold[name], 0.01)
		for m, pairing := range [pairings]string{"attribution", "content", "+ cue"} {
			cell(pairing+" "+name, of(ours.counts.paired[m][k]), theirs.Paired[pairing][name])
		}
	}
	for _, p := range precisions {
		at, reached := ours.AtPrecision(p)
		if !reached {
			t.Errorf("precision %.0f was not reached: nothing to compare", p)
		}
		want := theirs.Curve.At[fmt.Sprint(p)]
		same(fmt.Sprint("threshold of precision ", p), at.Confidence, want.Threshold, 1e-9)
		cell(fmt.Sprint("precision ", p), at, want)
	}
	if len(theirs.Curve.Points) < 40 || len(ours.Curve) < 150 {
		t.Errorf("%d points, python shows %d", len(ours.Curve), len(theirs.Curve.Points))
	}
	for _, want := range theirs.Curve.Points {
		for _, p := range ours.Curve {
			if p.Confidence == want.Threshold {
				cell(fmt.Sprint("from confidence ", p.Confidence), p, want)
			}
		}
	}
	if compared < 240 {
		t.Errorf("only %d figures were compared", compared)
	}
	t.Logf("%d figures the same; attribution F1 %.4f, ECE %.3f", compared, 100*ours.F1().Value(), ours.ECE)
}

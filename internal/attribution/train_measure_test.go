//go:build measure

package attribution

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
)

// leastF1 is the floor of the relations found in articles of the training part by models that did not learn from them, in hundredths of a percent.
const leastF1 = 6800

// TestMeasureTrain trains the models again: the bytes are those that are embedded, and out of fold the relations are what they were. With PARLEY_OUT the relations
// found out of fold are written to that file, in the format of predict statements, and with PARLEY_MODEL the model.
func TestMeasureTrain(t *testing.T) {
	dir := os.Getenv("PARLEY_DATA")
	if dir == "" {
		t.Skip("PARLEY_DATA does not say where the corpora are")
	}
	tags, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	segments := segment.New()
	o := Options{Coded: os.DirFS("../../testdata/coded"), Lessons: os.DirFS("lessons"), Seed: ShippedSeed, Say: func(s string) { t.Log(s) }, Read: func(s string) *text.Doc {
		d := segments.Segment(text.Plain(s))
		tags.Parse(d)
		return d
	}}
	if name := os.Getenv("PARLEY_OUT"); name != "" {
		f, err := os.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		enc := json.NewEncoder(f)
		o.Told = func(id string, d *text.Doc, found []text.Attribution) {
			if err := enc.Encode(map[string]any{"id": id, "attributions": told(d, found)}); err != nil {
				t.Error(err)
			}
		}
	}
	m, err := Train(os.DirFS(dir), o)
	if err != nil {
		t.Fatal(err)
	}
	if name := os.Getenv("PARLEY_MODEL"); name != "" {
		if err := os.WriteFile(name, m, 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(m) != string(model) {
		t.Errorf("%d bytes that are not the %d embedded ones", len(m), len(model))
	}
	f, err := Open(m)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Info().Score("F1"); got < leastF1 {
		t.Errorf("F1 out of fold %d, at least %d is asked", got, leastF1)
	}
}

// told is relations in bytes.
func told(d *text.Doc, found []text.Attribution) []map[string]any {
	bytes := func(rs []parley.TokenRange) [][2]int {
		out := [][2]int{}
		for _, r := range rs {
			s := d.Span(r)
			out = append(out, [2]int{s.Start, s.End})
		}
		return out
	}
	out := []map[string]any{}
	for _, a := range found {
		if a.Confidence >= DefaultConfidence {
			out = append(out, map[string]any{"source": bytes(a.Source), "cue": bytes(a.Cue), "content": bytes(a.Content), "confidence": a.Confidence})
		}
	}
	return out
}

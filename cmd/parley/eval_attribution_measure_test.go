//go:build measure

package main

import (
	"os"
	"testing"

	"github.com/parley-press/parley/internal/eval"
)

// attributionFloors are the least that PolNeAR's development part must reach, in percent: F1, or what the name says; the calibration error may reach its figure at most.
var attributionFloors = map[string]float64{
	"attribution":            69.5,
	"attribution direct":     88,
	"attribution mixed":      80,
	"attribution indirect":   60.5,
	"content tokens":         83,
	"content exact":          61,
	"source exact":           76,
	"cue exact":              70,
	"recall at precision 90": 45,
	"calibration error":      4,
}

const leastPrecision = 76 // of attributions, in percent

// TestMeasureAttribution holds the shipped finder to the floors, on raw text.
func TestMeasureAttribution(t *testing.T) {
	dir := os.Getenv("PARLEY_DATA")
	if dir == "" {
		t.Skip("PARLEY_DATA does not say where the corpora are")
	}
	finder, err := newAttributer()
	if err != nil {
		t.Fatal(err)
	}
	a := &app{err: os.Stderr}
	texts, err := a.attributed(os.DirFS(dir))
	if err != nil {
		t.Skip(err)
	}
	rep, err := eval.Attributions(texts, eval.Predict(texts, finder))
	if err != nil {
		t.Fatal(err)
	}
	held := 0
	for _, s := range rep.Scores("") {
		floor, ok := attributionFloors[s.Name]
		if !ok {
			continue
		}
		held++
		got := 100 * s.Value()
		t.Logf("%-24s %6.2f, floor %5.1f", s.Name, got, floor)
		if s.Cost && got > floor || !s.Cost && got < floor {
			t.Errorf("%s is %.2f, the floor is %.1f", s.Name, got, floor)
		}
		if s.Name == "attribution" && 100*s.P < leastPrecision {
			t.Errorf("precision is %.2f, the floor is %d", 100*s.P, leastPrecision)
		}
	}
	if held != len(attributionFloors) {
		t.Errorf("%d of %d figures were there", held, len(attributionFloors))
	}
}

//go:build measure

package main

import (
	"os"
	"testing"
)

// TestMeasureTimes holds time expressions to their floors on both halves of the corpus in the folder PARLEY_DATA (`make measure`).
func TestMeasureTimes(t *testing.T) {
	for _, half := range []struct {
		name   string
		held   bool
		floors map[string]float64
	}{{"dev", false, map[string]float64{"spans": 0.94, "values": 0.80}}, {"held", true, map[string]float64{"spans": 0.92, "values": 0.765}}} {
		scores, err := scoreTimes(half.held)(&corpus{}, os.DirFS(os.Getenv("PARLEY_DATA")))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range scores {
			t.Logf("%s %s %.3f (%d of %d, %d predicted)", half.name, s.Name, s.Value(), s.Matched, s.Gold, s.Predicted)
			if s.Value() < half.floors[s.Name] {
				t.Errorf("%s %s %.3f, floor %.3f", half.name, s.Name, s.Value(), half.floors[s.Name])
			}
		}
	}
}

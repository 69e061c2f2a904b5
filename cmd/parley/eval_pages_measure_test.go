//go:build measure

package main

import (
	"os"
	"strings"
	"testing"
)

// TestMeasurePages holds the reading of web pages to its floors on both halves of the corpora in the folder PARLEY_DATA (`make measure`).
func TestMeasurePages(t *testing.T) {
	for _, half := range []struct {
		name   string
		held   bool
		floors map[string]float64
	}{
		{"dev", false, map[string]float64{"article body": 0.985, "word for word": 0.5, "day of publication": 1}},
		{"held", true, map[string]float64{"article body": 0.98, "word for word": 0.47, "day of publication": 1}},
	} {
		data := os.DirFS(os.Getenv("PARLEY_DATA"))
		scores, err := scorePages(half.held)(&corpus{}, data)
		if err != nil {
			t.Fatal(err)
		}
		days, err := scorePageDates(half.held)(&corpus{}, data)
		if err != nil {
			t.Fatal(err)
		}
		met := 0
		for _, s := range append(scores, days...) {
			t.Logf("%s %s %.4f (P %.4f, R %.4f)", half.name, s.Name, s.Value(), s.P, s.R)
			for end, floor := range half.floors {
				if strings.HasSuffix(s.Name, end) {
					if met++; s.Value() < floor {
						t.Errorf("%s %s %.4f, floor %.4f", half.name, s.Name, s.Value(), floor)
					}
				}
			}
		}
		if met != len(half.floors) {
			t.Errorf("%d of %d floors have a score", met, len(half.floors))
		}
	}
}

package record

import (
	"testing"

	"github.com/parley-press/parley"
)

func TestSpelled(t *testing.T) {
	for _, c := range []struct {
		a, b string
		one  bool
	}{
		{"Tarik Abdelmurad", "Tarik Abdulmurad", true},
		{"Selim Hosrat", "Salim Hasrat", true},
		{"Maria Loveda", "Mario Loveda", false},
		{"Ana Roe", "Ina Rue", false},
		{"Jon Harden", "Jon Hardy", false},
	} {
		for _, together := range []bool{false, true} {
			x, y := newReport(1), newReport(2)
			x.person(c.a)
			if together {
				y = x
			}
			y.person(c.b)
			in := Input{Reader: "v1", Names: map[parley.ReportID][]string{x.f.Report: {"a"}, y.f.Report: {"b"}}, Findings: []parley.Findings{x.f, y.f}}
			if n := len(Fold(in).Entities); n == 1 != (c.one && !together) {
				t.Errorf("%s and %s, in one report %v: %d people", c.a, c.b, together, n)
			}
		}
	}
}

package learn

import (
	"math"
	"testing"
)

func TestChoice(t *testing.T) {
	a, b := Of(1, 0, 0), Of(2, 0, 0)
	c, err := OpenChoice(EncodeChoice("probe", [32]byte{}, []Row{{a, []Weight{{0, ChoiceScale}}}, {b, []Weight{{0, -ChoiceScale}}}}), "probe")
	if err != nil {
		t.Fatal(err)
	}
	sums := []int32{c.Sum([]Feature{a, a}), c.Sum([]Feature{a, b}), c.Sum(nil)}
	out := make([]float32, len(sums))
	Chances(sums, out)
	for i, want := range []float64{math.E * math.E, 1, 1} {
		if want /= math.E*math.E + 2; math.Abs(float64(out[i])-want) > 1e-3 {
			t.Errorf("option %d: %.4f, want %.4f", i, out[i], want)
		}
	}
	if _, err := OpenChoice(EncodeChoice("probe", [32]byte{}, nil), "other"); err == nil {
		t.Error("a model of another kind was opened")
	}
}

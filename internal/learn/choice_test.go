package learn

import (
	"math"
	"testing"
)

func TestLogit(t *testing.T) {
	sums, out := []int32{2 * LogitScale, 0, 0}, make([]float32, 3)
	Logit(sums, out)
	for i, want := range []float64{math.E * math.E, 1, 1} {
		if want /= math.E*math.E + 2; math.Abs(float64(out[i])-want) > 1e-3 {
			t.Errorf("class %d: %.4f, want %.4f", i, out[i], want)
		}
	}
}

func TestBin(t *testing.T) {
	for n, want := range map[int]Hash{-1: 0, 0: 0, 1: 1, 3: 2, 4: 3, 99: 3} {
		if got := Bin(n, 0, 1, 3); got != want {
			t.Errorf("%d is in bin %d, want %d", n, got, want)
		}
	}
}

func TestChoice(t *testing.T) {
	a, b := Of(1, 0, 0), Of(2, 0, 0)
	c, err := OpenChoice(EncodeChoice("probe", [32]byte{}, []Row{{a, []Weight{{0, LogitScale}}}, {b, []Weight{{0, -LogitScale}}}}), "probe")
	if err != nil {
		t.Fatal(err)
	}
	options := [][]Feature{{a, b}, {a, a}, nil} // chances of 1, e² and 1 over their sum, .106, .787 and .106
	for _, x := range []struct {
		kept   int
		margin float32
		want   int
	}{{0, 0.6, 1}, {0, 0.7, 0}, {1, 0, 1}, {2, 0.6, 1}} {
		if got := c.Take(len(options), x.kept, x.margin, func(i int) []Feature { return options[i] }); got != x.want {
			t.Errorf("kept %d, margin %.1f: option %d is taken, want %d", x.kept, x.margin, got, x.want)
		}
	}
	if _, err := OpenChoice(EncodeChoice("probe", [32]byte{}, nil), "other"); err == nil {
		t.Error("a model of another kind was opened")
	}
}

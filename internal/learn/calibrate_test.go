package learn

import (
	"bytes"
	"math"
	"testing"
)

// curve is a known one: it rises from 0.05 to 0.9, and the scores say of it only the order.
func curve(score int32) float64 { return 0.05 + 0.85/(1+math.Exp(-float64(score-3000)/2000)) }

func TestCalibrationFollows(t *testing.T) {
	r := Rand(1)
	var scores []int32
	var labels []float32
	for range 20000 {
		s := int32(r.Below(24000) - 10000)
		y := float32(0)
		if float64(unit(&r)) < curve(s) {
			y = 1
		}
		scores, labels = append(scores, s), append(labels, y)
	}
	c := TrainCalibration(scores, labels, nil)
	if n := len(c.knots); n < 10 || n > maxKnots {
		t.Errorf("%d knots", n)
	}
	last := 0.0
	for s := int32(-12000); s < 16000; s += 37 {
		p := c.At(s)
		if s > -9500 && s < 13500 && math.Abs(p-curve(s)) > 0.06 {
			t.Errorf("%d stands for %v, want %v", s, p, curve(s))
		}
		if p < last {
			t.Fatalf("%v at %d after %v", p, s, last)
		}
		last = p
	}
	again, err := OpenCalibration(c.Encode())
	if err != nil {
		t.Fatal(err)
	}
	for s := int32(-12000); s < 16000; s += 41 {
		if c.At(s) != again.At(s) {
			t.Fatalf("%v at %d, %v after a round trip", c.At(s), s, again.At(s))
		}
	}
}

func TestCalibrationByHand(t *testing.T) {
	// The shares 30/100, 20/100 and 80/100: the first two violate the order and are pooled to 1/4 at score 5.
	var scores []int32
	var labels, weights []float32
	for i, share := range []float32{0.3, 0.2, 0.8} {
		scores, labels, weights = append(scores, int32(10*i)), append(labels, share), append(weights, 100)
	}
	c := TrainCalibration(scores, labels, weights)
	for score, want := range map[int32]float64{math.MinInt32: 0.25, 0: 0.25, 5: 0.25, 10: 0.25 + 0.55/3, 20: 0.8, math.MaxInt32: 0.8} {
		if got := c.At(score); math.Abs(got-want) > 1e-4 {
			t.Errorf("%d stands for %v, want %v", score, got, want)
		}
	}
}

func TestCalibrationEnds(t *testing.T) {
	for name, c := range map[string]struct {
		c        *Calibration
		at, want float64
	}{
		"no examples":     {TrainCalibration(nil, nil, nil), 3, 0.5},
		"one example":     {TrainCalibration([]int32{7}, []float32{1}, nil), 3, 0.99},
		"none that count": {TrainCalibration([]int32{7}, []float32{1}, []float32{0}), 3, 0.5},
		"all no":          {TrainCalibration(make([]int32, 50), make([]float32, 50), nil), 0, 0.01},
	} {
		if got := c.c.At(int32(c.at)); math.Abs(got-c.want) > 1e-4 || got < 0.01 || got > 0.99 {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func FuzzOpenCalibration(f *testing.F) {
	good := TrainCalibration([]int32{1, 9, 30}, []float32{0, 0.5, 1}, []float32{50, 50, 50}).Encode()
	f.Add(good, int32(5))
	f.Add(good[:11], int32(5))
	f.Fuzz(func(t *testing.T, b []byte, score int32) {
		c, err := OpenCalibration(b)
		if err != nil {
			return
		}
		if p := c.At(score); !(p >= 0.01 && p <= 0.99) || !bytes.Equal(c.Encode(), b) {
			t.Errorf("%v at %d", p, score)
		}
	})
}

func TestCalibrationRefuses(t *testing.T) {
	good := TrainCalibration([]int32{1, 9, 30}, []float32{0, 0.5, 1}, []float32{50, 50, 50}).Encode()
	if _, err := OpenCalibration(good); err != nil || len(good) != 4+3*8 {
		t.Fatalf("%d bytes, %v", len(good), err)
	}
	for name, change := range map[string]func(b []byte) []byte{
		"cut":             func(b []byte) []byte { return b[:len(b)-1] },
		"too few":         func(b []byte) []byte { b[0] = 4; return b },
		"none":            func(b []byte) []byte { return make([]byte, 4) },
		"one score twice": func(b []byte) []byte { b[12] = b[4]; return b },
		"falling":         func(b []byte) []byte { copy(b[16:20], b[24:]); copy(b[24:], b[8:12]); return b },
		"too likely":      func(b []byte) []byte { b[26] = 1; return b },
	} {
		if _, err := OpenCalibration(change(bytes.Clone(good))); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

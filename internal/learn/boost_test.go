package learn

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"math"
	"testing"
)

func unit(r *Rand) float32 { return float32(r.Next()>>40) / (1 << 24) }

// boostData is n rows of width values; the chance of yes follows from four of them and from whether a fifth is absent.
func boostData(seed uint64, n, width int) (features, labels []float32, chance []float64) {
	r := Rand(seed)
	absent := float32(math.NaN())
	for range n {
		row := make([]float32, width)
		for c := range row {
			row[c] = unit(&r)
			if c%3 == 0 {
				row[c] = float32(int(row[c] * 4))
			}
			if c == 4 && row[c] < 0.3 || c > 5 && r.Below(10) == 0 {
				row[c] = absent
			}
		}
		z := 3*float64(row[1]) - 1.5
		if row[0] > 1.5 && row[2] < 0.5 {
			z += 2
		}
		if row[0] < 0.5 && row[3] > 1.5 {
			z -= 2
		}
		if row[4] != row[4] {
			z -= 1.5
		}
		p := 1 / (1 + math.Exp(-z))
		y := float32(0)
		if float64(unit(&r)) < p {
			y = 1
		}
		features, labels, chance = append(features, row...), append(labels, y), append(chance, p)
	}
	return features, labels, chance
}

func loss(b *Boost, features []float32, width int, y func(i int) float64) float64 {
	sum := 0.0
	n := len(features) / width
	for i := range n {
		z := float64(b.Score(features[i*width:i*width+width])) / BoostScale
		sum += math.Log1p(math.Exp(z)) - y(i)*z
	}
	return sum / float64(n)
}

func TestBoostLearns(t *testing.T) {
	const width = 8
	features, labels, _ := boostData(1, 8000, width)
	b := TrainBoost(features, width, labels, nil, BoostOptions{Trees: 120, Leaves: 8, Rate: 0.08})
	again := TrainBoost(features, width, labels, nil, BoostOptions{Trees: 120, Leaves: 8, Rate: 0.08})
	if !bytes.Equal(b.Encode(), again.Encode()) {
		t.Error("two trainings differ")
	}
	other := TrainBoost(features, width, labels, nil, BoostOptions{Trees: 120, Leaves: 8, Rate: 0.08, Seed: 1})
	if bytes.Equal(b.Encode(), other.Encode()) {
		t.Error("the seed does not count")
	}
	test, _, chance := boostData(2, 4000, width)
	got := loss(b, test, width, func(i int) float64 { return chance[i] })
	best, prior := 0.0, loss(TrainBoost(nil, width, nil, nil, BoostOptions{}), test, width, func(i int) float64 { return chance[i] })
	for _, p := range chance {
		best -= (p*math.Log(p) + (1-p)*math.Log(1-p)) / float64(len(chance))
	}
	t.Logf("loss %.4f, of the true chances %.4f, untrained %.4f", got, best, prior)
	if got > best+0.015 || prior < best+0.1 {
		t.Errorf("loss %.4f, of the true chances %.4f, untrained %.4f", got, best, prior)
	}
}

// One question in one split: what the leaves must be follows by hand.
func TestBoostByHand(t *testing.T) {
	absent := float32(math.NaN())
	features := []float32{1, 1, 1, 1, 2, 2, 2, 2, absent, absent}
	labels := []float32{0, 0, 0, 1, 1, 1, 1, 0.5, 1, 1}
	o := BoostOptions{Trees: 1, Leaves: 2, Least: 1, Rate: 0.5, L2: -1, Sample: 1, Columns: 1}
	b := TrainBoost(features, 1, labels, nil, o)
	base := math.Log(7 / 4.)
	p := 7 / 11.
	for _, c := range []struct {
		x    float32
		want float64
	}{
		{1, base + 0.5*(1-4*p)/(4*p*(1-p))},
		{1.4, base + 0.5*(1-4*p)/(4*p*(1-p))},
		{1.6, base + 0.5*(5.5-6*p)/(6*p*(1-p))},
		{absent, base + 0.5*(5.5-6*p)/(6*p*(1-p))},
	} {
		if got := float64(b.Score([]float32{c.x})) / BoostScale; math.Abs(got-c.want) > 0.001 {
			t.Errorf("score of %v is %v, want %v", c.x, got, c.want)
		}
	}
}

// A row that counts three times is three rows, and soft labels are shares of rows of either answer.
func TestBoostWeights(t *testing.T) {
	const width = 5
	features, labels, _ := boostData(3, 1000, width)
	o := BoostOptions{Trees: 20, Least: 1, Sample: 1, Columns: 1, Bins: 16, L2: -1}
	var many, manyLabels, weights, soft []float32
	for i := range labels {
		row := features[i*width : i*width+width]
		weights = append(weights, float32(1+2*(i%2)))
		soft = append(soft, []float32{labels[i], 2. / 3}[i%2])
		many, manyLabels = append(many, row...), append(manyLabels, soft[i])
		if i%2 == 1 {
			many, manyLabels = append(append(many, row...), row...), append(manyLabels, 1, 0)
			manyLabels[len(manyLabels)-3] = 1
		}
	}
	a, b := TrainBoost(features, width, soft, weights, o), TrainBoost(many, width, manyLabels, nil, o)
	// The bins differ a little, as they are by rows.
	if x, y := loss(a, many, width, func(i int) float64 { return float64(manyLabels[i]) }), loss(b, many, width, func(i int) float64 { return float64(manyLabels[i]) }); math.Abs(x-y) > 0.01 {
		t.Errorf("loss %v with weights, %v with rows repeated", x, y)
	}
}

func TestBoostEnds(t *testing.T) {
	for name, b := range map[string]*Boost{
		"no rows":   TrainBoost(nil, 3, nil, nil, BoostOptions{}),
		"no values": TrainBoost(nil, 0, []float32{1, 0, 1}, nil, BoostOptions{}),
		"one row":   TrainBoost([]float32{1, 2, 3}, 3, []float32{1}, []float32{0}, BoostOptions{Trees: 2}),
		"infinite":  TrainBoost([]float32{float32(math.Inf(1)), float32(math.Inf(-1)), 1, 2}, 1, []float32{1, 0, 1, 0}, nil, BoostOptions{Trees: 3, Least: 1}),
		"all yes":   TrainBoost(make([]float32, 100), 1, ones(100), nil, BoostOptions{}),
	} {
		again, err := OpenBoost(b.Encode())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if again.Width() != b.Width() || again.Trees() != b.Trees() || again.Score(nil) != b.Score(nil) {
			t.Errorf("%s: another after a round trip", name)
		}
	}
}

func ones(n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = 1
	}
	return out
}

func TestBoostRoundTrip(t *testing.T) {
	const width = 8
	features, labels, _ := boostData(4, 3000, width)
	b := TrainBoost(features, width, labels, nil, BoostOptions{Trees: 50})
	section := b.Encode()
	again, err := OpenBoost(section)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.Encode(), section) {
		t.Error("other bytes after a round trip")
	}
	r := Rand(9)
	x := make([]float32, width)
	for range 2000 {
		for c := range x {
			if x[c] = unit(&r)*5 - 1; r.Below(4) == 0 {
				x[c] = float32(math.NaN())
			}
		}
		if b.Score(x) != again.Score(x) {
			t.Fatalf("%v scores %d, %d after a round trip", x, b.Score(x), again.Score(x))
		}
		full := ones(width)
		for c := copy(full, x[:5]); c < width; c++ {
			full[c] = float32(math.NaN())
		}
		if b.Score(x[:5]) != b.Score(full) {
			t.Fatal("a short row is not one with absent values")
		}
	}
	for i := range section {
		if _, err := OpenBoost(section[:i]); err == nil {
			t.Fatalf("cut at %d: taken", i)
		}
	}
}

func TestBoostRefuses(t *testing.T) {
	features, labels, _ := boostData(5, 500, 6)
	good := TrainBoost(features, 6, labels, nil, BoostOptions{Trees: 1, Leaves: 4, Least: 5}).Encode()
	if _, err := OpenBoost(good); err != nil || len(good) != 12+2+3*12+4*4 {
		t.Fatalf("%d bytes, %v", len(good), err)
	}
	set := func(at int, bytes ...byte) func(b []byte) { return func(b []byte) { copy(b[at:], bytes) } }
	for name, change := range map[string]func(b []byte){
		"a feature outside":    set(14+4, 12, 0),
		"a wide row":           set(0, 0, 0, 1, 0),
		"too many trees":       set(8, 255, 255, 255, 255),
		"a split to itself":    set(14+6, 0, 0),
		"a split back":         set(14+12+6, 0, 0),
		"a split outside":      set(14+6, 3, 0),
		"a leaf outside":       set(14+6, 4, 128),
		"a leaf far outside":   set(14+6, 255, 255),
		"two ways to a leaf":   func(b []byte) { copy(b[14+24+6:], b[14+24+8:14+24+10]) },
		"no threshold":         set(14, 0, 0, 192, 127),
		"a score that runs on": set(4, 255, 255, 255, 127),
	} {
		b := bytes.Clone(good)
		change(b)
		if _, err := OpenBoost(b); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

// The trees are the same bytes on every machine, also where a compiler could fuse products and sums (GOAMD64=v3).
func TestBoostBits(t *testing.T) {
	features, labels, _ := boostData(6, 2000, 7)
	b := TrainBoost(features, 7, labels, nil, BoostOptions{Trees: 40})
	if got := fmt.Sprintf("%x", crc32.ChecksumIEEE(b.Encode())); got != "1ed0756c" {
		t.Errorf("checksum %s", got)
	}
}

func FuzzOpenBoost(f *testing.F) {
	features, labels, _ := boostData(7, 300, 6)
	f.Add(TrainBoost(features, 6, labels, nil, BoostOptions{Trees: 3, Leaves: 4, Least: 5}).Encode(), float32(1))
	f.Add(TrainBoost(nil, 0, nil, nil, BoostOptions{}).Encode(), float32(0))
	f.Fuzz(func(t *testing.T, section []byte, x float32) {
		b, err := OpenBoost(section)
		if err != nil {
			return
		}
		row := make([]float32, b.Width())
		for i := range row {
			row[i] = x * float32(i)
		}
		b.Score(row)
		again, err := OpenBoost(b.Encode())
		if err != nil || again.Score(row) != b.Score(row) {
			t.Errorf("a round trip gives %v", err)
		}
	})
}

func BenchmarkBoostScore(b *testing.B) {
	const width = 80
	features, labels, _ := boostData(8, 5000, width)
	for _, leaves := range []int{8, 16, 32} {
		m := TrainBoost(features, width, labels, nil, BoostOptions{Trees: 300, Leaves: leaves, Least: 5})
		b.Run(fmt.Sprintf("leaves=%d", leaves), func(b *testing.B) {
			i := 0
			for b.Loop() {
				m.Score(features[i*width : i*width+width])
				if i++; i == 5000 {
					i = 0
				}
			}
		})
	}
}

func BenchmarkBoostTrain(b *testing.B) {
	features, labels, _ := boostData(8, 60000, 80)
	for b.Loop() {
		TrainBoost(features, 80, labels, nil, BoostOptions{})
	}
}

// The mean of trees scores as the mean of their scores does, and survives its section.
func TestMeanBoost(t *testing.T) {
	const width = 8
	features, labels, _ := boostData(3, 3000, width)
	var of []*Boost
	for seed := range uint64(3) {
		of = append(of, TrainBoost(features, width, labels, nil, BoostOptions{Trees: 20, Seed: seed}))
	}
	mean := MeanBoost(of...)
	again, err := OpenBoost(mean.Encode())
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(features); i += width {
		row, sum := features[i:i+width], 0.0
		for _, b := range of {
			sum += float64(b.Score(row))
		}
		got := mean.Score(row)
		if math.Abs(float64(got)-sum/3) > float64(mean.Trees()+1)/2 {
			t.Fatalf("row %d: %d for %.1f", i/width, got, sum/3)
		}
		if again.Score(row) != got {
			t.Fatalf("row %d: %d once read again, %d before", i/width, again.Score(row), got)
		}
	}
	if one := MeanBoost(of[1]); one.Score(features) != of[1].Score(features) {
		t.Error("the mean of one is not itself")
	}
}

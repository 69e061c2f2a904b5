package learn

import (
	"math"
	"slices"
)

// BoostOptions say how trees are trained; what is 0 has the value given here.
type BoostOptions struct {
	Trees   int     // 300
	Leaves  int     // of a tree, at most 256: 16
	Least   int     // fewest rows in a leaf: 20
	Rate    float64 // share of a tree's answer that counts: 0.06
	L2      float64 // added to the curvature of a leaf, to which a row of the heaviest weight gives up to 1/4: 1; under 0 is none
	Bins    int     // of a value, and one for absent, at most 64: 64
	Seed    uint64
	Sample  float64 // share of the rows that a tree sees: 0.8
	Columns float64 // share of the values that a tree sees: 0.6
}

func (o BoostOptions) filled() BoostOptions {
	o.Trees = min(orElse(o.Trees, 300), maxTrees)
	o.Leaves = min(max(orElse(o.Leaves, 16), 2), maxLeaves)
	o.Least = orElse(o.Least, 20)
	o.Rate = orElse(o.Rate, 0.06)
	o.L2 = max(orElse(o.L2, 1), 0)
	o.Bins = min(max(orElse(o.Bins, maxBins), 3), maxBins)
	o.Sample = min(orElse(o.Sample, 0.8), 1)
	o.Columns = min(orElse(o.Columns, 0.6), 1)
	return o
}

func orElse[T int | float64](x, other T) T {
	if x == 0 {
		return other
	}
	return x
}

const (
	maxBins   = 64
	countBits = 22
	maxRows   = 1<<countBits - 1
	slopeUnit = 1 << 30          // of the gradient of the heaviest row
	curveUnit = 1 << 21          // of its curvature
	largest   = 8*BoostScale - 1 // of a leaf
	leastGain = 1e-6             // of a split
)

// A boostCell is the sums over rows of one bin. They are whole numbers, so that neither their order nor taking one from another rounds.
type boostCell struct {
	slope int64
	curve int64 // and from the lowest bit how many rows: countBits
}

func (c boostCell) and(d boostCell) boostCell { return boostCell{c.slope + d.slope, c.curve + d.curve} }
func (c boostCell) less(d boostCell) boostCell {
	return boostCell{c.slope - d.slope, c.curve - d.curve}
}
func (c boostCell) rows() int { return int(c.curve & maxRows) }

// A booster is a training.
type booster struct {
	BoostOptions
	width  int
	cuts   [][]float32 // of each value the upper ends of its bins; the last is the largest float
	bins   []uint8     // rows × width; 0 is absent
	labels []float32
	weight []float32 // of the heaviest 1
	scores []int32
	grad   []boostCell
	rand   Rand
	out    *Boost

	columns []int
	rows    []int32
	moved   []int32
	sums    [][]boostCell // of each leaf, columns × maxBins
	leaves  []growing
	bound   []uint8 // of the splits of out, the last bin that goes left
}

// growing is a leaf of the tree in hand.
type growing struct {
	from, to int // of rows
	total    boostCell
	best     candidate
	parent   int // split, -1 none
	side     int
}

type candidate struct {
	gain       float64
	column     int // place among columns
	bin        int // last that goes left
	absentLeft bool
	left       boostCell
}

// TrainBoost trains gradient-boosted trees for the loss of logistic regression (Friedman 2001) with gains from first and second
// derivatives and a side for absent values (Chen and Guestrin 2016), on values cut into bins (Ke et al. 2017, LightGBM); trees grow by their
// most gainful leaf. features has width numbers a row, NaN where one is absent; labels lie in [0, 1]; weights is nil where every row counts 1.
// Rows without a label, and those from the four-millionth on, are left out. The trees are the same on every machine.
func TrainBoost(features []float32, width int, labels []float32, weights []float32, o BoostOptions) *Boost {
	b := &booster{BoostOptions: o.filled(), width: min(max(width, 0), maxWidth), labels: labels, rand: Rand(o.Seed)}
	n := min(len(labels), maxRows)
	if width > 0 {
		n = min(n, len(features)/width)
	}
	if weights != nil {
		n = min(n, len(weights))
	}
	b.labels = labels[:n]
	b.weigh(weights)
	b.out = &Boost{width: b.width, base: b.prior()}
	b.scores = slices.Repeat([]int32{b.out.base}, n)
	b.bin(features, width)
	b.grad = make([]boostCell, n)
	for range b.Trees {
		if n > 0 && b.width > 0 {
			b.tree()
		}
	}
	b.out.walk = b.out.lay()
	return b.out
}

// weigh sets the weights of rows, the largest 1.
func (b *booster) weigh(weights []float32) {
	b.weight = slices.Repeat([]float32{1}, len(b.labels))
	if weights == nil {
		return
	}
	most := float32(0)
	for i := range b.weight {
		most = max(most, weights[i])
	}
	for i := range b.weight {
		b.weight[i] = max(weights[i], 0) / max(most, math.SmallestNonzeroFloat32)
	}
}

// prior is the log-odds of the labels' mean.
func (b *booster) prior() int32 {
	yes, all := 0.5, 1.0
	for i, y := range b.labels {
		all += float64(b.weight[i])
		yes += float64(float64(b.weight[i]) * float64(y))
	}
	return scoreOf(ln(yes / (all - yes)))
}

func scoreOf(x float64) int32 {
	return int32(roundHalf(min(max(float64(x*BoostScale), -largest), largest)))
}

// bin cuts the values of each column into bins of about as many rows each; a value that fills one has it for its own.
func (b *booster) bin(features []float32, stride int) {
	n := len(b.labels)
	b.bins, b.cuts = make([]uint8, n*b.width), make([][]float32, b.width)
	column := make([]float32, 0, n)
	for c := range b.width {
		column = column[:0]
		for i := range n {
			if v := features[i*stride+c]; v == v {
				column = append(column, v)
			}
		}
		slices.Sort(column)
		b.cuts[c] = cutValues(column, b.Bins-1)
		for i := range n {
			if v := features[i*stride+c]; v == v {
				k, _ := slices.BinarySearch(b.cuts[c], v)
				b.bins[i*b.width+c] = uint8(k + 1)
			}
		}
	}
}

// cutValues are the upper ends of at most most bins of sorted values, in the middle between neighbours; the last end is infinite.
func cutValues(sorted []float32, most int) []float32 {
	infinite := float32(math.Inf(1))
	var cuts []float32
	distinct := 0
	for i, v := range sorted {
		if i == 0 || v != sorted[i-1] {
			distinct++
		}
	}
	start := 0
	for i := 1; i < len(sorted); i++ {
		a, z := sorted[i-1], sorted[i]
		if a == z {
			continue
		}
		left := most - len(cuts)
		if distinct <= most || left > 1 && (i-start)*left >= len(sorted)-start {
			middle := a/2 + z/2
			if !(middle >= a && middle < z) {
				middle = a
			}
			cuts = append(cuts, middle)
			start = i
		}
	}
	return append(cuts, infinite)
}

// gradients sets those of every row by the scores as they are.
func (b *booster) gradients() {
	for i, s := range b.scores {
		p := Sigmoid(float32(s) / BoostScale)
		slope := float32(float32(p-b.labels[i]) * b.weight[i])
		curve := float32(float32(p*(1-p)) * b.weight[i])
		b.grad[i] = boostCell{roundHalf(float64(slope) * slopeUnit), roundHalf(float64(curve)*curveUnit)<<countBits + 1}
	}
}

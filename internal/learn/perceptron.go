package learn

import (
	"cmp"
	"slices"
)

// MaxClasses is the largest number of classes a Perceptron tells apart.
const MaxClasses = 255

// A Perceptron is an averaged perceptron in training (Collins 2002): integer weights, of which the mean over all steps
// becomes the model.
type Perceptron struct {
	classes int
	index   map[Feature]int32
	rows    []row
	step    int64
}

// A row is the weights of one feature; most features have weights for a few classes only.
type row struct {
	feature Feature
	updates int32
	cells   []cell
}

// A cell is one weight with the sum of its values over the steps before stamp.
type cell struct {
	class  uint8
	weight int32
	stamp  int64
	total  int64
}

// NewPerceptron is an untrained perceptron for classes 0 to classes-1.
func NewPerceptron(classes int) *Perceptron {
	return &Perceptron{classes: min(classes, MaxClasses), index: map[Feature]int32{}}
}

// Score sets scores, one a class, to the sums of the current weights of the features.
func (p *Perceptron) Score(features []Feature, scores []int32) {
	clear(scores)
	for _, f := range features {
		i, ok := p.index[f]
		if !ok {
			continue
		}
		for _, c := range p.rows[i].cells {
			scores[c.class] += c.weight
		}
	}
}

// Learn counts one step and, where the guess is wrong, moves the weights of the features from guess to gold.
func (p *Perceptron) Learn(features []Feature, gold, guess int) {
	p.step++
	if gold == guess {
		return
	}
	for _, f := range features {
		i, ok := p.index[f]
		if !ok {
			i = int32(len(p.rows))
			p.index[f] = i
			p.rows = append(p.rows, row{feature: f})
		}
		r := &p.rows[i]
		r.updates++
		r.add(uint8(gold), 1, p.step)
		r.add(uint8(guess), -1, p.step)
	}
}

// add changes a class's weight at a step.
func (r *row) add(class uint8, by int32, step int64) {
	for i := range r.cells {
		if c := &r.cells[i]; c.class == class {
			c.total += int64(c.weight) * (step - c.stamp)
			c.stamp = step
			c.weight += by
			return
		}
	}
	r.cells = append(r.cells, cell{class: class, weight: by, stamp: step})
}

// Best is the class of the highest score, the first of equals.
func Best(scores []int32) int {
	best := 0
	for i, s := range scores {
		if s > scores[best] {
			best = i
		}
	}
	return best
}

// A weight is one cell of the model to be.
type weight struct {
	class uint8
	value int8
}

// A rowOut is one feature of the model to be.
type rowOut struct {
	feature Feature
	weights []weight
	mass    int // sum of the absolute weights
}

// Model is the trained model's file: mean weights in eight bits, features seen in fewer than minUpdates corrections
// left out, and those of the least weight too where more than maxCells weights would remain.
func (p *Perceptron) Model(h Header, minUpdates, maxCells int) []byte {
	return encode(h, p.classes, p.mean(minUpdates, maxCells))
}

// Table is the trained table, with the same choice of weights as Model.
func (p *Perceptron) Table(minUpdates, maxCells int) []byte {
	rows := p.mean(minUpdates, maxCells)
	out := make([]Row, len(rows))
	for i, r := range rows {
		out[i].Feature = r.feature
		for _, w := range r.weights {
			out[i].Weights = append(out[i].Weights, Weight{w.class, w.value})
		}
	}
	return EncodeTable(p.classes, out)
}

// mean is the rows of mean weights that are kept, ascending by feature.
func (p *Perceptron) mean(minUpdates, maxCells int) []rowOut {
	scale := p.scale()
	var out []rowOut
	cells := 0
	for _, r := range p.rows {
		if int(r.updates) < minUpdates {
			continue
		}
		o := rowOut{feature: r.feature}
		for _, c := range r.cells {
			mean := c.total + int64(c.weight)*(p.step+1-c.stamp)
			if v := quantise(mean, scale); v != 0 {
				o.weights = append(o.weights, weight{c.class, v})
				o.mass += max(int(v), -int(v))
			}
		}
		if len(o.weights) > 0 {
			slices.SortFunc(o.weights, func(a, b weight) int { return cmp.Compare(a.class, b.class) })
			out = append(out, o)
			cells += len(o.weights)
		}
	}
	slices.SortFunc(out, func(a, b rowOut) int {
		return cmp.Or(cmp.Compare(b.mass, a.mass), cmp.Compare(a.feature, b.feature))
	})
	for cells > maxCells && len(out) > 0 {
		cells -= len(out[len(out)-1].weights)
		out = out[:len(out)-1]
	}
	slices.SortFunc(out, func(a, b rowOut) int { return cmp.Compare(a.feature, b.feature) })
	return out
}

// scale is the sum over all steps that becomes one unit of a model's weight, so that the largest weight is 127. To cut
// off large weights instead costs far more than the coarser unit.
func (p *Perceptron) scale() int64 {
	most := int64(0)
	for _, r := range p.rows {
		for _, c := range r.cells {
			m := c.total + int64(c.weight)*(p.step+1-c.stamp)
			most = max(most, m, -m)
		}
	}
	return max(most/127, 1)
}

// quantise is the nearest number of units to a sum, within eight bits.
func quantise(sum, scale int64) int8 {
	if sum < 0 {
		return -quantise(-sum, scale)
	}
	return int8(min((sum+scale/2)/scale, 127))
}

// Restart begins the averaging anew from the current weights: what came before is then pre-training.
func (p *Perceptron) Restart() {
	for i := range p.rows {
		for j := range p.rows[i].cells {
			c := &p.rows[i].cells[j]
			c.total, c.stamp = 0, 0
		}
	}
	p.step = 0
}

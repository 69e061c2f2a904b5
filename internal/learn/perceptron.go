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

// A rowOut is one feature of the table to be.
type rowOut struct {
	Row
	mass int // sum of the absolute weights
}

// Table is the trained table (see OpenTable): mean weights in eight bits, features seen in fewer than minUpdates corrections
// left out, and those of the least weight too where more than maxCells weights would remain.
func (p *Perceptron) Table(minUpdates, maxCells int) []byte {
	scale := p.scale()
	var out []rowOut
	cells := 0
	for _, r := range p.rows {
		if int(r.updates) < minUpdates {
			continue
		}
		o := rowOut{Row: Row{Feature: r.feature}}
		for _, c := range r.cells {
			mean := c.total + int64(c.weight)*(p.step+1-c.stamp)
			if v := quantise(mean, scale); v != 0 {
				o.Weights = append(o.Weights, Weight{c.class, v})
				o.mass += max(int(v), -int(v))
			}
		}
		if len(o.Weights) > 0 {
			slices.SortFunc(o.Weights, func(a, b Weight) int { return cmp.Compare(a.Class, b.Class) })
			out = append(out, o)
			cells += len(o.Weights)
		}
	}
	slices.SortFunc(out, func(a, b rowOut) int {
		return cmp.Or(cmp.Compare(b.mass, a.mass), cmp.Compare(a.Feature, b.Feature))
	})
	for cells > maxCells && len(out) > 0 {
		cells -= len(out[len(out)-1].Weights)
		out = out[:len(out)-1]
	}
	slices.SortFunc(out, func(a, b rowOut) int { return cmp.Compare(a.Feature, b.Feature) })
	rows := make([]Row, len(out))
	for i, r := range out {
		rows[i] = r.Row
	}
	return EncodeTable(p.classes, rows)
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

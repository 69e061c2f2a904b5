package learn

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sort"

	"github.com/parley-press/parley"
)

// A Calibration gives the probability that belongs to a score: a line that never falls, through at most maxKnots knots, flat
// outside them.
//
// Section: number of knots 4, then score 4 and probability 4 of each, in 1/knotScale.
type Calibration struct{ knots []knot }

type knot struct {
	score int32
	p     int32
}

const (
	maxKnots  = 32
	knotScale = 1 << 16
	knotLeast = knotScale/100 + 1 // no probability is under 0.01
	knotMost  = knotScale - knotLeast
	fewest    = 20 // weight under which examples make no knot of their own
)

// A pool is neighbouring examples that share a probability.
type pool struct{ weight, yes, score float64 } // sums; yes and score are weighted

// TrainCalibration learns from scores and labels in [0, 1] what share of yes a score stands for: isotonic regression by pooling of adjacent
// violators (Barlow, Bartholomew, Bremner and Brunk 1972); the knots are at the middles of its steps (Oron and Flournoy 2017, centred isotonic
// regression), small ones taken together. weights is nil where every example counts 1. Without examples all scores stand for one half.
func TrainCalibration(scores []int32, labels, weights []float32) *Calibration {
	pools := examples(scores, labels, weights)
	if len(pools) == 0 {
		return &Calibration{[]knot{{0, knotScale / 2}}}
	}
	steps, total := pools[:0], 0.0
	for _, p := range pools {
		total += p.weight
		for len(steps) > 0 && float64(steps[len(steps)-1].yes*p.weight) >= float64(p.yes*steps[len(steps)-1].weight) {
			p = p.and(steps[len(steps)-1])
			steps = steps[:len(steps)-1]
		}
		steps = append(steps, p)
	}
	c := new(Calibration)
	for _, p := range together(steps, total) {
		share := int32(float64(p.yes/p.weight*knotScale) + 0.5)
		c.knots = append(c.knots, knot{int32(roundHalf(p.score / p.weight)), min(max(share, knotLeast), knotMost)})
	}
	return c
}

func (p pool) and(q pool) pool { return pool{p.weight + q.weight, p.yes + q.yes, p.score + q.score} }

// examples is one pool of each score that occurs, in rising order.
func examples(scores []int32, labels, weights []float32) []pool {
	order := make([]int, 0, len(scores))
	for i := range scores {
		if weights == nil || weights[i] > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[a], scores[b]) })
	var out []pool
	for k, i := range order {
		w := 1.0
		if weights != nil {
			w = float64(weights[i])
		}
		p := pool{w, float64(w * float64(labels[i])), float64(w * float64(scores[i]))}
		if k > 0 && scores[order[k-1]] == scores[i] {
			p = p.and(out[len(out)-1])
			out = out[:len(out)-1]
		}
		out = append(out, p)
	}
	return out
}

// together joins steps until each has its share of the weight, a smaller one near the ends, where the curve bends.
func together(steps []pool, total float64) []pool {
	out := steps[:0]
	var open pool
	done := 0.0
	for _, s := range steps {
		open = open.and(s)
		least := total / 24
		if done < total/16 || done >= total*15/16 {
			least = total / 64
		}
		if open.weight >= max(least, fewest) && len(out) < maxKnots {
			done += open.weight
			out = append(out, open)
			open = pool{}
		}
	}
	if open.weight > 0 && len(out) > 0 {
		out[len(out)-1] = out[len(out)-1].and(open)
	} else if open.weight > 0 {
		out = append(out, open)
	}
	return out
}

// roundHalf is the whole number nearest to x.
func roundHalf(x float64) int64 {
	if x < 0 {
		return -int64(0.5 - x)
	}
	return int64(x + 0.5)
}

// At is the probability of yes at a score, in [0.01, 0.99].
func (c *Calibration) At(score int32) float64 {
	i := sort.Search(len(c.knots), func(k int) bool { return c.knots[k].score >= score })
	if i == len(c.knots) {
		i--
	} else if i > 0 && c.knots[i].score != score {
		a, b := c.knots[i-1], c.knots[i]
		share := float64(int64(score)-int64(a.score)) / float64(int64(b.score)-int64(a.score))
		return (float64(a.p) + float64(share*float64(b.p-a.p))) / knotScale
	}
	return float64(c.knots[i].p) / knotScale
}

// Encode is the section of a model file.
func (c *Calibration) Encode() []byte {
	le := binary.LittleEndian
	out := le.AppendUint32(nil, uint32(len(c.knots)))
	for _, k := range c.knots {
		out = le.AppendUint32(le.AppendUint32(out, uint32(k.score)), uint32(k.p))
	}
	return out
}

// OpenCalibration is the calibration in a section. One that is cut short or falls is refused.
func OpenCalibration(b []byte) (*Calibration, error) {
	const op = "learn: open calibration"
	le := binary.LittleEndian
	if len(b) < 12 || len(b) > 4+8*maxKnots || int(le.Uint32(b))*8 != len(b)-4 {
		return nil, parley.Errorf(parley.Invalid, op, "%d bytes", len(b))
	}
	c := new(Calibration)
	for i := 4; i < len(b); i += 8 {
		k := knot{int32(le.Uint32(b[i:])), int32(le.Uint32(b[i+4:]))}
		if k.p < knotLeast || k.p > knotMost {
			return nil, parley.Errorf(parley.Invalid, op, "a probability of %d in %d", k.p, knotScale)
		}
		if n := len(c.knots); n > 0 && (k.score <= c.knots[n-1].score || k.p < c.knots[n-1].p) {
			return nil, parley.Errorf(parley.Invalid, op, "knot %d does not rise", n)
		}
		c.knots = append(c.knots, k)
	}
	return c, nil
}

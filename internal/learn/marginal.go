package learn

import (
	"cmp"
	"math"
	"slices"
	"sync"
)

// A PathScratch is memory of Paths and Marginals that calls of one goroutine hand on to each other.
type PathScratch struct {
	lattice
	lists  []int64 // scores of the best rows to each label of a token, cap a label
	after  []int64
	counts []uint8
	more   []uint8
	back   []uint16 // of each token, label and place: label before and place there
	labels []uint8
	paths  []Path
}

// A lattice is the forward pass over a sequence, and what the backward pass adds. For each token and label it keeps the
// score of the best row up to there, a whole number, and the sum of the chances of all rows up to there as a multiple of
// that one's. So every exponent that is taken is at most 0 and nothing overflows, whatever the scores are.
type lattice struct {
	best  []int64   // none where no row leads there
	sum   []float64 // in units of a power of 2 that differs from token to token
	tail  []int64   // best score of the tokens after this one
	rest  []float64
	units int   // units of sum at the last token: 2 to the power of units
	heat  int64 // what scores count for, in 2 to the power of -heatBits
}

const (
	none     = math.MinInt64 / 4
	noLabel  = barred / 2 // a score this low bars the label from its token
	rescale  = 400        // sums over 2 to this power are brought down by it
	deepest  = 700 * chainScale
	fineBits = 7
	heatBits = 8
)

// falls are the chances of scores that lie below another: e to the power of -d/chainScale is coarse[d/128] × fine[d%128].
type falls struct {
	coarse [deepest>>fineBits + 1]float64
	fine   [1 << fineBits]float64
}

var fallTable = sync.OnceValue(func() *falls {
	f := new(falls)
	for i := range f.coarse {
		f.coarse[i] = exp(-float64(i<<fineBits) / chainScale)
	}
	for i := range f.fine {
		f.fine[i] = exp(-float64(i) / chainScale)
	}
	return f
})

// of is the chance of a score that lies d ≥ 0 below.
func (f *falls) of(d int64) float64 {
	if uint64(d) >= deepest {
		return 0
	}
	return float64(f.coarse[d>>fineBits] * f.fine[d&(1<<fineBits-1)])
}

func sized[T any](b []T, n int) []T { return slices.Grow(b[:0], n)[:n] }

// forward fills best and sum for n tokens.
func (w *lattice) forward(s *chainSet, scores []int32, n int) {
	l, fall := len(s.shared), fallTable()
	w.best, w.sum, w.units = sized(w.best, n*l), sized(w.sum, n*l), 0
	for a, x := range s.first {
		w.best[a], w.sum[a] = none, 0
		if x != barred && scores[a] > noLabel {
			w.best[a], w.sum[a] = int64(x)+int64(scores[a]), 1
		}
	}
	for t := 1; t < n; t++ {
		last, sumLast := w.best[(t-1)*l:t*l], w.sum[(t-1)*l:t*l]
		best, sum := w.best[t*l:t*l+l], w.sum[t*l:t*l+l]
		for b := range best {
			best[b], sum[b] = none, 0
		}
		for a, x := range last {
			edge := s.edge[a]
			for k, b := range s.next[a] {
				if x != none {
					best[b] = max(best[b], x+int64(edge[k]))
				}
			}
		}
		for a, x := range last {
			edge := s.edge[a]
			for k, b := range s.next[a] {
				if x != none {
					sum[b] += float64(sumLast[a] * fall.of(w.heat*(best[b]-x-int64(edge[k]))>>heatBits))
				}
			}
		}
		for b, e := range scores[t*l : t*l+l] {
			if e <= noLabel {
				best[b], sum[b] = none, 0
			} else if best[b] != none {
				best[b] += int64(e)
			}
		}
		w.units += lower(sum)
	}
}

// lower brings sums down by a power of two where one is large; it gives that power.
func lower(sum []float64) int {
	most := 0.0
	for _, x := range sum {
		most = max(most, x)
	}
	if most < math.Float64frombits((1023+rescale)<<52) {
		return 0
	}
	for k := range sum {
		sum[k] *= math.Float64frombits((1023 - rescale) << 52)
	}
	return rescale
}

// backward fills tail and rest.
func (w *lattice) backward(s *chainSet, scores []int32, n int) {
	l, fall := len(s.shared), fallTable()
	w.tail, w.rest = sized(w.tail, n*l), sized(w.rest, n*l)
	for a := range l {
		w.tail[(n-1)*l+a], w.rest[(n-1)*l+a] = 0, 1
	}
	for t := n - 2; t >= 0; t-- {
		e, after, restAfter := scores[(t+1)*l:(t+2)*l], w.tail[(t+1)*l:(t+2)*l], w.rest[(t+1)*l:(t+2)*l]
		tail, rest := w.tail[t*l:t*l+l], w.rest[t*l:t*l+l]
		for a := range tail {
			edge, most := s.edge[a], int64(none)
			for k, b := range s.next[a] {
				if e[b] > noLabel && after[b] != none {
					most = max(most, int64(edge[k])+int64(e[b])+after[b])
				}
			}
			sum := 0.0
			for k, b := range s.next[a] {
				if e[b] > noLabel && after[b] != none {
					sum += float64(restAfter[b] * fall.of(w.heat*(most-int64(edge[k])-int64(e[b])-after[b])>>heatBits))
				}
			}
			tail[a], rest[a] = most, sum
		}
		lower(rest)
	}
}

// top is the best score of a row and the logarithm of the sum of the chances of all rows as a multiple of its chance.
// There is a row at all where ok.
func (w *lattice) top(l, n int) (score int64, log float64, ok bool) {
	best, sum := w.best[(n-1)*l:n*l], w.sum[(n-1)*l:n*l]
	score = none
	for _, x := range best {
		score = max(score, x)
	}
	if score == none {
		return 0, 0, false
	}
	fall, total := fallTable(), 0.0
	for b, x := range best {
		if x != none {
			total += float64(sum[b] * fall.of(w.heat*(score-x)>>heatBits))
		}
	}
	if total == 0 { // so many rows elsewhere that the best one's count is lost under them
		return score, 0, true
	}
	return score, ln(total) + float64(float64(w.units)*math.Ln2), true
}

// Marginals is the probability of each label at each token over all rows of labels (forward-backward, Rabiner 1989), Labels(set)
// a token as in scores; out is its memory, which is given back grown, and w that of the passes. Where no row is allowed all are 0.
// A score of -2²⁷ or less bars a label from its token.
func (c *Chain) Marginals(set int, scores []int32, out []float64, w *PathScratch) []float64 {
	s := &c.sets[set]
	l := len(s.shared)
	if l == 0 || len(scores) < l {
		return out[:0]
	}
	n := len(scores) / l
	w.heat = cmp.Or(c.heat, 1<<heatBits)
	w.forward(s, scores, n)
	w.backward(s, scores, n)
	fall := fallTable()
	out = sized(out, n*l)
	for t := range n {
		from, to := t*l, t*l+l
		best, tail, p := w.best[from:to], w.tail[from:to], out[from:to]
		most := int64(none)
		for k, x := range best {
			if x != none && tail[k] != none {
				most = max(most, x+tail[k])
			}
		}
		total := 0.0
		for k, x := range best {
			p[k] = 0
			if x != none && tail[k] != none {
				p[k] = float64(float64(w.sum[from+k]*fall.of(w.heat*(most-x-tail[k])>>heatBits)) * w.rest[from+k])
				total += p[k]
			}
		}
		if total == 0 {
			continue
		}
		for k := range p {
			p[k] /= total
		}
	}
	return out
}

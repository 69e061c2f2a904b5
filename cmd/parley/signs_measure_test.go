//go:build measure

package main

import (
	"cmp"
	"math"
	"slices"

	"github.com/parley-press/parley/internal/learn"
)

const (
	signRate   = 0.15
	signRounds = 12 // over all cases
	signFirst  = 4  // rounds of which the weights do not count
	signFolds  = 5
	signSteps  = 2 // least size of a weight that is kept
)

// A signCase is a choice among classes that coders have made, with the signs of it by number.
type signCase struct {
	signs  []int
	values []float64 // of its signs; nil: all one
	label  int       // its class
	weight float64   // 0: nobody knows
	p      []float64 // chances of the classes
}

// signWeights are the weights of the classes, one row a sign.
type signWeights [][]float64

// value is that of the i-th sign.
func (c *signCase) value(i int) float64 {
	if c.values == nil {
		return 1
	}
	return c.values[i]
}

// chances are the probabilities of n classes.
func (w signWeights) chances(c *signCase, n int) []float64 {
	p := make([]float64, n)
	w.setChances(c, p)
	return p
}

func (w signWeights) setChances(c *signCase, p []float64) {
	clear(p)
	for i, s := range c.signs {
		for k, v := range w[s] {
			p[k] += c.value(i) * v
		}
	}
	most, total := slices.Max(p), 0.0
	for k := range p {
		p[k] = math.Exp(p[k] - most)
		total += p[k]
	}
	for k := range p {
		p[k] /= total
	}
}

// fitSigns is the multinomial logistic regression of the labels of cases on n signs, by AdaGrad, with a penalty on half the square of a weight. The weights are
// the mean of those after each round: the last ones alone hang on the order of the cases.
func fitSigns(cases []*signCase, n, classes int, penalty float64) signWeights {
	w, grad, count := make(signWeights, n), make([][]float64, n), make([]float64, n)
	for i := range w {
		w[i], grad[i] = make([]float64, classes), make([]float64, classes)
	}
	cases = slices.DeleteFunc(slices.Clone(cases), func(c *signCase) bool { return c.weight == 0 })
	order := make([]int, len(cases))
	for i, c := range cases {
		order[i] = i
		for _, s := range c.signs {
			count[s]++
		}
	}
	rand := learn.Rand(1)
	p := make([]float64, classes)
	mean := make(signWeights, n)
	for i := range mean {
		mean[i] = make([]float64, classes)
	}
	for round := range signRounds {
		rand.Shuffle(order)
		for _, i := range order {
			c := cases[i]
			w.setChances(c, p)
			p[c.label]--
			for j, s := range c.signs {
				row, past := w[s], grad[s]
				for k := range row {
					g := p[k]*c.value(j)*c.weight + penalty*row[k]/count[s]
					past[k] += g * g
					row[k] -= signRate * g / (0.01 + math.Sqrt(past[k]))
				}
			}
		}
		for i := 0; i < n && round >= signFirst; i++ {
			for k, v := range w[i] {
				mean[i][k] += v / (signRounds - signFirst)
			}
		}
	}
	return mean
}

// inFolds calls do with what is in and what is out of each fold of whole dossiers.
func inFolds[T any](all []T, dossier func(T) string, do func(in, out []T)) {
	folds := map[string]int{}
	for _, x := range all {
		if _, ok := folds[dossier(x)]; !ok {
			folds[dossier(x)] = len(folds) % signFolds
		}
	}
	done := make(chan bool)
	for f := range signFolds {
		var in, out []T
		for _, x := range all {
			if folds[dossier(x)] == f {
				out = append(out, x)
			} else {
				in = append(in, x)
			}
		}
		go func() {
			do(in, out)
			done <- true
		}()
	}
	for range signFolds {
		<-done
	}
}

// signRows are the weights of signs in steps, ascending by sign; what is too small is left out.
func signRows(all map[learn.Feature][]float64) (rows []learn.Row) {
	for f, ws := range all {
		r := learn.Row{Feature: f}
		for k, v := range ws {
			if q := math.Round(v * learn.LogitScale); math.Abs(q) >= signSteps {
				r.Weights = append(r.Weights, learn.Weight{Class: uint8(k), Value: int8(min(max(q, -127), 127))})
			}
		}
		if len(r.Weights) > 0 {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b learn.Row) int { return cmp.Compare(a.Feature, b.Feature) })
	return rows
}

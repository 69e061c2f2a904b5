//go:build measure

package main

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"github.com/parley-press/parley/internal/learn"
)

const (
	choiceRounds = 12 // over all cases
	choiceFirst  = 4  // rounds of which the weights do not count
	choiceRate   = 0.15
	choiceLeast  = 5 // cases that a sign must have, in three dossiers
	choiceSteps  = 2 // least size of a weight that is kept
)

// A choiceOption is an option with what coders have.
type choiceOption struct {
	signs       []learn.Feature
	right, kept bool
}

// A choiceCase is a statement or event with its options.
type choiceCase struct {
	dossier string
	options []choiceOption
	core    bool
	chances []float64 // of the options, by a fit on other dossiers
}

// weight is what a case counts in the fit: what coders may leave out counts half.
func (c *choiceCase) weight() float64 {
	if c.core {
		return 1
	}
	return 0.5
}

// teaches reports whether there is something to choose.
func (c *choiceCase) teaches() bool {
	return slices.ContainsFunc(c.options, func(o choiceOption) bool { return o.right }) && slices.ContainsFunc(c.options, func(o choiceOption) bool { return !o.right })
}

// by appends to p, which is empty, the chances of the options by weights w.
func (c *choiceCase) by(w map[learn.Feature]float64, p []float64) []float64 {
	most := math.Inf(-1)
	for _, o := range c.options {
		sum := 0.0
		for _, f := range o.signs {
			sum += w[f]
		}
		p, most = append(p, sum), max(most, sum)
	}
	total := 0.0
	for i := range p {
		p[i] = math.Exp(p[i] - most)
		total += p[i]
	}
	for i := range p {
		p[i] /= total
	}
	return p
}

// fitChoice is the conditional logit of the right options on the signs, by AdaGrad, with a penalty on half the squares of the weights. The weights
// are the mean of those after each round (see fitSigns).
func fitChoice(cases []*choiceCase, penalty float64) map[learn.Feature]float64 {
	cases = slices.DeleteFunc(slices.Clone(cases), func(c *choiceCase) bool { return !c.teaches() })
	w, past, count := map[learn.Feature]float64{}, map[learn.Feature]float64{}, map[learn.Feature]float64{}
	for _, c := range cases {
		for _, o := range c.options {
			for _, f := range o.signs {
				count[f]++
			}
		}
	}
	order := make([]int, len(cases))
	for i := range order {
		order[i] = i
	}
	rand := learn.Rand(1)
	grad := map[learn.Feature]float64{}
	var touched []learn.Feature
	var p []float64
	mean := map[learn.Feature]float64{}
	for round := range choiceRounds {
		rand.Shuffle(order)
		for _, i := range order {
			c := cases[i]
			p = c.by(w, p[:0])
			right := 0.0
			for k, o := range c.options {
				if o.right {
					right += p[k]
				}
			}
			right = max(right, 1e-9)
			clear(grad)
			touched = touched[:0]
			for k, o := range c.options {
				g := p[k]
				if o.right {
					g -= p[k] / right
				}
				for _, f := range o.signs {
					if _, ok := grad[f]; !ok {
						touched = append(touched, f)
					}
					grad[f] += g * c.weight()
				}
			}
			for _, f := range touched {
				g := grad[f] + penalty*w[f]/count[f]
				past[f] += g * g
				w[f] -= choiceRate * g / (0.01 + math.Sqrt(past[f]))
			}
		}
		for f, v := range w {
			if round >= choiceFirst {
				mean[f] += v / (choiceRounds - choiceFirst)
			}
		}
	}
	return mean
}

// thinChoices takes from the options the signs that are too few.
func thinChoices(cases []*choiceCase) {
	seen := sightings[learn.Feature]{}
	for _, c := range cases {
		for _, o := range c.options {
			for _, f := range o.signs {
				seen.note(f, c.dossier)
			}
		}
	}
	for _, c := range cases {
		for k := range c.options {
			c.options[k].signs = slices.DeleteFunc(slices.Clone(c.options[k].signs), func(f learn.Feature) bool { return !seen.often(f, choiceLeast, 3) })
		}
	}
}

// leaveOutChoices sets the chances of every case by a fit on the dossiers that are not in its fold, and tells what is right by the margin from which on another
// option is taken.
func leaveOutChoices(t *testing.T, cases []*choiceCase, penalty float64, margins ...float64) {
	t.Helper()
	inFolds(cases, func(c *choiceCase) string { return c.dossier }, func(in, out []*choiceCase) {
		w := fitChoice(in, penalty)
		for _, c := range out {
			c.chances = c.by(w, nil)
		}
	})
	for _, margin := range margins {
		n, was, is, gained, lost := 0, 0, 0, 0, 0
		for _, c := range cases {
			if !c.core {
				continue
			}
			kept := slices.IndexFunc(c.options, func(o choiceOption) bool { return o.kept })
			best := slices.Index(c.chances, slices.Max(c.chances))
			if c.chances[best]-c.chances[kept] < margin {
				best = kept
			}
			n++
			a, b := c.options[kept].right, c.options[best].right
			switch {
			case b && !a:
				gained++
			case a && !b:
				lost++
			}
			if a {
				was++
			}
			if b {
				is++
			}
		}
		t.Logf("left out, margin %.2f: %d of %d right, %d by the rules; %d gained, %d lost", margin, is, n, was, gained, lost)
	}
}

// choiceRows are the weights in steps, as a model has them.
func choiceRows(w map[learn.Feature]float64) (rows []learn.Row) {
	for f, v := range w {
		if q := math.Round(v * learn.LogitScale); math.Abs(q) >= choiceSteps {
			rows = append(rows, learn.Row{Feature: f, Weights: []learn.Weight{{Class: 0, Value: int8(min(max(q, -127), 127))}}})
		}
	}
	slices.SortFunc(rows, func(a, b learn.Row) int { return cmp.Compare(a.Feature, b.Feature) })
	return rows
}

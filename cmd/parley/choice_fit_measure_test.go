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
	choiceRounds = 8 // over all cases
	choiceRate   = 0.15
	choiceFolds  = 6
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

// weigh sets the chances of the options by weights.
func (c *choiceCase) weigh(w map[learn.Feature]float64) {
	c.chances = slices.Grow(c.chances[:0], len(c.options))
	most := math.Inf(-1)
	for _, o := range c.options {
		sum := 0.0
		for _, f := range o.signs {
			sum += w[f]
		}
		c.chances, most = append(c.chances, sum), max(most, sum)
	}
	total := 0.0
	for i := range c.chances {
		c.chances[i] = math.Exp(c.chances[i] - most)
		total += c.chances[i]
	}
	for i := range c.chances {
		c.chances[i] /= total
	}
}

// fitChoice is the conditional logit of the right options on the signs, by AdaGrad, with a penalty on half the squares of the weights.
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
	for range choiceRounds {
		rand.Shuffle(order)
		for _, i := range order {
			c := cases[i]
			c.weigh(w)
			right := 0.0
			for k, o := range c.options {
				if o.right {
					right += c.chances[k]
				}
			}
			right = max(right, 1e-9)
			clear(grad)
			touched = touched[:0]
			for k, o := range c.options {
				g := c.chances[k]
				if o.right {
					g -= c.chances[k] / right
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
	}
	return w
}

// thinChoices takes from the options the signs that are too few.
func thinChoices(cases []*choiceCase) {
	type seen struct {
		n, dossiers int
		last        string
	}
	signs := map[learn.Feature]*seen{}
	for _, c := range cases {
		for _, o := range c.options {
			for _, f := range o.signs {
				s := signs[f]
				if s == nil {
					s = &seen{}
					signs[f] = s
				}
				if s.n++; s.last != c.dossier {
					s.dossiers, s.last = s.dossiers+1, c.dossier
				}
			}
		}
	}
	for _, c := range cases {
		for k := range c.options {
			c.options[k].signs = slices.DeleteFunc(slices.Clone(c.options[k].signs), func(f learn.Feature) bool { return signs[f].n < choiceLeast || signs[f].dossiers < 3 })
		}
	}
}

// leaveOutChoices sets the chances of every case by a fit on the dossiers that are not in its fold, and tells what is right by the margin from which on another
// option is taken.
func leaveOutChoices(t *testing.T, cases []*choiceCase, penalty float64, margins ...float64) {
	t.Helper()
	folds := map[string]int{}
	for _, c := range cases {
		if _, ok := folds[c.dossier]; !ok {
			folds[c.dossier] = len(folds) % choiceFolds
		}
	}
	for f := range choiceFolds {
		w := fitChoice(slices.DeleteFunc(slices.Clone(cases), func(c *choiceCase) bool { return folds[c.dossier] == f }), penalty)
		for _, c := range cases {
			if folds[c.dossier] == f {
				c.weigh(w)
			}
		}
	}
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
		if q := math.Round(v * learn.ChoiceScale); math.Abs(q) >= choiceSteps {
			rows = append(rows, learn.Row{Feature: f, Weights: []learn.Weight{{Class: 0, Value: int8(min(max(q, -127), 127))}}})
		}
	}
	slices.SortFunc(rows, func(a, b learn.Row) int { return cmp.Compare(a.Feature, b.Feature) })
	return rows
}

//go:build measure

package main

import (
	"cmp"
	"math"
	"slices"

	"github.com/parley-press/parley/internal/event"
	"github.com/parley-press/parley/internal/learn"
)

// An eventMatrix numbers signs and classes of lemmas.
type eventMatrix struct {
	classes []string
	sign    map[learn.Feature]int
	class   map[string]int
	n       int
	count   []float64
}

// lemmaValue is the value of each of n classes of a lemma.
func lemmaValue(n int) float64 { return 2 / math.Sqrt(float64(n)+1) }

func newEventMatrix(reports []*eventReport, lemmas map[string][]string) *eventMatrix {
	x := &eventMatrix{sign: map[learn.Feature]int{}, class: map[string]int{}}
	types := map[string]bool{}
	signs, above := sightings[learn.Feature]{}, sightings[string]{}
	for _, r := range reports {
		for _, g := range r.gold {
			for _, typ := range g.types() {
				types[typ] = true
			}
		}
		for _, e := range r.told {
			types[e.typ] = true
		}
		for _, c := range r.cands {
			for _, f := range c.Signs {
				signs.note(f, r.dossier)
			}
			if c.Noun {
				continue
			}
			for _, l := range lemmas[c.Lemma] {
				above.note(l, r.dossier)
			}
		}
	}
	x.classes = []string{""}
	for typ := range types {
		x.classes = append(x.classes, typ)
	}
	slices.Sort(x.classes)
	number := func() int {
		x.n, x.count = x.n+1, append(x.count, 0)
		return x.n - 1
	}
	for _, r := range reports {
		for _, c := range r.cands {
			add := func(i int, v float64) {
				c.signs, c.values = append(c.signs, i), append(c.values, v)
				x.count[i]++
			}
			for _, f := range c.Signs {
				if signs.often(f, eventLeast, 2) {
					if _, ok := x.sign[f]; !ok {
						x.sign[f] = number()
					}
					add(x.sign[f], 1)
				}
			}
			if c.Noun {
				continue
			}
			for _, l := range lemmas[c.Lemma] {
				if above.often(l, eventLeast, 2) {
					if _, ok := x.class[l]; !ok {
						x.class[l] = number()
					}
					add(x.class[l], lemmaValue(len(lemmas[c.Lemma])))
				}
			}
		}
	}
	return x
}

// overlap is how many bytes a and b share.
func (s oddsSpan) overlap(b oddsSpan) int { return max(0, min(s.End, b.End)-max(s.Start, b.Start)) }

// beforehand is how well candidate c fits event g by what is known before any fit: what the tables read there, else a verb that carries a clause.
func beforehand(c *eventCandidate, g *eventCoding) float64 {
	v := 0.1 * float64(c.clause.overlap(g.Evidence)) / float64(g.Evidence.End-g.Evidence.Start+1)
	switch fits := slices.Contains(g.types(), string(c.Told)); {
	case c.Echo && fits:
		v += 2
	case c.Told != "" && fits:
		v += 4
	case c.Told != "":
		v++
	}
	if !c.Noun {
		v += 1.5
		switch c.Lemma {
		case "be", "have", "say", "tell", "hold", "do", "take", "make", "begin", "start":
			v -= 0.8
		}
	}
	return v
}

// label gives each coded event to the candidate among its words that fits it best, by value; no candidate has two.
func label(reports []*eventReport, classes []string, value func(*eventCandidate, *eventCoding) float64) {
	type pair struct {
		v float64
		g int
		c *eventCandidate
	}
	for _, r := range reports {
		var pairs []pair
		for _, c := range r.cands {
			c.label, c.weight = 0, 1
			for i := range r.gold {
				g := &r.gold[i]
				if c.at.overlap(g.Evidence) > 0 {
					pairs = append(pairs, pair{value(c, g), i, c})
				} else if slices.ContainsFunc(g.Also.Evidence, func(s oddsSpan) bool { return c.at.overlap(s) > 0 }) {
					c.weight = 0 // a further mention: told or not, it is right
				}
			}
		}
		slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.v, a.v) })
		coded, taken := map[int]bool{}, map[*eventCandidate]bool{}
		for _, p := range pairs {
			if coded[p.g] || taken[p.c] {
				continue
			}
			coded[p.g], taken[p.c] = true, true
			g := &r.gold[p.g]
			typ := g.Type
			if slices.Contains(g.types(), string(p.c.Told)) {
				typ = string(p.c.Told)
			}
			p.c.label, p.c.weight = slices.Index(classes, typ), 1
			if !g.Core {
				p.c.weight = 0.5
			}
		}
	}
}

// leaveOut sets the chances of every candidate by a fit on the dossiers that are not in its fold.
func leaveOut(reports []*eventReport, x *eventMatrix) {
	inFolds(reports, func(r *eventReport) string { return r.dossier }, func(in, out []*eventReport) {
		w := x.fit(in)
		for _, r := range out {
			for _, c := range r.cands {
				c.p = w.chances(&c.signCase, len(x.classes))
			}
		}
	})
}

// fit is the fit of the labels on the signs.
func (x *eventMatrix) fit(reports []*eventReport) signWeights {
	var all []*signCase
	for _, r := range reports {
		for _, c := range r.cands {
			if !c.Noun {
				all = append(all, &c.signCase)
			}
		}
	}
	return fitSigns(all, x.n, len(x.classes), eventPenalty)
}

// model is the bytes of the model; what the classes of a verb weigh is added to the weights of its lemma.
func (x *eventMatrix) model(w signWeights, lemmas map[string][]string, data [32]byte) []byte {
	all := map[learn.Feature][]float64{}
	for f, i := range x.sign {
		all[f] = slices.Clone(w[i])
	}
	for l, cs := range lemmas {
		f := event.LemmaSign(l)
		for _, c := range cs {
			i, ok := x.class[c]
			if !ok {
				continue
			}
			if all[f] == nil {
				all[f] = make([]float64, len(x.classes))
			}
			for k, v := range w[i] {
				all[f][k] += lemmaValue(len(cs)) * v
			}
		}
	}
	return event.EncodeOdds(event.EventOdds, x.classes, data, signRows(all))
}

package eval

import "slices"

// A pairing is a one-to-one matching of gold items and predicted ones.
type pairing struct {
	of    []int // per gold item its predicted one, -1 for none
	gold  []int // per predicted item its gold one, -1 for none
	order []int // the matched gold items, best pair first
}

func unpaired(gold, predicted int) *pairing {
	return &pairing{of: slices.Repeat([]int{-1}, gold), gold: slices.Repeat([]int{-1}, predicted)}
}

func (p *pairing) join(g, j int) {
	p.of[g], p.gold[j] = j, g
	p.order = append(p.order, g)
}

// match pairs greedily, highest score first; of equal scores the lower numbers win. A score of 0 is no pair.
func match(gold, predicted int, score func(g, p int) float64) *pairing {
	type candidate struct {
		score float64
		g, p  int
	}
	var all []candidate
	for g := range gold {
		for p := range predicted {
			if s := score(g, p); s > 0 {
				all = append(all, candidate{s, g, p})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return 0
	})
	out := unpaired(gold, predicted)
	for _, c := range all {
		if out.of[c.g] < 0 && out.gold[c.p] < 0 {
			out.join(c.g, c.p)
		}
	}
	return out
}

// count is the number of matched gold items of which is true.
func (p *pairing) count(is func(g int) bool) int {
	n := 0
	for g, j := range p.of {
		if j >= 0 && is(g) {
			n++
		}
	}
	return n
}

// assign is a largest one-to-one assignment along edges (Kuhn's augmenting paths), begun with the greedy one: pairs
// that are alike first, then core items.
func assign(gold, predicted int, edge, like func(g, p int) bool, core func(g int) bool) *pairing {
	first := match(gold, predicted, func(g, p int) float64 {
		if !edge(g, p) {
			return 0
		}
		s := 1.0
		if like(g, p) {
			s++
		}
		if core(g) {
			s += 0.5
		}
		return s
	})
	of := slices.Clone(first.gold)
	var place func(g int, seen []bool) bool
	place = func(g int, seen []bool) bool {
		for _, alike := range []bool{true, false} {
			for p := range predicted {
				if seen[p] || like(g, p) != alike || !edge(g, p) {
					continue
				}
				seen[p] = true
				if of[p] < 0 || place(of[p], seen) {
					of[p] = g
					return true
				}
			}
		}
		return false
	}
	for _, wanted := range []bool{true, false} {
		for g := range gold {
			if core(g) == wanted && first.of[g] < 0 {
				place(g, make([]bool, predicted))
			}
		}
	}
	out := unpaired(gold, predicted)
	for p, g := range of {
		if g >= 0 {
			out.join(g, p)
		}
	}
	return out
}

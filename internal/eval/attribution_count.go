package eval

import (
	"cmp"
	"slices"
)

// minDice is how far two contents must agree to be paired: Dice's coefficient of their tokens.
const minDice = 0.5

// A weighed count is what precision and recall are made of, each article weighing 1.
type weighed struct{ predicted, predictedRight, gold, goldFound float64 }

// add adds counts of one comparison of that weight. Products are rounded before they are added, on every machine alike.
func (c *weighed) add(weight float64, predicted, predictedRight, gold, goldFound int) {
	c.predicted += float64(weight * float64(predicted))
	c.predictedRight += float64(weight * float64(predictedRight))
	c.gold += float64(weight * float64(gold))
	c.goldFound += float64(weight * float64(goldFound))
}

func (c *weighed) plus(o weighed) {
	c.predicted += o.predicted
	c.predictedRight += o.predictedRight
	c.gold += o.gold
	c.goldFound += o.goldFound
}

// percent is precision, recall and F1 in percent, 0 where there is nothing to divide by.
func (c weighed) percent() (p, r, f float64) {
	if c.predicted != 0 {
		p = 100 * c.predictedRight / c.predicted
	}
	if c.gold != 0 {
		r = 100 * c.goldFound / c.gold
	}
	if p+r != 0 {
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}

func (c weighed) score(name string) Score {
	p, r, _ := c.percent()
	return Score{Name: name, Kind: F1, P: p / 100, R: r / 100, Matched: int(c.goldFound + 0.5), Predicted: int(c.predicted + 0.5), Gold: int(c.gold + 0.5)}
}

// The units in which the words of a role are counted.
const (
	tokenUnit   = iota // tokens in any span of the role
	exactUnit          // fragments with the same first and last token, marks at their ends left aside
	strictUnit         // the same with the marks
	partialUnit        // fragments that share a token with the role on the other side
	units
)

var unitNames = [units]string{"tokens", "exact", "strict", "partial"}

// What is asked of a pair of attributions.
const (
	sourcePair  = iota // the sources have the same head, none being one too
	contentPair        // the pair is enough
	cuePair            // the sources agree, and the cues share a token where the gold has one
	pairings
)

var pairNames = [pairings]string{"attribution", "content", "with cue"}

// attributionCounts are the counts of one article or of all.
type attributionCounts struct {
	role   [units][roles]weighed
	paired [pairings][speechTypes]weighed
}

func (c *attributionCounts) plus(o *attributionCounts) {
	for u := range c.role {
		for r := range c.role[u] {
			c.role[u][r].plus(o.role[u][r])
		}
	}
	for m := range c.paired {
		for t := range c.paired[m] {
			c.paired[m][t].plus(o.paired[m][t])
		}
	}
}

// A comparison holds what was predicted for a text against one of its annotators.
type comparison struct {
	predicted, gold []laidAttribution
	weight          float64 // one over the number of annotators
	candidates      [][2]int
}

// add counts a comparison.
func (c *attributionCounts) add(x *comparison) {
	for r := range roles {
		a, b := roleTokens(x.predicted, r), roleTokens(x.gold, r)
		both := shared(a, b)
		c.role[tokenUnit][r].add(x.weight, len(a), both, len(b), both)
		c.role[strictUnit][r].addFragments(x.weight, fragments(x.predicted, r, true), fragments(x.gold, r, true))
		p, g := fragments(x.predicted, r, false), fragments(x.gold, r, false)
		c.role[exactUnit][r].addFragments(x.weight, p, g)
		c.role[partialUnit][r].add(x.weight, len(p), touched(p, b), len(g), touched(g, a))
	}
	of := x.pairs(func(int) bool { return true })
	back := make([]int, len(x.gold))
	for j := range back {
		back[j] = -1
	}
	for i, j := range of {
		var g *laidAttribution
		if j >= 0 {
			g, back[j] = &x.gold[j], i
		}
		c.addPair(x.weight, x.predicted[i].kind, 1, 0, &x.predicted[i], g)
	}
	for j, i := range back {
		var p *laidAttribution
		if i >= 0 {
			p = &x.predicted[i]
		}
		c.addPair(x.weight, x.gold[j].kind, 0, 1, p, &x.gold[j])
	}
}

// addPair counts an attribution of either side with its partner, nil for none.
func (c *attributionCounts) addPair(weight float64, kind speechType, predicted, gold int, p, g *laidAttribution) {
	found := p != nil && g != nil
	source := found && p.head == g.head
	cue := source && (len(g.tokens[cueRole]) == 0 || shared(p.tokens[cueRole], g.tokens[cueRole]) > 0)
	for m, ok := range [pairings]bool{sourcePair: source, contentPair: found, cuePair: cue} {
		pr, gr := 0, 0
		if ok {
			pr, gr = predicted, gold
		}
		c.paired[m][anyType].add(weight, predicted, pr, gold, gr)
		c.paired[m][kind].add(weight, predicted, pr, gold, gr)
	}
}

// addFragments counts the fragments that both sides have.
func (c *weighed) addFragments(weight float64, p, g [][2]int) {
	both := 0
	for _, f := range p {
		if _, ok := slices.BinarySearchFunc(g, f, byBoth); ok {
			both++
		}
	}
	c.add(weight, len(p), both, len(g), both)
}

func byBoth(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) }

// roleTokens are the tokens that have a role in any of the attributions, ascending.
func roleTokens(all []laidAttribution, r role) []int {
	var out []int
	for i := range all {
		out = append(out, all[i].tokens[r]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// fragments are the different fragments of a role, ascending.
func fragments(all []laidAttribution, r role, strict bool) [][2]int {
	var out [][2]int
	for i := range all {
		if strict {
			out = append(out, all[i].strict[r]...)
		} else {
			out = append(out, all[i].exact[r]...)
		}
	}
	slices.SortFunc(out, byBoth)
	return slices.Compact(out)
}

// touched is how many fragments hold one of the ascending tokens.
func touched(fragments [][2]int, tokens []int) int {
	n := 0
	for _, f := range fragments {
		if at, _ := slices.BinarySearch(tokens, f[0]); at < len(tokens) && tokens[at] <= f[1] {
			n++
		}
	}
	return n
}

// find sets the pairs whose contents agree enough, predicted and gold: highest Dice first, then those that begin nearest,
// then in the order of the two sides.
func (x *comparison) find() {
	type candidate struct {
		dice     float64
		distance int
		pair     [2]int
	}
	var all []candidate
	for i := range x.predicted {
		for j := range x.gold {
			a, b := x.predicted[i].tokens[contentRole], x.gold[j].tokens[contentRole]
			if d := float64(2*shared(a, b)) / float64(len(a)+len(b)); d >= minDice {
				all = append(all, candidate{d, max(a[0]-b[0], b[0]-a[0]), [2]int{i, j}})
			}
		}
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.dice, a.dice), a.distance-b.distance, byBoth(a.pair, b.pair))
	})
	x.candidates = nil
	for _, c := range all {
		x.candidates = append(x.candidates, c.pair)
	}
}

// pairs gives each prediction its gold attribution, one to one, in the order of the candidates; -1 for none. Only those
// predictions take part that kept reports.
func (x *comparison) pairs(kept func(i int) bool) []int {
	of, taken := make([]int, len(x.predicted)), make([]bool, len(x.gold))
	for i := range of {
		of[i] = -1
	}
	for _, c := range x.candidates {
		if of[c[0]] < 0 && !taken[c[1]] && kept(c[0]) {
			of[c[0]], taken[c[1]] = c[1], true
		}
	}
	return of
}

package eval

import (
	"fmt"

	"github.com/parley-press/parley"
)

// A CorefScore sums the counts of coreference metrics over documents: MUC (Vilain et al. 1995), B³ (Bagga and Baldwin
// 1998) and entity CEAF with φ4 (Luo 2005) as the CoNLL-2012 scorer defines them (Pradhan et al. 2014), LEA (Moosavi and
// Strube 2016), and mentions found. A mention is right with the same tokens only. The zero value is empty.
type CorefScore struct {
	Mentions, MUC, B3, CEAF, LEA CorefCount
	Docs                         int
}

// A CorefCount is the sums one metric's precision and recall are made of.
type CorefCount struct{ RightFound, Found, RightGold, Gold float64 }

// Precision is in [0, 1], 0 where nothing was found.
func (c CorefCount) Precision() float64 { return share(c.RightFound, c.Found) }

// Recall is in [0, 1], 0 where there was nothing to find.
func (c CorefCount) Recall() float64 { return share(c.RightGold, c.Gold) }

// F1 is the harmonic mean of precision and recall.
func (c CorefCount) F1() float64 {
	p, r := c.Precision(), c.Recall()
	return share(2*p*r, p+r)
}

func share(a, of float64) float64 {
	if of == 0 {
		return 0
	}
	return a / of
}

// CoNLL is the mean of the F1 of MUC, B³ and CEAF, in [0, 1].
func (s *CorefScore) CoNLL() float64 { return (s.MUC.F1() + s.B3.F1() + s.CEAF.F1()) / 3 }

// String is the figures in percent, each metric with precision, recall and F1.
func (s *CorefScore) String() string {
	f := func(c CorefCount) string {
		return fmt.Sprintf("%.1f/%.1f/%.1f", 100*c.Precision(), 100*c.Recall(), 100*c.F1())
	}
	return fmt.Sprintf("CoNLL %.2f (MUC %s, B3 %s, CEAFe %s), LEA %s, mentions %s", 100*s.CoNLL(), f(s.MUC), f(s.B3), f(s.CEAF), f(s.LEA), f(s.Mentions))
}

// Scores are the figures as lines of a table: MUC, B³ and CEAF, and their mean.
func (s *CorefScore) Scores(prefix string) []Score {
	line := func(name string, c CorefCount) Score {
		return Score{Name: prefix + name, Kind: F1, P: c.Precision(), R: c.Recall(),
			Matched: int(c.RightGold + 0.5), Predicted: int(c.Found + 0.5), Gold: int(c.Gold + 0.5)}
	}
	return []Score{line("MUC", s.MUC), line("B3", s.B3), line("CEAFe", s.CEAF), {Name: prefix + "CoNLL", Kind: Mean, R: s.CoNLL()}}
}

// Add scores one document. Without singletons, chains of one mention count on neither side. A mention that stands twice
// on one side counts once, in the first chain that has it.
func (s *CorefScore) Add(gold, found [][]parley.TokenRange, singletons bool) {
	g, f := newCorefSide(gold, singletons), newCorefSide(found, singletons)
	s.Docs++
	s.mentions(g, f)
	s.MUC.RightGold, s.MUC.Gold = muc(g, f, s.MUC.RightGold, s.MUC.Gold)
	s.MUC.RightFound, s.MUC.Found = muc(f, g, s.MUC.RightFound, s.MUC.Found)
	s.B3.RightGold, s.B3.Gold = b3(g, f, s.B3.RightGold, s.B3.Gold)
	s.B3.RightFound, s.B3.Found = b3(f, g, s.B3.RightFound, s.B3.Found)
	s.LEA.RightGold, s.LEA.Gold = lea(g, f, s.LEA.RightGold, s.LEA.Gold)
	s.LEA.RightFound, s.LEA.Found = lea(f, g, s.LEA.RightFound, s.LEA.Found)
	right := ceaf(g, f)
	s.CEAF.RightGold += right
	s.CEAF.RightFound += right
	s.CEAF.Gold += float64(len(g.chains))
	s.CEAF.Found += float64(len(f.chains))
}

// A corefSide is the chains of one side with the chain of each mention.
type corefSide struct {
	chains [][]parley.TokenRange
	of     map[parley.TokenRange]int
}

func newCorefSide(chains [][]parley.TokenRange, singletons bool) corefSide {
	s := corefSide{of: map[parley.TokenRange]int{}}
	for _, c := range chains {
		if len(c) == 1 && !singletons {
			continue
		}
		var once []parley.TokenRange
		for _, m := range c {
			if _, ok := s.of[m]; !ok {
				s.of[m] = len(s.chains)
				once = append(once, m)
			}
		}
		if len(once) > 0 {
			s.chains = append(s.chains, once)
		}
	}
	return s
}

// other counts the mentions of chain c by their chain on side o, in order of first appearance; -1 are those o lacks.
func (o corefSide) other(c []parley.TokenRange) (chains, counts []int) {
	at := map[int]int{}
	for _, m := range c {
		k, ok := o.of[m]
		if !ok {
			k = -1
		}
		i, seen := at[k]
		if !seen {
			i = len(chains)
			at[k] = i
			chains, counts = append(chains, k), append(counts, 0)
		}
		counts[i]++
	}
	return chains, counts
}

func (s *CorefScore) mentions(g, f corefSide) {
	both := 0
	for m := range g.of {
		if _, ok := f.of[m]; ok {
			both++
		}
	}
	s.Mentions.RightFound += float64(both)
	s.Mentions.RightGold += float64(both)
	s.Mentions.Found += float64(len(f.of))
	s.Mentions.Gold += float64(len(g.of))
}

// muc adds, for each chain of a, the links it takes and those that the partition by b leaves.
func muc(a, b corefSide, right, all float64) (float64, float64) {
	for _, c := range a.chains {
		parts := 0
		chains, counts := b.other(c)
		for i, k := range chains {
			if k < 0 {
				parts += counts[i]
			} else {
				parts++
			}
		}
		right += float64(len(c) - parts)
		all += float64(len(c) - 1)
	}
	return right, all
}

// b3 adds, for each mention of a, the share of its chain that its chain in b holds too.
func b3(a, b corefSide, right, all float64) (float64, float64) {
	for _, c := range a.chains {
		chains, counts := b.other(c)
		for i, k := range chains {
			if k >= 0 {
				right += float64(counts[i]*counts[i]) / float64(len(c))
			}
		}
		all += float64(len(c))
	}
	return right, all
}

// lea adds, for each chain of a weighed by its size, the share of its links that b has; a chain of one mention has a
// link to itself, which b has where its chain is of that mention alone.
func lea(a, b corefSide, right, all float64) (float64, float64) {
	for _, c := range a.chains {
		all += float64(len(c))
		chains, counts := b.other(c)
		if len(c) == 1 {
			if chains[0] >= 0 && len(b.chains[chains[0]]) == 1 {
				right++
			}
			continue
		}
		links := 0
		for i, k := range chains {
			if k >= 0 {
				links += counts[i] * (counts[i] - 1)
			}
		}
		right += float64(links) / float64(len(c)-1)
	}
	return right, all
}

// ceaf is the greatest sum of φ4 over pairings one to one of the chains of both sides. Chains that share no mention
// need not be paired, so each group of chains that hang together is solved alone.
func ceaf(g, f corefSide) float64 {
	left, sum := make([]bool, len(g.chains)), 0.0
	for start := range g.chains {
		if left[start] {
			continue
		}
		gold, found := component(g, f, start, left)
		if len(found) == 0 {
			continue
		}
		w := make([][]float64, len(gold))
		column := map[int]int{}
		for j, k := range found {
			column[k] = j
		}
		for i, k := range gold {
			w[i] = make([]float64, len(found))
			chains, counts := f.other(g.chains[k])
			for n, o := range chains {
				if o >= 0 {
					w[i][column[o]] = 2 * float64(counts[n]) / float64(len(g.chains[k])+len(f.chains[o]))
				}
			}
		}
		sum += bestPairing(w)
	}
	return sum
}

// component is the chains of both sides that hang together with gold chain start by shared mentions; done marks them.
func component(g, f corefSide, start int, done []bool) (gold, found []int) {
	done[start] = true
	gold = append(gold, start)
	seen := map[int]bool{}
	for i := 0; i < len(gold); i++ {
		chains, _ := f.other(g.chains[gold[i]])
		for _, k := range chains {
			if k < 0 || seen[k] {
				continue
			}
			seen[k] = true
			found = append(found, k)
			back, _ := g.other(f.chains[k])
			for _, b := range back {
				if b >= 0 && !done[b] {
					done[b] = true
					gold = append(gold, b)
				}
			}
		}
	}
	return gold, found
}

// bestPairing is the greatest sum of weights over pairings of rows and columns one to one (the Hungarian method by shortest
// augmenting paths, Jonker and Volgenant 1987), cubic in the larger side.
func bestPairing(w [][]float64) float64 {
	n, m := len(w), len(w[0])
	cost := func(i, j int) float64 { return -w[i][j] }
	if n > m {
		n, m = m, n
		cost = func(i, j int) float64 { return -w[j][i] }
	}
	u, v := make([]float64, n+1), make([]float64, m+1)
	row, way := make([]int, m+1), make([]int, m+1)
	for i := 1; i <= n; i++ {
		augment(i, m, cost, u, v, row, way)
	}
	sum := 0.0
	for j := 1; j <= m; j++ {
		if row[j] > 0 {
			sum -= cost(row[j]-1, j-1)
		}
	}
	return sum
}

// augment pairs row i, moving others where that is cheaper. row[j] is the row of column j, 0 for none.
func augment(i, m int, cost func(i, j int) float64, u, v []float64, row, way []int) {
	least, used := make([]float64, m+1), make([]bool, m+1)
	for j := range least {
		least[j] = 1e18
	}
	row[0] = i
	j0 := 0
	for row[j0] != 0 {
		used[j0] = true
		delta, j1 := 1e18, 0
		for j := 1; j <= m; j++ {
			if used[j] {
				continue
			}
			if c := cost(row[j0]-1, j-1) - u[row[j0]] - v[j]; c < least[j] {
				least[j], way[j] = c, j0
			}
			if least[j] < delta {
				delta, j1 = least[j], j
			}
		}
		for j := 0; j <= m; j++ {
			if used[j] {
				u[row[j]] += delta
				v[j] -= delta
			} else {
				least[j] -= delta
			}
		}
		j0 = j1
	}
	for j0 != 0 {
		row[j0] = row[way[j0]]
		j0 = way[j0]
	}
}

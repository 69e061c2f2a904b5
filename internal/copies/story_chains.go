package copies

import (
	"cmp"
	"slices"
)

// leastAkin is under which likeness two reports are not looked at as one story.
const leastAkin = 0.04

// A Chain is the reports of a collection that tell of one story, by their numbers, ascending, and how likely it is of the average pair of them.
type Chain struct {
	Reports []int
	Likely  float64
}

// Chains is the story chains of the collection, each of two reports or more, by their first report. The likeliest pairs are joined first, and two groups become one
// where at least half of the pairs between them are of one story: one report that tells of two does not make them one.
func (s *Stories) Chains() []Chain {
	links := s.links()
	sure := make(map[[2]int]float64, len(links))
	group := make([][]int, len(s.words)) // of each report; those of one group share the slice
	for i := range group {
		group[i] = []int{i}
	}
	for _, l := range links {
		sure[[2]int{l.a, l.b}] = l.likely
	}
	for _, l := range links {
		a, b := group[l.a], group[l.b]
		if a[0] == b[0] || 2*joined(sure, a, b) < len(a)*len(b) {
			continue
		}
		both := slices.Concat(a, b)
		slices.Sort(both)
		for _, i := range both {
			group[i] = both
		}
	}
	var out []Chain
	for i, g := range group {
		if len(g) > 1 && g[0] == i {
			out = append(out, Chain{g, s.average(g)})
		}
	}
	return out
}

// A link is two reports of one story, the lower number first.
type link struct {
	a, b   int
	likely float64
}

// links is the pairs of one story, the likeliest first.
func (s *Stories) links() []link {
	var out []link
	s.neighbours(func(i int, all []neighbour) {
		for _, n := range all {
			if n.report < i || n.akin < leastAkin {
				continue
			}
			if p := s.Likely(i, n.report); p >= OneStory {
				out = append(out, link{i, n.report, p})
			}
		}
	})
	slices.SortFunc(out, func(x, y link) int { return cmp.Or(cmp.Compare(y.likely, x.likely), x.a-y.a, x.b-y.b) })
	return out
}

// joined counts the pairs between two groups that are of one story.
func joined(sure map[[2]int]float64, a, b []int) int {
	n := 0
	for _, i := range a {
		for _, j := range b {
			if _, ok := sure[[2]int{min(i, j), max(i, j)}]; ok {
				n++
			}
		}
	}
	return n
}

// average is how likely it is that a pair of a group is of one story.
func (s *Stories) average(g []int) float64 {
	sum, n := 0.0, 0
	for x, i := range g {
		for _, j := range g[x+1:] {
			sum += s.Likely(i, j)
			n++
		}
	}
	return sum / float64(n)
}

package copies

import (
	"math"
	"slices"
)

// OneStory is how likely it must be that two reports tell of one story for that to be said. It is where F1 was highest on pairs of reports of 1987, 2016 and 2019
// that were labelled for this (testdata/story-pairs.tsv), see docs/adr/0019-copies.md.
const OneStory = 0.49

// A Told is the headline of a report, its text or the beginning of it, and the day it was published: a number of days from any one day on, 0 where it is not known.
type Told struct {
	Head, Text string
	Day        int
}

// Stories says of the reports of one collection which tell of one story chain: the same event, deal, case or project, or what came of it, in whatever words. It
// looks at headlines and leads alone. It is read-only after NewStories, and what it answers depends on the reports and not on their order.
type Stories struct {
	heads, words, names [][]int32 // per report: numbers of content words, sorted, each once; words has those of headline and lead
	days                []int
	idf, squares        []float64 // per word: its weight, and that squared
	norm, level         []float64 // per report
}

// around is added to a likeness before its logarithm is taken, so that small ones do not differ without bound.
const around = 0.02

// NewStories reads a collection. A word weighs more the fewer reports have it (inverse document frequency; Spärck Jones 1972).
func NewStories(all []Told) *Stories {
	s := &Stories{days: make([]int, len(all)), norm: make([]float64, len(all)), level: make([]float64, len(all))}
	v := usages{}
	heads, leads := make([][]word, len(all)), make([][]word, len(all))
	for i, t := range all {
		s.days[i] = t.Day
		heads[i], leads[i] = wordsOf(t.Head), wordsOf(lead(t.Text))
		v.count(heads[i], leads[i])
	}
	number := v.number()
	s.idf, s.squares = make([]float64, len(number)), make([]float64, len(number))
	for w, k := range number {
		s.idf[k] = math.Log((float64(len(all)) + 1) / (float64(v[w].reports) + 0.5))
		s.squares[k] = s.idf[k] * s.idf[k]
	}
	for i := range all {
		head := numbers(number, heads[i], nil)
		s.heads = append(s.heads, head)
		s.words = append(s.words, numbers(number, append(slices.Clone(heads[i]), leads[i]...), nil))
		s.names = append(s.names, numbers(number, append(heads[i], leads[i]...), v.isName))
		s.norm[i] = math.Sqrt(shared(s.squares, s.words[i], s.words[i]))
	}
	s.levels()
	return s
}

// levels notes how like each report is to the nearest of those that are no kin to it: to its √n-th neighbour among n reports, the 50th at most. Reports by one form
// (results of a quarter, terms of a bond) are like very many others, and likeness says less of them.
func (s *Stories) levels() {
	rank := min(50, int(math.Round(math.Sqrt(float64(len(s.words))))))
	var near []float64
	s.neighbours(func(i int, all []neighbour) {
		near = near[:0]
		for _, n := range all {
			near = append(near, n.akin)
		}
		if len(near) >= rank {
			slices.Sort(near)
			s.level[i] = near[len(near)-rank]
		}
	})
}

// A neighbour is another report with words in common.
type neighbour struct {
	report int
	akin   float64
}

// neighbours gives each report in turn with all that share a content word with it, in no certain order.
func (s *Stories) neighbours(each func(i int, all []neighbour)) {
	post := make([][]int32, len(s.squares))
	for i, ws := range s.words {
		for _, w := range ws {
			post[w] = append(post[w], int32(i))
		}
	}
	dot := make([]float64, len(s.words))
	var near []int32
	var all []neighbour
	for i, ws := range s.words {
		near, all = near[:0], all[:0]
		for _, w := range ws {
			for _, j := range post[w] {
				if dot[j] == 0 {
					near = append(near, j)
				}
				dot[j] += s.squares[w]
			}
		}
		for _, j := range near {
			if int(j) != i {
				all = append(all, neighbour{int(j), dot[j] / (s.norm[i] * s.norm[j])})
			}
			dot[j] = 0
		}
		each(i, all)
	}
}

// Akin is the cosine of the weighted words of reports i and j, headline and lead, from 0 to 1.
func (s *Stories) Akin(i, j int) float64 { return s.cosine(s.words[i], s.words[j]) }

func (s *Stories) cosine(a, b []int32) float64 {
	both := shared(s.squares, a, b)
	if both == 0 {
		return 0
	}
	return both / math.Sqrt(shared(s.squares, a, a)*shared(s.squares, b, b))
}

// shared is the sum of the weights of what two sorted sets have in common.
func shared(weights []float64, a, b []int32) float64 {
	sum := 0.0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		x, y := a[i], b[j]
		if x == y {
			sum += weights[x]
		}
		if x <= y {
			i++
		}
		if y <= x {
			j++
		}
	}
	return sum
}

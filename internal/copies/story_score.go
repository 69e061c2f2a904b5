package copies

import "math"

// A kinship is what two reports have in common that may tell of one story.
type kinship [5]float64

// What a kinship holds.
const (
	likeness = iota // root of the cosine of their weighted words
	nearness        // logarithm of the cosine over that with the nearest reports that are no kin
	naming          // root of the weights of the names that both have
	heading         // share of one's headline, by weight, that the other has in headline or lead: mean of both
	apart           // logarithm of one and the days between them
)

// storyWeights is the logistic regression of kinships, and storyBase its constant. They were fitted by TestMeasureStoryFit, which holds them to what it finds.
var (
	storyWeights = kinship{likeness: -5.044, nearness: 3.579, naming: 0.585, heading: 1.676, apart: -0.919}
	storyBase    = -1.408
)

// unknownApart stands for apart where a day is not known: eight days, about what pairs have on the average.
const unknownApart = 2.2

// kinship looks at reports i and j.
func (s *Stories) kinship(i, j int) kinship {
	akin := s.Akin(i, j)
	e := kinship{
		likeness: math.Sqrt(akin),
		nearness: math.Log(around+akin) - math.Log(around+(s.level[i]+s.level[j])/2),
		naming:   math.Sqrt(shared(s.idf, s.names[i], s.names[j])),
		heading:  (s.held(i, j) + s.held(j, i)) / 2,
		apart:    unknownApart,
	}
	if a, b := s.days[i], s.days[j]; a != 0 && b != 0 {
		e[apart] = math.Log1p(math.Abs(float64(a - b)))
	}
	return e
}

// held is the share of the headline of report i, of its lead where there is none, that report j has.
func (s *Stories) held(i, j int) float64 {
	head := s.heads[i]
	if len(head) == 0 {
		head = s.words[i]
	}
	if all := shared(s.squares, head, head); all > 0 {
		return shared(s.squares, head, s.words[j]) / all
	}
	return 0
}

// Likely is how likely it is that reports i and j tell of one story, from 0 to 1. Reports that share no content word have 0.
func (s *Stories) Likely(i, j int) float64 {
	e := s.kinship(i, j)
	if e[likeness] == 0 {
		return 0
	}
	return e.likely(storyWeights, storyBase)
}

func (e kinship) likely(weights kinship, base float64) float64 {
	for k, x := range e {
		base += weights[k] * x
	}
	return 1 / (1 + math.Exp(-base))
}

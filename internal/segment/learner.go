package segment

import (
	"cmp"
	"slices"

	"github.com/parley-press/parley/internal/learn"
)

// An example is one decision with its right answer.
type example struct {
	features []learn.Feature
	yes      bool
}

// A learner is an averaged perceptron of two classes with a margin (Collins 2002; Krauth and Mézard 1987), trained several
// times over in different orders: the sum of the mean weights varies far less than those of one training. All
// arithmetic is on integers.
type learner struct {
	features []learn.Feature // ascending
	examples [][]int32       // numbers of the features of each example
	yes      []bool
	order    []int
	weight   []int64 // of the run
	total    []int64 // of the run: sum over the steps before stamp
	stamp    []int64
	step     int64
	sum      []int64 // over the runs that ended
}

// newLearner numbers the features that at least as many examples have.
func newLearner(all []example, least int) *learner {
	seen := map[learn.Feature]int{}
	for _, x := range all {
		for _, f := range x.features {
			seen[f]++
		}
	}
	l := &learner{}
	for f, n := range seen {
		if n >= least {
			l.features = append(l.features, f)
		}
	}
	slices.Sort(l.features)
	number := make(map[learn.Feature]int32, len(l.features))
	for i, f := range l.features {
		number[f] = int32(i)
	}
	for i, x := range all {
		var fs []int32
		for _, f := range x.features {
			if k, ok := number[f]; ok {
				fs = append(fs, k)
			}
		}
		l.examples, l.yes, l.order = append(l.examples, fs), append(l.yes, x.yes), append(l.order, i)
	}
	n := len(l.features)
	l.weight, l.total, l.stamp, l.sum = make([]int64, n), make([]int64, n), make([]int64, n), make([]int64, n)
	return l
}

// pass learns from every example once, in an order of the generator's, and counts those it had right.
func (l *learner) pass(r *learn.Rand, margin int64) (right int) {
	r.Shuffle(l.order)
	for _, i := range l.order {
		l.step++
		score, by := int64(0), int64(-1)
		for _, f := range l.examples[i] {
			score += l.weight[f]
		}
		if l.yes[i] {
			by = 1
		}
		if score*by > 0 {
			right++
		}
		if score*by > margin {
			continue
		}
		for _, f := range l.examples[i] {
			l.total[f] += l.weight[f] * (l.step - l.stamp[f])
			l.stamp[f] = l.step
			l.weight[f] += by
		}
	}
	return right
}

// endRun adds the mean weights of the run, times its steps, to the sum and forgets them.
func (l *learner) endRun() {
	for f := range l.features {
		l.sum[f] += l.total[f] + l.weight[f]*(l.step+1-l.stamp[f])
	}
	clear(l.weight)
	clear(l.total)
	clear(l.stamp)
	l.step = 0
}

// rows is the weights in eight bits, the largest 127, as those of the class yes: at most so many, the largest.
func (l *learner) rows(most int) []learn.Row {
	top := int64(0)
	for _, s := range l.sum {
		top = max(top, s, -s)
	}
	scale := max(top/127, 1)
	var out []learn.Row
	for i, s := range l.sum {
		v := min((max(s, -s)+scale/2)/scale, 127)
		if s < 0 {
			v = -v
		}
		if v != 0 {
			out = append(out, learn.Row{Feature: l.features[i], Weights: []learn.Weight{{Class: 1, Value: int8(v)}}})
		}
	}
	if len(out) > most {
		mass := func(r learn.Row) int { return max(int(r.Weights[0].Value), -int(r.Weights[0].Value)) }
		slices.SortStableFunc(out, func(a, b learn.Row) int { return cmp.Compare(mass(b), mass(a)) })
		out = out[:most]
		slices.SortFunc(out, func(a, b learn.Row) int { return cmp.Compare(a.Feature, b.Feature) })
	}
	return out
}

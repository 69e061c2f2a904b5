package learn

import (
	"cmp"
	"math"
)

// A Path is one row of labels for a sequence.
type Path struct {
	Labels  []uint8
	Score   int32   // 1/24 of a unit of log-odds
	LogProb float64 // natural logarithm of the row's probability among all rows
}

// MaxPaths is the most rows that Paths gives.
const MaxPaths = 16

const placeBits = 4 // of a place among MaxPaths

// Paths is the k best rows of labels for the scores of a sequence, Labels(set) a token, the best first (list Viterbi, Seshadri and
// Sundberg 1994). Of rows that score alike the one whose last label is the lowest comes first, then the one whose label before that
// is, and so on. There are fewer where fewer are allowed, and at most MaxPaths. Their probabilities are relative to all rows (forward algorithm).
// Nothing is cut away, so where Decode's beam loses the best row the first one differs from it. The empty sequence has one row, the empty one.
// A score of -2²⁷ or less bars a label from its token. The rows lie in w and hold until the next call with it.
func (c *Chain) Paths(set int, scores []int32, k int, w *PathScratch) []Path {
	s := &c.sets[set]
	l := len(s.shared)
	k = min(k, MaxPaths)
	w.paths = w.paths[:0]
	if k < 1 {
		return w.paths
	}
	if l == 0 || len(scores) < l {
		w.paths = append(w.paths, Path{Labels: w.labels[:0]})
		return w.paths
	}
	w.heat = cmp.Or(c.heat, 1<<heatBits)
	w.forward(s, scores, len(scores)/l)
	return c.PathsAfter(set, scores, k, w)
}

// PathsAfter is Paths right after a call of Marginals with the same set, scores and scratch, whose forward pass it takes over.
func (c *Chain) PathsAfter(set int, scores []int32, k int, w *PathScratch) []Path {
	s := &c.sets[set]
	l := len(s.shared)
	k = min(k, MaxPaths)
	w.paths = w.paths[:0]
	if k < 1 || l == 0 || len(scores) < l {
		return w.paths
	}
	n := len(scores) / l
	top, log, ok := w.top(l, n)
	if !ok {
		return w.paths
	}
	w.list(s, scores, n, k)
	w.labels = sized(w.labels, n*k)
	for len(w.paths) < k {
		at, place, score := w.take(l, k)
		if at < 0 {
			break
		}
		from := n * len(w.paths)
		labels := w.labels[from : from+n : from+n]
		w.trace(labels, l, k, at, place)
		w.paths = append(w.paths, Path{labels, int32(min(max(score, math.MinInt32), math.MaxInt32)), float64((score-top)*w.heat)/(chainScale<<heatBits) - log})
	}
	return w.paths
}

// list fills back, and lists and counts for the last token.
func (w *PathScratch) list(s *chainSet, scores []int32, n, k int) {
	l := len(s.shared)
	w.lists, w.after = sized(w.lists, l*k), sized(w.after, l*k)
	w.counts, w.more = sized(w.counts, l), sized(w.more, l)
	w.back = sized(w.back, n*l*k)
	for a := range l {
		w.counts[a] = 0
		if x := w.best[a]; x != none {
			w.lists[a*k], w.counts[a] = x, 1
		}
	}
	for t := 1; t < n; t++ {
		clear(w.more)
		for a, count := range w.counts {
			if count == 0 {
				continue
			}
			from, edge := w.lists[a*k:a*k+int(count)], s.edge[a]
			for i, b := range s.next[a] {
				at := int(b) * k
				full := int(w.more[b]) == k && w.after[at+k-1] >= from[0]+int64(edge[i])
				if !full && scores[t*l+int(b)] > noLabel {
					w.more[b] = merge(w.after[at:at+k], w.back[t*l*k+at:][:k], w.more[b], from, int64(edge[i]), uint16(a)<<placeBits)
				}
			}
		}
		for b, count := range w.more {
			e := int64(scores[t*l+b])
			for i := range w.after[b*k : b*k+int(count)] {
				w.after[b*k+i] += e
			}
		}
		w.lists, w.after, w.counts, w.more = w.after, w.lists, w.more, w.counts
	}
}

// merge puts the rows of from, each with an edge more, among the count ones of to; both are sorted. Where scores are alike those that
// are there come first.
func merge(to []int64, back []uint16, count uint8, from []int64, edge int64, label uint16) uint8 {
	n, at := int(count), 0
	for place, x := range from {
		x += edge
		if n == len(to) && to[n-1] >= x {
			break
		}
		for at < n && to[at] >= x {
			at++
		}
		n = min(n+1, len(to))
		for i := n - 1; i > at; i-- {
			to[i], back[i] = to[i-1], back[i-1]
		}
		to[at], back[at] = x, label|uint16(place)
		at++
	}
	return uint8(n)
}

// take is the label and the place of the best row to the last token that was not taken before; more counts those that were.
func (w *PathScratch) take(l, k int) (label, place int, score int64) {
	if len(w.paths) == 0 {
		clear(w.more)
	}
	label = -1
	for b := range l {
		if i := w.more[b]; i < w.counts[b] && (label < 0 || w.lists[b*k+int(i)] > score) {
			label, place, score = b, int(i), w.lists[b*k+int(i)]
		}
	}
	if label >= 0 {
		w.more[label]++
	}
	return label, place, score
}

// trace sets labels to the row that ends in a label at a place.
func (w *PathScratch) trace(labels []uint8, l, k, label, place int) {
	for t := len(labels) - 1; t >= 0; t-- {
		labels[t] = uint8(label)
		if t > 0 {
			back := w.back[(t*l+label)*k+place]
			label, place = int(back>>placeBits), int(back&(1<<placeBits-1))
		}
	}
}

// Chain is the chain that the weights make as they are now, with rows chosen as by Sections.
func (c *CRF) Chain(most, mute int) (*Chain, error) {
	return OpenChain(&File{sections: c.Sections(most, mute)}, c.sets, c.Shared)
}

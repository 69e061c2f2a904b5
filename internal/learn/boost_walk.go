package learn

import (
	"cmp"
	"math"
	"slices"
)

// A boostWalk is the trees of a Boost laid out for Score. Which way a row goes cannot be foretold, so nothing branches on it: leaves lead to
// themselves, and four trees at a time are gone down as many steps as the deepest of them has.
type boostWalk struct {
	trees  []boostSpan  // a multiple of walkers, by depth; the last ones may be empty leaves
	splits []boostSplit // of each tree its splits, then its leaves
	values []int32      // of leaves; 0 of splits
}

type boostSpan struct{ from, to, depth int32 }

const walkers = 4

// lay lays the trees out.
func (b *Boost) lay() boostWalk {
	var w boostWalk
	for i, t := range b.trees {
		n := b.count(i)
		span := boostSpan{from: int32(len(w.splits))}
		var depth [2 * maxLeaves]int32
		for k, s := range b.splits[t.split : int(t.split)+n] {
			for side, x := range s.next {
				if x >= boostLeaf {
					x += uint16(n) - boostLeaf
				}
				s.next[side] = x
				depth[x] = depth[k] + 1
				span.depth = max(span.depth, depth[x])
			}
			w.splits, w.values = append(w.splits, s), append(w.values, 0)
		}
		for _, x := range b.leaves[t.leaf : int(t.leaf)+n+1] {
			w.add(x, len(w.splits)-int(span.from))
		}
		span.to = int32(len(w.splits))
		w.trees = append(w.trees, span)
	}
	slices.SortStableFunc(w.trees, func(a, b boostSpan) int { return cmp.Compare(a.depth, b.depth) })
	for len(w.trees)%walkers != 0 {
		w.add(0, 0)
		w.trees = append(w.trees, boostSpan{int32(len(w.splits) - 1), int32(len(w.splits)), 0})
	}
	return w
}

// add adds a leaf, which is number at of its tree.
func (w *boostWalk) add(value int32, at int) {
	self := uint16(at)
	w.splits = append(w.splits, boostSplit{threshold: float32(math.NaN()), next: [2]uint16{self, self}})
	w.values = append(w.values, value)
}

// sum is the sum of all trees' answers.
func (w *boostWalk) sum(sides []float32) int32 {
	sum := int32(0)
	for i := 0; i+walkers <= len(w.trees); i += walkers {
		four := w.trees[i : i+walkers : i+walkers]
		a, b, c, d := w.of(four[0]), w.of(four[1]), w.of(four[2]), w.of(four[3])
		var p, q, r, s uint16
		for range max(four[0].depth, four[1].depth, four[2].depth, four[3].depth) {
			p, q, r, s = a[p].turn(sides), b[q].turn(sides), c[r].turn(sides), d[s].turn(sides)
		}
		sum += w.values[int(four[0].from)+int(p)] + w.values[int(four[1].from)+int(q)]
		sum += w.values[int(four[2].from)+int(r)] + w.values[int(four[3].from)+int(s)]
	}
	return sum
}

func (w *boostWalk) of(s boostSpan) []boostSplit { return w.splits[s.from:s.to] }

// turn is where a row goes from a split.
func (s *boostSplit) turn(sides []float32) uint16 {
	left := 0
	if sides[s.feature] <= s.threshold {
		left = 1
	}
	return s.next[left]
}

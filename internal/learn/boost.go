package learn

import (
	"encoding/binary"
	"math"

	"github.com/parley-press/parley"
)

// A Boost is a sum of decision trees over numbers that answers a question of yes or no in log-odds. It serves many goroutines.
//
// Section: width 4, base 4, number of trees 4, then of each tree the number of its splits 2; the splits of all trees in turn, 12 bytes
// each: threshold 4, twice the feature and 1 more where an absent value goes left 2, right 2, left 2, zero 2; then the leaves of
// all trees in turn, one more a tree than its splits, 4 bytes each. Left and right are another split of the tree, which comes later
// in it, or from boostLeaf on a leaf of it.
type Boost struct {
	width  int
	base   int32
	trees  []boostTree
	splits []boostSplit
	leaves []int32
	walk   boostWalk
}

// BoostScale is the units of a score in one of log-odds.
const BoostScale = 4096

const (
	boostLeaf = 1 << 15
	maxLeaves = 256
	maxTrees  = 1 << 14
	maxWidth  = 1 << 15
)

// A boostTree is where the splits and leaves of a tree start; first is 0, boostLeaf in one without splits.
type boostTree struct {
	split, leaf int32
	first       uint16
}

// A boostSplit sends values up to threshold left and larger ones right; feature is twice its number, 1 more where absent ones go left.
type boostSplit struct {
	threshold float32
	feature   uint16
	next      [2]uint16 // right, left
}

// Width is the number of values that Score takes.
func (b *Boost) Width() int { return b.width }

// Trees is the number of trees.
func (b *Boost) Trees() int { return len(b.trees) }

// Score is the log-odds of yes for values x, of which NaN is an absent one, in 1/BoostScale. Where x is shorter than Width the rest is absent.
func (b *Boost) Score(x []float32) int32 {
	var room [2 * 128]float32
	sides := room[:]
	if 2*b.width > len(sides) {
		sides = make([]float32, 2*b.width)
	}
	b.sides(x, sides)
	return b.base + b.walk.sum(sides)
}

// sides is each value twice: for splits that send absent ones right NaN, which is not under any threshold, and for others a value that is.
func (b *Boost) sides(x, sides []float32) {
	low := float32(math.Inf(-1))
	for i := range b.width {
		v := float32(math.NaN())
		if i < len(x) {
			v = x[i]
		}
		sides[2*i], sides[2*i+1] = v, v
		if v != v {
			sides[2*i+1] = low
		}
	}
}

// MeanBoost is the mean of sums of trees over the same values: its score is that of all over their number, but for the rounding of leaves. It
// panics where there are none, or where they take different numbers of values.
func MeanBoost(of ...*Boost) *Boost {
	n := int32(len(of))
	out := &Boost{width: of[0].width}
	base := int64(0)
	for _, b := range of {
		if b.width != out.width {
			panic("learn: mean of trees over different values")
		}
		base += int64(b.base)
		splits, leaves := int32(len(out.splits)), int32(len(out.leaves))
		for _, t := range b.trees {
			out.trees = append(out.trees, boostTree{t.split + splits, t.leaf + leaves, t.first})
		}
		out.splits = append(out.splits, b.splits...)
		for _, x := range b.leaves {
			out.leaves = append(out.leaves, int32(math.Round(float64(x)/float64(n))))
		}
	}
	out.base = int32(math.Round(float64(base) / float64(n)))
	out.walk = out.lay()
	return out
}

func firstOf(splits int) uint16 {
	if splits == 0 {
		return boostLeaf
	}
	return 0
}

// Encode is the section of a model file.
func (b *Boost) Encode() []byte {
	le := binary.LittleEndian
	out := le.AppendUint32(nil, uint32(b.width))
	out = le.AppendUint32(out, uint32(b.base))
	out = le.AppendUint32(out, uint32(len(b.trees)))
	for i := range b.trees {
		out = le.AppendUint16(out, uint16(b.count(i)))
	}
	for _, s := range b.splits {
		out = le.AppendUint32(out, math.Float32bits(s.threshold))
		for _, x := range [...]uint16{s.feature, s.next[0], s.next[1], 0} {
			out = le.AppendUint16(out, x)
		}
	}
	for _, x := range b.leaves {
		out = le.AppendUint32(out, uint32(x))
	}
	return out
}

// count is the number of splits of tree i.
func (b *Boost) count(i int) int {
	end := len(b.splits)
	if i+1 < len(b.trees) {
		end = int(b.trees[i+1].split)
	}
	return end - int(b.trees[i].split)
}

// OpenBoost is the trees in a section. A section that is cut short, points outside itself, has a split that no way or more than one leads to,
// or whose scores could overflow is refused.
func OpenBoost(section []byte) (*Boost, error) {
	const op = "learn: open boost"
	le := binary.LittleEndian
	if len(section) < 12 {
		return nil, parley.Errorf(parley.Invalid, op, "%d bytes", len(section))
	}
	b := &Boost{width: int(le.Uint32(section)), base: int32(le.Uint32(section[4:]))}
	n := int(le.Uint32(section[8:]))
	if b.width > maxWidth || n > maxTrees || len(section) < 12+2*n {
		return nil, parley.Errorf(parley.Invalid, op, "%d trees over %d values in %d bytes", n, b.width, len(section))
	}
	splits, leaves := 0, 0
	for i := range n {
		count := int(le.Uint16(section[12+2*i:]))
		b.trees = append(b.trees, boostTree{int32(splits), int32(leaves), firstOf(count)})
		if count >= maxLeaves {
			return nil, parley.Errorf(parley.Invalid, op, "a tree of %d splits", count)
		}
		splits, leaves = splits+count, leaves+count+1
	}
	rest := section[12+2*n:]
	if len(rest) != 12*splits+4*leaves {
		return nil, parley.Errorf(parley.Invalid, op, "%d bytes of %d splits and %d leaves", len(rest), splits, leaves)
	}
	b.splits, b.leaves = make([]boostSplit, splits), make([]int32, leaves)
	for i := range b.splits {
		r := rest[12*i:]
		b.splits[i] = boostSplit{math.Float32frombits(le.Uint32(r)), le.Uint16(r[4:]), [2]uint16{le.Uint16(r[6:]), le.Uint16(r[8:])}}
	}
	for i := range b.leaves {
		b.leaves[i] = int32(le.Uint32(rest[12*splits+4*i:]))
	}
	if err := b.check(); err != nil {
		return nil, err
	}
	b.walk = b.lay()
	return b, nil
}

// check holds every tree to be one and the largest sum of leaves to 31 bits.
func (b *Boost) check() error {
	const op = "learn: open boost"
	most := magnitude(b.base)
	for i, t := range b.trees {
		n := b.count(i)
		var seen [2 * maxLeaves]bool // splits, then leaves
		for k, s := range b.splits[t.split : int(t.split)+n] {
			if int(s.feature) >= 2*b.width || s.threshold != s.threshold {
				return parley.Errorf(parley.Invalid, op, "a split of tree %d asks for value %d of %d", i, s.feature/2, b.width)
			}
			for _, x := range s.next {
				to := int(x)
				if x >= boostLeaf {
					to += maxLeaves - boostLeaf
				}
				if x < boostLeaf && (to <= k || to >= n) || to > maxLeaves+n || seen[to] {
					return parley.Errorf(parley.Invalid, op, "a split of tree %d leads to %d", i, x)
				}
				seen[to] = true
			}
		}
		large := int64(0)
		for _, x := range b.leaves[t.leaf : int(t.leaf)+n+1] {
			large = max(large, magnitude(x))
		}
		most += large
	}
	if most > math.MaxInt32 {
		return parley.Errorf(parley.Invalid, op, "scores reach %d", most)
	}
	return nil
}

func magnitude(x int32) int64 { return max(int64(x), -int64(x)) }

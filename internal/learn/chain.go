package learn

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"sync"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/kernel"
)

// A Chain is a trained CRF, read in place from the sections of a model file. It serves many goroutines.
//
// Weights are whole numbers, 1/chainScale of a unit of log-odds. Sections:
//
//	rows   number of slots 4 (a power of two), padding to 8; the slots, 8 bytes each, filled by linear probing: the feature,
//	       and one more than where its row starts (0: an empty slot); the rows: which shared classes have a weight 2, which
//	       label sets have weights 1; the weights of the shared classes, 1 each; of each set their number 1, then label 1 and weight 1
//	edges  of the shared classes and of each set: weights from label to label, then of the first label, 2 bytes each
type Chain struct {
	sets   []chainSet
	level  kernel.Level
	slots  []byte
	rows   []byte
	shared int
	heat   int64 // what scores count for in probabilities, in 2 to the power of -heatBits
}

type chainSet struct {
	once   sync.Once
	table  *chainTable
	shared []uint8
	next   [][]uint8 // labels that may follow
	edge   [][]int32 // their weights
	first  []int32   // weight of the first label, barred where none
}

const (
	chainScale = 24
	barred     = -1 << 28
	beam       = 12 * chainScale // a label that lies so far behind the best is not followed
	maxShared  = 16
	maxSets    = 8
)

// OpenChain is the chain in a file for label sets as it was trained with.
func OpenChain(f *File, sets []LabelSet, shared int) (*Chain, error) {
	const op = "learn: open chain"
	rows, edges := f.Section("rows"), f.Section("edges")
	if len(rows) < 8 || shared > maxShared || len(sets) > maxSets {
		return nil, parley.Errorf(parley.Invalid, op, "%d bytes of rows, %d shared classes, %d label sets", len(rows), shared, len(sets))
	}
	n := int(binary.LittleEndian.Uint32(rows))
	if n == 0 || n&(n-1) != 0 || n > (len(rows)-8)/8 {
		return nil, parley.Errorf(parley.Invalid, op, "%d slots in %d bytes", n, len(rows))
	}
	c := &Chain{level: kernel.Best(), sets: make([]chainSet, len(sets)), slots: rows[8 : 8+8*n], rows: rows[8+8*n:], shared: shared, heat: 1 << heatBits}
	if err := c.check(sets); err != nil {
		return nil, err
	}
	want := shared * (shared + 1)
	for _, s := range sets {
		want += len(s.Shared) * (len(s.Shared) + 1)
	}
	if len(edges) != 2*want {
		return nil, parley.Errorf(parley.Invalid, op, "%d edges of %d", len(edges)/2, want)
	}
	e := words(edges)
	at := shared * (shared + 1)
	for i, s := range sets {
		l := len(s.Shared)
		if l > kernel.Labels {
			return nil, parley.Errorf(parley.Invalid, op, "%d labels in a set, the most are %d", l, kernel.Labels)
		}
		c.sets[i].fill(s, shared, e[:shared*(shared+1)], e[at:at+l*(l+1)])
		at += l * (l + 1)
	}
	return c, nil
}

// Temper sets what scores count for in the probabilities of Paths and Marginals, 1 at first: the best labels stay what they are. Training that leaves
// features out gives sums that are too large, and probabilities too near 0 and 1; a factor below 1 mends it (Guo et al. 2017, temperature).
func (c *Chain) Temper(factor float64) { c.heat = max(1, int64(factor*(1<<heatBits))) }

func words(b []byte) []int16 {
	out := make([]int16, len(b)/2)
	for i := range out {
		out[i] = int16(binary.LittleEndian.Uint16(b[2*i:]))
	}
	return out
}

// fill sets the labels of a set and the weights of their rows: se of the shared classes, oe of its own.
func (out *chainSet) fill(s LabelSet, shared int, se, oe []int16) {
	l := len(s.Shared)
	out.shared, out.next, out.edge, out.first = make([]uint8, l), make([][]uint8, l), make([][]int32, l), make([]int32, l)
	for a := range l {
		out.shared[a] = uint8(s.Shared[a])
		out.first[a] = barred
		if s.First[a] {
			out.first[a] = int32(oe[l*l+a]) + int32(se[shared*shared+s.Shared[a]])
		}
		for b := range l {
			if s.Follow[a][b] {
				out.next[a] = append(out.next[a], uint8(b))
				out.edge[a] = append(out.edge[a], int32(oe[a*l+b])+int32(se[s.Shared[a]*shared+s.Shared[b]]))
			}
		}
	}
}

// check refuses rows that reach outside the table and tables without an empty slot, on which a look-up would not end.
func (c *Chain) check(sets []LabelSet) error {
	const op = "learn: open chain"
	empty := false
	for i := 0; i < len(c.slots); i += 8 {
		at := int(binary.LittleEndian.Uint32(c.slots[i+4:]))
		if at == 0 {
			empty = true
			continue
		}
		if !c.fits(at-1, sets) {
			return parley.Errorf(parley.Invalid, op, "a row points outside the table or has a label that no set has")
		}
	}
	if !empty {
		return parley.Errorf(parley.Invalid, op, "no empty slot")
	}
	return nil
}

func (c *Chain) fits(at int, sets []LabelSet) bool {
	if at+3 > len(c.rows) {
		return false
	}
	mask, flags := binary.LittleEndian.Uint16(c.rows[at:]), c.rows[at+2]
	if bits.Len16(mask) > c.shared || bits.Len8(flags) > len(sets) {
		return false
	}
	at += 3 + bits.OnesCount16(mask)
	for ; flags != 0; flags &= flags - 1 {
		if at >= len(c.rows) {
			return false
		}
		n, labels := int(c.rows[at]), len(sets[bits.TrailingZeros8(flags)].Shared)
		at++
		if at+2*n > len(c.rows) {
			return false
		}
		for k := range n {
			if int(c.rows[at+2*k]) >= labels {
				return false
			}
		}
		at += 2 * n
	}
	return at <= len(c.rows)
}

// Labels is the number of labels of a set.
func (c *Chain) Labels(set int) int { return len(c.sets[set].shared) }

// A chainTable is the weights that count for one label set, as they are added: of each feature the weights of all labels, shared and own together,
// cut to eight bits. It is made when the set is first asked for.
type chainTable struct {
	some   []uint64     // a bit for each of 2²¹ remainders of features that have weights: most that have none end here
	slots  []uint64     // the feature, and from the 32nd bit one more than its row; open-addressed, at most half full
	rows   []byte       // kernel.Labels a row
	narrow *narrowTable // in their place where the labels are few
}

const someBits = 21

// newTable gathers the rows that count for a set, in a wide table where a narrow one cannot hold them.
func (c *Chain) newTable(set int, wide bool) *chainTable {
	t := &chainTable{some: make([]uint64, 1<<someBits/64)}
	n := 16
	for 2*n < 3*len(c.slots)/8 {
		n *= 2
	}
	if len(c.sets[set].shared) <= narrowLabels && !wide {
		t.narrow = newNarrow(n)
	} else {
		t.slots = make([]uint64, n)
	}
	for i := 0; i < len(c.slots); i += 8 {
		slot := binary.LittleEndian.Uint64(c.slots[i:])
		at := slot >> 32
		if at == 0 {
			continue
		}
		weights, any := c.weights(set, c.rows[at-1:])
		if !any {
			continue
		}
		f := uint32(slot)
		t.some[f>>6&(1<<someBits/64-1)] |= 1 << (f & 63)
		if t.narrow != nil {
			if !t.narrow.put(f, weights[:]) {
				return c.newTable(set, true)
			}
			continue
		}
		k := int(f) & (n - 1)
		for t.slots[k] != 0 {
			k = (k + 1) & (n - 1)
		}
		t.rows = append(t.rows, weights[:]...)
		t.slots[k] = uint64(f) | uint64(len(t.rows)/kernel.Labels)<<32
	}
	return t
}

// weights are those of all labels of a set in a row, and whether one is not 0.
func (c *Chain) weights(set int, row []byte) (out [kernel.Labels]byte, any bool) {
	var shared [maxShared]int
	var sum [kernel.Labels]int
	flags := row[2]
	mask := uint(row[0]) | uint(row[1])<<8
	row = row[3:]
	for ; mask != 0; mask &= mask - 1 {
		shared[bits.TrailingZeros(mask)&(maxShared-1)] = int(int8(row[0]))
		row = row[1:]
	}
	for ; flags != 0; flags &= flags - 1 {
		own := row[1 : 1+2*int(row[0])]
		row = row[1+len(own):]
		if bits.TrailingZeros8(flags) != set {
			continue
		}
		for ; len(own) >= 2; own = own[2:] {
			sum[own[0]] += int(int8(own[1]))
		}
	}
	for l, s := range c.sets[set].shared {
		w := min(max(sum[l]+shared[s&(maxShared-1)], -127), 127)
		out[l] = byte(int8(w))
		any = any || w != 0
	}
	return out, any
}

// Add adds the weights of features, at most 255 of which have some, to the scores of a token's labels.
func (c *Chain) Add(set int, features []Feature, scores []int32) {
	cs := &c.sets[set]
	cs.once.Do(func() { cs.table = c.newTable(set, false) })
	t := cs.table
	if t.narrow != nil {
		t.narrow.add(features, t.some, scores[:len(cs.shared)])
		return
	}
	var sum [kernel.Labels]int16
	var found [64]uint32
	for len(features) > 0 {
		part := features[:min(len(features), len(found))]
		features = features[len(part):]
		n := 0
		for _, f := range part { // no branch: whether a feature has weights cannot be foretold
			found[n&63] = uint32(f)
			n += int(t.some[f>>6&(1<<someBits/64-1)] >> (f & 63) & 1)
		}
		rows := 0
		for _, f := range found[:n] {
			if row := t.find(f); row != 0 {
				found[rows] = row - 1
				rows++
			}
		}
		c.level.AddLabels(sum[:], t.rows, found[:rows])
	}
	for l := range cs.shared {
		scores[l] += int32(sum[l])
	}
}

// find is one more than the row of a feature, 0 where it has none.
func (t *chainTable) find(f uint32) uint32 {
	mask := len(t.slots) - 1
	for i := int(f) & mask; ; i = (i + 1) & mask {
		slot := t.slots[i&mask]
		if slot == 0 {
			return 0
		}
		if uint32(slot) == f {
			return uint32(slot >> 32)
		}
	}
}

// Decode sets labels to the best row of labels for the scores of its tokens (Viterbi), Labels(set) scores a token; back is
// memory that is given back for the next call.
func (c *Chain) Decode(set int, scores []int32, labels []uint8, back []uint8) []uint8 {
	s := &c.sets[set]
	l, n := len(s.shared), len(labels)
	if n == 0 {
		return back
	}
	back = slices.Grow(back[:0], n*l)[:n*l]
	var one, two [256]int32
	cur, next := one[:l], two[:l]
	best := int32(barred)
	for a := range cur {
		cur[a] = s.first[a] + scores[a]
		best = max(best, cur[a])
	}
	for t := 1; t < n; t++ {
		for k := range next {
			next[k] = barred
		}
		from := back[t*l : t*l+l]
		for a, x := range cur {
			if x < best-beam {
				continue
			}
			w := s.edge[a]
			for k, b := range s.next[a] {
				if y := x + w[k]; y > next[b] {
					next[b], from[b] = y, uint8(a)
				}
			}
		}
		most := int32(barred)
		for b, e := range scores[t*l : t*l+l] {
			next[b] += e
			most = max(most, next[b])
		}
		best = most
		cur, next = next, cur
	}
	at := 0
	for k := range cur {
		if cur[k] > cur[at] {
			at = k
		}
	}
	for t := n - 1; t >= 0; t-- {
		labels[t] = uint8(at)
		at = int(back[t*l+at])
	}
	return back
}

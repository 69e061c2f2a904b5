package learn

import "math/bits"

// A narrowTable is the weights of a label set of up to narrowLabels labels, a word a feature: the weights in its lower bytes, and over them what tells the
// feature from others near. Sums need no vector unit, and what is looked up lies in one cache line.
type narrowTable struct {
	rows []uint64 // a weight a byte, 128 for none, the lowest of the first label, then the tag; 0 for an empty slot. Open-addressed, at most a third full
	low  int      // bits of a feature's lower end in its tag, over them those that do not choose the slot
}

const (
	narrowLabels = 5
	tagShift     = 8 * narrowLabels
	tagBits      = 64 - tagShift
	leastSlots   = 1 << 16
	lanes        = 0x00ff00ff00ff00ff
)

// newNarrow is an empty table of so many slots, a power of two, 2¹⁶ at least.
func newNarrow(slots int) *narrowTable {
	slots = max(slots, leastSlots)
	b := bits.TrailingZeros(uint(slots))
	return &narrowTable{make([]uint64, slots), tagBits - (32 - b)}
}

// tag is what tells f from all features whose slots are less than 1<<t.low away.
func (t *narrowTable) tag(f uint32) uint64 {
	b := 32 - tagBits + t.low // bits that choose the slot
	return uint64(f>>b)<<t.low | uint64(f)&(1<<t.low-1)
}

// put takes in the weights of a feature, unless the slots near its own are full.
func (t *narrowTable) put(f uint32, weights []byte) bool {
	mask := len(t.rows) - 1
	for k := range 1 << t.low {
		i := (int(f) + k) & mask
		if t.rows[i] != 0 {
			continue
		}
		row := t.tag(f) << tagShift
		for l := range narrowLabels {
			row |= uint64(byte(int8(weights[l]))+128) << (8 * l)
		}
		t.rows[i] = row
		return true
	}
	return false
}

// find is the row of a feature, 0 where it has none.
func (t *narrowTable) find(f uint32) uint64 {
	mask := len(t.rows) - 1
	tag := t.tag(f)
	for i := int(f) & mask; ; i = (i + 1) & mask {
		if row := t.rows[i&mask]; row == 0 || row>>tagShift == tag {
			return row
		}
	}
}

// add adds the weights of features, at most 255 of which have some, to scores.
func (t *narrowTable) add(features []Feature, some []uint64, scores []int32) {
	var even, odd uint64 // four sums of 16 bits each, of which those over the tag say nothing
	n, mask := int32(0), len(t.rows)-1
	var found [64]uint32
	var rows [64]uint64
	for len(features) > 0 {
		part := features[:min(len(features), len(found))]
		features = features[len(part):]
		m := 0
		for _, f := range part { // no branch: whether a feature has weights cannot be foretold
			found[m&63] = uint32(f)
			m += int(some[f>>6&(1<<someBits/64-1)] >> (f & 63) & 1)
		}
		for k, f := range found[:m] { // all loads before the first row is looked at: most wait for memory
			rows[k&63] = t.rows[int(f)&mask]
		}
		for k, f := range found[:m] {
			row := rows[k&63]
			if row != 0 && row>>tagShift != t.tag(f) {
				row = t.find(f)
			}
			even += row & lanes
			odd += row >> 8 & lanes
			n += int32((row | -row) >> 63) // one for a row, and 0 for none
		}
	}
	for l := range scores[:min(len(scores), narrowLabels)] {
		sum := even
		if l&1 == 1 {
			sum = odd
		}
		scores[l] += int32(sum>>(16*(l>>1))&0xffff) - 128*n
	}
}

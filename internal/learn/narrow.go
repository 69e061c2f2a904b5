package learn

// A narrowTable is the weights of a label set of up to narrowLabels labels: eight bytes a feature, in one word, so that sums need no vector unit
// and the table is a quarter of what a wide one is.
type narrowTable struct {
	keys []uint32 // features; open-addressed, at most two thirds full
	rows []uint64 // a weight a byte, 128 for none: the lowest is of the first label; 0 for an empty slot
}

const (
	narrowLabels = 8
	lanes        = 0x00ff00ff00ff00ff
)

func newNarrow(slots int) *narrowTable {
	return &narrowTable{make([]uint32, slots), make([]uint64, slots)}
}

// put takes in the weights of a feature.
func (t *narrowTable) put(f uint32, weights []byte) {
	mask := len(t.keys) - 1
	k := int(f) & mask
	for t.rows[k] != 0 {
		k = (k + 1) & mask
	}
	var row uint64
	for l := range narrowLabels {
		row |= uint64(byte(int8(weights[l]))+128) << (8 * l)
	}
	t.keys[k], t.rows[k] = f, row
}

// find is the weights of a feature, 0 where it has none.
func (t *narrowTable) find(f uint32) uint64 {
	mask := len(t.keys) - 1
	for i := int(f) & mask; ; i = (i + 1) & mask {
		if t.keys[i&mask] == f || t.rows[i&mask] == 0 {
			return t.rows[i&mask]
		}
	}
}

// add adds the weights of features, at most 255 of which have some, to scores.
func (t *narrowTable) add(features []Feature, some []uint64, scores []int32) {
	var even, odd uint64 // four sums of 16 bits each
	n := int32(0)
	var found [64]uint32
	for len(features) > 0 {
		part := features[:min(len(features), len(found))]
		features = features[len(part):]
		m := 0
		for _, f := range part { // no branch: whether a feature has weights cannot be foretold
			found[m&63] = uint32(f)
			m += int(some[f>>6&(1<<someBits/64-1)] >> (f & 63) & 1)
		}
		for _, f := range found[:m] {
			row := t.find(f)
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

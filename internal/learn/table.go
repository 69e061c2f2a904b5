package learn

import (
	"encoding/binary"

	"github.com/parley-press/parley"
)

// A Table holds the weights of sparse features: a section of a model file, read in place. A feature that has no weight
// costs one look into a cache line, one that has costs two.
//
// Layout: number of slots 4 (a power of two), of classes 4, padding to 64; the slots, 8 bytes each, filled by linear probing:
// the feature, and one more than where its weights start (0: an empty slot); the weights: their number 1, then
// class 1 and weight 1 (signed) of each.
type Table struct {
	mask    uint32
	classes int
	slots   []byte
	weights []byte
}

// OpenTable is the table in a section. A table that points outside itself is refused.
func OpenTable(b []byte) (*Table, error) {
	const op = "learn: open table"
	if len(b) < 64 {
		return nil, parley.Errorf(parley.Invalid, op, "a table of %d bytes", len(b))
	}
	n, classes := int(binary.LittleEndian.Uint32(b)), int(binary.LittleEndian.Uint32(b[4:]))
	if n == 0 || n&(n-1) != 0 || n > (len(b)-64)/8 || classes > MaxClasses {
		return nil, parley.Errorf(parley.Invalid, op, "%d slots and %d classes in %d bytes", n, classes, len(b))
	}
	t := &Table{mask: uint32(n - 1), classes: classes, slots: b[64 : 64+8*n], weights: b[64+8*n:]}
	return t, t.check()
}

// check refuses rows that reach outside the table and tables without an empty slot, on which a look-up would not end.
func (t *Table) check() error {
	const op = "learn: open table"
	empty := false
	for i := 0; i < len(t.slots); i += 8 {
		at := int(binary.LittleEndian.Uint32(t.slots[i+4:]))
		if at == 0 {
			empty = true
			continue
		}
		if at > len(t.weights) || at+2*int(t.weights[at-1]) > len(t.weights) {
			return parley.Errorf(parley.Invalid, op, "a row points outside the table")
		}
		for _, c := range everySecond(t.weights[at : at+2*int(t.weights[at-1])]) {
			if int(c) >= t.classes {
				return parley.Errorf(parley.Invalid, op, "a weight is for class %d of %d", c, t.classes)
			}
		}
	}
	if !empty {
		return parley.Errorf(parley.Invalid, op, "no empty slot")
	}
	return nil
}

func everySecond(b []byte) []byte {
	var out []byte
	for i := 0; i < len(b); i += 2 {
		out = append(out, b[i])
	}
	return out
}

// Classes is the number of classes.
func (t *Table) Classes() int { return t.classes }

// Add adds the weights of one feature to scores, which has room for all classes.
func (t *Table) Add(f Feature, scores []int32) {
	for i := uint32(f) & t.mask; ; i = (i + 1) & t.mask {
		slot := t.slots[8*i : 8*i+8]
		at := binary.LittleEndian.Uint32(slot[4:])
		if at == 0 {
			return
		}
		if Feature(binary.LittleEndian.Uint32(slot)) != f {
			continue
		}
		row := t.weights[at : at+2*uint32(t.weights[at-1])]
		for ; len(row) >= 2; row = row[2:] {
			scores[row[0]] += int32(int8(row[1]))
		}
		return
	}
}

// Score sets scores, one a class, to the sums of the features' weights.
func (t *Table) Score(features []Feature, scores []int32) {
	clear(scores)
	for _, f := range features {
		t.Add(f, scores)
	}
}

// Features is the number of features that have weights.
func (t *Table) Features() int {
	n := 0
	for i := 4; i < len(t.slots); i += 8 {
		if binary.LittleEndian.Uint32(t.slots[i:]) != 0 {
			n++
		}
	}
	return n
}

// A Row is the weights of one feature, class by class; zeros are left out when it is written.
type Row struct {
	Feature Feature
	Weights []Weight
}

// A Weight is the weight of a class.
type Weight struct {
	Class uint8
	Value int8
}

// EncodeTable is the section of a table; rows are of different features and in an order that training fixes.
func EncodeTable(classes int, rows []Row) []byte {
	n := 16
	for n < 2*len(rows) {
		n *= 2
	}
	le := binary.LittleEndian
	b := make([]byte, 64+8*n)
	le.PutUint32(b, uint32(n))
	le.PutUint32(b[4:], uint32(classes))
	var weights []byte
	for _, r := range rows {
		i := int(r.Feature) & (n - 1)
		for le.Uint32(b[64+8*i+4:]) != 0 {
			i = (i + 1) & (n - 1)
		}
		count := len(weights)
		weights = append(weights, 0)
		for _, w := range r.Weights {
			if w.Value != 0 {
				weights = append(weights, w.Class, byte(w.Value))
				weights[count]++
			}
		}
		le.PutUint32(b[64+8*i:], uint32(r.Feature))
		le.PutUint32(b[64+8*i+4:], uint32(count+1))
	}
	return append(b, weights...)
}

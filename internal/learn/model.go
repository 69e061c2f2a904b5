package learn

import (
	"encoding/binary"
	"hash/crc32"
	"sort"
	"strings"

	"github.com/parley-press/parley"
)

// A Header says what a model is and where it comes from.
type Header struct {
	Template uint64   // hash of the feature templates; a model of other templates is refused
	Data     [32]byte // SHA-256 over the training data
	Seed     uint64
	Score    uint32   // accuracy on the development set in hundredths of a percent
	Labels   []string // names of the classes, without line breaks
}

// The layout of a model file, all numbers little-endian:
//
//	 0  magic "parleyM1"
//	 8  CRC-32 (Castagnoli) of all that follows it
//	12  length of the file
//	16  template hash 8, data id 32, seed 8, score 4
//	68  number of features, of cells, of bytes of labels, 4 each
//	80  labels, a line each, padded to a multiple of four
//	    starts of 65,537 buckets, 4 each: features whose hash has these upper 16 bits
//	    offsets into the cells, 4 each, one more than features
//	    lower 16 bits of each feature's hash, padded to a multiple of four
//	    cells: class 1, weight 1 (signed)
const (
	magic     = "parleyM1"
	fixedSize = 80
	buckets   = 1 << 16
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// A Model is a trained linear model. It reads the bytes of its file in place and serves many goroutines.
type Model struct {
	Header
	starts, offsets, keys, cells []byte
}

// encode is the file of a model; rows ascend by feature.
func encode(h Header, classes int, rows []rowOut) []byte {
	labels := strings.Join(h.Labels[:min(classes, len(h.Labels))], "\n")
	cells := 0
	for _, r := range rows {
		cells += len(r.weights)
	}
	le := binary.LittleEndian
	b := make([]byte, 16, fixedSize+pad(len(labels))+4*(buckets+1)+4*(len(rows)+1)+pad(2*len(rows))+2*cells)
	copy(b, magic)
	b = le.AppendUint64(b, h.Template)
	b = append(b, h.Data[:]...)
	b = le.AppendUint64(b, h.Seed)
	b = le.AppendUint32(b, h.Score)
	b = le.AppendUint32(b, uint32(len(rows)))
	b = le.AppendUint32(b, uint32(cells))
	b = le.AppendUint32(b, uint32(len(labels)))
	b = padded(append(b, labels...))
	for i, next := 0, 0; i <= buckets; i++ {
		for next < len(rows) && int(rows[next].feature>>16) < i {
			next++
		}
		b = le.AppendUint32(b, uint32(next))
	}
	at := 0
	for _, r := range rows {
		b = le.AppendUint32(b, uint32(at))
		at += len(r.weights)
	}
	b = le.AppendUint32(b, uint32(at))
	for _, r := range rows {
		b = le.AppendUint16(b, uint16(r.feature))
	}
	b = padded(b)
	for _, r := range rows {
		for _, w := range r.weights {
			b = append(b, w.class, byte(w.value))
		}
	}
	le.PutUint32(b[12:], uint32(len(b)))
	le.PutUint32(b[8:], crc32.Checksum(b[12:], castagnoli))
	return b
}

func pad(n int) int { return (n + 3) &^ 3 }

func padded(b []byte) []byte {
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}

// Open is the model in the bytes of a file, which must not change afterwards. A file that is no model, is cut short,
// is damaged or was trained with other templates is refused; template 0 takes any.
func Open(b []byte, template uint64) (*Model, error) {
	const op = "learn: open model"
	le := binary.LittleEndian
	if len(b) < fixedSize || string(b[:8]) != magic {
		return nil, parley.Errorf(parley.Invalid, op, "not a model file of this format (%s)", magic)
	}
	if n := int(le.Uint32(b[12:])); n != len(b) {
		return nil, parley.Errorf(parley.Invalid, op, "the file has %d bytes of %d", len(b), n)
	}
	if crc32.Checksum(b[12:], castagnoli) != le.Uint32(b[8:]) {
		return nil, parley.Errorf(parley.Invalid, op, "the file is damaged: its checksum does not fit")
	}
	m := &Model{Header: Header{Template: le.Uint64(b[16:]), Seed: le.Uint64(b[56:]), Score: le.Uint32(b[64:])}}
	copy(m.Data[:], b[24:56])
	if template != 0 && m.Template != template {
		return nil, parley.Errorf(parley.Invalid, op, "trained with other templates (%x) than this program's (%x)", m.Template, template)
	}
	features, cells, labels := int(le.Uint32(b[68:])), int(le.Uint32(b[72:])), int(le.Uint32(b[76:]))
	if fixedSize+pad(labels)+4*(buckets+1)+4*(features+1)+pad(2*features)+2*cells != len(b) {
		return nil, parley.Errorf(parley.Invalid, op, "the parts do not add up to the file's %d bytes", len(b))
	}
	m.Labels = strings.Split(string(b[fixedSize:fixedSize+labels]), "\n")
	take := func(n int) (part []byte) {
		part, b = b[:n:n], b[n:]
		return part
	}
	take(fixedSize + pad(labels))
	m.starts = take(4 * (buckets + 1))
	m.offsets = take(4 * (features + 1))
	m.keys = take(pad(2 * features))
	m.cells = take(2 * cells)
	return m, m.check(features, cells)
}

// check refuses tables that point outside the file.
func (m *Model) check(features, cells int) error {
	const op = "learn: open model"
	if !ascending(m.starts, features) || !ascending(m.offsets, cells) {
		return parley.Errorf(parley.Invalid, op, "a table points outside the file")
	}
	for i := 0; i < len(m.cells); i += 2 {
		if int(m.cells[i]) >= len(m.Labels) {
			return parley.Errorf(parley.Invalid, op, "a weight is for class %d of %d", m.cells[i], len(m.Labels))
		}
	}
	return nil
}

// ascending reports whether the numbers of a table never fall and end at most at last.
func ascending(table []byte, last int) bool {
	before := uint32(0)
	for i := 0; i < len(table); i += 4 {
		n := binary.LittleEndian.Uint32(table[i:])
		if n < before {
			return false
		}
		before = n
	}
	return int(before) <= last
}

// Score sets scores, one a class, to the sums of the features' weights; it needs room for all labels.
func (m *Model) Score(features []Feature, scores []int32) {
	clear(scores)
	le := binary.LittleEndian
	for _, f := range features {
		bucket := 4 * int(f>>16)
		lo, hi := int(le.Uint32(m.starts[bucket:])), int(le.Uint32(m.starts[bucket+4:]))
		for i := lo; i < hi; i++ {
			key := le.Uint16(m.keys[2*i:])
			if key < uint16(f) {
				continue
			}
			if key == uint16(f) {
				cells := m.cells[2*le.Uint32(m.offsets[4*i:]) : 2*le.Uint32(m.offsets[4*i+4:])]
				for ; len(cells) >= 2; cells = cells[2:] {
					scores[cells[0]] += int32(int8(cells[1]))
				}
			}
			break
		}
	}
}

// Class is the number of a label, -1 where the model has none of that name.
func (m *Model) Class(label string) int {
	for i, l := range m.Labels {
		if l == label {
			return i
		}
	}
	return -1
}

// Features is the number of features with a weight.
func (m *Model) Features() int { return len(m.offsets)/4 - 1 }

// Hash64 folds the lines that describe templates into the number that a header keeps; their order does not matter.
func Hash64(lines ...string) uint64 {
	s := append([]string(nil), lines...)
	sort.Strings(s)
	return uint64(HashOf(strings.Join(s, "\n")))
}

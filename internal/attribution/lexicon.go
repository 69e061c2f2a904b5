package attribution

import (
	"encoding/binary"
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
)

// A lexicon tells of lemmas how often they were cues in the training data, and which lexicographer classes they have in Open English WordNet.
//
// Its section of the model file has rows of 7 bytes, little-endian, ascending: the key of a lemma with its part of speech 4, the bits of its classes 2,
// the bin of its rate 1. In memory it is a table of open addressing.
type lexicon struct {
	slots []uint64 // key, classes, rate and, in the lowest bit, that the slot is taken
}

type entry struct {
	class uint16
	rate  uint8
}

const (
	verbPart = iota
	nounPart
	otherPart
)

const lexiconRow = 7

func lexKey(part int, lemma learn.Hash) uint32 { return uint32(learn.Of(part, lemma, 0)) }

// of is what is known of a lemma.
func (l *lexicon) of(part int, lemma learn.Hash) entry {
	if len(l.slots) == 0 {
		return entry{}
	}
	key, mask := lexKey(part, lemma), len(l.slots)-1
	for i := int(key) & mask; ; i = (i + 1) & mask {
		s := l.slots[i]
		switch {
		case s == 0:
			return entry{}
		case uint32(s>>32) == key:
			return entry{uint16(s >> 16), uint8(s >> 8)}
		}
	}
}

// newLexicon is a lexicon of entries by key.
func newLexicon(entries map[uint32]entry) *lexicon {
	n := 16
	for n < 2*len(entries) {
		n *= 2
	}
	l := &lexicon{make([]uint64, n)}
	for k, e := range entries { // the order does not matter: every key is found
		i := int(k) & (n - 1)
		for l.slots[i] != 0 {
			i = (i + 1) & (n - 1)
		}
		l.slots[i] = uint64(k)<<32 | uint64(e.class)<<16 | uint64(e.rate)<<8 | 1
	}
	return l
}

// section is the bytes of the lexicon.
func (l *lexicon) section() []byte {
	rows := slices.DeleteFunc(slices.Clone(l.slots), func(s uint64) bool { return s == 0 })
	slices.Sort(rows)
	var out []byte
	for _, s := range rows {
		out = binary.LittleEndian.AppendUint32(out, uint32(s>>32))
		out = binary.LittleEndian.AppendUint16(out, uint16(s>>16))
		out = append(out, uint8(s>>8))
	}
	return out
}

// openLexicon is the lexicon in a section.
func openLexicon(b []byte) (*lexicon, error) {
	if len(b)%lexiconRow != 0 {
		return nil, parley.Errorf(parley.Invalid, "attribution: open lexicon", "%d bytes are no rows of %d", len(b), lexiconRow)
	}
	entries := make(map[uint32]entry, len(b)/lexiconRow)
	for ; len(b) > 0; b = b[lexiconRow:] {
		entries[binary.LittleEndian.Uint32(b)] = entry{binary.LittleEndian.Uint16(b[4:]), b[6]}
	}
	return newLexicon(entries), nil
}

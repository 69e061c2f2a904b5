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
// the bin of its rate and its size 1, its log-odds 1. In memory it is a table of open addressing.
type lexicon struct {
	slots []uint64 // key 32, classes 16, size 5, rate 3, odds 8 bits
}

type entry struct {
	class uint16
	rate  uint8 // bin of the share of cues, 0 unknown
	size  uint8 // of how many times it was seen, the logarithm to base 2 plus 1; 0 unknown
	odds  uint8 // log-odds of a cue, 1/oddsUnit each, 128 is even; 0 unknown
}

// The parts of the lexicon: lemmas by part of speech, lemmas with what hangs on them, that alone, and lemmas as the head of a source.
const (
	verbPart = iota
	nounPart
	otherPart
	framePart
	shapePart
	sourcePart
)

const oddsUnit = 20

const lexiconRow = 8

func lexKey(part int, lemma learn.Hash) uint32 { return uint32(learn.Of(part, lemma, 0)) }

// of is what is known of a lemma.
func (l *lexicon) of(part int, lemma learn.Hash) entry { return l.at(lexKey(part, lemma)) }

// at is what is known of a key.
func (l *lexicon) at(key uint32) entry {
	if len(l.slots) == 0 {
		return entry{}
	}
	mask := len(l.slots) - 1
	for i := int(key) & mask; ; i = (i + 1) & mask {
		s := l.slots[i]
		switch {
		case s == 0:
			return entry{}
		case uint32(s>>32) == key:
			return entry{uint16(s >> 16), uint8(s>>8) & 7, uint8(s>>8) >> 3, uint8(s)}
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
		if e == (entry{}) {
			continue
		}
		i := int(k) & (n - 1)
		for l.slots[i] != 0 {
			i = (i + 1) & (n - 1)
		}
		l.slots[i] = uint64(k)<<32 | uint64(e.class)<<16 | uint64(e.size<<3|e.rate)<<8 | uint64(e.odds)
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
		out = append(out, uint8(s>>8), uint8(s))
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
		entries[binary.LittleEndian.Uint32(b)] = entry{binary.LittleEndian.Uint16(b[4:]), b[6] & 7, b[6] >> 3, b[7]}
	}
	return newLexicon(entries), nil
}

package syntax

import (
	"encoding/binary"
	"math/bits"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// A lemmaTable holds values of keys, in place in a model file, all numbers little-endian. Section words is lines of 64
// bytes: ten checks of four bytes, zero where free, then their ten values of two. A key belongs to the line of its
// high half, or to the next with room, at most farthest on; its check is its low half. A value under firstLemma is
// how many bytes to cut off the end of a word, any other the number of a lemma plus firstLemma.
type lemmaTable struct {
	words  []byte
	starts []byte // section starts: where each lemma starts in lemmas, four bytes each, and where the last ends
	lemmas string
}

const (
	lineBytes  = 64
	lineSlots  = 10
	farthest   = 8
	firstLemma = longest + 1
)

// A lemmaKey is a hash of a word in lower case with its tag and shape, or with its class.
type lemmaKey uint64

// tagKey is the key of a word with its tag and shape.
func tagKey(word learn.Hash, tag text.Tag, form shape) lemmaKey {
	x := uint64(tag.U)<<8 | uint64(form)
	for i := range min(len(tag.Penn), 5) {
		x = x<<8 | uint64(tag.Penn[i])
	}
	return mixed64(uint64(word), x<<1)
}

// classKey is the key of a word with a class.
func classKey(word learn.Hash, c lemmaClass) lemmaKey {
	return mixed64(uint64(word), uint64(c)<<1|1)
}

// mixed64 is a hash of two numbers (the finaliser of splitmix64).
func mixed64(a, b uint64) lemmaKey {
	x := a + b*0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return lemmaKey(x ^ x>>31)
}

// line is the first line of a key among n.
func (k lemmaKey) line(n int) int {
	hi, _ := bits.Mul64(uint64(k)&^0xffffffff, uint64(n))
	return int(hi)
}

func (k lemmaKey) check() uint32 { return max(1, uint32(k)) }

// find is the value of a key.
func (t *lemmaTable) find(k lemmaKey) (int, bool) {
	n := len(t.words) / lineBytes
	if n == 0 {
		return 0, false
	}
	check, at := k.check(), k.line(n)
	for range min(farthest, n) {
		line := t.words[at*lineBytes : (at+1)*lineBytes]
		for i := range lineSlots {
			switch binary.LittleEndian.Uint32(line[4*i:]) {
			case check:
				return int(binary.LittleEndian.Uint16(line[4*lineSlots+2*i:])), true
			case 0:
				return 0, false
			}
		}
		if at++; at == n {
			at = 0
		}
	}
	return 0, false
}

// lemma is what a value makes of a word.
func (t *lemmaTable) lemma(value int, word string) string {
	if value < firstLemma {
		return word[:max(0, len(word)-value)]
	}
	at := t.starts[4*(value-firstLemma):]
	return t.lemmas[binary.LittleEndian.Uint32(at):binary.LittleEndian.Uint32(at[4:])]
}

// A wordSet is a set of words in lower case that may hold others by chance, about one in fifty: a blocked Bloom filter
// (Putze, Sanders, Singler 2007) of lines of 64 bytes with four bits a word.
type wordSet []byte

// bit is the line of a word and the n-th bit it has there.
func (s wordSet) bit(h learn.Hash, n int) (line, bit int) {
	k := mixed64(uint64(h), 2)
	return k.line(len(s) / lineBytes), int(k>>(9*n)) & 0x1ff
}

// has reports whether the word of that hash is in the set.
func (s wordSet) has(h learn.Hash) bool {
	if len(s) < lineBytes {
		return false
	}
	for n := range 4 {
		if line, b := s.bit(h, n); s[line*lineBytes+b/8]>>(b%8)&1 == 0 {
			return false
		}
	}
	return true
}

// add puts the word of that hash into the set.
func (s wordSet) add(h learn.Hash) {
	for n := range 4 {
		line, b := s.bit(h, n)
		s[line*lineBytes+b/8] |= 1 << (b % 8)
	}
}

// lemmaTemplate is the hash of what keys and values mean: change the line with the code.
var lemmaTemplate = learn.Hash64("lemma 1: word tag shape, word class; cut or lemma; words written small")

// openLemmas is the lemmatizer in the bytes of a model file.
func openLemmas(file []byte) (*lemmatizer, error) {
	f, err := learn.OpenFile(file, "lemma", lemmaTemplate)
	if err != nil {
		return nil, err
	}
	l := &lemmatizer{
		table: lemmaTable{words: f.Section("words"), starts: f.Section("starts"), lemmas: string(f.Section("lemmas"))},
		known: wordSet(f.Section("known")),
	}
	if !l.table.sound() || len(l.known)%lineBytes != 0 {
		return nil, parley.Errorf(parley.Invalid, "syntax: open lemmas", "a section does not fit the others")
	}
	return l, nil
}

// sound reports whether every value leads to a lemma.
func (t *lemmaTable) sound() bool {
	if len(t.words)%lineBytes != 0 || len(t.starts) < 4 || len(t.starts)%4 != 0 {
		return false
	}
	last := uint32(0)
	for i := 0; i < len(t.starts); i += 4 {
		at := binary.LittleEndian.Uint32(t.starts[i:])
		if at < last {
			return false
		}
		last = at
	}
	if int(last) != len(t.lemmas) {
		return false
	}
	for at := 0; at < len(t.words); at += lineBytes {
		for i := range lineSlots {
			if int(binary.LittleEndian.Uint16(t.words[at+4*lineSlots+2*i:])) >= firstLemma+len(t.starts)/4-1 {
				return false
			}
		}
	}
	return true
}

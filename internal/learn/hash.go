package learn

import (
	"sort"
	"strings"
)

// A Hash identifies a feature's value before it is folded to a Feature.
type Hash uint64

// A Feature is a feature of an instance: 32 bits of a hash over its template and values.
type Feature uint32

// HashOf is the hash of a string's bytes (FNV-1a).
func HashOf(s string) Hash {
	h := HashStart
	for i := 0; i < len(s); i++ {
		h = h.Byte(s[i])
	}
	return h
}

// HashStart is the hash of the empty string.
const HashStart Hash = 14695981039346656037

// Byte is the hash of a string with one more byte.
func (h Hash) Byte(b byte) Hash { return (h ^ Hash(b)) * 1099511628211 }

// Of is the feature of template t with up to two values. The mixing is that of splitmix64.
func Of(t int, a, b Hash) Feature {
	x := uint64(t)*0x9e3779b97f4a7c15 + uint64(a)
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x += uint64(b)
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return Feature((x ^ x>>31) >> 16)
}

// Flag is the value of a feature that holds or does not.
func Flag(b bool) Hash {
	if b {
		return 1
	}
	return 0
}

// A Rand is a small generator with a fixed algorithm (splitmix64), so that training never depends on a library's.
type Rand uint64

// Next is the next number.
func (r *Rand) Next() uint64 {
	*r += 0x9e3779b97f4a7c15
	x := uint64(*r)
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Below is a number in [0, n), 0 for an n under 1.
func (r *Rand) Below(n int) int {
	if n < 1 {
		return 0
	}
	return int(r.Next() >> 1 % uint64(n))
}

// Shuffle permutes order in place.
func (r *Rand) Shuffle(order []int) {
	for i := len(order) - 1; i > 0; i-- {
		j := r.Below(i + 1)
		order[i], order[j] = order[j], order[i]
	}
}

// Hash64 folds the lines that describe templates into the number that a header keeps; their order does not matter.
func Hash64(lines ...string) uint64 {
	s := append([]string(nil), lines...)
	sort.Strings(s)
	return uint64(HashOf(strings.Join(s, "\n")))
}

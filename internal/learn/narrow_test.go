package learn

import (
	"testing"

	"github.com/parley-press/parley/internal/kernel"
)

// A narrow table gives the sums of a wide one, also where a feature has no weights or many have the same slot.
func TestNarrowSums(t *testing.T) {
	r := Rand(3)
	n := newNarrow(256)
	some := make([]uint64, 1<<someBits/64)
	weights := map[uint32][kernel.Labels]byte{}
	for len(weights) < 150 {
		f := uint32(r.Below(300))*1<<17 | uint32(r.Below(3)) // few slots for many
		if _, ok := weights[f]; ok {
			continue
		}
		var w [kernel.Labels]byte
		for l := range narrowLabels {
			w[l] = byte(int8(r.Below(255) - 127))
		}
		weights[f] = w
		if !n.put(f, w[:]) {
			t.Fatalf("no room for feature %d", f)
		}
		some[f>>6&(1<<someBits/64-1)] |= 1 << (f & 63)
	}
	for round := range 500 {
		labels := 1 + round%narrowLabels
		var fs []Feature
		want := make([]int32, labels)
		for range r.Below(200) {
			f := uint32(r.Below(300))*1<<17 | uint32(r.Below(3))
			fs = append(fs, Feature(f))
			if w, ok := weights[f]; ok {
				for l := range want {
					want[l] += int32(int8(w[l]))
				}
			}
		}
		got := make([]int32, labels)
		n.add(fs, some, got)
		for l := range want {
			if got[l] != want[l] {
				t.Fatalf("round %d: label %d has %d, want %d", round, l, got[l], want[l])
			}
		}
	}
}

// A feature that finds no slot near its own is refused, and no other is taken for it.
func TestNarrowFull(t *testing.T) {
	n := newNarrow(0)
	var w [kernel.Labels]byte
	for k := range uint32(256) {
		if !n.put(k<<16, w[:]) {
			t.Fatalf("no room for feature %d", k)
		}
	}
	if n.put(256<<16, w[:]) {
		t.Error("room for one more than a tag can tell apart")
	}
	if n.find(256<<16) != 0 {
		t.Error("one that was never put in is found")
	}
}

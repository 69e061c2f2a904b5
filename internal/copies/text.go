package copies

import "slices"

// A Text is what is compared of one text. It is read-only.
type Text struct {
	runs []uint32 // in the order of the text
	set  []uint32 // sorted, each once
}

// NewText is the text with these runs, which are kept and must not be changed.
func NewText(runs []uint32) *Text {
	set := slices.Clone(runs)
	slices.Sort(set)
	return &Text{runs, slices.Clip(slices.Compact(set))}
}

// Len is how many different runs a text has.
func (t *Text) Len() int { return len(t.set) }

// keys appends the keys under which a text stands in an index, each once: as many bands of its MinHash as there are, then its fingerprints. A text that is too
// short to be a copy has none.
func (t *Text) keys(to []uint64) []uint64 {
	if len(t.set) < leastRun {
		return to
	}
	var sig [bins]uint32
	t.minhash(&sig)
	for b := range bands {
		key := mix(uint64(b) + 1)
		for _, v := range sig[b*rows : (b+1)*rows] {
			key = mix(key ^ uint64(v))
		}
		to = append(to, key)
	}
	return t.winnow(to)
}

// minhash is the one-permutation MinHash: the runs, which are hashes already, fall into bins by their upper bits, and the least of each bin stands for it. A
// bin that got none takes the value of another, which its number and that of the attempt choose: the same one in every text.
func (t *Text) minhash(sig *[bins]uint32) {
	var full [bins]bool
	for _, v := range t.set { // ascending: the first of a bin is its least
		if b := uint64(v) * bins >> 32; !full[b] {
			full[b], sig[b] = true, v
		}
	}
	for b := range bins {
		for try := uint64(1); !full[b]; try++ {
			if from := mix(uint64(b)<<32|try) % bins; full[from] {
				sig[b] = sig[from]
				break
			}
		}
	}
}

// winnow appends a key for the least run of every window, the last one where several are the least: two texts that share all runs of a window share it.
func (t *Text) winnow(to []uint64) []uint64 {
	from := len(to)
	least, told := -1, -1
	for i, v := range t.runs {
		switch {
		case least >= 0 && least > i-window: // it is still in the window
			if v <= t.runs[least] {
				least = i
			}
		default:
			least = max(0, i-window+1)
			for k := least + 1; k <= i; k++ {
				if t.runs[k] <= t.runs[least] {
					least = k
				}
			}
		}
		if whole := i >= window-1 || i == len(t.runs)-1; whole && least != told {
			told = least
			to = append(to, mix(uint64(t.runs[least])|1<<40))
		}
	}
	fresh := to[from:]
	slices.Sort(fresh)
	return to[:from+len(slices.Compact(fresh))]
}

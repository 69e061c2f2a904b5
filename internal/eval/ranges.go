package eval

import (
	"slices"

	"github.com/parley-press/parley"
)

// ranges is a set of bytes: half-open ranges, sorted, that neither overlap nor touch. Equal sets are equal lists.
type ranges [][2]int

// cover is the set of the bytes of all spans, which may come in any order; empty and backward ones count for nothing.
func cover(spans ...[2]int) ranges {
	r := slices.DeleteFunc(slices.Clone(spans), func(s [2]int) bool { return s[0] >= s[1] })
	slices.SortFunc(r, func(a, b [2]int) int { return a[0] - b[0] })
	var out ranges
	for _, s := range r {
		if n := len(out); n > 0 && s[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], s[1])
			continue
		}
		out = append(out, s)
	}
	return out
}

func coverSpans(ss ...span) ranges {
	var r [][2]int
	for _, s := range ss {
		r = append(r, [2]int{s.Start, s.End})
	}
	return cover(r...)
}

// coverPassages is the set of raw bytes of passages.
func coverPassages(ps ...parley.Passage) ranges {
	var r [][2]int
	for _, p := range ps {
		r = append(r, [2]int{p.Raw.Start, p.Raw.End})
	}
	return cover(r...)
}

func (r ranges) size() int {
	n := 0
	for _, s := range r {
		n += s[1] - s[0]
	}
	return n
}

// common is the number of bytes that are in both sets.
func (r ranges) common(q ranges) int {
	n := 0
	for i, j := 0, 0; i < len(r) && j < len(q); {
		if lo, hi := max(r[i][0], q[j][0]), min(r[i][1], q[j][1]); lo < hi {
			n += hi - lo
		}
		if r[i][1] < q[j][1] {
			i++
		} else {
			j++
		}
	}
	return n
}

func (r ranges) meets(q ranges) bool { return r.common(q) > 0 }

// dice is Dice's coefficient of two sets of bytes, 0 where both are empty.
func dice(a, b ranges) float64 {
	if a.size()+b.size() == 0 {
		return 0
	}
	return float64(2*a.common(b)) / float64(a.size()+b.size())
}

// bestDice is the highest coefficient of a with one of several sets, and the first set that has it.
func bestDice(a ranges, options []ranges) (float64, ranges) {
	best, of := -1.0, ranges(nil)
	for _, o := range options {
		if d := dice(a, o); d > best {
			best, of = d, o
		}
	}
	return max(best, 0), of
}

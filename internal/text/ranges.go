package text

import "github.com/parley-press/parley"

// Tokens is how many tokens stand in ranges that do not overlap.
func Tokens(rs []parley.TokenRange) int {
	n := 0
	for _, r := range rs {
		n += r.Len()
	}
	return n
}

// Shared is how many tokens stand in both a and b, each in ascending order without overlaps.
func Shared(a, b []parley.TokenRange) int {
	n, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		n += max(min(a[i].End, b[j].End)-max(a[i].First, b[j].First), 0)
		if a[i].End < b[j].End {
			i++
		} else {
			j++
		}
	}
	return n
}

package text

import "strings"

// WordSet is the set of the blank-separated words of s, as tables in code are written.
func WordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

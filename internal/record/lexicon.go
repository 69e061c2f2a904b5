package record

import (
	"slices"
	"strings"
)

// A lexicon numbers words.
type lexicon struct {
	of    map[string]int32
	words []string // by number
}

func newLexicon() *lexicon { return &lexicon{of: map[string]int32{}} }

// number is words as the lexicon numbers them, in the order of their numbers.
func (x *lexicon) number(words []string) []int32 {
	if len(words) == 0 {
		return nil
	}
	out := make([]int32, len(words))
	for i, w := range words {
		n, ok := x.of[w]
		if !ok {
			n, w = int32(len(x.words)), strings.Clone(w)
			x.of[w], x.words = n, append(x.words, w)
		}
		out[i] = n
	}
	slices.Sort(out)
	return out
}

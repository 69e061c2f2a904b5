package record

import (
	"slices"
	"strings"
)

// A lexicon numbers words.
type lexicon struct {
	of    map[string]int32
	words []string        // by number
	text  strings.Builder // in which the last of them stand
	room  []int32         // in which the last numbers that were kept stand
}

// How much room is made at once: each word, and each finding's numbers, would else be a thing of its own for the collector of garbage.
const (
	textRoom   = 1 << 14
	numberRoom = 1 << 10
)

// kept is number for what stays as long as its report. The result must not be longer afterwards.
func (x *lexicon) kept(words []string) []int32 {
	all := x.number(words)
	n := len(all)
	if n == 0 {
		return nil
	}
	if cap(x.room)-len(x.room) < n {
		x.room = make([]int32, 0, max(numberRoom, n))
	}
	from := len(x.room)
	x.room = append(x.room, all...)
	return x.room[from : from+n : from+n]
}

// word is a copy of w.
func (x *lexicon) word(w string) string {
	if x.text.Cap()-x.text.Len() < len(w) {
		x.text = strings.Builder{}
		x.text.Grow(max(textRoom, len(w)))
	}
	from := x.text.Len()
	x.text.WriteString(w)
	return x.text.String()[from:]
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
			n, w = int32(len(x.words)), x.word(w)
			x.of[w], x.words = n, append(x.words, w)
		}
		out[i] = n
	}
	slices.Sort(out)
	return out
}

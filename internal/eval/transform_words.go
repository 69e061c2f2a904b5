package eval

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley/internal/learn"
)

// lostShare is how many of a hundred occurrences of a word a translation loses.
var lostShare = map[string]uint64{
	"the": 80, "a": 80, "an": 80, "that": 80,
	"is": 50, "are": 50, "was": 50, "were": 50, "be": 50, "been": 50, "being": 50,
}

// translated drops words that many languages do without, each time it has the same neighbours in the same way. Where the
// word had a capital, the next one gets it.
func translated(s string) []edit {
	var out []edit
	ws := words(s)
	capital := false // was lost and is to be set
	for n, w := range ws {
		own := s[w[0]:w[1]]
		first, size := utf8.DecodeRuneInString(own)
		share := lostShare[strings.ToLower(own)]
		if share > 0 && n+1 < len(ws) && ws[n+1][0] == w[1]+1 && s[w[1]] == ' ' {
			before := ""
			if n > 0 {
				before = s[ws[n-1][0]:ws[n-1][1]]
			}
			if uint64(learn.HashOf(strings.ToLower(before+" "+own+" "+s[ws[n+1][0]:ws[n+1][1]])))>>32%100 < share {
				out = append(out, edit{w[0], w[1] + 1, ""})
				capital = capital || unicode.IsUpper(first)
				continue
			}
		}
		if up := unicode.ToUpper(first); capital && up != first {
			out = append(out, edit{w[0], w[0] + size, string(up)})
		}
		capital = false
	}
	return out
}

// words are the stretches of letters, digits and apostrophes of a text.
func words(s string) [][2]int {
	var out [][2]int
	start := -1
	for i, r := range s {
		in := word(r) || r == '\'' || r == '’'
		if in && start < 0 {
			start = i
		} else if !in && start >= 0 {
			out = append(out, [2]int{start, i})
			start = -1
		}
	}
	if start >= 0 {
		out = append(out, [2]int{start, len(s)})
	}
	return out
}

// Rewritten is the text after a transform, with its tokens and gold where their words stand now. A token that is lost
// takes its place in no count, and what hung on it hangs on its governor. Whether a token is quoted stays what it was, so
// that types can be compared.
func (t *AttributedText) Rewritten(by Transform) *AttributedText {
	w := by.Rewrite(t.Content)
	out := &AttributedText{ID: t.ID, Content: w.Content}
	now := make([]int, len(t.tokens)) // number of a token now, -1 where it is lost
	for i, k := range t.tokens {
		s, ok := w.Span([2]int{k.start, k.end})
		if !ok {
			now[i] = -1
			continue
		}
		now[i] = len(out.tokens)
		k.start, k.end = s[0], s[1]
		k.spelled = strings.ContainsFunc(w.Content[s[0]:s[1]], word)
		k.head = t.governor(i, func(h int) bool {
			s, ok := w.Span([2]int{t.tokens[h].start, t.tokens[h].end})
			return ok && s[0] < s[1]
		})
		out.tokens = append(out.tokens, k)
	}
	for i := range out.tokens {
		if h := out.tokens[i].head; h >= 0 {
			out.tokens[i].head = now[h]
		}
	}
	for _, set := range t.gold {
		moved := make([]Prediction, len(set))
		for i, p := range set {
			moved[i] = Prediction{w.spans(p.Source), w.spans(p.Cue), w.spans(p.Content), p.Confidence}
		}
		out.gold = append(out.gold, moved)
	}
	return out
}

// governor is the first token above token i that is kept, -1 for none. A circle has none either.
func (t *AttributedText) governor(i int, kept func(int) bool) int {
	h := t.tokens[i].head
	for steps := 0; h >= 0 && !kept(h); steps++ {
		if steps > len(t.tokens) {
			return -1
		}
		h = t.tokens[h].head
	}
	return h
}

// spans are the ranges that are left.
func (w *Rewrite) spans(old [][2]int) [][2]int {
	var out [][2]int
	for _, s := range old {
		if n, ok := w.Span(s); ok {
			out = append(out, n)
		}
	}
	return out
}

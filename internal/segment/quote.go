package segment

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// quotations turns the paired marks of the paragraph into quotations and tells each token the innermost it stands in.
func (w *walk) quotations() {
	if len(w.marks) == 0 {
		return
	}
	base := len(w.d.Quotes)
	for _, m := range w.marks {
		if q, ok := w.quotation(m); ok {
			w.d.Quotes = append(w.d.Quotes, q)
		}
	}
	qs := w.d.Quotes[base:]
	slices.SortStableFunc(qs, func(a, b text.Quote) int {
		return cmp.Or(cmp.Compare(a.Outer.Start, b.Outer.Start), cmp.Compare(b.Outer.End, a.Outer.End))
	})
	w.place(base)
}

// quotation is the quotation of a pair of marks; none where it holds no word.
func (w *walk) quotation(m mark) (text.Quote, bool) {
	ts := w.d.Tokens
	var q text.Quote
	lo, hi := m.open+1, m.close // tokens of the inside
	if m.open < 0 {
		q.NoOpen = true
		lo = w.reachBack(m)
	}
	if m.close < 0 {
		q.NoEnd = true
		hi = m.cut
	}
	if lo >= hi {
		return q, false
	}
	if ts[hi-1].Span.End-ts[lo].Span.Start > maxQuote {
		lo, hi = w.bounded(lo, hi, q.NoOpen)
		q.NoEnd = q.NoEnd || !q.NoOpen
	}
	q.Inner = parley.Span{Start: ts[lo].Span.Start, End: ts[hi-1].Span.End}
	q.Outer = q.Inner
	if !q.NoOpen {
		q.Outer.Start = ts[m.open].Span.Start
	}
	if !q.NoEnd {
		q.Outer.End = ts[m.close].Span.End
	}
	q.Scare = !q.NoOpen && !q.NoEnd && w.scare(m, lo, hi)
	return q, true
}

// bounded is the part of tokens [lo, hi) within the longest quotation: its end where the opening mark is missing,
// else its beginning.
func (w *walk) bounded(lo, hi int, atEnd bool) (int, int) {
	ts := w.d.Tokens
	if atEnd {
		return lo + sort.Search(hi-lo-1, func(i int) bool { return ts[hi-1].Span.End-ts[lo+i].Span.Start <= maxQuote }), hi
	}
	n := sort.Search(hi-lo, func(i int) bool { return ts[lo+i].Span.End-ts[lo].Span.Start > maxQuote })
	return lo, lo + max(n, 1)
}

// reachBack is the first token of a quotation whose opening mark is missing: the start of the paragraph, or the first
// sentence after the last quotation; a clause that announces speech stays outside.
func (w *walk) reachBack(m mark) int {
	d := w.d
	lo := m.floor
	if lo > w.first && lo < m.close {
		if s := int(d.Tokens[lo].Sentence); d.Sentences[s].Tokens.First < lo && d.Sentences[s].Tokens.End <= m.close {
			lo = d.Sentences[s].Tokens.End
		}
	}
	last := int(d.Tokens[m.close].Sentence)
	colon := -1
	for k := m.close - 1; k >= lo; k-- {
		if d.Word(k) == ":" {
			colon = k
		}
		if !w.g.in(w.g.cues, d.Word(k)) {
			continue
		}
		next := d.Word(k + 1)
		switch {
		case colon > k && colon <= k+6 && colon+1 < m.close:
			return colon + 1
		case int(d.Tokens[k].Sentence) != last:
			return d.Sentences[d.Tokens[k].Sentence].Tokens.End
		case k+2 < m.close && (next == "," || next == "that"):
			return k + 2
		}
	}
	return lo
}

// scare reports whether the quoted words [lo, hi) are a term: up to three, in the middle of a sentence, with neither
// a clause mark within nor an announcement before.
func (w *walk) scare(m mark, lo, hi int) bool {
	d := w.d
	words := 0
	for k := lo; k < hi && words <= 3; k++ {
		if r, _ := rune1(w.s, d.Tokens[k].Span.Start); isWord(r) {
			words++
		}
	}
	if words == 0 || words > 3 || strings.ContainsAny(d.Word(hi - 1)[:1], ",.!?;") {
		return false
	}
	s := d.Sentences[d.Tokens[m.open].Sentence].Tokens
	if m.open == s.First && m.close+1 >= s.End-1 {
		return false
	}
	if m.open == s.First {
		return !w.cueIn(m.close+1, m.close+4)
	}
	before := d.Word(m.open - 1)
	return before != ":" && before != "," && !w.cueIn(m.open-2, m.open) && !w.cueIn(m.close+1, m.close+3)
}

// cueIn reports whether one of tokens [lo, hi) of the paragraph is a reporting verb.
func (w *walk) cueIn(lo, hi int) bool {
	for k := max(lo, w.first); k < min(hi, len(w.d.Tokens)); k++ {
		if w.g.in(w.g.cues, w.d.Word(k)) {
			return true
		}
	}
	return false
}

// place sets each token's innermost quotation among those from base on, which ascend by start.
func (w *walk) place(base int) {
	qs := w.d.Quotes
	stack := w.within[:0]
	next := base
	for k := w.first; k < len(w.d.Tokens); k++ {
		t := &w.d.Tokens[k]
		for len(stack) > 0 && qs[stack[len(stack)-1]].Outer.End <= t.Span.Start {
			stack = stack[:len(stack)-1]
		}
		for next < len(qs) && qs[next].Outer.Start <= t.Span.Start {
			if qs[next].Outer.End > t.Span.Start {
				qs[next].Level = len(stack)
				stack = append(stack, next)
			}
			next++
		}
		if len(stack) > 0 {
			t.Quote = int32(stack[len(stack)-1])
		}
	}
	w.within = stack
}

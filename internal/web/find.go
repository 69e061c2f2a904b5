package web

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

// mostPlaces is how many places of the same words are told apart; where there are more, the words say too little.
const mostPlaces = 40

// elisions stand between the first and the last words of a stretch.
var elisions = []string{"…", "..."}

// findWords lists where words stand in the part of content within a span: white space of any length is one space, quotation marks, apostrophes and dashes
// of any form are one, and case counts only where something fits with it. Words with an ellipsis are the first and the last words of a stretch, which
// reaches to the first place where the last words follow. Spans begin and end between characters, at the first and last character of the words.
func findWords(content string, within parley.Span, words string) []parley.Span {
	within = snap(content, within)
	for _, lower := range []bool{false, true} {
		hay := foldText(content[within.Start:within.End], lower)
		if found := hay.places(words, lower); len(found) > 0 {
			for i := range found {
				found[i].Start += within.Start
				found[i].End += within.Start
			}
			return found
		}
	}
	return nil
}

// A folded is text in its plain form, with the place in the text that each byte came from.
type folded struct {
	text  string
	start []int // of the character that the byte came from
	end   []int // behind it
}

// foldText is s in plain form.
func foldText(s string, lower bool) folded {
	var b strings.Builder
	var f folded
	put := func(p string, from, to int) {
		b.WriteString(p)
		for range len(p) {
			f.start, f.end = append(f.start, from), append(f.end, to)
		}
	}
	blank := true // nothing of a space at the start
	for i, r := range s {
		n := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, n = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case unicode.IsSpace(r):
			if !blank {
				put(" ", i, i+n)
			}
			blank = true
			continue
		case lower:
			r = unicode.ToLower(r)
		}
		blank = false
		put(plainRune(r), i, i+n)
	}
	f.text = b.String()
	return f
}

// plainRune is a character as one types it.
func plainRune(r rune) string {
	switch r {
	case '“', '”', '„', '‟', '«', '»', '″':
		return `"`
	case '‘', '’', '‚', '‛', '‹', '›', '′', '`', '´':
		return "'"
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return "-"
	case '…':
		return "..."
	}
	return string(r)
}

// places lists where words stand in the folded text, as spans of what it was made from.
func (f folded) places(words string, lower bool) []parley.Span {
	if whole := f.all(strings.TrimSpace(foldText(words, lower).text)); len(whole) > 0 {
		return whole
	}
	for _, e := range elisions {
		head, tail, ok := strings.Cut(words, e)
		head, tail = strings.TrimSpace(foldText(head, lower).text), strings.TrimSpace(foldText(tail, lower).text)
		if !ok || head == "" || tail == "" {
			continue
		}
		var out []parley.Span
		for _, from := range f.at(head) {
			if to := strings.Index(f.text[from+len(head):], tail); to >= 0 {
				out = append(out, f.span(from, from+len(head)+to+len(tail)))
			}
		}
		return out
	}
	return nil
}

// all lists the spans of needle.
func (f folded) all(needle string) []parley.Span {
	var out []parley.Span
	for _, i := range f.at(needle) {
		out = append(out, f.span(i, i+len(needle)))
	}
	return out
}

// at lists the first bytes of needle in the folded text where it is not a part of a longer word.
func (f folded) at(needle string) []int {
	var out []int
	for from := 0; needle != "" && from < len(f.text) && len(out) < mostPlaces; {
		i := strings.Index(f.text[from:], needle)
		if i < 0 {
			break
		}
		i += from
		if f.edge(i) && f.edge(i+len(needle)) {
			out = append(out, i)
		}
		from = i + len(needle)
	}
	return out
}

// edge reports whether no word reaches across byte i.
func (f folded) edge(i int) bool {
	before, _ := utf8.DecodeLastRuneInString(f.text[:i])
	after, _ := utf8.DecodeRuneInString(f.text[i:])
	return !wordRune(before) || !wordRune(after)
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r))
}

func (f folded) span(from, to int) parley.Span {
	return parley.Span{Start: f.start[from], End: f.end[to-1]}
}

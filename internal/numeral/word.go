// Package numeral reads numbers as English prints them, in figures and in words, from a sequence of words.
// It is shared by the stages that read times and quantities, which never import each other.
package numeral

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

// A Kind is what a word is made of.
type Kind uint8

// The kinds of word.
const (
	Letters Kind = iota // letters and combining marks
	Digits              // ASCII digits, with single commas and points between them
	Mark                // one other character
)

// A Word is a piece of a token that is all letters, all digits or one mark. Tokens are cut finer than a tokenizer
// does, so that "two-day", "10am" and "$5m" read alike however they were tokenized.
type Word struct {
	Span  parley.Span
	Token int
	Lower string // text in lower case
	Kind  Kind
	Glued bool // follows the word before it without white space
	Upper bool // begins with an upper-case letter
}

// Words cuts n tokens of content into words; at gives the span of a token. Spans must be ascending; a span outside
// content is skipped. The time taken is linear in the bytes of the tokens.
func Words(content string, n int, at func(int) parley.Span) []Word {
	ws := make([]Word, 0, n+n/4)
	end := -1
	for t := range n {
		s := at(t)
		if s.Start < 0 || s.End > len(content) || s.Empty() {
			continue
		}
		for p := s.Start; p < s.End; {
			k, size := piece(content[p:s.End])
			w := content[p : p+size]
			r, _ := utf8.DecodeRuneInString(w)
			ws = append(ws, Word{Span: parley.Span{Start: p, End: p + size}, Token: t, Lower: lower(w), Kind: k, Glued: p == end, Upper: unicode.IsUpper(r)})
			p += size
			end = p
		}
	}
	return ws
}

// lower folds case and keeps the string where nothing changes.
func lower(s string) string { return strings.ToLower(s) }

// piece is the kind and length of the first word of s, which is not empty.
func piece(s string) (Kind, int) {
	if digit(s[0]) {
		return Digits, figures(s)
	}
	r, size := utf8.DecodeRuneInString(s)
	if !letter(r) {
		return Mark, size
	}
	for size < len(s) {
		r, n := utf8.DecodeRuneInString(s[size:])
		if !letter(r) {
			break
		}
		size += n
	}
	return Letters, size
}

// figures is the length of the run of digits at the start of s, with single commas and points between digits.
func figures(s string) int {
	i := 1
	for i < len(s) {
		switch {
		case digit(s[i]):
			i++
		case (s[i] == ',' || s[i] == '.') && i+1 < len(s) && digit(s[i+1]):
			i += 2
		default:
			return i
		}
	}
	return i
}

func digit(b byte) bool  { return '0' <= b && b <= '9' }
func letter(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) }

// Range is the range of tokens that words [first, end) of ws stand in; empty where there are none.
func Range(ws []Word, first, end int) parley.TokenRange {
	if first < 0 || end > len(ws) || first >= end {
		return parley.TokenRange{}
	}
	return parley.TokenRange{First: ws[first].Token, End: ws[end-1].Token + 1}
}

// Dash reports whether w is a hyphen or dash.
func Dash(w Word) bool {
	switch w.Lower {
	case "-", "‐", "‑", "–", "—", "−":
		return true
	}
	return false
}

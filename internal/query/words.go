package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Word is a word of a text as it is compared: lower case, without accents, and where it stands.
type Word struct {
	Text       string
	Start, End int // bytes of the text
}

// mostWord is how many bytes of one word are compared.
const mostWord = 64

// Words are the words of s in order. A word is a run of letters, digits and their marks; in scripts that set no spaces between words each letter is one.
// Everything else only stands between words. An apostrophe inside a word ends it: "Harland's" is "harland" and "s".
func Words(s string) []Word {
	var out []Word
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !letter(r) {
			i += n
			continue
		}
		start := i
		i += n
		if !single(r) {
			for i < len(s) {
				r, n := utf8.DecodeRuneInString(s[i:])
				if !letter(r) && !unicode.Is(unicode.M, r) || single(r) {
					break
				}
				i += n
			}
		}
		if w := fold(s[start:i]); w != "" {
			out = append(out, Word{w, start, i})
		}
	}
	return out
}

// Fold is the words of s as one string, a space between two.
func Fold(s string) string {
	ws := Words(s)
	var b strings.Builder
	b.Grow(len(s))
	for i, w := range ws {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.Text)
	}
	return b.String()
}

func letter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r))
}

// single reports whether r is a letter of a script that sets no spaces between words.
func single(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// fold is a word as it is compared.
func fold(w string) string {
	ascii := true
	for i := 0; i < len(w) && ascii; i++ {
		ascii = w[i] < utf8.RuneSelf
	}
	if ascii {
		return strings.ToLower(w[:min(len(w), mostWord)])
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(w) {
		if b.Len() >= mostWord {
			break
		}
		if unicode.Is(unicode.M, r) {
			continue
		}
		if r = unicode.ToLower(r); letter(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Marks are the places of s that a query's words stand at, in order and apart from each other: what a page lights.
func (n Node) Marks(s string) [][2]int {
	want := n.Wanted()
	if len(want) == 0 {
		return nil
	}
	ws := Words(s)
	var out [][2]int
	for i := 0; i < len(ws); i++ {
		most := 0
		for j := range want {
			if want[j].stands(ws[i:]) {
				most = max(most, len(want[j].Words))
			}
		}
		if most > 0 {
			out = append(out, [2]int{ws[i].Start, ws[i+most-1].End})
			i += most - 1
		}
	}
	return out
}

// stands reports whether a phrase begins with the first of ws.
func (n Node) stands(ws []Word) bool {
	if len(ws) < len(n.Words) {
		return false
	}
	for i, w := range n.Words {
		if ws[i].Text != w && (!n.Prefix || i != len(n.Words)-1 || !strings.HasPrefix(ws[i].Text, w)) {
			return false
		}
	}
	return true
}

// In reports whether a phrase stands in words that are folded, with single spaces between them.
func (n Node) In(folded string) bool {
	text, words := " "+folded+" ", " "+strings.Join(n.Words, " ")
	if !n.Prefix {
		words += " "
	}
	return strings.Contains(text, words)
}

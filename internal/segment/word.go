package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordEnd is the end of the word that starts at i, with the marks that belong to it: the point of an abbreviation
// or a number, the apostrophe within a name, the hyphen after a prefix. Compounds are cut at their hyphens.
func (g *Segmenter) wordEnd(s string, i int) int {
	seg := i // after the last full stop in the word
	for j := i; j < len(s); {
		r, n := rune1(s, j)
		if isWord(r) {
			j += n
			continue
		}
		if j == i {
			return j + n
		}
		next, _ := rune1(s, j+n)
		digits := isDigit(s[j-1]) && j+1 < len(s) && isDigit(s[j+1])
		switch {
		case r == '\'' || r == '’' || r == '`':
			if !isWord(next) {
				return j
			}
		case r == '.':
			e, more := g.point(s, i, seg, j)
			if !more {
				return e
			}
			seg = j + 1
		case r == ',':
			if !digits || !thousands(s, j) {
				return j
			}
		case r == ':' || r == '/':
			if !digits {
				return j
			}
		case r == '-' || r == '‑' || r == '‐':
			if !g.joined(s, i, j, n) {
				return j
			}
		case r == '&':
			if !unicode.IsUpper(rune(s[j-1])) || !unicode.IsUpper(next) {
				return j
			}
		case r == '$' || r == '£' || r == '€':
			if j-i <= 3 && strings.ToUpper(s[i:j]) == s[i:j] && !isDigit(s[j-1]) {
				return j + n
			}
			return j
		default:
			return j
		}
		j += n
	}
	return len(s)
}

// thousands reports whether the comma at j stands before exactly three digits.
func thousands(s string, j int) bool {
	k := j + 1
	for k < len(s) && k < j+6 && isDigit(s[k]) {
		k++
	}
	return k == j+4
}

// joined reports whether the hyphen at j keeps s[i:j] and what follows one token: after a prefix of the table, and
// in numbers of three parts or more (dates in ISO form, telephone numbers).
func (g *Segmenter) joined(s string, i, j, n int) bool {
	next, _ := rune1(s, j+n)
	if unicode.IsLetter(next) {
		return g.in(g.prefixes, s[i:j])
	}
	if !isDigit(s[j-1]) || !unicode.IsDigit(next) || n != 1 {
		return false
	}
	if strings.IndexByte(s[i:j], '-') >= 0 {
		return true
	}
	parts := 0
	k := i
	for ; k < len(s) && k < i+32 && (isDigit(s[k]) || s[k] == '-' && k+1 < len(s) && isDigit(s[k+1])); k++ {
		if s[k] == '-' {
			parts++
		}
	}
	return parts >= 2
}

// point decides about the full stop at j of the word that starts at i and whose last part starts at seg:
// the word goes on behind it (true), or ends at the offset given, with the stop or before it.
func (g *Segmenter) point(s string, i, seg, j int) (int, bool) {
	next, _ := rune1(s, j+1)
	if unicode.IsDigit(next) {
		return j, isDigit(s[j-1])
	}
	one := utf8.RuneCountInString(s[seg:min(j, seg+8)]) == 1 && !isDigit(s[seg])
	if unicode.IsLetter(next) {
		run := letters(s, j+1)
		switch {
		case one && run == 1:
			return j, true
		case one && seg == i && unicode.IsUpper(firstRune(s[seg:j])):
			return j + 1, false // an initial without a space: "J.Doe"
		case strings.EqualFold(s[i:j], "ph") && run == 1:
			return j, true
		case run > 0 && ticker(s, i, j, j+1+run):
			return j, true
		case run > 0 && g.in(g.endings, s[j+1:j+1+run]) || run > 0 && g.host(s, j+1+run):
			return j, true
		}
		return j, false
	}
	if next == '.' {
		return j, false
	}
	switch {
	case seg > i && one:
		return j + 1, false // "U.S."
	case one:
		if g.initial(s, j) {
			return j + 1, false
		}
		return j, false
	}
	if g.abbreviates(s, i, j) {
		return j + 1, false
	}
	return j, false
}

// ticker reports whether s[i:end] is a security's code, the full stop at j before that of its exchange, alone in brackets: "(HLND.O)", "[VSKA.PA]", "<TARN.T>".
func ticker(s string, i, j, end int) bool {
	if i == 0 || end >= len(s) || end-j > 4 || (s[i-1] != '(' || s[end] != ')') && (s[i-1] != '[' || s[end] != ']') && (s[i-1] != '<' || s[end] != '>') {
		return false
	}
	return strings.ToUpper(s[i:end]) == s[i:end]
}

// host reports whether a full stop and the last part of a host name stand at k: "example.com" behind "www2.".
func (g *Segmenter) host(s string, k int) bool {
	if k+1 >= len(s) || s[k] != '.' {
		return false
	}
	run := letters(s, k+1)
	return run > 0 && g.in(g.endings, s[k+1:k+1+run])
}

// letters is the number of bytes of ASCII letters from j on, 0 where a longer word than twelve stands there.
func letters(s string, j int) int {
	k := j
	for k < len(s) && k < j+13 && (s[k]|0x20 >= 'a' && s[k]|0x20 <= 'z') {
		k++
	}
	if r, _ := rune1(s, k); isWord(r) {
		return 0
	}
	return k - j
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// initial reports whether the single letter that ends before the full stop at j is a name's initial: a capital,
// with a capitalised word behind it that does not start a sentence by rights.
func (g *Segmenter) initial(s string, j int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:j])
	if !unicode.IsUpper(r) {
		return false
	}
	k := skipBlank(s, j+1)
	if k == j+1 || k >= len(s) {
		return false
	}
	n, _ := rune1(s, k)
	return unicode.IsUpper(n) && !g.in(g.starters, s[k:wordRun(s, k)])
}

// abbreviates reports whether the full stop at j belongs to the word s[i:j].
func (g *Segmenter) abbreviates(s string, i, j int) bool {
	c, ok := g.abbrevOf(s[i:j])
	if !ok {
		return false
	}
	if c == numbered {
		k := skipBlank(s, j+1)
		return k < len(s) && (isDigit(s[k]) || s[k] == '#')
	}
	return true
}

// skipBlank is the first byte from j on, at most eight further, that is no blank.
func skipBlank(s string, j int) int {
	k := j
	for k < len(s) && k < j+8 {
		r, n := rune1(s, k)
		if !isSpace(r) {
			break
		}
		k += n
	}
	return k
}

// wordRun is the end of the run of word characters at k, at most 32 bytes on.
func wordRun(s string, k int) int {
	e := k
	for e < len(s) && e < k+32 {
		r, n := rune1(s, e)
		if !isWord(r) {
			break
		}
		e += n
	}
	return e
}

// A half is where a word written together is cut in two.
type half struct {
	at   int  // length of the first part
	sure bool // always two words; else the model decides
}

// halves are words that are, or may be, two written as one: "cannot", and what careless writers make of "don't" and
// "it's". None is longer than eight bytes.
var halves = map[string]half{
	"cannot": {3, true}, "gonna": {3, true}, "wanna": {3, true}, "gotta": {3, true}, "outta": {3, true}, "dont": {2, true},
	"didnt": {3, true}, "doesnt": {4, true}, "isnt": {2, true}, "wasnt": {3, true}, "wouldnt": {5, true}, "couldnt": {5, true},
	"arent": {3, true}, "aint": {2, true}, "havent": {4, true}, "hasnt": {3, true}, "werent": {4, true}, "theyre": {4, true},
	"youll": {3, true}, "thats": {4, true}, "youve": {3, true}, "theres": {5, true}, "whats": {4, true}, "youre": {3, true}, "dunno": {2, true},
	"its": {2, false}, "your": {3, false}, "im": {1, false}, "wont": {2, false}, "cant": {2, false}, "ive": {1, false}, "lets": {3, false}, "hes": {2, false},
	"ur": {1, false}, "whos": {3, false}, "awhile": {1, false},
}

// mayHalve holds the last letters of halves.
const mayHalve = "taseouyrm"

// word appends the tokens of the word s[i:e]: one, or two for a contraction or a possessive ("do n't", "Roe 's").
func (w *walk) word(i, e int) {
	if n := e - i; n >= 2 && n <= 8 && strings.IndexByte(mayHalve, w.s[e-1]|0x20) >= 0 {
		var buf [8]byte
		if h, ok := halves[string(lower(buf[:0], w.s[i:e]))]; ok {
			if h.sure {
				w.add(i, i+h.at)
				w.add(i+h.at, e)
				return
			}
			w.doubt = true
		}
	}
	if c := contraction(w.s[i:e]); c > 0 {
		w.add(i, i+c)
		w.add(i+c, e)
		return
	}
	w.add(i, e)
}

// contraction is where a word's clipped second half starts, 0 where it has none. A decade ("the 1980's") has none.
func contraction(s string) int {
	a := max(strings.LastIndexByte(s, '\''), strings.LastIndexByte(s, '`'))
	n := 1
	if c := strings.LastIndex(s, "’"); c > a {
		a, n = c, len("’")
	}
	if a <= 0 || len(s)-a-n > 2 {
		return 0
	}
	var buf [8]byte
	switch string(lower(buf[:0], s[a+n:])) {
	case "s":
		if s[a-1] == '0' && a >= 2 && isDigit(s[a-2]) && (a == 2 || a == 4) {
			return 0
		}
		return a
	case "m", "d", "ll", "ve", "re":
		return a
	case "t":
		if s[a-1]|0x20 == 'n' && a > 1 {
			return a - 1
		}
	}
	return 0
}

// lower appends s to buf with ASCII letters in lower case.
func lower(buf []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		b := s[i]
		if 'A' <= b && b <= 'Z' {
			b += 'a' - 'A'
		}
		buf = append(buf, b)
	}
	return buf
}

// in reports whether the word is in the set, whatever its case; no set holds a word longer than 24 bytes.
func (g *Segmenter) in(set map[string]bool, s string) bool {
	if len(s) > 24 {
		return false
	}
	var buf [24]byte
	return set[string(lower(buf[:0], s))]
}

package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A chunk is a stretch of text between white space.
type chunk struct {
	start, end int
	word       int  // end of the word that it starts with, where there is no doubt about it; else start
	net        bool // it may hold an address
	doubt      bool // its marks may be cut in more than one way
}

// The classes of characters that chunks are judged by.
type class uint8

const (
	letterClass class = iota
	digitClass
	markClass
	spaceClass
)

// classAt is the class of the character at byte i of s, and its length.
func classAt(s string, i int) (class, int) {
	b := s[i]
	if b < utf8.RuneSelf {
		switch {
		case b|0x20 >= 'a' && b|0x20 <= 'z' || b == '_':
			return letterClass, 1
		case isDigit(b):
			return digitClass, 1
		case b == ' ' || b >= '\t' && b <= '\r':
			return spaceClass, 1
		}
		return markClass, 1
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	switch {
	case isSpace(r):
		return spaceClass, n
	case isWord(r):
		return letterClass, n
	}
	return markClass, n
}

// chunkAt is the chunk that starts at i.
func (g *Segmenter) chunkAt(s string, i int) chunk {
	lo, hi := -1, i       // the core: from its first to behind its last word character
	inner, within := 0, 0 // marks between word characters, and where the first stands
	marks, mark := 0, 0   // marks since the last word character, and where they start
	unit, net := false, s[i] == '#' || s[i] == '@'
	before := spaceClass
	j := i
	for j < len(s) {
		c, n := classAt(s, j)
		if c == spaceClass {
			break
		}
		if c == markClass {
			if marks == 0 {
				mark = j
			}
			marks++
			net = net || s[j] == '@' || s[j] == ':' && strings.HasPrefix(s[j+1:], "//")
		} else {
			if lo < 0 {
				lo = j
			} else if marks > 0 {
				if inner == 0 {
					within = mark
				}
				inner += marks
			}
			unit = unit || c == letterClass && before == digitClass
			marks, hi = 0, j+n
		}
		before = c
		j += n
	}
	c := chunk{start: i, end: j, word: i}
	if lo < 0 {
		c.doubt = j > i+1 && !uniform(s[i:j])
		return c
	}
	if inner > 0 && (s[lo]|0x20 == 'w' || s[lo]|0x20 == 'm') {
		net = net || strings.HasPrefix(s[lo:], "www.") || strings.HasPrefix(s[lo:], "WWW.") || strings.HasPrefix(s[lo:], "mailto:")
	}
	c.net = net
	c.doubt = net || !leads(s[i:lo]) || inner > 0 && !plainInner(s, lo, within, hi, inner) || unit && !numeral(s[lo:hi]) || g.oddEnd(s, lo, hi, j)
	if !c.doubt && lo == i && inner == 0 {
		c.word = hi
	}
	return c
}

// uniform reports whether a stretch of marks is one mark again and again.
func uniform(s string) bool {
	_, n := rune1(s, 0)
	for i := n; i < len(s); i += n {
		if !strings.HasPrefix(s[i:], s[:n]) {
			return false
		}
	}
	return true
}

// leads reports whether the marks before a word are none, or one that opens.
func leads(s string) bool {
	switch s {
	case "", "\"", "'", "(", "[", "{", "“", "‘", "«", "„", "$", "£", "€", "(\"", "\"'", "“‘", "``":
		return true
	}
	return false
}

// plainInner reports whether the marks within the core s[lo:hi] are a single one that the rules know: the apostrophe of
// a contraction, the mark within a number.
func plainInner(s string, lo, within, hi, inner int) bool {
	if inner != 1 {
		return false
	}
	r, n := rune1(s, within)
	switch r {
	case '\'', '’':
		switch s[within+n : hi] {
		case "s", "m", "d", "ll", "ve", "re":
			return true
		case "t":
			return s[within-1]|0x20 == 'n'
		}
	case ',':
		return digits(s[lo:within]) && digits(s[within+1:hi]) && hi == within+4
	case '.', ':':
		return digits(s[lo:within]) && digits(s[within+1:hi])
	}
	return false
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

// numeral reports whether a core of letters behind digits is a numeral ("20th", "1990s") or an amount as newspapers
// write it ("40m", "3.5bn").
func numeral(s string) bool {
	n := len(s)
	for n > 0 && !isDigit(s[n-1]) {
		n--
	}
	switch s[n:] {
	case "s", "th", "st", "nd", "rd", "m", "bn", "tn":
		return digits(s[:n])
	}
	return false
}

// oddEnd reports whether the marks s[hi:end] behind the core s[lo:hi] may be no clause mark with its closers, or whether
// the full stop there may belong to the word.
func (g *Segmenter) oddEnd(s string, lo, hi, end int) bool {
	if hi == end {
		return false
	}
	if s[hi] == '.' && g.shortened(s, lo, hi, end) {
		return true
	}
	if end == hi+1 {
		return strings.IndexByte(".,;:?!)]}'\"%…-", s[hi]) < 0
	}
	stops := 0
	for i := hi; i < end; {
		r, n := rune1(s, i)
		switch r {
		case '.', ',', ';', ':', '?', '!':
			stops++
		case '"', '\'', ')', ']', '”', '’', '»', '%', '…', '—', '–':
		default:
			return !uniform(s[hi:end])
		}
		i += n
	}
	return stops > 1 && !uniform(s[hi:end])
}

// shortened reports whether the full stop behind the core may be an abbreviation's.
func (g *Segmenter) shortened(s string, lo, hi, end int) bool {
	if hi-lo == 1 {
		return true
	}
	if _, known := g.abbrevOf(s[lo:hi]); known {
		return true
	}
	if hi-lo > 8 || end != hi+1 {
		return false
	}
	k := skipBlank(s, end)
	r, _ := rune1(s, k)
	return k > end && unicode.IsLower(r)
}

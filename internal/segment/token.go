package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// isSpace reports whether r separates words: Unicode white space, and the marks that print nothing.
func isSpace(r rune) bool {
	switch r {
	case '\u200b', '\u200e', '\u200f', '\u2060', '\ufeff':
		return true
	}
	return unicode.IsSpace(r)
}

// isWord reports whether r can stand inside a word wherever it stands.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == '\u00ad' || r == '\u200d' || r == '\u200c'
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// rune1 is the rune at byte i of s, with its length; 0, 0 at the end. A broken byte is a rune of length one.
func rune1(s string, i int) (rune, int) {
	if i >= len(s) {
		return 0, 0
	}
	if b := s[i]; b < utf8.RuneSelf {
		return rune(b), 1
	}
	return utf8.DecodeRuneInString(s[i:])
}

// tokens cuts s[at:end] and appends its tokens: chunk by chunk, by rules first; the model revises the doubtful ones.
func (w *walk) tokens(at, end int) {
	s := w.s[:end]
	for i := at; i < end; {
		r, n := rune1(s, i)
		if isSpace(r) {
			i += n
			continue
		}
		c := w.g.chunkAt(s, i)
		first := len(w.d.Tokens)
		w.doubt = c.doubt
		i = w.chunk(s, c)
		if w.doubt && i == c.end && c.end-c.start <= maxRevised {
			w.revise(first, c)
		}
	}
}

// chunk appends the tokens of a chunk as the rules cut it and returns where they end, which is behind the chunk where
// a joiner ties on what follows.
func (w *walk) chunk(s string, c chunk) int {
	i := c.word
	if i > c.start {
		w.word(c.start, i)
	}
	for i < c.end {
		r, n := rune1(s, i)
		if c.net {
			if e := address(s, i, c.end); e > i {
				w.add(i, e)
				i = e
				continue
			}
		}
		var e int
		if isWord(r) {
			e = w.g.wordEnd(s, i)
			w.word(i, e)
		} else {
			e = markEnd(s, i, r, n)
			w.add(i, e)
		}
		i = e
	}
	return i
}

// maxMail is the longest mail address (RFC 5321, section 4.5.3.1) with some room.
const maxMail = 330

var schemes = [...]string{"http://", "https://", "ftp://", "www.", "mailto:"}

// address is the end of the web or mail address, handle or hashtag that starts at i, i where none does.
// Marks that close a clause or a bracket opened before it are no part of it.
func address(s string, i, chunk int) int {
	c := s[i:chunk]
	if c[0] == '@' || c[0] == '#' {
		j := 1
		for j < len(c) && (isDigit(c[j]) || c[j] == '_' || c[j]|0x20 >= 'a' && c[j]|0x20 <= 'z') {
			j++
		}
		if j > 1 && !(c[0] == '#' && isDigit(c[1])) {
			return i + j
		}
		return i
	}
	web := false
	for _, p := range schemes {
		if len(c) > len(p) && strings.EqualFold(c[:len(p)], p) {
			web = true
			break
		}
	}
	at, j, bracket := -1, 0, false
	for j < len(c) {
		b := c[j]
		bracket = bracket || b == '('

		if b == '<' || b == '>' || b == '"' || b == '|' || strings.HasPrefix(c[j:], "”") || strings.HasPrefix(c[j:], "“") || strings.HasPrefix(c[j:], "’") {
			break
		}
		if !web && (!mailByte(b) || j > maxMail) {
			break
		}
		if b == '@' && at < 0 {
			at = j
		}
		j++
	}
	if !web && (at <= 0 || strings.IndexByte(c[at:j], '.') < 0) {
		return i
	}
	for j > 0 && strings.IndexByte(".,;:!?'", c[j-1]) >= 0 || j > 0 && c[j-1] == ')' && !bracket {
		j--
	}
	return i + j
}

// mailByte reports whether b may stand in a mail address.
func mailByte(b byte) bool {
	return isDigit(b) || b|0x20 >= 'a' && b|0x20 <= 'z' || strings.IndexByte("@._-+%", b) >= 0
}

// markEnd is the end of the mark or run of marks that starts at i with rune r of n bytes. A run of full stops,
// of exclamation and question marks, of hyphens or of one ornament is one token, as is a doubled quotation mark.
func markEnd(s string, i int, r rune, n int) int {
	switch r {
	case '!', '?':
		return runOf(s, i, "!?")
	case '.', '-', '*', '=', '+', '~', '<', '>', '#', '|', '^', '\\':
		return runOf(s, i, s[i:i+1])
	case '\'', '`':
		if strings.HasPrefix(s[i+1:], s[i:i+1]) {
			return i + 2
		}
		if r == '\'' {
			return elision(s, i, i+1)
		}
	case '’', '‘':
		if strings.HasPrefix(s[i+n:], "’") || r == '‘' && strings.HasPrefix(s[i+n:], "‘") {
			return i + 2*n // two single marks for a double one
		}
		return elision(s, i, i+n)
	case '—', '–', '…', '―':
		j := i + n
		for strings.HasPrefix(s[j:], s[i:i+n]) {
			j += n
		}
		return j
	}
	j := i + n
	for j < len(s) { // combining marks and joiners stay with their base
		q, m := rune1(s, j)
		if !unicode.IsMark(q) && q != '\u200d' {
			break
		}
		j += m
		if q == '\u200d' {
			_, m = rune1(s, j)
			j += m
		}
	}
	return j
}

// runOf is the end of the run of bytes of set that starts at i.
func runOf(s string, i int, set string) int {
	for i < len(s) && strings.IndexByte(set, s[i]) >= 0 {
		i++
	}
	return i
}

var elisions = [...]string{"em", "til", "twas", "tis", "cause", "n'", "n’"}

// elision is the end of the clipped word whose apostrophe stands at i and ends at j ("'em", "'90s"), else j.
// The rest of a contraction that lost its word ("'s" after a bracket) counts as one.
func elision(s string, i, j int) int {
	if j+2 <= len(s) && isDigit(s[j]) && isDigit(s[j+1]) {
		k := j + 2
		if k < len(s) && s[k] == 's' {
			k++
		}
		if r, _ := rune1(s, k); !isWord(r) {
			return k
		}
		return j
	}
	for _, e := range elisions {
		if k := j + len(e); k <= len(s) && strings.EqualFold(s[j:k], e) {
			if r, _ := rune1(s, k); !isWord(r) {
				return k
			}
		}
	}
	if i > 0 && j < len(s) {
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := rune1(s, j+1)
		if s[j] == 's' && !isSpace(before) && !isWord(after) && before != '(' && before != '[' {
			return j + 1
		}
	}
	return j
}

// add appends the token s[i:e], in pieces where it is longer than a token may be.
func (w *walk) add(i, e int) {
	for e-i > maxToken {
		c := i + maxToken
		for c > i && !utf8.RuneStart(w.s[c]) {
			c--
		}
		if c == i {
			c = i + maxToken
		}
		w.d.Tokens = append(w.d.Tokens, text.Token{Span: parley.Span{Start: i, End: c}, Quote: -1})
		i = c
	}
	if e > i {
		w.d.Tokens = append(w.d.Tokens, text.Token{Span: parley.Span{Start: i, End: e}, Quote: -1})
	}
}

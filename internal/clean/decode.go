package clean

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"
)

// A decoded is a report's bytes as UTF-8 with line feeds as line ends, and where each byte came from.
type decoded struct {
	text    string
	align   text.Align
	charset string
	repairs repairs
}

// repairs collects changes by what they are, in order of first appearance.
type repairs struct {
	list []parley.Repair
	at   map[string]int
}

func (r *repairs) add(what string, start, end int) {
	if i, ok := r.at[what]; ok {
		r.list[i].N++
		return
	}
	if r.at == nil {
		r.at = map[string]int{}
	}
	r.at[what] = len(r.list)
	r.list = append(r.list, parley.Repair{Raw: parley.RawSpan{Start: start, End: end}, What: what, N: 1})
}

// What a repair was for.
const (
	repairNUL     = "NUL"
	repairInvalid = "invalid UTF-8"
	repairControl = "control character"
	repairC1      = "C1 control read as windows-1252"
	repairMixed   = "windows-1252 byte in UTF-8"
)

// decode reads b as text. The order is: byte order mark, UTF-16 by its NUL bytes, UTF-8 where valid,
// the charset a page declares where it decodes without a fault, a guess for scripts other than Latin,
// UTF-8 with broken bytes, windows-1252. ok is false where none of them makes sense of the bytes.
func decode(b []byte, page bool) (d *decoded, ok bool) {
	d = &decoded{align: text.Align{Size: len(b)}}
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		d.charset = "utf-8"
		if !utf8.Valid(b[3:]) {
			return d, d.mixed(b, 3)
		}
		d.mend(b, 3)
		return d, true
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return d, d.utf16(b, 2, false)
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return d, d.utf16(b, 2, true)
	}
	if big, is := looksUTF16(b); is {
		return d, d.utf16(b, 0, big)
	}
	if utf8.Valid(b) {
		d.charset = "utf-8"
		d.mend(b, 0)
		return d, true
	}
	if page {
		if enc, name := declared(b); enc != nil && name != "utf-8" && d.legacy(b, enc, name) {
			return d, true
		}
	}
	multi, broken := countUTF8(b)
	if multi > 0 && multi*2 >= broken {
		return d, d.mixed(b, 0)
	}
	if enc, name := guess(b); enc != nil && d.legacy(b, enc, name) {
		return d, true
	}
	if enc, _ := charset.Lookup("windows-1252"); plausible1252(b) && d.legacy(b, enc, "windows-1252") {
		return d, true
	}
	return d, d.mixed(b, 0)
}

// valid copies valid UTF-8 from b[from:], mending line ends and control characters.
func (d *decoded) valid(b []byte, from int) {
	next := nextOdd(b, from)
	if next < 0 {
		d.text = string(b[from:])
		d.align.Add(text.Run{Text: 0, Raw: from, Len: len(d.text), RawLen: len(d.text), Verbatim: true})
		return
	}
	w := writer{d: d}
	w.sb.Grow(len(b))
	for i := from; i < len(b); {
		if next < 0 {
			w.verbatim(b, i, len(b))
			break
		}
		if next > i {
			w.verbatim(b, i, next)
		}
		i = w.odd(b, next)
		next = nextOdd(b, i)
	}
	d.text = w.sb.String()
}

// nextOdd is the first byte at or after i that is not to be copied as it is: carriage returns,
// control characters, DEL and C1 controls; -1 where there is none.
func nextOdd(b []byte, i int) int {
	for ; i < len(b); i++ {
		c := b[i]
		switch {
		case c < 0x20 && c != '\n' && c != '\t', c == 0x7f:
			return i
		case c == 0xc2 && i+1 < len(b) && b[i+1] >= 0x80 && b[i+1] <= 0x9f:
			return i
		}
	}
	return -1
}

// A writer builds decoded text.
type writer struct {
	d  *decoded
	sb strings.Builder
}

func (w *writer) verbatim(b []byte, i, j int) {
	if i < j {
		w.d.align.Add(text.Run{Text: w.sb.Len(), Raw: i, Len: j - i, RawLen: j - i, Verbatim: true})
		w.sb.Write(b[i:j])
	}
}

// unit writes s for the raw bytes [i, j).
func (w *writer) unit(s string, i, j int) {
	if s != "" {
		w.d.align.Add(text.Run{Text: w.sb.Len(), Raw: i, Len: len(s), RawLen: j - i})
		w.sb.WriteString(s)
	}
}

// odd writes the character at b[i] that nextOdd found and is the position after it.
func (w *writer) odd(b []byte, i int) int {
	switch c := b[i]; {
	case c == '\r':
		if i+1 < len(b) && b[i+1] == '\n' {
			w.unit("\n", i, i+2)
			return i + 2
		}
		w.unit("\n", i, i+1)
	case c == '\f', c == '\v':
		w.unit("\n", i, i+1)
	case c == 0xc2:
		w.d.repairs.add(repairC1, i, i+2)
		w.unit(string(win1252(b[i+1])), i, i+2)
		return i + 2
	default:
		w.control(rune(c), i, i+1)
	}
	return i + 1
}

// control writes the visible picture of a control character (Unicode block Control Pictures).
func (w *writer) control(c rune, i, j int) {
	what := repairControl
	if c == 0 {
		what = repairNUL
	}
	w.d.repairs.add(what, i, j)
	if c == 0x7f {
		w.unit("\u2421", i, j)
		return
	}
	w.unit(string(0x2400+c), i, j)
}

// mixed reads UTF-8 with broken bytes, byte by byte: a stray byte between ASCII characters that is a mark or
// letter in windows-1252 is read as such, every other one becomes U+FFFD. False where little is left of the text.
func (d *decoded) mixed(b []byte, from int) bool {
	d.charset = "utf-8"
	w := writer{d: d}
	w.sb.Grow(len(b))
	bad, start := 0, from
	for i := from; i < len(b); {
		if i == nextOdd(b[:min(len(b), i+2)], i) {
			w.verbatim(b, start, i)
			i = w.odd(b, i)
			start = i
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r != utf8.RuneError || n > 1 {
			i += n
			continue
		}
		w.verbatim(b, start, i)
		if c := b[i]; strayLatin(b, i) {
			d.repairs.add(repairMixed, i, i+1)
			w.unit(string(win1252(c)), i, i+1)
		} else {
			bad++
			d.repairs.add(repairInvalid, i, i+1)
			w.unit("\ufffd", i, i+1)
		}
		i++
		start = i
	}
	w.verbatim(b, start, len(b))
	d.text = w.sb.String()
	return bad*10 <= len(b)*3
}

// strayLatin reports whether the byte at i stands alone between ASCII bytes and is a character of windows-1252.
func strayLatin(b []byte, i int) bool {
	if i > 0 && b[i-1] >= 0x80 || i+1 < len(b) && b[i+1] >= 0x80 {
		return false
	}
	return win1252(b[i]) != utf8.RuneError
}

// win1252 is the character of byte c, U+FFFD for the five that have none.
func win1252(c byte) rune {
	if c < 0x80 || c >= 0xa0 {
		return rune(c)
	}
	return [32]rune{'€', '\ufffd', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\ufffd', 'Ž', '\ufffd',
		'\ufffd', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\ufffd', 'ž', 'Ÿ'}[c-0x80]
}

// legacy reads b in enc, character by character. It fails where a character cannot be decoded.
func (d *decoded) legacy(b []byte, enc encoding.Encoding, name string) bool {
	t := decoded{align: text.Align{Size: len(b)}, charset: name}
	w := writer{d: &t}
	w.sb.Grow(len(b) + len(b)/8)
	dec := enc.NewDecoder()
	var dst [16]byte
	for i := 0; i < len(b); {
		j := i
		for j < len(b) && b[j] < 0x80 && nextOdd(b[:j+1], j) < 0 {
			j++
		}
		w.verbatim(b, i, j)
		if i = j; i == len(b) {
			break
		}
		if b[i] < 0x80 {
			i = w.odd(b, i)
			continue
		}
		s, n := decodeOne(dec, b[i:], &dst)
		if n == 0 || s == "\ufffd" {
			return false
		}
		t.repairs.add(name, i, i+n)
		w.unit(s, i, i+n)
		i += n
	}
	t.text = w.sb.String()
	*d = t
	return true
}

// decodeOne decodes the first character of b and is the number of bytes it took, 0 where that cannot be done.
func decodeOne(dec *encoding.Decoder, b []byte, dst *[16]byte) (string, int) {
	for n := 1; n <= 4 && n <= len(b); n++ {
		dec.Reset()
		nd, ns, err := dec.Transform(dst[:], b[:n], false)
		if nd > 0 && ns == n {
			return string(dst[:nd]), n
		}
		if err != nil && !errors.Is(err, transform.ErrShortSrc) {
			return "", 0
		}
	}
	return "", 0
}

// looksUTF16 reports whether b is UTF-16 without a byte order mark: nearly every second byte is NUL.
func looksUTF16(b []byte) (big, is bool) {
	n := min(len(b), 4096) &^ 1
	if n < 8 {
		return false, false
	}
	var even, odd int
	for i := 0; i < n; i += 2 {
		if b[i] == 0 {
			even++
		}
		if b[i+1] == 0 {
			odd++
		}
	}
	half := n / 2
	switch {
	case even*10 > half*7 && odd*10 < half:
		return true, true
	case odd*10 > half*7 && even*10 < half:
		return false, true
	}
	return false, false
}

func (d *decoded) utf16(b []byte, from int, big bool) bool {
	d.charset = "utf-16le"
	if big {
		d.charset = "utf-16be"
	}
	unit := func(i int) rune {
		if big {
			return rune(b[i])<<8 | rune(b[i+1])
		}
		return rune(b[i+1])<<8 | rune(b[i])
	}
	w := writer{d: d}
	w.sb.Grow(len(b))
	bad := 0
	for i := from; i < len(b); {
		if i+1 == len(b) {
			d.repairs.add("half a UTF-16 unit", i, i+1)
			w.unit("\ufffd", i, i+1)
			break
		}
		r, n := unit(i), 2
		if utf16.IsSurrogate(r) {
			if i+3 < len(b) {
				if p := utf16.DecodeRune(r, unit(i+2)); p != utf8.RuneError {
					r, n = p, 4
				}
			}
			if n == 2 {
				bad++
				d.repairs.add("lone surrogate", i, i+2)
				r = utf8.RuneError
			}
		}
		switch {
		case r == '\r' && i+3 < len(b) && unit(i+2) == '\n':
			w.unit("\n", i, i+4)
			n = 4
		case r == '\r' || r == '\f' || r == '\v':
			w.unit("\n", i, i+2)
		case r < 0x20 && r != '\n' && r != '\t' || r == 0x7f:
			w.control(r, i, i+n)
		default:
			w.unit(string(r), i, i+n)
		}
		i += n
	}
	d.text = w.sb.String()
	return bad*10 <= len(b)+20
}

// countUTF8 counts multi-byte characters and broken bytes.
func countUTF8(b []byte) (multi, broken int) {
	for i := 0; i < len(b); {
		if b[i] < 0x80 {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			broken++
		} else {
			multi++
		}
		i += n
	}
	return multi, broken
}

// declared is the charset that a page names in its first 4 KB, nil where it names none.
func declared(b []byte) (encoding.Encoding, string) {
	head := bytes.ToLower(b[:min(len(b), 4096)])
	i := bytes.Index(head, []byte("charset"))
	if i < 0 {
		return nil, ""
	}
	rest := bytes.TrimLeft(head[i+len("charset"):], " \t\r\n")
	if len(rest) == 0 || rest[0] != '=' {
		return nil, ""
	}
	rest = bytes.TrimLeft(rest[1:], " \t\r\n\"'")
	n := 0
	for n < len(rest) && (rest[n] == '-' || rest[n] == '_' || rest[n] >= '0' && rest[n] <= '9' || rest[n] >= 'a' && rest[n] <= 'z') {
		n++
	}
	enc, name := charset.Lookup(string(rest[:n]))
	if name == "utf-16le" || name == "utf-16be" || name == "replacement" || name == "iso-2022-jp" {
		return nil, ""
	}
	return enc, name
}

// guess names the charset of text in another script than Latin, nil where nothing is sure.
func guess(b []byte) (encoding.Encoding, string) {
	r := chardet.Detect(sampleHigh(b))
	if r.Confidence < 0.9 || strings.HasPrefix(strings.ToLower(r.Encoding), "iso-8859-1") {
		return nil, ""
	}
	enc, name := charset.Lookup(r.Encoding)
	switch name {
	case "", "utf-8", "windows-1252", "replacement", "iso-2022-jp", "utf-16le", "utf-16be":
		return nil, ""
	}
	return enc, name
}

// sampleHigh is up to 32 KB of b around its first byte over 0x7f.
func sampleHigh(b []byte) []byte {
	i := bytes.IndexFunc(b, func(r rune) bool { return r >= 0x80 })
	i = max(0, i-512)
	return b[i:min(len(b), i+32<<10)]
}

// plausible1252 reports whether b reads as windows-1252: hardly a byte that it leaves undefined.
func plausible1252(b []byte) bool {
	var high, undefined, letters int
	for _, c := range b {
		switch {
		case c >= 0x80:
			high++
			if win1252(c) == utf8.RuneError {
				undefined++
			}
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c == ' ':
			letters++
		}
	}
	return undefined == 0 && high <= letters
}

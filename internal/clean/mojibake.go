package clean

import (
	"bytes"
	"unicode/utf8"

	"github.com/parley-press/parley/internal/text"
)

// repairTwice is a character whose UTF-8 was once read as windows-1252 and written as UTF-8 again: "â€™" for an apostrophe.
const repairTwice = "UTF-8 that was read as windows-1252"

// leastTwice is how many quotation marks, dashes and the like ("â€", or "â" and a control character) have to be written so before it is believed.
const leastTwice = 2

// doubled reports whether valid UTF-8 was encoded twice.
func doubled(b []byte) bool {
	return bytes.Count(b, []byte("â€"))+bytes.Count(b, []byte("â\u0080")) >= leastTwice
}

// twice copies valid UTF-8 from b[from:], and mends what was encoded twice beside what valid mends.
func (d *decoded) twice(b []byte, from int) {
	w := writer{d: d}
	w.sb.Grow(len(b))
	start := from
	for i := from; i < len(b); {
		if b[i] < utf8.RuneSelf {
			if i != nextOdd(b[:i+1], i) {
				i++
				continue
			}
			w.verbatim(b, start, i)
			i = w.odd(b, i)
			start = i
			continue
		}
		r, n := onceMore(b[i:])
		switch {
		case n > 0:
			w.verbatim(b, start, i)
			d.repairs.add(repairTwice, i, i+n)
			w.unit(string(r), i, i+n)
			i += n
			start = i
		case i == nextOdd(b[:min(len(b), i+2)], i):
			w.verbatim(b, start, i)
			i = w.odd(b, i)
			start = i
		default:
			_, n = utf8.DecodeRune(b[i:])
			i += n
		}
	}
	w.verbatim(b, start, len(b))
	d.text = w.sb.String()
}

// onceMore reads the characters that b begins with as bytes of windows-1252, and these as one character of UTF-8. n is how many bytes of b it took,
// 0 where they are none. One that windows-1252 has no character for may have been lost or dropped: of a closing quotation mark the end.
func onceMore(b []byte) (r rune, n int) {
	var raw [utf8.UTFMax]byte
	k, lost := 0, false
	for k < len(raw) && n < len(b) {
		c, size := utf8.DecodeRune(b[n:])
		if k == 2 && c < utf8.RuneSelf {
			break
		}
		v, ok := byte1252(c)
		if !ok && k == 2 && raw[0] == 0xe2 && raw[1] == 0x80 && c == utf8.RuneError {
			v, ok, lost = 0x9d, true, true
		}
		if !ok || k == 0 && v < 0xc2 {
			return 0, 0
		}
		raw[k] = v
		k++
		n += size
		if utf8.FullRune(raw[:k]) {
			break
		}
	}
	if k == 2 && raw[0] == 0xe2 && raw[1] == 0x80 { // what has no character was dropped
		return '”', n
	}
	r, size := utf8.DecodeRune(raw[:k])
	if r == utf8.RuneError || size != k || k < 2 || lost && r != '”' {
		return 0, 0
	}
	return r, n
}

// byte1252 is the byte of windows-1252 for a character over 0x7f; those that it leaves undefined stand for themselves.
func byte1252(r rune) (byte, bool) {
	if r >= 0x80 && r < 0x100 {
		return byte(r), true
	}
	for c := 0x80; c < 0xa0; c++ {
		if win := win1252(byte(c)); win == r && r != utf8.RuneError {
			return byte(c), true
		}
	}
	return 0, false
}

// mend copies valid UTF-8 from b[from:].
func (d *decoded) mend(b []byte, from int) {
	if doubled(b) {
		d.align = text.Align{Size: len(b)}
		d.twice(b, from)
		return
	}
	d.valid(b, from)
}

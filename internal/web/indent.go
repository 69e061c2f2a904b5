package web

import "bytes"

// indentation is a new line with the white space that lines begin with, two bytes a level.
const indentation = "\n                                                                                                                                "

// indented adds to dst a JSON text without white space, as json.Encoder writes it, laid out with two spaces a level. That is what json.Indent makes of it;
// but nothing is checked that was written just now, so that it costs a fraction.
func indented(dst, compact []byte) []byte {
	level := 0
	line := func() {
		n := 2 * level
		dst = append(dst, indentation[:1+min(n, len(indentation)-1)]...)
		for n -= len(indentation) - 1; n > 0; n -= 2 {
			dst = append(dst, "  "...)
		}
	}
	for i := 0; i < len(compact); i++ {
		switch c := compact[i]; c {
		case '"':
			end := i + 1 + stringEnd(compact[i+1:])
			dst = append(dst, compact[i:end]...)
			i = end - 1
		case '{', '[':
			dst = append(dst, c)
			if i+1 < len(compact) && (compact[i+1] == '}' || compact[i+1] == ']') {
				dst = append(dst, compact[i+1])
				i++
				continue
			}
			level++
			line()
		case '}', ']':
			level--
			line()
			dst = append(dst, c)
		case ',':
			dst = append(dst, c)
			line()
		case ':':
			dst = append(dst, ": "...)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// stringEnd is how many bytes of b, behind a quotation mark, belong to the string that it opens, the mark that closes it with them.
func stringEnd(b []byte) int {
	for at := 0; ; {
		n := bytes.IndexByte(b[at:], '"')
		if n < 0 {
			return len(b)
		}
		at += n + 1
		escapes := 0
		for k := at - 2; k >= 0 && b[k] == '\\'; k-- {
			escapes++
		}
		if escapes%2 == 0 {
			return at
		}
	}
}

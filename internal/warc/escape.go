package warc

import (
	"fmt"
	"strconv"
	"strings"
)

const upperHex = "0123456789ABCDEF"

// escape is a URI in which all but what RFC 3986 allows is percent-encoded: no line end, space, quotation mark, control or character beyond ASCII is left.
func escape(uri []byte) string {
	bad := 0
	for _, c := range uri {
		if !inURI(c) {
			bad++
		}
	}
	if bad == 0 {
		return string(uri)
	}
	var b strings.Builder
	b.Grow(len(uri) + 2*bad)
	for _, c := range uri {
		if inURI(c) {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(upperHex[c>>4])
		b.WriteByte(upperHex[c&15])
	}
	return b.String()
}

// inURI reports whether c is unreserved, reserved or a percent sign (RFC 3986, 2).
func inURI(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || isDigit(c) || strings.IndexByte("-._~:/?#[]@!$&'()*+,;=%", c) >= 0
}

// quote shows foreign bytes in a line for the user, of bounded length and in ASCII.
func quote(b []byte) string {
	const most = 80
	if len(b) > most {
		return strconv.QuoteToASCII(string(b[:most])) + "…"
	}
	return strconv.QuoteToASCII(string(b))
}

// megabytes writes n bytes in MB, kB or bytes, with one digit after the point where there is one.
func megabytes(n int64) string {
	switch {
	case n >= 1_000_000:
		return decimal(n, 1_000_000, "MB")
	case n >= 1_000:
		return decimal(n, 1_000, "kB")
	}
	return fmt.Sprintf("%d bytes", n)
}

func decimal(n, unit int64, name string) string {
	if n%unit == 0 {
		return fmt.Sprintf("%d %s", n/unit, name)
	}
	return fmt.Sprintf("%.1f %s", float64(n)/float64(unit), name)
}

// thousands writes n with commas.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

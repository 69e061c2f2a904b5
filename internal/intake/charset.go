package intake

import (
	"bufio"
	"bytes"
	"io"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// narrow is r in UTF-8 where it begins with a byte order mark of UTF-16 or, being markup, has a NUL byte beside its
// first "<"; otherwise r as it is. Offsets then count the bytes of UTF-8.
func narrow(r io.Reader) io.Reader {
	b := bufio.NewReader(r)
	head, _ := b.Peek(2)
	var order unicode.Endianness
	switch string(head) {
	case "\xff\xfe", "<\x00":
		order = unicode.LittleEndian
	case "\xfe\xff", "\x00<":
		order = unicode.BigEndian
	default:
		return b
	}
	return transform.NewReader(b, unicode.UTF16(order, unicode.UseBOM).NewDecoder())
}

// decodeText is b in UTF-8. label names its charset, "" where nothing does. Bytes that are UTF-8 are taken for that, whatever
// the label says, unless they are ASCII in a charset that is more than ASCII with escapes; where the label is of no known charset the
// bytes stay as they are, for the cleaning to find out. ok is false for UTF-7, which nothing reads.
func decodeText(b []byte, label string) (out []byte, ok bool) {
	label = strings.ToLower(strings.TrimSpace(label))
	if strings.Contains(label, "utf-7") || label == "utf7" {
		return b, false
	}
	enc, name := charset.Lookup(label)
	if enc == nil || name == "replacement" || name == "x-user-defined" {
		return b, true
	}
	wide := strings.HasPrefix(name, "utf-16") || name == "iso-2022-jp"
	if !wide && utf8.Valid(b) || name == "utf-8" {
		return b, true
	}
	s, err := enc.NewDecoder().Bytes(b)
	if err != nil || !wide && bytes.Count(s, []byte("\ufffd")) > len(b)/100+1 {
		return b, true
	}
	return s, true
}

// words decodes the encoded words of a header (RFC 2047). What cannot be decoded stays as it is.
func words(s string) string {
	if !strings.Contains(s, "=?") {
		return s
	}
	d := mime.WordDecoder{CharsetReader: func(label string, r io.Reader) (io.Reader, error) {
		b, err := io.ReadAll(io.LimitReader(r, 64<<10))
		if err != nil {
			return nil, err
		}
		b, _ = decodeText(b, label)
		return bytes.NewReader(b), nil
	}}
	out, err := d.DecodeHeader(s)
	if err != nil {
		return s
	}
	return out
}

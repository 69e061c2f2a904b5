package intake

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// A feedToken is one token of the XML of an item: a tag, or text with its references resolved.
type feedToken struct {
	kind        int    // tokenText, tokenOpen, tokenClose, tokenOther
	space, name string // of a tag: what stands before its colon and after it
	text        string
	attrs       []xml.Attr // of an opening tag, until the next token is read
}

// The kinds of tokens. An empty element is two.
const (
	tokenOther = iota // a comment, an instruction
	tokenText
	tokenOpen
	tokenClose
)

// A tokenSource reads the tokens of one item.
type tokenSource interface {
	next() (feedToken, error) // io.EOF at the end
	offset() int64            // where the token ends that was read last
}

// errUnsure says that XML is not of the plain kind that plainXML reads: nothing is wrong with it yet.
var errUnsure = errors.New("not plain XML")

// A plainXML reads the XML that nearly all feeds have: names of ASCII with one colon at most, attributes in quotation marks, text, references,
// CDATA. At anything else it ends with errUnsure, and the item is read by looseXML from its start. Up to there both have the same tokens.
//
// What it reads must be UTF-8 without the characters that XML forbids.
type plainXML struct {
	s           string
	i           int
	closing     bool // the tag before was of an empty element
	space, name string
	attrs       []xml.Attr
}

func (x *plainXML) offset() int64 { return int64(x.i) }

func (x *plainXML) next() (feedToken, error) {
	if x.closing {
		x.closing = false
		return feedToken{kind: tokenClose, space: x.space, name: x.name}, nil
	}
	rest := x.s[x.i:]
	switch {
	case rest == "":
		return feedToken{}, io.EOF
	case rest[0] != '<':
		n := strings.IndexByte(rest, '<')
		if n < 0 {
			n = len(rest)
		}
		if strings.Contains(rest[:n], "]]>") || n == len(rest) && strings.IndexByte(rest, '&') >= 0 {
			return feedToken{}, errUnsure
		}
		x.i += n
		return x.text(rest[:n])
	case len(rest) > 1 && rest[1] == '/':
		x.i += 2
		return x.end()
	case strings.HasPrefix(rest, cdata):
		n := strings.Index(rest[len(cdata):], "]]>")
		if n < 0 {
			return feedToken{}, errUnsure
		}
		x.i += len(cdata) + n + len("]]>")
		return feedToken{kind: tokenText, text: newlines(rest[len(cdata) : len(cdata)+n])}, nil
	}
	x.i++
	return x.start()
}

const cdata = "<![CDATA["

func (x *plainXML) text(s string) (feedToken, error) {
	s, ok := resolve(newlines(s))
	if !ok {
		return feedToken{}, errUnsure
	}
	return feedToken{kind: tokenText, text: s}, nil
}

// newlines is s with the line ends of XML: each is one "\n".
func newlines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// end reads a closing tag after its "</".
func (x *plainXML) end() (feedToken, error) {
	t := feedToken{kind: tokenClose}
	var ok bool
	if t.space, t.name, ok = x.tagName(); !ok {
		return t, errUnsure
	}
	x.white()
	if !x.is('>') {
		return t, errUnsure
	}
	return t, nil
}

// start reads an opening tag after its "<".
func (x *plainXML) start() (feedToken, error) {
	t := feedToken{kind: tokenOpen}
	var ok bool
	if t.space, t.name, ok = x.tagName(); !ok {
		return t, errUnsure
	}
	x.attrs = x.attrs[:0]
	for {
		x.white()
		switch {
		case x.is('>'):
			t.attrs = x.attrs
			return t, nil
		case x.is('/'):
			if !x.is('>') {
				return t, errUnsure
			}
			x.closing, x.space, x.name = true, t.space, t.name
			t.attrs = x.attrs
			return t, nil
		}
		a, ok := x.attr()
		if !ok {
			return t, errUnsure
		}
		x.attrs = append(x.attrs, a)
	}
}

// attr reads an attribute.
func (x *plainXML) attr() (a xml.Attr, ok bool) {
	if a.Name.Space, a.Name.Local, ok = x.tagName(); !ok {
		return a, false
	}
	x.white()
	if !x.is('=') {
		return a, false
	}
	x.white()
	if x.i >= len(x.s) || x.s[x.i] != '"' && x.s[x.i] != '\'' {
		return a, false
	}
	rest := x.s[x.i+1:]
	n := strings.IndexByte(rest, x.s[x.i])
	if n < 0 || strings.IndexByte(rest[:n], '<') >= 0 {
		return a, false
	}
	x.i += n + 2
	a.Value, ok = resolve(newlines(rest[:n]))
	return a, ok
}

// is takes c where it comes next.
func (x *plainXML) is(c byte) bool {
	if x.i < len(x.s) && x.s[x.i] == c {
		x.i++
		return true
	}
	return false
}

func (x *plainXML) white() {
	for x.i < len(x.s) && (x.s[x.i] == ' ' || x.s[x.i] == '\n' || x.s[x.i] == '\t' || x.s[x.i] == '\r') {
		x.i++
	}
}

// tagName reads a name of ASCII. ok is false where it is none, has two colons, or one at its start or end.
func (x *plainXML) tagName() (space, name string, ok bool) {
	from, colon := x.i, -1
	for ; x.i < len(x.s); x.i++ {
		c := x.s[x.i]
		if c == ':' {
			if colon >= 0 {
				return "", "", false
			}
			colon = x.i
		} else if !nameByte(c) {
			break
		}
	}
	s := x.s[from:x.i]
	if s == "" || x.i == len(x.s) || x.s[x.i] >= 0x80 || s[0] != '_' && (s[0]|0x20 < 'a' || s[0]|0x20 > 'z') {
		return "", "", false
	}
	if colon < 0 {
		return "", s, true
	}
	return s[:colon-from], s[colon-from+1:], colon > from && colon < x.i-1
}

// nameByte reports whether c may stand in a name of ASCII, colons apart.
func nameByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.'
}

// resolve is s with its references resolved: the five of XML, those of HTML, and numbers. What is none of them stands for itself.
// ok is false where one is of a character that XML forbids.
func resolve(s string) (out string, ok bool) {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s, true
	}
	var sb strings.Builder
	sb.Grow(len(s))
	for ; i >= 0; i = strings.IndexByte(s, '&') {
		sb.WriteString(s[:i])
		s = s[i:]
		n := 1
		for n < len(s) && (nameByte(s[n]) || s[n] == '#' && n == 1) {
			n++
		}
		text, found := "", false
		if n < len(s) && s[n] == ';' {
			if text, found, ok = reference(s[1:n]); !ok {
				return "", false
			}
		}
		if !found {
			text, n = s[:n], n-1
		}
		sb.WriteString(text)
		s = s[n+1:]
	}
	sb.WriteString(s)
	return sb.String(), true
}

// reference is what a reference stands for. ok is false where that is a character which XML forbids.
func reference(name string) (text string, found, ok bool) {
	if number, is := strings.CutPrefix(name, "#"); is {
		base := 10
		if hex, is := strings.CutPrefix(number, "x"); is {
			number, base = hex, 16
		}
		n, err := strconv.ParseUint(number, base, 64)
		switch {
		case err != nil || strings.Contains(number, "_") || n > 0x10ffff:
			return "", false, true
		case n < ' ' && n != '\t' && n != '\n' && n != '\r' || n == 0xfffe || n == 0xffff:
			return "", false, false
		}
		return string(rune(n)), true, true
	}
	switch name {
	case "amp":
		return "&", true, true
	case "lt":
		return "<", true, true
	case "gt":
		return ">", true, true
	case "quot":
		return "\"", true, true
	case "apos":
		return "'", true, true
	}
	text, found = xml.HTMLEntity[name]
	return text, found, true
}

// A looseXML reads any XML that is well-formed within its tags, by the decoder of the standard library.
type looseXML struct {
	d *xml.Decoder
}

func (x looseXML) offset() int64 { return x.d.InputOffset() }

func (x looseXML) next() (feedToken, error) {
	t, err := x.d.RawToken()
	if err != nil {
		return feedToken{}, err
	}
	switch t := t.(type) {
	case xml.CharData:
		return feedToken{kind: tokenText, text: string(t)}, nil
	case xml.StartElement:
		return feedToken{kind: tokenOpen, space: t.Name.Space, name: t.Name.Local, attrs: t.Attr}, nil
	case xml.EndElement:
		return feedToken{kind: tokenClose, space: t.Name.Space, name: t.Name.Local}, nil
	}
	return feedToken{}, nil
}

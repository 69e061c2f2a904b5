package roster

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// A value is one value of a JSON document with the line on which it stands, from 1.
type value struct {
	line    int
	kind    kind
	text    string // of a text
	list    []value
	members []member // of an object, in order
}

// A member is one field of an object.
type member struct {
	key   string
	line  int
	value value
}

// A kind is what sort of value it is.
type kind string

const (
	aText   kind = "a text"
	aList   kind = "a list"
	anOther kind = "a number, true, false or null"
	object  kind = "an object"
)

// deepest is how many lists and objects may stand in each other.
const deepest = 8

// A Problem is why a file is not used: a line of it, from 1, and the reason.
type Problem struct {
	File string
	Line int
	Why  string
}

// String is "file:line: why".
func (p Problem) String() string { return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Why) }

// A treeReader reads one JSON document. encoding/json would take unknown letters and a field that stands twice in silence, and forget the lines.
type treeReader struct {
	b    []byte
	dec  *json.Decoder
	at   int64 // where line was counted to
	line int
}

// wrongAt is a fault on a line.
type wrongAt struct {
	line int
	why  string
}

func (w *wrongAt) Error() string { return w.why }

// readTree reads b, the whole of it one document.
func readTree(b []byte) (value, error) {
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	if !utf8.Valid(b) {
		at := 0
		for at < len(b) {
			r, n := utf8.DecodeRune(b[at:])
			if r == utf8.RuneError && n == 1 {
				break
			}
			at += n
		}
		return value{}, &wrongAt{1 + bytes.Count(b[:at], []byte("\n")), "it is not UTF-8"}
	}
	t := &treeReader{b: b, dec: json.NewDecoder(bytes.NewReader(b)), line: 1}
	t.dec.UseNumber()
	tok, err := t.next()
	if err != nil {
		return value{}, err
	}
	v, err := t.value(tok, 0)
	if err != nil {
		return value{}, err
	}
	if _, err := t.dec.Token(); !errors.Is(err, io.EOF) {
		return value{}, &wrongAt{t.lineAt(t.dec.InputOffset()), "something stands behind the end of the document"}
	}
	return v, nil
}

// next is the next token; the end of the file is an error.
func (t *treeReader) next() (json.Token, error) {
	tok, err := t.dec.Token()
	if err == nil {
		t.line = t.lineAt(t.dec.InputOffset())
		return tok, nil
	}
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, &wrongAt{t.lineAt(int64(len(bytes.TrimRight(t.b, " \t\r\n")))), "it ends too early: a bracket, a brace or a quotation mark is missing"}
	case errors.As(err, &syntax):
		return nil, &wrongAt{t.lineAt(max(syntax.Offset, t.dec.InputOffset())), "it is not JSON: " + syntax.Error()}
	}
	return nil, &wrongAt{t.lineAt(t.dec.InputOffset()), "it is not JSON: " + err.Error()}
}

// lineAt is the line of a byte of b, that or a later one than was asked for before.
func (t *treeReader) lineAt(offset int64) int {
	offset = min(max(offset, t.at), int64(len(t.b)))
	line := t.line + bytes.Count(t.b[t.at:offset], []byte("\n"))
	t.at, t.line = offset, line
	return line
}

// value is the value that begins with tok.
func (t *treeReader) value(tok json.Token, depth int) (value, error) {
	v := value{line: t.line, kind: anOther}
	if depth > deepest {
		return v, &wrongAt{v.line, "lists and objects stand too deep in each other"}
	}
	switch x := tok.(type) {
	case string:
		v.kind, v.text = aText, x
	case json.Delim:
		if x == '[' {
			return t.listOf(v, depth)
		}
		return t.objectOf(v, depth)
	}
	return v, nil
}

func (t *treeReader) listOf(v value, depth int) (value, error) {
	v.kind = aList
	for {
		tok, err := t.next()
		if err != nil {
			return v, err
		}
		if tok == json.Delim(']') {
			return v, nil
		}
		one, err := t.value(tok, depth+1)
		if err != nil {
			return v, err
		}
		v.list = append(v.list, one)
	}
}

func (t *treeReader) objectOf(v value, depth int) (value, error) {
	v.kind = object
	for {
		tok, err := t.next()
		if err != nil {
			return v, err
		}
		key, ok := tok.(string)
		if !ok { // the closing brace
			return v, nil
		}
		m := member{key: key, line: t.line}
		for _, have := range v.members {
			if have.key == key {
				return v, &wrongAt{m.line, fmt.Sprintf("%q stands twice, first on line %d", key, have.line)}
			}
		}
		if tok, err = t.next(); err != nil {
			return v, err
		}
		if m.value, err = t.value(tok, depth+1); err != nil {
			return v, err
		}
		v.members = append(v.members, m)
	}
}

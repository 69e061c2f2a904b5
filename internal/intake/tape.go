package intake

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A tape cuts values of JSON out of a stream by their brackets and quotation marks; checkJSON judges them.
type tape struct {
	r    *bufio.Reader
	off  int64
	line int
	keep *keeper // gets all bytes that go by; may be nil
}

// A keeper keeps up to max bytes.
type keeper struct {
	b    []byte
	max  int64
	over bool
}

func (k *keeper) add(b ...byte) {
	if k == nil || k.over {
		return
	}
	if int64(len(k.b)+len(b)) > k.max {
		k.over, k.b = true, nil
		return
	}
	k.b = append(k.b, b...)
}

// A tapeFault is a place from which on the stream cannot be told apart.
type tapeFault struct {
	line int
	at   int64
	why  string
}

func (f *tapeFault) Error() string { return fmt.Sprintf("byte %d: %s", f.at, f.why) }

func (t *tape) fault(why string) error { return &tapeFault{t.line, t.off, why} }

// early is the error of a stream that ends where it should not.
func (t *tape) early(err error) error {
	if errors.Is(err, io.EOF) {
		return t.fault("the input ends inside a value")
	}
	return err
}

// next takes one byte.
func (t *tape) next() (byte, error) {
	c, err := t.r.ReadByte()
	if err != nil {
		return 0, err
	}
	t.off++
	if c == '\n' {
		t.line++
	}
	t.keep.add(c)
	return c, nil
}

// skip takes n bytes that were peeked at.
func (t *tape) skip(n int) {
	for range n {
		_, _ = t.next()
	}
}

// peek is the next byte that is not white space.
func (t *tape) peek() (byte, error) {
	for {
		b, err := t.r.Peek(1)
		if err != nil {
			return 0, err
		}
		if !isJSONSpace(b[0]) {
			return b[0], nil
		}
		t.skip(1)
	}
}

// listOfObjects reports whether the list at the place begins with an object, or is empty.
func (t *tape) listOfObjects() bool {
	b, _ := t.r.Peek(4096)
	for _, c := range b[min(1, len(b)):] {
		if !isJSONSpace(c) {
			return c == '{' || c == ']'
		}
	}
	return false
}

// value takes the next value: an object or a list to its last bracket, a string to its quotation mark, else what stands
// before the next comma, colon, bracket or white space. Of a value with more than max bytes none is kept.
func (t *tape) value(max int64) (b []byte, at place, over bool, err error) {
	if _, err = t.peek(); err != nil {
		return nil, at, false, err
	}
	at = place{line: t.line, offset: t.off}
	own := keeper{max: max}
	depth, quoted := 0, false
	for {
		p, err := t.r.Peek(1)
		bare := depth == 0 && !quoted && t.off > at.offset
		switch {
		case errors.Is(err, io.EOF) && (depth > 0 || quoted):
			return nil, at, false, &tapeFault{at.line, at.offset, "a value that does not end"}
		case err != nil && !(bare && errors.Is(err, io.EOF)):
			return nil, at, false, err
		}
		if bare && (len(p) == 0 || isJSONSpace(p[0]) || strings.IndexByte(",:[]{}\"", p[0]) >= 0) {
			break
		}
		c, err := t.next()
		if err != nil {
			return nil, at, false, err
		}
		own.add(c)
		switch {
		case quoted && c == '\\':
			if c, err := t.next(); err == nil { // an error is met again
				own.add(c)
			}
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
		if depth <= 0 && !quoted && (c == '"' || c == '}' || c == ']') {
			break
		}
	}
	at.size = t.off - at.offset
	return own.b, at, own.over, nil
}

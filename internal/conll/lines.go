package conll

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"github.com/parley-press/parley"
)

// MaxLine is the most bytes that a line of a column format may have: room for a token of some megabytes.
const MaxLine = 8 << 20

// Plain is r with gzip taken off, where r begins as gzip does (RFC 1952). A reader of no byte stays one.
func Plain(r io.Reader) (io.Reader, error) {
	b := bufio.NewReaderSize(r, 1<<16)
	head, err := b.Peek(2)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, failed(err)
	}
	if len(head) < 2 || head[0] != 0x1f || head[1] != 0x8b {
		return b, nil
	}
	z, err := gzip.NewReader(b)
	if err != nil {
		return nil, failed(err)
	}
	return z, nil
}

// failed is an error of the stream below.
func failed(err error) error { return &parley.Error{Kind: parley.Unavailable, Op: "read", Err: err} }

// invalid is an error of what stands in one line.
func invalid(line int, format string, args ...any) error {
	return parley.Errorf(parley.Invalid, fmt.Sprintf("line %d", line), format, args...)
}

// Lines reads lines of bounded length.
type Lines struct {
	r    *bufio.Reader
	most int
	buf  []byte
	n    int // lines read
}

// NewLines reads the lines of r; one of more than most bytes is refused.
func NewLines(r io.Reader, most int) *Lines {
	return &Lines{r: bufio.NewReaderSize(r, 1<<16), most: most}
}

// Number is the number of the line that Next gave last, from 1.
func (l *Lines) Number() int { return l.n }

// Next is the next line without its end (LF, or LF behind CR); its bytes are overwritten by the next call. The error is io.EOF
// behind the last line, of kind Invalid for a line that is too long, which is then read over.
func (l *Lines) Next() ([]byte, error) {
	l.buf = l.buf[:0]
	size := 0
	for first := true; ; first = false {
		part, err := l.r.ReadSlice('\n')
		size += len(part)
		if size <= l.most+2 {
			l.buf = append(l.buf, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && first && len(part) == 0:
			return nil, io.EOF
		case errors.Is(err, io.EOF) && size == 0:
			return nil, io.EOF
		case err != nil && !errors.Is(err, io.EOF):
			return nil, failed(err)
		}
		return l.line(size)
	}
}

// line is the line read, of size bytes with its end.
func (l *Lines) line(size int) ([]byte, error) {
	l.n++
	if size > l.most+2 {
		return nil, invalid(l.n, "more than %d bytes", l.most)
	}
	b := bytes.TrimRight(bytes.TrimSuffix(l.buf, []byte("\n")), "\r")
	if len(b) > l.most {
		return nil, invalid(l.n, "more than %d bytes", l.most)
	}
	return b, nil
}

// isInvalid reports whether reading goes on behind an error.
func isInvalid(err error) bool { return parley.KindOf(err) == parley.Invalid }

func isEnd(err error) bool { return errors.Is(err, io.EOF) }

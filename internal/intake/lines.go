package intake

import (
	"bufio"
	"errors"
	"io"
)

// lines reads lines of which each may have up to max bytes; more is passed over and counted.
type lines struct {
	r   *bufio.Reader
	max int64
	buf []byte
	end int64 // where the next line begins
	n   int   // lines that were read

	each func([]byte) // sees every byte, also those that are passed over; may be nil
}

// A line is one line with its end, if it has one.
type line struct {
	b     []byte // until the next line is read; nil where over
	at    place
	over  bool // more than max bytes
	ended bool // there is a line feed at its end
}

// next is the next line. io.EOF says that there is none.
func (l *lines) next() (line, error) {
	l.buf = l.buf[:0]
	out := line{at: place{line: l.n + 1, offset: l.end}}
	for {
		b, err := l.r.ReadSlice('\n')
		l.end += int64(len(b))
		if l.each != nil {
			l.each(b)
		}
		if !out.over && int64(len(l.buf)+len(b)) > l.max+2 { // with its line end
			out.over = true
			if cap(l.buf) > 1<<20 {
				l.buf = nil
			}
			l.buf = l.buf[:0]
		}
		if !out.over {
			l.buf = append(l.buf, b...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		out.at.size = l.end - out.at.offset
		if err != nil && (!errors.Is(err, io.EOF) || out.at.size == 0) {
			return out, err
		}
		l.n++
		out.ended = err == nil
		if !out.over {
			out.b = l.buf
		}
		return out, nil
	}
}

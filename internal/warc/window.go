package warc

import (
	"bytes"
	"io"
)

// A window is a stretch of a stream held in memory.
type window struct {
	r        io.Reader
	buf      []byte
	from, to int   // buf[from:to] was read and not yet passed
	off      int64 // of buf[from] in the stream
	err      error // what the stream ended with, io.EOF where that is its end
}

// readStep is how much is read at least, where there is as much.
const readStep = 32 << 10

func (w *window) reset(r io.Reader) {
	w.r, w.from, w.to, w.off, w.err = r, 0, 0, 0, nil
}

// peek is the next n bytes, fewer only where the stream ends, which err then tells. They are valid until the next call.
func (w *window) peek(n int) []byte {
	if w.to-w.from < n && w.err == nil {
		w.fill(n)
	}
	return w.buf[w.from:min(w.to, w.from+n)]
}

func (w *window) fill(n int) {
	if w.from == w.to {
		w.from, w.to = 0, 0
	}
	if room := max(n, readStep); w.from+room > len(w.buf) {
		to := w.buf
		if len(to) < 2*room { // so that each byte is moved once at most, however it is peeked at
			to = make([]byte, 2*room)
		}
		w.to = copy(to, w.buf[w.from:w.to])
		w.from, w.buf = 0, to
	}
	for idle := 0; w.to-w.from < n && w.err == nil; {
		got, err := w.r.Read(w.buf[w.to:min(len(w.buf), max(w.from+n, w.to+readStep))])
		w.to += got
		w.err = err
		if idle++; got > 0 {
			idle = 0
		} else if idle > 100 && err == nil {
			w.err = io.ErrNoProgress
		}
	}
}

// skip passes n bytes and is how many there were.
func (w *window) skip(n int64) int64 {
	left := n
	for left > 0 {
		p := w.peek(int(min(left, readStep)))
		if len(p) == 0 {
			break
		}
		w.pass(len(p))
		left -= int64(len(p))
	}
	return n - left
}

// pass passes n bytes that were peeked at.
func (w *window) pass(n int) {
	w.from += n
	w.off += int64(n)
}

// trim passes line ends.
func (w *window) trim() {
	for {
		p := w.peek(1)
		if len(p) == 0 || p[0] != '\r' && p[0] != '\n' {
			return
		}
		for _, c := range w.buf[w.from:w.to] {
			if c != '\r' && c != '\n' {
				break
			}
			w.pass(1)
		}
	}
}

// seekRecord passes bytes up to where a record can begin, here or on a later line, or all of them.
func (w *window) seekRecord() (found bool) {
	if isVersion(w.peek(versionLen)) {
		return true
	}
	for {
		p := w.peek(readStep)
		from := 0
		for {
			i := bytes.Index(p[from:], []byte("\nWARC/"))
			if i < 0 {
				break
			}
			if from += i + 1; len(p)-from < versionLen && len(p) == readStep {
				from-- // the line goes on beyond what was peeked at
				break
			} else if isVersion(p[from:]) {
				w.pass(from)
				return true
			}
		}
		if len(p) < readStep {
			w.pass(len(p))
			return false
		}
		// What was looked at is passed but for a start of the line that may stand at its end.
		w.pass(max(from, len(p)-versionLen))
	}
}

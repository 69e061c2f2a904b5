package warc

import (
	"errors"
	"io"
)

// An input gives the bytes of a file and can go back: anywhere where at is set, else over the last bytes of the stream.
type input struct {
	src     io.Reader
	at      io.ReaderAt // instead of src
	pos     int64       // of the byte that Read gives next
	high    int64       // most that pos has been
	tail    []byte      // of src: the bytes before high
	back    int64       // bytes gone back over so far
	forgets bool        // nothing of src is kept: what is not compressed is never gone back over
	sum     io.Writer   // gets the bytes before high, may be nil
	err     error       // what the file system said, not io.EOF
}

// Read implements io.Reader.
func (in *input) Read(p []byte) (n int, err error) {
	switch behind := in.high - in.pos; {
	case in.at != nil:
		n, err = in.at.ReadAt(p, in.pos)
		if n > 0 && errors.Is(err, io.EOF) {
			err = nil
		}
	case behind > 0:
		n = copy(p, in.tail[int64(len(in.tail))-behind:])
	default:
		n, err = in.src.Read(p)
		in.remember(p[:n])
	}
	in.pos += int64(n)
	if fresh := in.pos - in.high; fresh > 0 {
		if in.sum != nil {
			_, _ = in.sum.Write(p[int64(n)-fresh : n])
		}
		in.high = in.pos
	}
	if err != nil && !errors.Is(err, io.EOF) {
		in.err = err
	}
	return n, err
}

// remember keeps the last bytes of the stream: from keepBack to twice as many.
func (in *input) remember(p []byte) {
	if in.forgets {
		return
	}
	if in.tail == nil {
		in.tail = make([]byte, 0, 2*keepBack)
	}
	if len(p) > keepBack {
		p = p[len(p)-keepBack:]
	}
	if len(in.tail)+len(p) > cap(in.tail) {
		in.tail = in.tail[:copy(in.tail, in.tail[len(in.tail)-keepBack:])]
	}
	in.tail = append(in.tail, p...)
}

// seek goes back to offset pos. It refuses where the bytes are gone, or where so much was read again that reading would no longer take linear time.
func (in *input) seek(pos int64) bool {
	if pos > in.pos || in.at == nil && in.high-pos > int64(len(in.tail)) || in.back+in.pos-pos > in.high+reread {
		return false
	}
	in.back += in.pos - pos
	in.pos = pos
	return true
}

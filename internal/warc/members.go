package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// A coat is how the records of a file are compressed.
type coat byte

const (
	bare    coat = iota // not at all; the file is one member
	gzipped             // RFC 1952
	zstded              // RFC 8878
)

// String is what one member is called.
func (c coat) String() string {
	return [...]string{"file", "gzip member", "zstd frame"}[c]
}

var (
	errRatio     = fmt.Errorf("more comes out than the limit, which is %d to 1 after the first %s", maxRatio, megabytes(ratioFree))
	errFileRatio = fmt.Errorf("more comes out of the file than the limit, which is %d to 1", maxFileRatio)
	errStray     = errors.New("not a member")
)

// members are the gzip members or zstd frames of a file, one after the other. As a reader it gives the decompressed bytes of the one it is at.
type members struct {
	in    *input
	b     *bufio.Reader // of in
	coat  coat
	gz    gzip.Reader
	zs    *zstd.Decoder
	frame frame
	dict  []byte
	begin int64 // of the member
	out   int64 // decompressed bytes of the member
	all   int64 // and of all members
	once  bool  // whether there was a member

	probe io.ReadCloser // for looking whether a place is a member
}

// bufSize is that of the buffer of compressed bytes, probeSize what of a member is looked at to see whether it is one.
const (
	bufSize   = 64 << 10
	probeSize = 4 << 10
)

// reset begins a file.
func (m *members) reset(in *input) {
	if m.dict != nil {
		m.dict, m.zs = nil, nil
	}
	m.open(in)
}

func (m *members) open(in *input) {
	m.in, m.once, m.all = in, false, 0
	if m.b == nil {
		m.b = bufio.NewReaderSize(in, bufSize)
	} else {
		m.b.Reset(in)
	}
	head, _ := m.b.Peek(4)
	switch {
	case isGzip(head):
		m.coat = gzipped
	case isZstd(head), isSkippable(head):
		m.coat = zstded
	default:
		m.coat = bare
		in.tail, in.forgets = nil, true
	}
}

// resume begins a file at the member at offset, as one that was read before; dict is the file's dictionary.
func (m *members) resume(in *input, offset int64, dict []byte) {
	if !bytes.Equal(m.dict, dict) {
		m.zs = nil
	}
	in.pos, in.high = offset, offset
	m.open(in)
	m.dict = dict
}

// pos is the offset in the file of the next byte that is not decompressed yet.
func (m *members) pos() int64 { return m.in.pos - int64(m.b.Buffered()) }

// moved reports whether anything of the member was read, without which there is no end to a file.
func (m *members) moved() bool { return m.coat == bare || m.pos() > m.begin }

// next goes to the next member. It answers io.EOF at the end of the file, errStray where no member begins.
func (m *members) next() error {
	m.out = 0
	if m.coat == bare {
		if m.once {
			return io.EOF
		}
		m.once, m.begin = true, m.pos()
		return nil
	}
	m.once = true
	if m.coat == zstded {
		return m.nextFrame()
	}
	m.begin = m.pos()
	head, err := m.b.Peek(3)
	switch {
	case len(head) == 0:
		return err
	case !isGzip(head):
		return errStray
	}
	if err := m.gz.Reset(m.b); err != nil {
		return cut(err)
	}
	m.gz.Multistream(false)
	return nil
}

// Read gives decompressed bytes of the member, io.EOF at its end where all its checks hold.
func (m *members) Read(p []byte) (n int, err error) {
	switch m.coat {
	case bare:
		n, err = m.b.Read(p)
		m.all += int64(n)
		return n, err
	case gzipped:
		n, err = m.gz.Read(p)
	default:
		n, err = m.zs.Read(p)
	}
	m.out += int64(n)
	m.all += int64(n)
	switch {
	case m.all > fileFree && m.all > maxFileRatio*m.in.high:
		return n, errFileRatio
	case m.out > ratioFree && m.out > maxRatio*(m.pos()-m.begin):
		return n, errRatio
	}
	return n, cut(err)
}

// cut is err, or io.ErrUnexpectedEOF where a member is not ended by its own end.
func cut(err error) error {
	if err == io.EOF || err == nil { //nolint:errorlint // a bare io.EOF alone is the end
		return err
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// resync goes to the next member at or behind offset from, or as near to it as the file can be gone back to, and tells whether there is one.
func (m *members) resync(from int64) bool {
	if from < m.pos() && m.in.seek(from) {
		m.b.Reset(m.in)
	}
	if n := from - m.pos(); n > 0 {
		_, _ = m.b.Discard(int(n))
	}
	magic := []byte("\x1f\x8b\x08")
	if m.coat == zstded {
		magic = []byte("\x28\xb5\x2f\xfd")
	}
	for {
		p, err := m.b.Peek(bufSize)
		at := 0
		for {
			i := bytes.Index(p[at:], magic)
			if i < 0 {
				break
			}
			at += i
			if at > 0 && err == nil && len(p)-at < probeSize {
				_, _ = m.b.Discard(at)
				p, err = m.b.Peek(bufSize)
				at = 0
			}
			if m.coat == zstded || m.plausible(p[at:]) {
				_, _ = m.b.Discard(at)
				return true
			}
			at++
		}
		if err != nil {
			_, _ = m.b.Discard(len(p))
			return false
		}
		_, _ = m.b.Discard(len(p) - len(magic) + 1)
	}
}

// plausible reports whether a gzip member with a record begins with p.
func (m *members) plausible(p []byte) bool {
	if len(p) < 18 || p[3]&0xe0 != 0 || p[3]&2 != 0 {
		return false
	}
	at := 10
	if p[3]&4 != 0 { // FEXTRA
		at += 2 + int(p[10]) + int(p[11])<<8
	}
	for _, flag := range []byte{8, 16} { // FNAME, FCOMMENT
		if p[3]&flag == 0 {
			continue
		}
		if at >= len(p) {
			return false
		}
		i := bytes.IndexByte(p[at:min(len(p), at+1024)], 0)
		if i < 0 {
			return false
		}
		at += i + 1
	}
	if at >= len(p) || p[at]&6 == 6 {
		return false
	}
	src := bytes.NewReader(p[at:min(len(p), at+probeSize)])
	if m.probe == nil {
		m.probe = flate.NewReader(src)
	} else if err := m.probe.(flate.Resetter).Reset(src, nil); err != nil {
		return false
	}
	var start [versionLen]byte
	n, _ := io.ReadFull(m.probe, start[:])
	return isVersion(start[:n])
}

func isGzip(p []byte) bool { return len(p) >= 3 && p[0] == 0x1f && p[1] == 0x8b && p[2] == 8 }
func isZstd(p []byte) bool { return len(p) >= 4 && string(p[:4]) == "\x28\xb5\x2f\xfd" }

// isSkippable reports whether p begins a skippable frame of zstd (RFC 8878, 3.1.2).
func isSkippable(p []byte) bool {
	return len(p) >= 4 && p[0]&0xf0 == 0x50 && string(p[1:4]) == "\x2a\x4d\x18"
}

// ratioDetail says of a limit on expansion what was exceeded.
func ratioDetail(out, in int64) string {
	return fmt.Sprintf("%s come out of %s, the limit is %d to 1 after the first %s", megabytes(out), megabytes(in), maxRatio, megabytes(ratioFree))
}

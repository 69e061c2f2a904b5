package warc

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// nextFrame goes to the next frame with data. A skippable frame 0x184D2A5D at the start of the file holds the dictionary of all frames, itself compressed
// or not (the .warc.zst convention, "Zstandard Compressed WARC Files" of the IIPC); other skippable frames are passed over.
func (m *members) nextFrame() error {
	for {
		m.begin = m.pos()
		head, err := m.b.Peek(8)
		switch {
		case len(head) == 0:
			return err
		case isZstd(head):
			return m.startFrame()
		case !isSkippable(head):
			return errStray
		case len(head) < 8:
			return io.ErrUnexpectedEOF
		}
		size := binary.LittleEndian.Uint32(head[4:])
		dictionary := m.begin == 0 && head[0] == 0x5d
		_, _ = m.b.Discard(8)
		if dictionary {
			if err := m.readDictionary(int64(size)); err != nil {
				return err
			}
			continue
		}
		if n, err := io.CopyN(io.Discard, m.b, int64(size)); err != nil {
			return fmt.Errorf("a skippable frame of %d bytes has %d: %w", size, n, io.ErrUnexpectedEOF)
		}
	}
}

// errDictionary is wrapped where nothing of the file can be decompressed.
var errDictionary = errors.New("the zstd dictionary cannot be used")

func (m *members) readDictionary(size int64) error {
	if size > maxDictionary {
		return fmt.Errorf("%w: it has %s, the limit is %s", errDictionary, megabytes(size), megabytes(maxDictionary))
	}
	b := make([]byte, size)
	if _, err := io.ReadFull(m.b, b); err != nil {
		return io.ErrUnexpectedEOF
	}
	if isZstd(b) {
		d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxDictionary))
		if err != nil {
			return err
		}
		defer d.Close()
		if b, err = d.DecodeAll(b, nil); err != nil {
			return fmt.Errorf("%w: %w", errDictionary, err)
		}
	}
	if _, err := zstd.InspectDictionary(b); err != nil {
		return fmt.Errorf("%w: %w", errDictionary, err)
	}
	m.dict, m.zs = b, nil
	return nil
}

// startFrame begins to decompress the frame at the current place.
func (m *members) startFrame() error {
	if head, _ := m.b.Peek(5); len(head) < 5 {
		return io.ErrUnexpectedEOF
	}
	if m.zs == nil {
		opts := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxZstdWindow)}
		if m.dict != nil {
			opts = append(opts, zstd.WithDecoderDicts(m.dict))
		}
		d, err := zstd.NewReader(nil, opts...)
		if err != nil {
			return fmt.Errorf("%w: %w", errDictionary, err)
		}
		m.zs = d
	}
	m.frame = frame{b: m.b}
	return m.zs.Reset(&m.frame)
}

// A frame reads the bytes of one zstd frame (RFC 8878, 3.1.1) and no more, so that the next one is found.
type frame struct {
	b     *bufio.Reader
	left  int64 // of what is being passed on
	state frameState
	sum   bool // a checksum follows the last block
}

type frameState byte

const (
	frameHeader frameState = iota
	frameBlock
	frameChecksum
	frameEnd
)

// Read implements io.Reader. A frame that breaks off is io.ErrUnexpectedEOF.
func (f *frame) Read(p []byte) (int, error) {
	for f.left == 0 {
		var err error
		switch f.state {
		case frameHeader:
			err = f.header()
		case frameBlock:
			err = f.block()
		case frameChecksum:
			f.left, f.state = 4, frameEnd
		case frameEnd:
			return 0, io.EOF
		}
		if err != nil {
			return 0, err
		}
	}
	n, err := f.b.Read(p[:min(int64(len(p)), f.left)])
	f.left -= int64(n)
	if err != nil {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func (f *frame) header() error {
	p, _ := f.b.Peek(5)
	if len(p) < 5 {
		return io.ErrUnexpectedEOF
	}
	d := p[4] // the frame header descriptor
	single := d >> 5 & 1
	f.left = 5 + int64(1-single) + []int64{0, 1, 2, 4}[d&3] + []int64{int64(single), 2, 4, 8}[d>>6]
	f.sum = d&4 != 0
	f.state = frameBlock
	return nil
}

func (f *frame) block() error {
	p, _ := f.b.Peek(3)
	if len(p) < 3 {
		return io.ErrUnexpectedEOF
	}
	h := uint32(p[0]) | uint32(p[1])<<8 | uint32(p[2])<<16
	size := int64(h >> 3)
	if h>>1&3 == 1 { // RLE: one byte stands for all
		size = 1
	}
	f.left = 3 + size
	if h&1 != 0 {
		f.state = frameEnd
		if f.sum {
			f.state = frameChecksum
		}
	}
	return nil
}

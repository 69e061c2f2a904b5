package intake

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/parley-press/parley/internal/numeral"
)

// Limits of compressed input. No size that a header states is believed.
const (
	maxLayers  = 2         // how often one thing may be compressed
	freeBytes  = 1_000_000 // unpacked bytes that no ratio is asked of
	maxRatio   = 200       // unpacked bytes for each packed one beyond those; text has 3 to 20
	zstdWindow = 64 << 20  // bytes that a zstd frame may ask to be held
	headBytes  = 4096      // what an input is known by
	sniffBytes = 32 << 10  // packed bytes that headBytes are unpacked from
)

// A limitError is a limit that an input ran into.
type limitError struct{ msg string }

func (e *limitError) Error() string { return e.msg }

// A damageError is compressed input that is not what its format asks for.
type damageError struct {
	format string
	err    error
}

func (e *damageError) Error() string { return "the " + e.format + " data is damaged: " + e.err.Error() }

// packing names how b is compressed, "" where it is not.
func packing(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("\x1f\x8b\x08")):
		return "gzip"
	case bytes.HasPrefix(b, []byte("\x28\xb5\x2f\xfd")):
		return "zstd"
	}
	return ""
}

// An unpacked stream is an input without its compression.
type unpacked struct {
	*bufio.Reader
	layers []string // from the outermost
	close  func()   // may be nil
	err    error    // why it cannot be unpacked, nil where it can
}

// Close frees what holds the stream.
func (u *unpacked) Close() {
	if u.close != nil {
		u.close()
	}
}

// unpack takes the compression off r, which is asked for its first bytes.
func unpack(r *bufio.Reader) *unpacked {
	u := &unpacked{Reader: r}
	for {
		head, _ := u.Peek(8)
		format := packing(head)
		if format == "" {
			return u
		}
		if len(u.layers) == maxLayers {
			u.err = &limitError{fmt.Sprintf("compressed more than %d times over", maxLayers)}
			return u
		}
		u.layers = append(u.layers, format)
		if err := u.layer(format); err != nil {
			u.err = &damageError{format, err}
			return u
		}
	}
}

// layer takes one layer off.
func (u *unpacked) layer(format string) error {
	in := &counter{r: u.Reader}
	var out io.Reader
	if format == "gzip" {
		z, err := gzip.NewReader(in)
		if err != nil {
			return err
		}
		out = z
	} else {
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(zstdWindow), zstd.WithDecoderMaxMemory(zstdWindow))
		if err != nil {
			return err
		}
		out = z
		before := u.close
		u.close = func() {
			z.Close()
			if before != nil {
				before()
			}
		}
	}
	u.Reader = bufio.NewReaderSize(&bounded{format: format, in: in, r: out}, 64<<10)
	return nil
}

// A counter counts the bytes that are read. It is a byte reader, so that gzip does not read further than its data.
type counter struct {
	r *bufio.Reader
	n int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}

func (c *counter) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}

// bounded stops a stream that unpacks to far more than text can.
type bounded struct {
	format string
	in     *counter
	r      io.Reader
	out    int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.out += int64(n)
	if b.out > freeBytes && b.out-freeBytes > b.in.n*maxRatio {
		return 0, &limitError{fmt.Sprintf("%s of %s unpack to more than %s, the limit is %d to 1", numeral.Bytes(b.in.n), b.format, numeral.Bytes(b.out), maxRatio)}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		var limit *limitError
		var bad *damageError
		if !errors.As(err, &limit) && !errors.As(err, &bad) {
			err = &damageError{b.format, err}
		}
	}
	return n, err
}

// peekUnpacked is the beginning of what head unpacks to, for one look; head is the beginning of an input.
func peekUnpacked(head []byte) []byte {
	for range maxLayers {
		if packing(head) != "gzip" {
			break
		}
		z, err := gzip.NewReader(bytes.NewReader(head))
		if err != nil {
			return nil
		}
		out := make([]byte, headBytes)
		n, _ := io.ReadFull(z, out)
		head = out[:n]
	}
	return head[:min(len(head), headBytes)]
}

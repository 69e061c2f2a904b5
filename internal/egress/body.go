package egress

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/andybalholm/brotli"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/numeral"
)

// Limits of decompression: once a body has given the first million bytes, no more than 200 bytes for one byte on the wire.
const (
	ratioFrom = 1_000_000
	maxRatio  = 200
)

// A counter counts what is read through it, and gives an error beyond most bytes.
type counter struct {
	r       io.Reader
	n, most int64
	failed  bool // r has given an error other than its end
}

var errWire = errors.New("over the limit")

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	c.failed = c.failed || err != nil && !errors.Is(err, io.EOF)
	if c.n > c.most {
		c.failed = true
		return n, errWire
	}
	return n, err
}

// A brotliBody is a body without its Brotli coding. What goes wrong in it and not on the wire is errBrotli.
type brotliBody struct {
	z    *brotli.Reader
	wire *counter
}

var errBrotli = errors.New("not Brotli")

func (b *brotliBody) Read(p []byte) (int, error) {
	n, err := b.z.Read(p)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) && !b.wire.failed {
		err = errBrotli
	}
	return n, err
}

// readBody reads the body of an answer, decompressed. It stops at most bytes, on the wire and after decompression, whatever
// the headers say. With cut it gives the first most bytes of a body that is longer, else it refuses.
func readBody(resp *http.Response, most int64, cut bool) ([]byte, error) {
	tooLarge := func(how string) error {
		r := refuse(parley.ReasonTooLarge, "%s the limit of %s", how, numeral.Bytes(most))
		r.Size = max(resp.ContentLength, -1)
		return r
	}
	if resp.ContentLength > most && !cut {
		return nil, tooLarge(numeral.Bytes(resp.ContentLength) + ", over")
	}
	wire := &counter{r: resp.Body, most: most + 1<<10}
	var body io.Reader = wire
	switch enc := strings.ToLower(strings.TrimSpace(strings.Join(resp.Header.Values("Content-Encoding"), ","))); enc {
	case "", "identity":
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(wire)
		if err == io.EOF { //nolint:errorlint // gzip gives it as it is: no byte at all
			return nil, nil
		}
		if err != nil {
			return nil, broken(err)
		}
		body = z
	case "br":
		b := bufio.NewReader(wire)
		if _, err := b.Peek(1); err == io.EOF { // no byte at all
			return nil, nil
		}
		body = &brotliBody{z: brotli.NewReader(b), wire: wire}
	default:
		return nil, refuse(parley.ReasonUnknown, "compressed as %s, which was not asked for", oneLine(enc))
	}
	out, err := readRatio(body, wire, most)
	switch {
	case errors.Is(err, errWire) && cut, err == nil && int64(len(out)) > most && cut:
		return out[:min(int64(len(out)), most)], nil
	case errors.Is(err, errWire), err == nil && int64(len(out)) > most:
		return nil, tooLarge("over")
	case err != nil:
		return nil, broken(err)
	}
	return out, nil
}

// readRatio reads body to its end, but no more than most bytes and one, and no more than maxRatio bytes for one of wire.
func readRatio(body io.Reader, wire *counter, most int64) ([]byte, error) {
	var out []byte
	chunk := make([]byte, 32<<10)
	for int64(len(out)) <= most {
		n, err := body.Read(chunk)
		out = append(out, chunk[:n]...)
		if len(out) > ratioFrom && int64(len(out)) > maxRatio*wire.n {
			return nil, refuse(parley.ReasonTooLarge, "decompresses to more than %d times its size", maxRatio)
		}
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
	}
	return out[:most+1], nil
}

// broken says what is wrong with a body, unless err says it itself.
func broken(err error) error {
	switch {
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum):
		return unavailable("the server says that it sends gzip, and does not")
	case errors.Is(err, errBrotli):
		return unavailable("the server says that it sends Brotli, and does not")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return unavailable("the server ended before the page did")
	}
	return err
}

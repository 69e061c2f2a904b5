package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
	"github.com/parley-press/parley"
)

// A fault is why a record is set aside. The zero value is none.
type fault struct {
	reason parley.Reason
	detail string
}

func (f fault) set() bool { return f.reason != "" }

// A decoder takes transfer and content codings off bodies. It keeps its buffers from one body to the next.
type decoder struct {
	max  int64  // bytes of a decoded body
	flat []byte // the chunks of a body, joined
	in   bytes.Reader
	b    *bufio.Reader
	out  bytes.Buffer
	last bytes.Buffer
	gz   gzip.Reader
	fl   io.ReadCloser
	zs   *zstd.Decoder
	br   *brotli.Reader
}

// bodies are the forms of one body. They hold until the next.
type bodies struct{ stored, dechunked, decoded []byte }

// forms are the bytes of which a writer may have taken the digest: ISO 28500 says payload, and writers differ in what they take off before.
func (b bodies) forms() [][]byte {
	out := [][]byte{b.stored}
	for _, f := range [][]byte{b.dechunked, b.decoded} {
		if last := out[len(out)-1]; len(f) != len(last) || len(f) > 0 && &f[0] != &last[0] {
			out = append(out, f)
		}
	}
	return out
}

// decode takes the codings of r off its body. What a header says and the body does not bear out was taken off by the crawler and is passed over.
func (d *decoder) decode(r *httpResponse) (b bodies, bad fault) {
	b.stored, b.dechunked = r.body, r.body
	if r.chunked {
		out, chunks, whole := dechunk(d.flat[:0], r.body)
		d.flat = out
		switch {
		case chunks && !whole:
			return b, fault{parley.ReasonTruncated, fmt.Sprintf("the chunked body breaks off after %s", megabytes(int64(len(r.body))))}
		case chunks:
			b.dechunked = out
		}
	}
	b.decoded = b.dechunked
	if len(r.codings) > maxNesting {
		return b, fault{parley.ReasonUnknown, fmt.Sprintf("%d content codings over each other, the limit is %d", len(r.codings), maxNesting)}
	}
	for i := len(r.codings) - 1; i >= 0; i-- {
		if b.decoded, bad = d.one(r.codings[i], b.decoded); bad.set() {
			return b, bad
		}
	}
	if n := int64(len(b.decoded)); n > d.max {
		return b, fault{parley.ReasonTooLarge, fmt.Sprintf("the page has %s, the limit is %s", megabytes(n), megabytes(d.max))}
	}
	if n := int64(len(r.body)); r.length > n && !r.chunked && len(r.codings) == 0 {
		return b, fault{parley.ReasonTruncated, fmt.Sprintf("the server announced %s and %s came", megabytes(r.length), megabytes(n))}
	}
	return b, fault{}
}

// one takes one coding off.
func (d *decoder) one(coding string, body []byte) ([]byte, fault) {
	if len(body) == 0 {
		return body, fault{}
	}
	r, bad := d.reader(coding, body)
	if r == nil {
		return body, bad
	}
	d.out, d.last = d.last, d.out // the last one may be what is read
	d.out.Reset()
	for {
		_, err := io.CopyN(&d.out, r, readStep)
		out := int64(d.out.Len())
		switch {
		case out > d.max:
			return nil, fault{parley.ReasonTooLarge, fmt.Sprintf("%s of %s expand to more than the limit of %s", megabytes(int64(len(body))), coding, megabytes(d.max))}
		case out > ratioFree && out > maxRatio*int64(len(body)):
			return nil, fault{parley.ReasonTooLarge, ratioDetail(out, int64(len(body)))}
		case errors.Is(err, io.ErrUnexpectedEOF):
			return nil, fault{parley.ReasonTruncated, fmt.Sprintf("the body breaks off within its %s coding, after %s", coding, megabytes(int64(len(body))))}
		case errors.Is(err, io.EOF):
			return d.out.Bytes(), fault{}
		case err != nil && out > 0 && d.trailing(coding, err):
			return d.out.Bytes(), fault{}
		case err != nil:
			return nil, fault{parley.ReasonDamaged, fmt.Sprintf("the %s coding of the body is broken after %s: %v", coding, megabytes(out), err)}
		}
	}
}

// trailing reports whether err is only that something follows the end of a gzip body: the bytes before were checked. Browsers pass it over too.
func (d *decoder) trailing(coding string, err error) bool {
	return (coding == "gzip" || coding == "x-gzip") && errors.Is(err, gzip.ErrHeader)
}

// reader is what takes a coding off body. It is nil where the body does not have the coding, or, with the fault, where that cannot be read.
func (d *decoder) reader(coding string, body []byte) (io.Reader, fault) {
	d.in.Reset(body)
	if d.b == nil {
		d.b = bufio.NewReaderSize(&d.in, 4<<10)
	}
	d.b.Reset(&d.in)
	var err error
	var r io.Reader
	switch coding {
	case "gzip", "x-gzip":
		if !isGzip(body) {
			return nil, notCoded(coding, body)
		}
		err = d.gz.Reset(d.b)
		r = &d.gz
	case "deflate": // RFC 9110, 8.4.1.2: zlib; some servers send bare deflate
		if isZlib(body) {
			if r, err = zlib.NewReader(d.b); err != nil {
				r = nil
			}
		} else if plainText(body) {
			return nil, fault{}
		} else {
			d.fl = flate.NewReader(d.b)
			r = d.fl
		}
	case "zstd":
		if !isZstd(body) {
			return nil, notCoded(coding, body)
		}
		if d.zs == nil {
			d.zs, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(8<<20)) // RFC 9659
			if err != nil {
				return nil, fault{parley.ReasonUnknown, err.Error()}
			}
		}
		err = d.zs.Reset(d.b)
		r = d.zs
	case "br":
		if plainText(body) {
			return nil, fault{}
		}
		if d.br == nil { // its window is 16 MB at most (RFC 7932, 9.1)
			d.br = brotli.NewReader(nil)
		}
		err = d.br.Reset(d.b)
		r = d.br
	default:
		return nil, fault{parley.ReasonUnknown, "the body is in the coding " + quote([]byte(coding)) + ", which is not read"}
	}
	if err != nil {
		return nil, fault{parley.ReasonDamaged, fmt.Sprintf("the %s coding of the body is broken: %v", coding, cut(err))}
	}
	return r, fault{}
}

// notCoded passes over a coding that the body does not have where the body is text, since many crawlers store bodies decoded under their first header.
func notCoded(coding string, body []byte) fault {
	if plainText(body) {
		return fault{}
	}
	return fault{parley.ReasonDamaged, "the body is not in the " + coding + " coding that its head names"}
}

func isZlib(p []byte) bool {
	return len(p) >= 2 && p[0]&15 == 8 && p[0]>>4 <= 7 && (uint(p[0])<<8|uint(p[1]))%31 == 0 && p[1]&32 == 0
}

// plainText reports whether body begins as text that no coding was applied to.
func plainText(body []byte) bool {
	for _, c := range body[:min(len(body), 512)] {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' || c == 0x7f {
			return false
		}
	}
	return true
}

// dechunk joins the chunks of a body (RFC 9112, 7.1) in out. chunks is false where it does not begin with one; whole, where the last one is missing.
func dechunk(out, p []byte) (joined []byte, chunks, whole bool) {
	for first := true; len(p) > 0; first = false {
		n := lineEnd(p)
		line, _, _ := bytes.Cut(p[:n], []byte(";"))
		line = bytes.TrimSpace(line)
		size, err := strconv.ParseUint(string(line[:min(len(line), 17)]), 16, 32)
		switch {
		case err != nil || p[n-1] != '\n':
			return out, !first, false
		case size == 0:
			return out, true, true
		}
		chunks = true
		if p = p[n:]; uint64(len(p)) < size {
			return append(out, p...), true, false
		}
		out = append(out, p[:size]...)
		p = p[size:]
		switch {
		case bytes.HasPrefix(p, []byte("\r\n")):
			p = p[2:]
		case bytes.HasPrefix(p, []byte("\n")):
			p = p[1:]
		}
	}
	return out, chunks, false
}

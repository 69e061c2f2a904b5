package warc

import (
	"bytes"
	"io"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"

	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/internal/warc/warctest"
)

// lawful checks what holds of every item.
func lawful(t *testing.T, size int64, opt Options) (func(Item) error, *int) {
	n := new(int)
	return func(it Item) error {
		*n++
		var p Place
		var uri string
		switch {
		case (it.Page == nil) == (it.Aside == nil):
			t.Fatalf("%+v is not one of two", it)
		case it.Page != nil:
			p, uri = it.Page.Place, it.Page.URI
			if int64(len(it.Page.Body)) > opt.limit() || cap(it.Page.Body) > 2*len(it.Page.Body)+64 {
				t.Fatalf("a body of %d bytes in %d", len(it.Page.Body), cap(it.Page.Body))
			}
			if it.Page.Kind == "" || !isPrintable(it.Page.Type) || !isPrintable(it.Page.Charset) {
				t.Fatalf("%+v", it.Page)
			}
		default:
			p, uri = it.Aside.Place, it.Aside.URI
			if d := it.Aside.Detail; d == "" || it.Aside.Reason == "" || !utf8.ValidString(d) || bytes.ContainsAny([]byte(d), "\n\r\x00\x1b") || len(d) > 2000 {
				t.Fatalf("detail %q, reason %q", d, it.Aside.Reason)
			}
		}
		if !isPrintable(uri) || p.File == "" && (p.Offset < 0 || p.Offset > size || p.Inner < 0) {
			t.Fatalf("%q at %+v of %d", uri, p, size)
		}
		return nil
	}, n
}

func isPrintable(s string) bool { return s == "" || printable(s) == s }

func counts(t *testing.T, sum *Summary) {
	all := 0
	for _, n := range sum.By {
		all += n
	}
	if all != sum.Records {
		t.Fatalf("%d of %d records are counted: %s", all, sum.Records, sum)
	}
}

// FuzzRead: whatever a file is, reading ends soon, every item is lawful, every record is counted once, and a stream gives what a file gives but for revisits.
func FuzzRead(f *testing.F) {
	rs := []warctest.Record{one, two, {Type: "revisit", URI: site, Extra: []string{"WARC-Refers-To-Target-URI: " + one.URI, "WARC-Refers-To-Date: " + warctest.Date}}}
	enc, _ := zstd.NewWriter(nil)
	for _, b := range [][]byte{
		warctest.Plain(rs...), warctest.Gzip(rs...), warctest.Zstd(nil, rs...), warctest.Member(warctest.Plain(rs...)), enc.EncodeAll(warctest.Plain(rs...), nil), overlapping(3, 100),
		html(site, []byte("5\r\nhello\r\n0\r\n\r\n"), "Transfer-Encoding: chunked", "Content-Encoding: deflate").Bytes(),
		html(site, []byte("\x0b\x02\x80hello\x03"), "Content-Encoding: br").Bytes(),
	} {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		opt := Options{MaxBytes: 100_000}
		start := cputime.Used()
		yield, _ := lawful(t, int64(len(b)), opt)
		fromStream, err := Read(struct{ io.Reader }{bytes.NewReader(b)}, opt, yield)
		if err != nil {
			t.Fatal(err)
		}
		counts(t, fromStream)
		yield, _ = lawful(t, int64(len(b)), opt)
		fromFile, err := ReadAt(bytes.NewReader(b), int64(len(b)), opt, yield)
		if err != nil {
			t.Fatal(err)
		}
		counts(t, fromFile)
		if fromStream.By[Pages] > fromFile.By[Pages] {
			t.Fatalf("a stream has more pages than a file: %s; %s", fromStream, fromFile)
		}
		if took := cputime.Used() - start; took > cputime.Slow*2*time.Second+time.Duration(len(b))*4*time.Microsecond {
			t.Fatalf("%d bytes take %v", len(b), took)
		}
	})
}

// FuzzWACZ: whatever a zip is, reading ends soon and every item is lawful.
func FuzzWACZ(f *testing.F) {
	p := pack3()
	f.Add(p.Bytes())
	p.ZipNum = true
	f.Add(p.Bytes())
	f.Add(overlappingZip(entry{Name: "archive/a.warc", Data: one.Bytes()}))
	f.Add(zip64(entry{Name: "archive/a.warc", Data: one.Bytes()}, -1))
	f.Fuzz(func(t *testing.T, b []byte) {
		opt := Options{MaxBytes: 100_000}
		start := cputime.Used()
		yield, _ := lawful(t, int64(len(b)), opt)
		sum, err := ReadWACZ(bytes.NewReader(b), int64(len(b)), opt, yield)
		if err != nil {
			t.Fatal(err)
		}
		counts(t, sum)
		if took := cputime.Used() - start; took > cputime.Slow*2*time.Second+time.Duration(len(b))*4*time.Microsecond {
			t.Fatalf("%d bytes take %v", len(b), took)
		}
	})
}

// FuzzHeader: a header is read or refused, and whatever it says stays on its line.
func FuzzHeader(f *testing.F) {
	f.Add(one.Bytes())
	f.Add([]byte("WARC/1.0\r\nContent-Length: 3\r\n folded\r\nWARC-Target-URI: <a b>\r\n\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var h header
		bad := h.parse(b)
		if uri := escape(h.uri); !isPrintable(uri) {
			t.Fatalf("%q", uri)
		}
		if bad == "" && h.length < 0 || bytes.ContainsAny([]byte(bad), "\n\r") {
			t.Fatalf("%q, length %d", bad, h.length)
		}
		again := h
		again.raw = nil
		if second := again.parse(b); second != bad || again.length != h.length {
			t.Fatalf("%q and then %q", bad, second)
		}
	})
}

// FuzzBrotli: whatever a body in the Brotli coding is, taking it off ends, keeps the limit, and leaves a decoder that is good for the next.
func FuzzBrotli(f *testing.F) {
	want := []byte(warctest.HTML("The corridor is open."))
	good := packed(f, "br", want)
	f.Add(good)
	f.Add(packed(f, "br", make([]byte, 1<<20)))
	f.Add([]byte("\x0b\x02\x80hello\x03"))
	d := decoder{max: 100_000}
	f.Fuzz(func(t *testing.T, b []byte) {
		if out, bad := d.one("br", b); int64(len(out)) > d.max || bad.set() && out != nil {
			t.Fatalf("%d bytes, %v", len(out), bad)
		}
		if out, bad := d.one("br", good); bad.set() || !bytes.Equal(out, want) {
			t.Fatalf("after %q: %q, %v", b, out, bad)
		}
	})
}

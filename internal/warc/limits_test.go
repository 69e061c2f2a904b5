package warc

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/internal/warc/warctest"
)

// A cost is what reading something took.
type cost struct {
	cpu  time.Duration
	heap int64 // bytes: most of what was in use beyond what was before, as seen at each item and each MB read
}

// costOf reads a stream and measures.
func costOf(t testing.TB, r io.Reader, opt Options) (cost, []string, *Summary) {
	t.Helper()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before, most := int64(m.HeapInuse), int64(0)
	look := func() {
		runtime.ReadMemStats(&m)
		most = max(most, int64(m.HeapInuse)-before)
	}
	var out []string
	n := 0
	start := cputime.Used()
	sum, err := Read(&watched{r: r, each: 16 << 20, look: look}, opt, func(it Item) error {
		if n++; n <= 2000 {
			out = append(out, line(it))
		}
		return nil
	})
	took := cputime.Used() - start
	look()
	if err != nil {
		t.Fatal(err)
	}
	return cost{took, most}, out, sum
}

// watched looks each so many bytes.
type watched struct {
	r    io.Reader
	n    int64
	each int64
	look func()
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if w.n += int64(n); w.n > w.each {
		w.n = 0
		w.look()
	}
	return n, err
}

// repeat gives b n times.
type repeat struct {
	b    []byte
	n    int
	left []byte
}

func (r *repeat) Read(p []byte) (int, error) {
	if len(r.left) == 0 {
		if r.n == 0 {
			return 0, io.EOF
		}
		r.n--
		r.left = r.b
	}
	n := copy(p, r.left)
	r.left = r.left[n:]
	return n, nil
}

// zeros gives a gzip member of n zeros.
func zeros(n int64, head string) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, 9)
	io.WriteString(w, head)
	io.CopyN(w, zero{}, n)
	w.Close()
	return b.Bytes()
}

type zero struct{}

func (zero) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// What is made to take for ever takes two seconds of the processor and 64 MB at most, and says which limit it met (rows 23, 24, 28; R2).
func TestBombs(t *testing.T) {
	film := "WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n"
	page := "WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 3000000\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
	bomb := zeros(1<<23, film)
	enc, _ := zstd.NewWriter(nil)
	var zbomb bytes.Buffer
	zw, _ := zstd.NewWriter(&zbomb)
	io.WriteString(zw, film)
	io.CopyN(zw, zero{}, 1<<23)
	zw.Close()
	var wide bytes.Buffer
	zw, _ = zstd.NewWriter(&wide, zstd.WithWindowSize(zstd.MaxWindowSize))
	io.CopyN(zw, zero{}, 1<<20)
	zw.Close()
	line := []byte("X-Header-Line: a value\r\n")
	for _, c := range []struct {
		name string
		r    io.Reader
		want string
	}{
		{"gzip bomb", bytes.NewReader(bomb), "limit is 200 to 1 after the first 1.0 MB"},
		{"many gzip bombs", &repeat{b: zeros(1<<20, page), n: 10_000}, "the limit is 100 to 1; nothing after this is read"},
		{"zstd bomb", bytes.NewReader(zbomb.Bytes()), "limit is 200 to 1 after the first 1.0 MB"},
		{"many zstd bombs", &repeat{b: enc.EncodeAll(make([]byte, 1<<20), nil), n: 10_000}, "the limit is 100 to 1; nothing after this is read"},
		{"zstd with a wide window", bytes.NewReader(wide.Bytes()), "window size exceeded"},
		{"a million empty gzip members", &repeat{b: warctest.Member(nil), n: 1_000_000 / cputime.Slow}, ""},
		{"a million empty zstd frames", &repeat{b: []byte("\x28\xb5\x2f\xfd\x20\x00\x01\x00\x00"), n: 1_000_000 / cputime.Slow}, ""},
		{"a page of a Brotli bomb", bytes.NewReader(html(site, packed(t, "br", make([]byte, 1<<25)), "Content-Encoding: br").Bytes()), "too_large: "},
		{"a page of a bomb", bytes.NewReader(html(site, zeros(1<<23, ""), "Content-Encoding: gzip").Bytes()), "too_large: "},
		{"a bomb in a bomb", bytes.NewReader(html(site, warctest.Member(zeros(1<<23, "")), "Content-Encoding: gzip, gzip").Bytes()), "too_large: "},
		{"a header of 100 MB", io.MultiReader(strings.NewReader("WARC/1.1\r\nX: "), io.LimitReader(&repeat{b: bytes.Repeat([]byte("x"), 1<<20), n: 100}, 100<<20), strings.NewReader("\r\n\r\n"), bytes.NewReader(one.Bytes())), "header_too_large: the header of the record is over the limit of 65.5 kB"},
		{"a million header lines", io.MultiReader(strings.NewReader("WARC/1.1\r\n"), &repeat{b: line, n: 1_000_000 / cputime.Slow}, strings.NewReader("\r\n\r\n"), bytes.NewReader(one.Bytes())), "header_too_large"},
		{"a million header lines of gzip", bytes.NewReader(append(warctest.Member([]byte("WARC/1.1\r\n"+warctest.ID("a")+strings.Repeat(string(line), 9000))), warctest.Gzip(one)...)), "header_too_large"},
		{"a million first lines", &repeat{b: []byte("WARC/1.0\r\n"), n: 1_000_000 / cputime.Slow}, "the header runs into another record"},
		{"a million empty records", &repeat{b: []byte("WARC/1.0\r\nContent-Length: 0\r\n\r\n"), n: 1_000_000 / cputime.Slow}, ""},
		{"records that claim 5 MB", &repeat{b: []byte("WARC/1.0\r\nContent-Length: 5000000\r\n\r\n"), n: 300_000}, "but no record begins after them"},
		{"records that claim all", &repeat{b: []byte("WARC/1.0\r\nContent-Length: 500000000\r\n\r\n"), n: 300_000 / cputime.Slow}, "truncated: Content-Length says 500 MB"},
		{"magic numbers", &repeat{b: []byte("\x1f\x8b\x08\x00"), n: 1 << 20 / cputime.Slow}, "is broken"},
		{"zstd magic numbers", &repeat{b: []byte("\x28\xb5\x2f\xfd\x00\x58"), n: 1 << 17 / cputime.Slow}, ""},
		{"members that overlap", bytes.NewReader(overlapping(20_000, 8<<20)), ""},
		{"line ends", &repeat{b: bytes.Repeat([]byte("\r\n"), 1000), n: 50_000}, "0 records"},
		{"zeros", &repeat{b: make([]byte, 1<<20), n: 100}, ""},
	} {
		got, items, sum := costOf(t, c.r, Options{})
		all := strings.Join(append(items, sum.String()), "\n")
		t.Logf("%-34s %6.2f s %4d MB of the heap: %s", c.name, got.cpu.Seconds(), got.heap>>20, sum)
		if !strings.Contains(all, c.want) {
			t.Errorf("%s: no %q in %.500s", c.name, c.want, all)
		}
		if got.cpu > cputime.Slow*2*time.Second || got.heap > 64<<20 {
			t.Errorf("%s takes %v and %d MB", c.name, got.cpu, got.heap>>20)
		}
		if strings.HasPrefix(c.name, "a header") || strings.HasPrefix(c.name, "a million header") {
			if !strings.Contains(all, "The first round ended.") {
				t.Errorf("%s: the record after it is lost: %s", c.name, all)
			}
		}
	}
}

// overlapping is a file in which a gzip member begins every few bytes, each of which goes on to the end of the file.
func overlapping(n, tail int) []byte {
	stored := func(b []byte, n int) []byte {
		return append(b, 0, byte(n), byte(n>>8), byte(^n), byte(^n>>8))
	}
	head := "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"
	var b []byte
	for range n { // a header, a stored block "WARC/1.0", a stored block over the next member's header and first block
		b = append(b, head...)
		b = stored(b, versionLen+2)
		b = append(b, "WARC/1.0\r\n"...)
		b = stored(b, len(head)+5+versionLen+2)
	}
	b = append(b, head...)
	b = stored(b, versionLen+2)
	b = append(b, "WARC/1.0\r\n"...)
	for tail > 0 {
		b = append(stored(b, 65535), bytes.Repeat([]byte{'x'}, 65535)...)
		tail -= 65535
	}
	return b
}

// However long a file is, it is read in constant memory. With the tag measure it has a gigabyte.
func TestConstantMemory(t *testing.T) {
	size := int64(1 << 28)
	if testing.Short() {
		size = 1 << 25
	}
	constantMemory(t, size)
}

func constantMemory(t *testing.T, size int64) {
	t.Helper()
	r := newCrawl(size, true)
	got, items, sum := costOf(t, r, Options{})
	t.Logf("%d MB: %.1f s, %d MB of the heap: %s", r.given>>20, got.cpu.Seconds(), got.heap>>20, sum)
	if got.heap > 48<<20 {
		t.Errorf("reading took %d MB", got.heap>>20)
	}
	if len(items) == 0 || sum.By[Pages] != r.pages || sum.By[SetAside] != 0 || sum.Records != r.records {
		t.Errorf("%d pages of %d: %s", sum.By[Pages], r.pages, sum)
	}
}

// A crawl is a long file of pages, requests and images, made as it is read.
type crawl struct {
	parts          [][]byte
	page           []bool
	left           []byte
	size, given    int64
	n              int
	pages, records int
}

func newCrawl(size int64, gz bool) *crawl {
	c := &crawl{size: size}
	words := strings.Fields("the minister said that corridor talks in Harland with Vessia had not ended and the text of an agreement was open for signature after a round of")
	seed := uint64(1)
	next := func() int { seed = seed*6364136223846793005 + 1442695040888963407; return int(seed >> 33) }
	for i := range 60 {
		var text strings.Builder
		for range 4000 + next()%4000 {
			text.WriteString(words[next()%len(words)])
			text.WriteByte(" \n"[next()%9/8])
			if next()%12 == 0 {
				fmt.Fprintf(&text, "<div class=\"c%x\" id=\"n%d\">", next(), next())
			}
		}
		picture := make([]byte, 20_000)
		for j := range picture {
			picture[j] = byte(next())
		}
		uri := fmt.Sprintf("%s%d", site, i)
		for _, r := range []warctest.Record{
			{Type: "request", URI: uri, Block: []byte("GET / HTTP/1.1\r\nHost: herald.harland.example\r\n\r\n")},
			warctest.Page(uri, text.String()),
			{URI: uri + ".jpg", Block: warctest.HTTP("200 OK", picture, "Content-Type: image/jpeg"), Digests: true},
			{Type: "metadata", URI: uri, Block: []byte("fetchTimeMs: 12\r\n")},
		} {
			b := r.Bytes()
			if gz {
				b = warctest.Member(b)
			}
			c.parts = append(c.parts, b)
			c.page = append(c.page, r.Type == "" && !strings.HasSuffix(r.URI, ".jpg"))
		}
	}
	return c
}

func (c *crawl) Read(p []byte) (int, error) {
	if len(c.left) == 0 {
		if c.given >= c.size {
			return 0, io.EOF
		}
		i := c.n % len(c.parts)
		c.left = c.parts[i]
		c.n++
		c.records++
		if c.page[i] {
			c.pages++
		}
	}
	n := copy(p, c.left)
	c.left = c.left[n:]
	c.given += int64(n)
	return n, nil
}

func BenchmarkRead(b *testing.B) {
	for _, gz := range []bool{true, false} {
		name := map[bool]string{true: "gzip", false: "plain"}[gz]
		b.Run(name, func(b *testing.B) {
			all, err := io.ReadAll(newCrawl(1<<25, gz))
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(all)))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			records, out, times := 0, int64(0), 0
			start := cputime.Used()
			for b.Loop() {
				d := newReader(Options{}, func(Item) error { return nil })
				d.open(source{}, &input{src: bytes.NewReader(all)})
				if err := d.read(); err != nil {
					b.Fatal(err)
				}
				records, out = d.sum.Records, d.m.all
				times++
			}
			b.ReportMetric(float64(len(all))*float64(times)/1e6/(cputime.Used()-start).Seconds(), "MB/cpu-s")
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.Mallocs-before.Mallocs)/float64(records*times), "allocs/record")
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(records*times), "B/record")
			b.ReportMetric(float64(out)/(1<<25), "expansion")
		})
	}
}

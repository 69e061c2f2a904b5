package intake

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

func packed(t testing.TB, format string, write func(io.Writer)) string {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	if format == "gzip" {
		w, _ = gzip.NewWriterLevel(&b, gzip.BestCompression)
	} else {
		w, _ = zstd.NewWriter(&b)
	}
	write(w)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func words1(s string) func(io.Writer) {
	return func(w io.Writer) { _, _ = io.WriteString(w, s) }
}

func TestUnpack(t *testing.T) {
	lines := `{"text":"one"}` + "\n" + `{"text":"two"}` + "\n"
	gz, zst := packed(t, "gzip", words1(lines)), packed(t, "zstd", words1(lines))
	both := []string{"#1 text|||||", "one", "#2 text|||||", "two"}
	for name, in := range map[string]string{
		"a.jsonl.gz": gz, "a.jsonl.zst": zst, "a.jsonl": gz, "b.jsonl": zst, "c.jsonl.zst.gz": packed(t, "gzip", words1(zst)), "-": gz,
		"members.jsonl.gz": packed(t, "gzip", words1(lines[:15])) + packed(t, "gzip", words1("")) + packed(t, "gzip", words1(lines[15:])), "not.jsonl.gz": lines,
	} {
		var want []string
		for i, w := range both {
			want = append(want, strings.Repeat(name, (i+1)%2)+w)
		}
		same(t, items(t, name, in, Options{}), want...)
	}
	same(t, items(t, "a.txt.gz", packed(t, "gzip", words1(story)), Options{}), "a.txt.gz text|||||", story)
	same(t, items(t, "a.html.zst", packed(t, "zstd", words1("<p>One")), Options{}), "a.html.zst html|||||", "<p>One")
	same(t, items(t, "a.txt.gz", packed(t, "gzip", words1("%PDF-1.7")), Options{}), "a.txt.gz: unsupported: a PDF file, not text")
	same(t, items(t, "a.txt.gz", packed(t, "gzip", words1("")), Options{}), "a.txt.gz: empty: 0 bytes")
	thrice := packed(t, "gzip", words1(packed(t, "gzip", words1(gz))))
	same(t, items(t, "a.jsonl.gz", thrice, Options{}), "a.jsonl.gz: too_large: byte 0: compressed more than 2 times over; what follows is not read")
}

// What is damaged is read up to there.
func TestUnpackDamaged(t *testing.T) {
	lines := strings.Repeat(`{"text":"one and another"}`+"\n", 2000)
	for _, format := range []string{"gzip", "zstd"} {
		in := packed(t, format, words1(lines))
		cut := items(t, "a.jsonl", in[:len(in)-6], Options{})
		if n := len(cut); n < 1 || !strings.Contains(cut[n-1], "a.jsonl: damaged: byte ") {
			t.Errorf("%s: %.300q", format, cut)
		}
		garbled := []byte(in)
		garbled[len(in)-6] ^= 0x55
		if got := items(t, "a.jsonl", string(garbled), Options{}); len(got) < 1 || !strings.Contains(got[len(got)-1], "damaged") {
			t.Errorf("%s: %.300q", format, got)
		}
	}
	tail := items(t, "a.jsonl.gz", packed(t, "gzip", words1(`{"text":"one"}`+"\n"))+"trailing garbage", Options{})
	if len(tail) != 3 || tail[1] != "one" || !strings.Contains(tail[2], "a.jsonl.gz: damaged: byte 15: the gzip data is damaged") {
		t.Errorf("%q", tail)
	}
}

// zeros writes n bytes that compress as well as any.
func zeros(n int) func(io.Writer) {
	return func(w io.Writer) {
		mega := bytes.Repeat([]byte(" "), 1<<20)
		for ; n > 0; n -= len(mega) {
			_, _ = w.Write(mega)
		}
	}
}

func TestBombs(t *testing.T) {
	bomb := packed(t, "gzip", zeros(1<<28)) // 260 kB
	for name, in := range map[string]string{
		"lines": bomb, "zstd": packed(t, "zstd", zeros(1<<28)), "chain": packed(t, "gzip", words1(bomb)), "zstd of gzip": packed(t, "zstd", words1(bomb)),
	} {
		for _, file := range []string{"a.jsonl.gz", "a.csv", "a.xml", "a.eml", "a.json", "a.txt", "-"} {
			t.Run(name+" "+file, func(t *testing.T) {
				bounds(t, 3*time.Second, 96<<20, func() {
					got := items(t, file, in, Options{})
					if n := len(got); n == 0 || !strings.Contains(got[n-1], "too_large") {
						t.Errorf("%.300q", got)
					}
				})
			})
		}
	}
}

func TestEmptyMembers(t *testing.T) {
	member := packed(t, "gzip", words1(""))
	r := repeated("", member, packed(t, "gzip", words1(`{"text":"one"}`+"\n")), 1_000_000)
	bounds(t, 4*time.Second, 16<<20, func() { same(t, stream(t, "a.jsonl.gz", r, Options{}), "a.jsonl.gz#1 text|||||", "one") })
	frame := packed(t, "zstd", words1(" "))
	r = repeated("", frame, packed(t, "zstd", words1("\n"+`{"text":"one"}`+"\n")), 200_000)
	bounds(t, 4*time.Second, 32<<20, func() { same(t, stream(t, "a.jsonl.zst", r, Options{}), "a.jsonl.zst#2 text|||||", "one") })
}

// A frame that asks for a huge window is refused before it is given.
func TestZstdWindow(t *testing.T) {
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b, zstd.WithWindowSize(zstd.MaxWindowSize), zstd.WithSingleSegment(false), zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		t.Fatal(err)
	}
	zeros(4 << 20)(w)
	w.Close()
	in := b.Bytes()
	bounds(t, time.Second, 96<<20, func() {
		got := items(t, "a.jsonl", string(in), Options{})
		if n := len(got); n == 0 || !strings.Contains(got[n-1], ": damaged: ") && !strings.Contains(got[n-1], "too_large") {
			t.Errorf("%.300q", got)
		}
	})
}

func TestBrokenStream(t *testing.T) {
	r := io.MultiReader(strings.NewReader(`{"text":"one"}`+"\n"), &failing{})
	same(t, stream(t, "a.jsonl", r, Options{}), "a.jsonl#1 text|||||", "one", "a.jsonl: unreadable: byte 15: the line is dead; what follows is not read")
}

func TestContainerStops(t *testing.T) {
	stop := errors.New("enough")
	for name, in := range map[string]string{
		"a.jsonl": strings.Repeat(`{"text":"one"}`+"\n[]\n", 10), "a.json": strings.Repeat(`{"text":"one"}[]`, 10), "a.csv": "text,n\n" + strings.Repeat("one,1\none\n", 10) + "\"open\none,1\n",
		"a.xml": rssHead + strings.Repeat("<item><description>One</description></item><item/>", 10), "a.mbox": strings.Repeat("From x\nSubject: x\n\nOne.\n\n", 10),
	} {
		for at := range 12 {
			n := 0
			err := Stream(name, strings.NewReader(in), Options{}, func(Item) error {
				if n++; n > at {
					return stop
				}
				return nil
			})
			if !errors.Is(err, stop) && n > at || n > at+1 {
				t.Errorf("%s: stopped with %v after %d, asked at %d", name, err, n, at+1)
			}
		}
	}
}

func FuzzUnpack(f *testing.F) {
	f.Add([]byte(packed(f, "gzip", words1(`{"text":"one"}`))))
	f.Add([]byte(packed(f, "zstd", words1(`{"text":"one"}`))))
	f.Fuzz(func(t *testing.T, in []byte) { check(t, "a.jsonl", string(in), Options{MaxBytes: 1000}) })
}

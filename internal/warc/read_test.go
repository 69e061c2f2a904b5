package warc

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"github.com/parley-press/parley/internal/warc/warctest"
)

// lines are the items of a file read from a stream, one a line, and its summary.
func lines(t testing.TB, b []byte, opt Options) []string {
	t.Helper()
	var out []string
	sum, err := Read(struct{ io.Reader }{bytes.NewReader(b)}, opt, keep(&out))
	if err != nil {
		t.Fatal(err)
	}
	return append(out, sum.String())
}

// linesAt are those of a file that can be read in any order.
func linesAt(t testing.TB, b []byte, opt Options) []string {
	t.Helper()
	var out []string
	sum, err := ReadAt(bytes.NewReader(b), int64(len(b)), opt, keep(&out))
	if err != nil {
		t.Fatal(err)
	}
	return append(out, sum.String())
}

func keep(out *[]string) func(Item) error {
	return func(it Item) error {
		*out = append(*out, line(it))
		return nil
	}
}

func line(it Item) string {
	at := func(p Place) string {
		s := fmt.Sprint(p.Offset)
		if p.Inner > 0 {
			s += fmt.Sprintf("+%d", p.Inner)
		}
		if p.File != "" {
			s = p.File + ":" + s
		}
		return s
	}
	if a := it.Aside; a != nil {
		return fmt.Sprintf("%s %s %s: %s", at(a.Place), a.URI, a.Reason, a.Detail)
	}
	p := it.Page
	body := strings.TrimSuffix(strings.TrimPrefix(string(p.Body), "<!DOCTYPE html><html><head><title>Talks</title></head><body><p>"), "</p></body></html>\n")
	if len(body) > 60 {
		body = fmt.Sprintf("%d bytes", len(body))
	}
	return fmt.Sprintf("%s %s %s %d %s %s %s: %s", at(p.Place), p.URI, p.Kind, p.Status, p.Type, p.Charset, p.Collected.Format("2006-01-02"), body)
}

var (
	one   = warctest.Page("https://herald.harland.example/one", "The first round ended.")
	two   = warctest.Page("https://herald.harland.example/two", "The second round began.")
	three = warctest.Page("https://courier.vessia.example/three", "The third round failed.")
)

// Every coat gives the same pages, from a stream and from a file.
func TestCoats(t *testing.T) {
	rs := []warctest.Record{{Type: "warcinfo", Block: []byte("software: none\r\n")}, one, two, three}
	var samples [][]byte
	for i := range 50 {
		samples = append(samples, warctest.Page(fmt.Sprintf("https://herald.harland.example/%d", i), warctest.ID(fmt.Sprint(i))).Bytes())
	}
	dict := warctest.Dictionary(samples...)
	enc, _ := zstd.NewWriter(nil)
	packed := warctest.Skippable(0x184D2A5D, enc.EncodeAll(dict, nil))
	withDict := warctest.Zstd(dict, rs...)
	packed = append(packed, withDict[8+len(dict):]...)
	for name, b := range map[string][]byte{
		"plain": warctest.Plain(rs...), "gzip": warctest.Gzip(rs...), "gzip whole": warctest.Member(warctest.Plain(rs...)),
		"zstd": warctest.Zstd(nil, rs...), "zstd whole": enc.EncodeAll(warctest.Plain(rs...), nil), "zstd dictionary": withDict,
		"zstd packed dictionary": packed, "zstd other skippable": append(warctest.Zstd(nil, rs[:2]...), append(warctest.Skippable(0x184D2A50, []byte("x")), warctest.Zstd(nil, rs[2:]...)...)...),
		"gzip padded": append(warctest.Gzip(rs...), make([]byte, 1000)...),
	} {
		for way, got := range map[string][]string{"stream": lines(t, b, Options{}), "file": linesAt(t, b, Options{})} {
			for i, l := range got {
				if _, rest, ok := strings.Cut(l, " https"); ok {
					got[i] = "https" + rest
				}
			}
			want := []string{
				"https://herald.harland.example/one response 200 text/html utf-8 2031-05-04: The first round ended.",
				"https://herald.harland.example/two response 200 text/html utf-8 2031-05-04: The second round began.",
				"https://courier.vessia.example/three response 200 text/html utf-8 2031-05-04: The third round failed.",
				"4 records: 3 pages, 1 warcinfo record",
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s from a %s: %s", name, way, d)
			}
		}
	}
}

// Offset is where reading the record begins.
func TestOffsets(t *testing.T) {
	rs := []warctest.Record{one, two, three}
	for name, write := range map[string]func(...warctest.Record) []byte{"plain": warctest.Plain, "gzip": warctest.Gzip, "zstd": func(r ...warctest.Record) []byte { return warctest.Zstd(nil, r...) }} {
		b := write(rs...)
		_, err := Read(bytes.NewReader(b), Options{}, func(it Item) error {
			first := ""
			for range 1 {
				if _, err := Read(bytes.NewReader(b[it.Page.Offset:]), Options{}, func(again Item) error {
					if first == "" {
						first = again.Page.URI
					}
					return nil
				}); err != nil {
					return err
				}
			}
			if first != it.Page.URI {
				t.Errorf("%s: at %d stands %s, not %s", name, it.Page.Offset, first, it.Page.URI)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

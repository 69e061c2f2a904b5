package intake

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/internal/warc/warctest"
)

const herald = "https://herald.harland.example/2031/05/04/talks"

// crawl is records of a page, the same page again, an image, a redirect and a page with a wrong digest.
func crawl() []warctest.Record {
	page := warctest.Page(herald, "The corridor is open, the minister said.")
	page.ID = "<urn:uuid:first>"
	again := warctest.Record{Type: "revisit", URI: "http://herald.harland.example/t", Date: "2031-06-01T00:00:00Z", Extra: []string{"WARC-Refers-To: <urn:uuid:first>"}}
	bad := warctest.Page("https://courier.vessia.example/b", "The corridor is closed.")
	bad.Extra, bad.Digests = []string{"WARC-Block-Digest: " + warctest.SHA1([]byte("other"))}, false
	return []warctest.Record{
		{Type: "warcinfo", Block: []byte("software: none\r\n")}, page, again,
		{URI: herald + ".png", Block: warctest.HTTP("200 OK", []byte("\x89PNG"), "Content-Type: image/png")},
		{URI: herald + "/old", Block: warctest.HTTP("301 Moved", nil, "Location: /")}, bad,
		{URI: "https://courier.vessia.example/notes.txt", Block: warctest.HTTP("200 OK", []byte("The talks ended."), "Content-Type: text/plain")},
		{URI: "https://courier.vessia.example/program", Block: warctest.HTTP("200 OK", []byte("MZ\x00\x00\x00"), "Content-Type: text/html")},
	}
}

// packs is the crawl in each form it can come, by a name whose ending says so and by one that says nothing.
func packs() map[string][]byte {
	rs := crawl()
	p := &warctest.Package{}
	p.Add("a.warc.gz", rs...)
	return map[string][]byte{
		"a.warc": warctest.Plain(rs...), "a.warc.gz": warctest.Gzip(rs...), "a.warc.zst": warctest.Zstd(nil, rs...), "whole.warc.gz": warctest.Member(warctest.Plain(rs...)), "a.wacz": p.Bytes(),
		"plain": warctest.Plain(rs...), "gz": warctest.Gzip(rs...), "zst": warctest.Zstd(nil, rs...), "package": p.Bytes(),
	}
}

func TestWebArchives(t *testing.T) {
	for name, b := range packs() {
		dir := tree(t, map[string]string{name: string(b)})
		var got []string
		opt := Options{Note: func(name, line string) { got = append(got, "note "+filepath.Base(name)+": "+line) }}
		err := Walk([]string{filepath.Join(dir, name)}, nil, opt, func(it Item) error {
			if a := it.Aside; a != nil {
				file, _, _ := strings.Cut(filepath.Base(a.Name), "#")
				got = append(got, fmt.Sprintf("%s %s: %s", file, a.Reason, a.Detail))
				return nil
			}
			r := it.Report
			if r.Told.Published.Known() || r.Told.PublishedBy != "" || strings.ContainsAny(strings.TrimPrefix(r.Names[0], filepath.ToSlash(dir)), " ") {
				t.Errorf("%+v of %s", r.Told, r.Names)
			}
			got = append(got, fmt.Sprintf("%s %s %d bytes", r.Told.URL, r.Format, len(r.Bytes)))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		want := []string{
			herald + " html 122 bytes", "http://herald.harland.example/t html 122 bytes",
			name + " digest_mismatch: https://courier.vessia.example/b: the digest of the block is " + warctest.SHA1(crawl()[5].Block) + ", its header says " + warctest.SHA1([]byte("other")),
			"https://courier.vessia.example/notes.txt text 16 bytes", name + " unsupported: a Windows program, not text",
			"note " + name + ": 8 records: 3 pages, 1 revisit, 1 image, 1 redirect, 1 warcinfo record, 1 set aside",
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// In a folder, files that end as web archives do are read; from stdin any is.
func TestWebArchivesFound(t *testing.T) {
	all := map[string]string{}
	for name, b := range packs() {
		all[name] = string(b)
		n := 0
		if err := Stream("-", bytes.NewReader(b), Options{}, func(it Item) error {
			if it.Report != nil {
				n++
			}
			return nil
		}); err != nil || n < 2 {
			t.Errorf("%s from a stream: %d reports, %v", name, n, err)
		}
	}
	dir := tree(t, all)
	files := map[string]int{}
	if err := Walk([]string{dir}, nil, Options{}, func(it Item) error {
		if it.Report != nil {
			file, _, _ := strings.Cut(filepath.Base(it.Report.Names[0]), "#")
			files[file]++
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string]int{"a.warc": 3, "a.warc.gz": 3, "a.warc.zst": 3, "whole.warc.gz": 3, "a.wacz": 3}, files); d != "" {
		t.Error(d)
	}
}

// A report of an archive is named by the offset of its record, and reading from there gives it again.
func TestWebArchiveNames(t *testing.T) {
	b := packs()["a.warc.gz"]
	at := len(warctest.Member(crawl()[0].Bytes()))
	dir := tree(t, map[string]string{"a.warc.gz": string(b), "cut.warc.gz": string(b[at:])})
	var names []string
	if err := Walk([]string{dir}, nil, Options{}, func(it Item) error {
		if it.Report != nil && it.Report.Told.URL == herald {
			names = append(names, filepath.Base(it.Report.Names[0]))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{fmt.Sprintf("a.warc.gz#%d", at), "cut.warc.gz#0"}, names); d != "" {
		t.Error(d)
	}
}

// What is hostile is set aside in bounded time and memory, and the input after it is read.
func TestHostileArchives(t *testing.T) {
	good := crawl()[1]
	zip := func(name string) string {
		return string(warctest.Zip(warctest.Entry{Name: "archive/a.warc.gz", Data: warctest.Gzip(good)}, warctest.Entry{Name: name, Data: []byte("x")}))
	}
	dir := tree(t, map[string]string{
		"a.wacz": zip("../../etc/x"), "b.wacz": zip("C:\\x"), "c.wacz": "PK\x03\x04", "d.warc.gz": strings.Repeat(string(warctest.Member(nil)), 300_000), "e.warc": "WARC/1.0\r\nX: " + strings.Repeat("x", 100_000),
		"f.warc": "WARC/1.0\r\nContent-Length: 100\r\nWARC-Target-URI: http://x/\r\n\r\nHTTP/1.1", "g.wacz": "", "z.txt": story,
	})
	var got []string
	bounds(t, 3*time.Second*cputime.Slow, 64<<20, func() {
		if err := Walk([]string{dir}, nil, Options{}, func(it Item) error {
			if a := it.Aside; a != nil {
				got = append(got, fmt.Sprintf("%s %s: %s", filepath.Base(a.Name), a.Reason, a.Detail))
			} else {
				got = append(got, filepath.Base(it.Report.Names[0]))
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	})
	want := []string{
		`a.wacz unsafe_entry: entry "../../etc/x": its name leads out of the package; nothing of the package is read`,
		`b.wacz unsafe_entry: entry "C:\\x": its name is an absolute path; nothing of the package is read`,
		"c.wacz damaged: the zip has no directory at its end; nothing of it is read",
		"d.warc.gz empty: no report in this web archive (WARC)",
		"e.warc header_too_large: the header of the record is over the limit of 65.5 kB",
		"f.warc#0 truncated: http://x/: Content-Length says 100 bytes, the record ends after 8 bytes",
		"g.wacz empty: 0 bytes", "z.txt",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if left, err := os.ReadDir(filepath.Dir(dir)); err != nil || len(left) != 1 {
		t.Errorf("written outside: %v %v", left, err)
	}
}

// A package from stdin is held in memory, up to a limit.
func TestPackageFromStdin(t *testing.T) {
	p := &warctest.Package{}
	p.Add("a.warc.gz", crawl()[1])
	p.Archives = append(p.Archives, warctest.Entry{Name: "archive/big.bin", Data: make([]byte, mostPacked)})
	var got []string
	if err := Stream("-", struct{ io.Reader }{bytes.NewReader(p.Bytes())}, Options{}, func(it Item) error {
		got = append(got, fmt.Sprint(it.Aside))
		return nil
	}); err != nil || len(got) != 1 || !strings.Contains(got[0], "a WACZ package that does not come as a file may have 32 MB") {
		t.Error(got, err)
	}
}

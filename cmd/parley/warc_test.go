package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/warc/warctest"
)

// pageOf is a record of a page that a paper of Harland published.
func pageOf(uri, headline, text string) warctest.Record {
	html := "<!DOCTYPE html><html><head><title>" + headline + "</title></head><body><article><h1>" + headline + "</h1><p>" + strings.Join(strings.Split(text, "\n"), "</p><p>") + "</p></article></body></html>"
	return warctest.Record{URI: uri, Digests: true, Date: "2031-07-20T12:00:00Z", Block: warctest.HTTP("200 OK", []byte(html), "Content-Type: text/html; charset=utf-8")}
}

// A WARC file and a WACZ package of it give the same dossier, in which every report has its address, its own day and never that of the crawler.
func TestWebArchive(t *testing.T) {
	const text = "The foreign minister of Harland, Ana Roe, said the ferry talks with Vessia would go on.\n\"We have agreed on the timetable,\" Ms Roe said in Riverton.\nVessia denied that an agreement had been reached."
	rs := []warctest.Record{
		{Type: "warcinfo", Block: []byte("software: none\r\n")},
		pageOf("https://herald.harland.example/2031/05/04/ferry-talks", "Ferry talks go on", text),
		{URI: "https://herald.harland.example/logo.png", Block: warctest.HTTP("200 OK", []byte("\x89PNG"), "Content-Type: image/png")},
		pageOf("https://courier.vessia.example/ferry", "No agreement on ferries", strings.ReplaceAll(text, "agreed", "nearly agreed")),
	}
	p := &warctest.Package{}
	p.Add("crawl.warc.gz", rs...)
	dir := files(t, map[string]string{"crawl.warc.gz": string(warctest.Gzip(rs...)), "crawl.wacz": string(p.Bytes()), "damaged.warc.gz": string(warctest.Gzip(rs[:3]...)) + string(warctest.Gzip(rs[3])[:200])})
	db, packed := filepath.Join(t.TempDir(), "talks.db"), filepath.Join(t.TempDir(), "packed.db")
	r := ok(t, "build", filepath.Join(dir, "crawl.warc.gz"), "-o", db)
	has(t, "build", r.out, "2 reports: 2 new, 0 already there")
	has(t, "talk of build", r.err, "crawl.warc.gz: 4 records: 2 pages, 1 image, 1 warcinfo record")
	ok(t, "verify", db)
	s := parse[summary](t, ok(t, "show", "summary", db, "--json").out)
	days := map[string]string{}
	for _, rep := range s.Reports {
		days[rep.Headline] = rep.Published.Value.String()
	}
	if days["Ferry talks go on"] != "2031-05-04" || len(days) != 2 || days["No agreement on ferries"] != (parley.Date(0)).String() {
		t.Errorf("published: %v", days) // the first by its address, the second on no day that is known
	}

	ok(t, "build", filepath.Join(dir, "crawl.wacz"), "-o", packed)
	file := strings.NewReplacer("crawl.wacz#crawl.warc.gz:", "crawl.warc.gz#")
	if a, b := ok(t, "export", db).out, file.Replace(ok(t, "export", packed).out); a != b || !strings.Contains(a, "crawl.warc.gz#") {
		t.Errorf("the file and the package differ: %s", cmp.Diff(a, b))
	}

	r = ok(t, "add", filepath.Join(dir, "crawl.wacz"), "--dossier", db)
	has(t, "add", r.out, "2 reports: 0 new, 2 already there")
	r = want(t, exitPartial, "add", filepath.Join(dir, "damaged.warc.gz"), "--dossier", db)
	has(t, "add of a damaged file", r.out, "1 report: 0 new, 1 already there", "damaged.warc.gz#", string(parley.ReasonTruncated))

	c := command(t, "add", "-", "--dossier", db)
	in, err := os.Open(filepath.Join(dir, "crawl.warc.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	c.Stdin = in
	if r := finish(t, c); r.code != 0 || !strings.Contains(r.out, "2 reports: 0 new, 2 already there") {
		t.Errorf("from stdin: %+v", r)
	}
}

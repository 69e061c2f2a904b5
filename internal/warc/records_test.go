package warc

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"github.com/parley-press/parley/internal/warc/warctest"
)

type (
	rec = warctest.Record
)

const site = "https://herald.harland.example/"

// html is a response with this head and body.
func html(uri string, body []byte, head ...string) rec {
	return rec{URI: uri, Block: warctest.HTTP("200 OK", body, append([]string{"Content-Type: text/html"}, head...)...)}
}

func packed(t testing.TB, coding string, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	var w interface {
		Write([]byte) (int, error)
		Close() error
	}
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&out)
	case "zlib":
		w = zlib.NewWriter(&out)
	case "deflate":
		w, _ = flate.NewWriter(&out, 6)
	case "zstd":
		w, _ = zstd.NewWriter(&out)
	case "br":
		w = brotli.NewWriter(&out)
	}
	w.Write(b)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// check compares what is read with want, each way the bytes can come: as a stream and as a file.
func check(t *testing.T, b []byte, opt Options, want ...string) {
	t.Helper()
	if d := cmp.Diff(want, lines(t, b, opt)); d != "" {
		t.Errorf("stream: %s", d)
	}
	if d := cmp.Diff(want, linesAt(t, b, opt)); d != "" {
		t.Errorf("file: %s", d)
	}
}

// item is a page's line as line writes it.
func item(at, uri, text string) string {
	return at + " " + uri + " response 200 text/html  2031-05-04: " + text
}

func TestTransferAndContentCodings(t *testing.T) {
	text := warctest.HTML("The corridor is open.")
	chunk := func(b []byte) []byte {
		return []byte("5;x=y\r\n" + string(b[:5]) + "\r\n" + strings.ToUpper(hex.EncodeToString([]byte{byte(len(b) - 5)})) + "\r\n" + string(b[5:]) + "\r\n0\r\nTrailer: x\r\n\r\n")
	}
	gz := packed(t, "gzip", []byte(text))
	for name, r := range map[string]rec{
		"plain":                html(site, []byte(text)),
		"chunked":              html(site, chunk([]byte(text)), "Transfer-Encoding: chunked"),
		"gzip":                 html(site, gz, "Content-Encoding: gzip"),
		"x-gzip, upper case":   html(site, gz, "CONTENT-ENCODING: X-GZIP"),
		"gzip in chunks":       html(site, chunk(gz), "Transfer-Encoding: chunked", "Content-Encoding: gzip"),
		"gzip as transfer":     html(site, chunk(gz), "Transfer-Encoding: gzip, chunked"),
		"gzip twice":           html(site, packed(t, "gzip", gz), "Content-Encoding: gzip, gzip"),
		"gzip with a tail":     html(site, append(bytes.Clone(gz), "tail of a proxy"...), "Content-Encoding: gzip"),
		"zlib":                 html(site, packed(t, "zlib", []byte(text)), "Content-Encoding: deflate"),
		"deflate":              html(site, packed(t, "deflate", []byte(text)), "Content-Encoding: deflate"),
		"zstd":                 html(site, packed(t, "zstd", []byte(text)), "Content-Encoding: zstd"),
		"br":                   html(site, packed(t, "br", []byte(text)), "Content-Encoding: br"),
		"br over gzip":         html(site, packed(t, "br", packed(t, "gzip", []byte(text))), "Content-Encoding: gzip, br"),
		"identity":             html(site, []byte(text), "Content-Encoding: identity"),
		"said, but taken off":  html(site, []byte(text), "Content-Encoding: gzip", "Transfer-Encoding: chunked"),
		"br, but taken off":    html(site, []byte(text), "Content-Encoding: br"),
		"lines end in LF":      {URI: site, Block: []byte("HTTP/1.0 200\nContent-type:text/html\n\n" + text)},
		"folded lines":         {URI: site, Block: []byte("HTTP/2 200 OK\r\nContent-Type:\r\n  text/html\r\n\r\n" + text)},
		"no type but the look": {URI: site, Block: warctest.HTTP("200 OK", []byte(text))},
		"identified":           {URI: site, Block: warctest.HTTP("200 OK", []byte(text)), Extra: []string{"WARC-Identified-Payload-Type: text/html"}},
		"announced less":       html(site, []byte(text), "Content-Length: 7"),
	} {
		got := lines(t, r.Bytes(), Options{})
		if d := cmp.Diff([]string{item("0", site, "The corridor is open."), "1 record: 1 page"}, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestBodiesSetAside(t *testing.T) {
	text := []byte(warctest.HTML("The corridor is open."))
	gz := packed(t, "gzip", text)
	bad := bytes.Clone(gz)
	bad[len(bad)-6] ^= 1
	long := warctest.HTML(strings.Repeat("ab", 1000))
	for want, r := range map[string]rec{
		"truncated: the body breaks off within its br coding, after 5 bytes":                                                                                           html(site, packed(t, "br", text)[:5], "Content-Encoding: br"),
		"damaged: the br coding of the body is broken after 0 bytes: brotli: PADDING_2":                                                                                html(site, []byte("\xff\xff\xff\xff\x00\x00"), "Content-Encoding: br"),
		"too_large: 63 bytes of br expand to more than the limit of 1 kB":                                                                                              html(site, packed(t, "br", []byte(long)), "Content-Encoding: br"),
		"unsupported: the body is in the coding \"pack200-gzip\", which is not read":                                                                                   html(site, text, "Content-Encoding: pack200-gzip"),
		"unsupported: 3 content codings over each other, the limit is 2":                                                                                               html(site, gz, "Content-Encoding: gzip, gzip", "Content-Encoding: gzip"),
		"damaged: the body is not in the gzip coding that its head names":                                                                                              html(site, []byte("\x00\x01\x02"), "Content-Encoding: gzip"),
		"truncated: the body breaks off within its gzip coding, after 50 bytes":                                                                                        html(site, gz[:50], "Content-Encoding: gzip"),
		"damaged: the gzip coding of the body is broken after 103 bytes: gzip: invalid checksum":                                                                       html(site, bad, "Content-Encoding: gzip"),
		"truncated: the chunked body breaks off after 7 bytes":                                                                                                         html(site, []byte("30\r\n<p>"), "Transfer-Encoding: chunked"),
		"truncated: the server announced 200 bytes and 103 bytes came":                                                                                                 html(site, text, "Content-Length: 200"),
		"too_large: the page has 2.1 kB, the limit is 1 kB":                                                                                                            html(site, []byte(long)),
		"too_large: 102 bytes of gzip expand to more than the limit of 1 kB":                                                                                           html(site, packed(t, "gzip", []byte(long)), "Content-Encoding: gzip"),
		"truncated: the crawler cut the record off: WARC-Truncated is \"length\"":                                                                                      {URI: site, Extra: []string{"WARC-Truncated: length"}, Block: html(site, text).Block},
		"unsupported: the record is segment \"1\" of one in several parts":                                                                                             {URI: site, Extra: []string{"WARC-Segment-Number: 1"}, Block: html(site, text).Block},
		"damaged: the block begins with \"<!DOCTYPE html><html><head><title>Talks</title></head><body><p>The corridor is o\"…, not with the status line of a response": {URI: site, Block: text},
		"damaged: the HTTP status is \"ok\"":                                                                                                                           {URI: site, Block: []byte("HTTP/1.1 ok\r\n\r\n")},
		"header_too_large: the HTTP head is over the limit of 65.5 kB":                                                                                                 {URI: site, Block: warctest.HTTP("200 OK", text, "X: "+strings.Repeat("x", 70_000))},
	} {
		got := lines(t, append(r.Bytes(), one.Bytes()...), Options{MaxBytes: 1000})
		if len(got) != 3 || got[0] != "0 "+site+" "+want || !strings.Contains(got[1], "The first round ended.") || got[2] != "2 records: 1 page, 1 set aside" {
			t.Errorf("%s\ngives %s", want, strings.Join(got, "\n"))
		}
	}
}

func TestTypesOfRecords(t *testing.T) {
	page := []byte(warctest.HTML("The corridor is open."))
	status := func(s string) rec { return rec{URI: site, Block: warctest.HTTP(s, page, "Content-Type: text/html")} }
	media := func(s string) rec { return rec{URI: site, Block: warctest.HTTP("200 OK", page, "Content-Type: "+s)} }
	b := warctest.Plain(
		rec{Type: "warcinfo"}, rec{Type: "request", URI: site, Block: []byte("GET / HTTP/1.1\r\n\r\n")}, rec{Type: "metadata", URI: site}, rec{Type: "continuation", URI: site}, rec{Type: "novel"},
		status("301 Moved"), status("304 Not Modified"), status("404 Not Found"), status("503 Busy"), status("206 Partial Content"),
		media("image/png"), media("text/css"), media("application/javascript; charset=utf-8"), media("font/woff2"), media("video/mp4"), media("application/ld+json"), media("application/rss+xml"),
		media("application/pdf"), media("application/octet-stream"), media("nonsense"),
		rec{Type: "response", URI: "dns:herald.harland.example", Type2: "text/dns", Block: []byte("20310504 herald.harland.example. 300 IN A 192.0.2.1\n")},
		rec{Type: "resource", URI: "urn:text:" + site, Type2: "text/plain", Block: []byte("The corridor is open.")},
		rec{Type: "resource", URI: "https://herald.harland.example/res", Type2: "text/html", Block: page},
		rec{Type: "conversion", URI: site + "x", Type2: "text/plain", Block: []byte("Converted.")},
		rec{Type: "response", URI: site + "ids", ID: "<urn:uuid:1>", Block: warctest.HTTP("200 OK", []byte("Plain."), "Content-Type: TEXT/PLAIN ;Charset=\"ISO-8859-1\"")},
		rec{Type: "conversion", URI: site + "ids", Type2: "text/plain", Block: []byte("Converted."), Extra: []string{"WARC-Refers-To: <urn:uuid:1>"}},
		media("application/xhtml+xml"),
	)
	var got []string
	for _, l := range lines(t, b, Options{}) {
		_, rest, _ := strings.Cut(l, " ")
		got = append(got, rest)
	}
	want := []string{
		"https://herald.harland.example/res resource 200 text/html  2031-05-04: The corridor is open.",
		"https://herald.harland.example/x conversion 200 text/plain  2031-05-04: Converted.",
		"https://herald.harland.example/ids response 200 text/plain iso-8859-1 2031-05-04: Plain.",
		"https://herald.harland.example/ response 200 application/xhtml+xml  2031-05-04: The corridor is open.",
		"records: 4 pages, 6 others, 2 data files, 2 redirects, 2 errors of servers, 1 conversion of a page, 1 image, 1 style sheet, 1 script, 1 font, 1 sound or film, 1 document, 1 answer with another status, 1 request, 1 metadata record, 1 warcinfo record",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestDigests(t *testing.T) {
	r := html(site, packed(t, "gzip", []byte(warctest.HTML("The corridor is open."))), "Content-Encoding: gzip")
	payload := r.Block[bytes.Index(r.Block, []byte("\r\n\r\n"))+4:]
	sum := sha256.Sum256(payload)
	decoded := sha256.Sum256([]byte(warctest.HTML("The corridor is open.")))
	good := []string{
		"WARC-Block-Digest: " + warctest.SHA1(r.Block), "WARC-Block-Digest: " + strings.ToLower(warctest.SHA1(r.Block)), "WARC-Payload-Digest: " + warctest.SHA1(payload),
		"WARC-Payload-Digest: sha256:" + hex.EncodeToString(sum[:]), "WARC-Payload-Digest: SHA-256:" + strings.ToUpper(hex.EncodeToString(sum[:])),
		"WARC-Payload-Digest: sha-256:" + hex.EncodeToString(decoded[:]), "WARC-Payload-Digest: blake3:00", "WARC-Payload-Digest: sha1:short", "WARC-Payload-Digest: none",
	}
	for _, g := range good {
		r.Extra = []string{g}
		if got := lines(t, r.Bytes(), Options{}); got[len(got)-1] != "1 record: 1 page" {
			t.Errorf("%s: %s", g, got)
		}
	}
	wrong := warctest.SHA1([]byte("other"))
	r.Extra = []string{"WARC-Payload-Digest: " + wrong}
	check(t, r.Bytes(), Options{}, "0 "+site+" digest_mismatch: the digest of the payload is "+warctest.SHA1(payload)+", its header says "+wrong, "1 record: 0 pages, 1 set aside")
	r.Extra = []string{"WARC-Block-Digest: " + wrong}
	check(t, r.Bytes(), Options{}, "0 "+site+" digest_mismatch: the digest of the block is "+warctest.SHA1(r.Block)+", its header says "+wrong, "1 record: 0 pages, 1 set aside")
}

func TestRevisits(t *testing.T) {
	first := one
	first.ID = "<urn:uuid:first>"
	body := first.Block[bytes.Index(first.Block, []byte("\r\n\r\n"))+4:]
	first.Extra = []string{"WARC-Payload-Digest: " + warctest.SHA1(body)}
	revisit := func(uri string, head []byte, extra ...string) rec {
		return rec{Type: "revisit", URI: uri, Date: "2031-06-01T00:00:00Z", Block: head, Extra: append([]string{"WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"}, extra...)}
	}
	head := warctest.HTTP("200 OK", nil, "Content-Type: text/html; charset=utf-8")
	rs := []rec{
		revisit(site+"early", head, "WARC-Payload-Digest: "+warctest.SHA1(body)),
		first,
		revisit(site+"id", head, "WARC-Refers-To: <urn:uuid:first>"),
		revisit(site+"uri", nil, "WARC-Refers-To-Target-URI: "+first.URI, "WARC-Refers-To-Date: "+warctest.Date),
		revisit(site+"same", warctest.HTTP("304 Not Modified", nil), "WARC-Refers-To: urn:uuid:first"),
		revisit(site+"lost", head, "WARC-Refers-To-Target-URI: "+site+"gone\" x", "WARC-Refers-To-Date: 2031-01-02T03:04:05Z"),
		revisit(site+"image.png", warctest.HTTP("200 OK", nil, "Content-Type: image/png"), "WARC-Refers-To: <urn:uuid:other>"),
		revisit(site+"image.png?x", nil, "WARC-Refers-To: <urn:uuid:other>"),
		revisit(site+"wrong", head, "WARC-Refers-To: <urn:uuid:first>", "WARC-Payload-Digest: "+warctest.SHA1([]byte("x"))),
	}
	for name, b := range map[string][]byte{"plain": warctest.Plain(rs...), "gzip": warctest.Gzip(rs...), "gzip whole": warctest.Member(warctest.Plain(rs...)), "zstd": warctest.Zstd(nil, rs...)} {
		strip := func(in []string) (out []string) {
			for _, l := range in {
				_, l, _ = strings.Cut(l, " ")
				out = append(out, l)
			}
			return out
		}
		lost := site + "lost revisit: the same as a page at \"https://herald.harland.example/gone%22%20x\" of 2031-01-02 03:04:05, which is not among the pages read from here"
		if d := cmp.Diff([]string{
			site + "one response 200 text/html utf-8 2031-05-04: The first round ended.",
			lost, "records: 1 page, 5 revisits, 2 images, 1 set aside",
		}, strip(lines(t, b, Options{}))); d != "" {
			t.Errorf("%s from a stream: %s", name, d)
		}
		if d := cmp.Diff([]string{
			site + "one response 200 text/html utf-8 2031-05-04: The first round ended.",
			site + "id revisit 200 text/html utf-8 2031-06-01: The first round ended.",
			site + "uri revisit 200 text/html utf-8 2031-06-01: The first round ended.",
			site + "same revisit 304 text/html utf-8 2031-06-01: The first round ended.",
			site + "wrong digest_mismatch: the digest of the payload it refers to is " + warctest.SHA1(body) + ", its header says " + warctest.SHA1([]byte("x")),
			site + "early revisit 200 text/html utf-8 2031-06-01: The first round ended.",
			lost, "records: 1 page, 4 revisits, 2 images, 2 set aside",
		}, strip(linesAt(t, b, Options{}))); d != "" {
			t.Errorf("%s from a file: %s", name, d)
		}
	}
}

// Foreign text in a header cannot break a line, and two records cannot be made of one.
func TestHostileHeaders(t *testing.T) {
	get := func(r rec) string { return strings.Join(lines(t, r.Bytes(), Options{}), " | ") }
	for in, want := range map[string]string{
		site + "a b\tc": site + "a%20b%09c",
		site + "\x1b[31m\x00\u202e\xff\"<>`{}|\\^": site + "%1B[31m%00%E2%80%AE%FF%22%3C%3E%60%7B%7D%7C%5C%5E",
		"<" + site + "brackets>":                   site + "brackets",
		site + "x\rWARC-Date: 1999-01-01":          site + "x%0DWARC-Date:%201999-01-01",
		site + "x\r\n folded":                      site + "x%20%20%20folded",
		site + strings.Repeat("é", 10_000):         site + strings.Repeat("%C3%A9", 10_000),
	} {
		r := one
		r.URI = in
		if got := get(r); !strings.HasPrefix(got, "0 "+want+" response 200") {
			t.Errorf("%.80q gives %.200q", in, got)
		}
	}
	for want, r := range map[string]rec{
		"damaged: two different lines Content-Length":                                {URI: site, Extra: []string{"Content-Length: 3"}, Block: one.Block},
		"damaged: two different lines WARC-Target-URI":                               {URI: site, Extra: []string{"WARC-Target-URI: " + site + "x"}, Block: one.Block},
		"damaged: no Content-Length":                                                 {URI: site, Length: -1, Block: one.Block},
		"damaged: Content-Length is \"-5\", not a number of bytes":                   {URI: site, Length: -1, Extra: []string{"Content-Length: -5"}, Block: one.Block},
		"damaged: Content-Length is \"99999999999999999999\", not a number of bytes": {URI: site, Length: -1, Extra: []string{"Content-Length: 99999999999999999999"}, Block: one.Block},
	} {
		if got := get(r); !strings.Contains(got, want) || !strings.HasSuffix(got, "| 1 record: 0 pages, 1 set aside") {
			t.Errorf("%s: %s", want, got)
		}
	}
	r := one
	r.URI = site + "\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n"
	if got := get(r); !strings.HasSuffix(got, "| 2 records: 0 pages, 2 set aside") {
		t.Errorf("an injected record: %s", got)
	}
}

func TestDates(t *testing.T) {
	for in, want := range map[string]string{
		"2031-05-04T09:30:00Z": "2031-05-04 09:30:00", "2031-05-04T09:30:00.123456Z": "2031-05-04 09:30:00", "2031-05-04T01:30:00+03:00": "2031-05-03 22:30:00", "2031-05-04T09:30Z": "2031-05-04 09:30:00",
		"2031-05-04": "2031-05-04 00:00:00", "2031-05": "2031-05-01 00:00:00", "2031": "2031-01-01 00:00:00", "20310504093000": "2031-05-04 09:30:00", "yesterday": "0001-01-01 00:00:00", "": "0001-01-01 00:00:00",
	} {
		if got := parseDate([]byte(in)).Format("2006-01-02 15:04:05"); got != want {
			t.Errorf("%q is %s, want %s", in, got, want)
		}
	}
}

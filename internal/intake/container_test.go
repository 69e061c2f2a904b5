package intake

import (
	"fmt"
	"io"
	"runtime/metrics"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/cputime"
)

// items is what a stream of that name yields: a line a set-aside, two a report: what is told of it, its bytes.
func items(t *testing.T, name, input string, opt Options) []string {
	t.Helper()
	return stream(t, name, strings.NewReader(input), opt)
}

func stream(t *testing.T, name string, r io.Reader, opt Options) []string {
	t.Helper()
	var out []string
	err := Stream(name, r, opt, func(it Item) error {
		if a := it.Aside; a != nil {
			if strings.ContainsAny(a.Detail, "\n\r") || a.Detail == "" || len(a.Detail) > 600 {
				t.Errorf("detail %q is not one line", a.Detail)
			}
			out = append(out, fmt.Sprintf("%s: %s: %s", a.Name, a.Reason, a.Detail))
			return nil
		}
		r := it.Report
		if r.ID != parley.IDOf(r.Bytes) || len(r.Names) != 1 {
			t.Errorf("%v: ID %s is not that of its bytes, or not one name", r.Names, r.ID.Short())
		}
		line := fmt.Sprintf("%s %s", r.Names[0], r.Format)
		for _, s := range []string{r.Told.Published.String(), r.Told.PublishedBy, r.Told.Outlet, r.Told.URL, r.Told.Language} {
			line += "|" + s
		}
		out = append(out, line, string(r.Bytes))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("want -, got +:\n%s", d)
	}
}

// bounded runs f and holds it to time of processors and to bytes of living memory above what there was.
func bounds(t *testing.T, atMost time.Duration, bytes uint64, f func()) {
	t.Helper()
	used := func() uint64 {
		s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		metrics.Read(s)
		return s[0].Value.Uint64()
	}
	before, from := used(), cputime.Used()
	var peak atomic.Uint64
	done, over := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(over)
		for {
			select {
			case <-done:
				return
			case <-time.After(2 * time.Millisecond):
				peak.Store(max(peak.Load(), used()))
			}
		}
	}()
	f()
	close(done)
	<-over
	took := cputime.Used() - from
	grew := max(peak.Load(), before) - before
	t.Logf("%.2f s, %.1f MB", took.Seconds(), float64(grew)/1e6)
	if took > atMost*cputime.Slow {
		t.Errorf("took %v, at most %v", took, atMost*cputime.Slow)
	}
	if grew > bytes {
		t.Errorf("held %d bytes, at most %d", grew, bytes)
	}
}

// A generated reader gives the bytes that a function makes, a piece at a time.
type generated struct {
	next func(i int) string // "" at the end
	i    int
	rest string
	n    int64
}

func (g *generated) Read(b []byte) (int, error) {
	if g.rest == "" {
		if g.rest = g.next(g.i); g.rest == "" {
			return 0, io.EOF
		}
		g.i++
	}
	n := copy(b, g.rest)
	g.rest = g.rest[n:]
	g.n += int64(n)
	return n, nil
}

// head, n times body, tail.
func repeated(head, body, tail string, n int) *generated {
	return &generated{next: func(i int) string {
		if head == "" {
			i++
		}
		switch {
		case i == 0:
			return head
		case i <= n:
			return body
		case i == n+1:
			return tail
		}
		return ""
	}}
}

func TestDayOf(t *testing.T) {
	for s, want := range map[string]string{
		"2031-05-04": "2031-05-04", "2031-05-04T23:30:00-05:00": "2031-05-04", "2031-05-04 07:00": "2031-05-04",
		"Sun, 04 May 2031 23:30:00 -0500": "2031-05-04", "4 May 2031": "2031-05-04", "Sunday, 04-May-31 10:00:00 GMT": "2031-05-04",
		"May 4, 2031": "2031-05-04", "Sunday, December 14, 2031": "2031-12-14", "4 Sept 2031": "2031-09-04", "20310504": "2031-05-04", "20310504T233000Z": "2031-05-04", "20310504233000": "2031-05-04", "2031/05/04 07:00": "2031-05-04",
		"4.5.2031": "2031-05-04", "04.05.2031, 07:00": "2031-05-04", "4th May 2031": "2031-05-04", "1935619200": "2031-05-04", "1935619200000": "2031-05-04", "1935619200.25": "2031-05-04",
		"": "", "0000-00-00": "", "2031-02-30": "", "99999-01-01": "", "31 Feb 2031": "", "4/5/2031": "", "2031-0504": "", "2031/05-04": "", "20310230": "", "31.2.2031": "", "4.5.31": "", "193562000": "", "19356192001": "", "100000000000": "", "yesterday": "", "2031-05-04x": "",
		"1234-05-04": "", "3001-01-01": "",
	} {
		d, ok := dayOf(s)
		if d.String() != want || ok != (want != "") {
			t.Errorf("%q is %v, %v; want %q", s, d, ok, want)
		}
	}
}

func TestIsWeb(t *testing.T) {
	for s, want := range map[string]bool{
		"https://herald.example/a?b=c#d": true, "HTTP://herald.example": true,
		"javascript:alert(1)": false, "data:text/html,<p>": false, "file:///etc/passwd": false, "//herald.example/x": false, "/x": false, "https:///x": false,
		"https://a b.example/": false, "https://herald.example/\"><script>": false, "ftp://herald.example": false, "jAvAsCrIpT:1": false, "http://[::1": false,
	} {
		if isWeb(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}

// The name decides, and where it does not the beginning.
func TestContainerOf(t *testing.T) {
	for _, c := range []struct{ name, head, want string }{
		{"a.jsonl", "x", "JSON Lines"}, {"a.NDJSON.gz", "{", "JSON Lines"}, {"a.csv.zst", "x", "table (CSV)"}, {"a.xml", "<opml/>", "feed (RSS, Atom)"},
		{"a.txt", "<rss>", ""}, {"a.txt", "{\"a\":1}\n{\"a\":2}\n", ""}, {"a.html", "From: x\nMIME-Version: 1.0\n", ""},
		{"-", "\ufeff <?xml version='1.0'?><!-- x --><rss version='2.0'>", "feed (RSS, Atom)"}, {"-", "<feed xmlns='x'>", "feed (RSS, Atom)"},
		{"-", "<\x00r\x00s\x00s\x00>\x00", "feed (RSS, Atom)"}, {"-", "<html><rss>", ""}, {"-", "{\"a\":1}\n{\"a\":2}\n", "JSON Lines"}, {"-", "[ {\"a\":1}]", "JSON"},
		{"-", "{\n \"a\": 1", "JSON"}, {"-", "{curly} words", ""}, {"-", "From: Ana <a@b.example>\nDate: x\nMIME-Version: 1.0\n\nx", "e-mail"},
		{"-", "From: The minister\nTo: the press\n\nWe deny it.", ""}, {"-", "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example\r\n", "saved web page (MHTML)"},
		{"-", "text,title\nx,y\n", ""}, {"-", "", ""}, {"https://herald.example/feed", "<rdf:RDF xmlns='x'>", "feed (RSS, Atom)"},
	} {
		got := ""
		if f := container(c.name, []byte(c.head)); f != nil {
			got = f.Name
		}
		if got != c.want {
			t.Errorf("%s %q is %q, want %q", c.name, c.head, got, c.want)
		}
	}
}

func TestOtherFormatsInContainers(t *testing.T) {
	got := items(t, "a.jsonl", `{"text":"%PDF-1.7 and so on"}`+"\n"+`{"text":"\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000b\u000e"}`+"\n", Options{})
	same(t, got, "a.jsonl#1: unsupported: a PDF file, not text", "a.jsonl#2: binary: control bytes, not text")
}

// In a folder a table counts where it has a column of text, JSON where it has articles, XML where it is a feed.
func TestWalkContainers(t *testing.T) {
	dir := tree(t, map[string]string{
		"a.jsonl": `{"text":"` + "Talks end." + `"}`, "b.csv": "text\nTalks end.\n", "c.csv": "year,n\n2031,4\n", "d.json": `{"a":1}`, "e.json": `[{"text":"Talks go on."}]`,
		"f.xml": "<opml><body/></opml>", "g.xml": "<rss><channel><item><title>Talks</title><description>They go on.</description></item></channel></rss>",
		"h.eml": "Subject: Talks\nFrom: a@b.example\n\nThey go on.\n", "i.jsonl": "", "manifest.csv": "file,outlet\na.jsonl,Lea Courier\n",
	})
	want := []string{"a.jsonl#1 text |Lea Courier||", "b.csv#2 text", "e.json#1 text", "g.xml#" + parley.IDOf([]byte("Talks\x00They go on.")).Short() + " text", "h.eml text", "i.jsonl: empty: 0 bytes"}
	if d := cmp.Diff(want, walk(t, dir, Options{}, nil, dir)); d != "" {
		t.Error(d)
	}
	same(t, walk(t, dir, Options{}, nil, dir+"/c.csv", dir+"/f.xml", dir+"/d.json"),
		"c.csv: unsupported: line 1, byte 0: no column has the text; there are year, n: name it with --field text=NAME",
		`f.xml: unsupported: line 1, byte 0: XML that is no feed: its element is "opml"`,
		"d.json#1: damaged: line 1, byte 0: no field has the text; there are a: name it with --field text=NAME")
}

// A container that has one report a thousand times gives it few names; one that is refused a thousand times over is not told so for ever.
func TestManyOfOne(t *testing.T) {
	var names, asides int
	tally := func(it Item) error {
		if it.Aside != nil {
			asides++
		} else if it.Report.Names[0] == "a.jsonl#again" {
			names++
		}
		return nil
	}
	if err := Stream("a.jsonl", repeated("", `{"text":"Talks end."}`+"\n", "", 1000), Options{}, tally); err != nil || names != 1000-mostNames {
		t.Errorf("%d reports came again, %v", names, err)
	}
	if err := Stream("a.jsonl", repeated("", "{]\n", "[]\n", 20_000), Options{}, tally); err != nil || asides != mostAsides+1 {
		t.Errorf("%d set aside, %v", asides, err)
	}
}

func TestParseFields(t *testing.T) {
	got, err := ParseFields([]string{"text=body", "date = /meta/day", "url=a=b"})
	if d := cmp.Diff(Fields{"text": "body", "date": "/meta/day", "url": "a=b"}, got); d != "" || err != nil {
		t.Error(d, err)
	}
	for _, bad := range [][]string{{"text"}, {"text="}, {"body=text"}, {"text=a", "text=b"}, {""}} {
		if _, err := ParseFields(bad); parley.KindOf(err) != parley.Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func BenchmarkContainers(b *testing.B) {
	words := strings.Repeat("The mayor said on Friday that the bridge was open. ", 40)
	for name, in := range map[string]string{
		"a.jsonl": strings.Repeat(`{"title":"Bridge talks go on","text":"`+words+`","date":"2031-05-04"}`+"\n", 200),
		"a.json":  "[" + strings.Repeat(`{"title":"Bridge talks go on","text":"`+words+`","date":"2031-05-04"},`, 200) + "]",
		"a.csv":   "title,text,date\n" + strings.Repeat(`Bridge talks go on,"`+words+`",2031-05-04`+"\n", 200),
		"a.xml":   rssHead + strings.Repeat("<item><title>Bridge talks go on</title><pubDate>4 May 2031</pubDate><description>"+words+"</description></item>\n", 200) + rssTail,
		"a.mbox":  strings.Repeat("From x\nSubject: Bridge talks go on\nDate: 4 May 2031 07:00:00 +0000\n\n"+strings.ReplaceAll(words, ". ", ".\n")+"\n\n", 200),
	} {
		b.Run(name[2:], func(b *testing.B) {
			b.SetBytes(int64(len(in)))
			b.ReportAllocs()
			for b.Loop() {
				n := 0
				if err := Stream(name, strings.NewReader(in), Options{}, func(it Item) error { n++; return nil }); err != nil || n < 200 {
					b.Fatal(n, err)
				}
			}
		})
	}
}

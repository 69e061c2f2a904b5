package intake

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/parley-press/parley"
)

// hash names an item that has no link to be named by.
func hash(title, text string) string { return parley.IDOf([]byte(title + "\x00" + text)).Short() }

const rssHead = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Lea Courier</title><link>https://lea.example</link><language>en</language><image><title>logo</title></image>
`

const rssTail = "</channel></rss>\n"

func TestFeed(t *testing.T) {
	at := fmt.Sprintf("line 3, byte %d: ", len(rssHead))
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"RSS 2", rssHead + `<item><title>Ana &amp;amp; Jon &lt;i&gt;agree&lt;/i&gt;</title><link>https://lea.example/2031/ana-jon?x=1&amp;y=2</link><pubDate>Sun, 04 May 2031 23:30:00 -0500</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>One &amp; two.</p>]]></content:encoded><media:title>no</media:title></item>` + rssTail,
			[]string{"f.xml#ana-jon html|2031-05-04|pubDate of f.xml#ana-jon|Lea Courier|https://lea.example/2031/ana-jon?x=1&y=2|en", "<h1>Ana &amp; Jon agree</h1>\n<p>One &amp; two.</p>"}},
		{"plain words", rssHead + `<item><title>One</title><guid isPermaLink="false">tag:1</guid><description>Words alone.</description><dc:date>2031-05-04</dc:date></item>` + rssTail,
			[]string{"f.xml#" + hash("One", "Words alone.") + " text|2031-05-04|dc:date of f.xml#" + hash("One", "Words alone.") + "|Lea Courier||en", "One\n\nWords alone."}},
		{"a permanent link", rssHead + `<item><guid>https://lea.example/p/17</guid><description>Words alone.</description></item>` + rssTail,
			[]string{"f.xml#" + hash("", "Words alone.") + " text|||Lea Courier|https://lea.example/p/17|en", "Words alone."}},
		{"Atom", `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB"><title type="text">Vessia Times</title><updated>2031-06-01T00:00:00Z</updated>
<entry xml:lang="fr"><title type="html">&lt;b&gt;Trêve&lt;/b&gt; rompue à Lea</title><link rel="self" href="https://x.example/s"/><link href="https://vessia.example/treve/"/><id>urn:1</id><published>2031-05-04T10:00:00Z</published><updated>2031-05-06T10:00:00Z</updated>
<summary>S</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Un &amp; deux.</p></div></content></entry>
<entry><title>Second</title><id>urn:uuid:ab-cd</id><updated>2031-05-06T10:00:00Z</updated><content type="text">a &lt; b</content></entry></feed>`,
			[]string{"f.xml#treve html|2031-05-04|published of f.xml#treve|Vessia Times|https://vessia.example/treve/|fr", "<h1>Trêve rompue à Lea</h1>\n<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Un &amp; deux.</p></div>",
				"f.xml#" + hash("Second", "a < b") + " text|2031-05-06|updated of f.xml#" + hash("Second", "a < b") + "|Vessia Times||en-GB", "Second\n\na < b"}},
		{"RDF", `<rdf:RDF xmlns:rdf="x" xmlns="http://purl.org/rss/1.0/"><channel><title>Ondria Post</title><items><rdf:Seq><rdf:li resource="a"/></rdf:Seq></items></channel><item rdf:about="a"><title>Old form</title><description>One.</description><dc:date>2031-05-04T00:00Z</dc:date></item></rdf:RDF>`,
			[]string{"f.xml#" + hash("Old form", "One.") + " text|2031-05-04|dc:date of f.xml#" + hash("Old form", "One.") + "|Ondria Post||", "Old form\n\nOne."}},
		{"no date, a bad date", rssHead + `<item><description>One.</description><lastBuildDate>Sun, 04 May 2031 10:00:00 GMT</lastBuildDate></item><item><description>Two.</description><pubDate>soon</pubDate></item>` + rssTail,
			[]string{"f.xml#" + hash("", "One.") + " text|||Lea Courier||en", "One.",
				fmt.Sprintf(`f.xml#%s: told: line 3, byte %d: pubDate "soon" is not a date that is understood; read without it`, hash("", "Two."), len(rssHead)+104), "f.xml#" + hash("", "Two.") + " text|||Lea Courier||en", "Two."}},
		{"links", rssHead + `<item><link>javascript:alert(1)</link><description>One.</description></item><item><link>data:text/html,x</link><description>Two.</description></item><item><link>file:///etc/passwd</link><description>Three.</description></item>` + rssTail,
			[]string{"f.xml#" + hash("", "One.") + ": told: " + at + `link "javascript:alert(1)" is no address on the web; read without it`, "f.xml#" + hash("", "One.") + " text|||Lea Courier||en", "One.",
				fmt.Sprintf(`f.xml#%s: told: line 3, byte %d: link "data:text/html,x" is no address on the web; read without it`, hash("", "Two."), len(rssHead)+76), "f.xml#" + hash("", "Two.") + " text|||Lea Courier||en", "Two.",
				fmt.Sprintf(`f.xml#passwd: told: line 3, byte %d: link "file:///etc/passwd" is no address on the web; read without it`, len(rssHead)+149), "f.xml#passwd text|||Lea Courier||en", "Three."}},
		{"without text", rssHead + `<item><title>Only a title</title><link>https://lea.example/only</link></item><item/>` + rssTail,
			[]string{"f.xml#only: empty: " + at + "no text in it, only a headline and a link", fmt.Sprintf("f.xml#%s: empty: line 3, byte %d: no text in it", hash("", ""), len(rssHead)+77)}},
		{"marks that should be escaped", rssHead + `<item><title>A & B < C</title><link>https://lea.example/q?a=1&b=2</link><description>One &nbsp; & two &undefined; three</description></item>` + rssTail,
			[]string{"f.xml#" + hash("A & B < C", "One \u00a0 & two &undefined; three") + " text|||Lea Courier|https://lea.example/q?a=1&b=2|en", "A & B < C\n\nOne \u00a0 & two &undefined; three"}},
		{"markup that is not escaped", rssHead + `<item><description><p>One <b>two</b></p><br>three</description></item>` + rssTail,
			[]string{"f.xml#" + hash("", "<p>One <b>two</b></p><br>three") + " html|||Lea Courier||en", "<p>One <b>two</b></p><br>three"}},
		{"items in comments and CDATA", rssHead + `<!-- <item><description>no</description></item> --><item><description><![CDATA[</item><item>]]>One</description></item>` + rssTail,
			[]string{"f.xml#" + hash("", "</item><item>One") + " text|||Lea Courier||en", "</item><item>One"}},
		{"cut off", rssHead + `<item><description>One.</description></item><item><description>Tw`,
			[]string{"f.xml#" + hash("", "One.") + " text|||Lea Courier||en", "One.", fmt.Sprintf("f.xml: damaged: line 3, byte %d: the feed ends inside of this item", len(rssHead)+44)}},
		{"cut off between items", rssHead + `<item><description>One.</description></item>`,
			[]string{"f.xml#" + hash("", "One.") + " text|||Lea Courier||en", "One.", fmt.Sprintf("f.xml: damaged: line 3, byte %d: the feed ends before its last closing tag; it may have been cut off", len(rssHead)+44)}},
		{"Latin 1", "<?xml version='1.0' encoding='ISO-8859-1'?><rss><channel><item><description>caf\xe9</description></item></channel></rss>", []string{"f.xml#" + hash("", "café") + " text|||||", "café"}},
		{"no UTF-8, nothing declared", "<rss><channel><item><description>caf\xe9 \x93x\x94</description></item></channel></rss>", []string{"f.xml#" + hash("", "café “x”") + " text|||||", "café “x”"}},
		{"UTF-16", utf16le("\ufeff<?xml version='1.0' encoding='UTF-16'?><rss><channel><item><description>café</description></item></channel></rss>"), []string{"f.xml#" + hash("", "café") + " text|||||", "café"}},
		{"UTF-7 is only ASCII", "<?xml version='1.0' encoding='UTF-7'?><rss><channel><item><description>+ADw-script+AD4-</description></item></channel></rss>", []string{"f.xml#" + hash("", "+ADw-script+AD4-") + " text|||||", "+ADw-script+AD4-"}},
		{"a script that shows many", rssHead + `<item><link>https://lea.example/show.php?id=7</link><description>One.</description></item><item><link>https://lea.example/a.html?utm=rss#top</link><description>Two.</description></item>` + rssTail,
			[]string{"f.xml#" + hash("", "One.") + " text|||Lea Courier|https://lea.example/show.php?id=7|en", "One.", "f.xml#a.html text|||Lea Courier|https://lea.example/a.html?utm=rss#top|en", "Two."}},
		{"no items", rssHead + rssTail, []string{"f.xml: empty: no report in this feed (RSS, Atom)"}},
		{"no feed", "<opml version='2.0'><body/></opml>", []string{`f.xml: unsupported: line 1, byte 0: XML that is no feed: its element is "opml"`}},
		{"no XML", "Talks end.\n", []string{"f.xml: unsupported: line 1, byte 0: not a feed: no element in it"}},
		{"control characters", rssHead + "<item><title>A\x0bB\x00C D</title><description>x\x01y</description></item>" + rssTail, []string{"f.xml#" + hash("A B C D", "x y") + " text|||Lea Courier||en", "A B C D\n\nx y"}},
	} {
		t.Run(c.name, func(t *testing.T) { same(t, items(t, "f.xml", c.in, Options{}), c.want...) })
	}
}

func utf16le(s string) string {
	var b []byte
	for _, r := range s {
		b = append(b, byte(r), byte(r>>8))
	}
	return string(b)
}

// No entity that a feed declares is expanded, no file is read, nothing is connected to.
func TestFeedEntities(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(secret, []byte("TOP SECRET"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip(err)
	}
	var calls atomic.Int32
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			calls.Add(1)
			c.Close()
		}
	}()
	defer l.Close()
	lol := `<!ENTITY lol "lol">`
	for i := range 9 {
		prev := "lol"
		if i > 0 {
			prev = fmt.Sprint("lol", i)
		}
		lol += fmt.Sprintf(`<!ENTITY lol%d "%s">`, i+1, strings.Repeat("&"+prev+";", 10))
	}
	for name, dtd := range map[string]string{
		"billion laughs": "<!DOCTYPE rss [" + lol + "]>",
		"quadratic":      "<!DOCTYPE rss [<!ENTITY lol9 \"" + strings.Repeat("x", 50_000) + "\">]>",
		"file":           `<!DOCTYPE rss [<!ENTITY lol9 SYSTEM "file://` + secret + `">]>`,
		"http":           `<!DOCTYPE rss [<!ENTITY lol9 SYSTEM "http://` + l.Addr().String() + `/x"> <!ENTITY % p SYSTEM "http://` + l.Addr().String() + `/p"> %p;]>`,
		"DTD elsewhere":  `<!DOCTYPE rss SYSTEM "http://` + l.Addr().String() + `/dtd">`,
		"brackets":       `<!DOCTYPE rss [<!ENTITY a "]>"><!-- ' -->]>`,
	} {
		in := `<?xml version="1.0"?>` + dtd + "<rss><channel><item><description>One " + strings.Repeat("&lol9;", 1000) + ".</description></item></channel></rss>"
		bounds(t, time.Second, 32<<20, func() {
			got := strings.Join(items(t, "f.xml", in, Options{}), "\n")
			if strings.Contains(got, "TOP SECRET") || strings.Contains(got, "lollol") || strings.Contains(got, "xxx") {
				t.Errorf("%s is expanded: %.200q", name, got)
			}
			if name != "DTD elsewhere" && !strings.Contains(got, "unsupported: line 1, byte 21: a document type with entities of its own") {
				t.Errorf("%s: nobody says so: %.200q", name, got)
			}
			if name != "brackets" && !strings.Contains(got, "One &lol9;&lol9;") {
				t.Errorf("%s: the item is not read: %.300q", name, got)
			}
		})
	}
	if n := calls.Load(); n > 0 {
		t.Errorf("%d connections", n)
	}
}

// A feed with a million items is read one after the other.
func TestFeedOfMillions(t *testing.T) {
	n := 1_000_000
	if testing.Short() {
		n = 50_000
	}
	made := make([]string, 1000)
	for i := range made {
		made[i] = fmt.Sprintf(shortItem, i)
	}
	g := &generated{next: func(i int) string {
		switch {
		case i == 0:
			return rssHead
		case i <= n:
			return made[i%1000]
		case i == n+1:
			return rssTail
		}
		return ""
	}}
	ids, names := map[parley.ReportID]bool{}, map[string]bool{}
	bounds(t, 12*time.Second, 48<<20, func() { // 6 to 7 s on a machine that others load too
		err := Stream("f.xml", g, Options{}, func(it Item) error {
			if it.Aside != nil {
				return fmt.Errorf("%+v", it.Aside)
			}
			ids[it.Report.ID], names[it.Report.Names[0]] = true, true
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	if len(ids) != 1000 || len(names) > 1001 {
		t.Errorf("%d reports under %d names, want 1000 by what they say, and few names", len(ids), len(names))
	}
}

func TestFeedShapes(t *testing.T) {
	deep := strings.Repeat("<a>", 200_000)
	for name, in := range map[string]string{
		"deep in an item": rssHead + "<item><description>One." + deep + "</description></item>" + rssTail,
		"deep outside":    rssHead + deep + rssTail,
		"deep items":      rssHead + strings.Repeat("<item>", 200_000) + rssTail,
		"open marks":      rssHead + strings.Repeat("<", 2_000_000),
		"open tags":       rssHead + strings.Repeat("<a ", 700_000),
		"open quotation":  rssHead + strings.Repeat(`<a b="`, 400_000),
		"open comment":    rssHead + "<!--" + strings.Repeat("-", 2_000_000),
		"open CDATA":      rssHead + "<item><![CDATA[" + strings.Repeat("]]", 1_000_000),
		"attributes":      rssHead + "<item " + strings.Repeat(`a="b" `, 300_000) + "/>" + rssTail,
		"closing tags":    rssHead + strings.Repeat("</item>", 300_000) + rssTail,
		"instructions":    strings.Repeat("<?xml x?>", 200_000) + "<rss/>",
		"references":      rssHead + "<item><description>" + strings.Repeat("&#x41;&", 250_000) + "</description></item>" + rssTail,
		"marks on one":    rssHead + "<item><title>x" + strings.Repeat("\u0301", 1_000_000) + "</title><description>One.</description></item>" + rssTail,
	} {
		t.Run(name, func(t *testing.T) {
			bounds(t, 2*time.Second, 96<<20, func() {
				got := items(t, "f.xml", in, Options{})
				if len(got) == 0 && name != "instructions" && name != "closing tags" && name != "deep outside" {
					t.Error("nothing is said of it")
				}
			})
		})
	}
	big := repeated(rssHead+"<item><description>", strings.Repeat("x", 1<<20), "</description></item><item><description>Two.</description></item>"+rssTail, 300)
	bounds(t, 4*time.Second, 64<<20, func() {
		got := stream(t, "f.xml", big, Options{})
		if len(got) != 3 || !strings.Contains(got[0], "an item of 314.6 MB, the limit is 10 MB") || got[2] != "Two." {
			t.Errorf("%.300q", got)
		}
	})
}

func FuzzFeed(f *testing.F) {
	f.Add(rssHead + "<item><title>a</title><link>https://a.example/b</link><pubDate>4 May 2031</pubDate><description>&lt;p&gt;b</description></item>" + rssTail)
	f.Add(`<!DOCTYPE feed [<!ENTITY a "b">]><feed xml:lang="en"><entry><content type="xhtml"><div>a</div></content><updated>2031-05-04</updated></entry>`)
	f.Add("\xff\xfe<\x00r\x00s\x00s\x00>\x00")
	f.Fuzz(func(t *testing.T, in string) {
		check(t, "f.xml", in, Options{})
		check(t, "f.xml", in, Options{MaxBytes: 100})
	})
}

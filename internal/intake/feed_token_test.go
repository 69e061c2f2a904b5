package intake

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// plainItems are items that plainXML reads to their ends.
var plainItems = []string{
	"<item><title>Ana &amp; Jon</title><link>https://lea.example/a?b=1&amp;c=2</link><description>One.\r\nTwo.\rThree.</description></item>",
	`<entry xml:lang='fr'><title type="html">&lt;b&gt;Tr&ecirc;ve&lt;/b&gt;</title><link rel="self" href="https://x.example/?a&b"/><atom:id >urn:1</atom:id ></entry>`,
	"<item><content:encoded><![CDATA[<p>One &amp; two.</p>\r\n]]]]><![CDATA[>]]></content:encoded><guid isPermaLink = \"false\" >x</guid></item>",
	"<item><title>A & B, R&D; &nosuch; &#; &#x; &#x41; &#65; &#99999999; &amp</title><a/><a /></item>",
	"<item><description><p class='x'>One <b>two</b></p></description></b></item>",
	"<item>\n\t<dc:date>2031-05-04</dc:date>\n</item>",
}

// oddItems are items that plainXML leaves to looseXML.
var oddItems = []string{
	"<item><title>A < B</title></item>", "<item><!-- no --></item>", "<item><?php x ?></item>", "<item a=1 b></item>", "<item a='<'/>", "<a:b:c/>", "<item:/>", "<é/>",
	"<item>]]></item>", "<item>&#1;</item>", "<item", "<item><![CDATA[", "<item></item><", "</item x>", "<item / >", "<item>x & y", "<1/>", "<i\u00e9/>", "<a \"b\"/>",
}

// tokens are the tokens of an item. sure is false where the source is not, after the tokens that it had until then.
func tokens(x tokenSource) (all []string, sure bool, err error) {
	for {
		t, err := x.next()
		switch {
		case errors.Is(err, io.EOF):
			return all, true, nil
		case errors.Is(err, errUnsure):
			return all, false, nil
		case err != nil:
			return all, true, err
		}
		if t.kind == tokenText && t.text == "" {
			continue
		}
		all = append(all, fmt.Sprintf("%d %s|%s|%q|%+v @%d", t.kind, t.space, t.name, t.text, append(t.attrs[:0:0], t.attrs...), x.offset()))
	}
}

// alike checks that plainXML has the tokens of the decoder of the standard library, as far as it is sure.
func alike(t *testing.T, s string) (sure bool) {
	t.Helper()
	b, why := (&feedReader{}).decode([]byte(s))
	if why != "" {
		return false
	}
	got, sure, err := tokens(&plainXML{s: string(b)})
	want, _, wrong := tokens(looseXML{newXML(b)})
	if err != nil || sure && wrong != nil {
		t.Fatalf("%q: %v, the decoder says %v", s, err, wrong)
	}
	if !sure {
		want = want[:min(len(want), len(got))]
	}
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Fatalf("%q: %s", s, d)
	}
	if sure { // an item that is read plainly is the item that is read by the decoder
		var one, other FeedItem
		p, q := itemParser{it: &one, s: string(b), x: &plainXML{s: string(b)}}, itemParser{it: &other, s: string(b), x: looseXML{newXML(escapeLoose(b))}}
		if err, wrong := p.read(), q.read(); err != nil || wrong != nil {
			t.Fatalf("%q: %v, %v", s, err, wrong)
		}
		if d := cmp.Diff(other, one); d != "" {
			t.Fatalf("%q: %s", s, d)
		}
	}
	return sure
}

func TestPlainXML(t *testing.T) {
	for _, s := range plainItems {
		if !alike(t, s) {
			t.Errorf("not read plainly: %q", s)
		}
	}
	for _, s := range oddItems {
		if alike(t, s) {
			t.Errorf("read plainly: %q", s)
		}
	}
}

func FuzzPlainXML(f *testing.F) {
	for _, s := range append(plainItems, oddItems...) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { alike(t, s) })
}

// The end of an element is the same whether it lies in the buffer or goes by in pieces.
func FuzzElement(f *testing.F) {
	for _, s := range append(plainItems, oddItems...) {
		f.Add(s)
	}
	f.Add("<item><item a='>'></item></item  >x")
	f.Fuzz(func(t *testing.T, s string) {
		s = "<item>" + s
		rest := s[len("<item>"):]
		end := elementEnd([]byte(rest), "item")
		if end < 0 {
			return
		}
		x := scanner{r: newScan(strings.NewReader(rest)), line: 1}
		if err := x.skipTo("item", func(...byte) {}); err != nil || x.off != int64(end) {
			t.Fatalf("%q: %d bytes and %v, want %d", rest, x.off, err, end)
		}
	})
}

// feedOf is a feed of n items as they are printed.
func feedOf(n int, item string) string {
	var sb strings.Builder
	sb.WriteString(rssHead)
	for i := range n {
		fmt.Fprintf(&sb, item, i%1000)
	}
	return sb.String() + rssTail
}

const (
	shortItem = "<item><title>Talks go on</title><guid isPermaLink=\"false\">same</guid><description>They had day %d.</description></item>"
	pressItem = `<item>
  <title>Harland and Vessia agree on &#8216;first steps&#8217; at the bridge</title>
  <link>https://lea.example/2031/05/04/harland-vessia-%d</link>
  <dc:creator><![CDATA[Ana Roe]]></dc:creator>
  <pubDate>Sun, 04 May 2031 10:00:00 +0000</pubDate>
  <category><![CDATA[World]]></category>
  <guid isPermaLink="false">https://lea.example/?p=17</guid>
  <description><![CDATA[The two sides agreed on first steps, mediators said on Sunday.]]></description>
  <content:encoded><![CDATA[<p>The two sides agreed on first steps, mediators said on Sunday.</p>
<p>&#8220;We will go on,&#8221; Ana Roe told reporters in Lea.</p>]]></content:encoded>
</item>
`
)

func BenchmarkFeed(b *testing.B) {
	for name, item := range map[string]string{"short": shortItem, "press": pressItem} {
		in := feedOf(10_000, item)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(in)))
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				n = 0
				if err := Stream("f.xml", strings.NewReader(in), Options{}, func(it Item) error {
					if it.Report != nil {
						n++
					}
					return nil
				}); err != nil {
					b.Fatal(err)
				}
			}
			if n != 10_000 {
				b.Fatal(n)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/10_000, "ns/item")
		})
	}
}

// What cutting an item into tokens costs alone: by ours, and by the decoder of the standard library.
func BenchmarkTokens(b *testing.B) {
	item := fmt.Sprintf(pressItem, 7)
	for name, source := range map[string]func() tokenSource{
		"plain":   func() tokenSource { return &plainXML{s: item} },
		"decoder": func() tokenSource { return looseXML{newXML([]byte(item))} },
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(item)))
			b.ReportAllocs()
			for b.Loop() {
				x := source()
				for {
					if _, err := x.next(); err != nil {
						if !errors.Is(err, io.EOF) {
							b.Fatal(err)
						}
						break
					}
				}
			}
		})
	}
}

package clean

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/internal/text"
)

// read cleans raw as a file of the format.
func read(raw string, f parley.Format) (*text.Text, *parley.SetAside) {
	return Clean(parley.Report{ID: parley.IDOf([]byte(raw)), Names: []string{"test"}, Format: f, Bytes: []byte(raw)})
}

// laws checks what holds of every cleaned text, whatever the bytes were.
func laws(raw []byte, x *text.Text) error {
	if !utf8.ValidString(x.Content) {
		return fmt.Errorf("content is not UTF-8")
	}
	atText, atRaw := 0, 0
	for i, r := range x.Align.Runs {
		switch {
		case r.Text < atText || r.Raw < atRaw:
			return fmt.Errorf("run %d %+v begins before %d, %d", i, r, atText, atRaw)
		case r.Text+r.Len > len(x.Content) || r.Raw+r.RawLen > len(raw):
			return fmt.Errorf("run %d %+v leads out of the text", i, r)
		case r.Len <= 0 || r.RawLen <= 0:
			return fmt.Errorf("run %d %+v is empty", i, r)
		case r.Verbatim && x.Content[r.Text:r.Text+r.Len] != string(raw[r.Raw:r.Raw+r.RawLen]):
			return fmt.Errorf("run %d %+v: %q is not %q", i, r, x.Content[r.Text:r.Text+r.Len], raw[r.Raw:r.Raw+r.RawLen])
		}
		atText, atRaw = r.Text+r.Len, r.Raw+r.RawLen
	}
	at, para := 0, 0
	for i, b := range x.Blocks {
		switch {
		case b.Span.Start < at || b.Span.End > len(x.Content) || b.Span.Empty():
			return fmt.Errorf("block %d %+v after %d", i, b, at)
		case b.Paragraph < para:
			return fmt.Errorf("block %d %+v in a paragraph before %d", i, b, para)
		case (b.Kind == text.Noise) != (b.Noise != ""):
			return fmt.Errorf("block %d %+v: kind and noise differ", i, b)
		case !utf8.ValidString(x.Content[b.Span.Start:b.Span.End]):
			return fmt.Errorf("block %d %+v cuts a character", i, b)
		case strings.TrimFunc(x.Content[at:b.Span.Start], blank) != "":
			return fmt.Errorf("%q before block %d is in no block", x.Content[at:b.Span.Start], i)
		}
		at, para = b.Span.End, b.Paragraph
	}
	if rest := strings.TrimFunc(x.Content[at:], blank); rest != "" {
		return fmt.Errorf("%q at the end is in no block", rest)
	}
	return metaLaws(x)
}

// metaLaws checks that the words of the metadata stand where it says.
func metaLaws(x *text.Text) error {
	in := func(what string, s parley.Span) error {
		if s.Start < 0 || s.End > len(x.Content) || s.Start > s.End || !utf8.ValidString(x.Content[s.Start:s.End]) {
			return fmt.Errorf("%s: span %v", what, s)
		}
		return nil
	}
	m := x.Meta
	spans := map[string]parley.Span{"headline": m.Headline, "outlet": m.Outlet.Span, "dateline": m.Dateline.Span, "published": m.Published.Span}
	spans["standfirst"], spans["updated"], spans["section"] = m.Standfirst, m.Updated.Span, m.Section.Span
	for i, s := range m.Corrections {
		spans[fmt.Sprint("correction ", i)] = s
	}
	for i, e := range m.Entries {
		spans[fmt.Sprint("entry ", i)], spans[fmt.Sprint("stamp ", i)] = e.Span, e.Stamp
		if e.Span.Empty() || !e.Span.Overlaps(e.Stamp) || i > 0 && e.Span.Start < m.Entries[i-1].Span.End {
			return fmt.Errorf("entry %d: %+v", i, e)
		}
	}
	for i, b := range m.Bylines {
		spans[fmt.Sprint("byline ", i)] = b.Span
		if b.Span.Empty() || b.Name == "" {
			return fmt.Errorf("byline without words: %+v", b)
		}
	}
	for i, a := range m.Agencies {
		spans[fmt.Sprint("agency ", i)] = a.Span
	}
	for i, d := range m.Dates {
		spans[fmt.Sprint("date ", i)] = d.Span
		if !d.Value.Known() {
			return fmt.Errorf("unknown date %+v", d)
		}
	}
	for what, s := range spans {
		if err := in(what, s); err != nil {
			return err
		}
	}
	return nil
}

func check(t testing.TB, raw string, f parley.Format) *text.Text {
	t.Helper()
	x, aside := read(raw, f)
	if aside != nil {
		if x != nil || aside.Reason == "" || aside.Detail == "" {
			t.Fatalf("set aside without a reason: %+v", aside)
		}
		return nil
	}
	if err := laws([]byte(raw), x); err != nil {
		t.Fatal(err)
	}
	return x
}

// lines are made of pieces that the rules look for.
var pieces = []string{"Bridge talks end", "By Ana Roe", "RIVERTON, Harland (Newswire) - ", "The mayor said “no deal” on Friday.", "5 May 2031", "READ MORE: x", "\n", "\n\n", " ", "REUTERS/Ana Roe",
	"(Reporting by Ana Roe; Editing by Jon Vale)", "string(12) \"[{\"a\":\"b\"}]\"", "Home > World > X", "é", "“", "WHO GAINS?", "icon icon icon", "04/05/2031", "\u00a0", "— ", "AP", "(", ")", "by ", "Photo: ", "…"}

func TestPlainTextIsTheSameText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "pieces"), "") + rapid.StringMatching(`[ -~é“”–\n\t]*`).Draw(t, "tail")
		x, aside := read(raw, parley.PlainText)
		if aside != nil {
			return
		}
		if x.Content != raw {
			t.Fatalf("content %q of %q", x.Content, raw)
		}
		if len(x.Align.Runs) != 1 || x.Align.Runs[0] != (text.Run{Len: len(raw), RawLen: len(raw), Verbatim: true}) {
			t.Fatalf("runs %+v", x.Align.Runs)
		}
		if len(x.Repairs) != 0 {
			t.Fatalf("repairs %+v", x.Repairs)
		}
		if err := laws([]byte(raw), x); err != nil {
			t.Fatal(err)
		}
	})
}

func TestAnyBytesKeepTheLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b []byte
		for _, p := range rapid.SliceOf(rapid.OneOf(rapid.Map(rapid.SampledFrom(pieces), func(s string) []byte { return []byte(s) }),
			rapid.SliceOfN(rapid.Byte(), 0, 4), rapid.SampledFrom([][]byte{[]byte("<p>"), []byte("</div>"), []byte("<b><p>"), []byte("&amp"), []byte("&#8217;"), []byte("<!--"), []byte("\r\n"),
				[]byte("<script>"), []byte("\xff\xfe"), []byte("<h1>"), []byte("<span style='display:none'>"), []byte("<title>")}))).Draw(t, "bytes") {
			b = append(b, p...)
		}
		for _, f := range []parley.Format{parley.PlainText, parley.HTML} {
			x, _ := read(string(b), f)
			if x == nil {
				continue
			}
			if err := laws(b, x); err != nil {
				t.Fatalf("%s: %v", f, err)
			}
			y, _ := read(string(b), f)
			if fmt.Sprintf("%+v", x) != fmt.Sprintf("%+v", y) {
				t.Fatalf("%s: two readings differ", f)
			}
		}
	})
}

func FuzzCleanText(f *testing.F) {
	for _, p := range pieces {
		f.Add([]byte(p))
	}
	f.Add([]byte(strings.Join(pieces, "\n")))
	f.Add([]byte("\xff\xfeB\x00r\x00\x00\xd8"))
	f.Add([]byte("caf\xe9 \x93no deal\x94 he said\x00"))
	f.Fuzz(func(t *testing.T, b []byte) { check(t, string(b), parley.PlainText) })
}

func FuzzCleanHTML(f *testing.F) {
	f.Add([]byte("<html><head><title>Bridge talks end | Riverton Post</title><meta property=og:site_name content='Riverton Post'></head><body><h1>Bridge talks end</h1><p>By Ana Roe</p><p>The mayor said &ldquo;no&rdquo;.</p></body></html>"))
	f.Add([]byte("<script>var a = '<p>';\n<p>The page goes on <b>here<i> and</b> there</p><!-- never closed <p>x"))
	f.Add([]byte("<meta charset=windows-1252><p>caf\xe9 &amp &#x92; &#0; &notit;<a href='x"))
	f.Add([]byte("<table><tr><td>1<td>2<tr><td><div hidden>x</div><p style='display:none'>y</table><br><br>z"))
	f.Fuzz(func(t *testing.T, b []byte) { check(t, string(b), parley.HTML) })
}

// readSoon reads raw and fails where that takes over three seconds of a processor, twice.
func readSoon(t *testing.T, raw string, f parley.Format) (*text.Text, *parley.SetAside) {
	t.Helper()
	for try := 0; ; try++ {
		start := cputime.Used()
		x, aside := read(raw, f)
		if d := cputime.Used() - start; d < cputime.Slow*3*time.Second {
			return x, aside
		} else if try > 0 {
			t.Errorf("took %v for %d bytes", d, len(raw))
			return x, aside
		}
	}
}

func TestHostilePages(t *testing.T) {
	rep := strings.Repeat
	const mb = 1 << 20
	tests := []struct {
		name, raw string
		reason    parley.Reason
		flag      string
	}{
		{"5 MB of div", rep("<div>", mb), "", ""},
		{"5 MB of div with text", rep("<div>", mb-20) + "<p>The mayor said on Friday that the bridge was open.", "", "structure_degraded"},
		{"200k nested div", rep("<div>", 200_000) + "The mayor said on Friday that the bridge was open." + rep("</div>", 200_000), "", "structure_degraded"},
		{"misnested", rep("<b><p>x", mb/7), "", ""},
		{"misnested links", rep("<a><b><i>word ", mb/14), "", ""},
		{"a million attributes", "<p " + rep("a=1 ", mb) + ">The mayor said so.</p>", "", ""},
		{"a million comments", rep("<!-- -->", mb/2) + "<p>The mayor said so.</p>", "", ""},
		{"open comments", rep("<!-- x>", mb/4) + "<p>The mayor said so.</p>", "", "structure_degraded"},
		{"open scripts", rep("<script>var a = 1;\n", mb/8), parley.ReasonNoText, ""},
		{"open script, page goes on", "<script>var a = 1;\n<p>The mayor said so.</p>", "", "structure_degraded"},
		{"script alone", "<html><script>" + rep("var a = 1; ", mb/16) + "</script></html>", parley.ReasonNoText, ""},
		{"open quotes", rep("<p a=\"", mb/2), "", ""},
		{"open tags", rep("<p ", mb), "", ""},
		{"references", rep("&amp", mb), "", ""},
		{"open title", "<title>Bridge" + rep("<p>The mayor said so.</p>", 100), "", "structure_degraded"},
		{"end tags", rep("</div></b></p>", mb/4) + "The mayor said so.", "", ""},
		{"deep spans closed by one div", rep("<div>"+rep("<span>", 30), 20_000) + "The mayor said so." + rep("</div></span>", 20_000), "", "structure_degraded"},
		{"many tails", rep("<p>The mayor said on Friday that the bridge was open and the crews were back.<h2>More</h2>", mb/80), "", ""},
		{"many marks", rep("<time datetime=2031-05-05>x</time><span class=author>Ana Roe</span>", mb/50), "", ""},
		{"class of a megabyte", "<p class='" + rep("nav ad ", mb/8) + "'>The mayor said so.</p>", "", ""},
		{"one line", "<p>" + rep("The mayor said so. ", mb/8) + "</p>", "", ""},
		{"lists of dates", "<p>" + rep("5 May 2031 ", mb/8) + "</p>", "", ""},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			x, aside := readSoon(t, c.raw, parley.HTML)
			if c.reason != "" {
				if aside == nil || aside.Reason != c.reason {
					t.Fatalf("set aside %+v, want %s", aside, c.reason)
				}
				return
			}
			if x == nil {
				if !strings.Contains(c.raw, "mayor") {
					return
				}
				t.Fatalf("set aside: %+v", aside)
			}
			if err := laws([]byte(c.raw), x); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(c.raw, "mayor") && !strings.Contains(x.Content, "mayor") {
				t.Error("text lost")
			}
			if c.flag != "" && !strings.Contains(strings.Join(x.Meta.Flags, " "), c.flag) {
				t.Errorf("flags %v, want %s", x.Meta.Flags, c.flag)
			}
		})
	}
}

func TestHostileText(t *testing.T) {
	rep := strings.Repeat
	for name, raw := range map[string]string{
		"one word":          rep("a", 5_000_000),
		"one sentence":      rep("word ", 1_000_000),
		"brackets":          rep("(", 3_000_000),
		"slashes":           rep("AP/", 1_000_000),
		"capitals":          rep("A ", 1_000_000),
		"quotes":            rep("“", 1_000_000),
		"newlines":          rep("x\n", 300_000),
		"code":              rep("{\"a\":1}", 500_000),
		"openers of code":   rep("string(", 500_000),
		"combining marks":   "e" + rep("\u0301", 1_000_000),
		"bylines":           rep("By Ana Roe and ", 200_000),
		"credits":           rep("(Reporting by ", 200_000),
		"many credits":      numbered("(Reporting by Ana Roe%c%c%c; Editing by Jon Vale) ", 60_000),
		"many stamps":       rep("5 May 2031\n", 100_000) + rep("6 May 2031\n", 100_000),
		"runs of capitals":  rep("AB. ", 1_000_000),
		"many phrases":      rep("Story Continued Below Get short URL ", 100_000),
		"bylines by line":   numbered("By Ana Roe%c%c%c\n", 100_000),
		"dates":             rep("5 May 2031 ", 300_000),
		"broken UTF-8":      rep("é\xff ", 500_000),
		"dashes":            rep("- ", 1_000_000),
		"capitals and ends": rep("X. AB? ", 500_000),
		"blank lines":       rep("\n \n", 1_000_000) + "x",
		"headings":          rep("Bridge talks end\n\n", 100_000),
	} {
		t.Run(name, func(t *testing.T) {
			x, _ := readSoon(t, raw, parley.PlainText)
			if x != nil {
				if err := laws([]byte(raw), x); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// numbered repeats format n times, each time with other letters.
func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, 'a'+i%26, 'a'+i/26%26, 'a'+i/676%26)
	}
	return b.String()
}

func benchClean(b *testing.B, raw string, f parley.Format) {
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		read(raw, f)
	}
}

func BenchmarkText(b *testing.B) { benchClean(b, story(20), parley.PlainText) }

func BenchmarkHTML(b *testing.B) {
	var s bytes.Buffer
	s.WriteString("<html><head><title>Bridge talks end without a deal</title></head><body><nav>" + strings.Repeat("<a href=x>World news</a> ", 40) + "</nav><article><h1>Bridge talks end without a deal</h1>")
	for _, p := range strings.Split(story(20), "\n\n")[2:] {
		s.WriteString("<p>" + p + "</p>\n")
	}
	s.WriteString("</article><aside>" + strings.Repeat("<a href=x>More from Riverton this week</a> ", 20) + "</aside></body></html>")
	benchClean(b, s.String(), parley.HTML)
}

// story is a report of n paragraphs with furniture around it.
func story(n int) string {
	return "Bridge talks end without a deal\n\nBy Ana Roe RIVERTON, Harland (Newswire) - The mayor on Friday called off talks on the bridge.\n\n" +
		strings.Repeat("“We will not sign,” Mayor Jon Vale told reporters in Riverton, adding that more than 300 people had left the town since Monday.\n\n", n) +
		"READ MORE: Council backs the plan\n\n(Reporting by Ana Roe; Editing by Li Wen)\n"
}

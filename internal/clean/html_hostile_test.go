package clean

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/internal/text"
)

// spent reads raw as a page and says what it took: time of a processor, the least of three tries where the first takes longer than it may, and
// bytes allocated.
func spent(raw string, most time.Duration) (x *text.Text, aside *parley.SetAside, cpu time.Duration, bytes uint64) {
	cpu = time.Hour
	for range 3 {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		start := cputime.Used()
		x, aside = read(raw, parley.HTML)
		cpu = min(cpu, cputime.Used()-start)
		runtime.ReadMemStats(&after)
		bytes = after.TotalAlloc - before.TotalAlloc
		if cpu <= most {
			break
		}
	}
	return x, aside, cpu, bytes
}

// slack is how many times as long as on a free machine a page may take: the tests run under the race detector and on small machines too.
const slack = 4 * cputime.Slow

// Hostile pages are read within a time and a memory that are theirs, and what text they have is kept. The numbers are rows of the project's
// list of hostile inputs.
func TestHostileRows(t *testing.T) {
	rep := strings.Repeat
	const mb = 1 << 20
	const said = "<p>The mayor said on Friday that the bridge was open again.</p>"
	for _, c := range []struct {
		row, name, raw string
		reason         parley.Reason
		flag           string
		time           time.Duration
		memory         uint64
	}{
		{"1", "no byte", "", parley.ReasonEmpty, "", 10 * time.Millisecond, mb},
		{"1", "white space", rep(" \n\t", mb), parley.ReasonEmpty, "", 100 * time.Millisecond, 64 * mb},
		{"1", "tags alone", rep("<div> </div>", 1000), parley.ReasonNoText, "", 100 * time.Millisecond, 8 * mb},
		{"2", "20 MB of paragraphs", rep(said, 20*mb/len(said)), "", "", 6 * time.Second, 2200 * mb},
		{"3", "200k nested blocks", rep("<div>", 200_000) + said + rep("</div>", 200_000), "", "structure_degraded", 500 * time.Millisecond, 200 * mb},
		{"3", "200k nested blocks, each with text", rep("<div>x ", 200_000) + said, "", "structure_degraded", 500 * time.Millisecond, 300 * mb},
		{"3", "200k nested spans", rep("<span>", 200_000) + said, "", "structure_degraded", 500 * time.Millisecond, 200 * mb},
		{"4", "1 MB of <b><p>", rep("<b><p>x", mb/7) + said, "", "", time.Second, 300 * mb},
		{"4", "1 MB of <a><b><i>", rep("<a><b><i></a>word ", mb/18) + said, "", "", time.Second, 300 * mb},
		{"4", "1 MB of crossed tags", rep("<b><p>x</b></p>", mb/15) + said, "", "", time.Second, 300 * mb},
		{"5", "a million attributes", "<p " + rep("a=1 ", mb) + ">The mayor said so.</p>" + said, "", "", 500 * time.Millisecond, 64 * mb},
		{"5", "a million comments", rep("<!-- -->", mb) + said, "", "", 500 * time.Millisecond, 64 * mb},
		{"6", "open script", said + "<script>var mayor = 1;\n" + rep("x = '<b>';\n", 10_000), "", "structure_degraded", 500 * time.Millisecond, 64 * mb},
		{"6", "open title", "<title>Bridge " + rep(said, 1000), "", "structure_degraded", 500 * time.Millisecond, 64 * mb},
		{"6", "open comment", "<!-- never closed " + rep(said, 1000), "", "structure_degraded", 500 * time.Millisecond, 64 * mb},
		{"6", "open style", "<style>p{} \n" + rep(said+"\n", 1000), "", "structure_degraded", 500 * time.Millisecond, 64 * mb},
		{"R12", "a style sheet of a megabyte", "<style>" + rep("@media{", mb/14) + rep(".a{display:none}", mb/32) + "</style>" + said, "", "", time.Second, 64 * mb},
		{"R12", "open braces", "<style>" + rep("a{", mb/2) + "</style>" + said, "", "", time.Second, 64 * mb},
		{"R12", "linked data, deep", `<script type="application/ld+json">{"@type":` + rep("[{", mb/2) + "</script>" + said, "", "", time.Second, 64 * mb},
		{"R12", "linked data, quotes", `<script type="application/ld+json">{"@type":"x",` + rep(`"a":"\"`, mb/8) + "</script>" + said, "", "", time.Second, 64 * mb},
		{"R12", "linked data, authors", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","author":[` + rep(`{"name":"Ana Roe"},`, mb/20) + "]}</script>" + said, "", "", time.Second, 64 * mb},
		{"R12", "a long list of links", "<article>" + said + "<ul>" + rep("<li><a href=x>The mayor said so</a> x</li>", mb/40) + "</ul></article>", "", "", 2 * time.Second, 300 * mb},
		{"R12", "cards", said + rep("<div class=card><a href=x>The mayor said so</a>"+said+"</div>", mb/110), "", "", time.Second, 300 * mb},
		{"R12", "bold lines", rep("<p><b>More</b></p>"+said, mb/80), "", "", 2 * time.Second, 300 * mb},
		{"R12", "tails", rep("<h2>More stories</h2><p>x</p>", mb/30) + said + said, "", "", time.Second, 300 * mb},
		{"R12", "tag characters", "<p>" + rep(string(rune(firstTag+'x')), mb/4) + "</p>" + said, "", "", time.Second, 300 * mb},
		{"R12", "tag characters, apart", "<p>" + rep("a"+string(rune(firstTag+'x')), mb/5) + "</p>" + said, "", "", 2 * time.Second, 300 * mb},
		{"R12", "styles", rep("<p style='"+rep("color:red;", 30)+"'>x</p>", mb/320) + said, "", "", time.Second, 300 * mb},
	} {
		t.Run(c.row+" "+c.name, func(t *testing.T) {
			if testing.Short() && len(c.raw) > 10*mb {
				t.Skip("a large page")
			}
			x, aside, cpu, bytes := spent(c.raw, slack*c.time)
			if cpu > slack*c.time || bytes > slack*c.memory {
				t.Errorf("took %v and %d MB, want at most %v and %d MB", cpu, bytes/mb, c.time, c.memory/mb)
			}
			if c.reason != "" {
				if aside == nil || aside.Reason != c.reason {
					t.Fatalf("set aside %+v, want %s", aside, c.reason)
				}
				return
			}
			if aside != nil {
				t.Fatalf("set aside: %+v", aside)
			}
			if err := laws([]byte(c.raw), x); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(seen(x), "The mayor said on Friday") {
				t.Error("text lost")
			}
			if strings.Contains(seen(x), "var ") {
				t.Error("a script was read")
			}
			if c.flag != "" && !strings.Contains(strings.Join(x.Meta.Flags, " "), c.flag) {
				t.Errorf("flags %v, want %s", x.Meta.Flags, c.flag)
			}
		})
	}
}

// Charsets that lie, and bytes that are no text (rows 7 to 9): what is right is read, what was mended is listed, and every word of the
// article maps to the raw bytes that it came from.
func TestHostileCharsets(t *testing.T) {
	page := func(head, word string) string {
		return "<html><head><meta charset=" + head + "><title>Talks end</title></head><body><h1>Talks end at the café</h1><p>The mayor said that “the " + word + "” was open again on Friday.</p></body></html>"
	}
	wide := func(s string, big bool) string {
		var b strings.Builder
		for _, u := range utf16.Encode([]rune(s)) {
			if big {
				b.WriteByte(byte(u >> 8))
			}
			b.WriteByte(byte(u))
			if !big {
				b.WriteByte(byte(u >> 8))
			}
		}
		return b.String()
	}
	latin := strings.NewReplacer("é", "\xe9", "“", "\x93", "”", "\x94")
	for _, c := range []struct {
		row, name, raw, want, repair string
	}{
		{"7", "UTF-8 declared, windows-1252 sent", latin.Replace(page("utf-8", "café")), "“the café”", "windows-1252"},
		{"7", "windows-1252 declared, UTF-8 sent", page("windows-1252", "café"), "“the café”", ""},
		{"7", "mixed", page("utf-8", "caf\xe9 bridge"), "the café bridge", "windows-1252 byte in UTF-8"},
		{"8", "invalid UTF-8", page("utf-8", "bri\xff\xfedge"), "was open again", "invalid UTF-8"},
		{"8", "NUL", page("utf-8", "bri\x00dge"), "bri\u2400dge", "NUL"},
		{"8", "lone surrogate", page("utf-8", "bri\xed\xa0\x80dge"), "was open again", "invalid UTF-8"},
		{"9", "overlong", page("utf-8", "bri\xc0\xafdge"), "was open again", "invalid UTF-8"},
		{"9", "UTF-16LE without a mark", wide(page("utf-16", "bridge"), false), "“the bridge”", ""},
		{"9", "UTF-16BE without a mark", wide(page("utf-16", "bridge"), true), "“the bridge”", ""},
	} {
		t.Run(c.row+" "+c.name, func(t *testing.T) {
			x := check(t, c.raw, parley.HTML)
			if x == nil {
				t.Fatal("set aside")
			}
			if !strings.Contains(seen(x), c.want) {
				t.Errorf("%q lacks %q", seen(x), c.want)
			}
			if got := fmt.Sprint(x.Repairs); c.repair != "" && !strings.Contains(got, c.repair) {
				t.Errorf("repairs %v, want %s", got, c.repair)
			}
			spansHold(t, c.raw, x)
		})
	}
}

// spansHold checks that every character of the article comes from raw bytes, and that each stands for itself where it was copied.
func spansHold(t *testing.T, raw string, x *text.Text) {
	t.Helper()
	for _, b := range x.Blocks {
		for i, r := range x.Content[b.Span.Start:b.Span.End] {
			s := parley.Span{Start: b.Span.Start + i, End: b.Span.Start + i + utf8.RuneLen(r)}
			if p := x.Passage(s); p.Raw.Start >= p.Raw.End || p.Raw.End > len(raw) {
				t.Fatalf("%q at %d comes from %v", r, s.Start, p.Raw)
			}
		}
	}
}

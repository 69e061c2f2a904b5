package clean

import (
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"

	"github.com/parley-press/parley"
)

func wide(s string, big bool) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return string(b)
}

func encoded(t *testing.T, enc interface{ String(string) (string, error) }, s string) string {
	t.Helper()
	out, err := enc.String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCharset(t *testing.T) {
	const said = "“Не будет сделки”, сказал мэр Ривертона в пятницу вечером. Паромщики ждут ответа уже неделю."
	russian := encoded(t, charmap.Windows1251.NewEncoder(), strings.Repeat(said, 5))
	koreanPage := "<meta charset='euc-kr'><p>" + encoded(t, korean.EUCKR.NewEncoder(), "시장이 금요일에 말했다") + "</p>"
	tests := []struct {
		name, in, want string
		repairs        string
	}{
		{"plain", "café “no”\n", "café “no”\n", ""},
		{"mark", "\xef\xbb\xbfcafé", "café", ""},
		{"line ends", "a\r\nb\rc\fd\ve", "a\nb\nc\nd\ne", ""},
		{"NUL and controls", "a\x00b\x00c\x07d\x7f", "a␀b␀c␇d␡", "NUL x2, control character x2"},
		{"C1", "it\u0092s", "it’s", "C1 control read as windows-1252 x1"},
		{"windows-1252", "He said \x93no deal\x94 at the caf\xe9.", "He said “no deal” at the café.", "windows-1252 x3"},
		{"mixed", "“No deal” and “no talks” in the caf\xe9 and \x93no boats\x94.", "“No deal” and “no talks” in the café and “no boats”.", "windows-1252 byte in UTF-8 x3"},
		{"broken", "“No deal” he said\xe2\x80 and “left”.", "“No deal” he said\ufffd\ufffd and “left”.", "invalid UTF-8 x2"},
		{"encoded twice", "â€œItâ€™s late,â€\u009d he said â€“ at the cafÃ©.", "“It’s late,” he said – at the café.", "UTF-8 that was read as windows-1252 x5"},
		{"encoded twice, an end lost", "â€œSoâ€\ufffd it ended â€” a", "“So” it ended — a", "UTF-8 that was read as windows-1252 x3"},
		{"encoded twice, an end dropped", "â€œSo,â€ he said â€” a", "“So,” he said — a", "UTF-8 that was read as windows-1252 x3"},
		{"encoded twice in part", "â€œNoâ€\u009d, said Ã Åsa in SÃ£o José.", "“No”, said Ã Åsa in São José.", "UTF-8 that was read as windows-1252 x3"},
		{"Latin-1 encoded twice", "It\u00e2\u0080\u0099s \u00e2\u0080\u009cno\u00e2\u0080\u009d.\r\n", "It’s “no”.\n", "UTF-8 that was read as windows-1252 x3"},
		{"one alone", "The sign read â€™ and no more, señor.", "The sign read â€™ and no more, señor.", ""},
		{"UTF-16 little", "\xff\xfe" + wide("Bridge “open”\r\n😀", false), "Bridge “open”\n😀", ""},
		{"UTF-16 big", "\xfe\xff" + wide("Bridge “open”", true), "Bridge “open”", ""},
		{"UTF-16 without mark", wide("The bridge is open, the mayor said.", false), "The bridge is open, the mayor said.", ""},
		{"UTF-16 broken", "\xff\xfe" + wide("ab", false) + "\x00\xd8c", "ab\ufffd\ufffd", "lone surrogate x1, half a UTF-16 unit x1"},
		{"Cyrillic", russian, strings.Repeat(said, 5), "windows-1251"},
		{"declared", koreanPage, "시장이 금요일에 말했다", "euc-kr"},
		{"declared falsely", "<meta charset=windows-1252><p>café “no”</p>", "café “no”", ""},
		{"declared UTF-8, is not", "<meta charset=utf-8><p>He said \x93no\x94.</p>", "He said “no”.", "windows-1252 x2"},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			f := parley.PlainText
			if strings.HasPrefix(c.in, "<meta") {
				f = parley.HTML
			}
			x := check(t, c.in, f)
			if x == nil {
				t.Fatal("set aside")
			}
			if x.Content != c.want {
				t.Errorf("%q, want %q", x.Content, c.want)
			}
			var got []string
			for _, r := range x.Repairs {
				got = append(got, strings.TrimPrefix(describeRepair(r), ""))
			}
			if s := strings.Join(got, ", "); s != c.repairs && !(strings.HasPrefix(s, c.repairs) && c.repairs != "" && !strings.Contains(c.repairs, " x")) {
				t.Errorf("repairs %q, want %q", s, c.repairs)
			}
		})
	}
}

func describeRepair(r parley.Repair) string {
	return r.What + " x" + strings.TrimSpace(itoa(r.N))
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

func TestSetAside(t *testing.T) {
	var noise strings.Builder
	for i := range 4000 {
		noise.WriteByte(byte(i*7919>>3) | 0x80)
	}
	for name, c := range map[string]struct {
		raw string
		f   parley.Format
		why parley.Reason
	}{
		"empty":            {"", parley.PlainText, parley.ReasonEmpty},
		"blank":            {" \n\t\u00a0\ufeff\u200b", parley.PlainText, parley.ReasonEmpty},
		"rules alone":      {"____\n\n* * *\n", parley.PlainText, parley.ReasonNoText},
		"scripts alone":    {"<script>var a = 1;</script><style>p{}</style>", parley.HTML, parley.ReasonNoText},
		"menus alone":      {"<nav><a href=x>World</a></nav><footer>Contact</footer>", parley.HTML, parley.ReasonNoText},
		"random bytes":     {noise.String(), parley.PlainText, parley.ReasonCharset},
		"hidden text only": {"<div hidden><p>The mayor said on Friday that the bridge was open.</p></div>", parley.HTML, parley.ReasonNoText},
	} {
		t.Run(name, func(t *testing.T) {
			x, aside := read(c.raw, c.f)
			if aside == nil {
				t.Fatalf("read: %q", x.Content)
			}
			if aside.Reason != c.why || aside.Name != "test" || aside.Size != int64(len(c.raw)) {
				t.Errorf("%+v, want %s", aside, c.why)
			}
		})
	}
}

func TestSpansOfPagesMapToTheFile(t *testing.T) {
	raw := "<p>caf&eacute; &amp;  <b>tea</b>,\xa0&#8220;no&#x201d; &notit;</p>"
	x := check(t, raw, parley.HTML)
	for _, c := range []struct{ text, raw string }{
		{"caf", "caf"}, {"é", "&eacute;"}, {"&", "&amp;"}, {"tea", "tea"}, {"“no”", "&#8220;no&#x201d;"}, {"¬it;", "&notit;"}, {"café & tea", "caf&eacute; &amp;  <b>tea"},
	} {
		at := strings.Index(x.Content, c.text)
		if at < 0 {
			t.Fatalf("%q is not in %q", c.text, x.Content)
		}
		r := x.Align.Raw(parley.Span{Start: at, End: at + len(c.text)})
		if got := raw[r.Start:r.End]; got != c.raw {
			t.Errorf("%q comes from %q, want %q", c.text, got, c.raw)
		}
	}
}

func TestGivenWins(t *testing.T) {
	day := parley.NewDate(2031, 5, 4)
	r := parley.Report{Format: parley.PlainText, Bytes: []byte("Envoys to meet again\n1 May 2031\n\nRIVERTON (AFP) - The envoys will meet again on Friday, officials said in Lea.\n"),
		Given: parley.Given{Published: day, Outlet: "Lea Courier", URL: "https://courier.example/1", Language: "en"}}
	x, aside := Clean(r)
	if aside != nil {
		t.Fatal(aside)
	}
	m := x.Meta
	if m.Published.Value != day || m.Published.How != parley.Told || m.Outlet.Name != "Lea Courier" || m.Outlet.How != parley.Told || m.URL != r.Given.URL || m.Language != "en" {
		t.Errorf("%+v", m)
	}
	if len(m.Agencies) != 1 || m.Dateline.Name != "Riverton" || len(m.Dates) != 1 {
		t.Errorf("%+v", m)
	}
}

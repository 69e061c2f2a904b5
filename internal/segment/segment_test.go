package segment

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// body is a text whose paragraphs, parted by empty lines, are body blocks.
func body(s string) *text.Text {
	t := &text.Text{Content: s}
	for i, at := 0, 0; at < len(s); i++ {
		end := strings.Index(s[at:], "\n\n")
		if end < 0 {
			end = len(s)
		} else {
			end += at
		}
		t.Blocks = append(t.Blocks, text.Block{Span: parley.Span{Start: at, End: end}, Kind: text.Body, Paragraph: i})
		at = min(end+2, len(s))
	}
	return t
}

// words are the tokens of d joined by blanks, sentences parted by " | ".
func words(d *text.Doc) string {
	var b strings.Builder
	for i, s := range d.Sentences {
		if i > 0 {
			b.WriteString(" | ")
		}
		for k := s.Tokens.First; k < s.Tokens.End; k++ {
			if k > s.Tokens.First {
				b.WriteByte(' ')
			}
			b.WriteString(d.Word(k))
		}
	}
	return b.String()
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"We don't know Roe's plan.", "We do n't know Roe 's plan ."},
		{"They cannot; he’ll say I’m late.", "They can not ; he ’ll say I ’m late ."},
		{"It cost $5, or 3,000 won (12.5%).", "It cost $ 5 , or 3,000 won ( 12.5 % ) ."},
		{"A US$40m loan", "A US$ 40m loan"},
		{"the 20-year-old post-war pro-Veska ex-members", "the 20 - year - old post-war pro-Veska ex-members"},
		{"on 2031-05-03 at 5:30 p.m. and 9/11", "on 2031-05-03 at 5:30 p.m. and 9/11"},
		{"see https://harland.example/a,b?c=1 (or www.veska.example).", "see https://harland.example/a,b?c=1 ( or www.veska.example ) ."},
		{"mail ana.roe@harland.example, now", "mail ana.roe@harland.example , now"},
		{"@roe wrote #peace #1", "@roe wrote #peace # 1"},
		{"O'Malley and d'Arc", "O'Malley and d'Arc"},
		{"the 1990's and the '80s", "the 1990's and the '80s"},
		{"wait... no -- yes… and—so", "wait ... no -- yes … and — so"},
		{"the parties' plan", "the parties ' plan"},
		{"AT&T and/or R&D", "AT&T and / or R&D"},
		{"pic.harland.com and bit.ly/x1", "pic.harland.com and bit.ly / x1"},
		{"No. 5 said no.", "No. 5 said no ."},
		{"Harland Inc (HLND.O) and Veska [VSKA.PA] met", "Harland Inc ( HLND.O ) and Veska [ VSKA.PA ] met"},
		{"the U.S.-led force", "the U.S. - led force"},
	} {
		if got := words(New().Segment(body(c.in))); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Dr. Roe left. Gen. Ito stayed.", "Dr. Roe left . | Gen. Ito stayed ."},
		{"J. Doe met A. B. Roe. They spoke.", "J. Doe met A. B. Roe . | They spoke ."},
		{"He is in the U.S. The talks go on.", "He is in the U.S. | The talks go on ."},
		{"The U.S. President spoke.", "The U.S. President spoke ."},
		{"He works for Harland Inc. and Veska Ltd. Both pay.", "He works for Harland Inc. and Veska Ltd. | Both pay ."},
		{"They met at 5 p.m. Monday. It ended at 9 p.m. Roe left.", "They met at 5 p.m. Monday . | It ended at 9 p.m. | Roe left ."},
		{"“Will it hold?” he asked. “Yes.”", "“ Will it hold ? ” he asked . | “ Yes . ”"},
		{"\"Will it hold?\" Roe asked. \"Yes!\" The room laughed.", "\" Will it hold ? \" Roe asked . | \" Yes ! \" | The room laughed ."},
		{"\"It is over.\" Roe said the deal was dead.", "\" It is over . \" | Roe said the deal was dead ."},
		{"(They left.) He stayed.", "( They left . ) | He stayed ."},
		{"The deal is dead.The talks go on.", "The deal is dead . | The talks go on ."},
		{"The deal is dead.\"We know,\" he said.", "The deal is dead . | \" We know , \" he said ."},
		{"They agreed on:\n• a truce\n• a corridor", "They agreed on : | • a truce | • a corridor"},
		{"Talks in Riverton\n\nThe envoys met", "Talks in Riverton | The envoys met"},
		{"1. The parties stop firing. 2. They meet.", "1 . The parties stop firing . | 2 . They meet ."},
		{"Really? No way! Well… maybe.", "Really ? | No way ! | Well … maybe ."},
		{"The agreement was signed. later it failed.", "The agreement was signed . | later it failed ."},
		{"He came in Sept. 2031. She left.", "He came in Sept. 2031 . | She left ."},
		{"It starts at 5 p.m. Riverton time. Wait. . . Now.", "It starts at 5 p.m. Riverton time . | Wait . . . | Now ."},
		{"Costs rose 3.5 percent. 12 people died.", "Costs rose 3.5 percent . | 12 people died ."},
	} {
		if got := words(New().Segment(body(c.in))); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestQuotes(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`"We will sign," Roe said.`, `0[We will sign,]`},
		{`“We will sign,” Roe said. “It's the parties’ plan.”`, `0[We will sign,] 0[It's the parties’ plan.]`},
		{`„Wir bleiben“, said Ito. «Non», said Roe. »Nein«, said Doe.`, `0[Wir bleiben] 0[Non] 0[Nein]`},
		{"``We go,'' he said.", "0[We go,]"},
		{`“He told me ‘never again’ twice,” she said.`, `0[He told me ‘never again’ twice,] 1[never again]`},
		{`She said 'the parties' plan is dead' and left.`, `0[the parties' plan is dead]`},
		{`It is over. We will go home,” Roe said.`, `0<[It is over. We will go home,]`},
		{`It is over. We will go home," Roe said.`, `0<[It is over. We will go home,]`},
		{`Roe told reporters: we will sign. It is done.”`, `0<[we will sign. It is done.]`},
		{`“Yes,” he said. Roe left. We will go,” Ito said.`, `0[Yes,] 0<[Roe left. We will go,]`},
		{`“We will go. It is late.`, `0>[We will go. It is late.]`},
		{`“We will go. “It is late,” she said.`, `0>[We will go.] 0[It is late,]`},
		{`The "roadmap" was the envoys' idea, in the '90s.`, `0?[roadmap]`},
		{`‘It is over,” he said. Home » News`, `0[It is over,]`},
		{`a 12" gun`, ``},
		{`the dogs' owners and Roe's`, ``},
		{`""`, ``},
	} {
		d := New().Segment(body(c.in))
		var got []string
		for _, q := range d.Quotes {
			s := fmt.Sprint(q.Level)
			if q.NoOpen {
				s += "<"
			}
			if q.NoEnd {
				s += ">"
			}
			if q.Scare {
				s += "?"
			}
			got = append(got, s+"["+d.Slice(q.Inner)+"]")
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.in, s, c.want)
		}
	}
}

// checkLaws fails the test where a law of the segmented document does not hold.
func checkLaws(t *testing.T, d *text.Doc) {
	t.Helper()
	covered := make([]bool, len(d.Content))
	last := 0
	for i, k := range d.Tokens {
		if k.Span.Start < last || k.Span.Empty() || k.Span.End > len(d.Content) {
			t.Fatalf("token %d: span %v after %d", i, k.Span, last)
		}
		last = k.Span.End
		for b := k.Span.Start; b < k.Span.End; b++ {
			covered[b] = true
		}
		if s := d.Sentences[k.Sentence]; !s.Tokens.Has(i) {
			t.Fatalf("token %d: not in its sentence %v", i, s.Tokens)
		}
		if k.Quote >= 0 && !d.Quotes[k.Quote].Outer.Contains(k.Span) {
			t.Fatalf("token %d %v: not in its quotation %v", i, k.Span, d.Quotes[k.Quote].Outer)
		}
	}
	for _, b := range d.Blocks {
		if !tokenised(b) {
			continue
		}
		for at, r := range d.Content[b.Span.Start:b.Span.End] {
			if at += b.Span.Start; !isSpace(r) && !covered[at] {
				t.Fatalf("byte %d (%q) is in no token", at, r)
			}
		}
	}
	next := 0
	for i, s := range d.Sentences {
		if s.Tokens.First != next || s.Tokens.Empty() {
			t.Fatalf("sentence %d: %v, want first %d", i, s.Tokens, next)
		}
		next = s.Tokens.End
		if p := d.Paragraphs[s.Paragraph]; i < p.Sentences[0] || i >= p.Sentences[1] {
			t.Fatalf("sentence %d: not in its paragraph", i)
		}
	}
	if next != len(d.Tokens) {
		t.Fatalf("sentences end at token %d of %d", next, len(d.Tokens))
	}
	for i, q := range d.Quotes {
		if !q.Outer.Contains(q.Inner) || q.Inner.Empty() || q.Inner.Len() > maxQuote+maxToken {
			t.Fatalf("quotation %d: outer %v inner %v", i, q.Outer, q.Inner)
		}
	}
}

func TestBlocks(t *testing.T) {
	s := "Bridge to close\nNewswire logo\nRIVERTON (Newswire) - The bridge SHARE will close. It is old.\nA photo of Roe."
	at := func(w string) parley.Span {
		i := strings.Index(s, w)
		return parley.Span{Start: i, End: i + len(w)}
	}
	d := New().Segment(&text.Text{Content: s, Blocks: []text.Block{
		{Span: at("Bridge to close"), Kind: text.Headline, Paragraph: 0},
		{Span: at("Newswire logo"), Kind: text.Noise, Noise: parley.Interface, Paragraph: 1},
		{Span: at("RIVERTON (Newswire) -"), Kind: text.Noise, Noise: parley.Credit, Paragraph: 2},
		{Span: at("The bridge"), Kind: text.Body, Paragraph: 2},
		{Span: at("SHARE"), Kind: text.Noise, Noise: parley.Interface, Paragraph: 2},
		{Span: at("will close. It is old."), Kind: text.Body, Paragraph: 2},
		{Span: at("A photo of Roe."), Kind: text.Noise, Noise: parley.Caption, Paragraph: 3},
	}})
	checkLaws(t, d)
	if got, want := words(d), "Bridge to close | The bridge will close . | It is old . | A photo of Roe ."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(d.Paragraphs) != 3 || !d.Paragraphs[2].Caption || d.Paragraphs[0].Kind != text.Headline || d.Paragraphs[1].Caption {
		t.Errorf("paragraphs: %+v", d.Paragraphs)
	}
}

func TestHostile(t *testing.T) {
	for name, s := range map[string]string{
		"one sentence of 2 MB":  strings.Repeat("and so on ", 200_000),
		"one token of 1 MB":     strings.Repeat("x", 1<<20),
		"one token of 1 MB é":   strings.Repeat("é", 1<<19),
		"marks, straight":       strings.Repeat("\" ", 10_000),
		"marks, glued":          strings.Repeat("\"", 1_000_000),
		"marks, opening":        strings.Repeat("“a ", 100_000),
		"marks, closing":        strings.Repeat("a” ", 100_000),
		"marks, wrong families": strings.Repeat("«a ", 100_000) + strings.Repeat("b” ", 100_000),
		"marks, single":         strings.Repeat(" 'as' ", 100_000),
		"at signs":              strings.Repeat("a@a", 300_000),
		"addresses":             strings.Repeat("www.a)", 200_000) + "://",
		"brackets after www":    "www." + strings.Repeat(")", 1_000_000),
		"stops":                 strings.Repeat(".\" ", 300_000),
		"glued stops":           strings.Repeat(".!", 500_000),
		"acronym":               strings.Repeat("A.", 500_000),
		"numbers":               strings.Repeat("1-", 500_000),
		"lines":                 strings.Repeat("\n \n", 300_000),
		"broken bytes":          strings.Repeat("\xff\xc3 ", 100_000),
		"nested":                strings.Repeat("“‘", 50_000) + "x" + strings.Repeat("’”", 50_000),
		"joiners":               strings.Repeat("\u200d", 300_000),
		"cue and closing":       strings.Repeat("it said so” ", 100_000),
		"closing, no cue":       strings.Repeat("it is so” ", 100_000),
		"2 MB of words":         strings.Repeat("the Envoy of Harland ", 100_000),
		"combining marks":       "e" + strings.Repeat("\u0301", 1_000_000),
		"joiners and blanks":    strings.Repeat("-\u200d ", 200_000),
	} {
		t.Run(name, func(t *testing.T) {
			d := New().Segment(&text.Text{Content: s, Blocks: []text.Block{{Span: parley.Span{End: len(s)}}}})
			checkLaws(t, d)
		})
	}
}

func FuzzSegment(f *testing.F) {
	for _, s := range []string{
		"", "“We’ll sign,” Roe said. It's over.” And 'so' it\n\nwent... U.S. No. 5", "a@b.c www.x #y @z $5 3,000",
		"a-b/c.d's :-) its im D-Ore.), 39K 3-5290 ABC@x/y@z.example:? $$$ (a)b Inc..", "x 01/02/2031 11:12:13 The _____ a: B > C) The",
		"„a“ »b« ``c'' '90s 'em don't can't cannot", "\xff\xfe“\xe2\x80", "1. a\n• b\n- c", "x\u200d👩\u200d👧 é\u0301",
	} {
		f.Add(s)
	}
	g := New()
	f.Fuzz(func(t *testing.T, s string) {
		d := g.Segment(body(s))
		if utf8.ValidString(s) {
			for i := range d.Tokens {
				if !utf8.ValidString(d.Word(i)) {
					t.Fatalf("token %d cuts a character: %q", i, d.Word(i))
				}
			}
		}
		checkLaws(t, d)
	})
}

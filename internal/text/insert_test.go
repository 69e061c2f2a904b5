package text

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// pointed is a text of a headline and a body, with marks lost at the bars.
func pointed(s string) (*Text, []Mark) {
	var b strings.Builder
	var marks []Mark
	for _, r := range s {
		if r == '|' {
			marks = append(marks, Mark{b.Len(), ','})
			continue
		}
		b.WriteRune(r)
	}
	t := Plain(b.String())
	t.Align.Size = b.Len() + 3
	t.Align.Add(Run{Text: 0, Raw: 3, Len: b.Len(), RawLen: b.Len(), Verbatim: true})
	return t, marks
}

func TestInsert(t *testing.T) {
	old, marks := pointed("The convoy turned back\nNo lorry passed| Ana Roe said. She| a nurse| was there.")
	old.Meta.Headline = old.Blocks[0].Span
	old.Meta.Bylines = []Byline{{Name: "Ana Roe", Span: span(old.Content, "Ana Roe")}}
	got := old.Insert(marks)
	if want := "The convoy turned back\nNo lorry passed, Ana Roe said. She, a nurse, was there."; got.Content != want {
		t.Fatalf("%q, not %q", got.Content, want)
	}
	if w := got.Content[got.Blocks[1].Span.Start:got.Blocks[1].Span.End]; !strings.HasPrefix(w, "No lorry") || !strings.HasSuffix(w, "there.") {
		t.Errorf("the body is %q", w)
	}
	if w := got.Content[got.Meta.Bylines[0].Span.Start:got.Meta.Bylines[0].Span.End]; w != "Ana Roe" || old.Content[old.Meta.Bylines[0].Span.Start:old.Meta.Bylines[0].Span.End] != "Ana Roe" {
		t.Errorf("the byline is %q", w)
	}
	for _, w := range []string{"No lorry passed, Ana Roe", "a nurse", "The convoy", "She, a nurse, was there."} {
		p := got.Passage(span(got.Content, w))
		if want := strings.ReplaceAll(w, ",", ""); p.Text != want || old.Content[p.Span.Start:p.Span.End] != want || p.Raw.Start != p.Span.Start+3 || p.Raw.End != p.Span.End+3 {
			t.Errorf("%q is printed as %+v", w, p)
		}
	}
	twice := got.Insert([]Mark{{At: strings.Index(got.Content, "s there"), Char: '\''}})
	if p := twice.Passage(span(twice.Content, "a nurse, wa's there")); p.Text != "a nurse was there" {
		t.Errorf("marks put back twice are printed as %q", p.Text)
	}
}

// No mark stands between blocks, and none where a block begins.
func TestInsertBetweenBlocks(t *testing.T) {
	old, _ := pointed("One line\nand another")
	got := old.Insert([]Mark{{0, ','}, {8, ','}, {9, ','}, {12, ','}})
	if want := "One line\nand, another"; got.Content != want {
		t.Errorf("%q, not %q", got.Content, want)
	}
}

func FuzzInsert(f *testing.F) {
	f.Add("No lorry passed| Ana Roe said.\nShe| a nurse| was there.", 3, 9)
	f.Add("||", 0, 0)
	f.Add("é|ü\n\n|x", 1, 4)
	f.Fuzz(func(t *testing.T, s string, from, to int) {
		old, marks := pointed(strings.ToValidUTF8(s, "?"))
		got := old.Insert(marks)
		if strings.Count(got.Content, ",") > strings.Count(old.Content, ",")+len(marks) || len(got.Content) < len(old.Content) {
			t.Fatalf("%d marks, %q of %q", len(marks), got.Content, old.Content)
		}
		for i, b := range got.Blocks {
			if p := got.Printed(b.Span); p != old.Blocks[i].Span {
				t.Fatalf("block %d is printed at %v, not %v", i, p, old.Blocks[i].Span)
			}
		}
		if from < 0 || to < from || to > len(got.Content) {
			return
		}
		p := got.Passage(parley.Span{Start: from, End: to})
		if p.Span.Start < 0 || p.Span.End < p.Span.Start || p.Span.End > len(old.Content) || p.Text != old.Content[p.Span.Start:p.Span.End] {
			t.Fatalf("bytes %d to %d of %q are printed as %+v", from, to, got.Content, p)
		}
	})
}

func span(s, words string) parley.Span {
	i := strings.Index(s, words)
	return parley.Span{Start: i, End: i + len(words)}
}

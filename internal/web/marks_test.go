package web

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-press/parley"
)

func TestSplit(t *testing.T) {
	const text = "Ana Roe said: “We will sign.”"
	at := func(w, id, kind string) mark {
		i := strings.Index(text, w)
		return mark{Span: parley.Span{Start: i, End: i + len(w)}, ID: id, Kind: kind, Main: true}
	}
	got := split(text, parley.Span{End: len(text)}, []mark{at("We will sign", "s1", "quoted"), at("Ana Roe", "s1", "source"), at("will sign.”", "e1", "event")})
	type piece struct{ Text, IDs, Kinds, Starts, Href string }
	var flat []piece
	for _, r := range got {
		flat = append(flat, piece{r.Text, strings.Join(r.IDs, " "), strings.Join(r.Kinds, " "), strings.Join(r.Starts, " "), r.Href})
	}
	want := []piece{
		{"Ana Roe", "s1", "source", "s1", "#s1"}, {" said: “", "", "", "", ""}, {"We ", "s1", "quoted", "s1", "#s1"},
		{"will sign", "s1 e1", "event quoted", "e1", "#s1"}, {".”", "e1", "event", "", "#e1"},
	}
	if d := cmp.Diff(want, flat); d != "" {
		t.Error(d)
	}
}

// TestSplitDeep demands that a thousand marks over one word do not make a page of a thousand times its size.
func TestSplitDeep(t *testing.T) {
	text := strings.Repeat("word ", 1000)
	var ms []mark
	for i := range 1000 {
		ms = append(ms, mark{Span: parley.Span{Start: i, End: len(text) - i}, ID: strings.Repeat("x", i%7+1), Kind: "content"})
	}
	n := 0
	for _, r := range split(text, parley.Span{End: len(text)}, ms) {
		n += len(r.Names())
	}
	if n > deepest*8*2001 {
		t.Errorf("%d bytes of names", n)
	}
}

// FuzzSplit: the runs joined are the text, every cut lies between characters, and a run has a mark's id exactly where
// the mark holds.
func FuzzSplit(f *testing.F) {
	f.Add("Ana “said” more", 0, 15, 1, 4, 3, 9)
	f.Add("aé\xffb\u202e", 1, 6, 2, 3, -4, 99)
	f.Fuzz(func(t *testing.T, s string, from, to, a, b, c, d int) {
		within := snap(s, parley.Span{Start: from, End: to})
		ms := []mark{{Span: parley.Span{Start: a, End: b}, ID: "s1", Kind: "content"}, {Span: parley.Span{Start: c, End: d}, ID: "f1", Kind: "figure"}}
		at := within.Start
		for _, r := range split(s, parley.Span{Start: from, End: to}, ms) {
			if r.Text == "" || s[at:at+len(r.Text)] != r.Text {
				t.Fatalf("run %q is not the text at %d", r.Text, at)
			}
			if utf8.ValidString(s) && !utf8.ValidString(r.Text) {
				t.Fatalf("run %q was cut inside a character", r.Text)
			}
			for _, m := range ms {
				ms := snap(s, m.Span)
				holds := ms.Contains(parley.Span{Start: at, End: at + len(r.Text)})
				if holds != slices.Contains(r.IDs, m.ID) {
					t.Fatalf("run %q at %d has %v, mark %+v", r.Text, at, r.IDs, m)
				}
			}
			at += len(r.Text)
		}
		if at != within.End && !within.Empty() {
			t.Fatalf("the runs end at %d, not at %d", at, within.End)
		}
	})
}

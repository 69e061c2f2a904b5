package web

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

func TestFindWords(t *testing.T) {
	const s = "“The truce  holds,” Roe\nsaid. The truce—she said—holds. A truceful day; TRUCE. Café 12,000 tonnes … gone."
	for _, c := range []struct{ words, want string }{
		{"The truce", "The truce|The truce"}, {"the truce holds", "The truce  holds"}, {`"The truce holds,"`, "“The truce  holds,”"},
		{"Roe said", "Roe\nsaid"}, {"truce-she", "truce—she"}, {"TRUCE", "TRUCE"}, {"truce", "truce|truce"}, {"A truce", ""},
		{"Caf", ""}, {"café", "Café"}, {"12,000 tonnes", "12,000 tonnes"}, {"", ""}, {"   ", ""}, {"nowhere", ""},
		{"The truce … said.", "The truce  holds,” Roe\nsaid.|"}, {"Roe ... holds", "Roe\nsaid. The truce—she said—holds"}, {"tonnes … gone", "tonnes … gone"},
		{"…", "…"}, {"gone … Roe", ""}, {"Roe …", ""},
	} {
		var got []string
		for _, p := range findWords(s, parley.Span{End: len(s)}, c.words) {
			got = append(got, s[p.Start:p.End])
		}
		if g := strings.Join(got, "|"); g != strings.TrimSuffix(c.want, "|") {
			t.Errorf("%q: %q, want %q", c.words, g, c.want)
		}
	}
	if got := findWords(s, parley.Span{Start: 30, End: len(s)}, "The truce"); len(got) != 1 || got[0].Start < 30 {
		t.Errorf("within a part: %v", got)
	}
}

// FuzzFindWords: what is found says the words, lies within, and is cut between characters.
func FuzzFindWords(f *testing.F) {
	f.Add("The truce  holds, İ said.", "truce holds", 0, 20)
	f.Add("a\xffb “c” … d", "c … d", 1, 99)
	f.Add("x \u0301y x", "x", -4, 3)
	f.Fuzz(func(t *testing.T, content, words string, from, to int) {
		within := snap(content, parley.Span{Start: from, End: to})
		for _, p := range findWords(content, parley.Span{Start: from, End: to}, words) {
			if p.Empty() || !within.Contains(p) {
				t.Fatalf("%v is not within %v", p, within)
			}
			if utf8.ValidString(content) && !utf8.ValidString(content[p.Start:p.End]) {
				t.Fatalf("%v cuts a character of %q", p, content)
			}
			got := strings.TrimSpace(foldText(content[p.Start:p.End], true).text)
			want := strings.TrimSpace(foldText(words, true).text)
			if !strings.Contains(want, "...") && got != want {
				t.Fatalf("%q was found for %q", got, want)
			}
		}
	})
}

package web

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// Pieces tile their run, show what show does, and are odd just where that is not what is written.
func TestPieces(t *testing.T) {
	check := func(t interface{ Fatalf(string, ...any) }, text string) {
		r := run{Text: text, At: 7}
		at, shown := r.At, ""
		for i, p := range r.Pieces() {
			written := text[max(0, min(p.Start-7, len(text))):max(0, min(p.End-7, len(text)))]
			if p.Start != at || p.End <= p.Start || p.Odd == (p.Shown == written) {
				t.Fatalf("%q: piece %d is %+v", text, i, p)
			}
			at, shown = p.End, shown+p.Shown
		}
		if at != 7+len(text) || shown != show(text) {
			t.Fatalf("%q: pieces end at %d and show %q", text, at, shown)
		}
	}
	for _, s := range []string{"plain", "Größe €5", "a\u202eb", "\x00\x01", "x" + strings.Repeat("\u0301", 40) + "y", "\xff\xfe ok", "\U0001f6a2\u2066"} {
		check(t, s)
	}
	rapid.Check(t, func(t *rapid.T) {
		check(t, rapid.StringOfN(rapid.SampledFrom([]rune{'a', ' ', 'é', '€', '\U0001f6a2', '\u202e', '\u0301', 0, utf8.RuneError}), 1, 60, -1).Draw(t, "text"))
	})
}

// One flood of marks is one piece: the page must not grow by an element for each of them.
func TestPiecesOfAFlood(t *testing.T) {
	if n := len(run{Text: "x" + strings.Repeat("\u0301", 5000)}.Pieces()); n != 2 {
		t.Errorf("%d pieces", n)
	}
}

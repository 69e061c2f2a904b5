package web

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

func TestShow(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain words\n\tgo through", "plain words\n\tgo through"},
		{"a\u202eb", "a⟨U+202E⟩b"},
		{"nul\x00 esc\x1b", "nul⟨U+0000⟩ esc⟨U+001B⟩"},
		{"tag \U000e0041", "tag ⟨U+E0041⟩"},
		{"zero\u200bwidth \ufeff", "zero⟨U+200B⟩width ⟨U+FEFF⟩"},
		{"نمی\u200cخواهم", "نمی\u200cخواهم"}, // the non-joiner is spelling in Persian
		{"bad \xff byte", "bad \ufffd byte"},
		{"<b>&", "<b>&"}, // escaping is the template's work
		{"e" + strings.Repeat("\u0301", 100), "e" + strings.Repeat("\u0301", marksShown)},
	} {
		if got := show(c.in); got != c.want {
			t.Errorf("show(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// A line that is one already stays the same string.
func TestLine(t *testing.T) {
	for _, s := range []string{"", " ", "a", "a b", " a", "a ", "a  b", "a\tb", "a\nb", "a\u00a0b", "ü b", "a\x7fb", "a\u202eb", "one two three"} {
		if got, want := line(s), strings.Join(strings.Fields(show(s)), " "); got != want {
			t.Errorf("line(%q) = %q, want %q", s, got, want)
		}
	}
	if n := testing.AllocsPerRun(10, func() { line("one two three") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzShow(f *testing.F) {
	f.Add("a\u202e\x00\xff")
	f.Fuzz(func(t *testing.T, s string) {
		out := show(s)
		if !utf8.ValidString(out) {
			t.Fatalf("%q is not UTF-8", out)
		}
		for _, r := range out {
			if hidden(r) {
				t.Fatalf("%U is still there in %q", r, out)
			}
		}
	})
}

func TestDays(t *testing.T) {
	a, b, c := ymd(6, 3), ymd(6, 9), parley.NewDate(2032, 1, 2)
	for _, x := range []struct {
		in   *parley.Interval
		want string
	}{
		{nil, ""}, {&parley.Interval{}, ""}, {parley.Day(a), "2031-06-03"}, {&parley.Interval{From: a, To: b}, "2031-06-03 – 06-09"},
		{&parley.Interval{From: a, To: c}, "2031-06-03 – 2032-01-02"}, {&parley.Interval{To: b}, "until 2031-06-09"},
		{&parley.Interval{From: a}, "from 2031-06-03"},
	} {
		if got := days(x.in); got != x.want {
			t.Errorf("days(%v) = %q, want %q", x.in, got, x.want)
		}
	}
}

func TestValue(t *testing.T) {
	n := func(v float64) *float64 { return &v }
	for _, c := range []struct {
		f    parley.Figure
		want string
	}{
		{parley.Figure{Low: n(1200), Qualifier: parley.MoreThan}, "more than 1,200"},
		{parley.Figure{High: n(400), Qualifier: parley.Almost}, "almost 400"},
		{parley.Figure{Low: n(4), High: n(6), Qualifier: parley.UpTo}, "up to 4–6"},
		{parley.Figure{Low: n(0.333), High: n(0.333), Qualifier: parley.Exact}, "0.333"},
		{parley.Figure{Qualifier: parley.About}, "about ?"},
		{parley.Figure{Low: n(-1234567), High: n(-1234567)}, "-1,234,567"},
		{parley.Figure{Low: n(1e20), High: n(1e20)}, "1e+20"},
	} {
		if got := value(&c.f); got != c.want {
			t.Errorf("value(%+v) = %q, want %q", c.f, got, c.want)
		}
	}
}

package main

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parley-press/parley"
)

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"Ana Roe": "Ana Roe", "Zoë – “x”": "Zoë – “x”", "a\nb\tc\u2028d": "a b c d", "\x1b[31m": "<U+001B>[31m", "\u202Egnp": "<U+202E>gnp",
		"a\u009bb": "a<U+009B>b", "\U000E0041": "<U+E0041>", "\x00": "<U+0000>", "bad\xff": "bad<U+FFFD>",
	} {
		if got := plain(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// Whatever the text, lines fit and no word is lost.
func TestWrap(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := plain(rapid.OneOf(rapid.String(), rapid.StringMatching(`([a-zé漢]{1,30} ){0,20}`)).Draw(rt, "text"))
		width := rapid.IntRange(4, 40).Draw(rt, "width")
		lines := wrap(s, width)
		for _, l := range lines {
			if textWidth(l) > width {
				rt.Fatalf("line %q is wider than %d", l, width)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if squeeze(strings.Join(lines, "")) != squeeze(s) {
			rt.Fatalf("%q became %q", s, lines)
		}
		if got := textWidth(fit(s, width)); got != width && textWidth(s) > 0 {
			rt.Fatalf("fit %q in %d: %d columns", s, width, got)
		}
	})
}

func TestDays(t *testing.T) {
	d := func(s string) parley.Date {
		v, err := parley.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for want, i := range map[string]*parley.Interval{
		"": nil, "2031-05-04": parley.Day(d("2031-05-04")), "until 2031-05-04": {To: d("2031-05-04")}, "from 2031-05-04": {From: d("2031-05-04")},
		"2031-05-04/06": {From: d("2031-05-04"), To: d("2031-05-06")}, "2031-05-04 to 2031-06-06": {From: d("2031-05-04"), To: d("2031-06-06")},
	} {
		if got := days(i); got != want {
			t.Errorf("%v: %q, want %q", i, got, want)
		}
	}
}

func TestAmount(t *testing.T) {
	v := func(f float64) *float64 { return &f }
	for want, f := range map[string]parley.Figure{
		"more than 400": {Low: v(400), Qualifier: parley.MoreThan}, "30": {Low: v(30), High: v(30), Qualifier: parley.Exact},
		"about 20,000 to 99,999": {Low: v(20000), High: v(99999), Qualifier: parley.About}, "almost 1,234,567.5": {High: v(1234567.5), Qualifier: parley.Almost},
		"0.333": {Low: v(0.333), High: v(0.333)},
	} {
		if got := amount(f); got != want {
			t.Errorf("%+v: %q, want %q", f, got, want)
		}
	}
}

func TestShellWord(t *testing.T) {
	for in, want := range map[string]string{"talks.db": "talks.db", "my talks.db": "'my talks.db'", "it's.db": `'it'\''s.db'`, "": "''", "$(x)": "'$(x)'"} {
		if got := shellWord(in); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

package numeral

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// cut splits s at spaces into tokens and those into words.
func cut(s string) []Word {
	var spans []parley.Span
	for p := 0; p < len(s); {
		for p < len(s) && s[p] == ' ' {
			p++
		}
		e := p
		for e < len(s) && s[e] != ' ' {
			e++
		}
		if e > p {
			spans = append(spans, parley.Span{Start: p, End: e})
		}
		p = e
	}
	return Words(s, len(spans), func(i int) parley.Span { return spans[i] })
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		in        string
		low, high float64
		rest      string // what is left unread
		ok        bool
	}{
		{"3,000 boats", 3000, 3000, "boats", true},
		{"1.5 million euros", 1.5e6, 1.5e6, "euros", true},
		{"12,34,567 boats", 1234567, 1234567, "boats", true},
		{"12 000 boats", 12000, 12000, "boats", true},
		{"12 345 boats", 12, 12, "345 boats", true},
		{"57-nation group", 57, 57, "-nation group", true},
		{"5m people", 5e6, 5e6, "people", true},
		{"300 mln dlrs", 3e8, 3e8, "dlrs", true},
		{"four bln dlrs", 4e9, 4e9, "dlrs", true},
		{"2.5 bn euros", 2.5e9, 2.5e9, "euros", true},
		{"5 m people", 5, 5, "m people", true},
		{"2½ hours", 2.5, 2.5, "hours", true},
		{"2 1/2 hours", 2.5, 2.5, "hours", true},
		{"two and a half million", 2.5e6, 2.5e6, "", true},
		{"forty-two boats", 42, 42, "boats", true},
		{"three hundred thousand boats", 3e5, 3e5, "boats", true},
		{"one hundred and two boats", 102, 102, "boats", true},
		{"two hundred and three hundred", 200, 200, "and three hundred", true},
		{"two thousand and thirty-one", 2031, 2031, "", true},
		{"a dozen boats", 12, 12, "boats", true},
		{"two dozen boats", 24, 24, "boats", true},
		{"half a million people", 5e5, 5e5, "people", true},
		{"a quarter of a million people", 250000, 250000, "people", true},
		{"three quarters of a million people", 750000, 750000, "people", true},
		{"half the fleet", 0.5, 0.5, "the fleet", true},
		{"a third of", 0.333, 0.333, "of", true},
		{"two-thirds of", 0.667, 0.667, "of", true},
		{"tens of thousands of", 20000, 99999, "of", true},
		{"hundreds of thousands of", 200000, 999999, "of", true},
		{"hundreds of boats", 200, 999, "of boats", true},
		{"dozens of boats", 24, 99, "of boats", true},
		{"1e999999999 boats", 0, 0, "boats", false},
		{"1.500.000,5 boats", 0, 0, "boats", false},
		{strings.Repeat("9", 10000) + " boats", 0, 0, "boats", false},
		{"1,2,3 boats", 0, 0, "boats", false},
	} {
		ws := cut(c.in)
		n, found := Read(ws, 0)
		if !found {
			t.Errorf("%.40q: nothing read", c.in)
			continue
		}
		rest := ""
		if n.End < len(ws) {
			rest = c.in[ws[n.End].Span.Start:]
		}
		if n.Low != c.low || n.High != c.high || n.OK != c.ok || rest != c.rest {
			t.Errorf("%.40q: got %v..%v ok=%v rest %.40q, want %v..%v %v %q", c.in, n.Low, n.High, n.OK, rest, c.low, c.high, c.ok, c.rest)
		}
	}
}

func TestReadNothing(t *testing.T) {
	for _, s := range []string{"a boat", "a third round", "NaN boats", "second", "million", "tens boats", ""} {
		if n, ok := Read(cut(s), 0); ok {
			t.Errorf("%q: read %+v", s, n)
		}
	}
	if n, ok := Read(cut("second half"), 1); ok {
		t.Errorf("second half: read %+v", n)
	}
}

// FuzzRead holds that reading never panics, always goes forward, and that words cover their tokens.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"two-day 3,000.5.1 1e9 ½ half a million", "one hundred and and two hundred", "9-9 10am $5m Ⅳ é́"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ws := cut(strings.ToValidUTF8(s, "?"))
		for i := range ws {
			if n, ok := Read(ws, i); ok && (n.End <= i || n.End > len(ws) || n.Low > n.High) {
				t.Fatalf("%q at %d: %+v", s, i, n)
			}
			if i > 0 && ws[i].Span.Start < ws[i-1].Span.End {
				t.Fatalf("%q: word %d overlaps the one before", s, i)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	s := strings.Repeat("more than 3,000 boats and forty-two lorries left within two to three days ", 50)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		ws := cut(s)
		for i := range ws {
			Read(ws, i)
		}
	}
}

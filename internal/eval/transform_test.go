package eval

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func rewrite(t testing.TB, name, s string) string {
	t.Helper()
	tr, ok := FindTransform(name)
	if !ok {
		t.Fatalf("no transform %s", name)
	}
	return tr.Rewrite(s).Content
}

func TestTransforms(t *testing.T) {
	const curly = "“We don’t sail, not in ’31,” Roe said. The crews’ ‘big day’ — “Vale’s word: ‘never’.”"
	const straight = `"We don't sail, not in '31," Roe said. The crews' 'big day' — "Vale's word: 'never'."`
	for _, tc := range []struct{ name, in, want string }{
		{"straight-quotes", curly, straight},
		{"straight-quotes", straight, straight},
		{"straight-quotes", "«Sail,» ``he'' said, ‹so›", `"Sail," "he" said, 'so'`},
		{"typographic-quotes", straight, "“We don’t sail, not in ’31,” Roe said. The crews’ ‘big day’ — “Vale’s word: ‘never’.”"},
		{"typographic-quotes", curly, curly},
		{"typographic-quotes", `He asked: ("Why?") "So"`, "He asked: (“Why?”) “So”"},
		{"guillemets", straight, "«We don't sail, not in '31,» Roe said. The crews' ‹big day› — «Vale's word: ‹never›.»"},
		{"guillemets", curly, "«We don’t sail, not in ’31,» Roe said. The crews’ ‹big day› — «Vale’s word: ‹never›.»"},
		{"no-quotes", curly, "We don’t sail, not in ’31, Roe said. The crews’ big day — Vale’s word: never."},
		{"no-quotes", "'Open\nline's end' and 'Roe's day' too", "'Open\nline's end' and Roe's day too"},
		{"no-opening-quotes", curly, "We don’t sail, not in ’31,” Roe said. The crews’ big day’ — Vale’s word: never’.”"},
		{"no-commas", "In 2031, Roe, who has 1,200 ships, left,", "In 2031 Roe who has 1,200 ships left"},
		{"one-line", "Head \n\n Roe  left.\nVale came.\n", "Head Roe  left. Vale came. "},
		{"lower-case", "Roe of ÅLAND", "roe of åland"},
		{"capital-headline", "\n\nRoe, a poet\n\nRoe left", "\n\nROE, A POET\n\nRoe left"},
	} {
		if got := rewrite(t, tc.name, tc.in); got != tc.want {
			t.Errorf("%s of %q:\n got %q\nwant %q", tc.name, tc.in, got, tc.want)
		}
	}
	seen := map[string]bool{}
	for _, tr := range Transforms() {
		if tr.Name == "" || tr.What == "" || seen[tr.Name] || len("PolNeAR "+tr.Name) >= 34 {
			t.Errorf("%+v", tr)
		}
		seen[tr.Name] = true
	}
	if _, ok := FindTransform("all"); ok {
		t.Error("all is no transform")
	}
}

// A translation loses most articles and some forms of be, no other word, and the capital of none.
func TestTranslated(t *testing.T) {
	var in, kept []string
	lost := map[string]int{}
	for i := range 400 {
		in = append(in, fmt.Sprintf("The ship%d is the pride that Vessia%d lost, that's it.", i, i))
	}
	got := words(rewrite(t, "translated", strings.Join(in, "\n")))
	out := rewrite(t, "translated", strings.Join(in, "\n"))
	for _, w := range got {
		kept = append(kept, out[w[0]:w[1]])
	}
	next := 0
	for _, w := range words(strings.Join(in, "\n")) {
		own := strings.Join(in, "\n")[w[0]:w[1]]
		if next < len(kept) && strings.EqualFold(kept[next], own) {
			next++
		} else {
			lost[own]++
		}
	}
	if next != len(kept) {
		t.Fatalf("%q came from nowhere", kept[next])
	}
	near := func(w string, want int) {
		if lost[w] < want-60 || lost[w] > want+60 {
			t.Errorf("%d of 400 %q are lost, want near %d", lost[w], w, want)
		}
	}
	near("The", 320)
	near("that", 320)
	near("is", 200)
	if len(lost) != 4 {
		t.Errorf("lost: %v", lost)
	}
	for _, line := range strings.Split(out, "\n") {
		if r, _ := utf8.DecodeRuneInString(line); !unicode.IsUpper(r) {
			t.Errorf("%q lacks its capital", line)
		}
	}
	if again := rewrite(t, "translated", strings.Join(in, "\n")); again != out {
		t.Error("not the same twice")
	}
}

func TestRewriteAt(t *testing.T) {
	w := Transform{edits: func(string) []edit { return []edit{{0, 4, ""}, {4, 5, "M"}, {8, 11, `"`}} }}.Rewrite("The min “so")
	if w.Content != `Min "so` {
		t.Fatal(w.Content)
	}
	for old, want := range []int{0: 0, 1: 0, 3: 0, 4: 0, 5: 1, 7: 3, 8: 4, 11: 5, 12: 6, 13: 7} {
		if old != 2 && old != 6 && old != 9 && old != 10 && w.At(old) != want {
			t.Errorf("byte %d stands at %d, want %d", old, w.At(old), want)
		}
	}
	for _, tc := range []struct {
		old, want [2]int
		ok        bool
	}{
		{[2]int{0, 3}, [2]int{}, false},     // "The" is lost
		{[2]int{0, 7}, [2]int{0, 3}, true},  // "The min" is "Min"
		{[2]int{4, 8}, [2]int{0, 3}, true},  // white space at the end goes
		{[2]int{7, 13}, [2]int{4, 7}, true}, // and at the beginning
		{[2]int{7, 8}, [2]int{}, false},     // a blank is nothing
	} {
		if s, ok := w.Span(tc.old); ok != tc.ok || ok && s != tc.want {
			t.Errorf("%v: %v %t, want %v", tc.old, s, ok, tc.want)
		}
	}
}

func TestRewritten(t *testing.T) {
	x := attributed(t, "“|0 The|3 minister|7 of|6 the|6 Vessia|3 said|0 that|9 sails|7 ,|9 ”|7")
	x.tokens[0].punct = true
	x.look()
	x.gold = [][]Prediction{{x.rel("The minister", "said that", "sails ,")}}
	drop := func(words ...string) Transform {
		return Transform{edits: func(s string) (out []edit) {
			for _, w := range words {
				i := strings.Index(s, w)
				out = append(out, edit{i, i + len(w), ""})
			}
			return out
		}}
	}
	shown := func(y *AttributedText) string {
		var out []string
		for _, k := range y.tokens {
			head := "-"
			if k.head >= 0 {
				h := y.tokens[k.head]
				head = y.Content[h.start:h.end]
			}
			out = append(out, y.Content[k.start:k.end]+"<"+head)
		}
		return strings.Join(out, " ")
	}
	y := x.Rewritten(drop("“ ", "of the ", "said that", ","))
	if got := shown(y); got != "The<minister minister<- Vessia<minister sails<- ”<-" {
		t.Error(got)
	}
	g := y.gold[0][0]
	if len(g.Cue) != 0 || y.Content[g.Source[0][0]:g.Source[0][1]] != "The minister" || y.Content[g.Content[0][0]:g.Content[0][1]] != "sails" {
		t.Errorf("%+v", g)
	}
	if !y.tokens[0].quoted || y.tokens[0].punct { // though the mark that opened is lost
		t.Errorf("%+v", y.tokens[0])
	}
	if got := shown(x.Rewritten(drop("minister of the Vessia "))); got != "“<- The<said said<- that<sails sails<said ,<sails ”<said" {
		t.Error(got)
	}
	x.tokens[1].head, x.tokens[2].head = 2, 1 // a circle
	if got := shown(x.Rewritten(drop("The minister "))); !strings.Contains(got, "Vessia<-") {
		t.Error(got)
	}
	rep, err := Attributions([]*AttributedText{y}, [][]Prediction{{{y.at("minister"), nil, y.at("sails"), NoConfidence}}})
	if err != nil || rep.F1().Value() != 1 {
		t.Errorf("%v, %v", rep, err)
	}
}

// FuzzTransforms holds every transform to what the projection needs: borders of characters stay borders, nothing moves past
// another, and what no edit touches is the same.
func FuzzTransforms(f *testing.F) {
	f.Add("“We don’t sail, ‘not’ in ’31,” Roe said.\n\nThe ship is that’s. İ ǅ \xff\xe2")
	f.Add("`` that '' 'a' \"the\" «is» ‹was› ''' ``` 'x\n' the the The a\u0085b, ,")
	f.Fuzz(func(t *testing.T, s string) {
		for _, tr := range Transforms() {
			w := tr.Rewrite(s)
			if utf8.ValidString(s) && !utf8.ValidString(w.Content) {
				t.Fatalf("%s: %q is no UTF-8", tr.Name, w.Content)
			}
			if w.At(len(s)) != len(w.Content) || w.At(0) != 0 && (len(w.edits) == 0 || w.edits[0].start > 0) {
				t.Fatalf("%s: the ends of %q stand at %d and %d of %d", tr.Name, s, w.At(0), w.At(len(s)), len(w.Content))
			}
			for at, last := 0, 0; at <= len(s); at++ {
				now := w.At(at)
				if now < last || now > len(w.Content) {
					t.Fatalf("%s: byte %d of %q stands at %d, the one before at %d", tr.Name, at, s, now, last)
				}
				if utf8.ValidString(s) && border(s, at) && !border(w.Content, now) {
					t.Fatalf("%s: byte %d of %q stands in the middle of a character", tr.Name, at, s)
				}
				last = now
			}
			at := 0
			for _, e := range append(slices.Clone(w.edits), edit{len(s), len(s), ""}) {
				if e.start < at || e.end > len(s) || e.start >= e.end && e.start < len(s) {
					t.Fatalf("%s: edit %v of %q", tr.Name, e, s)
				}
				if got := w.Content[w.At(e.start)-(e.start-at) : w.At(e.start)]; got != s[at:e.start] {
					t.Fatalf("%s: %q is %q", tr.Name, s[at:e.start], got)
				}
				at = e.end
			}
			if again := tr.Rewrite(s); again.Content != w.Content {
				t.Fatalf("%s: %q is not always the same", tr.Name, s)
			}
		}
		if got := rewrite(t, "one-line", s); strings.Contains(got, "\n") {
			t.Fatalf("%q has two lines", got)
		}
	})
}

package attribution

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/text"
)

// flat is a text with layers of segment, every token of a sentence a noun that hangs on the first one.
func flat(s string) *text.Doc {
	d := segment.New().Segment(text.Plain(s))
	n := len(d.Tokens)
	d.Tags, d.Lemmas, d.Heads, d.Rels = make([]text.Tag, n), make([]string, n), make([]int32, n), make([]string, n)
	for _, q := range d.Sentences {
		for i := q.Tokens.First; i < q.Tokens.End; i++ {
			d.Tags[i], d.Lemmas[i], d.Heads[i], d.Rels[i] = text.Tag{U: text.NOUN, Penn: "NN"}, d.Lower(i), int32(q.Tokens.First), "dep"
		}
		d.Heads[q.Tokens.First], d.Rels[q.Tokens.First] = -1, "root"
	}
	return d
}

// opened is a featurer over d.
func opened(d *text.Doc) *featurer {
	f := &featurer{}
	f.open(d, &lexicon{})
	return f
}

// at is the tokens of words, which stand once in d.
func at(t *testing.T, d *text.Doc, words string) parley.TokenRange {
	t.Helper()
	i := strings.Index(d.Content, words)
	if i < 0 || strings.Count(d.Content, words) != 1 {
		t.Fatalf("%q stands %d times", words, strings.Count(d.Content, words))
	}
	return d.Range(parley.Span{Start: i, End: i + len(words)})
}

func TestViewTree(t *testing.T) {
	d := flat("The old envoy said that talks had failed.")
	//                  the old envoy said that talks had failed .
	d.Heads = []int32{2, 2, 3, -1, 7, 7, 7, 3, 3}
	f := opened(d)
	want := []struct {
		lo, hi, depth int32
		kids          []int32
	}{{0, 1, 2, nil}, {1, 2, 2, nil}, {0, 3, 1, []int32{0, 1}}, {0, 9, 0, []int32{2, 7, 8}}, {4, 5, 2, nil}, {5, 6, 2, nil}, {6, 7, 2, nil}, {4, 8, 1, []int32{4, 5, 6}}, {8, 9, 1, nil}}
	check := func() {
		t.Helper()
		for i, x := range want {
			if w := f.words[i]; w.lo != x.lo || w.hi != x.hi || w.depth != x.depth || !slices.Equal(f.children(int32(i)), x.kids) {
				t.Errorf("%s: subtree %d to %d, depth %d, children %v; want %+v", d.Word(i), w.lo, w.hi, w.depth, f.children(int32(i)), x)
			}
		}
	}
	check()
	f.open(flat(strings.Repeat("One two three. ", 9)), &lexicon{}) // memory is used again
	f.open(d, &lexicon{})
	check()
}

// A chain of tokens that each hang on the one before is followed to a bounded depth.
func TestViewDeep(t *testing.T) {
	d := flat(strings.Repeat("so ", 200))
	for i := range d.Heads {
		d.Heads[i] = int32(i) - 1
	}
	f := opened(d)
	for i, w := range f.words[:200] {
		if w.depth != int32(min(i, maxDepth)) {
			t.Fatalf("token %d has depth %d", i, w.depth)
		}
		if w.lo != int32(i) || w.hi < int32(min(i+maxDepth, 200)) {
			t.Fatalf("token %d has subtree %d to %d", i, w.lo, w.hi)
		}
	}
}

func TestViewQuotes(t *testing.T) {
	d := flat("Roe said: \"We saw the ‘wall’ and left.\" The \"talks\" went on.")
	f := opened(d)
	var got []string
	for i, w := range f.words[:len(d.Tokens)] {
		if w.quote >= 0 {
			got = append(got, fmt.Sprintf("%s/%d/%d", d.Word(i), w.quote, w.mark))
		}
	}
	q := f.words[at(t, d, "talks").First].quote // quotations within the first one have numbers too
	want := fmt.Sprintf("\"/0/1 We/0/2 saw/0/2 the/0/2 ‘/0/2 wall/0/2 ’/0/2 and/0/2 left/0/2 ./0/2 \"/0/3 \"/%d/1 talks/%d/4 \"/%d/3", q, q, q)
	if strings.Join(got, " ") != want || q == 0 {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
}

func TestLooks(t *testing.T) {
	for s, want := range map[string]look{
		"talks": small, "é": small, "Roe": capital, "R": capital, "McRoe": capital, "UN": capitals, "U.N.": capitals, "U2": capitals, "É": capital, "12": digits, "3rd": digits,
		",": comma, ".": stop, "…": stop, "?": stop, ":": colon, ";": colon, "–": dash, "--": dash, "(": bracket, "]": bracket, "“": quotation, "''": quotation, "’": quotation,
		"%": otherMark, "*": otherMark, "/": otherMark,
	} {
		if got := lookOf(s); got != want {
			t.Errorf("%q looks %d, want %d", s, got, want)
		}
	}
}

// Words that differ in case, in digits or in the shape of their marks are one word; others are not.
func TestLowerHash(t *testing.T) {
	for _, same := range [][]string{{"Envoy", "ENVOY", "envoy"}, {"Élan", "élan", "ÉLAN"}, {"12", "99", "00"}, {"don’t", "don't", "DON‘T"}, {"“", "\"", "»"}, {"é1", "É7"}} {
		for _, s := range same[1:] {
			if lowerHash(s) != lowerHash(same[0]) {
				t.Errorf("%q is not %q", s, same[0])
			}
		}
	}
	if lowerHash("envoy") == lowerHash("envoys") || lowerHash("12") == lowerHash("123") || lowerHash("é") == lowerHash("e") {
		t.Error("other words are the same")
	}
	if suffixHash("Claimed") != suffixHash("named") || suffixHash("said") != 0 || suffixHash("claims") == suffixHash("claimed") || suffixHash("abcdé") == suffixHash("abcde") {
		t.Error("suffixes of three letters are others")
	}
}

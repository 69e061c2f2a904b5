package mention

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
)

func tagger(t testing.TB) *Tagger {
	t.Helper()
	g, err := NewTagger()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// words is a document of one sentence of the tokens between blanks, without layers of syntax.
func words(s string) *text.Doc {
	b := newBuilder()
	for _, w := range strings.Fields(s) {
		b.word(w)
	}
	b.sentence()
	return b.done()
}

func tagged(t testing.TB, d *text.Doc) *text.Doc {
	t.Helper()
	tags, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	tags.Tag(d)
	return d
}

func TestLabel(t *testing.T) {
	g := tagger(t)
	for _, c := range []struct{ scheme, text, want string }{
		{"wikigold", "Anna Veld was born in Portugal and moved to the United Nations in Geneva .", "B-PER I-PER O O O B-LOC O O O O B-ORG I-ORG O B-LOC O"},
		{"conll", "Mr. Tom Veld visited Lisbon on Monday .", "O B-PER I-PER O B-LOC O O O"},
	} {
		got, err := g.Label(tagged(t, words(c.text)), c.scheme, nil)
		if err != nil {
			t.Fatal(err)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q\n got %s\nwant %s", c.scheme, c.text, s, c.want)
		}
	}
}

func TestLabelRefuses(t *testing.T) {
	_, err := tagger(t).Label(words("Ana Roe"), "bilou", nil)
	if err == nil || !strings.Contains(err.Error(), "parley, crossner, wikigold") {
		t.Errorf("error %v names no schemes", err)
	}
}

// bioLaws: as many labels as tokens, and I-x only behind B-x or I-x of its sentence.
func bioLaws(t *testing.T, d *text.Doc, labels []string) {
	t.Helper()
	if len(labels) != len(d.Tokens) {
		t.Fatalf("%d labels of %d tokens", len(labels), len(d.Tokens))
	}
	for i, l := range labels {
		in, ok := strings.CutPrefix(l, "I-")
		if !ok {
			continue
		}
		if i == 0 || d.Tokens[i].Sentence != d.Tokens[i-1].Sentence || labels[i-1] != "B-"+in && labels[i-1] != "I-"+in {
			t.Fatalf("label %d is %s", i, l)
		}
	}
}

func TestSchemes(t *testing.T) {
	g := tagger(t)
	d := tagged(t, words(strings.ReplaceAll(article, "\n", " ")))
	for _, s := range Schemes() {
		labels, err := g.Label(d, s, []string{"kept"})
		if err != nil || labels[0] != "kept" {
			t.Fatalf("%s: %v", s, err)
		}
		bioLaws(t, d, labels[1:])
		again, _ := g.Label(d, s, nil)
		if !slices.Equal(labels[1:], again) {
			t.Errorf("%s: two readings differ", s)
		}
	}
	for _, bad := range []string{"a\tb\tPER\n", "a\tb\tGPE\tc\td\n"} {
		if _, err := readSchemes(bad); err == nil {
			t.Errorf("row %q taken", bad)
		}
	}
}

// Documents that are hard to bound: a sentence of 2 MB, a token of 1 MB, broken UTF-8, nothing at all.
func TestLabelHostile(t *testing.T) {
	g := tagger(t)
	one := &text.Doc{Text: &text.Text{Content: strings.Repeat("Aé", 1<<19)}, Tokens: []text.Token{{Span: parley.Span{End: 3 << 19}}}, Sentences: []text.Sentence{{Tokens: parley.TokenRange{End: 1}}}}
	for name, d := range map[string]*text.Doc{
		"long sentence":  words(strings.Repeat("Ab of the ", 70_000)),
		"long token":     one,
		"broken":         words("\xff\xfe \xc3( Ana\x80 \xed\xa0\x80 'S ’ - -- "),
		"empty":          {Text: &text.Text{}},
		"no sentences":   {Text: &text.Text{Content: "Ana"}, Tokens: []text.Token{{Span: parley.Span{End: 3}}}},
		"all one name":   words(strings.Repeat("Harland ", 50_000)),
		"only joiners":   words(strings.Repeat("X of the of ", 20_000)),
		"many new names": manyNames(),
	} {
		at := time.Now()
		labels, err := g.Label(d, "re3d", nil)
		if err != nil {
			t.Fatal(err)
		}
		bioLaws(t, d, labels)
		if took := time.Since(at); took > 30*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}

func manyNames() *text.Doc {
	b := newBuilder()
	for i := range 20_000 {
		b.word("X" + letters(i))
		b.word("Y" + letters(i*7919%20_000))
		b.word(".")
		b.sentence()
	}
	return b.done()
}

func FuzzLabel(f *testing.F) {
	g, err := NewTagger()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{article, "HARLAND TALKS FAIL IN RIVERTON", "", "\xff Al-Veld’s “Front” (DF)", "a b c d e f of the and"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := segment.New().Segment(&text.Text{Content: s, Blocks: []text.Block{{Span: parley.Span{End: len(s)}}}})
		for _, d := range []*text.Doc{d, words(s)} {
			for _, scheme := range []string{"parley", "crossner"} {
				labels, err := g.Label(d, scheme, nil)
				if err != nil {
					t.Fatal(err)
				}
				bioLaws(t, d, labels)
			}
		}
	})
}

// TestListsLearnedWith: the tagger's weights belong to the lists that it learned with. Where one of them changes, `parley train names` gives another model, which
// must be shipped with it.
func TestListsLearnedWith(t *testing.T) {
	g, err := newGazetteer()
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.New()
	for _, s := range g.slots {
		fmt.Fprintln(sum, s.key, s.lists, s.more)
	}
	if got := fmt.Sprintf("%x", sum.Sum(nil)[:8]); got != "4067a39b48aced4e" {
		t.Errorf("the lists are %s: train the model of names again, and put the sum of the lists here", got)
	}
}

func TestGazetteer(t *testing.T) {
	g := &gazetteer{}
	g.resize(16)
	for list, names := range [][]string{{"Port Aven", "Aven", "ROE"}, {"Port Aven Rovers", "The Dorn-Veld Front", "Roe's Bay"}} {
		for _, n := range names {
			g.add(n, 1<<list)
		}
	}
	for _, c := range []struct {
		words string
		want  []hit
	}{
		{"Port Aven Rovers", []hit{{begin: 3}, {inside: 3}, {inside: 2}}},
		{"ROE Roe", []hit{{begin: 1, whole: 1}, {}}},
		{"old AVEN", []hit{{}, {begin: 1, whole: 1}}},
		{"Dorn-Veld Front", []hit{{begin: 2}, {inside: 2}}},
		{"The Dorn - Veld Front", []hit{{begin: 2}, {begin: 2, inside: 2}, {inside: 2}, {inside: 2}, {inside: 2}}},
		{"Roe ’s Bay", []hit{{begin: 2}, {inside: 2}, {inside: 2}}},
	} {
		var low []learn.Hash
		for _, w := range strings.Fields(c.words) {
			low = append(low, lowerHash(w))
		}
		got := make([]hit, len(low))
		g.match(low, func(i int) bool { return lookOf(strings.Fields(c.words)[i]) == upperCase }, got)
		if c.words[:3] == "The" {
			got[1].begin = c.want[1].begin // either reading of the nested entry will do
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.words, got, c.want)
		}
	}
}

func TestReadRe3dOverlaps(t *testing.T) {
	d := words("the Dorn Front said")
	gold := project(d, []goldName{{parley.Span{Start: 4, End: 14}, "x", 0.6}, {parley.Span{Start: 0, End: 14}, "x", 0.9}, {parley.Span{Start: 9, End: 19}, "x", 0.9}}, func(string) int { return 0 })
	if !slices.Equal(gold, []uint8{1, 2, 2, 0}) {
		t.Errorf("gold %v", gold)
	}
}

func TestReadMarks(t *testing.T) {
	s, ms := readMarks("In [city Port Aven] the [party Dorn Union] won.")
	if s != "In Port Aven the Dorn Union won." || len(ms) != 2 || s[ms[1].span.Start:ms[1].span.End] != "Dorn Union" || ms[0].typ != "city" {
		t.Errorf("%q %v", s, ms)
	}
}

// BenchmarkLabel measures the tagger of names alone on tagged text, in words a second.
func BenchmarkLabel(b *testing.B) {
	g := tagger(b)
	s := strings.Repeat(article, 6)
	d := tagged(b, segment.New().Segment(&text.Text{Content: s, Blocks: []text.Block{{Span: parley.Span{End: len(s)}}}}))
	var labels []string
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		labels, _ = g.Label(d, ownScheme, labels[:0])
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkNewTagger measures how long the lists take to read.
func BenchmarkNewTagger(b *testing.B) {
	for b.Loop() {
		tagger(b)
	}
}

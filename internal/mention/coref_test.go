package mention

import (
	"math/rand"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
)

// parsed reads a text up to its trees.
func parsed(t testing.TB, f *Finder, tags *syntax.Tagger, s string) *text.Doc {
	t.Helper()
	d := read(t, f, nil, s)
	tags.Parse(d)
	return d
}

// TestCorefChains reads invented reports: the words between bars must be one chain, in this order.
func TestCorefChains(t *testing.T) {
	f, tags := tools(t)
	for _, c := range []struct{ name, text, chain string }{
		{"pronoun and surname", "Ana Roe left the talks on Monday. She said that Harland had agreed. Roe will return.", "Ana Roe|She|Roe"},
		{"apposition", "Tom Veld, a spokesman for the ministry, left. He was angry.", "Tom Veld|a spokesman for the ministry|He"},
		{"copula", "Mr. Tarsil is the envoy. He arrived on Friday.", "Mr. Tarsil|the envoy|He"},
		{"possessive", "The government published its plan.", "The government|its"},
		{"head and text", "The truce began on Sunday. Both sides praised the truce.", "The truce|the truce"},
		{"reflexive", "The minister blamed himself.", "The minister|himself"},
	} {
		d := parsed(t, f, tags, c.text)
		chains := f.Coref(d)
		want := strings.Split(c.chain, "|")
		found := false
		var all []string
		for _, ch := range chains {
			var words []string
			for _, m := range ch {
				words = append(words, d.Slice(d.Span(m)))
			}
			found = found || slices.Equal(words, want)
			all = append(all, strings.Join(words, "|"))
		}
		if !found {
			t.Errorf("%s: no chain %q among %q", c.name, c.chain, all)
		}
	}
}

// corefLaws holds what every answer must keep.
func corefLaws(t testing.TB, d *text.Doc, chains [][]parley.TokenRange) {
	t.Helper()
	seen := map[parley.TokenRange]bool{}
	for i, c := range chains {
		if len(c) == 0 {
			t.Fatal("an empty chain")
		}
		if i > 0 && byStart(chains[i-1][0], c[0]) >= 0 {
			t.Fatalf("chain %d begins at %v, after %v", i, c[0], chains[i-1][0])
		}
		for k, m := range c {
			if m.First < 0 || m.Empty() || m.End > len(d.Tokens) || d.Tokens[m.First].Sentence != d.Tokens[m.End-1].Sentence {
				t.Fatalf("mention %v in %d tokens", m, len(d.Tokens))
			}
			if k > 0 && byStart(c[k-1], m) >= 0 || seen[m] {
				t.Fatalf("mention %v in %v", m, c)
			}
			seen[m] = true
		}
	}
}

// TestCorefLong reads long texts of one trap each within a bounded time of the processor, and keeps the laws.
func TestCorefLong(t *testing.T) {
	f, tags := tools(t)
	n := 20000
	if testing.Short() {
		n /= 8
	}
	var names strings.Builder
	for i := range n / 4 {
		names.WriteString("X" + letters(i) + " Y" + letters(i*7919%n) + " met the minister. ")
	}
	for name, s := range map[string]string{
		"pronouns": strings.Repeat("he said she ", n/3), "one name": strings.Repeat("Ana Roe met Ana Roe. ", n/5), "one noun": strings.Repeat("the truce ", n/2),
		"marks": strings.Repeat(`" `, n), "of": strings.Repeat("the side of ", n/3), "brackets": strings.Repeat("(", n), "commas": strings.Repeat("the man, ", n/3),
		"possessors": strings.Repeat("the man 's ", n/3), "quotations": strings.Repeat(`"I will go there now," he said. `, n/9), "names": names.String(),
	} {
		d := parsed(t, f, tags, s)
		start := cputime.Used()
		chains := f.Coref(d)
		if took := cputime.Used() - start; took > 20*time.Second {
			t.Errorf("%s: %v for %d tokens", name, took, len(d.Tokens))
		}
		corefLaws(t, d, chains)
	}
}

// TestCorefForest gives trees that no parser would: any head, cycles, heads outside.
func TestCorefForest(t *testing.T) {
	f, tags := tools(t)
	d := parsed(t, f, tags, article)
	r := rand.New(rand.NewSource(1))
	for range 200 {
		for i := range d.Heads {
			d.Heads[i] = int32(r.Intn(len(d.Heads)+20) - 10)
		}
		corefLaws(t, d, f.Coref(d))
	}
	clear(d.Heads)
	corefLaws(t, d, f.Coref(d))
}

// TestCorefNeeds gives a document that lacks layers.
func TestCorefNeeds(t *testing.T) {
	f, tags := tools(t)
	if got := f.Coref(&text.Doc{Text: &text.Text{}}); got != nil {
		t.Error(got)
	}
	d := read(t, f, tags, article)
	if d.Heads = nil; f.Coref(d) != nil {
		t.Error("chains without trees")
	}
	d = parsed(t, f, tags, article)
	before := runtime.NumGoroutine()
	a, b := f.Coref(d), f.Coref(d)
	if len(a) == 0 || !slices.EqualFunc(a, b, slices.Equal) {
		t.Error("another answer")
	}
	if runtime.NumGoroutine() > before {
		t.Error("goroutines are left")
	}
}

func TestReadLitBank(t *testing.T) {
	in := `{"id":"x","sentences":[[["Ana","(1"],["Roe","1)"],["left",""]],[["She","(1)"],["took","(2|(3)"],["it","2)|(2)"]]]}`
	ds, err := ReadLitBank(strings.NewReader(in))
	if err != nil || len(ds) != 1 {
		t.Fatal(err)
	}
	want := [][]parley.TokenRange{{{First: 0, End: 2}, {First: 3, End: 4}}, {{First: 4, End: 6}, {First: 5, End: 6}}, {{First: 4, End: 5}}}
	if !slices.EqualFunc(ds[0].Chains, want, slices.Equal) {
		t.Errorf("%v, want %v", ds[0].Chains, want)
	}
	if d := ds[0].Doc; d.Word(1) != "Roe" || len(d.Sentences) != 2 || d.Tokens[3].Sentence != 1 {
		t.Errorf("%q", d.Content)
	}
	for _, bad := range []string{`{`, `{"sentences":[[["a","1)"]]]}`, `{"sentences":[[["a","(x"]]]}`} {
		if _, err := ReadLitBank(strings.NewReader(bad)); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
}

func TestCorefStyle(t *testing.T) {
	f, tags := tools(t)
	if d := parsed(t, f, tags, article); !f.coref.isNews(d) {
		t.Error("a report was taken for a tale")
	}
	tale := strings.Repeat("\"Oh, do come here,\" she said to him, and he came and sat down by her and took her hand in his. \"What was it that you had?\" he asked her. ", 10)
	if d := parsed(t, f, tags, tale); f.coref.isNews(d) {
		t.Error("a tale was taken for a report")
	}
}

func FuzzCoref(f *testing.F) {
	find, tags := tools(f)
	f.Add(article)
	f.Add("He, the man, is him. \"I,\" she said, \"am she.\"")
	f.Add("((\"\"))'s of of and , the the")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 20000 {
			return
		}
		d := parsed(t, find, tags, s)
		corefLaws(t, d, find.Coref(d))
	})
}

func FuzzReadLitBank(f *testing.F) {
	f.Add(`{"id":"x","sentences":[[["Ana","(1"],["Roe","1)|(2)"]]]}`)
	f.Fuzz(func(t *testing.T, s string) {
		ds, err := ReadLitBank(strings.NewReader(s))
		if err != nil {
			return
		}
		for _, d := range ds {
			for _, c := range d.Chains {
				for _, m := range c {
					if m.Empty() || m.End > len(d.Doc.Tokens) {
						t.Fatal(m)
					}
				}
			}
		}
	})
}

// BenchmarkCoref measures the finder of chains alone on parsed text, in words a second.
func BenchmarkCoref(b *testing.B) {
	f, tags := tools(b)
	d := parsed(b, f, tags, strings.Repeat(article, 6))
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		f.Coref(d)
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

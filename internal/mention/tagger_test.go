package mention

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
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

func tagged(t testing.TB, s string) *text.Doc {
	t.Helper()
	d := segment.New().Segment(&text.Text{Content: s, Blocks: []text.Block{{Span: parley.Span{End: len(s)}}}})
	tags, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	tags.Tag(d)
	return d
}

// BenchmarkLabel measures the tagger of names alone on tagged text, in words a second.
func BenchmarkLabel(b *testing.B) {
	g := tagger(b)
	d := tagged(b, strings.Repeat(article, 6))
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		g.numbers(d, 0)
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkNewTagger(b *testing.B) {
	for b.Loop() {
		tagger(b)
	}
}

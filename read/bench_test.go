package read_test

import (
	"testing"

	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/mention"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
)

// texts are the cleaned reports of the example.
func texts(b *testing.B) (out []*text.Text, size int) {
	b.Helper()
	for _, r := range dossier(b) {
		if t, aside := clean.Clean(r); aside == nil {
			out = append(out, t)
			size += len(t.Content)
		}
	}
	return out, size
}

// BenchmarkLanguage measures the language layer on the reports of the example, each read once a round: words a second of one processor.
func BenchmarkLanguage(b *testing.B) {
	tagger, err := syntax.New()
	if err != nil {
		b.Fatal(err)
	}
	names, err := mention.NewTagger()
	if err != nil {
		b.Fatal(err)
	}
	cutter := segment.New()
	for _, c := range []struct {
		name string
		tag  func(*text.Doc)
		more bool
	}{{"split+tag+names", tagger.Tag, true}, {"split+tag+trees+names", tagger.Parse, true}, {"split", func(*text.Doc) {}, false}, {"split+tag", tagger.Tag, false}} {
		b.Run(c.name, func(b *testing.B) {
			ts, size := texts(b)
			words := 0
			var labels []string
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, t := range ts {
					d := cutter.Segment(t)
					c.tag(d)
					words += len(d.Tokens)
					if c.more {
						if labels, err = names.Label(d, "parley", labels[:0]); err != nil {
							b.Fatal(err)
						}
					}
				}
			}
			b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
		})
	}
}

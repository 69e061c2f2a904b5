//go:build measure

package segment

import (
	"io"
	"os"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// TestMeasureEWT measures against the raw text of the English Web Treebank in ud-ewt of the folder PARLEY_DATA (`make
// measure`). The floors are a little under what was reached, so that a loss is seen.
func TestMeasureEWT(t *testing.T) {
	split := "dev"
	if s := os.Getenv("PARLEY_EWT_SPLIT"); s != "" {
		split = s
	}
	c, err := readTreebankFile(os.DirFS(os.Getenv("PARLEY_DATA")), "ud-ewt/en_ewt-ud-"+split+".conllu.gz", io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s, rules alone: %s", split, rules().evaluate(c))
	s := New().evaluate(c)
	t.Logf("%s: %s", split, s)
	if s.Words < 99.2 || s.Tokens < 99.2 || s.Sentences < 88 {
		t.Errorf("%s: %s", split, s)
	}
	if os.Getenv("PARLEY_SHOW") != "" {
		d := New().Segment(c.text())
		var words, sents []parley.Span
		for _, k := range d.Tokens {
			words = append(words, k.Span)
		}
		for _, s := range d.Sentences {
			sents = append(sents, d.Span(s.Tokens))
		}
		show(t, d, "word", words, c.words)
		show(t, d, "sentence", sents, c.sentences)
	}
}

// show logs the spans got that are not among those wanted, and those wanted that were not got.
func show(t *testing.T, d *text.Doc, what string, got, want []parley.Span) {
	t.Helper()
	missing := func(from, in []parley.Span, say string) {
		seen := map[parley.Span]bool{}
		for _, s := range in {
			seen[s] = true
		}
		for _, s := range from {
			if !seen[s] {
				t.Logf("%s %s %q in %q", what, say, d.Slice(s), d.Content[max(0, s.Start-20):min(len(d.Content), s.End+20)])
			}
		}
	}
	missing(got, want, "wrong")
	missing(want, got, "missed")
}

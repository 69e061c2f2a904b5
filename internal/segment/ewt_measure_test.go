//go:build measure

package segment

import (
	"bytes"
	"io"
	"os"
	"strings"
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

// TestMeasureSilver measures how the boundaries agree with CoreNLP's on news, PolNeAR's dev part; nobody knows which of
// the two is right. Hyphens and strokes, which the conventions cut otherwise, are left out.
func TestMeasureSilver(t *testing.T) {
	c, err := readSilverFiles(os.DirFS(os.Getenv("PARLEY_DATA")), "polnear/dev.jsonl.gz", "polnear-corenlp/dev.jsonl.gz", io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	a := answersOf(c)
	for name, g := range map[string]*Segmenter{"rules alone": rules(), "model": New()} {
		d := g.Segment(c.text())
		got := make([]bool, len(d.Content)+1)
		for _, k := range d.Tokens {
			got[k.Span.Start], got[k.Span.End] = true, true
		}
		all, same := 0, 0
		for at, is := range a.token {
			if !is || hyphenAt(d.Content, at) {
				continue
			}
			all++
			if got[at] {
				same++
			}
		}
		share := 100 * float64(same) / float64(all)
		s := g.evaluate(c)
		t.Logf("%s: %.2f %% of %d silver token boundaries, sentence F1 %.2f", name, share, all, s.Sentences)
		if name == "model" && (share < 99.5 || s.Sentences < 93) {
			t.Errorf("%.2f %% of silver token boundaries, sentence F1 %.2f", share, s.Sentences)
		}
		if name == "model" && os.Getenv("PARLEY_SHOW") != "" {
			for at, is := range a.token {
				if is != got[at] && !hyphenAt(d.Content, at) {
					t.Logf("token boundary, silver %v: %q | %q", is, d.Content[max(0, at-20):at], d.Content[at:min(len(d.Content), at+20)])
				}
			}
			var sents []parley.Span
			for _, s := range d.Sentences {
				sents = append(sents, d.Span(s.Tokens))
			}
			show(t, d, "sentence", sents, c.sentences)
		}
	}
}

// hyphenAt reports whether a hyphen, a dash or a stroke stands before or behind byte at.
func hyphenAt(s string, at int) bool {
	for _, m := range []string{"-", "/", "–", "—", "‑"} {
		if strings.HasSuffix(s[:at], m) || strings.HasPrefix(s[at:], m) {
			return true
		}
	}
	return false
}

// TestMeasureTrained trains the model anew: the same data give the bytes that are embedded.
func TestMeasureTrained(t *testing.T) {
	b, err := Train(os.DirFS(os.Getenv("PARLEY_DATA")), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b, embedded) {
		t.Error("the model is not what the data and this program give")
	}
}

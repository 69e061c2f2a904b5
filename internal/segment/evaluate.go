package segment

import (
	"fmt"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// scores are F1 figures over spans of characters, in percent, as the CoNLL 2018 shared task defines them
// (universaldependencies.org/conll18/evaluation.html).
type scores struct {
	Words     float64 // syntactic words: "do" and "n't" are two
	Tokens    float64 // as written: "don't" is one
	Sentences float64
}

func (s scores) String() string {
	return fmt.Sprintf("words %.2f, tokens %.2f, sentences %.2f", s.Words, s.Tokens, s.Sentences)
}

// evaluate segments the raw text of a corpus and scores it.
func (g *Segmenter) evaluate(c *corpus) scores {
	d := g.Segment(c.text())
	var words, sentences []parley.Span
	for _, k := range d.Tokens {
		words = append(words, k.Span)
	}
	for _, s := range d.Sentences {
		sentences = append(sentences, d.Span(s.Tokens))
	}
	return scores{f1(words, c.words), f1(surface(d), c.surface), f1(sentences, c.sentences)}
}

// f1 is the F1 of the spans got against those wanted, both ascending, in percent.
func f1(got, want []parley.Span) float64 {
	right, k := 0, 0
	for _, s := range got {
		for k < len(want) && want[k].Start < s.Start {
			k++
		}
		if k < len(want) && want[k] == s {
			right++
		}
	}
	if len(got)+len(want) == 0 {
		return 100
	}
	return 200 * float64(right) / float64(len(got)+len(want))
}

// surface is the tokens of a document as written: the two words of a contraction, a possessive or a word written
// together are one.
func surface(d *text.Doc) []parley.Span {
	var out []parley.Span
	for i, k := range d.Tokens {
		if n := len(out) - 1; n >= 0 && out[n].End == k.Span.Start && halfOf(d.Word(i-1), d.Word(i)) {
			out[n].End = k.Span.End
			continue
		}
		out = append(out, k.Span)
	}
	return out
}

// halfOf reports whether two words written together are one token as written.
func halfOf(a, b string) bool {
	if !isLetter(a[len(a)-1]) && !isDigit(a[len(a)-1]) {
		return false
	}
	both := strings.ToLower(a + b)
	if h, ok := halves[both]; ok {
		return h.at == len(a)
	}
	if c := contraction(both); c > 0 {
		return c == len(a)
	}
	return b == "'" || b == "’"
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

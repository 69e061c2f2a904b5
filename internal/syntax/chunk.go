package syntax

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A chunker reads the base phrases of one sentence off its tags, left to right; no phrase leaves its sentence.
type chunker struct {
	d     *text.Doc
	first int // of the sentence
	end   int
	out   []text.Chunk
	group group // reused
}

// chunks are the base noun phrases and verb groups of a tagged document, ascending and apart.
func chunks(d *text.Doc) []text.Chunk {
	c := chunker{d: d, out: make([]text.Chunk, 0, len(d.Tokens)/3+1)}
	for _, s := range d.Sentences {
		c.first, c.end = s.Tokens.First, s.Tokens.End
		for i := c.first; i < c.end; {
			if e := c.verbGroup(i); e > i {
				i = e
				continue
			}
			if e := c.nounPhrase(i); e > i {
				i = e
				continue
			}
			i++
		}
	}
	return c.out
}

// penn is the Penn tag of token i, "" outside the sentence.
func (c *chunker) penn(i int) string {
	if i < c.first || i >= c.end {
		return ""
	}
	return c.d.Tags[i].Penn
}

// is reports whether token i of the sentence is one of the words, in any case.
func (c *chunker) is(i int, words ...string) bool {
	if i < c.first || i >= c.end {
		return false
	}
	s := c.d.Word(i)
	for _, w := range words {
		if len(s) == len(w) && strings.EqualFold(s, w) {
			return true
		}
	}
	return false
}

// hyphen reports whether token i is a hyphen within a word.
func (c *chunker) hyphen(i int) bool {
	if i <= c.first || i+1 >= c.end || !c.is(i, "-", "‑", "‐", "–") {
		return false
	}
	t := c.d.Tokens
	return t[i-1].Span.End == t[i].Span.Start && t[i].Span.End == t[i+1].Span.Start
}

func (c *chunker) noun(i int) bool { return strings.HasPrefix(c.penn(i), "NN") }

func (c *chunker) name(i int) bool { return strings.HasPrefix(c.penn(i), "NNP") }

func (c *chunker) adjective(i int) bool { return strings.HasPrefix(c.penn(i), "JJ") }

func (c *chunker) verb(i int) bool { return strings.HasPrefix(c.penn(i), "VB") }

// add appends a chunk.
func (c *chunker) add(first, end int, k text.Chunk) int {
	k.Tokens = parley.TokenRange{First: first, End: end}
	c.out = append(c.out, k)
	return end
}

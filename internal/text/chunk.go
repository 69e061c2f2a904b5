package text

import (
	"sort"

	"github.com/parley-press/parley"
)

// ChunkAt is the number of the chunk that token i stands in, -1 where it stands in none.
func (d *Doc) ChunkAt(i int) int {
	c := d.chunkAfter(i)
	if c < len(d.Chunks) && d.Chunks[c].Tokens.Has(i) {
		return c
	}
	return -1
}

// NextChunk is the first chunk of the given kind that starts at or after token i and before token end, -1 where
// there is none.
func (d *Doc) NextChunk(i, end int, kind ChunkKind) int {
	for c := d.chunkAfter(i); c < len(d.Chunks) && d.Chunks[c].Tokens.First < end; c++ {
		if d.Chunks[c].Kind == kind && d.Chunks[c].Tokens.First >= i {
			return c
		}
	}
	return -1
}

// PrevChunk is the last chunk of the given kind that ends at or before token i and starts at or after token first,
// -1 where there is none.
func (d *Doc) PrevChunk(i, first int, kind ChunkKind) int {
	for c := d.chunkAfter(i) - 1; c >= 0 && d.Chunks[c].Tokens.First >= first; c-- {
		if d.Chunks[c].Kind == kind && d.Chunks[c].Tokens.End <= i {
			return c
		}
	}
	return -1
}

// chunkAfter is the first chunk that ends after token i, the number of chunks where none does.
func (d *Doc) chunkAfter(i int) int {
	return sort.Search(len(d.Chunks), func(c int) bool { return d.Chunks[c].Tokens.End > i })
}

// SentenceAt is the number of the sentence whose tokens hold byte at or come next after it, -1 behind the last.
func (d *Doc) SentenceAt(at int) int {
	i := searchTokens(d.Tokens, at)
	if i > 0 && d.Tokens[i-1].Span.End > at {
		i--
	}
	if i == len(d.Tokens) {
		return -1
	}
	return int(d.Tokens[i].Sentence)
}

// SentenceOf is the number of the sentence that span s begins in, -1 where no token of s is known.
func (d *Doc) SentenceOf(s parley.Span) int {
	n := d.SentenceAt(s.Start)
	if n < 0 || !d.Span(d.Sentences[n].Tokens).Overlaps(s) {
		return -1
	}
	return n
}

// ParagraphOf is the number of the paragraph of token i.
func (d *Doc) ParagraphOf(i int) int { return d.Sentences[d.Tokens[i].Sentence].Paragraph }

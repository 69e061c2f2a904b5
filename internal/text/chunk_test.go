package text

import (
	"testing"

	"github.com/parley-press/parley"
)

// sample is two sentences of three and two tokens, with chunks over tokens 0, 2 and 3-4.
func sample() *Doc {
	d := &Doc{Text: &Text{Content: "Roe was ill. Talks ended"}}
	for i, s := range [][2]int{{0, 3}, {4, 7}, {8, 11}, {13, 18}, {19, 24}} {
		d.Tokens = append(d.Tokens, Token{Span: parley.Span{Start: s[0], End: s[1]}, Sentence: int32(i / 3)})
	}
	d.Sentences = []Sentence{{Tokens: parley.TokenRange{First: 0, End: 3}}, {Tokens: parley.TokenRange{First: 3, End: 5}, Paragraph: 1}}
	d.Chunks = []Chunk{
		{Tokens: parley.TokenRange{First: 0, End: 1}, Kind: NP},
		{Tokens: parley.TokenRange{First: 2, End: 3}, Kind: VG},
		{Tokens: parley.TokenRange{First: 3, End: 5}, Kind: NP},
	}
	return d
}

func TestChunkAt(t *testing.T) {
	d := sample()
	for i, want := range []int{0, -1, 1, 2, 2, -1} {
		if got := d.ChunkAt(i); got != want {
			t.Errorf("ChunkAt(%d) = %d, want %d", i, got, want)
		}
	}
	if got := d.ChunkAt(-1); got != -1 {
		t.Errorf("ChunkAt(-1) = %d", got)
	}
}

func TestNextPrevChunk(t *testing.T) {
	d := sample()
	for _, c := range []struct{ got, want int }{
		{d.NextChunk(0, 5, NP), 0},
		{d.NextChunk(1, 5, NP), 2},
		{d.NextChunk(1, 3, NP), -1},
		{d.NextChunk(4, 5, NP), -1},
		{d.NextChunk(0, 5, VG), 1},
		{d.PrevChunk(5, 0, NP), 2},
		{d.PrevChunk(4, 0, NP), 0},
		{d.PrevChunk(4, 1, NP), -1},
		{d.PrevChunk(0, 0, NP), -1},
	} {
		if c.got != c.want {
			t.Errorf("got %d, want %d", c.got, c.want)
		}
	}
}

func TestSentenceOf(t *testing.T) {
	d := sample()
	for at, want := range map[int]int{0: 0, 5: 0, 11: 1, 12: 1, 23: 1, 24: -1} {
		if got := d.SentenceAt(at); got != want {
			t.Errorf("SentenceAt(%d) = %d, want %d", at, got, want)
		}
	}
	if got := d.SentenceOf(parley.Span{Start: 11, End: 12}); got != -1 {
		t.Errorf("a span of no token is in sentence %d", got)
	}
	if got := d.SentenceOf(parley.Span{Start: 11, End: 14}); got != 1 {
		t.Errorf("SentenceOf = %d, want 1", got)
	}
	if got := d.ParagraphOf(4); got != 1 {
		t.Errorf("ParagraphOf = %d, want 1", got)
	}
}

func TestWordSet(t *testing.T) {
	got := WordSet(" one two\n\ttwo ")
	if len(got) != 2 || !got["one"] || !got["two"] || len(WordSet("")) != 0 {
		t.Errorf("%v", got)
	}
}

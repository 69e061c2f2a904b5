package text

import (
	"slices"
	"testing"

	"github.com/parley-press/parley"
)

func TestPlain(t *testing.T) {
	block := func(start, end, paragraph int) Block {
		return Block{Span: parley.Span{Start: start, End: end}, Paragraph: paragraph}
	}
	for s, want := range map[string][]Block{
		"":               nil,
		"\n":             nil,
		"one":            {block(0, 3, 0)},
		"one\ntwo":       {block(0, 3, 0), block(4, 7, 1)},
		"\none\ntwo\n":   {block(1, 4, 0), block(5, 8, 1)},
		"one\r\ntwo":     {block(0, 4, 0), block(5, 8, 1)},
		"one\n\ntwo\nso": {block(0, 11, 0)},
		"a\r\n\r\nb":     {block(0, 6, 0)},
		"a\n \nb":        {block(0, 1, 0), block(2, 3, 1), block(4, 5, 2)},
	} {
		got := Plain(s)
		if got.Content != s || !slices.Equal(got.Blocks, want) {
			t.Errorf("%q: %v, want %v", s, got.Blocks, want)
		}
	}
}

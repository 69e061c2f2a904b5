package text_test

import (
	"testing"

	"github.com/parley-press/parley/internal/text"
)

// TestBehindBare holds Behind to -1 where there is no such token or layers are missing.
func TestBehindBare(t *testing.T) {
	d := &text.Doc{Tokens: make([]text.Token, 2)}
	for _, i := range []int{-1, 0, 1, 2} {
		if got := text.Behind(d, i); got != -1 {
			t.Errorf("Behind of token %d is %d, want -1", i, got)
		}
	}
}

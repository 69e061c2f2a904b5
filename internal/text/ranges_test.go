package text

import (
	"math/rand/v2"
	"testing"

	"github.com/parley-press/parley"
)

// Counting token by token says the same.
func TestRanges(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	draw := func() (out []parley.TokenRange, has [40]bool) {
		for i := r.IntN(8); i < len(has); {
			end := min(i+1+r.IntN(5), len(has))
			out = append(out, parley.TokenRange{First: i, End: end})
			for k := i; k < end; k++ {
				has[k] = true
			}
			i = end + r.IntN(9)
		}
		return out, has
	}
	for range 500 {
		a, hasA := draw()
		b, hasB := draw()
		tokens, shared := 0, 0
		for i := range hasA {
			if hasA[i] {
				tokens++
			}
			if hasA[i] && hasB[i] {
				shared++
			}
		}
		if got := Tokens(a); got != tokens {
			t.Fatalf("%v: %d tokens, not %d", a, got, tokens)
		}
		if got := Shared(a, b); got != shared {
			t.Fatalf("%v and %v share %d, not %d", a, b, got, shared)
		}
	}
}

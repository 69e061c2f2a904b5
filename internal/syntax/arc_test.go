package syntax

import (
	"slices"
	"testing"

	"github.com/parley-press/parley/internal/learn"
)

// lost is how many arcs of a gold tree no way on from c can make any more, by trying all.
func lost(c config, gold []int32) int {
	if c.done() {
		n := 0
		for d, h := range gold {
			if c.head[d] != h {
				n++
			}
		}
		return n
	}
	best := len(gold)
	for a := shift; a < actions; a++ {
		if c.legal(a) {
			next := c
			next.stack, next.head = slices.Clone(c.stack), slices.Clone(c.head)
			next.lc, next.lc2, next.rc, next.rc2 = slices.Clone(c.lc), slices.Clone(c.lc2), slices.Clone(c.rc), slices.Clone(c.rc2)
			next.do(a, 0)
			best = min(best, lost(next, gold))
		}
	}
	return best
}

// projective draws a projective tree over tokens lo to hi-1 under head.
func projective(r *learn.Rand, gold []int32, lo, hi int, head int32) {
	if lo >= hi {
		return
	}
	root := lo + r.Below(hi-lo)
	gold[root] = head
	for _, part := range [2][2]int{{lo, root}, {root + 1, hi}} {
		for at := part[0]; at < part[1]; {
			end := at + 1 + r.Below(part[1]-at)
			projective(r, gold, at, end, int32(root))
			at = end
		}
	}
}

// TestOracle holds the cost of an action to what is lost when all ways on are tried, on drawn trees and drawn states.
func TestOracle(t *testing.T) {
	r := learn.Rand(11)
	for range 150 {
		n := 1 + r.Below(5)
		gold := make([]int32, n)
		projective(&r, gold, 0, n, int32(n))
		var c config
		c.reset(n)
		for !c.done() {
			before := lost(c, gold)
			var can []action
			for a := shift; a < actions; a++ {
				if !c.legal(a) {
					continue
				}
				can = append(can, a)
				next := c
				next.stack, next.head = slices.Clone(c.stack), slices.Clone(c.head)
				next.lc, next.lc2, next.rc, next.rc2 = slices.Clone(c.lc), slices.Clone(c.lc2), slices.Clone(c.rc), slices.Clone(c.rc2)
				next.do(a, 0)
				if got, want := c.cost(a, gold) == 0, lost(next, gold) == before; got != want {
					t.Fatalf("gold %v, stack %v, front %d, action %d: cost %d, but %d lost after %d", gold, c.stack, c.front, a, c.cost(a, gold), lost(next, gold), before)
				}
			}
			c.do(can[r.Below(len(can))], 0)
		}
	}
}

// Whatever is decided, a tree is one: one root, no token without a head, no circle.
func TestTree(t *testing.T) {
	r := learn.Rand(5)
	var c config
	for range 300 {
		n := 1 + r.Below(12)
		c.reset(n)
		for !c.done() {
			if a := action(r.Below(int(actions))); c.legal(a) {
				c.do(a, 0)
			}
		}
		roots := 0
		for k := range n {
			if c.head[k] == int32(n) {
				roots++
			}
			at, steps := int32(k), 0
			for at != int32(n) && steps <= n {
				at = c.head[at]
				steps++
			}
			if steps > n {
				t.Fatalf("a circle: %v", c.head[:n])
			}
		}
		if roots != 1 {
			t.Fatalf("%d roots: %v", roots, c.head[:n])
		}
	}
}

//go:build measure

package mention

import (
	"crypto/sha256"
	"os"
	"testing"

	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
)

// TestMeasureNames holds the trained tagger to floors on the development parts: entity F1, exact span and judged type.
func TestMeasureNames(t *testing.T) {
	g := tagger(t)
	tags, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	o := NamesOptions{Segment: segment.New().Segment, Tag: tags.Tag}.filled()
	c, err := readCorpus(os.DirFS(os.Getenv("PARLEY_DATA")), g.schemes, o, sha256.New())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range c.dev {
		tags.Tag(s.doc)
	}
	for scheme, floor := range map[string]float64{"crossner": 65, "wikigold": 68, "re3d": 52, "wnut17": 30} {
		n := schemeNumber(g.schemes, scheme)
		e := g.evaluate(c.dev, n, true)
		t.Logf("%-9s %s; its own labels %s", scheme, e, g.evaluate(c.dev, n, false))
		if e.F1() < floor {
			t.Errorf("%s: F1 %.1f is under the floor of %.0f", scheme, e.F1(), floor)
		}
	}
}

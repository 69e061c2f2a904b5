package record

import (
	"testing"

	"github.com/parley-press/parley"
)

// TestPlace: what a copy tells stands at another byte of it and is the same telling.
func TestPlace(t *testing.T) {
	tells := func(report, start int, words string) *item {
		return &item{finding: finding{sheet: &sheet{at: report}, passage: parley.Passage{Raw: parley.RawSpan{Start: start}, Text: words}}, st: &parley.Statement{}}
	}
	first, again, other := tells(0, 40, "the ferry port is shut"), tells(0, 300, "the ferry port is shut"), tells(0, 80, "the bridge is shut")
	f := &fold{origin: []int{0, 0, 2}, pages: []*sheet{{at: 0, statement: []*item{first, other, again}}}}
	place := func(it *item) uint64 { return f.place(end{it.sheet, it, it.passage.Raw.Start}) }
	for _, x := range []struct {
		copied, of *item
		same       bool
	}{
		{tells(1, 45, "the ferry port is shut"), first, true},
		{tells(1, 290, "the ferry port is shut"), again, true},
		{tells(1, 45, "the ferry port is shut"), again, false},
		{tells(1, 80, "the mill is shut"), first, false},
		{tells(2, 40, "the ferry port is shut"), first, false}, // no copy
	} {
		if got := place(x.copied) == place(x.of); got != x.same {
			t.Errorf("%q at %d of report %d is what stands at %d: %v", x.copied.passage.Text, x.copied.passage.Raw.Start, x.copied.sheet.at, x.of.passage.Raw.Start, got)
		}
	}
}

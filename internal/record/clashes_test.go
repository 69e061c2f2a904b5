package record

import (
	"testing"

	"github.com/parley-press/parley"
)

// TestPlace: what a copy tells stands at another byte of it and is the same telling; a statement and an event that begin together are one.
func TestPlace(t *testing.T) {
	f := &fold{origin: []int{0, 0, 2}}
	at := func(report, start int, words string) uint64 {
		return f.place(end{sheet: &sheet{at: report}, it: &item{finding: finding{passage: parley.Passage{Text: words}}}, start: start})
	}
	here := at(0, 40, "Harland of shelling the ferry port near Tarn")
	if got := at(1, 41, "Harland of shelling the ferry port near Tarn"); got != here {
		t.Error("a copy is another telling")
	}
	if got := at(0, 40, "Harland of shelling the ferry port"); got != here {
		t.Error("an event within a statement is another telling")
	}
	for _, other := range []uint64{at(2, 40, "Harland of shelling the ferry port near Tarn"), at(0, 40, "Harland of shelling the bridge"), f.place(end{sheet: &sheet{at: 0}, start: 40})} {
		if other == here {
			t.Error("two tellings are one")
		}
	}
}

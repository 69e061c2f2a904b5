package record

import (
	"testing"

	"github.com/parley-press/parley"
)

// TestOneScale holds which counts can be rivals at all, by what their sentences speak of.
func TestOneScale(t *testing.T) {
	n := func(v float64) *float64 { return &v }
	count := func(rep int, v float64, head, sentence string) *item {
		g := parley.Figure{Low: n(v), High: n(v), Head: head, Sentence: parley.Passage{Text: sentence}}
		return &item{finding: finding{noun: stem(head), toll: toll(&g), war: wholeWar.MatchString(sentence)}, rep: rep, fig: &g}
	}
	for _, c := range []struct {
		why  string
		a, b *item
		want bool
	}{
		{"one raid by two outlets", count(0, 12, "people", "The raid on Lowgate killed 12 people."), count(1, 30, "people", "The raid on Lowgate left 30 people dead."), true},
		{"a raid and a war", count(0, 12, "people", "The raid killed 12 people."), count(1, 100, "people", "The war has killed 100 people in Harland."), false},
		{"two wars", count(0, 6000, "people", "The war has killed 6,000 people in Vessia."), count(1, 9000, "people", "The war has killed 9,000 people in Harland."), false},
		{"one war by two outlets", count(0, 6000, "people", "The war has killed 6,000 people in Harland."), count(1, 9000, "people", "In Harland the conflict has killed 9,000 people."), true},
		{"too far apart", count(0, 12, "trucks", "The convoy of 12 trucks left."), count(1, 400, "trucks", "The convoy of 400 trucks left."), false},
		{"distances", count(0, 500, "km", "The missile flew 500 km."), count(1, 800, "km", "The missile flew 800 km."), false},
		{"sums of one report", count(0, 730, "$", "It owes $730."), count(0, 122, "$", "It has $122."), false},
		{"sums of two reports", count(0, 730, "$", "It owes $730."), count(1, 122, "$", "It owes $122."), true},
	} {
		if got := oneScale(c.a, c.b); got != c.want {
			t.Errorf("%s: %v", c.why, got)
		}
		if got := oneScale(c.b, c.a); got != c.want {
			t.Errorf("%s, turned round: %v", c.why, got)
		}
	}
}

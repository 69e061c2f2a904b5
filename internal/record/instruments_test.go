package record

import (
	"testing"

	"github.com/parley-press/parley"
)

func TestMarkOdd(t *testing.T) {
	day := func(d parley.Date) *parley.Interval { return &parley.Interval{From: d, To: d} }
	h := []parley.Step{{State: parley.StateOffered, When: day(1), AccordingTo: "a"}, {State: parley.StateWithdrawn, When: day(2), AccordingTo: "a"},
		{State: parley.StateAgreed, When: day(3), AccordingTo: "b"}, {State: parley.StateAgreed, When: day(4), AccordingTo: "a"},
		{State: parley.StateVetoed, When: day(5)}, {State: parley.StateAgreed, When: day(6)}, {State: parley.StateOffered, AccordingTo: "b"}}
	markOdd(h)
	for i, s := range h {
		if s.Odd != (i == 3) { // withdrawn, then agreed, by one voice; the outlets are many voices
			t.Errorf("step %d, %s: odd %v", i, s.State, s.Odd)
		}
	}
}

func TestOneTruce(t *testing.T) {
	truce := func(report int, told parley.Date, name string, words ...string) paper {
		return paper{report: report, x: &parley.LocalInstrument{Kind: parley.Ceasefire, Name: name}, words: words, told: told, truce: true, head: stem(name)}
	}
	for _, c := range []struct {
		a, b paper
		want bool
	}{
		{truce(0, 100, "truce"), truce(1, 107, "ceasefire"), true},
		{truce(0, 100, "truce"), truce(1, 108, "ceasefire"), false},
		{truce(0, 100, "truce"), truce(1, 101, "truce", "riverton"), false},
		{truce(0, 0, "truce"), truce(1, 3, "truce"), false},
		{truce(0, 100, "truce"), truce(0, 101, "truce"), false},
	} {
		if _, got := samePaper(c.a, c.b); got != c.want {
			t.Errorf("%+v and %+v: %v", c.a, c.b, got)
		}
		shares := false
		for _, k := range c.a.keys() {
			for _, l := range c.b.keys() {
				shares = shares || k == l
			}
		}
		if c.want && !shares {
			t.Errorf("%+v and %+v are never compared", c.a, c.b)
		}
	}
}

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
	truce := func(report int, told parley.Date, name string, words ...string) *paper {
		return &paper{item: &item{rep: report}, x: &parley.LocalInstrument{Kind: parley.Ceasefire, Name: name}, special: words, told: told, truce: true, head: stem(name)}
	}
	for _, c := range []struct {
		a, b *paper
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

// One proposal of a party goes by several nouns within days; a deal that a report introduces is not the one that others know.
func TestOneProposal(t *testing.T) {
	p := func(report int, told parley.Date, name string, fresh bool) *paper {
		return &paper{item: &item{rep: report}, x: &parley.LocalInstrument{Kind: parley.Proposal, Name: name}, by: []string{"harland"}, told: told, head: stem(name), fresh: fresh}
	}
	for _, c := range []struct {
		a, b *paper
		want bool
	}{
		{p(0, 100, "offer", false), p(1, 101, "paper", false), true},
		{p(0, 100, "offer", false), p(1, 104, "paper", false), false},
		{p(0, 100, "offer", false), p(1, 101, "paper", true), false},
		{p(0, 0, "offer", false), p(1, 101, "paper", false), false},
	} {
		if _, got := samePaper(c.a, c.b); got != c.want {
			t.Errorf("%+v and %+v: %v", c.a, c.b, got)
		}
	}
	for text, want := range map[string]bool{"an agreement": true, "another deal": true, "the agreement": false, "their deal": false} {
		q := paper{x: &parley.LocalInstrument{Kind: parley.Agreement, Mentions: []parley.Passage{{Text: text}}}}
		if got := q.introduced(); got != want {
			t.Errorf("%q: introduced %v", text, got)
		}
	}
	if q := (paper{x: &parley.LocalInstrument{Kind: parley.Ceasefire, Mentions: []parley.Passage{{Text: "a truce"}}}}); q.introduced() {
		t.Error("a truce is told of in each report anew")
	}
}

package record

import (
	"slices"
	"testing"

	"github.com/parley-press/parley"
)

// Two reports that tell of a paper in the same words mean one, whatever they call it and whichever of its parties they name.
func TestKindred(t *testing.T) {
	words := newLexicon()
	p := func(report int, kind parley.InstrumentKind, name, told string, only bool, by ...string) *paper {
		x := &parley.LocalInstrument{Kind: kind, Name: name, History: []parley.Step{{State: parley.StateAgreed, Passage: parley.Passage{Text: told}}}}
		out := newPaper(x, only, words)
		out.item, out.by, out.told, out.head = &item{rep: report}, by, 100, paperHead(name)
		return out
	}
	ferry := "the harbour board reached it with dockers over ferry fares in Lowgate"
	for _, c := range []struct {
		a, b *paper
		want bool
	}{
		{p(0, parley.Agreement, "deal", ferry, false, "board"), p(1, parley.Agreement, "settlement", ferry, false, "dockers"), true},
		{p(0, parley.Agreement, "deal", ferry, false, "board"), p(1, parley.Agreement, "deal", "the board signed it in May", false, "dockers"), false},
		{p(0, parley.Agreement, "deal", "ferry fares rise", false), p(1, parley.Agreement, "accord", "dockers and ferry fares", false), false},
		{p(0, parley.Agreement, "deal", "ferry fares rise", true), p(1, parley.Agreement, "accord", "dockers and ferry fares", true), true},
		{p(0, parley.Law, "Open Harbours Act", ferry, true), p(1, parley.Law, "Closed Harbours Act", ferry, true), false},
		{p(0, parley.Law, "law", ferry, true), p(1, parley.Law, "law", ferry, true), true},
		{p(0, parley.Law, "law", ferry, true, "board"), p(1, parley.Law, "law", ferry, true, "dockers"), false},
		{p(0, parley.Resolution, "resolution", ferry, true), p(1, parley.Agreement, "resolution", ferry, true), false},
	} {
		if got := samePaper(c.a, c.b) != 0; got != c.want {
			t.Errorf("%s of %v and %s of %v, %v and %v: %v", c.a.x.Name, c.a.by, c.b.x.Name, c.b.by, c.a.matter, c.b.matter, got)
		}
		if shared := slices.ContainsFunc(c.a.keys(), func(k string) bool { return slices.Contains(c.b.keys(), k) }); c.want && !shared {
			t.Errorf("%s and %s are never compared", c.a.x.Name, c.b.x.Name)
		}
	}
}

package record

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// Who rejects a paper and backs it later, or backs it and rejects it later, has changed his word; which came first stands first, in the words and on the sides.
func TestReversalInOrder(t *testing.T) {
	states := []parley.InstrumentState{parley.StateBacked, parley.StateRejected}
	for _, first := range states {
		var all []*draft
		for i, day := range []string{"2031-05-02", "2031-05-09"} {
			state := states[i]
			if first == parley.StateRejected {
				state = states[1-i]
			}
			words := "the June paper was " + string(state)
			d := newDraft("Riverton Post", day, "Ana Roe said "+words+".")
			roe := d.entity(parley.Person, "Ana Roe", "", "", "Ana Roe")
			s := d.says(roe, parley.Say, words, "")
			d.f.Instruments = []parley.LocalInstrument{{Basis: parley.Basis{ID: "i1"}, Kind: parley.Proposal, Name: "June paper", Mentions: []parley.Passage{d.pass("June paper")},
				History: []parley.Step{{State: state, AccordingTo: roe, Statement: s, Passage: d.pass(words)}}}}
			all = append(all, d)
		}
		found := false
		for _, c := range foldOf(all...).Conflicts {
			if c.Rule != "record/backed-then-rejected@1" {
				continue
			}
			found = true
			if !strings.Contains(c.What, ": "+string(first)+", says") || len(c.Between) != 2 || !strings.HasSuffix(c.Between[0].Passage.Text, string(first)) {
				t.Errorf("%s first: %s; %+v", first, c.What, c.Between)
			}
		}
		if !found {
			t.Errorf("%s first: no change of mind", first)
		}
	}
}

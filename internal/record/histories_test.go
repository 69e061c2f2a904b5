package record

import (
	"slices"
	"testing"

	"github.com/parley-press/parley"
)

// TestHistoryIsNoConflict: what one voice has in force and another, weeks later, calls off is how things went; within days it is two accounts.
func TestHistoryIsNoConflict(t *testing.T) {
	for later, want := range map[string]bool{"2031-05-05": true, "2031-06-20": false} {
		tell := func(outlet, day, text, party string, state parley.InstrumentState) *draft {
			d := newDraft(outlet, day, text)
			s := d.says(d.entity(parley.State, party, "state/"+party, ""), parley.Say, text, "")
			d.f.Instruments = append(d.f.Instruments, parley.LocalInstrument{Basis: parley.Basis{ID: "i1"}, Kind: parley.Agreement, Name: "Lowgate accord", Mentions: []parley.Passage{d.pass("Lowgate accord")},
				History: []parley.Step{{State: state, AccordingTo: "n1", Statement: s, Passage: d.pass(text)}}})
			return d
		}
		r := foldOf(tell("Riverton Post", "2031-05-02", "the Lowgate accord holds", "Harland", parley.StateInForce), tell("Lake Times", later, "the Lowgate accord is off", "Veska", parley.StateCalledOff))
		if len(r.Instruments) != 1 {
			t.Fatalf("%d papers", len(r.Instruments))
		}
		if got := slices.Contains(rules(r), "paper-called-off"); got != want {
			t.Errorf("called off on %s: %v", later, rules(r))
		}
	}
}

// TestOfficials: the officials of a government whose report does not say which are not those of another report, while analysts and experts are.
func TestOfficials(t *testing.T) {
	for words, want := range map[string]int{"government officials": 2, "senior officials": 2, "rights groups": 1, "analysts": 1} {
		tell := func(outlet string) *draft {
			d := newDraft(outlet, "2031-05-02", words+" said it rained")
			id := d.entity(parley.Group, words, "", "", words)
			d.f.Entities[0].Unnamed, d.f.Entities[0].Role = true, "official"
			d.says(id, parley.Say, "it rained", "")
			return d
		}
		n := 0
		for _, e := range foldOf(tell("Riverton Post"), tell("Lake Times")).Entities {
			if e.Name == words {
				n++
			}
		}
		if n != want {
			t.Errorf("%s: %d entities, want %d", words, n, want)
		}
	}
}

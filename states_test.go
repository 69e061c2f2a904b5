package parley

import "testing"

// The table has a row for every state, and no state that is none.
func TestStates(t *testing.T) {
	all := []InstrumentState{StateOffered, StateBacked, StateAgreed, StateAnnounced, StateInForce, StateViolated, StateWithdrawn, StateReplaced, StateRejected, StateVetoed, StatePassed,
		StateExistenceDenied, StateCalledFor, StateCalledOff}
	is := map[InstrumentState]bool{}
	for _, s := range all {
		is[s] = true
		if len(follows[s]) == 0 {
			t.Errorf("%s leads nowhere", s)
		}
	}
	for s, next := range follows {
		if !is[s] {
			t.Errorf("%q is no state", s)
		}
		for i, n := range next {
			if !is[n] || n == s {
				t.Errorf("%s leads to %q", s, n)
			}
			for _, m := range next[:i] {
				if m == n {
					t.Errorf("%s leads to %s twice", s, n)
				}
			}
		}
	}
	for _, c := range []struct {
		from, to InstrumentState
		want     bool
	}{{StateOffered, StateWithdrawn, true}, {StateWithdrawn, StateAgreed, false}, {StateAnnounced, StateWithdrawn, false}, {StateAgreed, StateAgreed, true},
		{StateCalledOff, StateInForce, false}, {"", StateOffered, false}} {
		if got := c.from.Leads(c.to); got != c.want {
			t.Errorf("%s to %s: %v", c.from, c.to, got)
		}
	}
}

package parley

import "slices"

// follows is the state machine of instruments: the states that one voice may report after a state of the same paper. It is closed: a state without a row ends
// nothing, it is an error of the table (see TestStates). A history may begin with any state, for a dossier begins in the midst of things. A step that is
// not here stays as it was reported and is marked (Step.Odd): that a voice has a paper signed that it has called off is news, or a fault of ours.
var follows = map[InstrumentState][]InstrumentState{
	StateCalledFor:       {StateAnnounced, StateOffered, StateBacked, StateAgreed, StateInForce, StatePassed, StateRejected, StateVetoed, StateCalledOff, StateExistenceDenied},
	StateAnnounced:       {StateCalledFor, StateOffered, StateBacked, StateAgreed, StateInForce, StatePassed, StateRejected, StateVetoed, StateCalledOff, StateExistenceDenied},
	StateOffered:         {StateCalledFor, StateAnnounced, StateBacked, StateAgreed, StateInForce, StatePassed, StateRejected, StateVetoed, StateWithdrawn, StateReplaced, StateExistenceDenied},
	StateBacked:          {StateCalledFor, StateAnnounced, StateOffered, StateAgreed, StateInForce, StatePassed, StateRejected, StateVetoed, StateWithdrawn, StateReplaced, StateViolated, StateCalledOff},
	StateAgreed:          {StateCalledFor, StateAnnounced, StateBacked, StateInForce, StatePassed, StateViolated, StateWithdrawn, StateReplaced, StateRejected, StateCalledOff},
	StateInForce:         {StateCalledFor, StateBacked, StateViolated, StateWithdrawn, StateReplaced, StateCalledOff},
	StateViolated:        {StateCalledFor, StateBacked, StateAgreed, StateInForce, StateWithdrawn, StateReplaced, StateCalledOff},
	StateWithdrawn:       {StateOffered, StateReplaced, StateExistenceDenied},
	StateReplaced:        {StateOffered, StateWithdrawn, StateRejected},
	StateRejected:        {StateCalledFor, StateOffered, StateBacked, StateAgreed, StateWithdrawn, StateReplaced, StateCalledOff},
	StateVetoed:          {StateCalledFor, StateOffered, StateReplaced, StateRejected},
	StatePassed:          {StateCalledFor, StateBacked, StateInForce, StateViolated, StateReplaced, StateRejected, StateVetoed, StateCalledOff},
	StateExistenceDenied: {StateRejected},
	StateCalledOff:       {StateCalledFor, StateAnnounced, StateOffered, StateAgreed},
}

// Leads reports whether one voice may report state next of a paper after state s; a state leads to itself.
func (s InstrumentState) Leads(next InstrumentState) bool {
	return s == next || slices.Contains(follows[s], next)
}

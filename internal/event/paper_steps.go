package event

import (
	"slices"
	"sort"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// stepsOfEvents adds to each paper the step that an event about it makes, where its clause has given none yet.
func (w *search) stepsOfEvents() {
	fits := map[parley.EventType][]int{}
	for typ := range fitting {
		fits[typ] = w.fittingPapers(typ)
	}
	for i := range w.instsList {
		slices.SortStableFunc(w.instsList[i].Steps, func(a, b text.Step) int { return a.Span.Start - b.Span.Start })
	}
	for i := range w.out {
		e := &w.out[i]
		inferred := false
		if list := fits[e.Type]; len(list) > 0 && e.Instrument < 0 && e.Instrument != noPaper {
			e.Instrument, inferred = w.onlyPaper(list, e), true
		}
		if e.Instrument < 0 {
			e.Instrument = -1
			continue
		}
		st, teller := stepOf(e), e.AssertedBy
		if e.Type == "proposal-made" && e.Status == parley.Denied && teller >= 0 && w.ofExistence(w.d.Statements[teller], w.d.Range(e.Evidence[0]).First) {
			st, teller = parley.StateOffered, -1 // who denies that there is a paper "that had been handed over" does not say that it was: the outlet has it from others
		}
		if st == "" || w.unmoved(e, st) || !inferred && !w.grounded(e) {
			continue
		}
		in := &w.instsList[e.Instrument]
		if e.Type == "violation" && st == parley.StateViolated && overrule(in, e.Evidence[0]) || !movesPaper(e, st, inferred) {
			continue
		}
		if slices.ContainsFunc(stepsNear(in, e.Evidence[0]), func(s text.Step) bool { return s.Span.Overlaps(e.Evidence[0]) }) {
			continue
		}
		step := text.Step{State: st, Statement: teller, Entity: -1, Span: e.Evidence[0], Rule: "event/step-event@1", Score: 0.5}
		if e.When != nil {
			iv := *e.When
			step.When = &iv
		}
		if teller >= 0 {
			step.Entity = w.d.Statements[teller].Entity
		}
		at := sort.Search(len(in.Steps), func(i int) bool { return in.Steps[i].Span.Start > step.Span.Start })
		in.Steps = slices.Insert(in.Steps, at, step)
	}
}

// grounded reports whether the first words of event e name the paper it turns on, or are those of a step: what was told of the paper in other words of
// the event ("the two remain far apart") is none of its steps.
func (w *search) grounded(e *text.Event) bool {
	r := w.d.Range(e.Evidence[0])
	for t := r.First; t < r.End; t++ {
		if i, ok := w.paperAt[t]; ok && i == e.Instrument {
			return true
		}
	}
	if e.Trigger.Empty() {
		return false
	}
	return slices.ContainsFunc(w.paper.verbs[w.d.Lemmas[e.Trigger.First]], func(s step) bool {
		_, ok := w.match(s.words, e.Trigger.First, min(len(w.low), e.Trigger.First+6))
		return ok
	})
}

// unmoved reports whether the words of event e only name the paper, or its kind, and tell no step of it: "a three-week truce", "the sanctions".
func (w *search) unmoved(e *text.Event, st parley.InstrumentState) bool {
	if e.Trigger.Empty() || w.d.Tags[e.Trigger.First].U == text.VERB {
		return false
	}
	if c := w.np(e.Trigger.First); c >= 0 && slices.ContainsFunc(w.timeAt[w.d.Chunks[c].Tokens.First:w.d.Chunks[c].Tokens.End], func(t int32) bool { return t >= 0 }) {
		return false // a deal named by its day has been agreed
	}
	return namesOnly[e.Type] && (st == done[e.Type] || e.Type == "law-or-sanction")
}

// namesOnly are the types whose nouns are names of papers themselves.
var namesOnly = map[parley.EventType]bool{"agreement": true, "ceasefire": true, "law-or-sanction": true, "proposal-made": true, "military-channel": true}

// overrule makes a violation of what the steps in span s tell as a mere end; it is false where there is none.
func overrule(in *text.Instrument, s parley.Span) bool {
	near := stepsNear(in, s)
	for i := range near {
		if st := &near[i]; st.Span.Overlaps(s) && st.State == parley.StateCalledOff {
			st.State = parley.StateViolated
			return true
		}
	}
	return false
}

// stepsNear are the steps of in that may overlap span s: no more than a window of them, for steps are told in the order of the text.
func stepsNear(in *text.Instrument, s parley.Span) []text.Step {
	lo := sort.Search(len(in.Steps), func(i int) bool { return in.Steps[i].Span.Start >= s.Start-2*maxEvidence })
	return in.Steps[lo:min(len(in.Steps), lo+window)]
}

// fittingPapers are the instruments that an event of type typ without a paper of its own may be about: those of a fitting family that have a history.
func (w *search) fittingPapers(typ parley.EventType) []int {
	var out []int
	for i := range w.instsList {
		if len(w.instsList[i].Steps) > 0 && slices.Contains(fitting[typ], w.instsList[i].Kind) {
			out = append(out, i)
		}
	}
	return out
}

// onlyPaper is the one of a list of instruments that event e can be about, -1 if there is none or more: nobody turns down what is his own.
func (w *search) onlyPaper(list []int, e *text.Event) int {
	found := -1
	for _, i := range list {
		in := &w.instsList[i]
		if e.Type == "proposal-made" && !w.madeBy(in, e) {
			continue
		}
		if e.Type == "proposal-rejected" && len(list) > 1 && len(in.By) == 1 && slices.Contains(e.Participants, text.Participant{Entity: in.By[0], Role: parley.Actor}) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// madeBy reports whether event e tells by a verb of proposing that the one whose paper in is has put something forward.
func (w *search) madeBy(in *text.Instrument, e *text.Event) bool {
	if e.Trigger.Empty() || !slices.ContainsFunc(w.paper.verbs[w.d.Lemmas[e.Trigger.First]], func(s step) bool { return s.state == parley.StateOffered && s.slot == "obj" }) {
		return false
	}
	return slices.ContainsFunc(e.Participants, func(p text.Participant) bool {
		return p.Role == parley.Actor && overlap(w.sides([]int{p.Entity}), w.sides(in.By))
	})
}

// fitting are the kinds of instrument that events without a paper of their own in the clause turn on.
var fitting = map[parley.EventType][]parley.InstrumentKind{
	"ceasefire": {parley.Ceasefire}, "violation": {parley.Ceasefire, parley.Agreement}, "veto": {parley.Resolution, parley.Law}, "vote": {parley.Resolution, parley.Law},
	"proposal-backed": {parley.Proposal, parley.WorkingPaper}, "proposal-rejected": {parley.Proposal, parley.WorkingPaper},
	"proposal-withdrawn": {parley.Proposal, parley.WorkingPaper}, "proposal-made": {parley.Proposal, parley.WorkingPaper}}

// stepOf is the state that an event gives to the paper it turns on, "" for none.
func stepOf(e *text.Event) parley.InstrumentState {
	real := e.Status == parley.Happened || e.Status == parley.Ongoing || e.Status == parley.Alleged
	if real {
		return done[e.Type]
	}
	switch e.Type {
	case "agreement", "ceasefire", "military-channel":
		switch e.Status {
		case parley.CalledOff:
			return parley.StateCalledOff
		case parley.Offered:
			return parley.StateOffered
		case parley.CalledFor:
			return parley.StateCalledFor
		case parley.Planned:
			if e.Type == "ceasefire" && e.When != nil {
				return parley.StateAnnounced
			}
		}
	case "proposal-made", "law-or-sanction":
		if e.Status == parley.Planned {
			return parley.StateAnnounced
		}
	}
	return ""
}

// done are the states that events make when they have happened.
var done = map[parley.EventType]parley.InstrumentState{"proposal-made": parley.StateOffered, "proposal-backed": parley.StateBacked,
	"proposal-withdrawn": parley.StateWithdrawn, "proposal-rejected": parley.StateRejected, "proposal-replaced": parley.StateReplaced,
	"agreement": parley.StateAgreed, "ceasefire": parley.StateInForce, "violation": parley.StateViolated, "veto": parley.StateVetoed,
	"law-or-sanction": parley.StatePassed, "military-channel": parley.StateAgreed}

// implied gives a paper without a history the step that its name implies: somebody's proposal has been offered,
// a deal named by its date has been agreed.
func (w *search) implied(in *text.Instrument) {
	if len(in.Steps) > 0 || len(in.Mentions) == 0 {
		return
	}
	st := text.Step{Entity: -1, Span: in.Mentions[0], Rule: impliedRule, Score: 0.4}
	switch {
	case len(in.By) > 0 && in.Kind == parley.Proposal:
		st.State = parley.StateOffered
		if in.Date != nil {
			iv := *in.Date
			st.When = &iv
		}
	case in.Date != nil && (in.Kind == parley.Agreement || in.Kind == parley.ChannelAgreement):
		iv := *in.Date
		st.State, st.When = parley.StateAgreed, &iv
	default:
		return
	}
	st.Statement = -1
	if r := w.d.Range(in.Mentions[0]); !r.Empty() {
		st.Statement = int(w.owner[r.First])
	}
	if st.Statement >= 0 {
		st.Entity = w.d.Statements[st.Statement].Entity
	}
	in.Steps = append(in.Steps, st)
}

// identifiable reports whether an instrument has a history, or is named well enough to be one paper.
func identifiable(in text.Instrument) bool {
	if len(in.Steps) > 0 {
		return true
	}
	return len(in.Mentions) > 1 && (len(in.By) > 0 || in.Date != nil) && len(in.Terms) > 0 && in.Kind != parley.WorkingPaper // a letter that says something is not yet a paper of the talks
}

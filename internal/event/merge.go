package event

import (
	"slices"
	"sort"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// window is how many events back a further mention is looked for; it bounds the work on very long reports.
const window = 64

// A telling is how much the words of a mention say for themselves.
type telling uint8

const (
	clausal   telling = iota // a clause tells it: another clause with nothing in common tells another event
	nominal                  // a noun phrase tells it, with a status of its own
	unmarked                 // a noun phrase whose status is a default: it yields to that of an event known already
	reference                // too little for an event of its own
	echo                     // it only takes up what is known ("the attack"): never an event of its own
)

// add records e: as a further mention where the same voice has told it, else as a new event.
func (w *search) add(e text.Event, how telling) {
	w.told[e.Trigger.First] = e.Type
	if i := w.tellsOf(&e, how); i >= 0 {
		w.mention(i, e)
		return
	}
	if how == clausal && w.goesOn(&e) {
		return
	}
	if how < reference || (e.Score >= 0.5 && !w.spoken(&e)) {
		if how >= unmarked && convened[e.Type] {
			w.loose[e.Trigger.First] = true
		}
		w.out = append(w.out, e)
	}
}

// goesOn reports whether e tells how the event before it came about ("died when shells struck the market"), and adds it to that one.
func (w *search) goesOn(e *text.Event) bool {
	if len(w.out) == 0 {
		return false
	}
	o := &w.out[len(w.out)-1]
	if w.outcome(o, e) {
		w.mention(len(w.out)-1, *e)
		return true
	}
	a, b := w.d.Range(o.Evidence[0]), w.d.Range(e.Evidence[0])
	if o.Type != e.Type || o.AssertedBy != e.AssertedBy || a.Empty() || b.Empty() || a.End > b.First || b.First-a.End > 2 || o.Evidence[0].Len()+e.Evidence[0].Len() > maxEvidence {
		return false
	}
	for t := a.End; t < b.First; t++ {
		if l := w.low[t]; l == "when" || l == "as" || l == "after" {
			o.Evidence[0].End = e.Evidence[0].End
			e.Evidence = nil
			w.mention(len(w.out)-1, *e)
			return true
		}
	}
	return false
}

// outcome reports whether e tells only what came of the attack or the fighting o before it in the sentence, or is one blow with it: "hit a hospital, [killing
// children]", "shot and [killed] two and [wounded] scores", "a rampage that [killed] ten".
func (w *search) outcome(o, e *text.Event) bool {
	if !harms[e.Type] || !harms[o.Type] || o.Status != e.Status && !soft(o.Status, e.Status) || o.AssertedBy != e.AssertedBy || !w.trees() || o.Trigger.Empty() || e.Trigger.Empty() {
		return false
	}
	t, f := e.Trigger.First, o.Trigger.First
	if w.d.Tokens[t].Sentence != w.d.Tokens[f].Sentence || t < f || e.Type == "military-operation" && !tolls[w.d.Lemmas[t]] {
		return false
	}
	bare := w.child(t, "nsubj", "nsubj:pass") < 0
	switch rel := w.d.Rels[t]; {
	case rel == "conj" && tolls[w.d.Lemmas[t]] && tolls[w.d.Lemmas[f]]:
		return bare || w.child(t, "nsubj:pass") >= 0 && w.child(t, "obl:agent") < 0
	case w.d.Tags[t].Penn == "VBG" || w.d.Tags[t].Penn == "VBN":
		return (rel == "advcl" || rel == "conj") && bare
	case rel == "acl:relcl" && tolls[w.d.Lemmas[t]]:
		return w.up(t) == o.Trigger.End-1 || w.up(t) == f
	}
	return false
}

// harms are the types of what hurts people.
var harms = map[parley.EventType]bool{"attack-on-protected": true, "military-operation": true}

// tolls are verbs that tell what an attack did to people.
var tolls = map[string]bool{"kill": true, "wound": true, "injure": true, "maim": true, "hurt": true, "die": true, "shoot": true, "claim": true, "leave": true}

// spoken reports whether the voice of e has told an event of its type already.
func (w *search) spoken(e *text.Event) bool {
	for i := len(w.out) - 1; i >= max(0, len(w.out)-window); i-- {
		if w.out[i].Type == e.Type && w.voice(&w.out[i]) == w.voice(e) {
			return true
		}
	}
	return false
}

// tellsOf is the latest event of the same voice that e tells again, -1 if none.
func (w *search) tellsOf(e *text.Event, how telling) int {
	for i := len(w.out) - 1; i >= max(0, len(w.out)-window); i-- {
		o := &w.out[i]
		if o.Type != e.Type || w.voice(o) != w.voice(e) {
			continue
		}
		if o.Status == e.Status && o.Evidence[0].Overlaps(e.Evidence[0]) && (o.When == nil || e.When == nil || o.When.Meets(*e.When)) {
			return i
		}
		if w.afresh(e, how) && (o.Instrument < 0 || o.Instrument != e.Instrument || !w.oneSentence(o, e)) {
			continue
		}
		if !compatible(o, e) || how == clausal && w.sideBySide(o, e) || w.unlike(o, e) || w.background(o, e, how) {
			continue
		}
		if how == clausal && !common(o, e) || how == unmarked && !convened[e.Type] && !soft(o.Status, e.Status) && o.Status != e.Status {
			continue
		}
		if how >= unmarked || o.Status == e.Status || soft(o.Status, e.Status) {
			return i
		}
	}
	return -1
}

// oneSentence reports whether the words of one sentence bring up o and e.
func (w *search) oneSentence(o, e *text.Event) bool {
	return w.d.Tokens[o.Trigger.First].Sentence == w.d.Tokens[e.Trigger.First].Sentence
}

// afresh reports whether the words of e tell a happening of their own, whatever was told before: a finite verb does, and a noun phrase with all that it takes
// to be told, unless it is definite and names nobody.
func (w *search) afresh(e *text.Event, how telling) bool {
	t := e.Trigger.First
	if how == unmarked {
		c := w.np(t)
		return c < 0 || len(e.Participants) > 0 || !definite[w.low[w.d.Chunks[c].Tokens.First]]
	}
	k := w.clauseAt[t]
	return how == clausal && k >= 0 && w.clauses[k].finite && w.d.Tags[t].U == text.VERB
}

// sideBySide reports whether two clauses of one sentence tell o and e by different verbs: "hoped to visit Veska and to meet its ministers".
func (w *search) sideBySide(o, e *text.Event) bool {
	if o.Trigger.Empty() || e.Trigger.Empty() || o.Evidence[0].Overlaps(e.Evidence[0]) {
		return false
	}
	a, b := o.Trigger.First, e.Trigger.First
	if k := w.clauseAt[b]; k >= 0 && w.clauses[k].relative {
		return false // "passed a law that lifts the ban"
	}
	return w.oneSentence(o, e) && w.d.Tags[a].U == text.VERB && w.d.Tags[b].U == text.VERB && w.d.Lemmas[a] != w.d.Lemmas[b]
}

// soft reports whether two statuses differ only by the moment of telling.
func soft(a, b parley.Status) bool {
	real := func(s parley.Status) bool { return s == parley.Happened || s == parley.Ongoing }
	return real(a) && real(b)
}

// voice is who asserts e: the source's entity, or minus one less than the statement where the source is unknown.
func (w *search) voice(e *text.Event) int {
	if e.AssertedBy < 0 {
		return -1
	}
	if s := w.d.Statements[e.AssertedBy]; s.Entity >= 0 {
		return s.Entity
	}
	return -2 - e.AssertedBy
}

// compatible reports whether a and b can be one happening: no differing date or place, and the participants of one among those of the other.
func compatible(a, b *text.Event) bool {
	if a.When != nil && b.When != nil && !a.When.Meets(*b.When) {
		return false
	}
	if a.Where >= 0 && b.Where >= 0 && a.Where != b.Where {
		return false
	}
	if a.Instrument >= 0 && b.Instrument >= 0 && a.Instrument != b.Instrument {
		return false
	}
	return within(a, b) || within(b, a)
}

// common reports whether a and b have a participant, a paper, a day or a place in common.
func common(a, b *text.Event) bool {
	if closed(a.When) && closed(b.When) || a.Where >= 0 && a.Where == b.Where || a.Instrument >= 0 && a.Instrument == b.Instrument {
		return true
	}
	return slices.ContainsFunc(a.Participants, func(p text.Participant) bool {
		return slices.ContainsFunc(b.Participants, func(q text.Participant) bool { return p.Entity == q.Entity })
	})
}

// closed reports whether a date is narrow enough to tell one event from another.
func closed(i *parley.Interval) bool {
	return i != nil && i.From.Known() && i.To.Known() && i.To-i.From < 8
}

func within(a, b *text.Event) bool {
	for _, p := range a.Participants {
		if !slices.ContainsFunc(b.Participants, func(q text.Participant) bool {
			return q.Entity == p.Entity && (q.Role == p.Role || q.Role == parley.Party || p.Role == parley.Party)
		}) {
			return false
		}
	}
	return true
}

// mention adds what e knows to event i.
func (w *search) mention(i int, e text.Event) {
	o := &w.out[i]
	for _, ev := range e.Evidence {
		if len(o.Evidence) < window && !slices.ContainsFunc(o.Evidence, func(x parley.Span) bool { return x.Overlaps(ev) }) {
			o.Evidence = append(o.Evidence, ev)
		}
	}
	if o.When == nil && e.When != nil {
		o.When, o.Time = e.When, e.Time
	}
	if o.Where < 0 {
		o.Where = e.Where
	}
	if o.Instrument < 0 {
		o.Instrument = e.Instrument
	}
	for _, p := range e.Participants {
		if len(o.Participants) < window && !slices.ContainsFunc(o.Participants, func(q text.Participant) bool { return q.Entity == p.Entity }) {
			o.Participants = append(o.Participants, p)
		}
	}
	o.Score = max(o.Score, e.Score)
}

// inOrder orders events by their first words.
func (w *search) inOrder() {
	sort.SliceStable(w.out, func(i, j int) bool { return w.out[i].Evidence[0].Start < w.out[j].Evidence[0].Start })
}

// settle reads what events give each other and the papers, weighs what is told by o where that is not nil, and drops instruments that nothing is told of.
func (w *search) settle(o *weights) {
	w.dyads()
	w.lend()
	if o != nil {
		w.weighTellings(o.status, o.part)
	}
	w.stepsOfEvents()
	to := make([]int, len(w.instsList))
	kept := w.instsList[:0]
	for i := range w.instsList {
		to[i] = -1
		w.implied(&w.instsList[i])
		in := w.instsList[i]
		if identifiable(in) {
			to[i] = len(kept)
			kept = append(kept, in)
		}
	}
	w.instsList = kept
	for i := range w.out {
		if n := w.out[i].Instrument; n >= 0 {
			w.out[i].Instrument = to[n]
		}
	}
}

// convened are the types of what is arranged for a time, so that a report which only names it speaks of the one it tells of elsewhere.
var convened = map[parley.EventType]bool{"talks": true, "ceasefire": true, "election": true, "vote": true}

// lend gives an event that is only named, so that its status was a default, the status that the report tells of the one before it, or, where none is told
// before, of the one after: "the talks" of a report on talks that are to open next week are planned.
func (w *search) lend() {
	for i := range w.out {
		e := &w.out[i]
		if !w.loose[e.Trigger.First] || e.When != nil || e.Status != parley.Happened && e.Status != parley.Ongoing {
			continue
		}
		if o := w.toldOf(i); o != nil {
			e.Status = o.Status
		}
	}
}

// toldOf is the event next to event i whose status is told and that can be the same happening, nil if there is none.
func (w *search) toldOf(i int) *text.Event {
	fits := func(k int) bool {
		o := &w.out[k]
		if o.Type != w.out[i].Type || w.loose[o.Trigger.First] || !compatible(o, &w.out[i]) {
			return false
		}
		switch o.Status {
		case parley.Planned, parley.Ongoing, parley.CalledOff:
			return true
		}
		return false
	}
	for k := i - 1; k >= max(0, i-window); k-- {
		if fits(k) {
			return &w.out[k]
		}
	}
	for k := i + 1; k < min(len(w.out), i+window); k++ {
		if fits(k) {
			return &w.out[k]
		}
	}
	return nil
}

// subsume drops a military operation whose words tell, in the same voice, an attack on the protected: "air strikes hit a clinic" is one happening. What the
// dropped one knew of the attacker goes to the one that stays.
func (w *search) subsume() {
	var attacks []int
	for i := range w.out {
		if w.out[i].Type == "attack-on-protected" {
			attacks = append(attacks, i)
		}
	}
	if len(attacks) == 0 {
		return
	}
	gone := map[int]bool{}
	at := 0
	for i := range w.out {
		e := &w.out[i]
		if e.Type != "military-operation" {
			continue
		}
		for at < len(attacks)-1 && w.out[attacks[at]].Evidence[0].End <= e.Evidence[0].Start {
			at++
		}
		for _, k := range attacks[max(0, at-2):min(len(attacks), at+3)] {
			o := &w.out[k]
			if o.AssertedBy != e.AssertedBy || len(e.Evidence) > 1 || !o.Evidence[0].Overlaps(e.Evidence[0]) {
				continue
			}
			gone[i] = true
			for _, p := range e.Participants {
				if p.Role == parley.Actor && !slices.Contains(o.Participants, p) {
					o.Participants = append(o.Participants, p)
				}
			}
			if o.When == nil {
				o.When, o.Time = e.When, e.Time
			}
			break
		}
	}
	kept := w.out[:0]
	for i := range w.out {
		if !gone[i] {
			kept = append(kept, w.out[i])
		}
	}
	w.out = kept
}

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
	return len(in.Mentions) > 1 && (len(in.By) > 0 || in.Date != nil) && len(in.Terms) > 0
}

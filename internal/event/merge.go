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
	own := how < reference || e.Score >= 0.5 && !w.spoken(&e)
	if i := w.tellsOf(&e, how); i >= 0 {
		if how != reference || !w.saysMore(&w.out[i], &e) {
			w.mention(i, e)
			return
		}
		own = !w.anyOf(&e)
	}
	if how == clausal && w.goesOn(&e) {
		return
	}
	if own {
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
		if !compatible(o, e) || how == clausal && w.sideBySide(o, e) || w.unlike(o, e) || w.background(o, e, how) || !w.oneSentence(o, e) && w.newPlace(e, how) {
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

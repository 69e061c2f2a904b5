package web

import (
	"slices"

	"github.com/parley-press/parley"
)

// sayChanges keeps of an edit what differs from the statement.
func sayChanges(e parley.Edit, s *parley.Statement) parley.Edit {
	if samePassages(e.Content, s.Content) {
		e.Content = nil
	}
	if e.Cue != nil && samePassages(*e.Cue, s.Cue) {
		e.Cue = nil
	}
	e.Source, e.Addressee = whomChange(e.Source, s.Source, true), whomChange(e.Addressee, s.Addressee, false)
	if e.Act == s.Act {
		e.Act = ""
	}
	if e.Mode == s.Mode {
		e.Mode = ""
	}
	e.SaidOn = dayChange(e.SaidOn, s.SaidOn)
	if e.Negated != nil && *e.Negated == s.Negated {
		e.Negated = nil
	}
	return e
}

// happenChanges keeps of an edit what differs from the event.
func happenChanges(e parley.Edit, v *parley.Event) parley.Edit {
	if samePassages(e.Content, v.Evidence) {
		e.Content = nil
	}
	if e.Type == v.Type {
		e.Type = ""
	}
	if e.Status == v.Status {
		e.Status = ""
	}
	if e.Instrument != nil && e.Instrument.ID == v.Instrument {
		e.Instrument = nil
	}
	e.When = dayChange(e.When, v.When)
	has := slices.DeleteFunc(slices.Clone(v.Participants), func(p parley.Participant) bool { return p.Entity == "" })
	if e.Participants != nil && slices.EqualFunc(*e.Participants, has, func(p parley.Part, q parley.Participant) bool { return p.ID == q.Entity && p.Role == q.Role }) {
		e.Participants = nil
	}
	return e
}

// countChanges keeps of an edit what differs from the figure.
func countChanges(e parley.Edit, g *parley.Figure) parley.Edit {
	if samePassages(e.Content, []parley.Passage{g.Passage}) {
		e.Content = nil
	}
	if e.Value != nil && sameNumber(e.Value.Low, g.Low) && sameNumber(e.Value.High, g.High) {
		e.Value = nil
	}
	if e.Unit == line(g.Unit) || e.Unit == g.Unit {
		e.Unit = ""
	}
	if e.Qualifier == g.Qualifier {
		e.Qualifier = ""
	}
	e.When = dayChange(e.When, g.When)
	return e
}

func samePassages(a, b []parley.Passage) bool {
	return slices.EqualFunc(a, b, func(x, y parley.Passage) bool { return x.Span == y.Span })
}

func sameNumber(a, b *float64) bool { return a == b || a != nil && b != nil && *a == *b }

// whomChange is w, nil where it means what r means. Words count only where the form asks for them.
func whomChange(w *parley.Whom, r *parley.Ref, wordsToo bool) *parley.Whom {
	if w == nil {
		return nil
	}
	var id string
	var at, had parley.Span
	if r != nil {
		id = r.Entity
		if r.Passage != nil {
			had = r.Passage.Span
		}
	}
	if w.Words != nil {
		at = w.Words.Span
	}
	if w.ID == id && (!wordsToo || at == had) {
		return nil
	}
	return w
}

// dayChange is d, nil where it says the days that there are.
func dayChange(d, has *parley.Interval) *parley.Interval {
	if d == nil || has == nil && *d == (parley.Interval{}) || has != nil && *d == *has {
		return nil
	}
	return d
}

package web

import "github.com/parley-press/parley"

// statement is the statement with that key, event the event, figure the figure. They are looked for in their report, which has some dozens: a table of all would
// be the largest thing that pages need.
func (x *index) statement(k key) (*parley.Statement, bool) {
	r := x.reports[k.report]
	if r == nil {
		return nil, false
	}
	s := withID(r.Statements, k.id, statementID)
	return s, s != nil
}

func (x *index) event(k key) (*parley.Event, bool) {
	r := x.reports[k.report]
	if r == nil {
		return nil, false
	}
	e := withID(r.Events, k.id, eventID)
	return e, e != nil
}

func (x *index) figure(k key) (*parley.Figure, bool) {
	r := x.reports[k.report]
	if r == nil {
		return nil, false
	}
	f := withID(r.Figures, k.id, figureID)
	return f, f != nil
}

func statementID(s *parley.Statement) string { return s.ID }
func eventID(e *parley.Event) string         { return e.ID }
func figureID(f *parley.Figure) string       { return f.ID }

// withID is the first of all with that id, nil for none.
func withID[T any](all []T, k string, id func(*T) string) *T {
	for i := range all {
		if id(&all[i]) == k {
			return &all[i]
		}
	}
	return nil
}

// A findings is what a member of something names: its report, and there a finding; nil where there is none.
type findings struct {
	report    *parley.ReportEntry
	event     *parley.Event
	statement *parley.Statement
	figure    *parley.Figure // looked for where it is neither of them
}

// find looks a member up, once for all that is asked of it.
func (x *index) find(m parley.Member) (t findings) {
	if t.report = x.reports[m.Report]; t.report == nil {
		return t
	}
	t.event, t.statement = withID(t.report.Events, m.Finding, eventID), withID(t.report.Statements, m.Finding, statementID)
	if t.event == nil && t.statement == nil {
		t.figure = withID(t.report.Figures, m.Finding, figureID)
	}
	return t
}

package main

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/event"
)

// coded is nil where neither ontology has a code.
func coded(c event.Coding) *event.Coding {
	if !c.Known() {
		return nil
	}
	return &c
}

// eventOf is the event that a member is, nil where it is something else.
func (c *cast) eventOf(m parley.Member) *parley.Event {
	r := c.reports[m.Report]
	if r == nil {
		return nil
	}
	i := slices.IndexFunc(r.Events, func(e parley.Event) bool { return e.ID == m.Finding })
	if i < 0 {
		return nil
	}
	return &r.Events[i]
}

// spot is where the words of a member stand, and the code of the event that it is.
func (c *cast) spot(m parley.Member) string {
	s := at(m.File, m.Finding)
	if e := c.eventOf(m); e != nil {
		if code := event.Code(e.Type, e.Status); code.Known() {
			s += ", " + code.String()
		}
	}
	return s
}

// A codedEvent and a codedStatement are findings with what they are in PLOVER and CAMEO.
type (
	codedEvent struct {
		parley.Event
		Codes *event.Coding `json:"codes,omitempty"`
	}
	codedStatement struct {
		parley.Statement
		Codes *event.Coding `json:"codes,omitempty"`
	}
)

// reportData is one report with the codes of its events and speech acts, and how it differs from the text that it was made from.
func (v shown) reportData(r *parley.ReportEntry) any {
	out := struct {
		*parley.ReportEntry
		Statements  []codedStatement `json:"statements"`
		Events      []codedEvent     `json:"events"`
		Differences []difference     `json:"differences,omitempty"`
	}{ReportEntry: r, Statements: []codedStatement{}, Events: []codedEvent{}, Differences: v.differences(r)}
	for _, s := range r.Statements {
		out.Statements = append(out.Statements, codedStatement{s, coded(event.CodeStatement(&s))})
	}
	for _, e := range r.Events {
		out.Events = append(out.Events, codedEvent{e, coded(event.Code(e.Type, e.Status))})
	}
	return out
}

// timelineData is the chronology; of a member that is an event it has type, status and codes.
func timelineData(v shown) any {
	type member struct {
		parley.Member
		Type   parley.EventType `json:"type,omitempty"`
		Status parley.Status    `json:"status,omitempty"`
		Codes  *event.Coding    `json:"codes,omitempty"`
	}
	type line struct {
		parley.ChronologyLine
		Members []member `json:"members"`
	}
	out := []line{}
	for _, c := range v.rec.Chronology {
		l := line{ChronologyLine: c, Members: []member{}}
		for _, m := range c.Members {
			x := member{Member: m}
			if e := v.eventOf(m); e != nil {
				x.Type, x.Status, x.Codes = e.Type, e.Status, coded(event.Code(e.Type, e.Status))
			}
			l.Members = append(l.Members, x)
		}
		out = append(out, l)
	}
	return out
}

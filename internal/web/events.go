package web

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/event"
)

// An eventRow is one event in one voice.
type eventRow struct {
	ID           string           `json:"id"`
	Href         string           `json:"href"`
	Report       reportRef        `json:"report"`
	Type         parley.EventType `json:"type"`
	Status       parley.Status    `json:"status"`
	When         *parley.Interval `json:"when,omitempty"`
	Where        ref              `json:"where"`
	Participants []participant    `json:"participants,omitempty"`
	Voice        voice            `json:"voice"`
	Words        string           `json:"words"`
	Instrument   ref              `json:"instrument"`
	Rule         string           `json:"rule"`
	Confidence   float64          `json:"confidence"`
	Disputes     []disputed       `json:"disputes,omitempty"`
	Codes        *event.Coding    `json:"codes,omitempty"` // in PLOVER and CAMEO
}

// coded is nil where neither ontology has a code.
func coded(c event.Coding) *event.Coding {
	if !c.Known() {
		return nil
	}
	return &c
}

// A participant is an entity with its part.
type participant struct {
	Who  ref         `json:"who"`
	Role parley.Role `json:"role"`
}

// eventRow is the row of one event.
func (x *index) eventRow(r *parley.ReportEntry, e *parley.Event) eventRow {
	row := eventRow{
		ID: e.ID, Href: x.finding(r.ID, e.ID), Report: x.ref(r), Type: e.Type, Status: e.Status, When: e.When,
		Where: x.who(e.Where), Voice: x.asserter(r, e.AssertedBy), Words: parley.Excerpt(e.Evidence), Rule: e.Rule,
		Confidence: e.Confidence, Disputes: x.disputes(r.ID, e.ID), Codes: coded(event.Code(e.Type, e.Status)),
	}
	if e.Instrument != "" {
		row.Instrument = x.paper(e.Instrument)
	}
	for _, p := range e.Participants {
		row.Participants = append(row.Participants, participant{x.who(p.Entity), p.Role})
	}
	return row
}

// codeCells are the cells of a table for codes.
func codeCells(c *event.Coding) (plover, cameo any) {
	if c == nil {
		return nil, nil
	}
	return c.Plover, c.Cameo
}

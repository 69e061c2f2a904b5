package predict

import (
	"encoding/json"
	"io"
	"math"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/event"
	"github.com/parley-press/parley/internal/text"
)

// Coded is the answer of Events to one article.
type Coded struct {
	ID         json.RawMessage `json:"id"`
	Events     []Event         `json:"events"`
	Statements []SpeechAct     `json:"statements"` // those whose act PLOVER and CAMEO code as an event
}

// An Event is one happening as one voice tells it. Ranges count bytes of the article's text in UTF-8, half open.
type Event struct {
	Start        int              `json:"start"` // the clause
	End          int              `json:"end"`
	Trigger      [2]int           `json:"trigger"` // the words that bring it up
	Type         parley.EventType `json:"type"`
	Plover       string           `json:"plover"`
	Cameo        string           `json:"cameo"`
	Status       parley.Status    `json:"status"`
	Participants []Participant    `json:"participants"`
	When         *parley.Interval `json:"when"`
	Where        string           `json:"where,omitempty"`
	AssertedBy   string           `json:"asserted_by"` // name of the source, "" where it has none, "narrator" where the outlet tells it
	Again        [][2]int         `json:"again,omitempty"`
	Confidence   float64          `json:"confidence"`
	Rule         string           `json:"rule"`
}

// A Participant is somebody by name with his role.
type Participant struct {
	Name string      `json:"name"`
	Role parley.Role `json:"role"`
}

// A SpeechAct is a statement by its act: a threat, a charge, a demand.
type SpeechAct struct {
	Start     int        `json:"start"`
	End       int        `json:"end"`
	Act       parley.Act `json:"act"`
	Plover    string     `json:"plover"`
	Cameo     string     `json:"cameo"`
	Source    string     `json:"source,omitempty"`
	Addressee string     `json:"addressee,omitempty"`
}

// Events answers articles, a JSON object {"id", "text", "date"} a line, with their events, one answer a line and in the same order.
// The date (ISO; it may be missing) is the day of publication, from which "Tuesday" counts. A line that is no such object, brings an id
// once more or a date that is none, is told and left out.
func Events(w io.Writer, r io.Reader, a Annotator, tell Tell) error {
	return dated(w, r, a, tell, func(id json.RawMessage, d *text.Doc) any { return Coded{id, coded(d), speechActs(d)} })
}

// coded are the events of d.
func coded(d *text.Doc) []Event {
	out := []Event{}
	for i := range d.Events {
		e := &d.Events[i]
		if len(e.Evidence) == 0 {
			continue
		}
		code := event.Code(e.Type, e.Status)
		at := printed(d, e.Evidence[0])
		x := Event{Start: at[0], End: at[1], Trigger: printed(d, d.Span(e.Trigger)), Type: e.Type, Plover: code.Plover, Cameo: code.Cameo,
			Status: e.Status, Participants: []Participant{}, When: e.When, AssertedBy: parley.Narrator, Rule: e.Rule, Confidence: math.Round(e.Score*1e4) / 1e4}
		for _, p := range e.Participants {
			x.Participants = append(x.Participants, Participant{d.Entities[p.Entity].Name, p.Role})
		}
		if e.Where >= 0 {
			x.Where = d.Entities[e.Where].Name
		}
		if e.AssertedBy >= 0 {
			x.AssertedBy = sourceName(d, &d.Statements[e.AssertedBy])
		}
		for _, s := range e.Evidence[1:] {
			x.Again = append(x.Again, printed(d, s))
		}
		out = append(out, x)
	}
	return out
}

// sourceName is the name of a statement's source, "" where it has none.
func sourceName(d *text.Doc, s *text.Statement) string {
	if s.Entity < 0 {
		return ""
	}
	return d.Entities[s.Entity].Name
}

// speechActs are the statements of d whose act is coded.
func speechActs(d *text.Doc) []SpeechAct {
	out := []SpeechAct{}
	for i := range d.Statements {
		s := &d.Statements[i]
		code := event.CodeAct(s.Act)
		if code.Plover == "" || s.Negated || len(s.Content) == 0 {
			continue
		}
		at := printed(d, s.Content[0].Union(s.Content[len(s.Content)-1]))
		x := SpeechAct{Start: at[0], End: at[1], Act: s.Act, Plover: code.Plover, Cameo: code.Cameo, Source: sourceName(d, s)}
		if s.Addressee >= 0 {
			x.Addressee = d.Entities[s.Addressee].Name
		}
		out = append(out, x)
	}
	return out
}

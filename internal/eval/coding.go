package eval

import (
	"encoding/json"

	"github.com/parley-press/parley"
)

// The gold files as docs/codebook.md codes them. An id that is null in them is "" here.

type span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// also holds the accepted other values of the fields of one item.
type also struct {
	Content    [][]span           `json:"content"`
	Mode       []string           `json:"mode"`
	Act        []string           `json:"act"`
	Source     []string           `json:"source"`
	Addressee  []string           `json:"addressee"`
	Via        [][]string         `json:"via"`
	NestedIn   []string           `json:"nested_in"`
	SaidOn     []*parley.Interval `json:"said_on"`
	Type       []string           `json:"type"`
	Status     []string           `json:"status"`
	When       []*parley.Interval `json:"when"`
	Where      []string           `json:"where"`
	Instrument []string           `json:"instrument"`
	AssertedBy []string           `json:"asserted_by"`
	Evidence   []span             `json:"evidence"`
	Role       []string           `json:"role"`
	Qualifier  []string           `json:"qualifier"`
	Value      []goldValue        `json:"value"`
	Kind       []string           `json:"kind"`
	State      []string           `json:"state"`
	According  []string           `json:"according_to"`
	Span       []span             `json:"span"`
	Dates      []parley.Interval  `json:"dates"`
}

type goldReport struct {
	File       string          `json:"file"`
	Report     goldMeta        `json:"report"`
	Statements []goldStatement `json:"statements"`
	Events     []goldEvent     `json:"events"`
	Figures    []goldFigure    `json:"figures"`
	raw        []byte
}

type goldMeta struct {
	Headline span `json:"headline"`
	Outlet   struct {
		Name   string   `json:"name"`
		Entity string   `json:"entity"`
		Also   []string `json:"also"`
	} `json:"outlet"`
	Published struct {
		Value parley.Date `json:"value"`
		How   string      `json:"how"`
		Also  []otherDay  `json:"also"`
	} `json:"published"`
	Dateline *struct {
		Place string `json:"place"`
		Span  span   `json:"span"`
	} `json:"dateline"`
	Bylines []struct {
		Name string `json:"name"`
	} `json:"bylines"`
	Noise    []goldNoise `json:"noise"`
	Subheads []span      `json:"subheads"`
}

// An otherDay is an accepted other day of publication, a stretch of such days, or another way of knowing it.
type otherDay struct {
	Value maybe       `json:"value"`
	How   *string     `json:"how"`
	From  parley.Date `json:"from"`
	To    parley.Date `json:"to"`
}

// maybe is a day that may be null, or absent, which is not the same.
type maybe struct {
	day parley.Date
	set bool
}

func (m *maybe) UnmarshalJSON(b []byte) error {
	m.set = true
	return json.Unmarshal(b, &m.day)
}

type goldNoise struct {
	span
	Core bool `json:"core"`
}

type goldStatement struct {
	ID     string `json:"id"`
	Core   bool   `json:"core"`
	Source *struct {
		Entity string `json:"entity"`
		Span   *span  `json:"span"`
	} `json:"source"`
	Cue       []span           `json:"cue"`
	Content   []span           `json:"content"`
	Mode      string           `json:"mode"`
	Act       string           `json:"act"`
	Addressee string           `json:"addressee"`
	Via       []string         `json:"via"`
	SaidOn    *parley.Interval `json:"said_on"`
	NestedIn  string           `json:"nested_in"`
	Also      also             `json:"also"`
}

// source is the entity that says it, "" where there is none.
func (s *goldStatement) source() string {
	if s.Source == nil {
		return ""
	}
	return s.Source.Entity
}

type goldParticipant struct {
	Entity string `json:"entity"`
	Role   string `json:"role"`
	Core   bool   `json:"core"`
	Also   also   `json:"also"`
}

type goldEvent struct {
	ID           string            `json:"id"`
	Core         bool              `json:"core"`
	Type         string            `json:"type"`
	Status       string            `json:"status"`
	Participants []goldParticipant `json:"participants"`
	When         *parley.Interval  `json:"when"`
	Where        string            `json:"where"`
	AssertedBy   string            `json:"asserted_by"`
	Instrument   string            `json:"instrument"`
	Evidence     span              `json:"evidence"`
	Also         also              `json:"also"`
}

type goldValue struct {
	Low  *float64 `json:"low"`
	High *float64 `json:"high"`
}

type goldFigure struct {
	ID   string `json:"id"`
	Core bool   `json:"core"`
	goldValue
	Qualifier  string `json:"qualifier"`
	AssertedBy string `json:"asserted_by"`
	Span       span   `json:"span"`
	Also       also   `json:"also"`
}

type goldEntity struct {
	ID      string   `json:"id"`
	Core    bool     `json:"core"`
	Name    string   `json:"name"`
	Type    string   `json:"type"`
	Aliases []string `json:"aliases"`
	Also    also     `json:"also"`
}

type goldStep struct {
	span
	Core      bool             `json:"core"`
	State     string           `json:"state"`
	File      string           `json:"file"`
	According string           `json:"according_to"`
	When      *parley.Interval `json:"when"`
	Also      also             `json:"also"`
}

type goldInstrument struct {
	ID      string     `json:"id"`
	Core    bool       `json:"core"`
	Name    string     `json:"name"`
	Kind    string     `json:"kind"`
	History []goldStep `json:"history"`
	Also    also       `json:"also"`
}

type goldMember struct {
	File string `json:"file"`
	ID   string `json:"id"`
	Side string `json:"side"`
}

// A goldLine is a conflict, a group of the same, or a line of the chronology.
type goldLine struct {
	ID      string       `json:"id"`
	Core    bool         `json:"core"`
	Kind    string       `json:"kind"`
	What    string       `json:"what"`
	From    parley.Date  `json:"from"`
	To      parley.Date  `json:"to"`
	Members []goldMember `json:"members"`
	Between []goldMember `json:"between"`
	Also    also         `json:"also"`
}

type goldCross struct {
	Conflicts  []goldLine `json:"conflicts"`
	Same       []goldLine `json:"same"`
	Chronology []goldLine `json:"chronology"`
}

// spans are all the spans of a report.
func (r *goldReport) spans() []span {
	m := &r.Report
	out := append([]span{m.Headline}, m.Subheads...)
	if m.Dateline != nil {
		out = append(out, m.Dateline.Span)
	}
	for _, n := range m.Noise {
		out = append(out, n.span)
	}
	for _, s := range r.Statements {
		out = append(append(out, s.Cue...), s.Content...)
		if s.Source != nil && s.Source.Span != nil {
			out = append(out, *s.Source.Span)
		}
		for _, c := range s.Also.Content {
			out = append(out, c...)
		}
	}
	for _, e := range r.Events {
		out = append(append(out, e.Evidence), e.Also.Evidence...)
	}
	for _, f := range r.Figures {
		out = append(append(out, f.Span), f.Also.Span...)
	}
	return out
}

package web

import (
	"context"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/event"
)

// A timelineRow is one line of the chronology.
type timelineRow struct {
	When    *parley.Interval `json:"when,omitempty"`
	Day     parley.Date      `json:"-"` // shown where it differs from the line above
	What    string           `json:"what"`
	Tellers []teller         `json:"told_by"`
}

// A teller is one voice behind a line of the chronology.
type teller struct {
	Report   reportRef     `json:"report"`
	Finding  string        `json:"finding"`
	Voice    voice         `json:"voice"`
	Type     string        `json:"type"`
	Status   string        `json:"status,omitempty"`
	Words    string        `json:"words"`
	Href     string        `json:"href"`
	Disputes []disputed    `json:"disputes,omitempty"`
	Codes    *event.Coding `json:"codes,omitempty"` // in PLOVER and CAMEO
	Told     bool          `json:"-"`               // the line itself has these words
}

// timelineRows are the lines of the chronology as the record orders them.
func (x *index) timelineRows() []timelineRow {
	var out []timelineRow
	for _, c := range x.rec.Chronology {
		row := timelineRow{What: c.What}
		if c.From.Known() || c.To.Known() {
			row.When = &parley.Interval{From: c.From, To: c.To}
			row.Day = dayOf(row.When, 0)
		}
		for _, m := range c.Members {
			t := x.teller(m)
			t.Told = strings.Contains(line(c.What), line(t.Words))
			row.Tellers = append(row.Tellers, t)
		}
		out = append(out, row)
	}
	return out
}

// teller is the voice behind a member of a line.
func (x *index) teller(m parley.Member) teller {
	t := teller{
		Report: x.in(m.Report), Finding: m.Finding, Voice: x.member(m), Words: m.Passage.Text,
		Href: x.finding(m.Report, m.Finding), Type: "figure", Disputes: x.disputes(m.Report, m.Finding),
	}
	k := key{m.Report, m.Finding}
	if e, ok := x.events[k]; ok {
		t.Type, t.Status, t.Codes = string(e.Type), string(e.Status), coded(event.Code(e.Type, e.Status))
		if r := x.reports[m.Report]; t.Voice.Own && r != nil {
			t.Voice = x.asserter(r, e.AssertedBy)
		}
	} else if s, ok := x.statements[k]; ok {
		t.Type, t.Status, t.Codes = "statement", string(s.Act), coded(event.CodeStatement(s))
	}
	return t
}

// timelineFilter is how the chronology can be narrowed.
var timelineFilter = filter[timelineRow]{
	Facets: []facet[timelineRow]{
		{"party", "Party", func(r *timelineRow) []ref { return each(r, func(t *teller) ref { return t.Voice.Party }) }},
		{"type", "Type", func(r *timelineRow) []ref {
			return each(r, func(t *teller) ref { return ref{ID: t.Type, Name: words(t.Type)} })
		}},
		{"status", "Status", func(r *timelineRow) []ref {
			return each(r, func(t *teller) ref { return ref{ID: t.Status, Name: words(t.Status)} })
		}},
		{"outlet", "Outlet", func(r *timelineRow) []ref {
			return each(r, func(t *teller) ref { return ref{ID: t.Report.Label(), Name: t.Report.Label()} })
		}},
	},
	Text: func(r *timelineRow) string {
		s := []string{r.What}
		for i := range r.Tellers {
			s = append(s, r.Tellers[i].Words, r.Tellers[i].Voice.Label())
		}
		return strings.Join(s, "\n")
	},
	When: func(r *timelineRow) *parley.Interval { return r.When },
}

func each(r *timelineRow, of func(*teller) ref) []ref {
	out := make([]ref, len(r.Tellers))
	for i := range r.Tellers {
		out[i] = of(&r.Tellers[i])
	}
	return out
}

// A timelineModel is the model of the chronology.
type timelineModel struct {
	List  listing       `json:"list"`
	Rows  []timelineRow `json:"rows"`
	Strip *strip        `json:"-"`
}

// timeline shows what is told to have happened, by date, each line with its voices.
func timeline(_ context.Context, rq *request) (page, error) {
	shown, all, l, err := pick(rq, rq.timelineRows(), timelineFilter)
	if err != nil {
		return page{}, err
	}
	m := timelineModel{List: l, Rows: shown, Strip: newStrip(rq, all)}
	return page{Name: "timeline", Title: "Timeline", Body: m, Table: func() table { return timelineTable(all) }}, nil
}

func timelineTable(rows []timelineRow) table {
	t := table{Head: []string{"from", "to", "what", "type", "status", "voice", "party", "via", "outlet", "file", "finding", "words", "plover", "cameo"}}
	for _, r := range rows {
		var from, to any
		if r.When != nil {
			from, to = r.When.From, r.When.To
		}
		for _, m := range r.Tellers {
			plover, cameo := codeCells(m.Codes)
			t.Rows = append(t.Rows, []any{from, to, r.What, m.Type, m.Status, m.Voice.Label(), m.Voice.Party.Name,
				names(m.Voice.Via), m.Report.Outlet, m.Report.File, m.Finding, m.Words, plover, cameo})
		}
	}
	return t
}

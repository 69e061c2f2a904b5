package web

import (
	"context"
	"strings"

	"github.com/parley-press/parley"
)

// An instrumentRow is one paper, plan, deal, truce, draft or law with where it stands.
type instrumentRow struct {
	ID      string                `json:"id"`
	Href    string                `json:"href"`
	Name    string                `json:"name"`
	Kind    parley.InstrumentKind `json:"kind"`
	By      []ref                 `json:"put_forward_by,omitempty"`
	Date    *parley.Interval      `json:"date,omitempty"`
	Steps   int                   `json:"steps"`
	Reports int                   `json:"reports"`
	Latest  []stepRow             `json:"latest"` // the last step by each party
	Open    bool                  `json:"contested,omitempty"`
	first   *parley.Interval
}

// A stepRow is one state of an instrument in one voice.
type stepRow struct {
	State      parley.InstrumentState `json:"state"`
	When       *parley.Interval       `json:"when,omitempty"`
	Day        parley.Date            `json:"day,omitzero"` // when, else the day of publication
	Voice      voice                  `json:"voice"`
	Report     reportRef              `json:"report"`
	Words      string                 `json:"words"`
	Href       string                 `json:"href"`
	Rule       string                 `json:"rule"`
	Confidence float64                `json:"confidence"`
	Disputes   []disputed             `json:"disputes,omitempty"`
}

// stepRow is the row of one step.
func (x *index) stepRow(s parley.Step) stepRow {
	rep := x.in(s.Report)
	row := stepRow{
		State: s.State, When: s.When, Day: dayOf(s.When, rep.Date), Report: rep, Words: s.Passage.Text, Href: rep.Href,
		Rule: s.Rule, Confidence: s.Confidence,
		Voice: voice{Outlet: rep.Label(), Who: x.who(s.AccordingTo), Party: x.party(s.AccordingTo), Own: s.AccordingTo == ""},
	}
	if s.Statement == "" {
		return row
	}
	row.Href = x.finding(s.Report, s.Statement)
	row.Disputes = x.disputes(s.Report, s.Statement)
	if st, ok := x.statements[key{s.Report, s.Statement}]; ok {
		v := x.voice(x.reports[s.Report], st)
		row.Voice.Via = v.Via
		if s.AccordingTo == "" {
			row.Voice = v
		}
	}
	return row
}

// laneOf is in whose column a step stands.
func (s stepRow) lane() ref {
	switch {
	case s.Voice.Own:
		return ref{Name: s.Voice.Outlet + " (own account)"}
	case s.Voice.Party.Name != "":
		return s.Voice.Party
	}
	return ref{Name: s.Voice.Label()}
}

// steps are the steps of an instrument in order of time; those without a date stand where the record has them.
func (x *index) steps(i *parley.Instrument) []stepRow {
	var out []stepRow
	for _, s := range i.History {
		out = append(out, x.stepRow(s))
	}
	return byDay(out)
}

// byDay orders steps by day. It is stable, and undated steps come last.
func byDay(in []stepRow) []stepRow {
	out := make([]stepRow, 0, len(in))
	for _, s := range in {
		i := len(out)
		for i > 0 && s.Day.Known() && (!out[i-1].Day.Known() || out[i-1].Day > s.Day) {
			i--
		}
		out = append(out[:i], append([]stepRow{s}, out[i:]...)...)
	}
	return out
}

// instrumentRow is the row of one instrument.
func (x *index) instrumentRow(i *parley.Instrument) instrumentRow {
	p := x.paper(i.ID)
	row := instrumentRow{ID: i.ID, Href: p.Href, Name: p.Name, Kind: i.Kind, By: x.whom(i.PutForwardBy), Date: i.Date,
		Steps: len(i.History), Reports: len(i.Reports), Open: len(x.contested(i)) > 0}
	at := map[string]int{}
	for _, s := range x.steps(i) {
		l := s.lane()
		k := l.ID + "\x00" + l.Name
		if n, ok := at[k]; ok {
			row.Latest[n] = s
		} else {
			at[k] = len(row.Latest)
			row.Latest = append(row.Latest, s)
		}
		if s.Day.Known() {
			row.first = widen(row.first, s.Day)
		}
	}
	return row
}

// contested are the conflicts about an instrument: those in which a statement or event that tells of it takes part.
func (x *index) contested(i *parley.Instrument) []*parley.Conflict {
	var out []*parley.Conflict
	seen := map[*parley.Conflict]bool{}
	add := func(k key) {
		for _, c := range x.conflicts[k] {
			if !seen[c] {
				seen[c] = true
				out = append(out, c)
			}
		}
	}
	for _, s := range i.History {
		add(key{s.Report, s.Statement})
	}
	for _, id := range i.Reports {
		r := x.reports[id]
		if r == nil {
			continue
		}
		for j := range r.Events {
			if r.Events[j].Instrument == i.ID {
				add(key{id, r.Events[j].ID})
			}
		}
	}
	return out
}

// instrumentFilter is how instruments can be narrowed.
var instrumentFilter = filter[instrumentRow]{
	Facets: []facet[instrumentRow]{
		{"kind", "Kind", func(r *instrumentRow) []ref { return code(r.Kind) }},
		{"by", "Put forward by", func(r *instrumentRow) []ref { return r.By }},
		{"state", "Latest state", func(r *instrumentRow) []ref {
			var out []ref
			for _, s := range r.Latest {
				out = append(out, code(s.State)...)
			}
			return out
		}},
		{"contested", "Contested", func(r *instrumentRow) []ref {
			if r.Open {
				return []ref{{ID: "yes", Name: "in conflict"}}
			}
			return nil
		}},
	},
	Text: func(r *instrumentRow) string { return strings.Join([]string{r.Name, names(r.By)}, "\n") },
	When: func(r *instrumentRow) *parley.Interval { return r.first },
}

// An instrumentList is the model of the page of instruments.
type instrumentList struct {
	List listing         `json:"list"`
	Rows []instrumentRow `json:"rows"`
}

// instrumentRows are all instruments.
func (x *index) instrumentRows() []instrumentRow {
	var out []instrumentRow
	for i := range x.rec.Instruments {
		out = append(out, x.instrumentRow(&x.rec.Instruments[i]))
	}
	return out
}

// instruments lists the papers with where each stands, by party.
func instruments(_ context.Context, rq *request) (page, error) {
	shown, all, l, err := pick(rq, rq.instrumentRows(), instrumentFilter)
	if err != nil {
		return page{}, err
	}
	return page{
		Name: "instruments", Title: "Instruments", Body: instrumentList{l, shown},
		Table: func() table { return rq.instrumentTable(all) },
	}, nil
}

func (x *index) instrumentTable(rows []instrumentRow) table {
	t := table{Head: []string{"id", "name", "kind", "put_forward_by", "state", "from", "to", "according_to", "party", "via", "outlet", "file", "words", "rule", "confidence"}}
	for _, r := range rows {
		for _, s := range x.steps(x.instruments[r.ID]) {
			var from, to any
			if s.When != nil {
				from, to = s.When.From, s.When.To
			}
			t.Rows = append(t.Rows, []any{r.ID, r.Name, r.Kind, names(r.By), s.State, from, to, s.Voice.Label(),
				s.Voice.Party.Name, names(s.Voice.Via), s.Report.Outlet, s.Report.File, s.Words, s.Rule, s.Confidence})
		}
	}
	return t
}

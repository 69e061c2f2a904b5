package web

import (
	"cmp"
	"context"
	"net/url"
	"slices"
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
	Latest  []stepRow             `json:"latest,omitempty"` // the last step by each party
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
	Odd        bool                   `json:"odd,omitempty"` // does not follow from what the same voice told before
}

// contested reports whether accounts disagree about the step.
func (s *stepRow) contested() bool { return len(s.Disputes) > 0 }

// DisputeHref is the address of the conflicts about the step.
func (s stepRow) DisputeHref() string {
	q := url.Values{}
	for _, d := range s.Disputes[:min(len(s.Disputes), maxChosen)] {
		q.Add("id", d.ID)
	}
	return "/conflicts?" + q.Encode()
}

// ends are the ends of the days of a step, 0 where they are not known.
func (s *stepRow) ends(last bool) parley.Date {
	switch {
	case s.When == nil:
		return 0
	case last:
		return s.When.To
	}
	return s.When.From
}

// sentence is the step in words: "offered 2031-06-03, says Ana Roe through Riverton Post".
func (s *stepRow) sentence() string {
	out := words(s.State)
	switch {
	case days(s.When) != "":
		out += " " + days(s.When)
	case s.Day.Known():
		out += ", told " + s.Day.String()
	}
	if s.Voice.Own {
		return out + ", says " + line(s.Voice.Outlet) + " itself"
	}
	out += ", says " + line(s.Voice.Label()) + " through "
	for _, v := range s.Voice.Via {
		out += line(v.Name) + ", "
	}
	return out + line(s.Voice.Outlet)
}

// stepRow is the row of one step.
func (x *index) stepRow(s parley.Step) stepRow {
	rep := x.in(s.Report)
	row := stepRow{
		State: s.State, When: s.When, Day: s.When.First(rep.Date), Report: rep, Words: s.Passage.Text, Href: rep.Href,
		Rule: s.Rule, Confidence: s.Confidence, Odd: s.Odd,
		Voice: voice{Outlet: rep.Label(), Who: x.who(s.AccordingTo), Party: x.party(s.AccordingTo), Own: s.AccordingTo == ""},
	}
	if s.Statement == "" {
		row.Href = x.wordsOf(s.Report, s.Passage)
		return row
	}
	row.Href = x.finding(s.Report, s.Statement)
	row.Disputes = x.disputes(s.Report, s.Statement)
	if st, ok := x.statement(key{s.Report, s.Statement}); ok {
		v := x.voice(x.reports[s.Report], st)
		row.Voice.Via = v.Via
		if s.AccordingTo == "" {
			row.Voice = v
		}
	}
	return row
}

// laneKey names the lane of a step.
func (s *stepRow) laneKey() string {
	l := s.lane()
	return l.ID + "\x00" + l.Name
}

// lane is whose lane a step stands in.
func (s *stepRow) lane() ref {
	switch {
	case s.Voice.Own:
		return ref{Name: s.Voice.Outlet + " (own account)"}
	case s.Voice.Party.Name != "":
		return s.Voice.Party
	}
	return ref{Name: s.Voice.Label()}
}

// steps are the steps of an instrument in order of time; those of one day stand as the record has them, and undated ones last.
func (x *index) steps(i *parley.Instrument) []stepRow {
	order := i.ByDay(x.published)
	out := make([]stepRow, len(order))
	for n, s := range order {
		out[n] = x.step(i, s)
	}
	return out
}

// published is when a report came out, 0 where that is not known.
func (x *index) published(id parley.ReportID) parley.Date {
	if r := x.reports[id]; r != nil {
		return r.Meta.Published.Value
	}
	return 0
}

// step is the row of one step, with the conflicts about what is told to have happened in its words.
func (x *index) step(i *parley.Instrument, s *parley.Step) stepRow {
	row := x.stepRow(*s)
	r := x.reports[s.Report]
	if r == nil {
		return row
	}
	for j := range r.Events {
		e := &r.Events[j]
		if e.Instrument == i.ID && slices.ContainsFunc(e.Evidence, func(p parley.Passage) bool { return p.Raw.Overlaps(s.Passage.Raw) }) {
			row.Disputes = addDisputes(row.Disputes, x.disputes(s.Report, e.ID))
		}
	}
	return row
}

// eventsAbout are the events that tell of an instrument, by report.
func (x *index) eventsAbout(i *parley.Instrument) map[parley.ReportID][]*parley.Event {
	out := map[parley.ReportID][]*parley.Event{}
	for _, id := range i.Reports {
		r := x.reports[id]
		if r == nil {
			continue
		}
		for j := range r.Events {
			if r.Events[j].Instrument == i.ID {
				out[id] = append(out[id], &r.Events[j])
			}
		}
	}
	return out
}

// addDisputes adds those that are not there.
func addDisputes(have, more []disputed) []disputed {
	for _, d := range more {
		if !slices.Contains(have, d) {
			have = append(have, d)
		}
	}
	return have
}

// instrumentRow is the row of one instrument.
func (x *index) instrumentRow(i *parley.Instrument) instrumentRow {
	p := x.paper(i.ID)
	row := instrumentRow{ID: i.ID, Href: p.Href, Name: p.Name, Kind: i.Kind, By: x.whom(i.PutForwardBy), Date: i.Date,
		Steps: len(i.History), Reports: len(i.Reports), Open: len(x.contested(i)) > 0}
	at := map[string]int{}
	for _, s := range x.steps(i) {
		k := s.laneKey()
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
	about := x.eventsAbout(i)
	for _, id := range i.Reports {
		for _, e := range about[id] {
			add(key{id, e.ID})
		}
	}
	return out
}

// instrumentFilter is how instruments can be narrowed.
var instrumentFilter = filter[instrumentRow]{
	Facets: []facet[instrumentRow]{
		{"kind", "Kind", func(r *instrumentRow) []ref { return code(r.Kind) }},
		{"by", "Put forward by", func(r *instrumentRow) []ref { return r.By }},
		{"party", "A state told by", func(r *instrumentRow) []ref {
			var out []ref
			for i := range r.Latest {
				out = append(out, laneValue(&r.Latest[i]))
			}
			return out
		}},
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

// paperRows are all instruments in the order of the record.
func (x *index) paperRows() []instrumentRow {
	out := make([]instrumentRow, len(x.rec.Instruments))
	for i := range x.rec.Instruments {
		out[i] = x.instrumentRow(&x.rec.Instruments[i])
	}
	return out
}

// paperRow is the row of an instrument of the record.
func (x *index) paperRow(i *parley.Instrument) instrumentRow {
	for n := range x.rec.Instruments {
		if &x.rec.Instruments[n] == i {
			return x.papers()[n]
		}
	}
	return x.instrumentRow(i)
}

// instrumentRows are all instruments, those that are contested first.
func (x *index) instrumentRows() []instrumentRow {
	out := slices.Clone(x.papers())
	slices.SortStableFunc(out, func(a, b instrumentRow) int {
		switch {
		case a.Open == b.Open:
			return 0
		case a.Open:
			return -1
		}
		return 1
	})
	return out
}

// fewVoices is how many voices a line of the list has; the page of the instrument has all.
const fewVoices = 6

// Few are the latest steps that a line of the list has: of the voices that spoke last.
func (r *instrumentRow) Few() []stepRow {
	out := slices.Clone(r.Latest)
	slices.SortStableFunc(out, func(a, b stepRow) int { return cmp.Compare(b.Day, a.Day) })
	return out[:min(len(out), fewVoices)]
}

// More is how many voices a line of the list does not have.
func (r *instrumentRow) More() int { return max(0, len(r.Latest)-fewVoices) }

// FewBy are the first of those who put the paper forward, as many as a line of the list has voices.
func (r *instrumentRow) FewBy() []ref { return r.By[:min(len(r.By), fewVoices)] }

// MoreBy is how many of those a line of the list does not have.
func (r *instrumentRow) MoreBy() int { return max(0, len(r.By)-fewVoices) }

// instruments lists the papers with where each stands, by party.
func instruments(_ context.Context, rq *request) (page, error) {
	shown, all, l, err := rq.lists.instruments().pick(rq)
	if err != nil {
		return page{}, err
	}
	return page{
		Name: "instruments", Title: "Instruments", Body: instrumentList{l, shown},
		Table: func() table { return rq.instrumentTable(all.all()) },
	}, nil
}

func (x *index) instrumentTable(rows []instrumentRow) table {
	t := table{Head: []string{"id", "name", "kind", "put_forward_by", "state", "from", "to", "according_to", "party", "via", "outlet", "file", "words", "rule", "confidence",
		"contested", "odd"}}
	for i := range rows {
		t.Rows = append(t.Rows, stepCells(&rows[i], x.steps(x.instruments[rows[i].ID]))...)
	}
	return t
}

// stepCells are the lines of a table for steps of one instrument.
func stepCells(r *instrumentRow, steps []stepRow) [][]any {
	var out [][]any
	for i := range steps {
		s := &steps[i]
		var from, to any
		if s.When != nil {
			from, to = s.When.From, s.When.To
		}
		out = append(out, []any{r.ID, r.Name, r.Kind, names(r.By), s.State, from, to, s.Voice.Label(),
			s.Voice.Party.Name, names(s.Voice.Via), s.Report.Outlet, s.Report.File, s.Words, s.Rule, s.Confidence, s.contested(), s.Odd})
	}
	return out
}

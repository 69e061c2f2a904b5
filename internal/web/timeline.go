package web

import (
	"context"
	"sort"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/event"
)

// A timelineRow is one line of the timeline: a line of the chronology, a step in the life of a paper, or a figure with a day.
type timelineRow struct {
	When    *parley.Interval `json:"when,omitempty"`
	What    string           `json:"what"`
	Kind    kind             `json:"kind"`
	Lanes   []ref            `json:"lanes"` // where the picture has it
	Tellers []teller         `json:"told_by"`
	shows   int              // how many voices stand on the page
	paper   bool             // a step of a paper is among what is told
	looks   standing
}

// A teller is one voice behind a line of the timeline.
type teller struct {
	Report   reportRef     `json:"report"`
	Finding  string        `json:"finding"`
	Voice    voice         `json:"voice"`
	Type     string        `json:"type"`
	Status   string        `json:"status,omitempty"`
	Words    string        `json:"words"`
	Href     string        `json:"href"`
	Paper    ref           `json:"paper,omitzero"` // of which this is a step
	Disputes []disputed    `json:"disputes,omitempty"`
	Codes    *event.Coding `json:"codes,omitempty"` // in PLOVER and CAMEO
	Told     bool          `json:"-"`               // the line itself has these words
	passage  parley.Passage
}

// Types of a teller that are no types of events.
const (
	typeStatement = "statement"
	typeFigure    = "figure"
	typeStep      = "step"
	typeClause    = "dated-clause" // a clause with a day that is none of the others
)

// timelineRows are the lines of the timeline in order of time, those without a day last.
func (x *index) timelineRows() []timelineRow {
	var out []timelineRow
	at := map[key][]int{} // lines by the findings that tell them
	for _, c := range x.rec.Chronology {
		row := timelineRow{What: c.What}
		if c.From.Known() || c.To.Known() {
			row.When = &parley.Interval{From: c.From, To: c.To}
		}
		for _, m := range c.Members {
			t := x.teller(m)
			t.Told = strings.Contains(line(c.What), line(t.Words))
			row.Tellers = append(row.Tellers, t)
			at[key{m.Report, m.Finding}] = append(at[key{m.Report, m.Finding}], len(out))
		}
		out = append(out, row)
	}
	out = x.addSteps(out, at)
	out = x.addFigures(out, at)
	for i := range out {
		out[i].Kind = rowKind(&out[i])
		out[i].Lanes, out[i].looks = rowLanes(&out[i]), rowStanding(&out[i])
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i].When.First(0), out[j].When.First(0)
		if a.Known() != b.Known() {
			return a.Known()
		}
		return a < b
	})
	return out
}

// addSteps adds the steps of papers that have a day. One that a line tells already, by the same finding, in the same words and of the same day, is
// put to that line.
func (x *index) addSteps(out []timelineRow, at map[key][]int) []timelineRow {
	for i := range x.rec.Instruments {
		p := &x.rec.Instruments[i]
		paper := x.paper(p.ID)
		for _, s := range p.History {
			if s.When == nil {
				continue
			}
			r := x.stepRow(s)
			t := teller{Report: r.Report, Finding: s.Statement, Voice: r.Voice, Type: typeStep, Status: string(s.State), Words: r.Words,
				Href: r.Href, Paper: paper, Disputes: r.Disputes, passage: s.Passage}
			if n := x.lineOf(out, at, s); n >= 0 {
				t.Told = true
				out[n].Tellers = append(out[n].Tellers, t)
				out[n].paper = true
				continue
			}
			out = append(out, timelineRow{When: s.When, What: paper.Name + ": " + words(s.State), Tellers: []teller{t}, paper: true})
		}
	}
	return out
}

// lineOf is the number of the line that tells a step already, -1 for none.
func (x *index) lineOf(out []timelineRow, at map[key][]int, s parley.Step) int {
	find := func(k key) int {
		for _, n := range at[k] {
			if w := out[n].When; w == nil || *w != *s.When {
				continue
			}
			for _, t := range out[n].Tellers {
				if t.Report.ID == s.Report && t.passage.Raw.Overlaps(s.Passage.Raw) {
					return n
				}
			}
		}
		return -1
	}
	if n := find(key{s.Report, s.Statement}); n >= 0 {
		return n
	}
	r := x.reports[s.Report]
	if r == nil {
		return -1
	}
	for i := range r.Events {
		if n := find(key{s.Report, r.Events[i].ID}); n >= 0 {
			return n
		}
	}
	return -1
}

// addFigures adds the figures that have a day, those that are told as one in one line, but for those that a line has already.
func (x *index) addFigures(out []timelineRow, at map[key][]int) []timelineRow {
	type told struct {
		group *parley.Same
		when  parley.Interval
	}
	lines := map[told]int{}
	for i := range x.rec.Reports {
		r := &x.rec.Reports[i]
		for j := range r.Figures {
			f := &r.Figures[j]
			k := key{r.ID, f.ID}
			if f.When == nil || len(at[k]) > 0 {
				continue
			}
			t := teller{Report: x.ref(r), Finding: f.ID, Voice: x.asserter(r, f.AssertedBy), Type: typeFigure, Words: orID(f.Sentence.Text, f.Passage.Text),
				Href: x.finding(r.ID, f.ID), Disputes: x.disputes(r.ID, f.ID), passage: f.Passage}
			g := x.same[k]
			if n, ok := lines[told{g, *f.When}]; ok && g != nil {
				out[n].Tellers = append(out[n].Tellers, t)
				continue
			}
			lines[told{g, *f.When}] = len(out)
			out = append(out, timelineRow{When: f.When, What: strings.TrimSpace(value(f) + " " + f.Unit), Tellers: []teller{t}})
		}
	}
	return out
}

// teller is the voice behind a member of a line.
func (x *index) teller(m parley.Member) teller {
	t := teller{
		Report: x.in(m.Report), Finding: m.Finding, Voice: x.member(m), Words: m.Passage.Text,
		Href: x.finding(m.Report, m.Finding), Type: typeClause, Disputes: x.disputes(m.Report, m.Finding), passage: m.Passage,
	}
	k := key{m.Report, m.Finding}
	if e, ok := x.event(k); ok {
		t.Type, t.Status, t.Codes = string(e.Type), string(e.Status), coded(event.Code(e.Type, e.Status))
		if r := x.reports[m.Report]; t.Voice.Own && r != nil {
			t.Voice = x.asserter(r, e.AssertedBy)
		}
	} else if s, ok := x.statement(k); ok {
		t.Type, t.Status, t.Codes = typeStatement, string(s.Act), coded(event.CodeStatement(s))
	} else if _, ok := x.figure(k); ok {
		t.Type = typeFigure
	}
	return t
}

// timelineFilter is how the timeline can be narrowed.
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
		{laneFacet, "Lane", func(r *timelineRow) []ref { return r.Lanes }},
	},
	Quiet: laneFacet,
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

// How many voices of a line stand on the page, and of all lines together; the twins have all.
const (
	mostTellers = 8
	mostVoiced  = 80
)

// fewTellers sets how many voices each line shows: as many as can be without too many on the page.
func fewTellers(rows []timelineRow) {
	for most := mostTellers; most > 0; most-- {
		n := 0
		for i := range rows {
			rows[i].shows = min(most, len(rows[i].Tellers))
			n += rows[i].shows
		}
		if n <= mostVoiced {
			return
		}
	}
}

// Shown are the voices that stand on the page.
func (r timelineRow) Shown() []teller { return r.Tellers[:r.shows] }

// More is how many voices do not.
func (r timelineRow) More() int { return len(r.Tellers) - r.shows }

// A timelineModel is the model of the timeline.
type timelineModel struct {
	List  listing       `json:"list"`
	View  window        `json:"view"`
	Rows  []timelineRow `json:"rows"`
	Strip *strip        `json:"-"`
}

// timeline shows what is told to have happened, by date, each line with its voices, as a picture and as a table. Both have the same lines: those of the
// days that the address asks for (see window), and where it asks for none, all.
func timeline(_ context.Context, rq *request) (page, error) {
	lines := rq.lists.timeline()
	every, l, err := lines.choose(rq, parley.Interval{})
	if err != nil {
		return page{}, err
	}
	v, err := rq.window(every, l)
	if err != nil {
		return page{}, err
	}
	all := every
	if v.narrows() {
		if all, l, err = lines.choose(rq, v.Interval); err != nil {
			return page{}, err
		}
	}
	shown := all.take(l.First-1, l.Last)
	fewTellers(shown)
	v.addTo(&l, rq)
	v.count(every)
	m := timelineModel{List: l, View: v, Rows: shown, Strip: rq.strip(all, v)}
	return page{Name: "timeline", Title: "Timeline", Body: m, Table: func() table { return timelineTable(all.all()) }}, nil
}

func timelineTable(rows []timelineRow) table {
	t := table{Head: []string{"from", "to", "what", "type", "status", "voice", "party", "via", "outlet", "file", "finding", "words", "kind", "lanes", "paper", "plover", "cameo"}}
	for _, r := range rows {
		var from, to any
		if r.When != nil {
			from, to = r.When.From, r.When.To
		}
		for _, m := range r.Tellers {
			plover, cameo := codeCells(m.Codes)
			t.Rows = append(t.Rows, []any{from, to, r.What, m.Type, m.Status, m.Voice.Label(), m.Voice.Party.Name,
				names(m.Voice.Via), m.Report.Outlet, m.Report.File, m.Finding, m.Words, r.Kind, names(r.Lanes), m.Paper.Name, plover, cameo})
		}
	}
	return t
}

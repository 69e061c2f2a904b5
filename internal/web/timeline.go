package web

import (
	"cmp"
	"context"
	"html/template"
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

// A timelineLine is what the record has for one row of the timeline; its row is made when it is shown.
type timelineLine struct {
	when    *parley.Interval
	what    string
	members []parley.Member // of a line of the chronology
	also    []alsoTold
	kind    kind
	paper   bool
	looks   standing
}

// An alsoTold is a step of a paper or a figure that a line tells: the at-th of the first-th instrument or report. led says that it stands in a line that
// another finding began.
type alsoTold struct {
	step      bool
	led       bool
	first, at int32
}

// timelineLines are the lines of the timeline in order of time, those without a day last.
func (x *index) timelineLines() []timelineLine {
	out := make([]timelineLine, 0, len(x.rec.Chronology))
	at := linesBy{first: make(map[key]int, len(x.rec.Chronology)), more: map[key][]int{}}
	for _, c := range x.rec.Chronology {
		l := timelineLine{what: c.What, members: c.Members}
		if c.From.Known() || c.To.Known() {
			l.when = &parley.Interval{From: c.From, To: c.To}
		}
		for _, m := range c.Members {
			at.add(key{m.Report, m.Finding}, len(out))
		}
		out = append(out, l)
	}
	out = x.addSteps(out, at)
	out = x.addFigures(out, at)
	var ts []utterance
	for i := range out {
		ts = x.utterances(&out[i], ts[:0])
		out[i].kind, out[i].looks = lineKind(ts), lineStanding(ts)
	}
	order := make([]int32, len(out))
	for i := range order {
		order[i] = int32(i) //nolint:gosec // as many as a record can have
	}
	ordered(order, func(i int32) parley.Date { return cmp.Or(out[i].when.First(0), 1<<30) }, cmp.Compare)
	sorted := make([]timelineLine, len(out))
	for i, n := range order {
		sorted[i] = out[n]
	}
	return sorted
}

// A linesBy is the numbers of lines by the findings that tell them: mostly one.
type linesBy struct {
	first map[key]int
	more  map[key][]int // further ones
}

func (l *linesBy) add(k key, n int) {
	if _, has := l.first[k]; has {
		l.more[k] = append(l.more[k], n)
	} else {
		l.first[k] = n
	}
}

// timelineRow is the i-th row of the timeline.
func (x *index) timelineRow(i int) timelineRow {
	r := x.told(&x.lines[i])
	r.Lanes = rowLanes(&r)
	return r
}

// told is the row of a line, without its lanes.
func (x *index) told(l *timelineLine) timelineRow {
	r := timelineRow{When: l.when, What: l.what, Kind: l.kind, paper: l.paper, looks: l.looks, Tellers: make([]teller, 0, len(l.members)+len(l.also))}
	for _, m := range l.members {
		t := x.teller(m)
		t.Told = strings.Contains(line(l.what), line(t.Words))
		r.Tellers = append(r.Tellers, t)
	}
	for _, a := range l.also {
		if a.step {
			p := &x.rec.Instruments[a.first]
			t := x.stepTeller(x.paper(p.ID), p.History[a.at])
			t.Told = a.led
			r.Tellers = append(r.Tellers, t)
		} else {
			rep := &x.rec.Reports[a.first]
			r.Tellers = append(r.Tellers, x.figureTeller(rep, &rep.Figures[a.at]))
		}
	}
	return r
}

func (x *index) stepTeller(paper ref, s parley.Step) teller {
	r := x.stepRow(s)
	return teller{Report: r.Report, Finding: s.Statement, Voice: r.Voice, Type: typeStep, Status: string(s.State), Words: r.Words,
		Href: r.Href, Paper: paper, Disputes: r.Disputes, passage: s.Passage}
}

func (x *index) figureTeller(r *parley.ReportEntry, f *parley.Figure) teller {
	return teller{Report: x.ref(r), Finding: f.ID, Voice: x.asserter(r, f.AssertedBy), Type: typeFigure, Words: orID(f.Sentence.Text, f.Passage.Text),
		Href: x.finding(r.ID, f.ID), Disputes: x.disputes(r.ID, f.ID), passage: f.Passage}
}

// addSteps adds the steps of papers that have a day. One that a line tells already, by the same finding, in the same words and of the same day, is
// put to that line.
func (x *index) addSteps(out []timelineLine, at linesBy) []timelineLine {
	for i := range x.rec.Instruments {
		p := &x.rec.Instruments[i]
		for j, s := range p.History {
			if s.When == nil {
				continue
			}
			a := alsoTold{step: true, first: int32(i), at: int32(j)} //nolint:gosec // numbers of what is in memory
			if n := x.lineOf(out, at, s); n >= 0 {
				a.led = true
				out[n].also = append(out[n].also, a)
				out[n].paper = true
				continue
			}
			out = append(out, timelineLine{when: s.When, what: x.paper(p.ID).Name + ": " + words(s.State), also: []alsoTold{a}, paper: true})
		}
	}
	return out
}

// lineOf is the number of the line that tells a step already, -1 for none.
func (x *index) lineOf(out []timelineLine, at linesBy, s parley.Step) int {
	find := func(k key) int {
		n, told := at.first[k]
		if !told {
			return -1
		}
		fits := func(n int) bool { w := out[n].when; return w != nil && *w == *s.When && x.tells(&out[n], s) }
		if fits(n) {
			return n
		}
		for _, n := range at.more[k] {
			if fits(n) {
				return n
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

// tells reports whether a line has words of a step among its own.
func (x *index) tells(l *timelineLine, s parley.Step) bool {
	meets := func(report parley.ReportID, p parley.Passage) bool {
		return report == s.Report && p.Raw.Overlaps(s.Passage.Raw)
	}
	for _, m := range l.members {
		if meets(m.Report, m.Passage) {
			return true
		}
	}
	for _, a := range l.also { // steps alone, before there are figures
		if o := &x.rec.Instruments[a.first].History[a.at]; meets(o.Report, o.Passage) {
			return true
		}
	}
	return false
}

// addFigures adds the figures that have a day, those that are told as one in one line, but for those that a line has already.
func (x *index) addFigures(out []timelineLine, at linesBy) []timelineLine {
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
			if _, told := at.first[k]; told || f.When == nil {
				continue
			}
			a := alsoTold{first: int32(i), at: int32(j)} //nolint:gosec // numbers of what is in memory
			g := x.same[k]
			if n, ok := lines[told{g, *f.When}]; ok && g != nil {
				out[n].also = append(out[n].also, a)
				continue
			}
			lines[told{g, *f.When}] = len(out)
			out = append(out, timelineLine{when: f.When, what: strings.TrimSpace(value(f) + " " + f.Unit), also: []alsoTold{a}})
		}
	}
	return out
}

// teller is the voice behind a member of a line.
func (x *index) teller(m parley.Member) teller {
	f := x.find(m)
	t := x.leanTeller(m, f)
	t.Report, t.Finding, t.Href, t.Disputes, t.passage = x.in(m.Report), m.Finding, x.finding(m.Report, m.Finding), x.disputes(m.Report, m.Finding), m.Passage
	if f.event != nil {
		t.Codes = coded(event.Code(f.event.Type, f.event.Status))
		if f.statement == nil && m.Says == "" {
			t.Voice = x.asserter(f.report, f.event.AssertedBy)
		}
	} else if f.statement != nil {
		t.Codes = coded(event.CodeStatement(f.statement))
	}
	if f.statement != nil {
		t.Voice.Via = x.through(f.statement)
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
	Drawn template.HTML `json:"-"` // the strip as it is written; "" where the page does that
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
	if m.Strip != nil {
		m.Drawn = rq.part("timeline", "strip", rq.path, m.Strip, "page")
	}
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

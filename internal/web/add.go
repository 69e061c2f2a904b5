package web

import (
	"context"
	"strings"
	"unicode"

	"github.com/parley-press/parley"
)

// An addModel is the page on which a person adds what the machine did not find: the text in numbered sentences, and the form.
type addModel struct {
	Report    reportRef
	Kind      string
	Kinds     []choice
	Sentences []numberedLine
	Form      formView
	Lang      string
}

// A numberedLine is a sentence of the text, or a part of it that is none.
type numberedLine struct {
	N     int // from 1, 0 where it is none
	Span  parley.Span
	Runs  []run
	First bool // of its paragraph
}

// added are the kinds of finding that can be added.
var added = []string{parley.LayerStatement, parley.LayerEvent, parley.LayerFigure}

// addPage shows the form for a new finding.
func addPage(ctx context.Context, rq *request) (page, error) {
	if !rq.desk {
		return page{}, parley.Errorf(parley.NotFound, "add", "these pages can only be read")
	}
	r, err := rq.report(rq.name("id"))
	if err != nil {
		return page{}, err
	}
	t, err := rq.text(ctx, r.ID)
	if err != nil {
		return page{}, err
	}
	read := rq.cut.numbered(t)
	m := addModel{Report: rq.ref(r), Kind: rq.q.Get("kind"), Lang: languageTag(r.Meta.Language)}
	asked := rq.selected(t)
	if rq.form != nil {
		m.Kind = rq.form.Get("kind")
	}
	if !contains(added, m.Kind) {
		m.Kind = added[0]
	}
	for _, k := range added {
		c := choice{Value: k, Name: k, On: k == m.Kind, Href: m.Report.Href + "/add?kind=" + k}
		if len(asked) > 0 {
			c.Href += "&span=" + rq.q.Get("span")
		}
		m.Kinds = append(m.Kinds, c)
	}
	m.Sentences = lines(rq.cut, read, rq.marksOf(r, m.Kind))
	m.Form = rq.formOf(m.Report.Href+"/add", "add", 0)
	m.Form.Entities, m.Form.Papers = rq.namesIn(r.ID)
	sent := rq.sent("add")
	switch m.Kind {
	case parley.LayerStatement:
		rq.sayFields(&m.Form, sent, read, &parley.Statement{Act: parley.Say, Mode: parley.Indirect, Content: asked}, true)
	case parley.LayerEvent:
		rq.happenFields(&m.Form, sent, read, &parley.Event{Type: parley.EventTypes[0], Status: parley.Happened, Evidence: asked}, true)
	case parley.LayerFigure:
		g := &parley.Figure{Qualifier: parley.Exact}
		if len(asked) > 0 {
			g.Passage = asked[0]
		}
		rq.countFields(&m.Form, sent, read, g, true)
	}
	if m.Kind != parley.LayerStatement {
		m.Form.Controls = append(m.Form.Controls, rq.voices(sent, r))
	}
	return page{Name: "add", Title: "Add a finding", Body: m}, nil
}

// voices is the choice of who tells an event or a figure: the outlet, or a statement of the report.
func (rq *request) voices(f *form, r *parley.ReportEntry) control {
	c := f.control("select", "asserted-by", "Told by", parley.Narrator)
	c.Options = []choice{{Value: parley.Narrator, Name: line("the outlet itself, " + rq.ref(r).Label()), On: c.Value == parley.Narrator}}
	for i := range r.Statements {
		s := &r.Statements[i]
		c.Options = append(c.Options, choice{Value: s.ID, Name: line(s.ID + " " + rq.voice(r, s).Label() + " " + verb(s.Act) + ": " + shorten(parley.Excerpt(s.Content), 60)), On: c.Value == s.ID})
	}
	return c
}

// shorten is the first characters of s, cut at a word.
func shorten(s string, most int) string {
	rs := []rune(line(s))
	if len(rs) <= most {
		return string(rs)
	}
	cut := most
	for cut > most/2 && rs[cut] != ' ' {
		cut--
	}
	return string(rs[:cut]) + " …"
}

// marksOf are the marks of a layer's findings in a report, which lead nowhere.
func (x *index) marksOf(r *parley.ReportEntry, layer string) []mark {
	var out []mark
	for i := range r.Statements {
		if layer == parley.LayerStatement {
			out = append(out, statementMarks(&r.Statements[i])...)
		}
	}
	for i := range r.Events {
		if layer == parley.LayerEvent {
			out = append(out, eventMarks(&r.Events[i])...)
		}
	}
	for i := range r.Figures {
		if layer == parley.LayerFigure {
			out = append(out, mark{Span: r.Figures[i].Passage.Span, Kind: "figure"})
		}
	}
	return muted(out)
}

// muted are marks without the finding that they are of: they light words, and no more.
func muted(ms []mark) []mark {
	out := make([]mark, len(ms))
	for i, m := range ms {
		out[i] = mark{Span: m.Span, Kind: m.Kind, Mute: true}
	}
	return out
}

// lines lays a text out by sentences, and what stands between them. No byte is in two lines, and all that is not white space is in one.
func lines(cut sentencing, r reading, marks []mark) []numberedLine {
	d := cut(r.Text)
	begins := map[int]bool{}
	for _, p := range d.Paragraphs {
		begins[p.Span.Start] = true
	}
	var out []numberedLine
	at := 0
	gap := func(to int) {
		for _, s := range printedLines(r.Content, at, to) {
			out = append(out, numberedLine{Span: s, First: true})
		}
	}
	for i, s := range r.sentences {
		if s.Start < at {
			continue
		}
		gap(s.Start)
		out = append(out, numberedLine{N: i + 1, Span: s, First: begins[s.Start]})
		at = s.End
	}
	gap(len(r.Content))
	per := make([]*segment, len(out))
	for i := range out {
		per[i] = &segment{Span: out[i].Span}
	}
	lightParts(r.Content, per, marks)
	for i := range out {
		out[i].Runs = per[i].Runs
	}
	return out
}

// printedLines are the printed lines of content between two bytes that hold more than white space, without the white space around them.
func printedLines(content string, from, to int) []parley.Span {
	var out []parley.Span
	for l := range strings.Lines(content[from:to]) {
		start := from + len(l) - len(strings.TrimLeftFunc(l, unicode.IsSpace))
		if end := from + len(strings.TrimRightFunc(l, unicode.IsSpace)); start < end {
			out = append(out, parley.Span{Start: start, End: end})
		}
		from += len(l)
	}
	return out
}

// addFinding is a new finding on words of a report.
func addFinding(ctx context.Context, rq *request, f *form) (parley.Decision, error) {
	r, err := rq.report(rq.name("id"))
	if err != nil {
		return parley.Decision{}, err
	}
	t, err := rq.text(ctx, r.ID)
	if err != nil {
		return parley.Decision{}, err
	}
	d := parley.Decision{Kind: parley.DecideAdd, Report: r.ID}
	a := parley.Addition{Layer: f.Get("kind")}
	switch read := rq.cut.numbered(t); a.Layer {
	case parley.LayerStatement:
		a.Edit = rq.readSay(f, read)
	case parley.LayerEvent:
		a.Edit = rq.readHappen(f, read)
	case parley.LayerFigure:
		a.Edit = rq.readCount(f, read)
		if a.Unit == "" {
			f.wrong("unit", "say what is counted, as it is printed")
		}
	default:
		return d, parley.Errorf(parley.Invalid, "form", "a %q cannot be added; there are statement, event and figure", a.Layer)
	}
	needWords(f, a.Edit)
	rq.tidy(f, &a, r)
	d.Value = encode(f, a)
	return d, nil
}

// tidy takes out of an addition what says nothing, and looks for the statement that tells it.
func (rq *request) tidy(f *form, a *parley.Addition, r *parley.ReportEntry) {
	none := func(w *parley.Whom) *parley.Whom {
		if w != nil && w.ID == "" && w.Words == nil {
			return nil
		}
		return w
	}
	a.Source, a.Addressee, a.Instrument = none(a.Source), none(a.Addressee), none(a.Instrument)
	if a.Cue != nil && len(*a.Cue) == 0 {
		a.Cue = nil
	}
	if a.Negated != nil && !*a.Negated {
		a.Negated = nil
	}
	if a.Participants != nil && len(*a.Participants) == 0 {
		a.Participants = nil
	}
	for _, d := range []**parley.Interval{&a.SaidOn, &a.When} {
		if *d != nil && **d == (parley.Interval{}) {
			*d = nil
		}
	}
	by := f.Get("asserted-by")
	if a.Layer == parley.LayerStatement || by == "" || by == parley.Narrator {
		return
	}
	if _, ok := rq.statement(key{r.ID, by}); !ok {
		f.wrong("asserted-by", "this report has no statement %q", by)
		return
	}
	a.AssertedBy = by
}

package web

import (
	"context"

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
	Text  string
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
	m := addModel{Report: rq.ref(r), Kind: rq.q.Get("kind"), Sentences: lines(rq.cut, read), Lang: languageTag(r.Meta.Language)}
	if rq.form != nil {
		m.Kind = rq.form.Get("kind")
	}
	if !contains(added, m.Kind) {
		m.Kind = added[0]
	}
	for _, k := range added {
		m.Kinds = append(m.Kinds, choice{Value: k, Name: k, On: k == m.Kind, Href: m.Report.Href + "/add?kind=" + k})
	}
	m.Form = rq.formOf(m.Report.Href+"/add", "add", 0)
	m.Form.Entities, m.Form.Papers = rq.namesIn(r.ID)
	sent := rq.sent("add")
	switch m.Kind {
	case parley.LayerStatement:
		rq.sayFields(&m.Form, sent, read, nil, true)
	case parley.LayerEvent:
		rq.happenFields(&m.Form, sent, read, nil, true)
	case parley.LayerFigure:
		rq.countFields(&m.Form, sent, read, nil, true)
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

// lines lays a text out by sentences.
func lines(cut sentencing, r reading) []numberedLine {
	d := cut(r.Text)
	begins := map[int]bool{}
	for _, p := range d.Paragraphs {
		begins[p.Span.Start] = true
	}
	var out []numberedLine
	for i, s := range r.sentences {
		out = append(out, numberedLine{N: i + 1, Text: r.Content[s.Start:s.End], First: begins[s.Start]})
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
	if _, ok := rq.statements[key{r.ID, by}]; !ok {
		f.wrong("asserted-by", "this report has no statement %q", by)
		return
	}
	a.AssertedBy = by
}

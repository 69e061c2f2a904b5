package web

import (
	"context"
	"encoding/json"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// findingHref is the address of the page on which a finding is corrected.
func findingHref(r reportRef, id string) string { return r.Href + "/findings/" + url.PathEscape(id) }

// A found is a finding of a report of any layer.
type found struct {
	report    *parley.ReportEntry
	layer     string
	basis     parley.Basis
	statement *parley.Statement
	event     *parley.Event
	figure    *parley.Figure
}

// found is the finding of that id in a report.
func (x *index) found(r *parley.ReportEntry, id string) (found, error) {
	k := key{r.ID, id}
	if s, ok := x.statement(k); ok {
		return found{report: r, layer: parley.LayerStatement, basis: s.Basis, statement: s}, nil
	}
	if e, ok := x.event(k); ok {
		return found{report: r, layer: parley.LayerEvent, basis: e.Basis, event: e}, nil
	}
	if g, ok := x.figure(k); ok {
		return found{report: r, layer: parley.LayerFigure, basis: g.Basis, figure: g}, nil
	}
	return found{}, missing("finding", id)
}

// passages are the words that the finding rests on.
func (f found) passages() []parley.Passage {
	switch {
	case f.statement != nil:
		return f.statement.Content
	case f.event != nil:
		return f.event.Evidence
	case f.figure != nil:
		return []parley.Passage{f.figure.Passage}
	}
	return nil
}

// marks are the marks of the finding.
func (f found) marks() []mark {
	switch {
	case f.statement != nil:
		return statementMarks(f.statement)
	case f.event != nil:
		return eventMarks(f.event)
	case f.figure != nil:
		return []mark{{Span: f.figure.Passage.Span, ID: f.figure.ID, Kind: "figure", Main: true}}
	}
	return nil
}

// card is the finding as a card.
func (x *index) card(f found) card {
	c := card{ID: f.basis.ID, Kind: f.layer}
	switch {
	case f.statement != nil:
		row := x.row(f.report, f.statement)
		c.Statement = &row
	case f.event != nil:
		row := x.eventRow(f.report, f.event)
		c.Event = &row
	case f.figure != nil:
		row := x.figureRow(f.report, f.figure)
		c.Figure = &row
	}
	x.fill(&c, f)
	return c
}

// fill adds to a card what every finding has: who stands behind it, its permanent address, and its words where they were published.
func (x *index) fill(c *card, f found) {
	main := mainWords(f.passages())
	rep := x.ref(f.report)
	c.Provenance = x.provenance(f.report.ID, f.basis)
	c.Link = permalink(rep, main.Raw)
	c.Original = original(f.report.Meta.URL, main.Text)
	c.Desk = findingHref(rep, f.basis.ID)
	c.at = main.Span
}

// permalink is the address of words in the reader by their bytes in the file, which stay what they are whatever the reader's version; "" where they stand nowhere
// in the file.
func permalink(r reportRef, raw parley.RawSpan) string {
	if raw.Empty() {
		return ""
	}
	return r.Href + "?at=" + strconv.Itoa(raw.Start) + "-" + strconv.Itoa(raw.End) + "#at"
}

// A findingModel is one finding with what people made of it, and the forms by which it is corrected.
type findingModel struct {
	Report     reportRef  `json:"report"`
	ID         string     `json:"id"`
	Kind       string     `json:"kind"`
	Finding    any        `json:"finding"`
	Provenance provenance `json:"provenance"`
	Link       string     `json:"permalink,omitempty"`
	Card       card       `json:"-"`
	Context    []run      `json:"context,omitempty"`
	Log        []logRow   `json:"decisions,omitempty"`
	Stands     *formView  `json:"-"` // accept, reject
	Edit       *formView  `json:"-"`

	Sentences []numberedLine `json:"-"` // of the report, for who edits by selecting words
	Lang      string         `json:"-"`
}

// findingPage shows one finding, its history, and the forms to correct it.
func findingPage(ctx context.Context, rq *request) (page, error) {
	r, err := rq.report(rq.name("report"))
	if err != nil {
		return page{}, err
	}
	f, err := rq.found(r, rq.name("id"))
	if err != nil {
		return page{}, err
	}
	t, err := rq.text(ctx, r.ID)
	if err != nil {
		return page{}, err
	}
	m := findingModel{Report: rq.ref(r), ID: f.basis.ID, Kind: f.layer, Card: rq.card(f), Finding: f.statement}
	m.Card.Base = m.Report.Href
	if f.event != nil {
		m.Finding = f.event
	} else if f.figure != nil {
		m.Finding = f.figure
	}
	m.Provenance, m.Link, m.Log = m.Card.Provenance, m.Card.Link, rq.logAbout(r.ID, f.basis.ID)
	marks := f.marks()
	for i := range marks {
		marks[i].Href, marks[i].Main = rq.finding(r.ID, f.basis.ID), false
	}
	m.Context = split(t.Content, paragraphAt(t, f.passages()[:min(1, len(f.passages()))]), marks)
	if rq.desk {
		read := rq.cut.numbered(t)
		rq.findingForms(&m, f, read)
		m.Sentences, m.Lang = lines(rq.cut, read, muted(f.marks())), languageTag(r.Meta.Language)
	}
	return page{Name: "finding", Title: "Correct " + f.layer + " " + line(f.basis.ID), Body: m}, nil
}

// findingForms makes the forms of a finding.
func (rq *request) findingForms(m *findingModel, f found, r reading) {
	action := findingHref(m.Report, m.ID)
	on := parley.Decision{Report: f.report.ID, Finding: m.ID}
	on.Kind = parley.DecideAccept
	stands := rq.formOf(action, "accept", rq.log.seen(on))
	if rq.form != nil && rq.form.Get("do") == "reject" {
		stands.Wrong, stands.Why = rq.form.Wrong, rq.form.Get("why")
	}
	on.Kind = parley.DecideEdit
	edit := rq.formOf(action, "edit", rq.log.seen(on))
	edit.Entities, edit.Papers = rq.namesIn(f.report.ID)
	sent, asked := rq.sent("edit"), rq.selected(r.Text)
	switch {
	case f.statement != nil:
		s := *f.statement
		if len(asked) > 0 {
			s.Content = asked
		}
		rq.sayFields(&edit, sent, r, &s, true)
	case f.event != nil:
		e := *f.event
		if len(asked) > 0 {
			e.Evidence = asked
		}
		rq.happenFields(&edit, sent, r, &e, true)
	case f.figure != nil:
		g := *f.figure
		if len(asked) > 0 {
			g.Passage = asked[0]
		}
		rq.countFields(&edit, sent, r, &g, true)
	}
	m.Stands, m.Edit = &stands, &edit
}

// decideFinding is accept, reject or edit of a finding.
func decideFinding(ctx context.Context, rq *request, f *form) (parley.Decision, error) {
	r, err := rq.report(rq.name("report"))
	if err != nil {
		return parley.Decision{}, err
	}
	d := parley.Decision{Report: r.ID, Finding: rq.name("id")}
	switch f.Get("do") {
	case "accept":
		d.Kind = parley.DecideAccept
		return d, nil
	case "reject":
		d.Kind = parley.DecideReject
		return d, nil
	case "edit":
		d.Kind = parley.DecideEdit
	default:
		return d, parley.Errorf(parley.Invalid, "form", "nothing can be done by the name %q; there are accept, reject and edit", f.Get("do"))
	}
	is, err := rq.found(r, d.Finding)
	if err != nil {
		if len(rq.log.on(parley.Decision{Kind: parley.DecideReject, Report: r.ID, Finding: d.Finding})) > 0 { // the page had it, so somebody took it out since
			return d, parley.Errorf(parley.Clash, "form", "%s does not stand in the record any more", d.Finding)
		}
		return d, err
	}
	t, err := rq.text(ctx, r.ID)
	if err != nil {
		return d, err
	}
	var e parley.Edit
	switch read := rq.cut.numbered(t); {
	case is.statement != nil:
		e = rq.readSay(f, read)
		needWords(f, e)
		e = sayChanges(e, is.statement)
	case is.event != nil:
		e = rq.readHappen(f, read)
		needWords(f, e)
		e = happenChanges(e, is.event)
	case is.figure != nil:
		e = rq.readCount(f, read)
		needWords(f, e)
		e = countChanges(e, is.figure)
	}
	if len(f.Wrong) == 0 && reflect.DeepEqual(e, parley.Edit{}) {
		f.wrong("", "nothing in the form differs from what the finding says already; accept it, or change a field")
	}
	d.Value = encode(f, e)
	return d, nil
}

// encode is a value as the log keeps it.
func encode(f *form, v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		f.wrong("", "this cannot be written down")
	}
	return string(b)
}

// afterFinding leads to the finding in the reader, or where it does not stand any more, to what people took out of the report.
func afterFinding(x *index, d parley.Decision) string {
	id := d.Finding
	if at, ok := x.log.seq[d.Seq]; ok && at.Now != "" {
		id = at.Now
	}
	if r, ok := x.reports[d.Report]; ok {
		if _, err := x.found(r, id); err == nil {
			return x.finding(d.Report, id)
		}
	}
	return x.in(d.Report).Href + "#taken-out"
}

// rawSpan reads the bytes that a permanent address names.
func rawSpan(s string) (parley.RawSpan, bool) {
	a, b, ok := strings.Cut(s, "-")
	from, err := strconv.Atoi(a)
	to, err2 := strconv.Atoi(b)
	return parley.RawSpan{Start: from, End: to}, ok && err == nil && err2 == nil && from >= 0 && from < to
}

package web

import (
	"context"
	"net/url"
	"sort"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// A reviewRow is a finding that waits for a person.
type reviewRow struct {
	Kind       string    `json:"kind"`
	ID         string    `json:"id"`
	Report     reportRef `json:"report"`
	Href       string    `json:"href"`
	What       string    `json:"what"`
	Words      string    `json:"words"`
	Rule       string    `json:"rule"`
	Confidence float64   `json:"confidence"`
	Decided    bool      `json:"decided"` // rows of the queue are not
	found      found
}

// name is the row's place in the queue, as the address keeps it.
func (r *reviewRow) name() string {
	return strconv.FormatFloat(r.Confidence, 'f', -1, 64) + "~" + string(r.Report.ID) + "~" + r.ID
}

// A reviewModel is the queue: one finding to decide, how far one is, and what comes next.
type reviewModel struct {
	Kind     string      `json:"kind"`
	Whose    string      `json:"whose"` // nobody or me
	Who      string      `json:"who,omitempty"`
	Of       int         `json:"of"`
	Done     int         `json:"done"`
	Left     int         `json:"left"`
	Skipped  int         `json:"skipped"`
	Rows     []reviewRow `json:"rows"` // to be decided, from the one shown on
	Kinds    []choice    `json:"-"`
	Whoses   []choice    `json:"-"`
	Reports  []choice    `json:"-"`
	Newest   bool        `json:"-"` // of the reports only the newest are offered
	only     parley.ReportID
	Report   string      `json:"report,omitempty"`
	Now      *card       `json:"-"`
	Quote    []run       `json:"-"`
	Lang     string      `json:"-"`
	In       reportRef   `json:"-"`
	Form     *formView   `json:"-"`
	Edit     string      `json:"-"`
	Skip     string      `json:"-"`
	Again    string      `json:"-"` // the queue without what was skipped
	Coming   []reviewRow `json:"-"`
	Last     *logRow     `json:"-"` // what the one who asks decided last on a finding, with the form that takes it back
	Percent  int         `json:"-"`
	ReadOnly bool        `json:"-"`
}

// mostReports is how many reports the queue offers to be narrowed to.
const mostReports = 200

// mostComing is how many findings the page of the queue names after the one it asks about, mostQueue how many rows its twins have.
const (
	mostComing = 8
	mostQueue  = 1000
)

// review is the queue of what the machine is least sure of. Confidences of one kind of finding are compared, those of two are not.
func review(ctx context.Context, rq *request) (page, error) {
	m := reviewModel{Kind: rq.q.Get("kind"), Whose: rq.q.Get("whose"), Who: whoOf(ctx), Report: rq.q.Get("report")}
	if m.Kind == "" {
		m.Kind = parley.LayerStatement
	}
	if m.Whose == "" {
		m.Whose = "nobody"
	}
	if !contains(added, m.Kind) || m.Whose != "nobody" && m.Whose != "me" {
		return page{}, parley.Errorf(parley.Invalid, "address", "kind is one of statement, event and figure, whose is nobody or me")
	}
	only, err := rq.onlyReport(m.Report)
	if err != nil {
		return page{}, err
	}
	after, err := placeIn(rq.q.Get("after"))
	if err != nil {
		return page{}, err
	}
	m.only = only
	rq.goThrough(&m, only, after)
	m.Done += rq.rejected(m.Kind, only, m.Whose == "me", m.Who)
	m.Of = m.Done + m.Left
	m.Percent = m.Done * 100 / max(1, m.Of)
	rq.reviewChoices(&m)
	m.Last = rq.lastOf(m.Who)
	if err := rq.asks(ctx, &m); err != nil {
		return page{}, err
	}
	all := m.Rows
	return page{Name: "review", Title: "Review", Body: m, tag: "review\x00" + m.Who, Table: func() table { return reviewTable(all) }}, nil
}

// onlyReport is the report that the queue is narrowed to, "" for all.
func (rq *request) onlyReport(id string) (parley.ReportID, error) {
	if id == "" {
		return "", nil
	}
	r, err := rq.report(id)
	if err != nil {
		return "", err
	}
	return r.ID, nil
}

// findings is how many findings of a kind report i has.
func (x *index) findings(layer string, i int) int {
	switch r := &x.rec.Reports[i]; layer {
	case parley.LayerStatement:
		return len(r.Statements)
	case parley.LayerEvent:
		return len(r.Events)
	default:
		return len(r.Figures)
	}
}

// foundAt is the finding of a kind at a place.
func (x *index) foundAt(layer string, a at) found {
	r := a.in(x.rec)
	f := found{report: r, layer: layer}
	switch layer {
	case parley.LayerStatement:
		f.statement = &r.Statements[a.n]
		f.basis = f.statement.Basis
	case parley.LayerEvent:
		f.event = &r.Events[a.n]
		f.basis = f.event.Basis
	default:
		f.figure = &r.Figures[a.n]
		f.basis = f.figure.Basis
	}
	return f
}

// sureness is the machine's confidence in a finding, before anybody corrected it.
func sureness(b *parley.Basis) float64 {
	if b.Corrected != nil {
		return b.Corrected.Confidence
	}
	return b.Confidence
}

// goThrough counts the queue and makes the rows that are to be decided, as many as the twins have.
func (rq *request) goThrough(m *reviewModel, only parley.ReportID, after *queuePlace) {
	queue := rq.lists.queue[m.Kind]()
	from := 0 // what is skipped ends here
	if after != nil {
		from = sort.Search(len(queue), func(i int) bool { return after.compare(rq.foundAt(m.Kind, queue[i].at).place()) < 0 })
	}
	mine := map[parley.ReportID]bool{} // reports in which the one who asks decided something
	if m.Whose == "me" {
		for i := range rq.rec.Decisions {
			if d := &rq.rec.Decisions[i]; d.Who == m.Who {
				mine[d.Report] = true
			}
		}
	}
	for i, q := range queue {
		r := q.in(rq.rec)
		if only != "" && r.ID != only {
			continue
		}
		decided := q.decided
		if m.Whose == "me" {
			decided = len(mine) > 0 && mine[r.ID] && rq.decidedBy(m.Who, r.ID, rq.foundAt(m.Kind, q.at).basis.ID)
		}
		switch {
		case decided:
			m.Done++
		case i < from:
			m.Skipped++
			m.Left++
		default:
			if m.Left++; len(m.Rows) < mostQueue {
				m.Rows = append(m.Rows, rq.reviewRow(rq.foundAt(m.Kind, q.at)))
			}
		}
	}
}

// reviewRow is the row of one finding.
func (rq *request) reviewRow(f found) reviewRow {
	r := f.report
	row := reviewRow{Kind: f.layer, ID: f.basis.ID, Report: rq.ref(r), Href: rq.finding(r.ID, f.basis.ID), Words: parley.Excerpt(f.passages()),
		Rule: f.basis.Rule, Confidence: sureness(&f.basis), found: f}
	if c := f.basis.Corrected; c != nil {
		row.Rule = c.Rule
	}
	switch {
	case f.statement != nil:
		row.What = rq.voice(r, f.statement).Label() + " " + verb(f.statement.Act)
	case f.event != nil:
		row.What = words(f.event.Type) + ", " + words(f.event.Status)
	default:
		row.What = rq.figureRow(r, f.figure).Value + " " + line(f.figure.Unit)
	}
	return row
}

// placeIn reads the place in the queue up to which findings are skipped, nil where none are.
func placeIn(s string) (*queuePlace, error) {
	if s == "" {
		return nil, nil
	}
	parts := strings.SplitN(s, "~", 3)
	if len(parts) == 3 {
		if c, err := strconv.ParseFloat(parts[0], 64); err == nil {
			return &queuePlace{c, parley.ReportID(parts[1]), parts[2]}, nil
		}
	}
	return nil, parley.Errorf(parley.Invalid, "address", "after is no place in the queue")
}

// decidedBy reports whether somebody decided on a finding.
func (rq *request) decidedBy(who string, r parley.ReportID, id string) bool {
	for _, d := range rq.log.about[key{r, id}] {
		if d.Who == who && d.State != parley.Undone && d.Kind != parley.DecideUndo {
			return true
		}
	}
	return false
}

// rejected counts the findings of a kind that people took out of the record: they were decided on too.
func (rq *request) rejected(kind string, only parley.ReportID, mine bool, who string) int {
	n := 0
	for i := range rq.rec.Decisions {
		d := &rq.rec.Decisions[i]
		if d.Kind == parley.DecideReject && d.State == parley.InForce && (only == "" || d.Report == only) && (!mine || d.Who == who) && rq.logRow(d).Of == kind {
			n++
		}
	}
	return n
}

// lastOf is what somebody decided last, if it was on a finding and can be taken back: a key that was hit by mistake is undone where it was hit.
func (rq *request) lastOf(who string) *logRow {
	var last *parley.Decided
	for i := range rq.rec.Decisions {
		if d := &rq.rec.Decisions[i]; d.Who == who && (last == nil || d.Seq > last.Seq) {
			last = d
		}
	}
	if !rq.desk || last == nil || last.State != parley.InForce {
		return nil
	}
	switch last.Kind {
	case parley.DecideAccept, parley.DecideReject, parley.DecideEdit:
	default:
		return nil
	}
	row := rq.undoable([]logRow{rq.logRow(last)})[0]
	if row.Undo != nil {
		row.Undo.Back = address("/review", rq.q.Encode())
	}
	return &row
}

// reviewChoices are the addresses of the other queues.
func (rq *request) reviewChoices(m *reviewModel) {
	to := func(k, v string) string { return address("/review", keep(withValue(rq.q, k, v), "after")) }
	for _, k := range added {
		m.Kinds = append(m.Kinds, choice{Value: k, Name: words(k + "s"), On: k == m.Kind, Href: to("kind", k)})
	}
	m.Whoses = []choice{{Value: "nobody", Name: "nobody has decided on", On: m.Whose == "nobody", Href: to("whose", "nobody")},
		{Value: "me", Name: "I have not decided on", On: m.Whose == "me", Href: to("whose", "me")}}
	newest := chosen[reportRow]{list: rq.lists.reports()}
	m.Newest = newest.len() > mostReports
	var offered []reportRef
	if m.Newest { // the one that is chosen too, whenever it came out
		if r := rq.reports[m.only]; r != nil {
			offered = append(offered, rq.ref(r))
		}
		for _, r := range newest.take(0, mostReports) {
			if r.Report.ID != m.only {
				offered = append(offered, r.Report)
			}
		}
	} else {
		for i := range rq.rec.Reports {
			offered = append(offered, rq.ref(&rq.rec.Reports[i]))
		}
	}
	for _, r := range offered {
		m.Reports = append(m.Reports, choice{Value: string(r.ID), Name: shorten(orID(r.Headline, r.File), 70), On: string(r.ID) == m.Report || r.ID.Short() == m.Report})
	}
	m.Again = address("/review", keep(rq.q, "after"))
}

// asks sets the finding that is asked about, with the form.
func (rq *request) asks(ctx context.Context, m *reviewModel) error {
	m.ReadOnly = !rq.desk
	if len(m.Rows) == 0 {
		return nil
	}
	now := &m.Rows[0]
	c := rq.card(now.found)
	c.Base = now.Report.Href
	m.Now, m.In = &c, now.Report
	t, err := rq.text(ctx, now.Report.ID)
	if err != nil {
		return err
	}
	marks := now.found.marks()
	for i := range marks {
		marks[i].Href, marks[i].Main = now.Href, false
	}
	m.Quote = split(t.Content, paragraphAt(t, now.found.passages()[:min(1, len(now.found.passages()))]), marks)
	m.Lang = languageTag(now.found.report.Meta.Language)
	m.Skip = address("/review", keep(withValue(rq.q, "after", now.name())))
	m.Coming = m.Rows[1:min(len(m.Rows), 1+mostComing)]
	if !rq.desk {
		return nil
	}
	back := address("/review", rq.q.Encode())
	v := formView{Action: findingHref(now.Report, now.ID), Back: back,
		Seen: rq.log.seen(parley.Decision{Kind: parley.DecideAccept, Report: now.Report.ID, Finding: now.ID})}
	m.Form, m.Edit = &v, v.Action+"?back="+url.QueryEscape(back)
	return nil
}

func reviewTable(rows []reviewRow) table {
	t := table{Head: []string{"kind", "report", "file", "id", "what", "words", "rule", "confidence"}}
	for _, r := range rows {
		t.Rows = append(t.Rows, []any{r.Kind, string(r.Report.ID), r.Report.File, r.ID, r.What, r.Words, r.Rule, r.Confidence})
	}
	return t
}

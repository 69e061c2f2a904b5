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
	Decided    bool      `json:"decided"`
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
	Percent  int         `json:"-"`
	ReadOnly bool        `json:"-"`
}

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
	rows := rq.reviewRows(m.Kind, only, m.Whose == "me", m.Who)
	after, err := queuePlace(rq.q.Get("after"))
	if err != nil {
		return page{}, err
	}
	for _, r := range rows {
		switch {
		case r.Decided:
			m.Done++
		case after != nil && !after.before(&r):
			m.Skipped++
			m.Left++
		default:
			m.Left++
			m.Rows = append(m.Rows, r)
		}
	}
	m.Done += rq.rejected(m.Kind, only, m.Whose == "me", m.Who)
	m.Of = m.Done + m.Left
	m.Percent = m.Done * 100 / max(1, m.Of)
	rq.reviewChoices(&m)
	if err := rq.asks(ctx, &m); err != nil {
		return page{}, err
	}
	m.Rows = m.Rows[:min(len(m.Rows), mostQueue)]
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

// reviewRows lists the findings of a kind, the least certain first; of equal ones, in the order of reports and ids.
func (rq *request) reviewRows(kind string, only parley.ReportID, mine bool, who string) []reviewRow {
	var out []reviewRow
	for i := range rq.rec.Reports {
		r := &rq.rec.Reports[i]
		if only != "" && r.ID != only {
			continue
		}
		add := func(f found, what string) {
			row := reviewRow{Kind: f.layer, ID: f.basis.ID, Report: rq.ref(r), Href: rq.finding(r.ID, f.basis.ID), What: what, Words: parley.Excerpt(f.passages()),
				Rule: f.basis.Rule, Confidence: f.basis.Confidence, found: f}
			if c := f.basis.Corrected; c != nil {
				row.Rule, row.Confidence = c.Rule, c.Confidence
			}
			row.Decided = rq.isDecided(r.ID, f.basis, mine, who)
			out = append(out, row)
		}
		switch kind {
		case parley.LayerStatement:
			for j := range r.Statements {
				s := &r.Statements[j]
				add(found{report: r, layer: kind, basis: s.Basis, statement: s}, rq.voice(r, s).Label()+" "+verb(s.Act))
			}
		case parley.LayerEvent:
			for j := range r.Events {
				e := &r.Events[j]
				add(found{report: r, layer: kind, basis: e.Basis, event: e}, words(e.Type)+", "+words(e.Status))
			}
		case parley.LayerFigure:
			for j := range r.Figures {
				g := &r.Figures[j]
				add(found{report: r, layer: kind, basis: g.Basis, figure: g}, rq.figureRow(r, g).Value+" "+line(g.Unit))
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].before(&out[j]) })
	return out
}

// before is the order of the queue.
func (r *reviewRow) before(o *reviewRow) bool {
	if r.Confidence != o.Confidence {
		return r.Confidence < o.Confidence
	}
	if r.Report.ID != o.Report.ID {
		return r.Report.ID < o.Report.ID
	}
	return r.ID < o.ID
}

// queuePlace reads the place in the queue up to which findings are skipped, nil where none are.
func queuePlace(s string) (*reviewRow, error) {
	if s == "" {
		return nil, nil
	}
	parts := strings.SplitN(s, "~", 3)
	if len(parts) == 3 {
		if c, err := strconv.ParseFloat(parts[0], 64); err == nil {
			return &reviewRow{Confidence: c, Report: reportRef{ID: parley.ReportID(parts[1])}, ID: parts[2]}, nil
		}
	}
	return nil, parley.Errorf(parley.Invalid, "address", "after is no place in the queue")
}

// isDecided reports whether somebody, or with mine the person who asks, decided on a finding.
func (rq *request) isDecided(r parley.ReportID, b parley.Basis, mine bool, who string) bool {
	if !mine {
		return b.Accepted != "" || b.Corrected != nil || personOf(b.Rule) != ""
	}
	for _, d := range rq.log.about[key{r, b.ID}] {
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

// reviewChoices are the addresses of the other queues.
func (rq *request) reviewChoices(m *reviewModel) {
	to := func(k, v string) string { return address("/review", keep(withValue(rq.q, k, v), "after")) }
	for _, k := range added {
		m.Kinds = append(m.Kinds, choice{Value: k, Name: words(k + "s"), On: k == m.Kind, Href: to("kind", k)})
	}
	m.Whoses = []choice{{Value: "nobody", Name: "nobody has decided on", On: m.Whose == "nobody", Href: to("whose", "nobody")},
		{Value: "me", Name: "I have not decided on", On: m.Whose == "me", Href: to("whose", "me")}}
	for i := range rq.rec.Reports {
		r := rq.ref(&rq.rec.Reports[i])
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

package web

import (
	"context"
	"net/url"

	"github.com/parley-press/parley"
)

// statementHref is the permanent address of a statement.
func statementHref(r reportRef, id string) string {
	return "/statements/" + r.Href[len("/reports/"):] + "/" + url.PathEscape(id)
}

// A statementModel is one statement with all that hangs on it.
type statementModel struct {
	Row        statementRow     `json:"row"`
	Statement  parley.Statement `json:"statement"`
	Context    []run            `json:"context"`             // the paragraph it stands in, its words marked
	Parent     []statementRow   `json:"nested_in,omitempty"` // none or one
	Children   []statementRow   `json:"holds,omitempty"`
	Elsewhere  []telling        `json:"told_elsewhere,omitempty"`
	Origins    int              `json:"origins,omitempty"`
	Conflicts  []conflictRow    `json:"conflicts,omitempty"`
	Events     []eventRow       `json:"events,omitempty"`
	Figures    []figureRow      `json:"figures,omitempty"`
	Provenance provenance       `json:"provenance"`
	Link       string           `json:"permalink,omitempty"`
	Original   string           `json:"original,omitempty"`
	Desk       string           `json:"-"`
	Can        bool             `json:"-"`
}

// A telling is another passage that tells the same.
type telling struct {
	Report reportRef `json:"report"`
	Voice  voice     `json:"voice"`
	Words  string    `json:"words"`
	Href   string    `json:"href"`
}

// statementPage shows one statement.
func statementPage(ctx context.Context, rq *request) (page, error) {
	r, err := rq.report(rq.name("report"))
	if err != nil {
		return page{}, err
	}
	s, ok := rq.statement(key{r.ID, rq.name("id")})
	if !ok {
		return page{}, missing("statement", rq.name("id"))
	}
	m := statementModel{Row: rq.row(r, s), Statement: *s}
	if t, err := rq.text(ctx, r.ID); err == nil { // without the text, the words of the statement itself are shown
		marks := statementMarks(s)
		for i := range marks {
			marks[i].Href, marks[i].Main = m.Row.Reader, false
		}
		m.Context = split(t.Content, paragraphAt(t, s.Content[:min(1, len(s.Content))]), marks)
	}
	c := rq.card(found{report: r, layer: parley.LayerStatement, basis: s.Basis, statement: s})
	m.Provenance, m.Link, m.Original, m.Desk, m.Can = c.Provenance, c.Link, c.Original, c.Desk, rq.desk
	for i := range r.Statements {
		c := &r.Statements[i]
		if c.ID == s.NestedIn && s.NestedIn != "" {
			m.Parent = []statementRow{rq.row(r, c)}
		}
		if c.NestedIn == s.ID && c.ID != s.ID {
			m.Children = append(m.Children, rq.row(r, c))
		}
	}
	if g := rq.same[key{r.ID, s.ID}]; g != nil {
		m.Origins = g.Origins
		for _, o := range g.Members {
			if o.Report != r.ID || o.Finding != s.ID {
				m.Elsewhere = append(m.Elsewhere, telling{rq.in(o.Report), rq.member(o), o.Passage.Text, rq.finding(o.Report, o.Finding)})
			}
		}
	}
	for _, c := range rq.conflicts[key{r.ID, s.ID}] {
		m.Conflicts = append(m.Conflicts, rq.briefConflict(c, sideAccounts))
	}
	rq.inSentences(ctx, m.Conflicts)
	for i := range r.Events {
		if r.Events[i].AssertedBy == s.ID {
			m.Events = append(m.Events, rq.eventRow(r, &r.Events[i]))
		}
	}
	for i := range r.Figures {
		if r.Figures[i].AssertedBy == s.ID {
			m.Figures = append(m.Figures, rq.figureRow(r, &r.Figures[i]))
		}
	}
	return page{Name: "statement", Title: m.Row.Voice.Label() + " " + verb(s.Act), Body: m}, nil
}

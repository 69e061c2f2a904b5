package web

import (
	"context"
	"sort"
	"strings"

	"github.com/parley-press/parley"
)

// A stance is one party's stand on one issue on one day.
type stance struct {
	Party   ref              `json:"party"`
	Issue   string           `json:"issue"`
	Stance  string           `json:"stance"`
	Words   string           `json:"words"`
	When    *parley.Interval `json:"when,omitempty"`
	Changed bool             `json:"changed,omitempty"`
	Report  reportRef        `json:"report"`
	Href    string           `json:"href"`
	IDs     []string         `json:"statements"`
}

// An issueRow is one issue with a cell for each party.
type issueRow struct {
	Issue string
	Cells [][]stance
}

// A positionModel is the model of the page of positions.
type positionModel struct {
	List    listing    `json:"list"`
	Parties []ref      `json:"parties"`
	Rows    []stance   `json:"rows"`
	Issues  []issueRow `json:"-"`
	Grid    bool       `json:"-"` // few enough parties for a column each
}

// mostColumns is how many parties have a column each; more stand one under another.
const mostColumns = 4

// Filled is how many parties have a stance on the issue.
func (r issueRow) Filled() int {
	n := 0
	for _, c := range r.Cells {
		if len(c) > 0 {
			n++
		}
	}
	return n
}

// stances are the positions of the record.
func (x *index) stances() []stance {
	var out []stance
	for _, p := range x.rec.Positions {
		s := stance{Party: x.who(p.Party), Issue: p.Issue, Stance: p.Stance, Words: p.Words, When: p.Date,
			Changed: p.Changed, Report: x.in(p.Report), IDs: p.Statements}
		s.Href = s.Report.Href
		if len(p.Statements) > 0 {
			s.Href = x.finding(p.Report, p.Statements[0])
		}
		out = append(out, s)
	}
	return out
}

// stanceFilter is how positions can be narrowed.
var stanceFilter = filter[stance]{
	Facets: []facet[stance]{
		{"party", "Party", func(r *stance) []ref { return []ref{r.Party} }},
		{"issue", "Issue", func(r *stance) []ref { return named(r.Issue) }},
		{"stance", "Stance", func(r *stance) []ref { return code(r.Stance) }},
		{"outlet", "Outlet", func(r *stance) []ref { return named(r.Report.Label()) }},
	},
	Text: func(r *stance) string { return strings.Join([]string{r.Issue, r.Words, r.Party.Name}, "\n") },
	When: func(r *stance) *parley.Interval {
		if r.When == nil && r.Report.Date.Known() {
			return parley.Day(r.Report.Date)
		}
		return r.When
	},
}

// positions shows each party's stand on each issue, in order of time.
func positions(_ context.Context, rq *request) (page, error) {
	shown, all, l, err := pick(rq, rq.stances(), stanceFilter)
	if err != nil {
		return page{}, err
	}
	m := positionModel{List: l, Rows: shown}
	m.grid()
	return page{Name: "positions", Title: "Positions", Body: m, Table: func() table { return stanceTable(all) }}, nil
}

// grid lays the stances out by issue and party, both in the order of how much is known of them.
func (m *positionModel) grid() {
	var parties, issues tallies
	for _, s := range m.Rows {
		parties.add(s.Party)
		issues.add(ref{Name: s.Issue})
	}
	col, at := map[string]int{}, map[string]int{}
	for i, p := range parties.sorted() {
		m.Parties = append(m.Parties, p.Ref)
		col[p.Ref.ID+"\x00"+p.Ref.Name] = i
	}
	m.Grid = len(m.Parties) <= mostColumns
	for i, t := range issues.sorted() {
		m.Issues = append(m.Issues, issueRow{t.Ref.Name, make([][]stance, len(m.Parties))})
		at[t.Ref.Name] = i
	}
	for _, s := range m.Rows {
		c := &m.Issues[at[s.Issue]].Cells[col[s.Party.ID+"\x00"+s.Party.Name]]
		*c = append(*c, s)
	}
	for _, r := range m.Issues {
		for _, c := range r.Cells {
			sort.SliceStable(c, func(i, j int) bool {
				return dayOf(c[i].When, c[i].Report.Date) < dayOf(c[j].When, c[j].Report.Date)
			})
		}
	}
}

func stanceTable(rows []stance) table {
	t := table{Head: []string{"party", "issue", "stance", "from", "to", "changed", "words", "outlet", "file", "statements"}}
	for _, r := range rows {
		var from, to any
		if r.When != nil {
			from, to = r.When.From, r.When.To
		}
		t.Rows = append(t.Rows, []any{r.Party.Name, r.Issue, r.Stance, from, to, r.Changed, r.Words, r.Report.Outlet,
			r.Report.File, strings.Join(r.IDs, " ")})
	}
	return t
}

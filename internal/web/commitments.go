package web

import (
	"context"

	"github.com/parley-press/parley"
)

// A commitmentRow is one promise or set day with what is told of it later.
type commitmentRow struct {
	ID      string           `json:"id"`
	Href    string           `json:"href"`
	Party   ref              `json:"party"`
	Voice   voice            `json:"voice"`
	Report  reportRef        `json:"report"`
	Words   string           `json:"words"`
	Day     *parley.Interval `json:"day,omitempty"` // of the promise
	Due     *parley.Interval `json:"due,omitempty"`
	Term    string           `json:"term,omitempty"`
	Outcome string           `json:"outcome,omitempty"`
	Then    []account        `json:"then,omitempty"`
}

func (x *index) commitmentRow(c *parley.Commitment) commitmentRow {
	row := commitmentRow{ID: c.ID, Href: x.finding(c.Said.Report, c.Said.Finding), Party: x.party(c.Party), Voice: x.member(c.Said),
		Report: x.in(c.Said.Report), Words: c.Said.Passage.Text, Day: c.Day, Due: c.Due, Term: c.Term, Outcome: c.Outcome}
	if c.Party != "" {
		row.Voice.Who, row.Voice.Party, row.Voice.Own = x.who(c.Party), x.party(c.Party), false
	}
	for _, m := range c.Then {
		row.Then = append(row.Then, account{Voice: x.member(m), Report: x.in(m.Report), Href: x.finding(m.Report, m.Finding), When: x.whenOf(m),
			Quote: quote{Words: m.Passage.Text}, words: m.Passage})
	}
	return row
}

// FirstTold are the first tellings of what came of it, as many as a list shows.
func (r commitmentRow) FirstTold() []account { return r.Then[:min(len(r.Then), fewAccounts)] }

// ToldMore is how many tellings it does not show.
func (r commitmentRow) ToldMore() int { return len(r.Then) - len(r.FirstTold()) }

// commitmentFilter is how commitments can be narrowed.
var commitmentFilter = filter[commitmentRow]{
	Facets: []facet[commitmentRow]{
		{"party", "Party", func(r *commitmentRow) []ref { return []ref{r.Party} }},
		{"outcome", "What came of it", func(r *commitmentRow) []ref { return []ref{r.outcome()} }},
		{"outlet", "Outlet", func(r *commitmentRow) []ref { return named(r.Report.Label()) }},
	},
	Text: func(r *commitmentRow) string { return r.Words + "\n" + r.Term + "\n" + r.Voice.Label() },
	When: func(r *commitmentRow) *parley.Interval { return r.Due },
}

// outcome is what is told to have come of it, as a value to narrow by.
func (r *commitmentRow) outcome() ref {
	if r.Outcome == "" {
		return ref{ID: "nothing-told", Name: "nothing told"}
	}
	return ref{ID: r.Outcome, Name: words(r.Outcome)}
}

// A commitmentModel is the model of the page of commitments.
type commitmentModel struct {
	List listing         `json:"list"`
	Rows []commitmentRow `json:"rows"`
}

// commitments shows what was promised and the days that were set, with what came of them.
func commitments(_ context.Context, rq *request) (page, error) {
	shown, all, l, err := rq.lists.commitments().pick(rq)
	if err != nil {
		return page{}, err
	}
	return page{Name: "commitments", Title: "Commitments", Body: commitmentModel{l, shown}, Table: func() table { return commitmentTable(all.all()) }}, nil
}

func commitmentTable(rows []commitmentRow) table {
	t := table{Head: []string{"id", "party", "due_from", "due_to", "term", "outcome", "words", "file", "told_later"}}
	for _, r := range rows {
		var from, to any
		if r.Due != nil {
			from, to = r.Due.From, r.Due.To
		}
		t.Rows = append(t.Rows, []any{r.ID, r.Voice.Label(), from, to, r.Term, r.Outcome, r.Words, r.Report.File, len(r.Then)})
	}
	return t
}

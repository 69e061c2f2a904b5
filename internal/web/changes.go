package web

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// A changeRow is a party that stands elsewhere on an issue at the second of two days than at the first.
type changeRow struct {
	Party  ref     `json:"party"`
	Issue  string  `json:"issue"`
	Kind   string  `json:"kind"` // one of changeKinds
	Before *stance `json:"before,omitempty"`
	After  stance  `json:"after"`
	Href   string  `json:"href"` // all that is told of it
}

// The kinds of change, in the order in which they are shown.
var changeKinds = []string{"turned", "moved", "reworded", "new"}

// What a change is, for people.
var changeNames = map[string]string{"turned": "to the other side", "moved": "moved", "reworded": "other word, same side", "new": "first stance"}

// KindName is the kind for people.
func (r changeRow) KindName() string { return changeNames[r.Kind] }

// A changeModel is the model of the page of changes.
type changeModel struct {
	List    listing     `json:"list"`
	From    parley.Date `json:"from,omitzero"`
	To      parley.Date `json:"to,omitzero"`
	Turned  int         `json:"turned"`
	Undated int         `json:"undated"` // stances without a day, which are not compared
	Rows    []changeRow `json:"rows"`
}

// changeFilter is how changes can be narrowed.
var changeFilter = filter[changeRow]{
	Facets: []facet[changeRow]{
		{"kind", "Change", func(r *changeRow) []ref { return []ref{{ID: r.Kind, Name: changeNames[r.Kind]}} }},
		{"party", "Party", func(r *changeRow) []ref { return []ref{r.Party} }},
		{"issue", "Issue", func(r *changeRow) []ref { return named(r.Issue) }},
	},
	Text: func(r *changeRow) string {
		s := []string{r.Issue, r.Party.Name, r.After.Words}
		if r.Before != nil {
			s = append(s, r.Before.Words)
		}
		return strings.Join(s, "\n")
	},
}

// changes shows whose stand is another at the end of a time than at its beginning. Without two days it is the time of all that is told.
func changes(_ context.Context, rq *request) (page, error) {
	var l listing
	if err := l.read(rq.q); err != nil {
		return page{}, err
	}
	m := changeModel{From: l.From, To: l.To}
	m.bound(rq.stances())
	if m.To < m.From {
		return page{}, parley.Errorf(parley.Invalid, "address", "the day from is after the day to")
	}
	var found []changeRow
	for _, in := range rq.cells() {
		if r, ok := m.between(in); ok {
			found = append(found, r)
		}
	}
	slices.SortStableFunc(found, func(a, b changeRow) int {
		return cmp.Or(cmp.Compare(slices.Index(changeKinds, a.Kind), slices.Index(changeKinds, b.Kind)), cmp.Compare(b.After.day(), a.After.day()))
	})
	for _, r := range found {
		if r.Kind == changeKinds[0] {
			m.Turned++
		}
	}
	shown, all, l, err := pick(rq, found, changeFilter)
	if err != nil {
		return page{}, err
	}
	m.List, m.Rows = l, shown
	return page{Name: "changes", Title: "Changes of position", Body: m, Table: func() table { return changeTable(all) }}, nil
}

// bound fills in the days that were not asked for: the first and the last on which a stance is told.
func (m *changeModel) bound(rows []stance) {
	var lo, hi parley.Date
	for i := range rows {
		d := rows[i].day()
		if !d.Known() {
			m.Undated++
			continue
		}
		if !lo.Known() || d < lo {
			lo = d
		}
		hi = max(hi, d)
	}
	if !m.From.Known() {
		m.From = lo
		if m.To.Known() {
			m.From = min(lo, m.To)
		}
	}
	if !m.To.Known() {
		m.To = max(hi, m.From)
	}
}

// between is how a party's stances on an issue, in order of time, differ at the two days; ok is false where they do not.
func (m *changeModel) between(in []*stance) (r changeRow, ok bool) {
	before, after := standOn(in, m.From), standOn(in, m.To)
	if after == nil || before == after {
		return r, false
	}
	r = changeRow{Party: after.Party, Issue: after.Issue, Before: before, After: *after, Kind: "new"}
	r.Href = "/positions?" + keep(map[string][]string{"party": {orID(r.Party.ID, r.Party.Name)}, "issue": {r.Issue}}) + "#told"
	if before == nil {
		return r, true
	}
	a, b := before.leaning(), after.leaning()
	switch {
	case a*b < 0:
		r.Kind = "turned"
	case a != b:
		r.Kind = "moved"
	case before.Stance != after.Stance:
		r.Kind = "reworded"
	default:
		return r, false
	}
	return r, true
}

// standOn is the last stance that was taken by a day, nil where none is.
func standOn(in []*stance, by parley.Date) *stance {
	var out *stance
	for _, s := range in {
		if d := s.day(); d.Known() && d <= by {
			out = s
		}
	}
	return out
}

func changeTable(rows []changeRow) table {
	t := table{Head: []string{"party", "issue", "change", "before", "before_day", "before_words", "before_file", "after", "after_day", "after_words", "after_file"}}
	for i := range rows {
		r := &rows[i]
		b := make([]any, 4)
		if s := r.Before; s != nil {
			b = []any{s.Stance, s.day(), s.Words, s.Report.File}
		}
		t.Rows = append(t.Rows, []any{r.Party.Name, r.Issue, r.Kind, b[0], b[1], b[2], b[3], r.After.Stance, r.After.day(), r.After.Words, r.After.Report.File})
	}
	return t
}

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
	Ever    bool        `json:"since_first_told,omitempty"` // no day from was asked for: each stand is compared with the first that was told
	Once    int         `json:"told_once"`                  // stands of which no change can be known then, as they are told of one day only
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

// A changesFound is the changes of position between two days. It is copied before days are set.
type changesFound struct {
	changeModel
	rows *listed[changeRow]
}

// changes shows whose stand is another at the end of a time than at its beginning. Without a day from it is another than the first that was told: on
// the day on which a record begins hardly anybody has taken a stand. Without any day that is found once.
func changes(_ context.Context, rq *request) (page, error) {
	var l listing
	if err := l.read(rq.q); err != nil {
		return page{}, err
	}
	found := rq.changed()
	if l.From.Known() || l.To.Known() {
		found.changeModel.From, found.changeModel.To = bounded(l.From, l.To, found.From, found.To)
		found.Ever = !l.From.Known()
		if found.To < found.From {
			return page{}, parley.Errorf(parley.Invalid, "address", "the day from is after the day to")
		}
		found.find(rq.cells())
	}
	shown, all, l, err := found.rows.pick(rq)
	if err != nil {
		return page{}, err
	}
	m := found.changeModel
	m.List, m.Rows = l, shown
	return page{Name: "changes", Title: "Changes of position", Body: m, Table: func() table { return changeTable(all.all()) }}, nil
}

// allChanges are the changes from what was first told to the last day on which a stance is told.
func (x *index) allChanges() changesFound {
	f := changesFound{changeModel: changeModel{Ever: true}}
	rows := x.stances()
	for i := range rows {
		d := rows[i].day()
		if !d.Known() {
			f.Undated++
			continue
		}
		if !f.From.Known() || d < f.From {
			f.From = d
		}
		f.To = max(f.To, d)
	}
	f.find(x.cells())
	return f
}

// bounded is two days that were asked for, with the first and the last on which a stance is told where one was not.
func bounded(from, to, first, last parley.Date) (parley.Date, parley.Date) {
	if !from.Known() {
		from = min(first, to)
	}
	if !to.Known() {
		to = max(last, from)
	}
	return from, to
}

// find finds the changes in cells of stances that stand in order of time: by kind, the latest of each first.
func (f *changesFound) find(cells [][]*stance) {
	var found []changeRow
	f.Once = 0
	for _, in := range cells {
		if r, ok := f.between(in); ok {
			found = append(found, r)
		} else if f.Ever && onceTold(in, f.To) {
			f.Once++
		}
	}
	order := make([]int, len(found)) // the rows are large
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := &found[i], &found[j]
		return cmp.Or(cmp.Compare(slices.Index(changeKinds, a.Kind), slices.Index(changeKinds, b.Kind)), cmp.Compare(b.After.day(), a.After.day()))
	})
	f.Turned = 0
	for i := range found {
		if found[i].Kind == changeKinds[0] {
			f.Turned++
		}
	}
	f.rows = newListed(len(order), func(i int) changeRow { return found[order[i]] }, changeFilter)
}

// between is how a party's stances on an issue, in order of time, differ at the two days; ok is false where they do not.
func (m *changeModel) between(in []*stance) (r changeRow, ok bool) {
	from := m.From
	if m.Ever {
		from = firstDay(in)
	}
	before, after := standOn(in, from), standOn(in, m.To)
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

// firstDay is the first day of stances in order of time, 0 where none has a day.
func firstDay(in []*stance) parley.Date {
	for _, s := range in {
		if d := s.day(); d.Known() {
			return d
		}
	}
	return 0
}

// onceTold reports whether the stances in order of time that were taken by a day are of one day only.
func onceTold(in []*stance, by parley.Date) bool {
	s := standOn(in, by)
	return s != nil && s.day() == firstDay(in)
}

// standOn is the last stance of those in order of time that was taken by a day, nil where none is.
func standOn(in []*stance, by parley.Date) *stance {
	n, _ := slices.BinarySearchFunc(in, by+1, func(s *stance, d parley.Date) int { return cmp.Compare(s.day(), d) })
	if n == 0 || !in[n-1].day().Known() {
		return nil
	}
	return in[n-1]
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

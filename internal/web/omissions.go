package web

import (
	"context"

	"github.com/parley-press/parley"
)

// An omissionRow is what one report leaves out that at least two independent others on its story carry.
type omissionRow struct {
	Report  reportRef `json:"report"`
	Outlet  ref       `json:"outlet"`
	Same    string    `json:"same"`
	Layer   string    `json:"layer,omitempty"`
	What    string    `json:"what"`
	Carried []telling `json:"carried"`
}

// fewCarriers is how many of those that carry it a page shows; the twins have all.
const fewCarriers = 4

// Few are the first that carry it.
func (r omissionRow) Few() []telling { return r.Carried[:min(len(r.Carried), fewCarriers)] }

// More is how many of those that carry it a page does not show.
func (r omissionRow) More() int { return max(0, len(r.Carried)-fewCarriers) }

// omissionRow is the row of one omission, with the words of those that carry it.
func (x *index) omissionRow(o *parley.Omission) omissionRow {
	row := omissionRow{Report: x.in(o.Report), Same: o.Same, What: o.What}
	if row.Report.File == "" {
		row.Report.File = o.File
	}
	row.Outlet = ref{Name: row.Report.Label(), Href: outletHref(row.Report.Outlet)}
	g := x.press().same[o.Same]
	if g != nil {
		row.Layer = g.Layer
	}
	told := x.press().told[o.Same]
	for _, id := range o.Carried {
		t := telling{Report: x.in(id), Href: x.in(id).Href, Voice: voice{Outlet: x.in(id).Label(), Own: true}}
		if n, ok := told[id]; ok {
			m := g.Members[n]
			t.Words, t.Voice, t.Href = m.Passage.Text, x.member(m), x.finding(id, m.Finding)
		}
		row.Carried = append(row.Carried, t)
	}
	return row
}

// omissionFilter is how omissions can be narrowed.
var omissionFilter = filter[omissionRow]{
	Facets: []facet[omissionRow]{
		{"outlet", "Left out by", func(r *omissionRow) []ref { return named(r.Report.Label()) }},
		{"carried", "Carried by", func(r *omissionRow) []ref {
			var out []ref
			for _, t := range r.Carried {
				out = append(out, named(t.Report.Label())...)
			}
			return out
		}},
		{"layer", "What", func(r *omissionRow) []ref { return code(r.Layer) }},
		{"said", "Said by", func(r *omissionRow) []ref {
			var out []ref
			for _, t := range r.Carried {
				out = append(out, t.Voice.Party)
			}
			return out
		}},
	},
	Text: func(r *omissionRow) string { return r.What + "\n" + r.Report.Headline + "\n" + r.Report.Label() },
	When: func(r *omissionRow) *parley.Interval {
		if r.Report.Date.Known() {
			return parley.Day(r.Report.Date)
		}
		return nil
	},
}

// An omissionModel is the model of the page of omissions.
type omissionModel struct {
	Nav  outletNav     `json:"-"`
	List listing       `json:"list"`
	Rows []omissionRow `json:"rows"`
}

// omissions shows what reports leave out that two others carry.
func omissions(_ context.Context, rq *request) (page, error) {
	shown, all, l, err := rq.lists.omissions().pick(rq)
	if err != nil {
		return page{}, err
	}
	return page{Name: "omissions", Title: "Omissions", Body: omissionModel{rq.outletNav("omissions"), l, shown}, Table: func() table { return omissionTable(all.all()) }}, nil
}

// omissionTable is a line for each report that carries what another leaves out.
func omissionTable(rows []omissionRow) table {
	t := table{Head: []string{"file", "outlet", "published", "same", "layer", "what", "carried_by_file", "carried_by_outlet", "words"}}
	for _, r := range rows {
		for _, c := range r.Carried {
			t.Rows = append(t.Rows, []any{r.Report.File, r.Report.Outlet, r.Report.Date, r.Same, r.Layer, r.What, c.Report.File, c.Report.Outlet, c.Words})
		}
	}
	return t
}

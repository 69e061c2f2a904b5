package web

import (
	"context"
	"net/url"

	"github.com/parley-press/parley"
)

// An outletRow is one outlet with what it carried.
type outletRow struct {
	Name       string           `json:"name"`
	Href       string           `json:"href,omitempty"` // its page
	Reports    []reportRef      `json:"reports"`        // the first of them
	Of         int              `json:"reports_total"`
	Period     *parley.Interval `json:"period,omitempty"`
	Agencies   []string         `json:"agencies,omitempty"`
	Statements int              `json:"statements"`
	Copies     int              `json:"copies"`
	Quoted     int              `json:"quoted"`
	Voices     []tally          `json:"voices,omitempty"` // parties it lets speak, most often first
	Delay      delay            `json:"delay"`
}

// Called is the outlet's name for people.
func (r outletRow) Called() string { return orID(r.Name, "outlet not known") }

// mostOutletReports is how many reports of an outlet the twins name; the list of reports has all.
const mostOutletReports = 25

// outletHref is the address of an outlet's page, "" where it has no name that an address can carry.
func outletHref(name string) string {
	if name == "" || name == "." || name == ".." {
		return ""
	}
	return "/outlets/" + url.PathEscape(name)
}

// A copyRow is a set of reports that carry one text.
type copyRow struct {
	Origin     reportRef    `json:"origin"`
	Why        string       `json:"why"`
	Confidence float64      `json:"confidence"`
	Outlets    int          `json:"outlets"`
	Members    []carrierRow `json:"members"`
}

// A carrierRow is one report that carries the text of another.
type carrierRow struct {
	Report reportRef          `json:"report"`
	Kind   parley.CarrierKind `json:"kind,omitempty"`
	Own    float64            `json:"own"`
	Of     float64            `json:"of"`
}

// How says how it carries it, for people.
func (c carrierRow) How() string {
	switch c.Kind {
	case parley.CarriesSame:
		return "the same text"
	case parley.CarriesNear:
		return "nearly the same text"
	case parley.CarriesPart:
		return "a part of it"
	case parley.CarriesWhole:
		return "it inside a longer report"
	case parley.CarriesVersion:
		return "an earlier version"
	case parley.CarriesLinked:
		return "by way of another copy"
	}
	return ""
}

// An outletModel is the model of the page of outlets.
type outletModel struct {
	Nav      outletNav   `json:"-"`
	List     listing     `json:"list"`
	Rows     []outletRow `json:"rows"`
	Copies   []copyRow   `json:"copies,omitempty"`
	CopiesOf int         `json:"copies_total"`
}

// An outletNav is the way between the pages about outlets.
type outletNav struct {
	At                           string
	Outlets, Omissions, Wordings int
}

func (x *index) outletNav(at string) outletNav {
	n := outletNav{At: at, Outlets: len(x.rec.Outlets), Omissions: len(x.rec.Omissions)}
	for _, w := range x.rec.Wordings {
		n.Wordings += len(w.Outlets)
	}
	return n
}

// outletRows are the outlets as the record orders them.
func (x *index) outletRows() []outletRow {
	var out []outletRow
	for i := range x.rec.Outlets {
		out = append(out, x.outletRow(i))
	}
	return out
}

// outletRow is the row of the outlet at that place in the record.
func (x *index) outletRow(i int) outletRow {
	o, f := &x.rec.Outlets[i], &x.press().papers[i]
	row := outletRow{Name: o.Name, Href: outletHref(o.Name), Agencies: o.Agencies, Copies: o.Copies, Quoted: o.Quoted,
		Statements: f.Statements, Voices: top(f.Voices.list, 3), Delay: delayOf(f.Stories)}
	row.Of = len(o.Reports)
	for _, id := range o.Reports {
		if len(row.Reports) < mostOutletReports {
			row.Reports = append(row.Reports, x.in(id))
		}
		if r := x.reports[id]; r != nil && r.Meta.Published.Value.Known() {
			row.Period = widen(row.Period, r.Meta.Published.Value)
		}
	}
	return row
}

// top is the first n tallies.
func top(t []tally, n int) []tally { return t[:min(n, len(t))] }

// outletFilter is how outlets can be narrowed.
var outletFilter = filter[outletRow]{
	Facets: []facet[outletRow]{
		{"agency", "Agency credited", func(r *outletRow) []ref {
			var out []ref
			for _, a := range r.Agencies {
				out = append(out, named(a)...)
			}
			return out
		}},
	},
	Text: func(r *outletRow) string { return r.Name },
}

// outlets shows who carried what, from which agencies, and which reports are copies.
func outlets(_ context.Context, rq *request) (page, error) {
	shown, all, l, err := rq.lists.outlets().pick(rq)
	if err != nil {
		return page{}, err
	}
	m := outletModel{Nav: rq.outletNav("outlets"), List: l, Rows: shown}
	m.CopiesOf = len(rq.rec.Copies)
	for i := range rq.rec.Copies[:min(m.CopiesOf, mostCopies)] {
		m.Copies = append(m.Copies, rq.copyRow(&rq.rec.Copies[i]))
	}
	return page{Name: "outlets", Title: "Outlets", Body: m, Table: func() table { return outletTable(all.all()) }}, nil
}

// mostCopies is how many texts with several carriers the page lists, the first of the record; reports have them all.
const mostCopies = 30

// fewCopies is how many carriers of one text the page lists.
const fewCopies = 6

// Few are the first carriers of the text beside its origin.
func (c copyRow) Few() []carrierRow { return c.Members[:min(len(c.Members), fewCopies)] }

// More is how many carriers the page does not list.
func (c copyRow) More() int { return max(0, len(c.Members)-fewCopies) }

// copyRow is a text that several reports carry.
func (x *index) copyRow(g *parley.CopyGroup) copyRow {
	c := copyRow{Origin: x.in(g.Origin), Why: g.Why, Confidence: g.Confidence, Outlets: g.Outlets}
	for _, r := range g.Carriers {
		if r.Report != g.Origin {
			c.Members = append(c.Members, carrierRow{x.in(r.Report), r.Kind, r.Own, r.Of})
		}
	}
	return c
}

func outletTable(rows []outletRow) table {
	t := table{Head: []string{"outlet", "reports", "first", "last", "statements", "agencies", "copies", "quoted", "stories_shared", "told_first", "median_delay_days"}}
	for _, r := range rows {
		var from, to any
		if r.Period != nil {
			from, to = r.Period.From, r.Period.To
		}
		t.Rows = append(t.Rows, []any{r.Name, r.Of, from, to, r.Statements, joinNames(r.Agencies), r.Copies, r.Quoted, r.Delay.Stories, r.Delay.First, r.Delay.Median})
	}
	return t
}

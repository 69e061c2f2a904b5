package web

import (
	"context"

	"github.com/parley-press/parley"
)

// An outletRow is one outlet with what it carried.
type outletRow struct {
	Name       string           `json:"name"`
	Href       string           `json:"href"` // its reports
	Reports    []reportRef      `json:"reports"`
	Period     *parley.Interval `json:"period,omitempty"`
	Agencies   []string         `json:"agencies,omitempty"`
	Statements int              `json:"statements"`
	Copies     int              `json:"copies"`
	Quoted     int              `json:"quoted"`
	Voices     []tally          `json:"voices,omitempty"` // parties it lets speak, most often first
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
	List   listing     `json:"list"`
	Rows   []outletRow `json:"rows"`
	Copies []copyRow   `json:"copies,omitempty"`
}

// outletRows are the outlets as the record orders them.
func (x *index) outletRows() []outletRow {
	var out []outletRow
	for _, o := range x.rec.Outlets {
		row := outletRow{Name: o.Name, Href: "/reports?" + keep(map[string][]string{"outlet": {o.Name}}), Agencies: o.Agencies,
			Copies: o.Copies, Quoted: o.Quoted}
		mine := map[parley.ReportID]bool{}
		for _, id := range o.Reports {
			r := x.in(id)
			mine[id] = true
			row.Reports = append(row.Reports, r)
			if r.Date.Known() {
				row.Period = widen(row.Period, r.Date)
			}
		}
		var said []statementRow
		for _, s := range x.rows {
			if mine[s.Report.ID] {
				said = append(said, s)
			}
		}
		row.Statements = len(said)
		row.Voices = top(partiesByVoice(said), 3)
		out = append(out, row)
	}
	return out
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
	shown, all, l, err := pick(rq, rq.outletRows(), outletFilter)
	if err != nil {
		return page{}, err
	}
	m := outletModel{List: l, Rows: shown}
	for _, g := range rq.rec.Copies {
		c := copyRow{Origin: rq.in(g.Origin), Why: g.Why, Confidence: g.Confidence, Outlets: g.Outlets}
		for _, x := range g.Carriers {
			if x.Report != g.Origin {
				c.Members = append(c.Members, carrierRow{rq.in(x.Report), x.Kind, x.Own, x.Of})
			}
		}
		m.Copies = append(m.Copies, c)
	}
	return page{Name: "outlets", Title: "Outlets", Body: m, Table: func() table { return outletTable(all) }}, nil
}

func outletTable(rows []outletRow) table {
	t := table{Head: []string{"outlet", "reports", "first", "last", "statements", "agencies", "copies", "quoted"}}
	for _, r := range rows {
		var from, to any
		if r.Period != nil {
			from, to = r.Period.From, r.Period.To
		}
		t.Rows = append(t.Rows, []any{r.Name, len(r.Reports), from, to, r.Statements, joinNames(r.Agencies), r.Copies, r.Quoted})
	}
	return t
}

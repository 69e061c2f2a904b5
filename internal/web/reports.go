package web

import (
	"context"
	"strings"

	"github.com/parley-press/parley"
)

// A reportRow is one report with what was found in it.
type reportRow struct {
	Report     reportRef  `json:"report"`
	Words      int        `json:"words"`
	Statements int        `json:"statements"`
	Events     int        `json:"events"`
	Figures    int        `json:"figures"`
	Agencies   []string   `json:"agencies,omitempty"`
	CopyOf     *reportRef `json:"copy_of,omitempty"`
	ReplacedBy *reportRef `json:"replaced_by,omitempty"`
	Repairs    int        `json:"repairs,omitempty"`
	Flags      []string   `json:"flags,omitempty"`
	Why        string     `json:"published_why,omitempty"`

	Certainty parley.Known     `json:"published_certainty,omitempty"` // as parley.Published has it
	Within    *parley.Interval `json:"published_within,omitempty"`    // the days among which the day is the likeliest, or its bounds
}

// reportRow is the row of one report.
func (x *index) reportRow(r *parley.ReportEntry) reportRow {
	row := reportRow{Report: x.ref(r), Words: r.Words, Statements: len(r.Statements), Events: len(r.Events),
		Figures: len(r.Figures), Flags: r.Meta.Flags, Why: r.Meta.Published.Why, Within: r.Meta.Published.Within, Certainty: parley.Known(r.Meta.Published.Certainty())}
	for _, a := range r.Meta.Agencies {
		row.Agencies = append(row.Agencies, a.Name)
	}
	for _, p := range r.Repairs {
		row.Repairs += p.N
	}
	if r.CopyOf != "" {
		c := x.in(r.CopyOf)
		row.CopyOf = &c
	}
	if r.ReplacedBy != "" {
		c := x.in(r.ReplacedBy)
		row.ReplacedBy = &c
	}
	return row
}

// reportFilter is how reports can be narrowed.
var reportFilter = filter[reportRow]{
	Facets: []facet[reportRow]{
		{"outlet", "Outlet", func(r *reportRow) []ref { return named(r.Report.Label()) }},
		{"agency", "Agency", func(r *reportRow) []ref {
			var out []ref
			for _, a := range r.Agencies {
				out = append(out, named(a)...)
			}
			return out
		}},
		{"dated", "Date is", func(r *reportRow) []ref {
			return []ref{{ID: orID(string(r.Report.How), "unknown"), Name: known(r.Report.How)}}
		}},
		{"copy", "Copies", func(r *reportRow) []ref {
			if r.CopyOf != nil {
				return []ref{{ID: "yes", Name: "copy of another"}}
			}
			if r.ReplacedBy != nil {
				return []ref{{ID: "replaced", Name: "earlier version"}}
			}
			return []ref{{ID: "no", Name: "own text"}}
		}},
		{"flag", "Reading", func(r *reportRow) []ref {
			var out []ref
			for _, f := range r.Flags {
				out = append(out, ref{ID: f, Name: strings.ReplaceAll(f, "_", " ")})
			}
			return out
		}},
	},
	Text: func(r *reportRow) string {
		return strings.Join([]string{r.Report.Headline, r.Report.File, r.Report.Outlet, string(r.Report.ID)}, "\n")
	},
	When: func(r *reportRow) *parley.Interval {
		if r.Report.Date.Known() {
			return parley.Day(r.Report.Date)
		}
		return nil
	},
}

// A reportList is the model of the page of reports.
type reportList struct {
	List listing     `json:"list"`
	Rows []reportRow `json:"rows"`
}

// reports lists what was read.
func reports(_ context.Context, rq *request) (page, error) {
	shown, all, l, err := rq.lists.reports().pick(rq)
	if err != nil {
		return page{}, err
	}
	return page{Name: "reports", Title: "Reports", Body: reportList{l, shown}, Table: func() table { return reportTable(all.all()) }}, nil
}

func reportTable(rows []reportRow) table {
	t := table{Head: []string{"report", "file", "outlet", "headline", "published", "published_how", "words", "statements", "events",
		"figures", "agencies", "copy_of", "repairs", "flags"}}
	for _, r := range rows {
		var origin any
		if r.CopyOf != nil {
			origin = string(r.CopyOf.ID)
		}
		t.Rows = append(t.Rows, []any{string(r.Report.ID), r.Report.File, r.Report.Outlet, r.Report.Headline, r.Report.Date,
			r.Report.How, r.Words, r.Statements, r.Events, r.Figures, joinNames(r.Agencies), origin, r.Repairs, joinNames(r.Flags)})
	}
	return t
}

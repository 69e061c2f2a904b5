package web

import (
	"context"
	"net/url"
	"slices"

	"github.com/parley-press/parley"
)

// An outletFull is one outlet with all that the record knows of it.
type outletFull struct {
	Row       outletRow     `json:"row"`
	Reports   []reportRow   `json:"reports"` // the latest first
	AllHref   string        `json:"-"`
	Voices    []tally       `json:"voices,omitempty"`
	Agencies  []tally       `json:"agencies,omitempty"` // by reports that credit them
	Through   []tally       `json:"through,omitempty"`  // by statements
	Spells    []spell       `json:"delays,omitempty"`
	Stories   []storyTold   `json:"stories,omitempty"` // told late, the latest of all first
	Copied    []copied      `json:"copies_of_others,omitempty"`
	CopiedBy  []copied      `json:"copied_by_others,omitempty"`
	Omitted   []omissionRow `json:"omissions,omitempty"`
	OmittedOf int           `json:"omissions_total"`
	OmitHref  string        `json:"-"`
	Words     []wordingRow  `json:"wordings,omitempty"`
	WordsOf   int           `json:"wordings_total"`
	WordHref  string        `json:"-"`
	Warnings  []string      `json:"warnings,omitempty"` // what may deceive in its name
}

// A copied is a report with another that carries its text.
type copied struct {
	Report reportRef  `json:"report"` // of this outlet
	Other  reportRef  `json:"other"`
	As     carrierRow `json:"as"` // how the copy stands to the origin
}

// mostOfOutlet is how many lines of each kind the page of an outlet shows; the lists have all.
const mostOfOutlet = 15

// outletPage gathers what is known of one outlet.
func outletPage(_ context.Context, rq *request) (page, error) {
	i := slices.IndexFunc(rq.rec.Outlets, func(o parley.OutletEntry) bool { return o.Name == rq.name("id") && o.Name != "" })
	if i < 0 {
		return page{}, missing("outlet", rq.name("id"))
	}
	f := &rq.press().papers[i]
	m := outletFull{Warnings: rq.rec.Outlets[i].Warnings, Row: rq.lists.outlets().row(i), Voices: topOfOutlet(f.Voices.list), Agencies: topOfOutlet(f.Credits.list), Through: topOfOutlet(f.Through.list)}
	labels := rq.labelsOf(&m, rq.rec.Outlets[i].Reports)
	if len(f.Stories) > 0 {
		m.Spells = spells(f.Stories)
		late := f.Stories[:len(f.Stories)-m.Row.Delay.First]
		m.Stories = late[:min(len(late), mostOfOutlet)]
	}
	m.Copied, m.CopiedBy, m.OmittedOf = f.Copied, f.CopiedBy, f.Omitted
	for _, n := range f.Omissions {
		m.Omitted = append(m.Omitted, rq.omissionRow(&rq.rec.Omissions[n]))
	}
	m.OmitHref = "/omissions?" + labels
	for _, w := range rq.lists.wordings().all() {
		if w.Outlet.ID != m.Row.Name {
			continue
		}
		if m.WordsOf++; m.WordsOf <= mostOfOutlet {
			m.Words = append(m.Words, w)
		}
	}
	m.WordHref = "/wordings?" + keep(url.Values{"outlet": {m.Row.Name}})
	return page{Name: "outlet", Title: line(m.Row.Name), Body: m, Table: func() table { return storyTable(m.Row.Name, f.Stories) }}, nil
}

// topOfOutlet is the part of tallies that the page of an outlet shows.
func topOfOutlet(t []tally) []tally { return top(t, mostOfOutlet) }

// labelsOf adds the outlet's reports, the latest first, and gives the query that narrows a list to them: an outlet may be printed in more than one way.
func (x *index) labelsOf(m *outletFull, ids []parley.ReportID) string {
	q := url.Values{}
	var reports []*parley.ReportEntry
	for _, id := range ids {
		l := id.Short()
		if r, ok := x.reports[id]; ok {
			reports = append(reports, r)
			l = outletOf(r)
		}
		if !slices.Contains(q["outlet"], l) && len(q["outlet"]) < maxChosen {
			q.Add("outlet", l)
		}
	}
	slices.SortStableFunc(reports, func(a, b *parley.ReportEntry) int { return int(b.Meta.Published.Value) - int(a.Meta.Published.Value) })
	for _, r := range reports[:min(len(reports), mostOfOutlet)] {
		m.Reports = append(m.Reports, x.reportRow(r))
	}
	m.AllHref = "/reports?" + q.Encode()
	return q.Encode()
}

// storyTable is a line for each story that the outlet has in common with others: how long after the first it told it.
func storyTable(outlet string, stories []storyTold) table {
	t := table{Head: []string{"outlet", "same", "layer", "what", "first_day", "first_by", "day", "delay_days", "file"}}
	for _, s := range stories {
		t.Rows = append(t.Rows, []any{outlet, s.Same, s.Layer, s.What, s.First, joinNames(s.By), s.Day, s.Delay, s.Report.File})
	}
	return t
}

package web

import (
	"cmp"
	"context"
	"math"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// A figureRow is one claimed quantity.
type figureRow struct {
	ID         string           `json:"id"`
	Href       string           `json:"href"`
	Report     reportRef        `json:"report"`
	Voice      voice            `json:"voice"`
	Low        *float64         `json:"low,omitempty"`
	High       *float64         `json:"high,omitempty"`
	Qualifier  parley.Qualifier `json:"qualifier"`
	Value      string           `json:"value"` // as people write it: "more than 400"
	Unit       string           `json:"unit"`
	Head       string           `json:"head"`
	When       *parley.Interval `json:"when,omitempty"`
	Where      ref              `json:"where"`
	PartOf     string           `json:"part_of,omitempty"`
	PartHref   string           `json:"-"`
	Words      string           `json:"words"`
	Rule       string           `json:"rule"`
	Confidence float64          `json:"confidence"`
	Disputes   []disputed       `json:"disputes,omitempty"`
	Quantity   string           `json:"quantity,omitempty"` // where others claim the same quantity
	OfQuantity string           `json:"-"`                  // address of it
}

// figureRow is the row of one figure.
func (x *index) figureRow(r *parley.ReportEntry, f *parley.Figure) figureRow {
	row := figureRow{
		ID: f.ID, Href: x.finding(r.ID, f.ID), Report: x.ref(r), Voice: x.asserter(r, f.AssertedBy), Low: f.Low, High: f.High,
		Qualifier: f.Qualifier, Value: value(f), Unit: f.Unit, Head: f.Head, When: f.When, Where: x.who(f.Where),
		PartOf: f.PartOf, Words: f.Passage.Text, Rule: f.Rule, Confidence: f.Confidence, Disputes: x.disputes(r.ID, f.ID),
	}
	if row.Quantity = x.quantities[key{r.ID, f.ID}]; row.Quantity != "" {
		row.OfQuantity = quantityHref(row.Quantity)
	}
	if f.PartOf != "" {
		row.PartHref = x.finding(r.ID, f.PartOf)
	}
	return row
}

// figuresByHead are the places of all figures, those that count the same thing together, then by date.
func (x *index) figuresByHead() []at {
	var out []at
	for i := range x.rec.Reports {
		for j := range x.rec.Reports[i].Figures {
			out = append(out, at{int32(i), int32(j)}) //nolint:gosec // as many as a record can have
		}
	}
	type order struct {
		head string
		day  parley.Date
	}
	return ordered(out, func(a at) order {
		r := a.in(x.rec)
		f := &r.Figures[a.n]
		return order{f.Head, f.When.First(r.Meta.Published.Value)}
	}, func(a, b order) int { return cmp.Or(cmp.Compare(a.head, b.head), cmp.Compare(a.day, b.day)) })
}

// qualifiers are the words before a figure.
var qualifiers = map[parley.Qualifier]string{
	parley.MoreThan: "more than", parley.LessThan: "less than", parley.About: "about", parley.Almost: "almost",
	parley.UpTo: "up to", parley.AtLeast: "at least",
}

// value writes a figure as people do.
func value(f *parley.Figure) string {
	var n string
	switch {
	case f.Low != nil && f.High != nil && *f.Low != *f.High:
		n = amount(*f.Low) + "–" + amount(*f.High)
	case f.Low != nil:
		n = amount(*f.Low)
	case f.High != nil:
		n = amount(*f.High)
	default:
		n = "?"
	}
	return strings.TrimSpace(qualifiers[f.Qualifier] + " " + n)
}

// amount writes a number with its thousands set apart and three decimals at most.
func amount(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return comma(int(v))
	}
	if math.Abs(v) >= 1e15 {
		return strconv.FormatFloat(v, 'g', 6, 64)
	}
	return strings.TrimRight(strings.TrimRight(strconv.FormatFloat(v, 'f', 3, 64), "0"), ".")
}

// figureFilter is how figures can be narrowed.
var figureFilter = filter[figureRow]{
	Facets: []facet[figureRow]{
		{"of", "Counted", func(r *figureRow) []ref { return named(r.Head) }},
		{"party", "Party", func(r *figureRow) []ref { return []ref{r.Voice.Party} }},
		{"qualifier", "Qualifier", func(r *figureRow) []ref { return code(r.Qualifier) }},
		{"outlet", "Outlet", func(r *figureRow) []ref { return named(r.Report.Label()) }},
		{"quantity", "Quantity", func(r *figureRow) []ref {
			if r.Quantity == "" {
				return nil
			}
			return []ref{{ID: r.Quantity, Name: "one quantity: " + r.Unit}}
		}},
	},
	One: map[string]func(*figureRow) string{
		"of":        func(r *figureRow) string { return r.Head },
		"party":     func(r *figureRow) string { return r.Voice.Party.ID },
		"qualifier": func(r *figureRow) string { return string(r.Qualifier) },
		"outlet":    func(r *figureRow) string { return r.Report.Label() },
		"quantity":  func(r *figureRow) string { return r.Quantity },
	},
	Quiet: "quantity",
	Text:  func(r *figureRow) string { return r.Unit + "\n" + r.Words + "\n" + r.Voice.Label() },
	When: func(r *figureRow) *parley.Interval {
		if r.When != nil {
			return r.When
		}
		if r.Report.Date.Known() {
			return parley.Day(r.Report.Date)
		}
		return nil
	},
}

// A figureList is the model of the page of figures.
type figureList struct {
	List       listing     `json:"list"`
	Quantities []quantity  `json:"quantities,omitempty"` // those of which a figure is among the rows
	Further    []ref       `json:"further_quantities,omitempty"`
	Rows       []figureRow `json:"rows"`
	One        bool        `json:"-"` // the address asks for one quantity
}

// figures shows the quantities that were claimed, and by whom: those that several claim as pictures, and all as a list.
func figures(_ context.Context, rq *request) (page, error) {
	rq.nowCalled()
	shown, all, l, err := rq.lists.figures().pick(rq)
	if err != nil {
		return page{}, err
	}
	m := figureList{List: l, Rows: shown, One: len(rq.q["quantity"]) == 1 && l.Total > 0}
	m.Quantities, m.Further = quantities(shown, all, l.Per)
	return page{Name: "figures", Title: "Figures", Body: m, Table: func() table { return figureTable(all.all()) }}, nil
}

// oldQuantities are the ids that quantities have now, by all that they may have had: every claim goes on to name its quantity.
func (x *index) oldQuantities() map[string]string {
	out := map[string]string{}
	for k, id := range x.quantities {
		out[quantityID(k)] = id
	}
	return out
}

// nowCalled puts the ids that quantities have now in the place of those that they had before an earlier claim was read.
func (rq *request) nowCalled() {
	for i, v := range rq.q["quantity"] {
		if id, ok := rq.renamed()[v]; ok {
			rq.q["quantity"][i] = id
		}
	}
}

func figureTable(rows []figureRow) table {
	t := table{Head: []string{"file", "id", "outlet", "low", "high", "qualifier", "unit", "head", "from", "to", "where", "voice",
		"party", "part_of", "words", "rule", "confidence", "quantity"}}
	for _, r := range rows {
		var from, to any
		if r.When != nil {
			from, to = r.When.From, r.When.To
		}
		t.Rows = append(t.Rows, []any{r.Report.File, r.ID, r.Report.Outlet, r.Low, r.High, r.Qualifier, r.Unit, r.Head, from, to,
			r.Where.Name, r.Voice.Label(), r.Voice.Party.Name, r.PartOf, r.Words, r.Rule, r.Confidence, r.Quantity})
	}
	return t
}

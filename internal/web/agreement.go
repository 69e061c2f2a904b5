package web

import (
	"context"
	"fmt"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
)

// An agreementModel is how far coders agree, and where they do not.
type agreementModel struct {
	Pairs    []record.Agreement `json:"pairs"`
	Disputes []disputeRow       `json:"disputes"`
	Of       int                `json:"disputes_total"`
}

// A disputeRow is a field on which people decided differently.
type disputeRow struct {
	parley.Dispute
	Href string `json:"href,omitempty"`
}

// mostDisputes is how many disputes the page shows; its twins have all.
const mostDisputes = 200

// agreement shows how far people agree with each other and with the machine.
func agreement(_ context.Context, rq *request) (page, error) {
	m := agreementModel{Pairs: record.Agreements(rq.rec), Of: len(rq.rec.Coders), Disputes: []disputeRow{}}
	for _, c := range rq.rec.Coders[:min(len(rq.rec.Coders), mostDisputes)] {
		m.Disputes = append(m.Disputes, disputeRow{c, rq.disputeHref(c)})
	}
	pairs := m.Pairs
	return page{Name: "agreement", Title: "Agreement", Body: m, Table: func() table { return agreementTable(pairs) }}, nil
}

// disputeHref is the page of what a dispute is about, "" where it is not in the record.
func (rq *request) disputeHref(c parley.Dispute) string {
	if r, ok := rq.reports[c.Report]; ok {
		if _, err := rq.found(r, c.Finding); err == nil {
			return findingHref(rq.ref(r), c.Finding)
		}
		return rq.ref(r).Href
	}
	if k := rq.conflictBy(c.Finding); k != nil {
		return conflictHref(k)
	}
	if e := rq.who(c.Finding); e.Href != "" {
		return e.Href
	}
	return rq.paper(c.Finding).Href
}

// coefficient writes alpha, F1 and what they are made of with three places; "–" for what cannot be told.
func coefficient(v any) string {
	switch v := v.(type) {
	case *float64:
		if v == nil {
			return "–"
		}
		return fmt.Sprintf("%.3f", *v)
	case float64:
		return fmt.Sprintf("%.3f", v)
	}
	return "–"
}

func agreementTable(pairs []record.Agreement) table {
	t := table{Head: []string{"a", "b", "findings", "field", "units", "equal", "alpha", "precision", "recall", "f1"}}
	for _, p := range pairs {
		t.Rows = append(t.Rows, []any{p.A, p.B, p.Findings, "", nil, nil, nil, p.Precision, p.Recall, p.F1})
		for _, f := range p.Fields {
			var alpha any
			if f.Alpha != nil {
				alpha = *f.Alpha
			}
			t.Rows = append(t.Rows, []any{p.A, p.B, p.Findings, f.Field, f.Units, f.Equal, alpha, nil, nil, nil})
		}
	}
	return t
}

package web

import (
	"context"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// An auditList is the model of the page of the audit log.
type auditList struct {
	List listing           `json:"list"`
	Rows []store.AuditLine `json:"rows"`
}

var auditFilter = filter[store.AuditLine]{
	Facets: []facet[store.AuditLine]{
		{"action", "Action", func(l *store.AuditLine) []ref { return named(l.Action) }},
		{"who", "Who", func(l *store.AuditLine) []ref { return named(l.Who) }},
		{"subject", "About", func(l *store.AuditLine) []ref { return named(l.Subject) }},
	},
	Text: func(l *store.AuditLine) string {
		return strings.Join([]string{l.Who, l.Action, l.Subject, l.Detail, l.Address}, "\n")
	},
	When: func(l *store.AuditLine) *parley.Interval {
		y, m, d := l.At.Date()
		return parley.Day(parley.NewDate(y, m, d))
	},
}

// auditPage lists who came in and who changed whose rights, the latest first.
func (s *server) auditPage(ctx context.Context, rq *request) (page, error) {
	all, err := s.opt.Accounts.Audit(ctx)
	if err != nil {
		return page{}, err
	}
	slices.Reverse(all)
	shown, chosen, l, err := pick(rq, all, auditFilter)
	if err != nil {
		return page{}, err
	}
	return page{Name: "audit", Title: "Audit log", Body: auditList{l, shown}, Table: func() table {
		t := table{Head: []string{"seq", "at", "who", "action", "subject", "detail", "address", "prev_hash", "hash"}}
		for _, l := range chosen {
			t.Rows = append(t.Rows, []any{int(l.Seq), l.At.Format("2006-01-02T15:04:05.999999Z07:00"), l.Who, l.Action, l.Subject, l.Detail, l.Address, l.Prev, l.Hash})
		}
		return t
	}}, nil
}

package web

import (
	"context"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/copies"
)

// A difference is what differs, word by word, between two reports that carry one text.
type difference struct {
	From   reportRef      `json:"from"`
	To     reportRef      `json:"to"`
	Pieces []copies.Piece `json:"pieces"`
	Shown  []stretch      `json:"-"`
}

// A stretch is a piece as the page shows it.
type stretch struct {
	Kept, Old, New string
}

// versions enters what this report replaces, what replaced it, and what differs from there and from the report that it is a copy of.
func (rq *request) versions(ctx context.Context, m *reportModel, r *parley.ReportEntry) {
	for _, id := range r.Replaces {
		m.Old = append(m.Old, rq.in(id))
	}
	if r.CopyOf != "" {
		m.Diffs = rq.differ(ctx, m.Diffs, r.CopyOf, r.ID)
	}
	if r.ReplacedBy != "" {
		n := rq.in(r.ReplacedBy)
		m.New, m.NewBy = &n, r.ReplacedWhy
		m.Diffs = rq.differ(ctx, m.Diffs, r.ID, r.ReplacedBy)
	}
}

// differ adds what differs between two reports; where one cannot be read again nothing is added.
func (rq *request) differ(ctx context.Context, to []difference, a, b parley.ReportID) []difference {
	s, err := rq.text(ctx, a)
	if err != nil {
		return to
	}
	t, err := rq.text(ctx, b)
	if err != nil {
		return to
	}
	d := difference{From: rq.in(a), To: rq.in(b), Pieces: copies.Diff(s.Article(), t.Article())}
	for _, p := range d.Pieces {
		if p.Change == copies.Kept {
			d.Shown = append(d.Shown, stretch{Kept: ends(p.Old)})
		} else {
			d.Shown = append(d.Shown, stretch{Old: p.Old, New: p.New})
		}
	}
	return append(to, d)
}

// beside is how many words of what did not change are shown beside a change.
const beside = 12

// ends is the first and the last words of a stretch, so that changes stand close to each other.
func ends(s string) string {
	w := strings.Fields(s)
	if len(w) <= 2*beside+4 {
		return s
	}
	return strings.Join(w[:beside], " ") + " … " + strings.Join(w[len(w)-beside:], " ")
}

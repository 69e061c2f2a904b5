package web

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
)

// brought is what the new reports brought, read off the record as it is: what record.Diff finds new in them beside the record as of the day. The two differ
// where the new reports changed what the record made of the older ones: papers, conflicts and stances of these are told apart by their reports alone.
func (n *newsroom) brought() record.Changes {
	var out record.Changes
	add := func(to *[]record.Change, c record.Change) {
		c.Change = record.Added
		*to = append(*to, c)
	}
	for i := range n.rec.Reports {
		r := &n.rec.Reports[i]
		if !n.fresh[r.ID] {
			continue
		}
		for j := range r.Statements {
			add(&out.Statements, record.Change{Report: r.ID, Finding: r.Statements[j].ID})
		}
		for j := range r.Figures {
			add(&out.Figures, record.Change{Report: r.ID, Finding: r.Figures[j].ID})
		}
	}
	for i := range n.rec.Positions {
		if p := &n.rec.Positions[i]; n.fresh[p.Report] {
			add(&out.Positions, record.Change{Who: n.who(p.Party).Name, What: p.Issue + ": " + p.Words, Kind: p.Stance, Report: p.Report})
		}
	}
	for i := range n.rec.Instruments {
		if p := &n.rec.Instruments[i]; slices.ContainsFunc(p.Reports, func(id parley.ReportID) bool { return n.fresh[id] }) {
			add(&out.Instruments, record.Change{Finding: p.ID})
		}
	}
	for i := range n.rec.Conflicts {
		if c := &n.rec.Conflicts[i]; !n.stood(c) {
			add(&out.Conflicts, record.Change{Finding: c.ID})
		}
	}
	for i := range n.rec.Commitments {
		if k := &n.rec.Commitments[i]; n.fresh[k.Said.Report] {
			add(&out.Commitments, record.Change{Report: k.Said.Report, Finding: k.ID})
		}
	}
	return out
}

// stood reports whether a conflict was there before the new reports: two of its sides were told.
func (n *newsroom) stood(c *parley.Conflict) bool {
	var sides []string
	for _, m := range c.Between {
		if n.old[m.Report] && !slices.Contains(sides, m.Side) {
			sides = append(sides, m.Side)
		}
	}
	return len(sides) > 1
}

package search

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/query"
	"github.com/parley-press/parley/internal/store"
)

// item is a hit as the record has it; ok is false for what does not stand in the record.
func (v *View) item(h *store.Hit) (it Item, ok bool) {
	r := v.reports[h.Reading.Report]
	if r == nil {
		return it, false
	}
	it = Item{Kind: h.Place.Kind, Report: r, ID: h.Place.Finding, Span: h.Place.Span, Day: h.Place.Day, Num: h.Num, Came: h.Came, Weight: h.Weight, hit: h}
	switch it.Kind {
	case TextPlace:
		return it, true
	case StatementPlace:
		it.Statement = byID(r.Statements, it.ID, func(s *parley.Statement) string { return s.ID })
	case EventPlace:
		it.Event = byID(r.Events, it.ID, func(e *parley.Event) string { return e.ID })
	case FigurePlace:
		it.Figure = byID(r.Figures, it.ID, func(g *parley.Figure) string { return g.ID })
	}
	switch published := r.Meta.Published.Value; {
	case it.Statement != nil:
		s := it.Statement
		it.Text, it.Day, it.Who = parley.Excerpt(s.Content), s.SaidOn.First(published), sources(s)
		if s.Addressee != nil && s.Addressee.Entity != "" {
			it.To = []string{s.Addressee.Entity}
		}
	case it.Event != nil:
		it.Day = it.Event.When.First(published)
		if len(it.Event.Evidence) > 0 {
			it.Text = it.Event.Evidence[0].Text
		}
		for _, p := range it.Event.Participants {
			it.Who = append(it.Who, p.Entity)
		}
	case it.Figure != nil:
		it.Day, it.Text = it.Figure.When.First(published), figureText(it.Figure)
		if s := byID(r.Statements, it.Figure.AssertedBy, func(s *parley.Statement) string { return s.ID }); s != nil {
			it.Who = sources(s)
		}
	default:
		return it, false
	}
	for _, id := range it.Who {
		if p := v.party(id); !slices.Contains(it.Parties, p) {
			it.Parties = append(it.Parties, p)
		}
	}
	return it, true
}

// byID is the one of that id, nil where there is none.
func byID[T any](all []T, id string, of func(*T) string) *T {
	for i := range all {
		if of(&all[i]) == id {
			return &all[i]
		}
	}
	return nil
}

// sources are the entities that say a statement.
func sources(s *parley.Statement) []string {
	var out []string
	if s.Source != nil && s.Source.Entity != "" {
		out = append(out, s.Source.Entity)
	}
	for _, c := range s.CoSources {
		if c.Entity != "" {
			out = append(out, c.Entity)
		}
	}
	return out
}

// fits reports whether an item is what a query asks for.
func (v *View) fits(n query.Node, it *Item) bool {
	switch n.Op {
	case query.All:
		return !slices.ContainsFunc(n.Args, func(a query.Node) bool { return !v.fits(a, it) })
	case query.Any:
		return slices.ContainsFunc(n.Args, func(a query.Node) bool { return v.fits(a, it) })
	case query.Not:
		return !v.fits(n.Args[0], it)
	case query.Day:
		return it.Day.Known() && (!n.From.Known() || it.Day >= n.From) && (!n.To.Known() || it.Day <= n.To)
	case query.Confidence:
		p := it.percent()
		return p >= n.Low && p <= n.High
	case query.Code:
		return n.Value == it.code(n.Field)
	}
	switch n.Field {
	case query.Who:
		return v.called(n, it.Who) || it.Statement != nil && it.Statement.Source != nil && it.Statement.Source.Entity == "" && printed(n, it.Statement.Source)
	case query.To:
		return v.called(n, it.To) || it.Statement != nil && it.Statement.Addressee != nil && it.Statement.Addressee.Entity == "" && printed(n, it.Statement.Addressee)
	case query.Party:
		return v.called(n, it.Parties)
	case query.Outlet:
		return n.In(query.Fold(it.Report.Meta.Outlet.Name))
	case query.Agency:
		return slices.ContainsFunc(it.Report.Meta.Agencies, func(a parley.Named) bool { return n.In(query.Fold(a.Name)) })
	}
	return it.says(n)
}

// called reports whether one of the entities has a name with the phrase in it.
func (v *View) called(n query.Node, ids []string) bool {
	return slices.ContainsFunc(ids, func(id string) bool { return slices.ContainsFunc(v.names[id], n.In) })
}

func printed(n query.Node, r *parley.Ref) bool {
	return r.Passage != nil && n.In(query.Fold(r.Passage.Text))
}

// percent is how sure a finding is, -1 for text.
func (it *Item) percent() int {
	switch {
	case it.Statement != nil:
		return percent(it.Statement.Confidence)
	case it.Event != nil:
		return percent(it.Event.Confidence)
	case it.Figure != nil:
		return percent(it.Figure.Confidence)
	}
	return -1
}

// code is the value that an item has in a field of the codebook, "" where it has none.
func (it *Item) code(f query.Field) string {
	switch {
	case f == query.In && it.Kind == TextPlace:
		return "reports"
	case f == query.In:
		return it.Kind + "s"
	case it.Statement != nil && f == query.Act:
		return string(it.Statement.Act)
	case it.Statement != nil && f == query.Mode:
		return string(it.Statement.Mode)
	case it.Event != nil && f == query.Type:
		return string(it.Event.Type)
	case it.Event != nil && f == query.Status:
		return string(it.Event.Status)
	}
	return ""
}

// says reports whether a phrase stands in the words that are looked through for an item.
func (it *Item) says(n query.Node) bool {
	if n.In(query.Fold(it.Text)) {
		return true
	}
	s := it.Statement
	if s == nil {
		return false
	}
	return s.Source != nil && printed(n, s.Source) || slices.ContainsFunc(s.CoSources, func(r parley.Ref) bool { return printed(n, &r) }) ||
		slices.ContainsFunc(s.Cue, func(p parley.Passage) bool { return n.In(query.Fold(p.Text)) })
}

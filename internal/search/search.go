package search

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/query"
	"github.com/parley-press/parley/internal/store"
)

// Most is how many places a search looks at. Where more fit, it looks at those of the latest days.
const Most = 2000

// A Looker looks for places of the readings that are in force.
type Looker interface {
	Look(ctx context.Context, a store.Ask) ([]store.Hit, bool, error)
	Texts(ctx context.Context, hits []store.Hit) ([]string, error)
}

// Fill gives items of the report's own text their words. Search leaves that to who shows them, for there are few of those.
func Fill(ctx context.Context, l Looker, items []Item) error {
	var hits []store.Hit
	var at []int
	for i := range items {
		if items[i].Kind == TextPlace {
			hits, at = append(hits, *items[i].hit), append(at, i)
		}
	}
	texts, err := l.Texts(ctx, hits)
	if err != nil {
		return err
	}
	for i, s := range texts {
		items[at[i]].Text = s
	}
	return nil
}

// An Ask is a search: a query, and what a list was narrowed to beside it.
type Ask struct {
	Query    query.Node
	From, To parley.Date
	Narrow   map[string][]string // by facet (see Facets), values of which one must fit
	ByDay    bool                // the latest first, not what fits best
	After    int64               // only what arrived after that one

	// Newest, where it is not 0, is how many items are wanted at most: those that arrived last, the latest arrival first, and of one arrival in the order of
	// ByDay. No more are made than that takes. Fits says of an item whether it is wanted at all; nil is all.
	Newest int
	Fits   func(*Item) bool
}

// Facets are the names by which a search can be narrowed: ids of entities, codes, names of outlets, months as 2031-05.
var Facets = []string{"who", "act", "type", "party", "outlet", "month", "in"}

// An Item is one passage that was found, as the record has it. One of Statement, Event and Figure is set, or none for the text of the report itself.
type Item struct {
	Kind      string
	Report    *parley.ReportEntry
	Statement *parley.Statement
	Event     *parley.Event
	Figure    *parley.Figure
	ID        string // of the finding
	Span      parley.Span
	Text      string
	Day       parley.Date
	Who       []string // entity ids
	To        []string
	Parties   []string
	Num       int64 // of the arrival
	Came      time.Time
	Weight    float64

	hit *store.Hit
}

// Result is what a search found.
type Result struct {
	Items []Item
	More  bool // there is more than was looked at: these are of the latest days, by day
}

// Search answers a in the view's record.
func (v *View) Search(ctx context.Context, l Looker, a Ask) (Result, error) {
	ask := store.Ask{From: a.From, To: a.To, Limit: Most, Weigh: !a.ByDay && len(a.Query.Wanted()) > 0}
	rest := days(a.Query, &ask)
	if ask.From.Known() && ask.To.Known() && ask.To < ask.From {
		return Result{}, nil
	}
	ask.Expr = v.expr(rest, true)
	hits, more, err := l.Look(ctx, ask)
	if err != nil {
		return Result{}, err
	}
	if more && len(a.Narrow) > 0 {
		ask.Expr = store.Expr{Op: store.AllOf, Args: append([]store.Expr{ask.Expr}, v.narrow(a.Narrow)...)}
		if hits, more, err = l.Look(ctx, ask); err != nil {
			return Result{}, err
		}
	}
	var texts []string
	parts, mixed := named(a.Query)
	if mixed {
		if texts, err = l.Texts(ctx, hits); err != nil {
			return Result{}, err
		}
	}
	add := func(to []Item, i int) []Item {
		it, ok := v.item(&hits[i])
		if !ok || it.Num <= a.After {
			return to
		}
		if mixed && it.Kind == TextPlace {
			it.Text = texts[i]
		}
		if slices.ContainsFunc(parts, func(n query.Node) bool { return !v.fits(n, &it) }) {
			return to
		}
		return append(to, it)
	}
	if a.Newest > 0 {
		return Result{Items: a.newest(hits, add), More: more}, nil
	}
	out := Result{Items: make([]Item, 0, len(hits)), More: more}
	for i := range hits {
		out.Items = add(out.Items, i)
	}
	if !a.Query.Fields()[query.In] {
		out.Items = once(out.Items)
	}
	if ask.Weigh && !more {
		slices.SortStableFunc(out.Items, func(x, y Item) int {
			return cmp.Or(cmp.Compare(y.Weight, x.Weight), cmp.Compare(rankOf(x.Kind), rankOf(y.Kind)), cmp.Compare(y.Day, x.Day))
		})
	}
	return out, nil
}

// rankOf orders passages that fit alike: what somebody said comes first.
func rankOf(kind string) int {
	return slices.Index([]string{StatementPlace, TextPlace, EventPlace, FigurePlace}, kind)
}

// named is the parts of a query that name somebody: the store lets through too much for those. mixed says that in one of them more is asked than a name.
func named(n query.Node) (parts []query.Node, mixed bool) {
	parts = []query.Node{n}
	if n.Op == query.All {
		parts = slices.Clone(n.Args)
	}
	parts = slices.DeleteFunc(parts, func(n query.Node) bool {
		f := n.Fields()
		return !f[query.Who] && !f[query.To] && !f[query.Party]
	})
	return parts, slices.ContainsFunc(parts, func(n query.Node) bool { return n.Op != query.Phrase && (n.Op != query.Not || len(n.Args[0].Args) > 0) })
}

// days takes the stretches of days that every place must lie in out of a query, into the days of the store's search.
func days(n query.Node, ask *store.Ask) query.Node {
	bound := func(d query.Node) {
		if d.From.Known() && (!ask.From.Known() || d.From > ask.From) {
			ask.From = d.From
		}
		if d.To.Known() && (!ask.To.Known() || d.To < ask.To) {
			ask.To = d.To
		}
	}
	switch n.Op {
	case query.Day:
		bound(n)
		return query.Node{Op: query.All}
	case query.All:
		rest := n
		rest.Args = nil
		for _, x := range n.Args {
			if x.Op == query.Day {
				bound(x)
			} else {
				rest.Args = append(rest.Args, x)
			}
		}
		return rest
	}
	return n
}

// narrow is what the values of facets ask of a store. Of names it may let through too much.
func (v *View) narrow(facets map[string][]string) []store.Expr {
	var out []store.Expr
	for _, f := range Facets {
		if len(facets[f]) == 0 {
			continue
		}
		e := store.Expr{Op: store.AnyOf}
		for _, val := range facets[f] {
			e.Args = append(e.Args, v.facet(f, val))
		}
		out = append(out, e)
	}
	return out
}

func (v *View) facet(f, val string) store.Expr {
	switch f {
	case "who":
		return v.anyName(map[string]bool{val: true}, store.WhoColumn)
	case "party":
		ids := map[string]bool{}
		for _, id := range v.members[val] {
			ids[id] = true
		}
		return v.anyName(ids, store.WhoColumn)
	case "month":
		if n, err := query.Parse("date:" + val); err == nil && n.Op == query.Day {
			return dayExpr(n.From, n.To)
		}
		return nothing
	case "outlet":
		e := store.Expr{Op: store.HasWord, Column: store.OutletColumn}
		for _, w := range query.Words(val) {
			e.Words = append(e.Words, w.Text)
		}
		if len(e.Words) == 0 {
			return everything
		}
		return e
	case "in":
		return codeWord(code(query.In, val))
	}
	return codeWord(code(query.Field(f), val))
}

// once leaves out text in which a finding stands that was found itself.
func once(items []Item) []Item {
	spans := map[parley.ReportID][]parley.Span{}
	for i := range items {
		if it := &items[i]; it.Kind != TextPlace {
			spans[it.Report.ID] = append(spans[it.Report.ID], it.Span)
		}
	}
	return slices.DeleteFunc(items, func(it Item) bool {
		return it.Kind == TextPlace && slices.ContainsFunc(spans[it.Report.ID], it.Span.Contains)
	})
}

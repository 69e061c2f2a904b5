package search

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/query"
	"github.com/parley-press/parley/internal/store"
)

// Bounds of what a name is written out to. One that has more names is left to the record to decide.
const mostSpelled = 60

var (
	everything = store.Expr{Op: store.AllOf}
	nothing    = store.Expr{Op: store.AnyOf}
)

// expr is a query as a store looks for it: an expression that every place fits which fits the query. wide says that n may let more through; under a Not it
// must let through less, for the same to hold of the whole.
func (v *View) expr(n query.Node, wide bool) store.Expr {
	switch n.Op {
	case query.All, query.Any:
		e := store.Expr{Op: store.AllOf}
		if n.Op == query.Any {
			e.Op = store.AnyOf
		}
		for _, a := range n.Args {
			e.Args = append(e.Args, v.expr(a, wide))
		}
		return e
	case query.Not:
		return store.Expr{Op: store.NoneOf, Args: []store.Expr{v.expr(n.Args[0], !wide)}}
	case query.Code:
		return codeWord(code(n.Field, n.Value))
	case query.Day:
		return dayExpr(n.From, n.To)
	case query.Confidence:
		return percentExpr(n.Low, n.High)
	}
	phrase := func(c store.Column) store.Expr {
		return store.Expr{Op: store.HasWord, Column: c, Words: n.Words, Prefix: n.Prefix}
	}
	switch n.Field {
	case query.Outlet:
		return phrase(store.OutletColumn)
	case query.Agency:
		return phrase(store.AgencyColumn)
	case query.Who, query.To, query.Party:
		if !wide {
			return nothing
		}
		return v.spelled(n, phrase)
	}
	return phrase(store.TextColumn)
}

func codeWord(w string) store.Expr {
	return store.Expr{Op: store.HasWord, Column: store.CodeColumn, Words: []string{w}}
}

// spelled is a name with every name that the record knows the same entities by.
func (v *View) spelled(n query.Node, phrase func(store.Column) store.Expr) store.Expr {
	column := store.WhoColumn
	if n.Field == query.To {
		column = store.ToColumn
	}
	ids := v.meant(n)
	e := v.anyName(ids, column)
	if e.Op == store.AnyOf && n.Field != query.Party {
		e.Args = append(e.Args, phrase(column))
	}
	return e
}

// anyName is that one of the entities stands in a column, under any of their names; everything where these are too many.
func (v *View) anyName(ids map[string]bool, column store.Column) store.Expr {
	seen := map[string]bool{}
	for id := range ids {
		for _, s := range v.names[id] {
			if seen[s] = true; len(seen) > mostSpelled {
				return everything
			}
		}
	}
	e := store.Expr{Op: store.AnyOf}
	for _, s := range sorted(seen) {
		ws := query.Words(s)
		p := store.Expr{Op: store.HasWord, Column: column}
		for _, w := range ws {
			p.Words = append(p.Words, w.Text)
		}
		e.Args = append(e.Args, p)
	}
	return e
}

func sorted(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for s := range set {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

// dayExpr is the days of a stretch as codes: days, whole months and whole years. An open end reaches a hundred years from the other.
func dayExpr(from, to parley.Date) store.Expr {
	if !from.Known() {
		from = max(1, to-36525)
	}
	if !to.Known() {
		to = from + 36525
	}
	e := store.Expr{Op: store.AnyOf}
	for d := from; d <= to; {
		t := d.Time()
		year, month := parley.NewDate(t.Year()+1, 1, 1), parley.NewDate(t.Year(), t.Month()+1, 1)
		ws := query.Words(dayCodes(d)) // year, month, day
		switch {
		case t.YearDay() == 1 && year-1 <= to:
			e.Args, d = append(e.Args, codeWord(ws[0].Text)), year
		case t.Day() == 1 && month-1 <= to:
			e.Args, d = append(e.Args, codeWord(ws[1].Text)), month
		default:
			e.Args, d = append(e.Args, codeWord(ws[2].Text)), d+1
		}
	}
	return e
}

// percentExpr is a stretch of confidence as codes: single percents and whole tens.
func percentExpr(low, high int) store.Expr {
	e := store.Expr{Op: store.AnyOf}
	for p := low; p <= high; {
		if p%10 == 0 && p+9 <= high {
			e.Args, p = append(e.Args, codeWord(tensCode(p/10))), p+10
		} else {
			e.Args, p = append(e.Args, codeWord(percentCode(p))), p+1
		}
	}
	return e
}

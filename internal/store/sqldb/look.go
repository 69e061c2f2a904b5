package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// everyPlace is a code that every place of a reader has.
func everyPlace(reader string) string { return "0" + string(parley.IDOf([]byte(reader)))[:12] }

// columnNames are the columns of place_words.
var columnNames = [store.Columns]string{"words", "who", "whom", "outlet", "agency", "code"}

// Look implements store.Places.
func (d *DB) Look(ctx context.Context, a store.Ask) (hits []store.Hit, more bool, err error) {
	if err := store.CheckAsk(a); err != nil {
		return nil, false, err
	}
	const op = "store: look"
	every := columnNames[store.CodeColumn] + ` : "` + everyPlace(a.Reader) + `"`
	match := matchOf(a.Expr, every)
	low, high := int64(0), int64(1<<63-1)
	if a.From.Known() || a.To.Known() {
		low = placeID(max(1, a.From), 0, 0)
	}
	if a.To.Known() {
		high = placeID(a.To+1, 0, 0) - 1
	}
	ids, err := d.numbers(ctx, "SELECT rowid FROM place_words WHERE place_words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?", match, low, high, a.Limit+1)
	if err != nil {
		return nil, false, wrap(op, err)
	}
	if more = len(ids) > a.Limit; more {
		ids = ids[:a.Limit]
	}
	if len(ids) == 0 {
		return nil, false, nil
	}
	if hits, err = d.hits(ctx, ids); err != nil {
		return nil, false, wrap(op, err)
	}
	if a.Weigh && !more {
		if err := d.weigh(ctx, hits, ids, a, every); err != nil {
			return nil, false, wrap(op, err)
		}
	}
	hits = slices.DeleteFunc(hits, func(h store.Hit) bool { return h.Reading.Reader != a.Reader })
	return hits, more, nil
}

// hits is what the numbers of places stand for.
func (d *DB) hits(ctx context.Context, ids []int64) ([]store.Hit, error) {
	hits := make([]store.Hit, len(ids))
	for i, id := range ids {
		h := &hits[i]
		h.Num, h.At = readingOf(id), int(id&(1<<placeBits-1))
		p, err := d.placed(ctx, h.Num)
		if err != nil {
			return nil, err
		}
		if h.At >= len(p.places) {
			return nil, parley.Errorf(parley.Clash, "store: look", "the index does not fit the places; build the database again from the reports")
		}
		at := &p.places[h.At]
		h.Reading, h.Came = p.reading, p.at
		h.Place.Kind, h.Place.Finding, h.Place.Span = at.kind, at.finding, parley.Span{Start: int(at.start), End: int(at.end)}
		h.Place.Day = parley.Date(id >> (readingBits + placeBits))
	}
	return hits, nil
}

// weigh gives hits their weights. ids are their numbers, descending.
func (d *DB) weigh(ctx context.Context, hits []store.Hit, ids []int64, a store.Ask, every string) error {
	words := make([]int, len(hits))
	for i, h := range hits {
		p, err := d.placed(ctx, h.Num)
		if err != nil {
			return err
		}
		words[i] = int(p.places[h.At].words)
	}
	phrases := a.Expr.Wanted()
	stands := make([][]bool, len(phrases))
	for j, e := range phrases {
		stands[j] = make([]bool, len(hits))
		both := store.Expr{Op: store.AllOf, Args: []store.Expr{a.Expr, e}}
		has, err := d.numbers(ctx, "SELECT rowid FROM place_words WHERE place_words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC", matchOf(both, every), ids[len(ids)-1], ids[0])
		if err != nil {
			return err
		}
		at := 0
		for _, id := range has {
			for at < len(ids) && ids[at] > id {
				at++
			}
			if at < len(ids) && ids[at] == id {
				stands[j][at] = true
			}
		}
	}
	for i, w := range store.Weights(words, stands) {
		hits[i].Weight = w
	}
	return nil
}

// Texts implements store.Places.
func (d *DB) Texts(ctx context.Context, hits []store.Hit) ([]string, error) {
	out := make([]string, len(hits))
	for i, h := range hits {
		err := d.read.QueryRowContext(ctx, "SELECT text FROM place WHERE id = ?", placeID(h.Place.Day, h.Num, h.At)).Scan(&out[i])
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, wrap("store: texts of places", err)
		}
	}
	return out, nil
}

// numbers is the one column of a query.
func (d *DB) numbers(ctx context.Context, query string, args ...any) ([]int64, error) {
	rows, err := d.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}

// matchOf writes an expression as FTS5 reads it; every is what all places fit. Words are folded (see store.CheckAsk): none of them holds a sign that FTS5 would act on.
func matchOf(e store.Expr, every string) string {
	switch e.Op {
	case store.HasWord:
		s := columnNames[e.Column] + ` : "` + strings.Join(e.Words, " ") + `"`
		if e.Prefix {
			s += " *"
		}
		return "(" + s + ")"
	case store.NoneOf:
		if len(e.Args) == 0 {
			return "(" + every + ")"
		}
		return "(" + every + " NOT " + joinMatch(e.Args, every, " OR ") + ")"
	case store.AnyOf:
		if len(e.Args) == 0 {
			return "(" + every + " NOT " + every + ")"
		}
		return joinMatch(e.Args, every, " OR ")
	}
	var yes, no []store.Expr
	for _, x := range e.Args {
		if x.Op == store.NoneOf {
			no = append(no, x.Args...)
		} else {
			yes = append(yes, x)
		}
	}
	s := every
	if len(yes) > 0 {
		s = joinMatch(yes, every, " AND ")
	}
	if len(no) > 0 {
		s += " NOT " + joinMatch(no, every, " OR ")
	}
	return "(" + s + ")"
}

func joinMatch(es []store.Expr, every, by string) string {
	parts := make([]string, len(es))
	for i, e := range es {
		parts[i] = matchOf(e, every)
	}
	return "(" + strings.Join(parts, by) + ")"
}

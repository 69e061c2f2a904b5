package sqldb

import (
	"context"
	"encoding/json"
	"math"
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
	low, high := int64(0), int64(1<<63-1)
	if a.From.Known() || a.To.Known() {
		low = placeID(max(1, a.From), 0, 0)
	}
	if a.To.Known() {
		high = placeID(a.To+1, 0, 0) - 1
	}
	spell := &spelling{db: d}
	expr, err := spell.spelled(ctx, a.Expr)
	if err != nil {
		return nil, false, wrap(op, err)
	}
	ids, err := d.numbers(ctx, "SELECT rowid FROM place_words WHERE place_words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?", matchOf(expr, every), low, high, a.Limit+1)
	if err != nil {
		return nil, false, wrap(op, err)
	}
	if more = len(ids) > a.Limit; more {
		ids = ids[:a.Limit]
	}
	if len(ids) == 0 {
		return nil, false, nil
	}
	hits, words, err := d.hits(ctx, ids)
	if err != nil {
		return nil, false, wrap(op, err)
	}
	if a.Weigh && !more {
		if err := spell.weigh(ctx, hits, words, ids, a.Expr, every); err != nil {
			return nil, false, wrap(op, err)
		}
	}
	hits = slices.DeleteFunc(hits, func(h store.Hit) bool { return h.Reading.Reader != a.Reader })
	return hits, more, nil
}

// hits is what the numbers of places stand for, and how many words each place has.
func (d *DB) hits(ctx context.Context, ids []int64) (hits []store.Hit, words []int, err error) {
	placed, err := d.placed(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	hits, words = make([]store.Hit, len(ids)), make([]int, len(ids))
	var of *placeReading
	var places []placeAt // the first of it: hits of one reading mostly stand together, the last place first
	for i, id := range ids {
		h := &hits[i]
		h.Num, h.At = readingOf(id), int(id&(1<<placeBits-1))
		p := placed[i]
		if p != nil && (p != of || h.At >= len(places)) {
			of, places = p, p.appendPlaces(places[:0], h.At+1)
		}
		if p == nil || h.At >= len(places) {
			return nil, nil, parley.Errorf(parley.Clash, "store: look", "the index does not fit the places; build the database again from the reports")
		}
		at := &places[h.At]
		h.Reading, h.Came = p.reading, p.at
		h.Place.Kind, h.Place.Finding, h.Place.Span = at.kind, at.finding, parley.Span{Start: at.start, End: at.end}
		h.Place.Day = parley.Date(id >> (readingBits + placeBits))
		words[i] = at.words
	}
	return hits, words, nil
}

// weigh gives hits their weights. ids are their numbers, descending, words how long they are.
func (sp *spelling) weigh(ctx context.Context, hits []store.Hit, words []int, ids []int64, e store.Expr, every string) error {
	phrases, sure := e.Wanted(), surely(e, true)
	stands := make([][]bool, len(phrases))
	for j, phrase := range phrases {
		stands[j] = make([]bool, len(hits))
		if sure[j] {
			for i := range stands[j] {
				stands[j][i] = true
			}
			continue
		}
		has, err := sp.having(ctx, e, phrase, ids, every)
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

// having is places with a phrase, among them all of ids, which fit e. The phrase by itself is quickly looked for; where many other places have it, too, it is
// looked for among those that fit e.
func (sp *spelling) having(ctx context.Context, e, phrase store.Expr, ids []int64, every string) (has []int64, err error) {
	enough := 2*len(ids) + 100
	for _, try := range []struct {
		expr store.Expr
		most int
	}{{phrase, enough}, {store.Expr{Op: store.AllOf, Args: []store.Expr{e, phrase}}, math.MaxInt64}} {
		x, err := sp.spelled(ctx, try.expr)
		if err != nil {
			return nil, err
		}
		has, err = sp.db.numbers(ctx, "SELECT rowid FROM place_words WHERE place_words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?", matchOf(x, every), ids[len(ids)-1], ids[0], try.most)
		if err != nil || len(has) < try.most {
			return has, err
		}
	}
	return has, nil
}

// surely says of each phrase of e.Wanted whether all places that fit the whole have it; sure is that all of them fit e.
func surely(e store.Expr, sure bool) (out []bool) {
	switch e.Op {
	case store.HasWord:
		if e.Column == store.TextColumn {
			out = []bool{sure}
		}
	case store.AllOf, store.AnyOf:
		for _, x := range e.Args {
			out = append(out, surely(x, sure && (e.Op == store.AllOf || len(e.Args) == 1))...)
		}
	}
	return out
}

// Texts implements store.Places.
func (d *DB) Texts(ctx context.Context, hits []store.Hit) ([]string, error) {
	const op = "store: texts of places"
	out := make([]string, len(hits))
	if len(hits) == 0 {
		return out, nil
	}
	ids := make([]int64, len(hits))
	at := make(map[int64]int, len(hits)) // where each is, the last of equal ones
	for i, h := range hits {
		ids[i] = placeID(h.Place.Day, h.Num, h.At)
		at[ids[i]] = i
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, wrap(op, err)
	}
	rows, err := d.read.QueryContext(ctx, "SELECT p.id, p.text FROM json_each(?) j JOIN place p ON p.id = j.value", string(list))
	if err != nil {
		return nil, wrap(op, err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var text string
		if err := rows.Scan(&id, &text); err != nil {
			return nil, wrap(op, err)
		}
		out[at[id]] = text
	}
	for i, id := range ids {
		out[i] = out[at[id]]
	}
	return out, wrap(op, rows.Err())
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

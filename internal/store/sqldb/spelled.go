package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/parley-press/parley/internal/store"
)

// A spelling is one search, in which each beginning of a word is looked for in the index once.
type spelling struct {
	db    *DB
	terms map[string][]string
}

// spelled is e with each beginning of a word as the words in the index that begin so, where those are few. FTS5 gathers all rows of a beginning before it gives
// the first; of words it gives rows as they are asked for.
func (sp *spelling) spelled(ctx context.Context, e store.Expr) (store.Expr, error) {
	if e.Op != store.HasWord {
		out := e
		out.Args = nil
		for _, a := range e.Args {
			x, err := sp.spelled(ctx, a)
			if err != nil {
				return e, err
			}
			out.Args = append(out.Args, x)
		}
		return out, nil
	}
	if !e.Prefix {
		return e, nil
	}
	last := len(e.Words) - 1
	terms, known := sp.terms[e.Words[last]]
	if !known {
		var err error
		if terms, err = sp.db.terms(ctx, e.Words[last]); err != nil {
			return e, err
		}
		if sp.terms == nil {
			sp.terms = map[string][]string{}
		}
		sp.terms[e.Words[last]] = terms
	}
	if len(terms) > mostTerms {
		return e, nil
	}
	out := store.Expr{Op: store.AnyOf}
	for _, t := range terms {
		words := append(append([]string{}, e.Words[:last]...), t)
		out.Args = append(out.Args, store.Expr{Op: store.HasWord, Column: e.Column, Words: words})
	}
	return out, nil
}

// mostTerms is how many words take the place of their beginning.
const mostTerms = 100

// terms are the first words of the index with that beginning, up to one more than mostTerms. Each is asked for by itself: to go on from one to the next is to go
// through all places that have it.
func (d *DB) terms(ctx context.Context, beginning string) ([]string, error) {
	next, err := d.read.PrepareContext(ctx, "SELECT term FROM place_terms WHERE term >= ? AND term < ? LIMIT 1")
	if err != nil {
		return nil, err
	}
	defer func() { _ = next.Close() }() // it only reads
	var out []string
	for from := beginning; len(out) <= mostTerms; {
		var t string
		switch err := next.QueryRowContext(ctx, from, beginning+"\U0010ffff").Scan(&t); {
		case errors.Is(err, sql.ErrNoRows):
			return out, nil
		case err != nil:
			return nil, err
		}
		out = append(out, strings.Clone(t))
		from = t + "0" // the least sign of a word
	}
	return out, nil
}

package sqldb

import (
	"context"
	"database/sql"
	"time"

	"github.com/parley-press/parley/internal/store"
)

// SaveSearch implements store.Searches.
func (d *DB) SaveSearch(ctx context.Context, s store.SavedSearch) error {
	if err := store.CheckSearch(s); err != nil {
		return err
	}
	return d.inTx(ctx, "store: save search", func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM saved_search WHERE who = ? AND name <> ?", s.Who, s.Name).Scan(&n); err != nil {
			return err
		}
		if n >= store.MostSearches {
			return store.TooManySearches()
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO saved_search (who, name, query, at, seen) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (who, name) DO UPDATE SET query = excluded.query, at = excluded.at, seen = excluded.seen`,
			s.Who, s.Name, s.Query, s.At.UTC().Truncate(time.Microsecond).Format(time.RFC3339Nano), s.Seen)
		return err
	})
}

// ForgetSearch implements store.Searches.
func (d *DB) ForgetSearch(ctx context.Context, who, name string) error {
	return d.inTx(ctx, "store: forget search", func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "DELETE FROM saved_search WHERE who = ? AND name = ?", who, name)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n > 0 {
			return err
		}
		return store.NoSearch(name)
	})
}

// SavedSearches implements store.Searches.
func (d *DB) SavedSearches(ctx context.Context, who string) ([]store.SavedSearch, error) {
	const op = "store: list searches"
	rows, err := d.read.QueryContext(ctx, "SELECT who, name, query, at, seen FROM saved_search WHERE who = ? ORDER BY name", who)
	if err != nil {
		return nil, wrap(op, err)
	}
	defer rows.Close()
	var out []store.SavedSearch
	for rows.Next() {
		var s store.SavedSearch
		var at string
		if err := rows.Scan(&s.Who, &s.Name, &s.Query, &at, &s.Seen); err != nil {
			return nil, wrap(op, err)
		}
		if s.At, err = textTime(at); err != nil {
			return nil, wrap(op, err)
		}
		out = append(out, s)
	}
	return out, wrap(op, rows.Err())
}

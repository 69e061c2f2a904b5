package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

const fetchColumns = "kind, url, state, asked, not_before, failures, status, etag, modified, report, told, told_by, detail, body"

// KeepFetches implements store.Fetches.
func (d *DB) KeepFetches(ctx context.Context, fetches []store.Fetch, reports []parley.Report) (added []bool, err error) {
	for _, f := range fetches {
		if err := store.CheckFetch(f); err != nil {
			return nil, err
		}
	}
	for _, r := range reports {
		if err := store.CheckReport(r); err != nil {
			return nil, err
		}
	}
	err = d.inTx(ctx, "store: keep fetches", func(tx *sql.Tx) error {
		var err error
		if added, err = addReports(ctx, tx, reports); err != nil {
			return err
		}
		for _, f := range fetches {
			f = f.Rounded()
			body := f.Body
			if body == nil {
				body = []byte{}
			}
			_, err := tx.ExecContext(ctx, "INSERT INTO fetch ("+fetchColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT (kind, url) DO UPDATE SET state = excluded.state, asked = excluded.asked, not_before = excluded.not_before,
				failures = excluded.failures, status = excluded.status, etag = excluded.etag, modified = excluded.modified,
				report = excluded.report, told = excluded.told, told_by = excluded.told_by, detail = excluded.detail, body = excluded.body`,
				string(f.Kind), f.URL, string(f.State), timeText(f.Asked), timeText(f.NotBefore), f.Failures, f.Status, f.ETag, f.Modified,
				string(f.Report), store.EncodeGiven(f.Told), f.ToldBy, f.Detail, body)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return added, nil
}

// timeText is a time as it is kept: RFC 3339, "" for the zero time.
func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339Nano)
}

func textTime(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.RFC3339Nano, s)
}

// scanFetch reads one row of fetchColumns.
func scanFetch(scan func(...any) error) (store.Fetch, error) {
	var f store.Fetch
	var kind, state, asked, notBefore, report, told string
	err := scan(&kind, &f.URL, &state, &asked, &notBefore, &f.Failures, &f.Status, &f.ETag, &f.Modified, &report, &told, &f.ToldBy, &f.Detail, &f.Body)
	if err != nil {
		return f, err
	}
	f.Kind, f.State, f.Report = store.FetchKind(kind), store.FetchState(state), parley.ReportID(report)
	if f.Asked, err = textTime(asked); err != nil {
		return f, err
	}
	if f.NotBefore, err = textTime(notBefore); err != nil {
		return f, err
	}
	if f.Told, err = store.DecodeGiven(told); err != nil {
		return f, err
	}
	return f.Rounded(), nil
}

// Fetch implements store.Fetches.
func (d *DB) Fetch(ctx context.Context, kind store.FetchKind, url string) (store.Fetch, error) {
	row := d.read.QueryRowContext(ctx, "SELECT "+fetchColumns+" FROM fetch WHERE kind = ? AND url = ?", string(kind), url)
	f, err := scanFetch(row.Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return f, parley.Errorf(parley.NotFound, "store: fetch", "nothing is known of the %s %s", kind, url)
	}
	return f, wrap("store: fetch", err)
}

// Fetches implements store.Fetches.
func (d *DB) Fetches(ctx context.Context, kind store.FetchKind, state store.FetchState) iter.Seq2[store.Fetch, error] {
	return paged(func(after store.Fetch) ([]store.Fetch, error) {
		op := "store: list fetches"
		rows, err := d.read.QueryContext(ctx, "SELECT "+fetchColumns+" FROM fetch WHERE kind = ? AND state = ? AND url > ? ORDER BY url LIMIT ?",
			string(kind), string(state), after.URL, page)
		if err != nil {
			return nil, wrap(op, err)
		}
		defer rows.Close()
		var out []store.Fetch
		for rows.Next() {
			f, err := scanFetch(rows.Scan)
			if err != nil {
				return nil, wrap(op, err)
			}
			out = append(out, f)
		}
		return out, wrap(op, rows.Err())
	})
}

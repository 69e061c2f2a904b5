package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// page is how many rows a listing fetches at a time: no transaction stays open while the caller works.
const page = 256

// inTx runs f in one transaction of the writer.
func (d *DB) inTx(ctx context.Context, op string, f func(*sql.Tx) error) error {
	if d.write == nil {
		return parley.Errorf(parley.Unavailable, op, "%s is open for reading only", d.path)
	}
	op += " in " + d.path // whoever must free space or mend rights has to know where
	tx, err := d.write.BeginTx(ctx, nil)
	if err != nil {
		return wrap(op, err)
	}
	defer func() { _ = tx.Rollback() }() // nothing is left to roll back after Commit
	if err := f(tx); err != nil {
		return wrap(op, err)
	}
	return wrap(op, tx.Commit())
}

// AddReports implements store.Reports.
func (d *DB) AddReports(ctx context.Context, reports []parley.Report) ([]bool, error) {
	for _, r := range reports {
		if err := store.CheckReport(r); err != nil {
			return nil, err
		}
	}
	var added []bool
	err := d.inTx(ctx, "store: add reports", func(tx *sql.Tx) (err error) {
		added, err = addReports(ctx, tx, reports)
		return err
	})
	if err != nil {
		return nil, err
	}
	return added, nil
}

// addReports adds reports in a transaction and says of each whether its bytes are new.
func addReports(ctx context.Context, tx *sql.Tx, reports []parley.Report) ([]bool, error) {
	added := make([]bool, len(reports))
	ledger := book{tx: tx}
	for i, r := range reports {
		b := r.Bytes
		if b == nil {
			b = []byte{}
		}
		res, err := tx.ExecContext(ctx, "INSERT INTO report (id, size, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", string(r.ID), len(b), b)
		if err != nil {
			return nil, err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return nil, err
		}
		if added[i] = n == 1; added[i] {
			if err := ledger.enter(ctx, "report", string(r.ID)); err != nil {
				return nil, err
			}
		}
		for _, name := range r.Names {
			res, err := tx.ExecContext(ctx, "INSERT INTO report_name (report, name, format) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", string(r.ID), name, string(r.Format))
			if err == nil {
				err = ledger.enterNew(ctx, res, "report_name", string(r.ID), name, string(r.Format))
			}
			if err != nil {
				return nil, err
			}
		}
	}
	return added, nil
}

// Report implements store.Reports.
func (d *DB) Report(ctx context.Context, id parley.ReportID) (parley.Report, error) {
	op := "store: report " + id.Short()
	r := parley.Report{ID: id}
	err := d.read.QueryRowContext(ctx, "SELECT bytes FROM report WHERE id = ?", string(id)).Scan(&r.Bytes)
	if errors.Is(err, sql.ErrNoRows) {
		return r, parley.Errorf(parley.NotFound, op, "no such report")
	}
	if err != nil {
		return r, wrap(op, err)
	}
	rows, err := d.read.QueryContext(ctx, "SELECT name, format FROM report_name WHERE report = ? ORDER BY name, format", string(id))
	if err != nil {
		return r, wrap(op, err)
	}
	defer rows.Close()
	for rows.Next() {
		var name, format string
		if err := rows.Scan(&name, &format); err != nil {
			return r, wrap(op, err)
		}
		r.Names, r.Format = join(r.Names, r.Format, name, format)
	}
	return r, wrap(op, rows.Err())
}

// join adds one row of report_name, rows coming in the order of the names, to a report's names and format.
func join(names []string, least parley.Format, name, format string) ([]string, parley.Format) {
	if len(names) == 0 || names[len(names)-1] != name {
		names = append(names, name)
	}
	if f := parley.Format(format); least == "" || f < least {
		least = f
	}
	return names, least
}

// Entries implements store.Reports.
func (d *DB) Entries(ctx context.Context) iter.Seq2[store.Entry, error] {
	return paged(func(after store.Entry) ([]store.Entry, error) {
		rows, err := d.read.QueryContext(ctx, `SELECT r.id, r.size, n.name, n.format FROM
			(SELECT id, size FROM report WHERE id > ? ORDER BY id LIMIT ?) r
			JOIN report_name n ON n.report = r.id ORDER BY r.id, n.name, n.format`, string(after.ID), page)
		if err != nil {
			return nil, wrap("store: list reports", err)
		}
		defer rows.Close()
		var out []store.Entry
		for rows.Next() {
			var id, name, format string
			var size int64
			if err := rows.Scan(&id, &size, &name, &format); err != nil {
				return nil, wrap("store: list reports", err)
			}
			if len(out) == 0 || out[len(out)-1].ID != parley.ReportID(id) {
				out = append(out, store.Entry{ID: parley.ReportID(id), Size: size})
			}
			e := &out[len(out)-1]
			e.Names, e.Format = join(e.Names, e.Format, name, format)
		}
		return out, wrap("store: list reports", rows.Err())
	})
}

// paged lists what next gives, page after page, each after the last of the one before.
func paged[T any](next func(after T) ([]T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var last T
		for {
			all, err := next(last)
			if err != nil {
				yield(last, err)
				return
			}
			for _, v := range all {
				if !yield(v, nil) {
					return
				}
			}
			if len(all) == 0 {
				return
			}
			last = all[len(all)-1]
		}
	}
}

// Stamp implements store.Stamper: the ledger has an entry for each row that makes a record another, and it is asked for its end alone. Lines of the audit log make none.
func (d *DB) Stamp(ctx context.Context) (string, error) {
	parts, err := d.column(ctx, `SELECT (SELECT coalesce(max(seq), 0) FROM ledger WHERE kind <> 'audit') || ' ' || (SELECT coalesce(max(seq), 0) FROM config)`)
	return strings.Join(parts, ""), err
}

// Check implements store.Checker: the file's structure, its references, the digest of every stored
// finding, and every row against the ledger.
func (d *DB) Check(ctx context.Context) ([]string, error) {
	var wrong []string
	for _, q := range []struct{ sql, what string }{
		{"SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'", "the file is damaged"},
		{`SELECT "table" || ' row ' || coalesce(rowid, '?') FROM pragma_foreign_key_check`, "a row belongs to no report"},
	} {
		lines, err := d.column(ctx, q.sql)
		if err != nil {
			return wrong, err
		}
		for _, l := range lines {
			wrong = append(wrong, q.what+": "+l)
		}
	}
	bad, err := d.badDigests(ctx)
	if err != nil {
		return slices.Concat(wrong, bad), err
	}
	files, err := d.badConfigFiles(ctx)
	if err != nil {
		return slices.Concat(wrong, bad, files), wrap("store: check", err)
	}
	bad = append(bad, files...)
	odd, err := d.checkLedger(ctx)
	return slices.Concat(wrong, bad, odd), wrap("store: check", err)
}

// column is the text of a query's one column.
func (d *DB) column(ctx context.Context, query string) ([]string, error) {
	out, err := textColumn(ctx, d.read, query)
	return out, wrap("store: check", err)
}

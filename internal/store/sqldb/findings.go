package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"iter"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// AddFindings implements store.Findings.
func (d *DB) AddFindings(ctx context.Context, found []store.Found) error {
	bodies := make([][]byte, len(found))
	for i, f := range found {
		if err := store.CheckFound(f); err != nil {
			return err
		}
		b, err := store.EncodeFindings(f.Findings)
		if err != nil {
			return err
		}
		bodies[i] = b
	}
	return d.inTx(ctx, "store: add findings", func(tx *sql.Tx) error {
		ledger := book{tx: tx}
		for i, f := range found {
			r := f.Reading
			var one int
			err := tx.QueryRowContext(ctx, "SELECT 1 FROM report WHERE id = ?", string(r.Report)).Scan(&one)
			if errors.Is(err, sql.ErrNoRows) {
				return parley.Errorf(parley.NotFound, "store: add findings of "+r.Report.Short(), "no such report")
			}
			if err != nil {
				return err
			}
			res, err := tx.ExecContext(ctx, "INSERT INTO findings (report, reader, format, given, digest, body) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
				string(r.Report), r.Reader, string(r.Format), store.EncodeGiven(r.Given), string(parley.IDOf(bodies[i])), bodies[i])
			if err == nil {
				err = ledger.enterNew(ctx, res, "findings", string(r.Report), r.Reader, string(r.Format), store.EncodeGiven(r.Given))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Findings implements store.Findings.
func (d *DB) Findings(ctx context.Context, r store.Reading) (parley.Findings, error) {
	op := "store: findings of " + r.Report.Short()
	var body []byte
	var digest string
	err := d.read.QueryRowContext(ctx, "SELECT digest, body FROM findings WHERE report = ? AND reader = ? AND format = ? AND given = ?",
		string(r.Report), r.Reader, string(r.Format), store.EncodeGiven(r.Given)).Scan(&digest, &body)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return parley.Findings{}, parley.Errorf(parley.NotFound, op, "not read by %s", r.Reader)
	case err != nil:
		return parley.Findings{}, wrap(op, err)
	case parley.IDOf(body) != parley.ReportID(digest):
		return parley.Findings{}, parley.Errorf(parley.Clash, op, "the stored findings are damaged; `parley verify` lists all such, build the database again from the reports")
	}
	return store.DecodeFindings(body)
}

// Readings implements store.Findings.
func (d *DB) Readings(ctx context.Context, reader string) iter.Seq2[store.Reading, error] {
	return paged(func(after store.Reading) ([]store.Reading, error) {
		op := "store: list readings"
		rows, err := d.read.QueryContext(ctx, `SELECT report, format, given FROM findings
			WHERE reader = ? AND (report, format, given) > (?, ?, ?) ORDER BY report, format, given LIMIT ?`,
			reader, string(after.Report), string(after.Format), store.EncodeGiven(after.Given), page)
		if err != nil {
			return nil, wrap(op, err)
		}
		defer rows.Close()
		var out []store.Reading
		for rows.Next() {
			var report, format, given string
			if err := rows.Scan(&report, &format, &given); err != nil {
				return nil, wrap(op, err)
			}
			g, err := store.DecodeGiven(given)
			if err != nil {
				return nil, err
			}
			out = append(out, store.Reading{Report: parley.ReportID(report), Reader: reader, Format: parley.Format(format), Given: g})
		}
		return out, wrap(op, rows.Err())
	})
}

// badDigests names the findings whose bytes are not those that were stored. It goes row by row, so that memory does
// not grow with the dossier.
func (d *DB) badDigests(ctx context.Context) ([]string, error) {
	rows, err := d.read.QueryContext(ctx, "SELECT report, reader, digest, body FROM findings ORDER BY report, reader, format, given")
	if err != nil {
		return nil, wrap("store: check", err)
	}
	defer rows.Close()
	var wrong []string
	for rows.Next() {
		var report, reader, digest string
		var body []byte
		if err := rows.Scan(&report, &reader, &digest, &body); err != nil {
			return wrong, wrap("store: check", err)
		}
		if parley.IDOf(body) != parley.ReportID(digest) {
			wrong = append(wrong, "findings of report "+parley.ReportID(report).Short()+" by "+reader+" are not those that were stored")
		}
	}
	return wrong, wrap("store: check", rows.Err())
}

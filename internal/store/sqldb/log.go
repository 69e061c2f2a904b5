package sqldb

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"iter"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

const decisionColumns = "seq, at, who, kind, report, finding, value, why, was, undoes"

// scanDecision reads one row of decisionColumns.
func scanDecision(scan func(...any) error) (parley.Decision, error) {
	var d parley.Decision
	var at, kind, report string
	if err := scan(&d.Seq, &at, &d.Who, &kind, &report, &d.Finding, &d.Value, &d.Why, &d.Was, &d.Undoes); err != nil {
		return d, err
	}
	t, err := time.Parse(time.RFC3339Nano, at)
	d.At, d.Kind, d.Report = t, parley.DecisionKind(kind), parley.ReportID(report)
	return d, err
}

// Decide implements store.Decisions.
func (d *DB) Decide(ctx context.Context, dec parley.Decision) (parley.Decision, error) {
	return d.DecideAt(ctx, dec, store.Anyhow)
}

// DecideAt implements store.Decisions.
func (d *DB) DecideAt(ctx context.Context, dec parley.Decision, seen int64) (parley.Decision, error) {
	if err := store.CheckDecision(dec); err != nil {
		return dec, err
	}
	dec.Seq, dec.At = 0, dec.At.UTC().Truncate(time.Microsecond)
	op := "store: decide " + string(dec.Kind)
	err := d.inTx(ctx, op, func(tx *sql.Tx) error {
		subject := hex.EncodeToString([]byte(store.Subject(dec)))
		if dec.Kind == parley.DecideUndo { // about what the other is about
			err := tx.QueryRowContext(ctx, "SELECT subject FROM decision WHERE seq = ?", dec.Undoes).Scan(&subject)
			if errors.Is(err, sql.ErrNoRows) {
				return store.NoSuchDecision(dec.Undoes)
			}
			if err != nil {
				return err
			}
		}
		row := tx.QueryRowContext(ctx, "SELECT "+decisionColumns+" FROM decision WHERE subject = ? ORDER BY seq DESC LIMIT 1", subject)
		last, err := scanDecision(row.Scan)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		known := err == nil
		if err := store.Clashes(dec, last.Seq, seen); err != nil {
			return err
		}
		if known && store.Repeats(last, dec) {
			dec = last
			return nil
		}
		if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) + 1 FROM decision").Scan(&dec.Seq); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO decision ("+decisionColumns+", subject) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
			dec.Seq, dec.At.Format(time.RFC3339Nano), dec.Who, string(dec.Kind), string(dec.Report), dec.Finding, dec.Value, dec.Why, dec.Was, dec.Undoes, subject)
		return err
	})
	return dec, err
}

// Decisions implements store.Decisions.
func (d *DB) Decisions(ctx context.Context) iter.Seq2[parley.Decision, error] {
	return paged(func(after parley.Decision) ([]parley.Decision, error) {
		op := "store: list decisions"
		rows, err := d.read.QueryContext(ctx, "SELECT "+decisionColumns+" FROM decision WHERE seq > ? ORDER BY seq LIMIT ?", after.Seq, page)
		if err != nil {
			return nil, wrap(op, err)
		}
		defer rows.Close()
		var out []parley.Decision
		for rows.Next() {
			dec, err := scanDecision(rows.Scan)
			if err != nil {
				return nil, wrap(op, err)
			}
			out = append(out, dec)
		}
		return out, wrap(op, rows.Err())
	})
}

// AddAsides implements store.Asides.
func (d *DB) AddAsides(ctx context.Context, asides []parley.SetAside) error {
	for _, a := range asides {
		if err := store.CheckAside(a); err != nil {
			return err
		}
	}
	return d.inTx(ctx, "store: set aside", func(tx *sql.Tx) error {
		for _, a := range asides {
			_, err := tx.ExecContext(ctx, "INSERT INTO set_aside (name, reason, report, detail, size) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
				a.Name, string(a.Reason), string(a.Report), a.Detail, a.Size)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Asides implements store.Asides.
func (d *DB) Asides(ctx context.Context) iter.Seq2[parley.SetAside, error] {
	return paged(func(z parley.SetAside) ([]parley.SetAside, error) {
		op := "store: list set-asides"
		rows, err := d.read.QueryContext(ctx, `SELECT name, reason, report, detail, size FROM set_aside
			WHERE (name, reason, report, detail, size) > (?, ?, ?, ?, ?)
			ORDER BY name, reason, report, detail, size LIMIT ?`, z.Name, string(z.Reason), string(z.Report), z.Detail, z.Size, page)
		if err != nil {
			return nil, wrap(op, err)
		}
		defer rows.Close()
		var out []parley.SetAside
		for rows.Next() {
			var a parley.SetAside
			var reason, report string
			if err := rows.Scan(&a.Name, &reason, &report, &a.Detail, &a.Size); err != nil {
				return nil, wrap(op, err)
			}
			a.Reason, a.Report = parley.Reason(reason), parley.ReportID(report)
			out = append(out, a)
		}
		return out, wrap(op, rows.Err())
	})
}

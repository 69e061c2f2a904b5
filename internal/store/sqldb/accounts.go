package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"strings"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

const (
	userColumns    = "name, role, password, disabled, created, changed"
	sessionColumns = "id, account, created, seen, address, agent"
	auditColumns   = "seq, at, who, action, subject, detail, address, prev_hash, hash"
)

// stamp is a time as accounts keep it: RFC 3339, so that every time of the store can be read again.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// scanUser reads one row of userColumns.
func scanUser(scan func(...any) error) (store.User, error) {
	var u store.User
	var role, created, changed string
	if err := scan(&u.Name, &role, &u.Password, &u.Disabled, &created, &changed); err != nil {
		return u, err
	}
	u.Role = store.Role(role)
	var err, err2 error
	u.Created, err = time.Parse(time.RFC3339Nano, created)
	u.Changed, err2 = time.Parse(time.RFC3339Nano, changed)
	return u.Rounded(), errors.Join(err, err2)
}

// scanSession reads one row of sessionColumns.
func scanSession(scan func(...any) error) (store.Session, error) {
	var s store.Session
	var created, seen string
	if err := scan(&s.ID, &s.User, &created, &seen, &s.Address, &s.Agent); err != nil {
		return s, err
	}
	var err, err2 error
	s.Created, err = time.Parse(time.RFC3339Nano, created)
	s.Seen, err2 = time.Parse(time.RFC3339Nano, seen)
	return s.Rounded(), errors.Join(err, err2)
}

// AddUser implements store.Users.
func (d *DB) AddUser(ctx context.Context, u store.User, l store.AuditLine) error {
	if err := firstError(store.CheckUser(u), store.CheckLine(l)); err != nil {
		return err
	}
	u = u.Rounded()
	return d.inTx(ctx, "store: add user "+u.Name, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "INSERT INTO account ("+userColumns+") VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
			u.Name, string(u.Role), u.Password, u.Disabled, stamp(u.Created), stamp(u.Changed))
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return firstError(err, store.UserTaken(u.Name))
		}
		_, err = note(ctx, tx, l)
		return err
	})
}

// firstError is the first of errs that is one.
func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// SetUser implements store.Users.
func (d *DB) SetUser(ctx context.Context, u store.User, l store.AuditLine) error {
	if err := firstError(store.CheckUser(u), store.CheckLine(l)); err != nil {
		return err
	}
	u = u.Rounded()
	return d.inTx(ctx, "store: set user "+u.Name, func(tx *sql.Tx) error {
		was, err := scanUser(tx.QueryRowContext(ctx, "SELECT "+userColumns+" FROM account WHERE name = ?", u.Name).Scan)
		if errors.Is(err, sql.ErrNoRows) {
			return store.NoUser(u.Name)
		}
		if err != nil {
			return err
		}
		if store.IsAdmin(was) && !store.IsAdmin(u) {
			var others int
			err := tx.QueryRowContext(ctx, "SELECT count(*) FROM account WHERE role = ? AND disabled = 0 AND name <> ?", string(store.Admin), u.Name).Scan(&others)
			if err != nil || others == 0 {
				return firstError(err, store.LastAdmin(u.Name))
			}
		}
		_, err = tx.ExecContext(ctx, "UPDATE account SET role = ?, password = ?, disabled = ?, changed = ? WHERE name = ?", string(u.Role), u.Password, u.Disabled, stamp(u.Changed), u.Name)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM session WHERE account = ?", u.Name); err != nil {
			return err
		}
		_, err = note(ctx, tx, l)
		return err
	})
}

// User implements store.Users.
func (d *DB) User(ctx context.Context, name string) (store.User, error) {
	u, err := scanUser(d.read.QueryRowContext(ctx, "SELECT "+userColumns+" FROM account WHERE name = ?", name).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return u, store.NoUser(name)
	}
	return u, wrap("store: user", err)
}

// Users implements store.Users.
func (d *DB) Users(ctx context.Context) iter.Seq2[store.User, error] {
	return paged(func(after store.User) ([]store.User, error) {
		return scanAll(ctx, d.read, "store: list users", scanUser, "SELECT "+userColumns+" FROM account WHERE name > ? ORDER BY name LIMIT ?", after.Name, page)
	})
}

// scanAll reads all rows of a query.
func scanAll[T any](ctx context.Context, q querier, op string, scan func(func(...any) error) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, wrap(op, err)
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows.Scan)
		if err != nil {
			return nil, wrap(op, err)
		}
		out = append(out, v)
	}
	return out, wrap(op, rows.Err())
}

// AddSession implements store.Sessions.
func (d *DB) AddSession(ctx context.Context, s store.Session, l store.AuditLine) error {
	if err := firstError(store.CheckSession(s), store.CheckLine(l)); err != nil {
		return err
	}
	s = s.Rounded()
	return d.inTx(ctx, "store: add session", func(tx *sql.Tx) error {
		var one int
		err := tx.QueryRowContext(ctx, "SELECT 1 FROM account WHERE name = ?", s.User).Scan(&one)
		if errors.Is(err, sql.ErrNoRows) {
			return store.NoUser(s.User)
		}
		if err != nil {
			return err
		}
		res, err := tx.ExecContext(ctx, "INSERT INTO session ("+sessionColumns+") VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
			s.ID, s.User, stamp(s.Created), stamp(s.Seen), s.Address, s.Agent)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return firstError(err, store.SessionTaken())
		}
		_, err = note(ctx, tx, l)
		return err
	})
}

// Session implements store.Sessions.
func (d *DB) Session(ctx context.Context, id string) (store.Session, error) {
	s, err := scanSession(d.read.QueryRowContext(ctx, "SELECT "+sessionColumns+" FROM session WHERE id = ?", id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return s, store.NoSession()
	}
	return s, wrap("store: session", err)
}

// SessionsOf implements store.Sessions.
func (d *DB) SessionsOf(ctx context.Context, user string) ([]store.Session, error) {
	all, err := scanAll(ctx, d.read, "store: list sessions", scanSession, "SELECT "+sessionColumns+" FROM session WHERE account = ? ORDER BY id", user)
	store.SortSessions(all) // a time as text does not sort as a time
	return all, err
}

// SeeSession implements store.Sessions.
func (d *DB) SeeSession(ctx context.Context, id string, at time.Time) error {
	return d.inTx(ctx, "store: see session", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE session SET seen = ? WHERE id = ?", stamp(at.Truncate(time.Microsecond)), id)
		return err
	})
}

// EndSessions implements store.Sessions.
func (d *DB) EndSessions(ctx context.Context, user string, ids []string, l store.AuditLine) (ended int, err error) {
	if err := store.CheckLine(l); err != nil {
		return 0, err
	}
	query, args := "DELETE FROM session WHERE account = ?", []any{user}
	if len(ids) > 0 {
		query += " AND id IN (?" + strings.Repeat(", ?", len(ids)-1) + ")"
		for _, id := range ids {
			args = append(args, id)
		}
	}
	err = d.inTx(ctx, "store: end sessions", func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, query, args...)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		if ended = int(n); err != nil || n == 0 {
			return err
		}
		_, err = note(ctx, tx, l)
		return err
	})
	return ended, err
}

// note appends a line to the audit log.
func note(ctx context.Context, tx *sql.Tx, l store.AuditLine) (store.AuditLine, error) {
	var seq int64
	var prev string
	err := tx.QueryRowContext(ctx, "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").Scan(&seq, &prev)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return l, err
	}
	l = l.After(seq, prev)
	_, err = tx.ExecContext(ctx, "INSERT INTO audit ("+auditColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		l.Seq, stamp(l.At), l.Who, l.Action, l.Subject, l.Detail, l.Address, l.Prev, l.Hash)
	if err != nil {
		return l, err
	}
	b := book{tx: tx}
	return l, b.enter(ctx, "audit", l.Seq)
}

// Note implements store.Audit.
func (d *DB) Note(ctx context.Context, l store.AuditLine) (store.AuditLine, error) {
	if err := store.CheckLine(l); err != nil {
		return l, err
	}
	err := d.inTx(ctx, "store: audit", func(tx *sql.Tx) (err error) {
		l, err = note(ctx, tx, l)
		return err
	})
	return l, err
}

// scanAudit reads one row of auditColumns.
func scanAudit(scan func(...any) error) (store.AuditLine, error) {
	var l store.AuditLine
	var at string
	if err := scan(&l.Seq, &at, &l.Who, &l.Action, &l.Subject, &l.Detail, &l.Address, &l.Prev, &l.Hash); err != nil {
		return l, err
	}
	t, err := time.Parse(time.RFC3339Nano, at)
	if err != nil {
		return l, parley.Errorf(parley.Clash, "store: audit line", "line %d has no time but %.80q", l.Seq, at)
	}
	l.At = t.UTC()
	if t.IsZero() {
		l.At = time.Time{}
	}
	return l, nil
}

// AuditLog implements store.Audit.
func (d *DB) AuditLog(ctx context.Context, after int64) iter.Seq2[store.AuditLine, error] {
	first := true
	return paged(func(last store.AuditLine) ([]store.AuditLine, error) {
		from := last.Seq
		if first {
			from, first = after, false
		}
		return scanAll(ctx, d.read, "store: list audit", scanAudit, "SELECT "+auditColumns+" FROM audit WHERE seq > ? ORDER BY seq LIMIT ?", from, page)
	})
}

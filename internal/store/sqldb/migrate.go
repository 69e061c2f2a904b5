package sqldb

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
)

// migrations are the steps from one layout to the next, NNNN_name.sql, applied in the order of their names.
//
//go:embed migrations/*.sql
var migrations embed.FS

// ledgerStep is the migration that brings the ledger; SQL cannot hash, so this program enters what was stored before it.
const ledgerStep = "migrations/0005_accounts.sql"

// steps are the migrations in order.
func steps() []string {
	names, err := fs.Glob(migrations, "migrations/*.sql") // sorted; the pattern is sound
	if err != nil {
		return nil
	}
	return names
}

// newest is the layout this program writes: the number of migrations.
func newest() int { return len(steps()) }

// userVersion is the layout of a database, kept in its header.
func userVersion(ctx context.Context, q interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
}) (v int, err error) {
	err = q.QueryRowContext(ctx, "PRAGMA user_version").Scan(&v)
	return v, err
}

// migrate brings the database at path to the newest layout in one transaction: a program that is killed leaves the layout there was, or the newest. The
// mark of a dossier and the number of the layout change with it.
func migrate(ctx context.Context, op, path string) error {
	db, err := connect(path, "rwc", "synchronous(extra)")
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if v, err := userVersion(ctx, db); err != nil || v == newest() {
		return err // nothing to wait for
	}
	return advance(ctx, op, db, newest())
}

// advance takes the database to layout to, as far as another program has not just done so.
func advance(ctx context.Context, op string, db *sql.DB, to int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // nothing is left to roll back after Commit
	v, err := userVersion(ctx, tx)
	if err != nil {
		return err
	}
	if v > newest() {
		return tooNew(op, v)
	}
	for ; v < to; v++ {
		if err := step(ctx, tx, v); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// step takes the database from layout v to the next.
func step(ctx context.Context, tx *sql.Tx, v int) error {
	name := steps()[v]
	script, err := migrations.ReadFile(name)
	if err != nil {
		return err
	}
	mark := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", ApplicationID, v+1)
	for _, s := range []string{string(script), mark} {
		if _, err := tx.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if name == ledgerStep {
		if err := enterOld(ctx, tx); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

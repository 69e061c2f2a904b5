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

// migrate brings the database at path to the newest layout, a transaction a step, so that an interrupted migration
// goes on where it stopped. The mark of a dossier and the number of the layout change with the step itself.
func migrate(ctx context.Context, op, path string) error {
	db, err := connect(path, "rwc", "synchronous(extra)")
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for {
		v, err := userVersion(ctx, db)
		switch {
		case err != nil:
			return err
		case v == newest():
			return nil
		case v > newest():
			return tooNew(op, v)
		}
		if err := step(ctx, db, v); err != nil {
			return err
		}
	}
}

// step takes the database from layout v to the next, unless another program just did.
func step(ctx context.Context, db *sql.DB, v int) error {
	name := steps()[v]
	script, err := migrations.ReadFile(name)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // nothing is left to roll back after Commit
	if now, err := userVersion(ctx, tx); err != nil || now != v {
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
	return tx.Commit()
}

package sqldb

import (
	"context"
	"database/sql"

	"github.com/parley-press/parley"
)

// Since implements store.Sincer: moments are numbers of entries of the ledger.
func (d *DB) Since(ctx context.Context, after int64) (ids []parley.ReportID, now int64, err error) {
	const op = "store: what came since"
	tx, err := d.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, 0, wrap(op, err)
	}
	defer func() { _ = tx.Rollback() }() // it only reads
	if now, _, err = lastEntry(ctx, tx); err != nil {
		return nil, 0, wrap(op, err)
	}
	rows, err := textColumn(ctx, tx, `SELECT DISTINCT substr(row, 1, ?) FROM ledger WHERE seq > ? AND kind IN ('report', 'report_name', 'findings') ORDER BY 1`, len(parley.IDOf(nil)), after)
	for _, id := range rows {
		ids = append(ids, parley.ReportID(id))
	}
	return ids, now, wrap(op, err)
}

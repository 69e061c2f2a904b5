package sqldb

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// A counted is a table that only grows, whose rows the ledger counts.
type counted struct {
	table string
	name  string   // what a person calls a row
	key   []string // columns that name a row
	heavy string   // a column that another column is the hash of: Check compares those two, and the digest leaves it out
}

// ledgered are the tables of the ledger, in the order in which a dossier from before there was one is entered.
var ledgered = []counted{
	{"report", "report", []string{"id"}, "bytes"},
	{"report_name", "name of report", []string{"report", "name", "format"}, ""},
	{"findings", "findings of report", []string{"report", "reader", "format", "given"}, "body"},
	{"decision", "decision", []string{"seq"}, ""},
	{"set_aside", "set-aside", []string{"name", "reason", "report", "detail", "size"}, ""},
	{"audit", "audit line", []string{"seq"}, ""},
	{"config_file", "file of a configuration", []string{"id"}, "bytes"},
	{"config", "configuration", []string{"seq"}, ""},
}

func countedTable(name string) counted {
	for _, c := range ledgered {
		if c.table == name {
			return c
		}
	}
	panic("sqldb: the ledger does not count " + name) // a fault of this package
}

// A querier is a database or a transaction.
type querier interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

// columns are the columns of a table but the heavy one, sorted.
func (c counted) columns(ctx context.Context, q querier) ([]string, error) {
	return textColumn(ctx, q, "SELECT name FROM pragma_table_info(?) WHERE name <> ? ORDER BY name", c.table, c.heavy)
}

// textColumn is the text of a query's one column.
func textColumn(ctx context.Context, q querier, query string, args ...any) ([]string, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// each calls f with the key and the digest of rows of the table, those that fit a condition.
func (c counted) each(ctx context.Context, q querier, where string, args []any, f func(key string, digest []byte) error) error {
	columns, err := c.columns(ctx, q)
	if err != nil {
		return err
	}
	return c.rows(ctx, q, columns, where, args, f)
}

// rows is each where the columns are known.
func (c counted) rows(ctx context.Context, q querier, columns []string, where string, args []any, f func(key string, digest []byte) error) error {
	rows, err := q.QueryContext(ctx, "SELECT "+strings.Join(columns, ", ")+" FROM "+c.table+" "+where, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	cells, at := make([]any, len(columns)), make([]any, len(columns))
	for i := range cells {
		at[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(at...); err != nil {
			return err
		}
		if err := f(c.digest(columns, cells)); err != nil {
			return err
		}
	}
	return rows.Err()
}

// digest is the key of a row and its digest: the SHA-256 of the table's name and of each column's name and value, as
// netstrings. Cells that are empty or 0 are left out, so that a column that a later layout adds changes no digest.
func (c counted) digest(columns []string, cells []any) (key string, digest []byte) {
	h := sha256.New()
	store.Netstrings(h, c.table)
	byName := make(map[string]string, len(columns))
	for i, v := range cells {
		s := ""
		switch v := v.(type) {
		case string:
			s = v
		case []byte:
			s = string(v)
		case int64:
			if v != 0 {
				s = strconv.FormatInt(v, 10)
			}
		case nil:
		default:
			s = fmt.Sprint(v)
		}
		byName[columns[i]] = s
		if s != "" {
			store.Netstrings(h, columns[i], s)
		}
	}
	parts := make([]string, len(c.key))
	for i, k := range c.key {
		parts[i] = byName[k]
	}
	return strings.TrimSpace(strings.Join(parts, " ")), h.Sum(nil)
}

// A book writes entries in one transaction.
type book struct {
	tx   *sql.Tx
	open bool
	seq  int64
	hash []byte

	columns map[string][]string // of the tables that were entered, asked for once
}

// enter writes the entry of the row of that key; the row was inserted in the same transaction.
func (b *book) enter(ctx context.Context, table string, key ...any) error {
	c := countedTable(table)
	return b.enterAll(ctx, c, "WHERE "+strings.Join(c.key, " = ? AND ")+" = ?", key)
}

// enterNew is enter after an insertion that may have found the row there already.
func (b *book) enterNew(ctx context.Context, res sql.Result, table string, key ...any) error {
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return err
	}
	return b.enter(ctx, table, key...)
}

// enterAll writes the entries of the rows that fit a condition.
func (b *book) enterAll(ctx context.Context, c counted, where string, args []any) error {
	type entry struct {
		key    string
		digest []byte
	}
	var all []entry
	columns, err := b.columnsOf(ctx, c)
	if err != nil || len(columns) == 0 { // a later layout brings the table
		return err
	}
	err = c.rows(ctx, b.tx, columns, where, args, func(key string, digest []byte) error {
		all = append(all, entry{key, digest})
		return nil
	})
	if err != nil {
		return err
	}
	if !b.open {
		if b.seq, b.hash, err = lastEntry(ctx, b.tx); err != nil {
			return err
		}
		b.open = true
	}
	for _, e := range all {
		b.seq++
		b.hash = entryHash(b.hash, b.seq, c.table, e.key, e.digest)
		if _, err := b.tx.ExecContext(ctx, "INSERT INTO ledger (seq, kind, row, digest, hash) VALUES (?, ?, ?, ?, ?)", b.seq, c.table, e.key, e.digest, b.hash); err != nil {
			return err
		}
	}
	return nil
}

// columnsOf are the columns of a table.
func (b *book) columnsOf(ctx context.Context, c counted) ([]string, error) {
	if have, ok := b.columns[c.table]; ok {
		return have, nil
	}
	columns, err := c.columns(ctx, b.tx)
	if b.columns == nil {
		b.columns = map[string][]string{}
	}
	b.columns[c.table] = columns
	return columns, err
}

// enterOld enters what a dossier holds from before it had a ledger.
func enterOld(ctx context.Context, tx *sql.Tx) error {
	b := book{tx: tx}
	for _, c := range ledgered {
		if err := b.enterAll(ctx, c, "ORDER BY "+strings.Join(c.key, ", "), nil); err != nil {
			return err
		}
	}
	return nil
}

// lastEntry is the number and the hash of the last entry, 0 and none where there is none.
func lastEntry(ctx context.Context, q querier) (seq int64, hash []byte, err error) {
	err = q.QueryRowContext(ctx, "SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1").Scan(&seq, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return seq, hash, err
}

// entryHash is the SHA-256 of an entry: the hash of the entry before, number, table, key and digest, as netstrings.
func entryHash(prev []byte, seq int64, table, key string, digest []byte) []byte {
	h := sha256.New()
	store.Netstrings(h, string(prev), strconv.FormatInt(seq, 10), table, key, string(digest))
	return h.Sum(nil)
}

// Head implements store.Ledger.
func (d *DB) Head(ctx context.Context) (store.Head, error) {
	op := "store: head of the ledger"
	tx, err := d.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return store.Head{}, wrap(op, err)
	}
	defer func() { _ = tx.Rollback() }() // it only reads
	seq, hash, err := lastEntry(ctx, tx)
	if err != nil {
		return store.Head{}, wrap(op, err)
	}
	h := store.Head{Seq: seq, Hash: hex.EncodeToString(hash), Rows: map[string]int64{}}
	rows, err := tx.QueryContext(ctx, "SELECT kind, count(*) FROM ledger GROUP BY kind")
	if err != nil {
		return h, wrap(op, err)
	}
	defer rows.Close()
	for rows.Next() {
		var kind string
		var n int64
		if err := rows.Scan(&kind, &n); err != nil {
			return h, wrap(op, err)
		}
		h.Rows[kind] = n
	}
	return h, wrap(op, rows.Err())
}

// EntryHash implements store.Ledger.
func (d *DB) EntryHash(ctx context.Context, seq int64) (string, error) {
	var hash []byte
	err := d.read.QueryRowContext(ctx, "SELECT hash FROM ledger WHERE seq = ?", seq).Scan(&hash)
	if errors.Is(err, sql.ErrNoRows) {
		return "", parley.Errorf(parley.NotFound, "store: ledger", "no entry %d", seq)
	}
	return hex.EncodeToString(hash), wrap("store: ledger", err)
}

// checkLedger says which rows are not those that were stored, which are missing, which nobody stored, and which entries
// of the ledger itself do not follow from those before them.
func (d *DB) checkLedger(ctx context.Context) ([]string, error) {
	tx, err := d.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }() // it only reads
	wrong, entered, err := checkEntries(ctx, tx)
	if err != nil {
		return wrong, err
	}
	for _, c := range ledgered {
		lines, err := c.check(ctx, tx, entered[c.table])
		wrong = append(wrong, lines...)
		delete(entered, c.table)
		if err != nil {
			return wrong, err
		}
	}
	for kind, n := range entered {
		wrong = append(wrong, fmt.Sprintf("the ledger has %d entries of %q, which is nothing it counts", n, kind))
	}
	return wrong, nil
}

// checkEntries walks the chain, and counts the entries by table.
func checkEntries(ctx context.Context, tx *sql.Tx) (wrong []string, entered map[string]int, err error) {
	entered = map[string]int{}
	rows, err := tx.QueryContext(ctx, "SELECT seq, kind, row, digest, hash FROM ledger ORDER BY seq")
	if err != nil {
		return nil, entered, err
	}
	defer rows.Close()
	var last int64
	var stored, computed []byte // of the entry before; where they differ it was that entry, and one of the two leads on
	for rows.Next() {
		var seq int64
		var kind, row string
		var digest, hash []byte
		if err := rows.Scan(&seq, &kind, &row, &digest, &hash); err != nil {
			return wrong, entered, err
		}
		entered[kind]++
		if seq != last+1 {
			wrong = append(wrong, "ledger "+store.Gap("entry", "entries", last, seq))
		}
		next := entryHash(stored, seq, kind, row, digest)
		switch {
		case bytes.Equal(next, hash):
		case bytes.Equal(entryHash(computed, seq, kind, row, digest), hash):
			next = hash
		case seq == last+1:
			wrong = append(wrong, fmt.Sprintf("ledger entry %d (%s %s) was changed after it was written", seq, kind, row))
		}
		last, stored, computed = seq, hash, next
	}
	return wrong, entered, rows.Err()
}

// check compares the rows of a table with its entries.
func (c counted) check(ctx context.Context, tx *sql.Tx, entered int) (wrong []string, err error) {
	find, err := tx.PrepareContext(ctx, "SELECT 1 FROM ledger WHERE digest = ?")
	if err != nil {
		return nil, err
	}
	defer func() { _ = find.Close() }() // the transaction ends soon anyhow
	found, odd := 0, map[string]bool{}
	err = c.each(ctx, tx, "", nil, func(key string, digest []byte) error {
		var one int
		err := find.QueryRowContext(ctx, digest).Scan(&one)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			odd[key] = true
		case err != nil:
			return err
		default:
			found++
		}
		return nil
	})
	if err != nil || found == entered && len(odd) == 0 {
		return nil, err
	}
	lost, err := c.lost(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, key := range lost {
		if odd[key] {
			wrong = append(wrong, fmt.Sprintf("%s %s was changed after it was stored", c.name, key))
			delete(odd, key)
			continue
		}
		wrong = append(wrong, fmt.Sprintf("%s %s is missing: it was stored, and removed or renamed behind the program's back", c.name, key))
	}
	for key := range odd {
		wrong = append(wrong, fmt.Sprintf("%s %s was put in or renamed behind the program's back", c.name, key))
	}
	return wrong, nil
}

// lost are the keys of the entries of a table that no row has the digest of.
func (c counted) lost(ctx context.Context, tx *sql.Tx) ([]string, error) {
	have := map[[sha256.Size]byte]bool{}
	err := c.each(ctx, tx, "", nil, func(_ string, digest []byte) error {
		have[[sha256.Size]byte(digest)] = true
		return nil
	})
	if err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, "SELECT row, digest FROM ledger WHERE kind = ? ORDER BY seq", c.table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var key string
		var digest []byte
		if err := rows.Scan(&key, &digest); err != nil {
			return nil, err
		}
		if len(digest) != sha256.Size || !have[[sha256.Size]byte(digest)] {
			out = append(out, key)
		}
	}
	return out, rows.Err()
}

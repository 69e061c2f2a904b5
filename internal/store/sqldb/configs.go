package sqldb

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// A configPart is a file of a configuration as column files has it.
type configPart struct {
	Name string `json:"name"`
	ID   string `json:"id"`
}

// Configure implements store.Configs.
func (d *DB) Configure(ctx context.Context, c store.Config) (store.Config, error) {
	if err := store.CheckConfig(c); err != nil {
		return c, err
	}
	c.Seq, c.At = 0, c.At.UTC().Truncate(time.Microsecond)
	parts := make([]configPart, len(c.Files))
	for i, f := range c.Files {
		parts[i] = configPart{f.Name, string(parley.IDOf(f.Bytes))}
	}
	files, err := json.Marshal(parts)
	if err != nil {
		return c, wrap("store: configure", err)
	}
	err = d.inTx(ctx, "store: configure", func(tx *sql.Tx) error {
		last, have, err := lastConfig(ctx, tx)
		if err != nil {
			return err
		}
		if last.Seq > 0 && have == string(files) {
			last.Files = c.Files
			c = last
			return nil
		}
		ledger := book{tx: tx}
		for i, p := range parts {
			b := c.Files[i].Bytes
			if b == nil {
				b = []byte{}
			}
			res, err := tx.ExecContext(ctx, "INSERT INTO config_file (id, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING", p.ID, b)
			if err == nil {
				err = ledger.enterNew(ctx, res, "config_file", p.ID)
			}
			if err != nil {
				return err
			}
		}
		c.Seq = last.Seq + 1
		if _, err := tx.ExecContext(ctx, "INSERT INTO config (seq, at, who, files) VALUES (?, ?, ?, ?)", c.Seq, c.At.Format(time.RFC3339Nano), c.Who, string(files)); err != nil {
			return err
		}
		return ledger.enter(ctx, "config", c.Seq)
	})
	return c, err
}

// lastConfig is the last configuration without its files, and these as their column has them.
func lastConfig(ctx context.Context, q querier) (c store.Config, files string, err error) {
	var at string
	err = q.QueryRowContext(ctx, "SELECT seq, at, who, files FROM config ORDER BY seq DESC LIMIT 1").Scan(&c.Seq, &at, &c.Who, &files)
	if errors.Is(err, sql.ErrNoRows) {
		return store.Config{}, "", nil
	}
	if err == nil {
		c.At, err = time.Parse(time.RFC3339Nano, at)
	}
	return c, files, err
}

// Configuration implements store.Configs.
func (d *DB) Configuration(ctx context.Context) (store.Config, error) {
	const op = "store: configuration"
	c, files, err := lastConfig(ctx, d.read)
	if err != nil || c.Seq == 0 {
		return c, wrap(op, err)
	}
	var parts []configPart
	if err := json.Unmarshal([]byte(files), &parts); err != nil {
		return c, &parley.Error{Kind: parley.Clash, Op: op, Msg: "its list of files is damaged", Err: err}
	}
	for _, p := range parts {
		f := store.ConfigFile{Name: p.Name}
		if err := d.read.QueryRowContext(ctx, "SELECT bytes FROM config_file WHERE id = ?", p.ID).Scan(&f.Bytes); err != nil {
			return c, wrap(op, err)
		}
		f.Bytes = append([]byte{}, f.Bytes...)
		c.Files = append(c.Files, f)
	}
	return c, nil
}

// Configured implements store.Configs.
func (d *DB) Configured(ctx context.Context) (int64, error) {
	c, _, err := lastConfig(ctx, d.read)
	return c.Seq, wrap("store: configuration", err)
}

// badConfigFiles says which files of configurations are not those that were stored.
func (d *DB) badConfigFiles(ctx context.Context) (wrong []string, err error) {
	rows, err := d.read.QueryContext(ctx, "SELECT id, bytes FROM config_file ORDER BY id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var b sql.RawBytes
		if err := rows.Scan(&id, &b); err != nil {
			return wrong, err
		}
		if string(parley.IDOf(bytes.Clone(b))) != id {
			wrong = append(wrong, fmt.Sprintf("file %.12s of a configuration was changed after it was stored", id))
		}
	}
	return wrong, rows.Err()
}

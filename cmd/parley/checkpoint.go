package main

import (
	"context"
	"encoding/json"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/store/sqldb"
)

func newCheckpoint(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "checkpoint [talks.db]",
		Short: "Write down how far the dossier goes, to be kept elsewhere",
		Long: `Checkpoint writes how far the ledger of the dossier goes: the number of its entries, the hash of the last, and
how many rows of each kind it counts. Keep it where whoever can write the database cannot: in another account, on
paper, in a mail to somebody. A file that was put back to how it stood yesterday holds in itself; only
` + "`parley verify --checkpoint FILE`" + ` can tell.`,
		Example: `  parley checkpoint talks.db > /elsewhere/talks.checkpoint
  parley verify talks.db --checkpoint /elsewhere/talks.checkpoint`,
		Args: exactly(0, 1, "one database"),
		RunE: func(cmd *cobra.Command, args []string) error {
			db := defaultDB
			if len(args) == 1 {
				db = args[0]
			}
			d, err := a.open(cmd.Context(), db, sqldb.Options{ReadOnly: true}, nil)
			if err != nil {
				return err
			}
			defer d.Close()
			c, err := d.Checkpoint(cmd.Context())
			if err != nil {
				return err
			}
			return a.writeJSON(c)
		},
	}
}

// against compares the dossier with the checkpoint in a file, and adds what does not fit.
func (a *app) against(ctx context.Context, d *dossier, file string, v *engine.Verification) error {
	op := "checkpoint " + file
	f, err := os.Open(file)
	if err != nil {
		return &parley.Error{Kind: parley.Unavailable, Op: op, Err: err}
	}
	defer f.Close()
	var c engine.Checkpoint
	r := json.NewDecoder(io.LimitReader(f, 1<<20))
	r.DisallowUnknownFields()
	if err := r.Decode(&c); err != nil {
		return &parley.Error{Kind: parley.Invalid, Op: op, Msg: "it is no checkpoint", Err: err}
	}
	fails, err := d.Against(ctx, c)
	v.Failures = append(v.Failures, fails...)
	return err
}

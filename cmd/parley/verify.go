package main

import (
	"github.com/spf13/cobra"

	"github.com/parley-press/parley/internal/store/sqldb"
)

func newVerify(a *app) *cobra.Command {
	var checkpoint string
	cmd := &cobra.Command{
		Use:   "verify [talks.db]",
		Short: "Check that every finding rests on the words it claims",
		Long: `Verify makes the text of every report anew from its bytes and compares: the hash of the bytes with the
report's id, the words of every passage with the text, and its place in the raw file with the bytes that
the text came from. It checks the database file too, the hashes of the audit log, and every row against the
ledger: what was changed, removed, moved or put in behind the program's back is named. Whatever fails is listed,
and the exit code is 5.

An older file in place of the newer one holds in itself. --checkpoint compares with what ` + "`parley checkpoint`" + ` wrote.`,
		Example: `  parley verify talks.db
  parley verify talks.db --json | jq .failures
  parley verify talks.db --checkpoint /elsewhere/talks.checkpoint`,
		Args: exactly(0, 1, "one database"),
		RunE: func(cmd *cobra.Command, args []string) error {
			db := defaultDB
			if len(args) == 1 {
				db = args[0]
			}
			bar := a.newBar(a.json)
			d, err := a.open(cmd.Context(), db, sqldb.Options{ReadOnly: true}, bar.step)
			if err != nil {
				return err
			}
			defer d.Close()
			v, err := d.Verify(cmd.Context())
			bar.clear()
			if err == nil && checkpoint != "" {
				err = a.against(cmd.Context(), d, checkpoint, &v)
			}
			if err != nil {
				return err
			}
			if len(v.Failures) > 0 {
				a.exitCode = exitFindings
			}
			if a.json {
				return a.writeJSON(v)
			}
			p := a.page()
			for _, f := range v.Failures {
				where := f.Where
				if f.Name != "" {
					where = f.Name + " (" + f.Report.Short() + "), " + where
				}
				p.wrap("", 0, p.in(alert, "wrong: ")+plain(where)+": "+plain(f.What), "")
			}
			p.line("%s: %s hashed, %d of them read, %s compared, %s of the ledger, %d wrong", plain(db), count(v.Reports, "report", "reports"), v.Read,
				count(v.Passages, "passage", "passages"), count(int(v.Entries), "entry", "entries"), len(v.Failures))
			if err := a.warnPending(cmd.Context(), d); err != nil {
				return err
			}
			return outputError(p.err)
		},
	}
	cmd.Flags().StringVar(&checkpoint, "checkpoint", "", "file that parley checkpoint wrote")
	return cmd
}

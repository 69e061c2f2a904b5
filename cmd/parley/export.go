package main

import (
	"bufio"
	"context"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/export"
	"github.com/parley-press/parley/internal/record"
)

// An exported is what `parley export -o FILE --json` says.
type exported struct {
	File   string `json:"file"`
	Format string `json:"format"`
	List   string `json:"list,omitempty"`
	Bytes  int64  `json:"bytes"`
}

func newExport(a *app) *cobra.Command {
	var format, list, file string
	cmd := &cobra.Command{
		Use:   "export [talks.db]",
		Short: "Write the record as a file",
		Long: `Export writes the whole record as JSON, one of its lists as CSV, or the findings of each report as a line
of JSON (jsonl). Ranges count bytes of the raw files as they came. The same record gives the same bytes.

In CSV a cell that a spreadsheet could take for a formula gets an apostrophe before it, and so does one
that begins with an apostrophe; take one off to have the exact text. JSON and jsonl change nothing.

Lists for CSV: ` + strings.Join(export.Lists(), ", ") + `.`,
		Example: `  parley export talks.db --format json -o talks.json
  parley export talks.db --format csv --list statements > statements.csv
  parley export talks.db --min-confidence 0.8 -o sure.json
  parley export talks.db --as-of 2031-05-04 -o then.json
  parley export talks.db --format jsonl | jq -r .meta.outlet.name`,
		Args: exactly(0, 1, "one database"),
		RunE: func(cmd *cobra.Command, args []string) error {
			db := defaultDB
			if len(args) == 1 {
				db = args[0]
			}
			write, err := a.exporter(cmd.Context(), db, format, list)
			if err != nil {
				return err
			}
			if file == "" || file == "-" {
				w := bufio.NewWriterSize(a.out, 1<<16)
				if err := write(w); err != nil {
					return err
				}
				return outputError(w.Flush())
			}
			n, err := writeFile(file, write)
			if err != nil || !a.json {
				return err
			}
			return a.writeJSON(exported{file, format, list, n})
		},
	}
	f := cmd.Flags()
	f.StringVar(&format, "format", "json", "json, csv or jsonl")
	f.StringVar(&list, "list", "", "the list that csv writes")
	a.leastFlag(f)
	a.asOfFlag(f)
	f.StringVarP(&file, "output", "o", "", "file to write, stdout where none is named")
	words := func(all ...string) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return all, cobra.ShellCompDirectiveNoFileComp
		}
	}
	_ = cmd.RegisterFlagCompletionFunc("format", words("json", "csv", "jsonl"))
	_ = cmd.RegisterFlagCompletionFunc("list", words(export.Lists()...))
	return cmd
}

// exporter is what writes the export.
func (a *app) exporter(ctx context.Context, db, format, list string) (func(io.Writer) error, error) {
	if format != "csv" && list != "" {
		return nil, usagef("--list goes with --format csv")
	}
	var write func(io.Writer, *dossier, *parley.Record) error
	switch format {
	case "json":
		write = func(w io.Writer, d *dossier, rec *parley.Record) error {
			rec, err := withEarlier(rec, sure(d.Findings(ctx), float64(a.least)))
			if err != nil {
				return err
			}
			return export.JSON(w, rec)
		}
	case "jsonl":
		write = func(w io.Writer, d *dossier, _ *parley.Record) error {
			return export.JSONL(w, sure(d.Findings(ctx), float64(a.least)))
		}
	case "csv":
		if list != "" && !contains(export.Lists(), list) {
			return nil, noSuch("list", list, export.Lists()...)
		}
		if list == "" {
			return nil, usagef("--format csv writes one list: --list %s", strings.Join(export.Lists(), ", "))
		}
		write = func(w io.Writer, _ *dossier, rec *parley.Record) error { return export.CSV(w, rec, list) }
	default:
		return nil, usagef("--format is json, csv or jsonl, not %q", format)
	}
	return func(w io.Writer) error {
		return a.withRecord(ctx, db, func(d *dossier, rec *parley.Record) error { return write(w, d, rec) })
	}, nil
}

// withEarlier is a record with the findings of reports that later versions replaced.
func withEarlier(rec *parley.Record, all iter.Seq2[parley.Findings, error]) (*parley.Record, error) {
	replaced := map[parley.ReportID]bool{}
	for i := range rec.Reports {
		if r := &rec.Reports[i]; r.ReplacedBy != "" {
			replaced[r.ID] = true
		}
	}
	if len(replaced) == 0 {
		return rec, nil
	}
	var earlier []parley.Findings
	for f, err := range all {
		if err != nil {
			return nil, err
		}
		if replaced[f.Report] {
			earlier = append(earlier, f)
		}
	}
	return record.WithEarlier(rec, earlier), nil
}

// sure is findings without the statements that are less sure than least.
func sure(all iter.Seq2[parley.Findings, error], least float64) iter.Seq2[parley.Findings, error] {
	return func(yield func(parley.Findings, error) bool) {
		for f, err := range all {
			if !yield(record.Sure(f, least), err) {
				return
			}
		}
	}
}

// writeFile writes a file whole or not at all: under another name in the same folder, then renamed. A link is followed; a device or a pipe is written to
// as it is and never replaced.
func writeFile(name string, write func(io.Writer) error) (n int64, err error) {
	fail := func(err error) (int64, error) {
		return 0, &parley.Error{Kind: parley.Unavailable, Op: "export: write " + name, Err: err}
	}
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	if fi, err := os.Stat(name); err == nil && !fi.Mode().IsRegular() {
		n, err := writeThrough(name, write)
		if err != nil {
			return fail(err)
		}
		return n, nil
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return fail(err)
	}
	defer os.Remove(f.Name()) // gone already where all went well
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<16)
	if err := write(w); err != nil {
		return 0, err
	}
	for _, step := range []func() error{w.Flush, func() error { return f.Chmod(0o644) }, f.Sync, f.Close, func() error { return os.Rename(f.Name(), name) }} {
		if err := step(); err != nil {
			return fail(err)
		}
	}
	fi, err := os.Stat(name)
	if err != nil {
		return fail(err)
	}
	return fi.Size(), nil
}

// writeThrough writes to what stands under name, and counts the bytes.
func writeThrough(name string, write func(io.Writer) error) (int64, error) {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	c := &counter{w: f}
	w := bufio.NewWriterSize(c, 1<<16)
	if err := write(w); err != nil {
		return 0, err
	}
	err = w.Flush()
	return c.n, err
}

// A counter counts the bytes that go through it.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}

func contains(all []string, s string) bool {
	for _, x := range all {
		if x == s {
			return true
		}
	}
	return false
}

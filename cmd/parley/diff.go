package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
	"github.com/parley-press/parley/internal/store/sqldb"
)

// A compared is what `parley diff --json` says.
type compared struct {
	From comparedSide `json:"from"`
	To   comparedSide `json:"to"`
	record.Changes
}

// A comparedSide is one of the two records.
type comparedSide struct {
	Database string      `json:"database"`
	AsOf     parley.Date `json:"as_of,omitzero"`
	Reports  int         `json:"reports"`
}

func newDiff(a *app) *cobra.Command {
	var from, to parley.Date
	cmd := &cobra.Command{
		Use:   "diff [A.db] B.db",
		Short: "What changed between two records, or between two days of one",
		Long: `Diff says what changed from one database to another, or with --from in one database from the record as of
one day to that as of another (--to; without it, to the whole record): reports, statements, events,
figures, papers with their states, conflicts, positions and commitments that were added (+), are gone (-),
or are told in another way (~).

A finding is the same where it rests on the same bytes of the same report, whatever its id. A report
with no known day of publication stands in no record as of a day.`,
		Example: `  parley diff monday.db friday.db
  parley diff talks.db --from 2031-05-04 --to 2031-05-11
  parley diff talks.db --from 2031-05-04 --json`,
		Args: exactly(1, 2, "two databases, or one with --from"),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 2 && (from.Known() || to.Known()):
				return usagef("--from and --to compare two days of one database; name one")
			case len(args) == 1 && !from.Known():
				return usagef("name two databases, or say --from DATE to compare two days of one")
			case from.Known() && to.Known() && to < from:
				return usagef("--to %s is before --from %s", to, from)
			}
			return a.diff(cmd.Context(), comparedSide{Database: args[0], AsOf: from}, comparedSide{Database: args[len(args)-1], AsOf: to})
		},
	}
	f := cmd.Flags()
	f.Var(dayFlag{&from}, "from", "the older record is that of the reports published until this day")
	f.Var(dayFlag{&to}, "to", "the newer record is that of the reports published until this day")
	a.leastFlag(f)
	return cmd
}

// diff prints what changed.
func (a *app) diff(ctx context.Context, from, to comparedSide) error {
	x, err := a.recordOf(ctx, &from)
	if err != nil {
		return err
	}
	y, err := a.recordOf(ctx, &to)
	if err != nil {
		return err
	}
	out := compared{from, to, record.Diff(x, y)}
	if a.json {
		return a.writeJSON(out)
	}
	p := a.page()
	p.line("%s, %s, to %s, %s", from.title(), count(from.Reports, "report", "reports"), to.title(), count(to.Reports, "report", "reports"))
	if out.Empty() {
		p.line("")
		p.line("Nothing changed.")
	}
	for _, s := range []struct {
		title string
		list  []record.Change
	}{{"Reports", out.Reports}, {"Statements", out.Statements}, {"Events", out.Events}, {"Figures", out.Figures}, {"Instruments", out.Instruments}, {"Conflicts", out.Conflicts}, {"Positions", out.Positions}, {"Commitments", out.Commitments}} {
		p.changes(s.title, s.list)
	}
	return outputError(p.err)
}

// recordOf is the record of one side.
func (a *app) recordOf(ctx context.Context, s *comparedSide) (*parley.Record, error) {
	a.asOf = s.AsOf
	d, err := a.open(ctx, s.Database, sqldb.Options{ReadOnly: true}, nil)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	rec, err := d.Record(ctx)
	if err != nil {
		return nil, err
	}
	s.Reports = len(rec.Reports)
	a.sayLeftOut(d)
	return rec, a.warnPending(ctx, d)
}

// title is what a side is called.
func (s comparedSide) title() string {
	if s.AsOf.Known() {
		return plain(s.Database) + " as of " + s.AsOf.String()
	}
	return plain(s.Database)
}

// signs mark the kinds of change.
var signs = map[string]string{record.Added: "+", record.Removed: "-", record.Changed: "~"}

// changes prints one list of changes under its title.
func (p *page) changes(title string, list []record.Change) {
	if len(list) == 0 {
		return
	}
	added, removed, changed := record.Count(list)
	p.line("")
	p.line("%s %s", p.in(strong, title), p.in(dim, fmt.Sprintf("%d added, %d gone, %d changed", added, removed, changed)))
	for _, c := range list {
		line := c.What
		if verb := acts[parley.Act(c.Kind)]; verb != "" && title == "Statements" {
			c.Kind, c.Who, line = "", "", strings.TrimSpace(cmp.Or(c.Who, "someone")+" "+verb)+": "+quote(c.What)
		}
		if c.Kind != "" {
			line = c.Kind + ": " + line
		}
		if c.Who != "" {
			line = c.Who + ", " + line
		}
		if c.File != "" {
			line += " " + brackets(at(c.File, c.Finding))
		}
		p.wrap(signs[c.Change], 2, plain(line), "")
		if c.Was != "" {
			p.wrap("", 4, "was "+plain(c.Was), "")
		}
		if c.Now != "" {
			p.wrap("", 4, "now "+plain(c.Now), "")
		}
	}
}

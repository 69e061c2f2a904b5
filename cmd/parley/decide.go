package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
	"github.com/parley-press/parley/internal/store/sqldb"
)

func newDecide(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "decide",
		Short: "Write down a decision of yours",
		Long: `Decide appends a line to the log of what people decided; the record follows it from then on. The log is
only ever added to, and a later line wins: reject takes a finding out of the record, accept confirms it
or brings it back, edit changes what it says, add makes one that was not found. merge makes two entities
or papers one, split takes somebody else out of an entity, same makes two conflicts one, mark says what
you make of a conflict, given says what a report does not say itself. undo takes any of these back.

Each decision keeps what it was about, by its words: after a newer Parley has read the reports again it
is applied to the same words, and where these are gone it is listed as an orphan and applied to nothing.`,
		Example: `  parley decide reject 07-truce.html s3 --why "the quotation is the envoy's" --db talks.db
  parley decide edit 07-truce.html s3 --act deny --source ana-roe --db talks.db
  parley decide add 07-truce.html event --words "the ferry sailed" --type aid-delivery
  parley decide merge a-roe ana-roe --db talks.db
  parley decide mark c9 explained --why "two days are meant" --db talks.db
  parley decide undo 12 --db talks.db
  parley decide given 07-truce.html --published 2031-05-04 --db talks.db`,
		Args: noneBut("decision"),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var db, why, who string
	f := cmd.PersistentFlags()
	f.StringVar(&db, "db", defaultDB, "the database")
	f.StringVar(&why, "why", "", "the reason, in a line")
	f.StringVar(&who, "who", a.who, "who decides")
	write := func(ctx context.Context, report string, dec parley.Decision) error {
		dec.Who, dec.Why = who, why
		return a.decide(ctx, db, report, dec)
	}
	for _, k := range []struct {
		kind        parley.DecisionKind
		short, long string
	}{
		{parley.DecideReject, "A finding does not stand", "Reject takes a finding of a report out of the record. The finding itself stays stored, and accept brings it back."},
		{parley.DecideAccept, "A finding stands", "Accept confirms a finding, and brings back what reject took out of the record."},
	} {
		cmd.AddCommand(&cobra.Command{
			Use: string(k.kind) + " REPORT FINDING", Short: k.short, Long: k.long,
			Example: "  parley decide " + string(k.kind) + " 07-truce.html s3 --db talks.db",
			Args:    exactly(2, 2, "a report (file name or hash) and the id of one of its findings"),
			RunE: func(cmd *cobra.Command, args []string) error {
				return write(cmd.Context(), args[0], parley.Decision{Kind: k.kind, Finding: args[1]})
			},
		})
	}
	cmd.AddCommand(newMerge(write), newEdit(a, &db, write), newAdding(a, &db, write), newSplit(a, &db, write), newSame(write), newMark(write), newUndo(write))
	cmd.AddCommand(newGiven(write))
	return cmd
}

// A writer appends a decision about a report, "" for none, with what the flags say of who and why.
type writer func(ctx context.Context, report string, dec parley.Decision) error

// newGiven is `parley decide given`.
func newGiven(write writer) *cobra.Command {
	var given parley.Given
	var date string
	cmd := &cobra.Command{
		Use: "given REPORT", Short: "Say what a report does not say itself",
		Long: "Given says when and by whom a report was published, where it stood, or its language, as you know it from\n" +
			"elsewhere. The report is read again with it.",
		Example: `  parley decide given 07-truce.html --published 2031-05-04 --outlet "Riverton Post" --db talks.db`,
		Args:    exactly(1, 1, "a report (file name or hash)"),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if date != "" {
				if given.Published, err = parley.ParseDate(date); err != nil {
					return usagef("--published: %q is not a date of the form 2031-05-04", date)
				}
			}
			if given == (parley.Given{}) {
				return usagef("nothing given; say --published, --outlet, --url or --language")
			}
			return write(cmd.Context(), args[0], parley.Decision{Kind: parley.DecideGiven, Value: store.EncodeGiven(given)})
		},
	}
	f := cmd.Flags()
	f.StringVar(&date, "published", "", "day of publication, such as 2031-05-04")
	f.StringVar(&given.Outlet, "outlet", "", "outlet")
	f.StringVar(&given.URL, "url", "", "address")
	f.StringVar(&given.Language, "language", "", "language, such as en")
	return cmd
}

// decide finds the report that is meant and appends the decision.
func (a *app) decide(ctx context.Context, db, report string, dec parley.Decision) error {
	d, err := a.open(ctx, db, sqldb.Options{}, nil)
	if err != nil {
		return err
	}
	defer d.Close()
	if report != "" {
		rec, err := d.Record(ctx)
		if err != nil {
			return err
		}
		r, err := findReport(rec, report)
		if err != nil {
			return err
		}
		dec.Report = r.ID
	}
	dec, err = d.Decide(ctx, dec)
	if err != nil {
		return err
	}
	if dec.Kind == parley.DecideGiven { // a report is read as it stands with what is given of it
		if _, err := d.Build(ctx, func(func(parley.Report, *parley.SetAside) bool) {}); err != nil {
			return err
		}
	}
	if a.json {
		return a.writeJSON(dec)
	}
	p := a.page()
	p.line("decision %d: %s", dec.Seq, plain(saidOf(dec)))
	return outputError(p.err)
}

// saidOf is a decision in one line, without who and why.
func saidOf(d parley.Decision) string {
	what := string(d.Kind)
	if d.Report != "" {
		what += " report " + d.Report.Short()
	}
	if d.Finding != "" {
		what += " " + d.Finding
	}
	switch d.Kind {
	case parley.DecideUndo:
		what += fmt.Sprintf(" decision %d", d.Undoes)
	case parley.DecideMerge, parley.DecideSame:
		what += " into " + d.Value
	default:
		if d.Value != "" {
			what += " " + d.Value
		}
	}
	return what
}

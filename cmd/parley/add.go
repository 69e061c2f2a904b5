package main

import (
	"errors"
	"io/fs"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/intake"
	"github.com/parley-press/parley/internal/store/sqldb"
)

// intakeFlags are the flags of commands that take reports in.
type intakeFlags struct {
	date   string
	given  parley.Given
	fields []string
	quiet  bool
}

func (o *intakeFlags) add(f *pflag.FlagSet) {
	f.StringVar(&o.date, "published", "", "day of publication of all these reports, such as 2031-05-04")
	f.StringVar(&o.given.Outlet, "outlet", "", "outlet of all these reports")
	f.StringVar(&o.given.URL, "url", "", "address of all these reports")
	f.StringVar(&o.given.Language, "language", "", "language of all these reports, such as en")
	f.StringArrayVar(&o.fields, "field", nil, "which field of JSON or column of CSV holds what: text=body, title=, date=, outlet=, url=, language=, items=")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "say only what was set aside")
}

// options are what the flags say.
func (o *intakeFlags) options() (intake.Options, error) {
	opt := intake.Options{Given: o.given}
	if o.date != "" {
		d, err := parley.ParseDate(o.date)
		if err != nil {
			return opt, usagef("--published: %q is not a date of the form 2031-05-04", o.date)
		}
		opt.Given.Published = d
	}
	fields, err := intake.ParseFields(o.fields)
	if err != nil {
		var e *parley.Error
		if errors.As(err, &e) {
			return opt, usagef("--field: %s", e.Msg)
		}
		return opt, err
	}
	opt.Fields = fields
	return opt, nil
}

func newAdd(a *app) *cobra.Command {
	var db, config string
	var o intakeFlags
	var n networkFlags
	cmd := &cobra.Command{
		Use:   "add FILE|URL... --dossier talks.db",
		Short: "Add reports to a dossier that there is",
		Long: `Add puts reports into a dossier that "parley build" made, and reads them: files, folders, and what holds
many reports (feeds, e-mails, JSON Lines, CSV and more, see "parley build --help"); "-" reads stdin. An
address that begins with https:// or http:// is fetched: a page, or a feed with the pages it leads to.
robots.txt is kept to, and only the public network is reached; --allow opens a range of your own.

Adding the same reports twice changes nothing, and the record does not depend on the order in which they
come. An interrupted add goes on where it was when the same command runs again. What cannot be read is
named with the place and the reason, the rest is read, and the exit code is 3.

The day that a feed, a mail or a line of JSON names is taken for the day on which its report appeared, and
that is written down as the reason. The day on which it was collected never is.

--config gives the dossier another configuration, see "parley build --help".`,
		Example: `  parley add today.html --dossier talks.db
  parley add https://news.example/talks --dossier talks.db --contact ana@harland.example
  parley add feed.xml newsletter.eml --dossier talks.db
  parley add wire.jsonl.gz --field text=body --field date=sent --dossier talks.db
  parley add --config dossier.json --dossier talks.db`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 && config == "" {
				return usagef("nothing to add: name files, folders or addresses, or - for stdin")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			opt, err := o.options()
			if err != nil {
				return err
			}
			if _, err := n.options(); err != nil {
				return err
			}
			if _, err := os.Stat(db); errors.Is(err, fs.ErrNotExist) {
				return parley.Errorf(parley.NotFound, "add", "there is no dossier %s; `parley build REPORTS... -o %s` makes one", db, shellWord(db))
			}
			return a.build(cmd.Context(), args, db, config, sqldb.Options{}, opt, o.quiet, &n)
		},
	}
	cmd.Flags().StringVarP(&db, "dossier", "d", defaultDB, "the database of the dossier")
	_ = cmd.MarkFlagFilename("dossier", "db")
	configFlag(cmd.Flags(), &config)
	o.add(cmd.Flags())
	n.add(cmd.Flags())
	return cmd
}

package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
)

// A view is one list that show prints.
type view struct {
	name, short, long string
	text              func(p *page, v shown)
	data              func(v shown) any // what --json writes
}

// shown is what a view works on.
type shown struct {
	*cast
	rec    *parley.Record
	path   string
	asides []parley.SetAside
	filter filter
	words  func(parley.ReportID) (string, error) // of the report itself, without furniture
}

// A filter keeps the lines that a user asks for. Its zero value keeps all.
type filter struct {
	who, outlet, report string
	least               probability
	all                 bool // every account of a side of a conflict
	possible            bool // conflicts that are likelier none than one, too
}

// keeps reports whether a line about these names, of that report, is asked for.
func (v shown) keeps(r *parley.ReportEntry, who ...string) bool {
	has := func(s, part string) bool { return strings.Contains(strings.ToLower(s), strings.ToLower(part)) }
	if f := v.filter; f.outlet != "" && (r == nil || !has(v.outlet(r.ID), f.outlet)) ||
		f.report != "" && (r == nil || !has(r.File, f.report) && !strings.HasPrefix(string(r.ID), f.report)) {
		return false
	}
	if v.filter.who == "" {
		return true
	}
	for _, w := range who {
		if has(w, v.filter.who) {
			return true
		}
	}
	return false
}

// views are the lists in the order of help.
var views = []view{
	{"summary", "What the dossier holds", "Summary prints the reports, the papers and how they stand, the conflicts, and what could not be read.", showSummary, summaryData},
	{"timeline", "What happened, was planned or called off, by day", "Timeline prints one line per day and happening, and under it every account of it.", showTimeline, timelineData},
	{"statements", "Who said what", "Statements prints who is reported to have expressed what, by day of publication, with the exact words.", showStatements, statementsData},
	{"positions", "Where each party stands on each issue, and when that changed", "Positions prints what each party is reported to want or refuse, by issue and day; a change is marked.", showPositions, func(v shown) any { return v.rec.Positions }},
	{"instruments", "Papers, deals, truces and laws, with their history by voice", "Instruments prints each paper with every step of its life, and who says so.", showInstruments, func(v shown) any { return v.rec.Instruments }},
	{"figures", "Claimed numbers", "Figures prints every claimed quantity with who claims it.", showFigures, figuresData},
	{"conflicts", "Accounts that cannot both stand", "Conflicts prints denials, figures, statuses, dates and blame that do not agree, and parties that changed their word, both sides side by side; with --possible those too that are likelier none than one. A side shows its first six accounts, --all shows all.", showConflicts, func(v shown) any { return v.rec.Conflicts }},
	{"commitments", "Promises and set days, and what came of them", "Commitments prints what was promised and the days and terms that were set, by when they fall due, with what later reports tell of them.", showCommitments, func(v shown) any { return v.rec.Commitments }},
	{"omissions", "What a report leaves out that two others carry", "Omissions prints, for each report on a story, what at least two independent others on it carry and it does not.", showOmissions, func(v shown) any { return v.rec.Omissions }},
	{"words", "What each outlet calls each party", "Words prints the words that each outlet uses for a party in its own narration, where outlets differ.", showWords, func(v shown) any { return v.rec.Wordings }},
	{"outlets", "Outlets, what they carried and from whom", "Outlets prints each outlet with its reports, how many of them are copies of others, and the agencies it credits.", showOutlets, func(v shown) any { return v.rec.Outlets }},
	{"copies", "Reports that carry one text, its likely origin, and how they differ", "Copies prints each text that several reports carry: its likely origin and why, how many outlets carried it, and what each changed.", showCopies, copiesData},
	{"stories", "Reports that tell of one story, in whatever words", "Stories prints the story chains: reports that tell of the same event, deal or case, or of what came of it, by their headlines, leads and days.", showStories, func(v shown) any { return v.stories() }},
	{"entities", "People, bodies, states, groups and places", "Entities prints everybody and everything that is named, the most mentioned first, with the id that `parley decide merge` takes.", showEntities, func(v shown) any { return v.rec.Entities }},
	{"config", "Who is who, offices and issues, as the dossier is configured", "Config prints the configuration in force: parties, entities, offices and their holders, names that are never one, issues with their words, and actor dictionaries.", showConfig, func(v shown) any { return v.rec.Configuration }},
	{"decisions", "What people decided, by whom, when and why, and how it stands", "Decisions prints the log of what people decided of the findings, the entities, papers and conflicts: what each was about, and whether it is in force, kept with an earlier version of its report, undone, overruled by a later one, or an orphan; and where people differ.", showDecisions, decisionsData},
	{"orphans", "Decisions whose words are not there any more", "Orphans prints the decisions that found nothing certain in their place, after a newer reading or because something they rest on was undone, each with the reason. They are applied to nothing.", showOrphans, orphansData},
	{"agreement", "How far people code alike, and how far the machine does", "Agreement compares every two people who judged the same findings, and every person with the machine: Krippendorff's alpha (nominal) for each field, and precision, recall and F1 over the fields of the findings. Who accepts, edits or adds a finding has judged all of it; units are findings as they were cut.", showAgreement, func(v shown) any { return record.Agreements(v.rec) }},
}

func newShow(a *app) *cobra.Command {
	var names []string
	for _, v := range views {
		names = append(names, v.name)
	}
	list := strings.Join(names, ", ") + ", report"
	var db string
	var f filter
	cmd := &cobra.Command{
		Use:   "show LIST [talks.db]",
		Short: "Print the record, a list at a time",
		Long: `Show prints one list of the record for people to read, or with --json for programs.
Lists: ` + list + `.

With --as-of it is the record of the reports published until that day; a report with no known day of
publication does not stand in it. What people decided counts whenever they did.

Each line ends with the file and the id of the finding; "parley show report FILE" has all of that file.`,
		Example: `  parley show summary talks.db
  parley show statements talks.db --who roe
  parley show statements talks.db --min-confidence 0.8
  parley show conflicts talks.db --as-of 2031-05-04
  parley show report town.txt talks.db`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 || len(args) == 1 && !isFile(args[0]) {
				return noSuch("list", args[0], strings.Split(list, ", ")...)
			}
			return a.show(cmd.Context(), views[0], dbOf(args, db), f)
		},
	}
	flags := cmd.PersistentFlags()
	flags.StringVar(&db, "db", defaultDB, "the database")
	_ = cmd.MarkPersistentFlagFilename("db", "db")
	a.leastFlag(flags)
	a.asOfFlag(flags)
	for _, v := range views {
		c := &cobra.Command{
			Use: v.name + " [talks.db]", Short: v.short, Long: v.long,
			Example: "  parley show " + v.name + " talks.db\n  parley show " + v.name + " --db talks.db --json",
			Args:    exactly(0, 1, "one database"),
			RunE: func(cmd *cobra.Command, args []string) error {
				return a.show(cmd.Context(), v, dbOf(args, db), f)
			},
		}
		if v.name == "statements" || v.name == "figures" || v.name == "timeline" {
			c.Flags().StringVar(&f.who, "who", "", "only what names like this say or stand in")
			c.Flags().StringVar(&f.outlet, "outlet", "", "only reports of outlets with such a name")
			c.Flags().StringVar(&f.report, "report", "", "only reports with such a file name or hash")
			c.Example += "\n  parley show " + v.name + " talks.db --who minister --outlet post"
		}
		if v.name == "conflicts" {
			c.Flags().BoolVar(&f.all, "all", false, fmt.Sprintf("all accounts of each side, not the first %d", mostAccounts))
			c.Flags().BoolVar(&f.possible, "possible", false, "those too that are likelier none than one, after the others")
			c.Example += "\n  parley show conflicts talks.db --possible"
		}
		if v.name == "commitments" {
			c.Flags().BoolVar(&f.all, "all", false, fmt.Sprintf("all that is told of what came of each, not the first %d", mostAccounts))
		}
		cmd.AddCommand(c)
	}
	cmd.AddCommand(newShowReport(a, &db))
	return cmd
}

func isFile(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// dbOf is the database that the arguments name, or else the flag.
func dbOf(args []string, flag string) string {
	if len(args) > 0 {
		return args[len(args)-1]
	}
	return flag
}

// show prints one view.
func (a *app) show(ctx context.Context, v view, db string, f filter) error {
	return a.withRecord(ctx, db, func(d *dossier, rec *parley.Record) error {
		f.least = a.least
		s := shown{cast: newCast(rec), rec: rec, path: db, filter: f, words: d.words(ctx)}
		var err error
		if s.asides, err = d.SetAside(ctx); err != nil {
			return err
		}
		if a.json {
			return a.writeJSON(v.data(s))
		}
		p := a.page()
		v.text(p, s)
		return outputError(p.err)
	})
}

// newShowReport is `parley show report`.
func newShowReport(a *app, db *string) *cobra.Command {
	return &cobra.Command{
		Use:   "report REPORT [talks.db]",
		Short: "One report with everything that was found in it",
		Long: `Report prints what one report says of itself, how that is known, and every finding in it; of a copy and of an
earlier version also what differs, word by word. REPORT is its file name, its path, or the first digits of its
hash (four or more).`,
		Example: `  parley show report town.txt talks.db
  parley show report 9f2c41 --db talks.db`,
		Args: exactly(1, 2, "a report (file name or hash), and one database"),
		RunE: func(cmd *cobra.Command, args []string) error {
			path := dbOf(args[1:], *db)
			return a.withRecord(cmd.Context(), path, func(d *dossier, rec *parley.Record) error {
				r, err := findReport(rec, args[0])
				if err != nil {
					return err
				}
				v := shown{cast: newCast(rec), rec: rec, path: path, words: d.words(cmd.Context())}
				if a.json {
					return a.writeJSON(v.reportData(r))
				}
				p := a.page()
				showReport(p, v, r)
				return outputError(p.err)
			})
		},
	}
}

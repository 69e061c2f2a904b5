package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/collect"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/intake"
	"github.com/parley-press/parley/internal/roster"
	"github.com/parley-press/parley/internal/store/sqldb"
)

// A builtDossier is what `parley build --json` says.
type builtDossier struct {
	Database string `json:"database"`
	engine.Summary
	Troubles []collect.Trouble  `json:"not_there_yet,omitempty"` // addresses that did not answer and may yet
	Config   *engine.Configured `json:"configuration,omitempty"` // where one was given
	Found    found              `json:"found"`
}

// found counts what stands in a record.
type found struct {
	Reports     int `json:"reports"`
	Statements  int `json:"statements"`
	Events      int `json:"events"`
	Figures     int `json:"figures"`
	Entities    int `json:"entities"`
	Instruments int `json:"instruments"`
	Conflicts   int `json:"conflicts"`
	Possible    int `json:"conflicts_possible,omitempty"` // of them (see parley.Conflict)
	Copies      int `json:"copies"`                       // reports that carry another's text
}

func countFound(rec *parley.Record) found {
	f := found{Reports: len(rec.Reports), Entities: len(rec.Entities), Instruments: len(rec.Instruments), Conflicts: len(rec.Conflicts)}
	for i := range rec.Conflicts {
		if rec.Conflicts[i].Possible() {
			f.Possible++
		}
	}
	for _, r := range rec.Reports {
		f.Statements += len(r.Statements)
		f.Events += len(r.Events)
		f.Figures += len(r.Figures)
		if r.CopyOf != "" {
			f.Copies++
		}
	}
	return f
}

func newBuild(a *app) *cobra.Command {
	var db, config string
	var o intakeFlags
	cmd := &cobra.Command{
		Use:   "build REPORTS... -o talks.db",
		Short: "Read reports into a database",
		Long: `Build reads press reports, files or whole folders, into a database and says what was read, what was set
aside and why, and what was found. Plain text and HTML are read, and what holds many reports: saved
pages (MHTML), e-mails, feeds, JSON Lines, JSON, CSV, each also packed with gzip or zstd, and web archives
(WARC, WACZ), of which the pages are read; "-" reads stdin.

A file manifest.csv in a folder (columns file, published, outlet, url, language, any of them absent) says
of the files beside it what they do not say themselves; --published, --outlet, --url and --language say it
of every report of this build, and win over the manifest. What a feed, a mail or a line of JSON says of
its report counts where neither does.

Building again adds to the database: what is there already is not read twice, and the order in which
reports come makes no difference. Without reports, what is pending is read: after an interruption, or
with a newer Parley. Where an input cannot be read the rest is, and the exit code is 3.

--config gives the dossier its configuration, a JSON file that says who is who, who holds which office
when, what is never one, what the issues are called, and which actor dictionaries to use. It is stored in
the database, counts from then on, and takes the place of the one before; with it alone nothing is read.
Where something in it is wrong, nothing is changed and the exit code is 2.`,
		Example: `  parley build reports/ -o talks.db
  parley build today.html --published 2031-05-04 --outlet "Riverton Post" -o talks.db
  parley build wire.jsonl.gz --field text=body --field date=sent -o talks.db
  curl -s https://news.example/talks | parley build - -o talks.db
  parley build reports/ --config dossier.json -o talks.db
  parley build -o talks.db               go on where a build was interrupted`,
		Args: func(_ *cobra.Command, args []string) error {
			if _, err := os.Stat(db); len(args) == 0 && err != nil && config == "" {
				return usagef("nothing to read: name files or folders with reports, or - for stdin")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			opt, err := o.options()
			if err != nil {
				return err
			}
			return a.build(cmd.Context(), args, db, config, sqldb.Options{Create: true}, opt, o.quiet, nil)
		},
	}
	cmd.Flags().StringVarP(&db, "output", "o", defaultDB, "the database, made where there is none")
	_ = cmd.MarkFlagFilename("output", "db")
	configFlag(cmd.Flags(), &config)
	o.add(cmd.Flags())
	return cmd
}

// build runs one build and says what it did. With config, a file, the dossier is configured first; with n, arguments that are addresses are fetched.
func (a *app) build(ctx context.Context, paths []string, db, config string, store sqldb.Options, opt intake.Options, quiet bool, n *networkFlags) error {
	var files []roster.File
	if config != "" {
		var err error
		if files, err = a.readConfig(config); err != nil {
			return err
		}
	}
	bar := a.newBar(quiet)
	d, err := a.open(ctx, db, store, bar.step)
	if err != nil {
		return err
	}
	defer d.Close()
	configured, err := a.configure(ctx, d, files)
	if err != nil {
		return err
	}
	var urls []string
	if n != nil {
		urls = slices.DeleteFunc(slices.Clone(paths), func(s string) bool { return !isAddress(s) })
		paths = slices.DeleteFunc(paths, isAddress)
	}
	var archives []string
	opt.Note = func(name, line string) { archives = append(archives, name+": "+line) }
	sum, err := d.Build(ctx, a.walk(ctx, paths, opt))
	var tally collect.Tally
	if err == nil && len(urls) > 0 {
		var fetched engine.Summary
		fetched, tally, err = a.addURLs(ctx, d, bar, urls, opt.Given, n)
		sum = plus(sum, fetched)
	}
	bar.clear()
	if err != nil {
		return err
	}
	if len(sum.SetAside)+len(tally.Troubles) > 0 {
		a.exitCode = exitPartial
	}
	defer a.hintAllow(sum.SetAside, tally.Troubles, map[string]bool{})
	if len(paths) > 0 && sum.Inputs+len(sum.SetAside) == 0 {
		defer a.talk("no report in %s: from folders, files that end in %s are read", strings.Join(paths, ", "), strings.Join(intake.Endings(), ", "))
		a.exitCode = exitNotFound
	}
	if quiet {
		for _, s := range sum.SetAside {
			a.talk("set aside %s: %s: %s", s.Name, s.Reason, s.Detail)
		}
		for _, t := range tally.Troubles {
			a.talk("%s: %s", t.URL, troubleText(t))
		}
		return d.Close()
	}
	for _, line := range archives {
		a.talk("%s", line)
	}
	rec, err := d.Record(ctx)
	if err != nil {
		return err
	}
	if a.json {
		if sum.SetAside == nil {
			sum.SetAside = []parley.SetAside{}
		}
		if err := a.writeJSON(builtDossier{db, sum, tally.Troubles, configured, countFound(rec)}); err != nil {
			return err
		}
	} else if err := a.printBuilt(db, sum, tally.Troubles, configured, rec); err != nil {
		return err
	}
	lost, notes := notRead(sum.SetAside)
	if lost += len(tally.Troubles); lost > 0 {
		a.talk("%s not read%s", count(lost, "input was", "inputs were"), notesOn(notes))
	} else if notes > 0 {
		a.talk("%s", strings.TrimPrefix(notesOn(notes), ", "))
	}
	return d.Close()
}

// notRead counts inputs that were not read, and notes on what was left out of reports that were.
func notRead(all []parley.SetAside) (lost, notes int) {
	for _, s := range all {
		switch s.Reason {
		case parley.ReasonTold, parley.ReasonManifest, parley.ReasonIndex:
			notes++
		}
	}
	return len(all) - notes, notes
}

func notesOn(n int) string {
	if n == 0 {
		return ""
	}
	return ", " + count(n, "thing said of a report was", "things said of reports were") + " left out"
}

// errEnough stops a walk that is not listened to any more.
var errEnough = errors.New("enough")

// walk lists the reports that paths lead to.
func (a *app) walk(ctx context.Context, paths []string, opt intake.Options) iter.Seq2[parley.Report, *parley.SetAside] {
	return func(yield func(parley.Report, *parley.SetAside) bool) {
		// Walk returns no error but that of its callback.
		_ = intake.Walk(paths, &interruptible{ctx, a.in}, opt, func(it intake.Item) error {
			var r parley.Report
			if it.Report != nil {
				r = *it.Report
			}
			if !yield(r, it.Aside) {
				return errEnough
			}
			return nil
		})
	}
}

// An interruptible reader gives up when its context ends, also while it waits for input that does not come. What it
// waited for is lost then: the program is about to end.
type interruptible struct {
	ctx context.Context
	r   io.Reader
}

// Read implements io.Reader.
func (i *interruptible) Read(b []byte) (int, error) {
	type got struct {
		n   int
		err error
	}
	done := make(chan got, 1)
	own := make([]byte, len(b)) // b is the caller's again once Read returns
	go func() {
		n, err := i.r.Read(own)
		done <- got{n, err}
	}()
	select {
	case g := <-done:
		return copy(b, own[:g.n]), g.err
	case <-i.ctx.Done():
		return 0, i.ctx.Err()
	}
}

// printBuilt prints what a build did.
func (a *app) printBuilt(db string, sum engine.Summary, troubles []collect.Trouble, configured *engine.Configured, rec *parley.Record) error {
	p := a.page()
	p.line("%s", p.in(bold, plain(db)))
	g := &grid{}
	g.add("taken in", fmt.Sprintf("%s: %d new, %d already there", count(sum.Inputs, "report", "reports"), sum.New, sum.Already))
	g.add("read", count(sum.Read, "report", "reports"))
	lost, notes := notRead(sum.SetAside)
	g.add("set aside", count(lost, "input", "inputs")+notesOn(notes))
	p.grid(g)
	if len(sum.SetAside) > 0 {
		p.heading("Set aside")
		p.setAside(sum.SetAside)
	}
	p.troubles(troubles)
	p.printConfigured(configured)
	p.heading("In the record")
	p.found(rec)
	if len(rec.Reports) == 0 {
		return outputError(p.err)
	}
	p.heading("Next")
	g = &grid{full: true}
	arg := shellWord(db)
	g.add("parley show summary "+arg, "what was found")
	g.add("parley serve "+arg, "the same as pages")
	g.add("parley verify "+arg, "check every quoted word")
	p.grid(g)
	return outputError(p.err)
}

// mostShown is how many inputs of one kind of reason are shown one by one.
const mostShown = 20

// setAside prints inputs that were not read. Of many for one reason the first are shown, the others counted.
func (p *page) setAside(all []parley.SetAside) {
	shown := map[parley.Reason]int{}
	for _, s := range all {
		if shown[s.Reason]++; shown[s.Reason] > mostShown {
			continue
		}
		p.line("  %s", plain(s.Name))
		p.wrap("", 4, string(s.Reason)+": "+plain(s.Detail), "")
	}
	more := false
	for _, why := range slices.Sorted(maps.Keys(shown)) {
		if n := shown[why] - mostShown; n > 0 {
			p.line("  and %s more: %s", group(fmt.Sprint(n)), why)
			more = true
		}
	}
	if more {
		p.line("  --json lists them all")
	}
}

// found prints the counts of a record.
func (p *page) found(rec *parley.Record) {
	f := countFound(rec)
	g := &grid{}
	reports := group(fmt.Sprint(f.Reports))
	if f.Copies > 0 {
		reports += fmt.Sprintf(", of which %s", count(f.Copies, "is a copy of another", "are copies of others"))
	}
	g.add("reports", reports)
	g.add("statements", group(fmt.Sprint(f.Statements)))
	g.add("events", group(fmt.Sprint(f.Events)))
	g.add("figures", group(fmt.Sprint(f.Figures)))
	g.add("instruments", group(fmt.Sprint(f.Instruments)))
	conflicts := group(fmt.Sprint(f.Conflicts))
	if f.Possible > 0 {
		conflicts += ", of which " + group(fmt.Sprint(f.Possible)) + " possible"
	}
	g.add("conflicts", conflicts)
	g.add("entities", group(fmt.Sprint(f.Entities)))
	p.grid(g)
}

// shellWord is s as one word of a command line.
func shellWord(s string) string {
	if s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(plain(s), "'", `'\''`) + "'"
}

// A bar shows how far a stage is, on a terminal alone.
type bar struct {
	app   *app
	on    bool
	stage string
	bar   *progressbar.ProgressBar
}

func (a *app) newBar(quiet bool) *bar { return &bar{app: a, on: a.termErr.is && !quiet} }

// step is an engine.Progress.
func (b *bar) step(stage string, done, total int) {
	if !b.on {
		return
	}
	if b.bar == nil || b.stage != stage {
		b.clear()
		if total == 0 {
			total = -1 // not known: a spinner
		}
		b.stage = stage
		b.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(b.app.err), progressbar.OptionSetDescription(stage),
			progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30),
			progressbar.OptionThrottle(65_000_000), progressbar.OptionSetPredictTime(total > 0))
	}
	_ = b.bar.Set(done)
}

// clear takes the bar off the screen.
func (b *bar) clear() {
	if b.bar != nil {
		_ = b.bar.Clear()
		b.bar = nil
	}
}

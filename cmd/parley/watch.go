package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/collect"
	"github.com/parley-press/parley/internal/egress"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/store/sqldb"
)

// pagesAtOnce is how many pages are fetched before what came is read.
const pagesAtOnce = 200

// shortestEvery is how often feeds may be asked at most.
const shortestEvery = time.Minute

// A watched is what one round of `parley watch` did.
type watched struct {
	db    string
	tally collect.Tally
	sum   engine.Summary
	found found
}

// A watchedDossier is what `parley watch --json` says of it.
type watchedDossier struct {
	Database  string            `json:"database"`
	Feeds     int               `json:"feeds"`     // asked
	Unchanged int               `json:"unchanged"` // of these
	Listed    int               `json:"listed"`    // pages and items that were not known
	Fetched   int               `json:"fetched"`   // pages
	Bytes     int64             `json:"bytes"`     // of feeds and pages
	New       int               `json:"new"`       // reports
	Read      int               `json:"read"`      // reports
	Waiting   int               `json:"waiting"`   // pages that are tried again later
	SetAside  []parley.SetAside `json:"set_aside"`
	Troubles  []collect.Trouble `json:"not_there_yet"`
	Next      time.Time         `json:"next,omitzero"` // when something of that is tried again
	Found     found             `json:"found"`
}

func (w watched) data() watchedDossier {
	t := w.tally
	return watchedDossier{w.db, t.Feeds, t.Unchanged, t.Found, t.Fetched, t.Bytes, t.New, w.sum.Read, t.Waiting, append([]parley.SetAside{}, w.sum.SetAside...), t.Troubles, t.Next, w.found}
}

func newWatch(a *app) *cobra.Command {
	var db string
	var once, quiet bool
	var every time.Duration
	var n networkFlags
	cmd := &cobra.Command{
		Use:   "watch FEEDS.opml|URL... --dossier talks.db",
		Short: "Fetch the pages that feeds lead to, now and again",
		Long: `Watch asks feeds (RSS, Atom, JSON Feed) for what is new, fetches the pages they lead to, and reads them into
a dossier, every 15 minutes until Ctrl-C stops it, or once. Feeds are named by address, or by an OPML file,
which every feed reader exports. The dossier is made where there is none.

Servers are treated with care: robots.txt is kept to, one host is asked one thing at a time with a pause
between, what has not changed is not transferred again, and who says "later" is left alone until then. Say
who you are with --contact. Only the public network is reached; --allow opens a range of your own network.

Every step is written down with what it brought: an interrupted watch goes on where it was, and what is
stored is not fetched again. The day of publication is the one that the page or its feed states, never the day on which
it was fetched. What does not come is tried again, later each time, and set aside after ten.`,
		Example: `  parley watch feeds.opml --dossier talks.db --contact ana@harland.example
  parley watch feeds.opml --once
  parley watch https://news.example/feed.xml --every 1h
  parley watch https://wire.intra/feed.xml --allow 10.20.0.0/16`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("nothing to watch: name an OPML file with feeds, or the address of a feed")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if every < shortestEvery {
				return usagef("--every is at least %s", shortestEvery)
			}
			if _, err := n.options(); err != nil {
				return err
			}
			feeds, err := a.feeds(args)
			if err != nil {
				return err
			}
			return a.watch(cmd.Context(), feeds, db, every, once, quiet, &n)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&db, "dossier", "d", defaultDB, "the database of the dossier, made where there is none")
	f.BoolVar(&once, "once", false, "ask once and end, for a timer of your own")
	f.DurationVar(&every, "every", collect.DefaultEvery, "time between two rounds")
	f.BoolVarP(&quiet, "quiet", "q", false, "say only what was set aside or did not come")
	_ = cmd.MarkFlagFilename("dossier", "db")
	n.add(f)
	return cmd
}

// feeds lists the feeds that arguments name: addresses, and OPML files.
func (a *app) feeds(args []string) ([]string, error) {
	var out []string
	seen := map[string]bool{}
	add := func(url string) {
		if !seen[url] {
			seen[url] = true
			out = append(out, url)
		}
	}
	for _, arg := range args {
		if isAddress(arg) {
			u, err := egress.Parse(arg)
			if err != nil {
				return nil, usagef("%s: %s", arg, err)
			}
			add(u.String())
			continue
		}
		f, err := os.Open(arg)
		if os.IsNotExist(err) {
			return nil, parley.Errorf(parley.NotFound, "watch "+arg, "no such file; feeds are named by an OPML file or by an address that begins with https://")
		}
		if err != nil {
			return nil, &parley.Error{Kind: parley.Unavailable, Op: "watch " + arg, Err: err}
		}
		sources, wrong, err := collect.ReadOPML(f)
		f.Close()
		for _, w := range wrong {
			a.talk("%s: %s", arg, w)
			a.exitCode = exitPartial
		}
		if err != nil {
			return nil, parley.Errorf(parley.Invalid, "watch "+arg, "%s", message(err))
		}
		for _, s := range sources {
			add(s.URL)
		}
	}
	return out, nil
}

// watch runs one round after the other, or one.
func (a *app) watch(ctx context.Context, feeds []string, db string, every time.Duration, once, quiet bool, n *networkFlags) error {
	bar := a.newBar(quiet)
	step := func(stage string, done, total int) {
		if stage != "take in" { // the pages say it themselves
			bar.step(stage, done, total)
		}
	}
	d, err := a.open(ctx, db, sqldb.Options{Create: true}, step)
	if err != nil {
		return err
	}
	defer d.Close()
	c, err := n.collector(a, d, every, step)
	if err != nil {
		return err
	}
	if !once && !quiet {
		a.talk("watching %s every %s; Ctrl-C stops it", count(len(feeds), "feed", "feeds"), every)
	}
	told := map[string]bool{}
	for {
		start := a.now()
		w, err := a.round(ctx, d, c, feeds)
		bar.clear()
		if err != nil {
			return err
		}
		a.hintAllow(w.sum.SetAside, w.tally.Troubles, told)
		if err := a.sayRound(w, once, quiet, told); err != nil {
			return err
		}
		if once {
			if len(w.sum.SetAside)+len(w.tally.Troubles) > 0 {
				a.exitCode = exitPartial
			}
			return d.Close()
		}
		select {
		case <-ctx.Done():
			a.exitCode = exitOK
			return d.Close()
		case <-time.After(start.Add(every).Sub(a.now())):
		}
	}
}

// round asks the feeds, fetches what they lead to, and reads it.
func (a *app) round(ctx context.Context, d *dossier, c *collect.Collector, feeds []string) (watched, error) {
	w := watched{db: d.path}
	if err := c.Poll(ctx, feeds); err != nil {
		return w, err
	}
	for more := true; more; {
		sum, err := d.Build(ctx, c.Pages(ctx, pagesAtOnce, nil))
		if err != nil {
			return w, err
		}
		w.sum = plus(w.sum, sum)
		if more, err = c.Settle(ctx); err != nil {
			return w, err
		}
	}
	w.tally = c.Tally()
	rec, err := d.Record(ctx)
	if err != nil {
		return w, err
	}
	w.found = countFound(rec)
	return w, nil
}

// sayRound says what a round did: all of it where there is one round, else a line.
func (a *app) sayRound(w watched, once, quiet bool, told map[string]bool) error {
	if !once || quiet { // what is printed once, or not at all, is told apart
		for _, s := range w.sum.SetAside {
			a.talk("set aside %s: %s: %s", s.Name, s.Reason, s.Detail)
		}
		for _, t := range w.tally.Troubles {
			if key := t.URL + "\x00" + t.Detail; !told[key] {
				told[key] = true
				a.talk("%s: %s", t.URL, troubleText(t))
			}
		}
	}
	switch {
	case quiet:
		return nil
	case a.json && once:
		return a.writeJSON(w.data())
	case a.json:
		return outputError(json.NewEncoder(a.out).Encode(w.data()))
	case once:
		return a.printWatched(w)
	}
	p := a.page()
	p.line("%s  %s", a.now().Local().Format("2006-01-02 15:04"), strings.Join(roundWords(w), ", "))
	return outputError(p.err)
}

// roundWords are what a round did, in a few words.
func roundWords(w watched) []string {
	out := []string{feedWords(w.tally)}
	if w.tally.Fetched > 0 || w.tally.Found > 0 {
		out = append(out, count(w.tally.Fetched, "page fetched", "pages fetched"))
	}
	if w.sum.Read > 0 {
		out = append(out, count(w.sum.Read, "report read", "reports read"))
	}
	if n := len(w.sum.SetAside); n > 0 {
		out = append(out, fmt.Sprintf("%d set aside", n))
	}
	if n := len(w.tally.Troubles); n > 0 {
		out = append(out, fmt.Sprintf("%d not there yet", n))
	}
	return out
}

func feedWords(t collect.Tally) string {
	s := count(t.Feeds, "feed", "feeds") + " asked"
	if t.Unchanged > 0 {
		s += fmt.Sprintf(" (%d unchanged)", t.Unchanged)
	}
	return s
}

// printWatched prints what the one round did.
func (a *app) printWatched(w watched) error {
	p := a.page()
	p.line("%s", p.in(bold, plain(w.db)))
	g := &grid{}
	g.add("feeds", feedWords(w.tally))
	g.add("pages", fmt.Sprintf("%d new, %d fetched", w.tally.Found, w.tally.Fetched))
	if n := w.tally.Waiting; n > 0 {
		g.add("waiting", fmt.Sprintf("%s, asked for again from %s on", count(n, "page", "pages"), w.tally.Next.Local().Format("2006-01-02 15:04")))
	}
	g.add("read", count(w.sum.Read, "report", "reports"))
	g.add("set aside", count(len(w.sum.SetAside), "input", "inputs"))
	p.grid(g)
	if len(w.sum.SetAside) > 0 {
		p.heading("Set aside")
		p.setAside(w.sum.SetAside)
	}
	p.troubles(w.tally.Troubles)
	if w.found.Reports > 0 {
		p.heading("Next")
		g = &grid{full: true}
		arg := shellWord(w.db)
		g.add("parley show summary "+arg, "what was found")
		g.add("parley serve "+arg, "the same as pages")
		p.grid(g)
	}
	return outputError(p.err)
}

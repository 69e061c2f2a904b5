package main

import (
	"context"
	"fmt"
	"iter"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/collect"
	"github.com/parley-press/parley/internal/egress"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/text"
)

// networkFlags are the flags of commands that fetch.
type networkFlags struct {
	contact string
	allow   []string
	pause   time.Duration
}

func (n *networkFlags) add(f *pflag.FlagSet) {
	f.StringVar(&n.contact, "contact", "", "your mail address or page, told to every server that is asked (or PARLEY_CONTACT)")
	f.StringArrayVar(&n.allow, "allow", nil, "range of your own network that may be asked, such as 10.20.0.0/16 (or PARLEY_ALLOW); may be given several times")
	f.DurationVar(&n.pause, "pause", egress.DefaultPause, "least time between two requests to one host")
}

// options are what the flags and the environment say.
func (n *networkFlags) options() (egress.Options, error) {
	opt := egress.Options{Version: thisVersion().Version, Contact: n.contact, Pause: max(n.pause, 1)}
	if opt.Contact == "" {
		opt.Contact = strings.TrimSpace(os.Getenv("PARLEY_CONTACT"))
	}
	if err := egress.CheckContact(opt.Contact); err != nil {
		return opt, usagef("--contact: %s", message(err))
	}
	if n.pause < 0 {
		return opt, usagef("--pause is a time such as 2s, not %s", n.pause)
	}
	for _, s := range append(strings.Split(os.Getenv("PARLEY_ALLOW"), ","), n.allow...) {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		p, err := egress.ParseRange(s)
		if err != nil {
			return opt, usagef("--allow: %s", message(err))
		}
		opt.Allow = append(opt.Allow, p)
	}
	return opt, nil
}

// message is what an error says, without what was being done.
func message(err error) string {
	if e, ok := err.(*parley.Error); ok && e.Msg != "" { //nolint:errorlint // the error as it was made
		return e.Msg
	}
	return err.Error()
}

// collector is a collector that works on a dossier.
func (n *networkFlags) collector(a *app, d *dossier, every time.Duration, progress engine.Progress) (*collect.Collector, error) {
	opt, err := n.options()
	if err != nil {
		return nil, err
	}
	if opt.Contact == "" {
		a.talk("servers are not told who asks; --contact you@example.org lets their owners reach you")
	}
	opt.Now, opt.Hosts = a.now, collect.Hosts{Store: d.store}
	door, err := egress.New(opt)
	if err != nil {
		return nil, err
	}
	return collect.New(collect.Config{Door: door, Store: d.store, Now: a.now, Every: every, Progress: progress, Outlet: namesOutlet}), nil
}

// namesOutlet reports whether a page shows by itself in which outlet it stands, and not only which agency wrote it. What the
// reader fails on does not.
func namesOutlet(r parley.Report) (ok bool) {
	defer func() {
		if recover() != nil { // the engine sets the report aside when it comes to it
			ok = false
		}
	}()
	r.Given = parley.Given{URL: r.Told.URL}
	t, aside := clean.Clean(r)
	if aside != nil || t.Meta.Outlet.Name == "" {
		return false
	}
	return !slices.ContainsFunc(t.Meta.Agencies, func(a text.Named) bool { return a.Name == t.Meta.Outlet.Name })
}

// isAddress reports whether an argument is an address of the web and no file.
func isAddress(s string) bool {
	scheme, _, ok := strings.Cut(s, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// withGiven is items with what the user gives said of every report.
func withGiven(items iter.Seq2[parley.Report, *parley.SetAside], g parley.Given) iter.Seq2[parley.Report, *parley.SetAside] {
	return func(yield func(parley.Report, *parley.SetAside) bool) {
		for r, aside := range items {
			if aside == nil {
				r.Given = g
			}
			if !yield(r, aside) {
				return
			}
		}
	}
}

// addURLs fetches addresses and reads what they give into a dossier.
func (a *app) addURLs(ctx context.Context, d *dossier, b *bar, urls []string, given parley.Given, n *networkFlags) (engine.Summary, collect.Tally, error) {
	c, err := n.collector(a, d, 0, b.step)
	if err != nil {
		return engine.Summary{}, collect.Tally{}, err
	}
	sum, err := d.Build(ctx, withGiven(c.Add(ctx, urls), given))
	if err == nil {
		_, err = c.Settle(ctx)
	}
	t := c.Tally()
	for i := range t.Troubles {
		t.Troubles[i].Again = time.Time{} // nobody comes again by himself
	}
	sum.New, sum.Already = sum.New+t.New, sum.Already-t.New // what was fetched was stored before it was taken in
	return sum, t, err
}

// plus adds up two builds.
func plus(a, b engine.Summary) engine.Summary {
	a.Inputs, a.New, a.Already, a.Read = a.Inputs+b.Inputs, a.New+b.New, a.Already+b.Already, a.Read+b.Read
	a.SetAside = append(a.SetAside, b.SetAside...)
	return a
}

// troubles prints what did not come and may yet.
func (p *page) troubles(all []collect.Trouble) {
	if len(all) == 0 {
		return
	}
	p.heading("Not there yet")
	for _, t := range all {
		p.line("  %s", plain(t.URL))
		p.wrap("", 4, troubleText(t), "")
	}
}

// troubleText is one trouble on one line.
func troubleText(t collect.Trouble) string {
	s := fmt.Sprintf("%s: %s", t.Reason, plain(t.Detail))
	if !t.Again.IsZero() {
		s += "; asked again after " + t.Again.Local().Format("2006-01-02 15:04")
	}
	return s
}

// hintAllow says once how an address of the user's own network is opened, where one was refused.
func (a *app) hintAllow(asides []parley.SetAside, troubles []collect.Trouble, told map[string]bool) {
	refused := slices.ContainsFunc(asides, func(s parley.SetAside) bool { return s.Reason == parley.ReasonBlocked }) ||
		slices.ContainsFunc(troubles, func(t collect.Trouble) bool { return t.Reason == parley.ReasonBlocked })
	if refused && !told["allow"] {
		told["allow"] = true
		a.talk("if a refused address is one of your own network, --allow RANGE opens it")
	}
}

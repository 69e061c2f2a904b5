package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/pflag"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/roster"
)

// configFlag is the flag of the commands that take a configuration.
func configFlag(f *pflag.FlagSet, into *string) {
	f.StringVar(into, "config", "", "the dossier's configuration: who is who, offices, issues, actor dictionaries (JSON)")
}

// readConfig reads a configuration and its dictionaries, which lie where its folder is. What is wrong with it is told, and is a usage error.
func (a *app) readConfig(path string) ([]roster.File, error) {
	open := func(name string) ([]byte, error) {
		if name != path && !filepath.IsAbs(name) {
			name = filepath.Join(filepath.Dir(path), filepath.FromSlash(name))
		}
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return io.ReadAll(io.LimitReader(f, roster.MostDictionary+1))
	}
	files, _, problems, err := roster.Load(path, open)
	if err != nil {
		return nil, usagef("--config: %s", err)
	}
	for _, p := range problems {
		a.talk("%s", p)
	}
	if len(problems) > 0 {
		return nil, usagef("--config: %s is not used, and nothing was changed", path)
	}
	files[0].Name = filepath.Base(path)
	return files, nil
}

// configure puts a configuration in force where one is given, and tells the lines of dictionaries that are not used.
func (a *app) configure(ctx context.Context, d *dossier, files []roster.File) (*engine.Configured, error) {
	if files == nil {
		return nil, nil
	}
	c, err := d.Configure(ctx, files)
	if err != nil {
		return nil, err
	}
	for _, l := range c.Wrong {
		a.exitCode = exitPartial
		for _, w := range l.Wrong[:min(len(l.Wrong), mostShown)] {
			a.talk("%s", roster.Problem{File: l.File, Line: w.Line, Why: w.Why})
		}
		if n := len(l.Wrong) - mostShown; n > 0 {
			a.talk("%s: %s more not used; `parley show config --json` lists them all", l.File, count(n, "line", "lines"))
		}
	}
	return &c, nil
}

// printConfigured prints what a configuration changed.
func (p *page) printConfigured(c *engine.Configured) {
	if c == nil {
		return
	}
	p.heading("Configuration")
	switch {
	case len(c.Changes) == 0:
		p.line("  as it was")
	case c.First:
		p.line("  the first of this dossier")
	}
	for _, l := range c.Changes[:min(len(c.Changes), mostShown)] {
		p.wrap("", 2, plain(l), "")
	}
	if n := len(c.Changes) - mostShown; n > 0 {
		p.line("  and %s more", count(n, "change", "changes"))
	}
}

// showConfig prints the configuration in force.
func showConfig(p *page, v shown) {
	c := v.rec.Configuration
	if c == nil {
		p.line("No configuration: `parley build --config dossier.json -o %s` gives it one.", shellWord(v.path))
		return
	}
	p.line("%s", p.in(bold, plain(c.Name)))
	by := ""
	if c.Who != "" {
		by = ", by " + plain(c.Who)
	}
	p.line("  configuration %d, %s%s", c.Seq, c.At.Format("2006-01-02 15:04 MST"), by)
	p.configured("Parties", c.Parties)
	p.configured("Entities", c.Entities)
	if len(c.Posts) > 0 {
		p.heading("Offices")
	}
	for _, o := range c.Posts {
		p.wrap("", 2, plain(parley.Tenure{Title: o.Title, Of: o.Of}.String())+also(o.Aliases), "")
		for _, h := range o.Holders {
			days := parley.Interval{From: h.From, To: h.To}
			if days == (parley.Interval{}) {
				p.wrap("", 4, plain(h.Name), "")
			} else {
				p.wrap("", 4, plain(h.Name)+" "+days.String(), "")
			}
		}
	}
	if len(c.Apart) > 0 {
		p.heading("Never one")
	}
	for _, names := range c.Apart {
		p.wrap("", 2, joinPlain(names, " · "), "")
	}
	if len(c.Issues) > 0 {
		p.heading("Issues")
	}
	for _, x := range c.Issues {
		p.line("  %s", plain(x.Name))
		p.wrap("", 4, joinPlain(x.Words, ", "), "")
	}
	if len(c.Actors) > 0 {
		p.heading("Actor dictionaries")
	}
	for _, l := range c.Actors {
		line := plain(l.File) + ": " + count(l.Count, "actor", "actors")
		if n := len(l.Wrong); n > 0 {
			line += ", " + count(n, "line", "lines") + " not used"
		}
		p.line("  %s", line)
	}
}

// configured prints entities of a configuration.
func (p *page) configured(heading string, list []parley.Configured) {
	if len(list) == 0 {
		return
	}
	p.heading(heading)
	for _, e := range list {
		s := plain(e.Name)
		if e.Type != "" {
			s += ": " + string(e.Type)
		}
		if e.Role != "" {
			s += ", " + plain(e.Role)
		}
		if e.Side != "" {
			s += ", speaks for " + plain(e.Side)
		}
		p.wrap("", 2, s+also(e.Aliases), "")
		if len(e.Members) > 0 {
			p.wrap("", 4, "for it speak "+joinPlain(e.Members, ", "), "")
		}
	}
}

// also is other names in brackets.
func also(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return " (" + joinPlain(names, ", ") + ")"
}

func joinPlain(names []string, by string) string {
	out := ""
	for i, n := range slices.Clone(names) {
		if i > 0 {
			out += by
		}
		out += plain(n)
	}
	return out
}

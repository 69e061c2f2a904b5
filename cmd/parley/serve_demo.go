package main

import (
	"context"
	"os"
	"path/filepath"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/examples"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/intake"
	"github.com/parley-press/parley/internal/store"
	"github.com/parley-press/parley/internal/web"
)

// What the pages of the example say of it.
const (
	demoTitle = "Brannoc, the example"
	demoNote  = "An invented example."
	demoLost  = " Corrections last until the program ends."
)

// demoAlone refuses what does not go with the example: a database, other machines, users.
func demoAlone(args []string, local bool, to serveTo) error {
	switch {
	case len(args) > 0:
		return usagef("--demo shows the example that Parley carries and takes no database; leave out --demo or %s", plain(args[0]))
	case !local || len(to.hosts)+len(to.proxies) > 0:
		return usagef("--demo is for this machine alone: it goes with no other address, no --host and no --trust-proxy")
	case to.users:
		return usagef("--demo keeps nothing, so it has no users")
	}
	return nil
}

// serveDemo reads the example that the program carries and serves it from memory.
func (a *app) serveDemo(ctx context.Context, addr string, to serveTo) error {
	d, err := a.openDemo(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	note := demoNote
	if !to.readOnly {
		note += demoLost
	}
	return a.servePages(ctx, d, addr, to, web.Options{Title: demoTitle, Note: note})
}

// openDemo is the example's dossier in memory, read and folded.
func (a *app) openDemo(ctx context.Context) (*dossier, error) {
	bar := a.newBar(false)
	defer bar.clear()
	s := store.NewMemory()
	e, err := a.newEngine(s, bar.step)
	if err != nil {
		return nil, err
	}
	if err := a.readDemo(ctx, e); err != nil {
		return nil, err
	}
	if _, err := e.Record(ctx); err != nil {
		return nil, err
	}
	return &dossier{Engine: e, store: s}, nil
}

// readDemo takes in the example's reports. They go through a folder that is gone when they were read, for intake reads folders; their names are those that
// the repository gives them.
func (a *app) readDemo(ctx context.Context, e *engine.Engine) error {
	dir, err := os.MkdirTemp("", "parley-demo-")
	if err != nil {
		return &parley.Error{Kind: parley.Unavailable, Op: "serve --demo: a temporary folder", Err: err}
	}
	defer func() { _ = os.RemoveAll(dir) }() // what is left is in the system's folder for what may be lost
	if err := os.CopyFS(dir, examples.Dossier); err != nil {
		return &parley.Error{Kind: parley.Unavailable, Op: "serve --demo: a temporary folder", Err: err}
	}
	all := a.walk(ctx, []string{filepath.Join(dir, "dossier")}, intake.Options{})
	_, err = e.Build(ctx, func(yield func(parley.Report, *parley.SetAside) bool) {
		for r, aside := range all {
			for i, n := range r.Names {
				if rel, err := filepath.Rel(dir, n); err == nil {
					r.Names[i] = "examples/" + filepath.ToSlash(rel)
				}
			}
			if !yield(r, aside) {
				return
			}
		}
	})
	return err
}

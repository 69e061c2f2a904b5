package engine

import (
	"context"
	"fmt"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/roster"
	"github.com/parley-press/parley/internal/store"
)

// A Configured is what one Configure did.
type Configured struct {
	Seq     int64              `json:"seq"` // number of the configuration in force
	First   bool               `json:"first,omitempty"`
	Changes []string           `json:"changes"`         // against the one before it, a line each
	Wrong   []parley.ActorList `json:"wrong,omitempty"` // dictionaries with lines that were not used
}

// Configure puts a configuration and its dictionaries in force (see roster.Load) and says what changed. The same again changes nothing.
func (e *Engine) Configure(ctx context.Context, files []roster.File) (Configured, error) {
	const op = "engine: configure"
	now, problems := roster.Read(files)
	if len(problems) > 0 {
		return Configured{}, parley.Errorf(parley.Invalid, op, "%s", problems[0])
	}
	old, err := e.cfg.Store.Configuration(ctx)
	if err != nil {
		return Configured{}, err
	}
	was, _ := roster.Read(rosterFiles(old)) // one that this version cannot read any more has nothing that could be compared
	c := store.Config{At: e.cfg.Now(), Who: e.cfg.Who}
	for _, f := range files {
		c.Files = append(c.Files, store.ConfigFile{Name: storable(f.Name), Bytes: f.Bytes})
	}
	if c, err = e.cfg.Store.Configure(ctx, c); err != nil {
		return Configured{}, err
	}
	out := Configured{Seq: c.Seq, First: old.Seq == 0, Changes: roster.Changes(was, now)}
	if out.Changes == nil {
		out.Changes = []string{}
	}
	for _, l := range now.Actors {
		if len(l.Wrong) > 0 {
			out.Wrong = append(out.Wrong, l)
		}
	}
	return out, nil
}

// Configuration is the configuration in force with who gave it and when, nil where there is none. One that this version of the program does not read any
// more is an error of kind Clash, which says why.
func (e *Engine) Configuration(ctx context.Context) (*parley.Configuration, error) {
	c, err := e.cfg.Store.Configuration(ctx)
	if err != nil || c.Seq == 0 {
		return nil, err
	}
	now, problems := roster.Read(rosterFiles(c))
	if len(problems) > 0 {
		return nil, parley.Errorf(parley.Clash, "engine: configuration", "this version cannot use configuration %d of the dossier (%s); give it again with `parley build --config FILE`", c.Seq, problems[0])
	}
	now.Seq, now.At, now.Who = c.Seq, c.At, c.Who
	return now, nil
}

func rosterFiles(c store.Config) []roster.File {
	files := make([]roster.File, len(c.Files))
	for i, f := range c.Files {
		files[i] = roster.File{Name: f.Name, Bytes: f.Bytes}
	}
	return files
}

// configure gives the fold the configuration in force where it is another than it has.
func (e *Engine) configure(ctx context.Context) error {
	seq, err := e.cfg.Store.Configured(ctx)
	if err != nil || seq == e.configured {
		return err
	}
	c, err := e.Configuration(ctx)
	if err != nil {
		return fmt.Errorf("fold: %w", err)
	}
	e.fold.Configure(c)
	if e.configured = 0; c != nil {
		e.configured = c.Seq
	}
	return nil
}

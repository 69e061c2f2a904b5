package engine

import (
	"context"
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// Decide appends a decision to the log, with the engine's clock and name where d has none. What it is about must
// exist: the report, the finding of that report, the entities of the record.
func (e *Engine) Decide(ctx context.Context, d parley.Decision) (parley.Decision, error) {
	return e.DecideAt(ctx, d, store.Anyhow)
}

// DecideAt is Decide for somebody who saw the decision with the number seen as the newest on its subject (see store.Newest), 0 for none. Where somebody
// decided meanwhile it fails with Clash and writes nothing.
func (e *Engine) DecideAt(ctx context.Context, d parley.Decision, seen int64) (parley.Decision, error) {
	if d.At.IsZero() {
		d.At = e.cfg.Now()
	}
	if d.Who == "" {
		d.Who = e.cfg.Who
	}
	if err := store.CheckDecision(d); err != nil {
		return d, err
	}
	if err := e.exists(ctx, d); err != nil {
		return d, err
	}
	return e.cfg.Store.DecideAt(ctx, d, seen)
}

// exists looks for the subject of a decision.
func (e *Engine) exists(ctx context.Context, d parley.Decision) error {
	op := "engine: decide " + string(d.Kind)
	if d.Kind == parley.DecideMerge {
		rec, err := e.Record(ctx)
		if err != nil {
			return err
		}
		for _, id := range []string{d.Finding, d.Value} {
			if !slices.ContainsFunc(rec.Entities, func(x parley.Entity) bool { return x.ID == id }) {
				return parley.Errorf(parley.NotFound, op, "no entity has the id %q; `parley show entities` lists them", id)
			}
		}
		return nil
	}
	for en, err := range e.cfg.Store.Entries(ctx) {
		if err != nil {
			return err
		}
		if en.ID != d.Report {
			continue
		}
		if d.Kind == parley.DecideGiven {
			return nil
		}
		given, err := store.GivenOf(ctx, e.cfg.Store)
		if err != nil {
			return err
		}
		f, err := e.cfg.Store.Findings(ctx, e.reading(en, given))
		if err != nil {
			return err
		}
		if !has(&f, d.Finding) {
			return parley.Errorf(parley.NotFound, op, "report %s has no finding %q; `parley show report %s` lists them", d.Report.Short(), d.Finding, d.Report.Short())
		}
		return nil
	}
	return parley.Errorf(parley.NotFound, op, "no report %s", d.Report.Short())
}

// has reports whether f has a finding of that id.
func has(f *parley.Findings, id string) bool {
	return slices.ContainsFunc(f.Entities, func(x parley.LocalEntity) bool { return x.ID == id }) ||
		slices.ContainsFunc(f.Statements, func(x parley.Statement) bool { return x.ID == id }) ||
		slices.ContainsFunc(f.Events, func(x parley.Event) bool { return x.ID == id }) ||
		slices.ContainsFunc(f.Figures, func(x parley.Figure) bool { return x.ID == id }) ||
		slices.ContainsFunc(f.Instruments, func(x parley.LocalInstrument) bool { return x.ID == id })
}

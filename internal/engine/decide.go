package engine

import (
	"context"
	"encoding/json"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
	"github.com/parley-press/parley/internal/store"
)

// Decide appends a decision to the log, with the engine's clock and name where d has none. What it is about must
// exist: the report, the finding of that report, the entities, papers or conflicts of the record. It writes down what that was (Was), takes words from the text at the
// spans that d names, says of entities what they are called, and gives an addition its id. Conflicts may be named by their number in the record as well as by their key.
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
	if d.Kind == parley.DecideAdd && d.Finding == "" {
		d.Finding = "p-" // until it has its id
	}
	if err := store.CheckDecision(d); err != nil {
		return d, err
	}
	d, err := e.complete(ctx, d)
	if err != nil {
		return d, err
	}
	return e.cfg.Store.DecideAt(ctx, d, seen)
}

// Decisions lists the log, in order.
func (e *Engine) Decisions(ctx context.Context) ([]parley.Decision, error) {
	_, log, err := e.decided(ctx)
	return log, err
}

// complete checks that what a decision is about is there, and writes into it what it was.
func (e *Engine) complete(ctx context.Context, d parley.Decision) (parley.Decision, error) {
	switch d.Kind {
	case parley.DecideUndo:
		return e.undoing(ctx, d)
	case parley.DecideMerge, parley.DecideSplit, parley.DecideSame, parley.DecideMark:
		rec, err := e.Record(ctx)
		if err != nil {
			return d, err
		}
		c := completer{e, ctx, rec}
		switch d.Kind {
		case parley.DecideMerge:
			return c.merge(d)
		case parley.DecideSplit:
			return c.split(d)
		}
		return c.conflict(d)
	}
	for en, err := range e.cfg.Store.Entries(ctx) {
		if err != nil {
			return d, err
		}
		if en.ID != d.Report {
			continue
		}
		if d.Kind == parley.DecideGiven || d.Kind == parley.DecideTold {
			return d, nil
		}
		return e.completeFinding(ctx, d, en)
	}
	return d, parley.Errorf(parley.NotFound, "engine: decide "+string(d.Kind), "no report %s", d.Report.Short())
}

// undoing completes an undo: it must name a decision of people.
func (e *Engine) undoing(ctx context.Context, d parley.Decision) (parley.Decision, error) {
	for o, err := range e.cfg.Store.Decisions(ctx) {
		if err != nil {
			return d, err
		}
		if o.Seq != d.Undoes {
			continue
		}
		if o.Kind == parley.DecideGiven || o.Kind == parley.DecideTold {
			return d, parley.Errorf(parley.Invalid, "engine: decide undo", "decision %d says what is known of a report from outside; give it anew instead", o.Seq)
		}
		return d, nil
	}
	return d, store.NoSuchDecision(d.Undoes)
}

// completeFinding completes a decision about a finding of a report.
func (e *Engine) completeFinding(ctx context.Context, d parley.Decision, en store.Entry) (parley.Decision, error) {
	op := "engine: decide " + string(d.Kind)
	given, err := store.GivenOf(ctx, e.cfg.Store)
	if err != nil {
		return d, err
	}
	f, err := e.cfg.Store.Findings(ctx, e.reading(en, given))
	if err != nil {
		return d, err
	}
	rec, err := e.Record(ctx)
	if err != nil {
		return d, err
	}
	c := completer{e, ctx, rec}
	if d.Kind == parley.DecideAdd {
		return c.add(d, &f)
	}
	was, machine := record.Describe(&f, d.Finding)
	fields := record.FieldsIn(rec, d.Report, d.Finding)
	switch {
	case machine && len(fields) > 0:
		was.Fields = fields
	case machine:
	case len(fields) > 0: // a person added it
		was = parley.Was{Layer: record.LayerIn(rec, d.Report, d.Finding), Words: fields["content"], Fields: fields}
	default:
		return d, parley.Errorf(parley.NotFound, op, "report %s has no finding %q; `parley show report %s` lists them", d.Report.Short(), d.Finding, d.Report.Short())
	}
	d.Was = encode(was)
	if d.Kind == parley.DecideEdit {
		return c.edit(d, was.Layer)
	}
	return d, nil
}

// encode is v as JSON.
func encode(v any) string {
	b, err := json.Marshal(v)
	if err != nil { // plain fields: cannot fail
		return ""
	}
	return string(b)
}

package engine

import (
	"context"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// Record is the record of everything that was read by this version of the reader. It is folded once and kept until the
// store changes, so that two calls without a change between them give the same pointer. What it gives must not be changed.
func (e *Engine) Record(ctx context.Context) (*parley.Record, error) {
	st, ok := e.cfg.Store.(store.Stamper)
	if !ok {
		return e.fold(ctx)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	stamp, err := st.Stamp(ctx)
	if err != nil {
		return nil, err
	}
	if e.record != nil && e.stamp == stamp {
		return e.record, nil
	}
	rec, err := e.fold(ctx)
	if err != nil {
		return nil, err
	}
	e.record, e.stamp = rec, stamp
	return rec, nil
}

// fold reads the store in the order of the report ids and makes the record.
func (e *Engine) fold(ctx context.Context) (*parley.Record, error) {
	var found []parley.Findings
	names := map[parley.ReportID][]string{}
	for f, err := range e.found(ctx) {
		if err != nil {
			return nil, err
		}
		found = append(found, f.findings)
		names[f.entry.ID] = f.entry.Names
	}
	var log []parley.Decision
	for d, err := range e.cfg.Store.Decisions(ctx) {
		if err != nil {
			return nil, err
		}
		log = append(log, d)
	}
	return e.cfg.Fold(found, names, log), nil
}

// A reported is a report with its findings.
type reported struct {
	entry    store.Entry
	findings parley.Findings
}

// found lists the reports that are read as they now stand, by id, one at a time.
func (e *Engine) found(ctx context.Context) func(yield func(reported, error) bool) {
	return func(yield func(reported, error) bool) {
		given, err := store.GivenOf(ctx, e.cfg.Store)
		if err != nil {
			yield(reported{}, err)
			return
		}
		for en, err := range e.cfg.Store.Entries(ctx) {
			r := reported{entry: en}
			if err == nil {
				r.findings, err = e.cfg.Store.Findings(ctx, e.reading(en, given))
			}
			if parley.KindOf(err) == parley.NotFound && err != nil {
				continue // not read yet, or set aside
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// Findings lists what was found, a report at a time, by report id.
func (e *Engine) Findings(ctx context.Context) func(yield func(parley.Findings, error) bool) {
	return func(yield func(parley.Findings, error) bool) {
		for r, err := range e.found(ctx) {
			if !yield(r.findings, err) {
				return
			}
		}
	}
}

// SetAside lists the inputs that are not in the record, and why: what some build set aside, but for inputs that have
// been read since.
func (e *Engine) SetAside(ctx context.Context) ([]parley.SetAside, error) {
	given, err := store.GivenOf(ctx, e.cfg.Store)
	if err != nil {
		return nil, err
	}
	readings := map[store.Reading]bool{}
	for r, err := range e.cfg.Store.Readings(ctx, e.cfg.Version) {
		if err != nil {
			return nil, err
		}
		readings[r] = true
	}
	ids, names := map[parley.ReportID]bool{}, map[string]bool{}
	for en, err := range e.cfg.Store.Entries(ctx) {
		if err != nil {
			return nil, err
		}
		if !readings[e.reading(en, given)] {
			continue
		}
		ids[en.ID] = true
		for _, n := range en.Names {
			names[n] = true
		}
	}
	out := []parley.SetAside{}
	for a, err := range e.cfg.Store.Asides(ctx) {
		if err != nil {
			return nil, err
		}
		if !names[a.Name] && (a.Report == "" || !ids[a.Report]) {
			out = append(out, a)
		}
	}
	return out, nil
}

// Pending is the number of reports that this version of the reader has not read as they now stand, those that it sets
// aside included.
func (e *Engine) Pending(ctx context.Context) (int, error) {
	jobs, err := e.jobs(ctx)
	return len(jobs), err
}

package engine

import (
	"context"
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// Record is the record of everything that was read by this version of the reader, up to Config.AsOf. It is folded once and kept until the store changes, so
// that two calls without a change between them give the same pointer; then only what changed is read and folded anew. What it gives must not be changed.
func (e *Engine) Record(ctx context.Context) (*parley.Record, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	stamp := ""
	if st, ok := e.cfg.Store.(store.Stamper); ok {
		var err error
		if stamp, err = st.Stamp(ctx); err != nil {
			return nil, err
		}
		if e.record != nil && e.stamp == stamp {
			return e.record, nil
		}
	}
	rec, err := e.refold(ctx)
	if err != nil {
		return nil, err
	}
	e.record, e.stamp = rec, stamp
	e.publish()
	return rec, nil
}

// refold takes into the fold what the store has and the fold has not, and makes the record. Where it fails the fold has a part of it, and the next call
// goes on.
func (e *Engine) refold(ctx context.Context) (*parley.Record, error) {
	given, log, err := e.decided(ctx)
	if err != nil {
		return nil, err
	}
	if e.fold == nil {
		e.fold, e.held, e.moved = e.cfg.Fold(), map[parley.ReportID]held{}, map[string]moving{}
	}
	if err := e.configure(ctx); err != nil {
		return nil, err
	}
	if err := e.follow(ctx, given); err != nil {
		return nil, err
	}
	lost, err := e.lost(ctx, log, given)
	if err != nil {
		return nil, err
	}
	if e.cfg.AsOf.Known() { // decisions about reports that came later are none about this record
		log = slices.DeleteFunc(log, func(d parley.Decision) bool { return e.held[d.Report].left })
	}
	rec := e.fold.Record(e.names, log, lost)
	if e.cfg.AsOf.Known() { // and what is not there yet is not gone
		rec.Orphans = slices.DeleteFunc(rec.Orphans, func(o parley.Orphan) bool { return o.Report == "" })
	}
	return rec, nil
}

// follow has the fold hold the readings that are in force now.
func (e *Engine) follow(ctx context.Context, given map[parley.ReportID]parley.Given) error {
	ids, now, all, err := e.since(ctx, e.last, given)
	if err != nil {
		return err
	}
	e.last = nil // until it is done
	if all {
		e.names = map[parley.ReportID][]string{}
		for en, err := range e.cfg.Store.Entries(ctx) {
			if err == nil {
				err = e.take(ctx, en, given)
			}
			if err != nil {
				return err
			}
		}
		ids = nil
	}
	for _, id := range ids {
		en, ok, err := e.entry(ctx, id)
		if err == nil && ok {
			err = e.take(ctx, en, given)
		}
		if err != nil {
			return err
		}
	}
	e.last = now
	return nil
}

// take has the fold hold the reading of a report, with its names.
func (e *Engine) take(ctx context.Context, en store.Entry, given map[parley.ReportID]parley.Given) error {
	in, err := e.hold(ctx, e.reading(en, given))
	if delete(e.names, en.ID); in {
		e.names[en.ID] = en.Names
	}
	return err
}

// hold sees to it that the fold has a reading, and reports whether it has; a report that is not read so, or came out too late, is taken out.
func (e *Engine) hold(ctx context.Context, r store.Reading) (bool, error) {
	if h, ok := e.held[r.Report]; ok && h.reading == r {
		return !h.left, nil
	}
	f, err := e.cfg.Store.Findings(ctx, r)
	missing := err != nil && parley.KindOf(err) == parley.NotFound // not read yet, or set aside
	if err != nil && !missing {
		return false, err
	}
	if missing {
		e.fold.Remove(r.Report)
		delete(e.held, r.Report)
		return false, nil
	}
	left := !e.inTime(&f)
	if left {
		e.fold.Remove(r.Report)
	} else {
		e.fold.Put(f)
	}
	e.held[r.Report] = held{r, left}
	return !left, nil
}

// inTime reports whether a report stands in a record as of Config.AsOf: it was out by then for certain.
func (e *Engine) inTime(f *parley.Findings) bool {
	day := f.Meta.Published.Latest()
	return !e.cfg.AsOf.Known() || day.Known() && day <= e.cfg.AsOf
}

// LeftOut counts the reports that Record left out because of Config.AsOf, as of its last call.
func (e *Engine) LeftOut() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	n := 0
	for _, h := range e.held {
		if h.left {
			n++
		}
	}
	return n
}

// decided is the log of decisions, and what it says of the reports from outside.
func (e *Engine) decided(ctx context.Context) (map[parley.ReportID]parley.Given, []parley.Decision, error) {
	var log []parley.Decision
	for d, err := range e.cfg.Store.Decisions(ctx) {
		if err != nil {
			return nil, nil, err
		}
		log = append(log, d)
	}
	given, err := store.GivenIn(log)
	return given, log, err
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
			if err == nil && !e.inTime(&r.findings) {
				continue
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
	out := []parley.SetAside{}
	for a, err := range e.cfg.Store.Asides(ctx) {
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	if len(out) == 0 { // and nobody need go through all reports
		return out, nil
	}
	ids, names, err := e.readNow(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(out, func(a parley.SetAside) bool { return names[a.Name] || a.Report != "" && ids[a.Report] }), nil
}

// readNow are the reports that are read as they now stand, and their names.
func (e *Engine) readNow(ctx context.Context) (ids map[parley.ReportID]bool, names map[string]bool, err error) {
	given, err := store.GivenOf(ctx, e.cfg.Store)
	if err != nil {
		return nil, nil, err
	}
	readings, err := e.readings(ctx)
	if err != nil {
		return nil, nil, err
	}
	ids, names = map[parley.ReportID]bool{}, map[string]bool{}
	for en, err := range e.cfg.Store.Entries(ctx) {
		if err != nil {
			return nil, nil, err
		}
		if !readings[e.reading(en, given)] {
			continue
		}
		ids[en.ID] = true
		for _, n := range en.Names {
			names[n] = true
		}
	}
	return ids, names, nil
}

// Pending is the number of reports that this version of the reader has not read as they now stand, those that it sets
// aside included.
func (e *Engine) Pending(ctx context.Context) (int, error) {
	jobs, err := e.jobs(ctx)
	return len(jobs), err
}

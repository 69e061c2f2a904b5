package engine

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// mostMoved is how many reports are looked at one by one before going through all of them is quicker.
const mostMoved = 1000

// A moment is how far somebody has followed a store: what came until then, and what was given of the reports.
type moment struct {
	at    int64
	given map[parley.ReportID]parley.Given
}

// since lists the reports that may stand otherwise than at a moment, and says which moment it is now; all where m is nil, or they are many.
func (e *Engine) since(ctx context.Context, m *moment, given map[parley.ReportID]parley.Given) (ids []parley.ReportID, now *moment, all bool, err error) {
	after := int64(math.MaxInt64)
	if m != nil {
		after = m.at
	}
	ids, at, err := e.cfg.Store.Since(ctx, after)
	if err != nil {
		return nil, nil, false, err
	}
	now = &moment{at, given}
	if m == nil {
		return nil, now, true, nil
	}
	for id, g := range given {
		if m.given[id] != g {
			ids = append(ids, id)
		}
	}
	for id := range m.given {
		if _, ok := given[id]; !ok {
			ids = append(ids, id)
		}
	}
	return ids, now, len(ids) > mostMoved, nil
}

// entry is the entry of the report with that id; ok is false where there is none.
func (e *Engine) entry(ctx context.Context, id parley.ReportID) (en store.Entry, ok bool, err error) {
	r, err := e.cfg.Store.Report(ctx, id)
	if err != nil {
		if parley.KindOf(err) == parley.NotFound {
			err = nil
		}
		return en, false, err
	}
	return store.Entry{ID: id, Names: r.Names, Format: r.Format, Size: int64(len(r.Bytes))}, true, nil
}

// A pending is what is not read, followed from one build to the next.
type pending struct {
	mu   sync.Mutex
	last *moment // nil where it was never looked for
	jobs map[parley.ReportID]job
}

// jobs lists what is pending, by report id. After the first time it looks at what moved alone, so that its cost does not grow with the record.
func (e *Engine) jobs(ctx context.Context) ([]job, error) {
	p := &e.pending
	p.mu.Lock()
	defer p.mu.Unlock()
	given, err := store.GivenOf(ctx, e.cfg.Store)
	if err != nil {
		return nil, err
	}
	ids, now, all, err := e.since(ctx, p.last, given)
	if err != nil {
		return nil, err
	}
	if all || len(p.jobs) > mostMoved {
		p.last = nil // until all are gone through
		if err := p.list(ctx, e, given); err != nil {
			return nil, err
		}
	} else {
		for id := range p.jobs {
			ids = append(ids, id)
		}
		for _, id := range ids {
			if err := p.look(ctx, e, id, given); err != nil {
				return nil, err
			}
		}
	}
	p.last = now
	out := make([]job, 0, len(p.jobs))
	for _, j := range p.jobs {
		out = append(out, j)
	}
	slices.SortFunc(out, func(a, b job) int { return cmp.Compare(a.reading.Report, b.reading.Report) })
	return out, nil
}

// readings are those by this version of the reader.
func (e *Engine) readings(ctx context.Context) (map[store.Reading]bool, error) {
	out := map[store.Reading]bool{}
	for r, err := range e.cfg.Store.Readings(ctx, e.cfg.Version) {
		if err != nil {
			return nil, err
		}
		out[r] = true
	}
	return out, nil
}

// list goes through all reports.
func (p *pending) list(ctx context.Context, e *Engine, given map[parley.ReportID]parley.Given) error {
	p.jobs = map[parley.ReportID]job{}
	read, err := e.readings(ctx)
	if err != nil {
		return err
	}
	for en, err := range e.cfg.Store.Entries(ctx) {
		if err != nil {
			return err
		}
		if r := e.reading(en, given); !read[r] {
			p.jobs[en.ID] = job{r, en.Names[0]}
		}
	}
	return nil
}

// look looks at one report.
func (p *pending) look(ctx context.Context, e *Engine, id parley.ReportID, given map[parley.ReportID]parley.Given) error {
	delete(p.jobs, id)
	en, ok, err := e.entry(ctx, id)
	if err != nil || !ok {
		return err
	}
	r := e.reading(en, given)
	_, err = e.cfg.Store.Findings(ctx, r)
	if err != nil && parley.KindOf(err) == parley.NotFound {
		p.jobs[id], err = job{r, en.Names[0]}, nil
	}
	return err
}

package engine

import (
	"context"
	"maps"
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/search"
	"github.com/parley-press/parley/internal/store"
)

// place makes the places of a reading, by which search finds it.
func (e *Engine) place(r parley.Report, reading store.Reading, f *parley.Findings) store.Placed {
	t, _ := e.text(r) // without its text a report is found by its findings
	places := search.Places(f, t)
	p := store.Placed{Reading: reading, At: e.cfg.Now(), Places: places[:min(len(places), store.MostPlaces)]}
	if store.CheckPlaced(p) != nil { // what no store can keep is not found; it is read all the same
		p.Places = slices.DeleteFunc(p.Places, func(x store.Place) bool {
			return store.CheckPlaced(store.Placed{Reading: reading, Places: []store.Place{x}}) != nil
		})
	}
	return p
}

// Place makes the places of readings that have none: those of a database that an older Parley wrote, or of a build that was stopped between findings and
// places. It can be stopped at any point, and goes on with the next call. It says how many readings it did.
func (e *Engine) Place(ctx context.Context) (int, error) {
	var todo []store.Reading
	for r, err := range e.cfg.Store.Unplaced(ctx, e.cfg.Version) {
		if err != nil {
			return 0, err
		}
		todo = append(todo, r)
	}
	done := 0
	var batch []store.Placed
	for i, r := range todo {
		rep, err := e.cfg.Store.Report(ctx, r.Report)
		if err != nil {
			return done, err
		}
		f, err := e.cfg.Store.Findings(ctx, r)
		if err != nil {
			return done, err
		}
		rep.Given = r.Given
		batch = append(batch, e.place(rep, r, &f))
		e.cfg.Progress("index", i+1, len(todo))
		if len(batch) == batchReports || i == len(todo)-1 {
			if err := e.cfg.Store.AddPlaces(ctx, batch); err != nil {
				return done, err
			}
			done, batch = done+len(batch), nil
		}
	}
	return done, nil
}

// Unplaced is the number of readings by this version of the reader that have no places: search does not find them.
func (e *Engine) Unplaced(ctx context.Context) (int, error) {
	n := 0
	for _, err := range e.cfg.Store.Unplaced(ctx, e.cfg.Version) {
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// Look finds places of the readings that stand in the record as it was last folded.
func (e *Engine) Look(ctx context.Context, a store.Ask) ([]store.Hit, bool, error) {
	held, err := e.inForce(ctx)
	if err != nil {
		return nil, false, err
	}
	a.Reader = e.cfg.Version
	hits, more, err := e.cfg.Store.Look(ctx, a)
	out := hits[:0]
	for _, h := range hits {
		if in, ok := held[h.Reading.Report]; ok && !in.left && in.reading == h.Reading {
			out = append(out, h)
		}
	}
	return out, more, err
}

// Ready has the store make ready what Look needs.
func (e *Engine) Ready(ctx context.Context) error { return e.cfg.Store.Ready(ctx, e.cfg.Version) }

// Texts is the printed text of each hit, "" for one whose finding has it.
func (e *Engine) Texts(ctx context.Context, hits []store.Hit) ([]string, error) {
	return e.cfg.Store.Texts(ctx, hits)
}

// Arrivals lists the latest arrivals of the readings that stand in the record as it was last folded, the latest first.
func (e *Engine) Arrivals(ctx context.Context, limit int) ([]store.Arrival, error) {
	held, err := e.inForce(ctx)
	if err != nil {
		return nil, err
	}
	all, err := e.cfg.Store.Arrivals(ctx, e.cfg.Version, limit)
	out := all[:0]
	for _, a := range all {
		if in, ok := held[a.Reading.Report]; ok && !in.left && in.reading == a.Reading {
			out = append(out, a)
		}
	}
	return out, err
}

// inForce is what stood in the record when it was last folded. It must not be changed.
func (e *Engine) inForce(ctx context.Context) (map[parley.ReportID]held, error) {
	if p := e.folded.Load(); p != nil {
		return *p, nil
	}
	if _, err := e.Record(ctx); err != nil {
		return nil, err
	}
	return *e.folded.Load(), nil
}

// publish lets readers see what stands in the record that was just folded.
func (e *Engine) publish() {
	c := maps.Clone(e.held)
	e.folded.Store(&c)
}

// Stamp says cheaply whether Record would give another record: equal stamps, the same. It is "" where the store cannot say.
func (e *Engine) Stamp(ctx context.Context) (string, error) {
	if st, ok := e.cfg.Store.(store.Stamper); ok {
		return st.Stamp(ctx)
	}
	return "", nil
}

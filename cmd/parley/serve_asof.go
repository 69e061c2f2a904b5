package main

import (
	"context"
	"slices"
	"sync"

	"github.com/parley-press/parley"
)

// An asOfDossier is a dossier that also gives its record as of earlier days. The last few that were asked for are kept until the store changes; they are
// folded one at a time, so that no number of readers makes it fold more than that at once.
type asOfDossier struct {
	*dossier
	app *app

	mu   sync.Mutex
	kept []keptRecord // the one that was asked for last comes last
}

// A keptRecord is the record as of a day, of the store as it then was.
type keptRecord struct {
	day   parley.Date
	stamp string
	rec   *parley.Record
}

// mostKept is how many records of earlier days are kept.
const mostKept = 4

// AsOf is the record of the reports published until day; where the whole dossier is shown as of a day, of those until the earlier of the two.
func (d *asOfDossier) AsOf(ctx context.Context, day parley.Date) (*parley.Record, error) {
	if last := d.app.asOf; last.Known() && day > last {
		day = last
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	stamp, err := d.store.Stamp(ctx)
	if err != nil {
		return nil, err
	}
	d.kept = slices.DeleteFunc(d.kept, func(k keptRecord) bool { return k.stamp != stamp })
	for i, k := range d.kept {
		if k.day == day {
			d.kept = append(slices.Delete(d.kept, i, i+1), k)
			return k.rec, nil
		}
	}
	e, err := d.app.engineAsOf(d.store, nil, day)
	if err != nil {
		return nil, err
	}
	rec, err := e.Record(ctx)
	if err != nil {
		return nil, err
	}
	if len(d.kept) == mostKept {
		d.kept = slices.Delete(d.kept, 0, 1)
	}
	d.kept = append(d.kept, keptRecord{day, stamp, rec})
	return rec, nil
}

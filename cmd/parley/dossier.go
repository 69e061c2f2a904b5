package main

import (
	"context"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/record"
	"github.com/parley-press/parley/internal/store"
	"github.com/parley-press/parley/internal/store/sqldb"
	"github.com/parley-press/parley/read"
)

// defaultDB is the database of a command that names none.
const defaultDB = "talks.db"

// newEngine is an engine on a store, with this program's reader, fold and clock.
func (a *app) newEngine(s store.Store, progress engine.Progress) (*engine.Engine, error) {
	return a.engineAsOf(s, progress, a.asOf)
}

// engineAsOf is newEngine with the record as of a day.
func (a *app) engineAsOf(s store.Store, progress engine.Progress, asOf parley.Date) (*engine.Engine, error) {
	r, err := read.New()
	if err != nil {
		return nil, err
	}
	return engine.New(engine.Config{
		Store: s, Reader: r, Version: read.Version, Who: a.who, Now: a.now, Progress: progress,
		Fold: func() engine.Fold { return record.NewFolder(read.Version, float64(a.least)) }, AsOf: asOf,
	}), nil
}

// A keptStore is a store that says when it changed.
type keptStore interface {
	store.Store
	store.Stamper
}

// A dossier is an open database with its engine. The example's has no path: it is in memory.
type dossier struct {
	*engine.Engine
	path  string
	store keptStore
}

func (d *dossier) Close() error { return d.store.Close() }

// open opens the database at path. Close it.
func (a *app) open(ctx context.Context, path string, opt sqldb.Options, progress engine.Progress) (*dossier, error) {
	s, err := sqldb.Open(ctx, path, opt)
	if err != nil {
		return nil, err
	}
	e, err := a.newEngine(s, progress)
	if err != nil {
		s.Close()
		return nil, err
	}
	return &dossier{e, path, s}, nil
}

// withRecord opens the database at path for reading, folds the record, and warns of reports that it lacks.
func (a *app) withRecord(ctx context.Context, path string, f func(*dossier, *parley.Record) error) error {
	d, err := a.open(ctx, path, sqldb.Options{ReadOnly: true}, nil)
	if err != nil {
		return err
	}
	defer d.Close()
	rec, err := d.Record(ctx)
	if err != nil {
		return err
	}
	a.sayLeftOut(d)
	if err := a.warnPending(ctx, d); err != nil {
		return err
	}
	return f(d, rec)
}

// warnPending says how many reports this version has not read, but for those that it sets aside.
func (a *app) warnPending(ctx context.Context, d *dossier) error {
	pending, err := d.Pending(ctx)
	if err != nil || pending == 0 {
		return err
	}
	asides, err := d.SetAside(ctx)
	if err != nil {
		return err
	}
	aside := map[parley.ReportID]bool{}
	for _, s := range asides {
		aside[s.Report] = true
	}
	delete(aside, "")
	if n := pending - len(aside); n > 0 {
		a.talk("%s not read yet by this version of Parley; `parley build -o %s` reads %s", count(n, "report is", "reports are"), d.path, "what is missing")
	}
	return nil
}

// findReport is the report that the user means by its file name, its path, or the first digits of its hash.
func findReport(rec *parley.Record, key string) (*parley.ReportEntry, error) {
	var hits []*parley.ReportEntry
	for i := range rec.Reports {
		r := &rec.Reports[i]
		if r.File == key || string(r.ID) == key {
			return r, nil
		}
		named := false
		for _, n := range r.Names {
			named = named || n == key || strings.HasSuffix(n, "/"+key)
		}
		if named || len(key) >= 4 && strings.HasPrefix(string(r.ID), strings.ToLower(key)) {
			hits = append(hits, r)
		}
	}
	switch len(hits) {
	case 0:
		return nil, parley.Errorf(parley.NotFound, "find the report", "no report has the name or the hash %q; `parley show summary` lists them", key)
	case 1:
		return hits[0], nil
	}
	lines := make([]string, len(hits))
	for i, r := range hits {
		lines[i] = r.ID.Short() + " " + r.File
	}
	return nil, usagef("%q may be any of %s; give more of the name or of the hash", key, strings.Join(lines, ", "))
}

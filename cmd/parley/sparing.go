package main

import (
	"context"
	"os"
	"runtime/debug"

	"github.com/parley-press/parley/internal/store"
)

// A record that is served stays in memory with all that its next fold starts from, some 100 KB a report. Where it is large, garbage is collected when it is
// two fifths of what is in use and not as much again: the collector then works oftener, and the program has a third less.
const (
	largeDossier   = 5000 // reports
	sparingPercent = 40
)

// sparing has garbage of a large dossier collected early, unless the environment says when (GOGC).
func sparing(ctx context.Context, s store.Store) error {
	if os.Getenv("GOGC") != "" {
		return nil
	}
	n := 0
	for _, err := range s.Entries(ctx) {
		if err != nil {
			return err
		}
		if n++; n > largeDossier {
			debug.SetGCPercent(sparingPercent)
			return nil
		}
	}
	return nil
}

package engine

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// CheckpointFormat names the form of a checkpoint.
const CheckpointFormat = "parley-checkpoint/1"

// A Checkpoint is how far the ledger of a dossier went at some time. Kept elsewhere, it tells later whether the file was
// replaced by an older one or written anew: that leaves no trace in the file itself.
type Checkpoint struct {
	Format string    `json:"format"`
	At     time.Time `json:"at"`
	store.Head
}

// Checkpoint is the checkpoint of now, by the engine's clock.
func (e *Engine) Checkpoint(ctx context.Context) (Checkpoint, error) {
	l, ok := e.cfg.Store.(store.Ledger)
	if !ok {
		return Checkpoint{}, parley.Errorf(parley.Unavailable, "engine: checkpoint", "this store keeps no ledger")
	}
	head, err := l.Head(ctx)
	return Checkpoint{CheckpointFormat, e.cfg.Now().UTC().Truncate(time.Second), head}, err
}

// Against says how the store is not one that grew from that checkpoint; nothing where it is.
func (e *Engine) Against(ctx context.Context, c Checkpoint) ([]Failure, error) {
	if c.Format != CheckpointFormat || c.Seq < 0 {
		return nil, parley.Errorf(parley.Invalid, "engine: checkpoint", "its form is %.40q; this program knows %q", c.Format, CheckpointFormat)
	}
	l, ok := e.cfg.Store.(store.Ledger)
	if !ok {
		return nil, parley.Errorf(parley.Unavailable, "engine: checkpoint", "this store keeps no ledger")
	}
	now, err := l.Head(ctx)
	if err != nil {
		return nil, err
	}
	fails := []Failure{}
	fail := func(format string, args ...any) {
		fails = append(fails, Failure{Where: "checkpoint", What: fmt.Sprintf(format, args...)})
	}
	switch hash, err := l.EntryHash(ctx, c.Seq); {
	case c.Seq == 0: // nothing was there, and everything grows from that
	case parley.KindOf(err) == parley.NotFound && err != nil:
		fail("the ledger ends at entry %d, and went to entry %d on %s: an older file stands in place of the newer one, or its end was cut off", now.Seq, c.Seq, c.At.Format(time.RFC3339))
	case err != nil:
		return nil, err
	case hash != c.Hash:
		fail("entry %d of the ledger is another than on %s: what was stored until then was written anew", c.Seq, c.At.Format(time.RFC3339))
	}
	for _, kind := range sortedKeys(c.Rows) {
		if now.Rows[kind] < c.Rows[kind] {
			fail("%s: %d now, %d then", kind, now.Rows[kind], c.Rows[kind])
		}
	}
	return fails, nil
}

// sortedKeys are the keys of m in order.
func sortedKeys(m map[string]int64) []string { return slices.Sorted(maps.Keys(m)) }

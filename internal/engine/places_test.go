package engine_test

import (
	"context"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/store"
)

// shy is a store that refuses places: a build is stopped between findings and places.
type shy struct {
	*store.Memory
	refuse bool
}

func (s *shy) AddPlaces(ctx context.Context, p []store.Placed) error {
	if s.refuse {
		return parley.Errorf(parley.Unavailable, "store", "the disk is full")
	}
	return s.Memory.AddPlaces(ctx, p)
}

// TestPlaceGoesOn: a database without places gets them by the next build, once.
func TestPlaceGoesOn(t *testing.T) {
	s := &shy{Memory: store.NewMemory(), refuse: true}
	e := engine.New(config(s, "v1"))
	if _, err := e.Build(t.Context(), inputs(ferry)); parley.KindOf(err) != parley.Unavailable {
		t.Fatal(err)
	}
	if n, err := e.Unplaced(t.Context()); err != nil || n != 1 {
		t.Fatalf("%d readings without places, %v", n, err)
	}
	s.refuse = false
	build(t, e, bridge)
	if n, err := e.Unplaced(t.Context()); err != nil || n != 0 {
		t.Fatalf("%d readings without places, %v", n, err)
	}
	arrivals, err := e.Arrivals(t.Context(), 9)
	if err != nil || len(arrivals) != 2 || arrivals[0].Num != 2 {
		t.Errorf("arrivals %v, %v", arrivals, err)
	}
	if n, err := e.Place(t.Context()); err != nil || n != 0 {
		t.Errorf("placed again: %d, %v", n, err)
	}
}

// TestLookInForce: only the reading that is in force is found, and only what stood in the record when it was last folded.
func TestLookInForce(t *testing.T) {
	s := store.NewMemory()
	e := engine.New(config(s, "v1"))
	build(t, e, ferry)
	count := func() int {
		t.Helper()
		hits, _, err := e.Look(t.Context(), store.Ask{Limit: 50})
		if err != nil {
			t.Fatal(err)
		}
		return len(hits)
	}
	before := count()
	if before == 0 {
		t.Fatal("nothing is found")
	}
	again := ferry
	again.Given.Outlet = "Lake Times"
	build(t, e, again)
	if _, err := e.Record(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := count(); n != before {
		t.Errorf("%d places after the report was read again, %d before", n, before)
	}
	build(t, e, bridge)
	if n := count(); n != before {
		t.Errorf("%d places before the record is folded, %d stand in it", n, before)
	}
	if _, err := e.Record(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := count(); n <= before {
		t.Errorf("%d places after it was folded", n)
	}
}

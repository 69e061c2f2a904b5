package record

import (
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record/recordtest"
)

// Every table of a folder tells its stars, but for blames: one that is added and not listed fails here.
func TestStarsOfAllTables(t *testing.T) {
	told := map[int]string{blames: "blames"}
	for _, c := range starred {
		if c.what == "" || told[c.which] != "" {
			t.Errorf("%q stands twice or has no name", c.what)
		}
		told[c.which] = c.what
	}
	if len(told) != comparisons {
		t.Errorf("%d tables, %d told", comparisons, len(told))
	}
}

// A dossier with few stories told often has stars in what compares findings of one story, and groups that are too large to look for omissions by; with room
// enough it has none.
func TestStarsTold(t *testing.T) {
	fold := func(crowd int) map[string]parley.Star {
		k, press := newFolder(crowd), recordtest.NewPress(4, 6)
		for n := range 60 {
			k.Put(press.Report(n, 0))
		}
		out := map[string]parley.Star{}
		for _, s := range k.fold(Input{}).Stars {
			out[s.Layer] = s
		}
		return out
	}
	few := fold(3)
	for _, layer := range []string{"papers", "statements", "opposites", "denials", "events", "statuses", "doers", "figures", "rivals", "omissions"} {
		s, ok := few[layer]
		want := 0 // of omissions
		for _, t := range starred {
			if t.what == layer {
				if want = 3; sparing[t.which] > 0 {
					want = 1
				}
			}
		}
		if !ok || s.Keys < 1 || s.Members <= 3 || s.Compared != want || s.Largest == "" {
			t.Errorf("%s: %+v", layer, s)
		}
	}
	if all := fold(100000); len(all) != 0 {
		t.Errorf("with room for all: %v", all)
	}
}

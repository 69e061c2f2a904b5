package record

import (
	"reflect"
	"slices"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record/recordtest"
)

// Every table of a folder tells its stars: one that is added and not listed fails here.
func TestStarsOfAllTables(t *testing.T) {
	k := newFolder(3)
	told := map[any]string{}
	for _, c := range k.comparisons() {
		if c.what == "" || told[c.table] != "" {
			t.Errorf("%q stands twice or has no name", c.what)
		}
		told[c.table] = c.what
	}
	v, n := reflect.ValueOf(k).Elem(), 0
	for i := range v.NumField() {
		if v.Field(i).Type() != reflect.TypeFor[*table[string]]() {
			continue
		}
		n++
		if !slices.ContainsFunc(k.comparisons(), func(c comparing) bool { return v.Field(i).Pointer() == reflect.ValueOf(c.table).Pointer() }) {
			t.Errorf("the stars of %s are not told", v.Type().Field(i).Name)
		}
	}
	if n != len(told) {
		t.Errorf("%d tables, %d told", n, len(told))
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
		want := 3
		if layer == "omissions" {
			want = 0
		}
		if !ok || s.Keys < 1 || s.Members <= 3 || s.Compared != want || s.Largest == "" {
			t.Errorf("%s: %+v", layer, s)
		}
	}
	if all := fold(100000); len(all) != 0 {
		t.Errorf("with room for all: %v", all)
	}
}

package search

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/query"
)

// The newest of what is found are the first of all of it, in the order of their arrival.
func TestNewest(t *testing.T) {
	v, l := dossier(t)
	say := func(it *Item) bool { return it.Statement != nil && it.Statement.Act == parley.Say }
	for _, q := range []string{"the", "truce", "truce OR ferry", "who:roe", "who:ana", "-truce", "in:reports", "in:statements", "truce -over", "roe act:say", "nothing such", "date:2031", "who:roe OR truce"} {
		n, err := query.Parse(q)
		if err != nil {
			t.Fatal(err)
		}
		for _, fits := range []func(*Item) bool{nil, say} {
			for _, most := range []int{1, 2, 3, 100} {
				all, err := v.Search(t.Context(), l, Ask{Query: n, ByDay: true})
				if err != nil {
					t.Fatal(err)
				}
				want := all.Items
				if fits != nil {
					want = slices.DeleteFunc(want, func(it Item) bool { return !fits(&it) })
				}
				slices.SortStableFunc(want, func(a, b Item) int { return cmp.Compare(b.Num, a.Num) })
				got, err := v.Search(t.Context(), l, Ask{Query: n, ByDay: true, Newest: most, Fits: fits})
				if err != nil {
					t.Fatal(err)
				}
				if g, w := placesOf(got.Items), placesOf(want[:min(len(want), most)]); g != w || got.More != all.More {
					t.Errorf("%s, %d of them: %s, want %s", q, most, g, w)
				}
			}
		}
	}
}

// placesOf names items by what they are and by their arrival.
func placesOf(items []Item) string {
	out := ""
	for _, it := range items {
		out += fmt.Sprint(it.Num, " ", it.Kind, " ", it.ID, " ", it.Span, " ", it.Report.File, "; ")
	}
	return out
}

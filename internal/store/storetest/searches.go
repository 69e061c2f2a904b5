package storetest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

func testSearches(t *testing.T, open Opener) {
	s := open(t)
	save := func(x store.SavedSearch) error { return s.SaveSearch(t.Context(), x) }
	list := func(who string) []store.SavedSearch {
		t.Helper()
		out, err := s.SavedSearches(t.Context(), who)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	a := store.SavedSearch{Who: "ana", Name: "truces", Query: "q=truce", At: arrived, Seen: 3}
	b := store.SavedSearch{Who: "ana", Name: `<b>"; DROP TABLE`, Query: "q=%22x%22"}
	c := store.SavedSearch{Name: "truces", Query: "q=truce"}
	for _, x := range []store.SavedSearch{a, b, c} {
		if err := save(x); err != nil {
			t.Fatal(err)
		}
	}
	a.At = time.Date(2031, 5, 4, 11, 0, 0, 123456000, time.UTC)
	b.At, c.At = time.Time{}, time.Time{}
	same(t, list("ana"), []store.SavedSearch{b, a})
	same(t, list(""), []store.SavedSearch{c})
	a.Query, a.Seen = "q=truce&sort=date", 9
	if err := save(a); err != nil {
		t.Fatal(err)
	}
	same(t, list("ana"), []store.SavedSearch{b, a})
	wantKind(t, s.ForgetSearch(t.Context(), "jon", "truces"), parley.NotFound)
	if err := s.ForgetSearch(t.Context(), "ana", "truces"); err != nil {
		t.Fatal(err)
	}
	same(t, list("ana"), []store.SavedSearch{b})
	same(t, list(""), []store.SavedSearch{c})
	for _, bad := range []store.SavedSearch{
		{Name: " ", Query: "q=x"}, {Name: "x"}, {Name: strings.Repeat("x", 101), Query: "q=x"}, {Name: "x", Query: strings.Repeat("x", 4001)}, {Name: "\xff", Query: "q=x"}, {Name: "x", Query: "\x00"},
	} {
		wantKind(t, save(bad), parley.Invalid)
	}
	for i := range store.MostSearches {
		if err := save(store.SavedSearch{Who: "jon", Name: fmt.Sprint(i), Query: "q=x"}); err != nil {
			t.Fatal(err)
		}
	}
	wantKind(t, save(store.SavedSearch{Who: "jon", Name: "one more", Query: "q=x"}), parley.Clash)
	if err := save(store.SavedSearch{Who: "jon", Name: "7", Query: "q=y"}); err != nil {
		t.Error(err)
	}
}

package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// place is a place whose printed text and folded words are the same.
func place(finding, text string, day parley.Date) store.Place {
	return store.Place{Kind: "statement", Finding: finding, Span: parley.Span{End: len(text)}, Day: day, Text: text, Columns: [store.Columns]string{text}}
}

// has is the expression for words in the text.
func has(words string) store.Expr { return store.Expr{Op: store.HasWord, Words: strings.Fields(words)} }

var arrived = time.Date(2031, 5, 4, 12, 0, 0, 123456789, time.FixedZone("east", 3600))

// placed adds a report with its findings and those places, and gives the reading.
func placed(t testing.TB, s store.Store, body string, ps ...store.Place) store.Reading {
	t.Helper()
	r := report(body, parley.PlainText, body+".txt")
	add(t, s, r)
	f := found(r, "v1", parley.Given{Outlet: "Herald"})
	if err := s.AddFindings(t.Context(), []store.Found{f}); err != nil {
		t.Fatal(err)
	}
	if err := s.AddPlaces(t.Context(), []store.Placed{{Reading: f.Reading, At: arrived, Places: ps}}); err != nil {
		t.Fatal(err)
	}
	return f.Reading
}

// look is the findings of the hits, joined.
func look(t testing.TB, s store.Store, a store.Ask) string {
	t.Helper()
	if a.Reader == "" {
		a.Reader = "v1"
	}
	if a.Limit == 0 {
		a.Limit = 100
	}
	hits, _, err := s.Look(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, h := range hits {
		out = append(out, h.Place.Finding)
	}
	return strings.Join(out, " ")
}

func testPlaces(t *testing.T, open Opener) {
	s := open(t)
	a := place("s1", "the low ford truce holds", 30)
	a.Columns[store.WhoColumn], a.Columns[store.CodeColumn] = "ana roe", "actsay modedirect"
	b := place("s2", "the truce at low ford is over", 20)
	b.Columns[store.WhoColumn], b.Columns[store.ToColumn] = "vessia", "ana roe"
	c := place("s3", "ferry überfahrt 休 战 truces", 10)
	c.Columns[store.OutletColumn], c.Columns[store.AgencyColumn] = "lake times", "northern wire"
	r := placed(t, s, "one", a, b, c)
	any := func(es ...store.Expr) store.Expr { return store.Expr{Op: store.AnyOf, Args: es} }
	all := func(es ...store.Expr) store.Expr { return store.Expr{Op: store.AllOf, Args: es} }
	none := func(es ...store.Expr) store.Expr { return store.Expr{Op: store.NoneOf, Args: es} }
	in := func(c store.Column, w string) store.Expr {
		return store.Expr{Op: store.HasWord, Column: c, Words: strings.Fields(w)}
	}
	begins := func(w string) store.Expr {
		return store.Expr{Op: store.HasWord, Words: strings.Fields(w), Prefix: true}
	}
	for i, q := range []struct {
		e    store.Expr
		want string
	}{
		{all(), "s1 s2 s3"},
		{any(), ""},
		{none(), "s1 s2 s3"},
		{has("truce"), "s1 s2"},
		{begins("truc"), "s1 s2 s3"},
		{begins("low f"), "s1 s2"},
		{has("low ford truce"), "s1"},
		{has("überfahrt"), "s3"},
		{has("休 战"), "s3"},
		{has("战 休"), ""},
		{has("uberfahrt"), ""},
		{all(has("truce"), has("over")), "s2"},
		{any(has("over"), has("ferry")), "s2 s3"},
		{none(has("truce")), "s3"},
		{all(has("truce"), none(has("over"))), "s1"},
		{all(none(has("over")), none(has("holds"))), "s3"},
		{any(none(has("truce")), has("over")), "s2 s3"},
		{none(none(has("truce"))), "s1 s2"},
		{none(all(has("low"), has("over"))), "s1 s3"},
		{in(store.WhoColumn, "ana roe"), "s1"},
		{in(store.ToColumn, "roe"), "s2"},
		{all(in(store.OutletColumn, "lake"), in(store.AgencyColumn, "northern wire")), "s3"},
		{in(store.CodeColumn, "actsay"), "s1"},
		{in(store.CodeColumn, "act"), ""},
		{has("ana"), ""},
		{has("and or not near"), ""},
	} {
		same(t, fmt.Sprint(i, " ", look(t, s, store.Ask{Expr: q.e})), fmt.Sprint(i, " ", q.want))
	}
	same(t, look(t, s, store.Ask{Reader: "v2"}), "")
	hits, more, err := s.Look(t.Context(), store.Ask{Reader: "v1", Expr: has("holds"), Limit: 1})
	if err != nil || len(hits) != 1 {
		t.Fatal(hits, err)
	}
	texts, err := s.Texts(t.Context(), hits)
	if err != nil {
		t.Fatal(err)
	}
	same(t, texts, []string{a.Text})
	a.Columns, a.Text = [store.Columns]string{}, ""
	same(t, hits[0], store.Hit{Reading: r, Num: 1, Came: time.Date(2031, 5, 4, 11, 0, 0, 123456000, time.UTC), Place: a})
	same(t, more, false)
	again := place("s9", "the truce again", 1)
	if err := s.AddPlaces(t.Context(), []store.Placed{{Reading: r, Places: []store.Place{again}}}); err != nil {
		t.Fatal(err)
	}
	same(t, look(t, s, store.Ask{Expr: has("truce")}), "s1 s2")
}

func testPlacesByDay(t *testing.T, open Opener) {
	s := open(t)
	placed(t, s, "one", place("a", "x", 0), place("b", "x", 700000), place("c", "x", 741000))
	placed(t, s, "two", place("d", "x", 740000), place("e", "x", 1<<22-1), place("f", "y", 740000))
	placed(t, s, "none")
	for _, q := range []struct {
		a    store.Ask
		want string
		more bool
	}{
		{store.Ask{}, "e c d b a", false},
		{store.Ask{Limit: 5}, "e c d b a", false},
		{store.Ask{Limit: 2}, "e c", true},
		{store.Ask{From: 740000}, "e c d", false},
		{store.Ask{To: 740000}, "d b", false},
		{store.Ask{From: 740000, To: 740000}, "d", false},
		{store.Ask{From: 740001, To: 740999}, "", false},
		{store.Ask{From: 740001, To: 1<<22 - 1}, "e c", false},
	} {
		q.a.Reader, q.a.Expr = "v1", has("x")
		if q.a.Limit == 0 {
			q.a.Limit = 100
		}
		same(t, look(t, s, q.a), q.want)
		_, more, err := s.Look(t.Context(), q.a)
		same(t, err, nil)
		same(t, more, q.more)
	}
}

func testPlacesRefused(t *testing.T, open Opener) {
	s := open(t)
	r := report("one", parley.PlainText, "one.txt")
	add(t, s, r)
	f := found(r, "v1", parley.Given{})
	good := store.Placed{Reading: f.Reading, Places: []store.Place{place("s1", "x", 1)}}
	wantKind(t, s.AddPlaces(t.Context(), []store.Placed{good}), parley.NotFound) // no findings
	if err := s.AddFindings(t.Context(), []store.Found{f}); err != nil {
		t.Fatal(err)
	}
	same(t, all(t, s.Unplaced(t.Context(), "v1")), []store.Reading{f.Reading})
	same(t, len(all(t, s.Unplaced(t.Context(), "v2"))), 0)
	for _, change := range []func(*store.Placed){
		func(p *store.Placed) { p.Reading.Report = "" },
		func(p *store.Placed) { p.Places[0].Kind = "" },
		func(p *store.Placed) { p.Places[0].Day = -1 },
		func(p *store.Placed) { p.Places[0].Day = 1 << 22 },
		func(p *store.Placed) { p.Places[0].Text = "a\x00" },
		func(p *store.Placed) { p.Places[0].Columns[0] = "two  spaces" },
		func(p *store.Placed) { p.Places[0].Columns[0] = `quote"` },
		func(p *store.Placed) { p.Places[0].Columns[0] = "Capital" },
		func(p *store.Placed) { p.Places[0].Columns[0] = " space" },
		func(p *store.Placed) { p.Places[0].Columns[0] = "\xff" },
		func(p *store.Placed) { p.Places = make([]store.Place, store.MostPlaces+1) },
	} {
		bad := store.Placed{Reading: good.Reading, Places: slices.Clone(good.Places)}
		change(&bad)
		wantKind(t, s.AddPlaces(t.Context(), []store.Placed{good, bad}), parley.Invalid)
	}
	same(t, len(all(t, s.Unplaced(t.Context(), "v1"))), 1)
	if err := s.AddPlaces(t.Context(), []store.Placed{good}); err != nil {
		t.Fatal(err)
	}
	same(t, len(all(t, s.Unplaced(t.Context(), "v1"))), 0)
	for _, a := range []store.Ask{
		{Reader: "v1", Limit: 0},
		{Limit: 1},
		{Reader: "v1", Limit: 1, Expr: store.Expr{Op: store.HasWord}},
		{Reader: "v1", Limit: 1, Expr: store.Expr{Op: 9}},
		{Reader: "v1", Limit: 1, Expr: store.Expr{Op: store.HasWord, Column: store.Columns, Words: []string{"x"}}},
		{Reader: "v1", Limit: 1, Expr: store.Expr{Op: store.HasWord, Words: []string{`x" OR "y`}}},
		{Reader: "v1", Limit: 1, Expr: store.Expr{Op: store.HasWord, Words: []string{"x y"}}},
		{Reader: "v1", Limit: 1, Expr: store.Expr{Op: store.HasWord, Words: []string{""}}},
	} {
		_, _, err := s.Look(t.Context(), a)
		wantKind(t, err, parley.Invalid)
	}
}

// testWeights: more of the words, rarer ones, and shorter passages weigh more; nothing is weighed that was not asked to be.
func testWeights(t *testing.T, open Opener) {
	s := open(t)
	long := strings.Repeat("and the rest of it ", 10)
	ps := []store.Place{place("short", "pier", 1), place("long", "pier "+long+"z", 2), place("both", "pier quay", 3), place("rare", "quay", 4)}
	for i := range 20 {
		ps = append(ps, place(fmt.Sprint("p", i), "pier boat", 5), place(fmt.Sprint("q", i), "other words", 5))
	}
	placed(t, s, "one", ps...)
	ask := store.Ask{Reader: "v1", Limit: 100, Weigh: true, Expr: store.Expr{Op: store.AnyOf, Args: []store.Expr{has("pier"), has("quay")}}}
	hits, _, err := s.Look(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	w := map[string]float64{}
	for _, h := range hits {
		w[h.Place.Finding] = h.Weight
	}
	if w["both"] <= w["short"] || w["rare"] <= w["short"] || w["short"] <= w["long"] || w["long"] <= 0 {
		t.Errorf("weights %v", w)
	}
	for _, a := range []store.Ask{{Reader: "v1", Limit: 5, Weigh: true, Expr: ask.Expr}, {Reader: "v1", Limit: 100, Expr: ask.Expr}} {
		hits, _, err := s.Look(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range hits {
			if h.Weight != 0 {
				t.Fatalf("weight %v where none was asked for, or could be given", h.Weight)
			}
		}
	}
}

// testPlacesHostile: text that an engine of search could take for its own is text.
func testPlacesHostile(t *testing.T, open Opener) {
	s := open(t)
	const text = `'); DROP TABLE place; -- "NEAR(a b, 9)" {words}: ^x *`
	p := place(`"s1"`, text, 1)
	p.Columns[store.TextColumn] = "drop table place near a b 9 words x"
	placed(t, s, "one", p)
	for _, w := range []string{"near", "drop table", "words", "x"} {
		same(t, look(t, s, store.Ask{Expr: has(w)}), `"s1"`)
	}
	deep := has("near")
	for range 40 {
		deep = store.Expr{Op: store.NoneOf, Args: []store.Expr{{Op: store.AllOf, Args: []store.Expr{deep}}}}
	}
	if _, _, err := s.Look(t.Context(), store.Ask{Reader: "v1", Limit: 1, Expr: deep}); err == nil {
		t.Error("an expression of any depth is taken")
	}
}

func testArrivals(t *testing.T, open Opener) {
	s := open(t)
	a, b, c := placed(t, s, "one"), placed(t, s, "two"), placed(t, s, "three")
	at := time.Date(2031, 5, 4, 11, 0, 0, 123456000, time.UTC)
	list := func(reader string, limit int) []store.Arrival {
		t.Helper()
		out, err := s.Arrivals(t.Context(), reader, limit)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	same(t, list("v1", 2), []store.Arrival{{Num: 3, Reading: c, At: at}, {Num: 2, Reading: b, At: at}})
	same(t, list("v1", 9)[2], store.Arrival{Num: 1, Reading: a, At: at})
	same(t, len(list("v2", 9)), 0)
}

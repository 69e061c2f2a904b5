package sqldb

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// What is asked for often outlives what is not, and memory is bounded.
func TestRemembered(t *testing.T) {
	var r placeReadings
	places := strings.Repeat("x", mostRemembered/4)
	ask := func(n int64) bool {
		found := make([]*placeReading, 1)
		if len(r.get([]int64{placeID(9, n, 0)}, found)) == 0 {
			return found[0] != nil
		}
		r.put(n, &placeReading{places: places})
		return false
	}
	for n := range int64(20) {
		if had := ask(0); had != (n > 0) {
			t.Fatalf("after %d others it is remembered: %v", n, had)
		}
		if ask(n + 1) {
			t.Fatalf("%d was remembered before it was asked for", n+1)
		}
	}
	if ask(1) {
		t.Error("what nobody asked for again is remembered still")
	}
	if n := len(r.recent) + len(r.older); n > 6 {
		t.Errorf("%d readings of a quarter of the bound each", n)
	}
}

// What was made ready is not read again, what came since is.
func TestReady(t *testing.T) {
	d := openAt(t, filepath.Join(t.TempDir(), "ready.db"))
	add := func(body, reader, word string) {
		t.Helper()
		r := parley.Report{ID: parley.IDOf([]byte(body)), Names: []string{body}, Format: parley.PlainText, Bytes: []byte(body)}
		reading := store.Reading{Report: r.ID, Reader: reader, Format: r.Format}
		if _, err := d.AddReports(t.Context(), []parley.Report{r}); err != nil {
			t.Fatal(err)
		}
		if err := d.AddFindings(t.Context(), []store.Found{{Reading: reading, Findings: parley.Findings{Report: r.ID, Reader: reader}}}); err != nil {
			t.Fatal(err)
		}
		if err := d.AddPlaces(t.Context(), []store.Placed{{Reading: reading, Places: []store.Place{{Kind: "text", Text: body, Columns: [store.Columns]string{word}}}}}); err != nil {
			t.Fatal(err)
		}
	}
	want := func(n int, hits string) {
		t.Helper()
		if err := d.Ready(t.Context(), "v1"); err != nil || len(d.nums.recent) != n {
			t.Fatalf("%d readings are ready, want %d; %v", len(d.nums.recent), n, err)
		}
		found, _, err := d.Look(t.Context(), store.Ask{Reader: "v1", Expr: store.Expr{Op: store.HasWord, Words: []string{"truce"}}, Limit: 9})
		if err != nil {
			t.Fatal(err)
		}
		texts, err := d.Texts(t.Context(), append(found, found...)) // also one that is asked for twice
		if got := strings.Join(texts, " "); got != hits+" "+hits || err != nil {
			t.Errorf("%q, %v", got, err)
		}
		if len(d.nums.recent) != n {
			t.Errorf("a search read what was ready: %d", len(d.nums.recent))
		}
	}
	add("one", "v1", "truce")
	add("other", "v2", "war")
	add("two", "v1", "truce")
	want(2, "two one")
	was := d.nums.recent[1]
	add("three", "v1", "truce")
	want(3, "three two one")
	if d.nums.recent[1] != was {
		t.Error("a reading was read again")
	}
}

// Each place is read as it was written, and what is damaged ends them.
func TestAppendPlaces(t *testing.T) {
	ps := []store.Place{
		{Kind: "statement", Finding: "s1", Span: parley.Span{Start: 3, End: 300}, Columns: [store.Columns]string{"a b c"}},
		{Kind: "text", Span: parley.Span{Start: 1 << 20, End: 1<<31 - 1}},
		{Kind: "figure", Finding: strings.Repeat("ü", 200)},
	}
	var want []placeAt
	for _, p := range ps {
		want = append(want, placeAt{p.Kind, p.Finding, p.Span.Start, p.Span.End, p.Len()})
	}
	p := placeReading{places: string(encodePlaces(ps))}
	if got := p.appendPlaces([]placeAt{{kind: "before"}}, 9); !slices.Equal(got[1:], want) || got[0].kind != "before" {
		t.Errorf("%+v", got)
	}
	for n := range want {
		if got := p.appendPlaces(nil, n); !slices.Equal(got, want[:n]) {
			t.Errorf("the first %d: %+v", n, got)
		}
	}
	for n := range p.places {
		cut := placeReading{places: p.places[:n]}
		if got := cut.appendPlaces(nil, 9); len(got) >= len(ps) || !slices.Equal(got, want[:len(got)]) {
			t.Errorf("of %d of %d bytes: %+v", n, len(p.places), got)
		}
	}
	for _, bad := range []string{"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", "\xff\xff\xff\xff\x0f", "\x80"} {
		if got := (&placeReading{places: bad}).appendPlaces(nil, 9); len(got) > 0 {
			t.Errorf("%x: %+v", bad, got)
		}
	}
}

// The beginning of a word finds the same whether few or many words begin so, in an index that was written at several times.
func TestBeginnings(t *testing.T) {
	d, err := Open(t.Context(), filepath.Join(t.TempDir(), "words.db"), Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	m := store.NewMemory()
	for n := range 3 {
		body := fmt.Sprint("report ", n)
		r := parley.Report{ID: parley.IDOf([]byte(body)), Names: []string{body}, Format: parley.PlainText, Bytes: []byte(body)}
		reading := store.Reading{Report: r.ID, Reader: "v1", Format: r.Format}
		p := store.Placed{Reading: reading, At: time.Unix(0, 0)}
		for i := range mostTerms {
			p.Places = append(p.Places, store.Place{Kind: "text", Finding: fmt.Sprint(n, "-", i), Day: 9, Columns: [store.Columns]string{fmt.Sprintf("low many%d0 few%d fewer", i*3+n, i%7)}})
		}
		p.Places = append(p.Places, store.Place{Kind: "text", Finding: fmt.Sprint("last ", n), Day: 8, Columns: [store.Columns]string{"few休 停战", "few other"}})
		for _, s := range []store.Store{d, m} {
			if _, err := s.AddReports(t.Context(), []parley.Report{r}); err != nil {
				t.Fatal(err)
			}
			if err := s.AddFindings(t.Context(), []store.Found{{Reading: reading, Findings: parley.Findings{Report: r.ID, Reader: "v1"}}}); err != nil {
				t.Fatal(err)
			}
			if err := s.AddPlaces(t.Context(), []store.Placed{p}); err != nil {
				t.Fatal(err)
			}
		}
	}
	find := func(s store.Store, e store.Expr) []string {
		hits, _, err := s.Look(t.Context(), store.Ask{Reader: "v1", Expr: e, Limit: 1000, Weigh: true})
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, h := range hits {
			out = append(out, fmt.Sprintf("%s %.6f", h.Place.Finding, h.Weight))
		}
		slices.Sort(out) // which of one day comes first is the store's own
		return out
	}
	for _, q := range []struct {
		words  string
		spelt  bool // as the words that there are
		column store.Column
		n      int
	}{{"many", false, 0, 3 * mostTerms}, {"many1", false, 0, 111}, {"many29", true, 0, 11}, {"few", true, 0, 3*mostTerms + 3}, {"few", true, store.WhoColumn, 3}, {"low many7", true, 0, 11},
		{"fewer", true, 0, 3 * mostTerms}, {"fewe", true, 0, 3 * mostTerms}, {"zzz", true, 0, 0}, {"停", true, 0, 3}} {
		e := store.Expr{Op: store.HasWord, Words: strings.Fields(q.words), Column: q.column, Prefix: true}
		got, want := find(d, e), find(m, e)
		if len(want) != q.n || !slices.Equal(got, want) {
			t.Errorf("%s*: %d of %d hits, want %d", q.words, len(got), len(want), q.n)
		}
		if x, err := (&spelling{db: d}).spelled(t.Context(), e); err != nil || (x.Op == store.AnyOf) != q.spelt {
			t.Errorf("%s*: %+v, %v", q.words, x, err)
		}
	}
	word := func(w string) store.Expr { return store.Expr{Op: store.HasWord, Words: []string{w}} }
	op := func(op store.Op, es ...store.Expr) store.Expr { return store.Expr{Op: op, Args: es} }
	for _, e := range []store.Expr{
		op(store.AnyOf, word("few1"), word("many30")),
		op(store.AllOf, word("low"), op(store.AnyOf, word("few1"), word("few2"))),
		op(store.AllOf, op(store.AnyOf, word("low"), word("few5")), op(store.AnyOf, word("many00"), word("many2990"))), // between these many have the first
	} {
		if got, want := find(d, e), find(m, e); len(want) < 2 || !slices.Equal(got, want) {
			t.Errorf("%+v: %v, want %v", e, got, want)
		}
	}
}

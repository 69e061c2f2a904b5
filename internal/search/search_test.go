package search

import (
	"context"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/query"
	"github.com/parley-press/parley/internal/store"
	"github.com/parley-press/parley/internal/text"
)

// two reports in which two people share a surname; the second calls each by it alone.
func dossier(t *testing.T) (*View, Looker) {
	t.Helper()
	rec := &parley.Record{Entities: []parley.Entity{
		{ID: "ana", Name: "Ana Roe", Type: parley.Person, Aliases: []string{"Ana Roe", "Roe"}, Side: "harland"},
		{ID: "jon", Name: "Jon Roe", Type: parley.Person, Aliases: []string{"Jon Roe", "Roe"}, Side: "vessia"},
		{ID: "harland", Name: "Harland", Type: parley.State}, {ID: "vessia", Name: "Vessia", Type: parley.State},
	}}
	m := store.NewMemory()
	add := func(body, local, global string, act parley.Act, conf float64, day parley.Date) {
		id := parley.IDOf([]byte(body))
		p := parley.Passage{Span: parley.Span{End: len(body)}, Text: body}
		st := parley.Statement{Basis: parley.Basis{ID: "s1", Confidence: conf}, Act: act, Mode: parley.Direct, Content: []parley.Passage{p}, Source: &parley.Ref{Entity: "n1"}}
		f := parley.Findings{Report: id, Reader: "v1", Statements: []parley.Statement{st}, Entities: []parley.LocalEntity{{Basis: parley.Basis{ID: "n1"}, Name: local}},
			Meta: parley.Meta{Published: parley.Published{Value: day}, Outlet: parley.Named{Name: "Lake Times"}, Agencies: []parley.Named{{Name: "Northern Wire"}}}}
		rd := store.Reading{Report: id, Reader: "v1", Format: parley.PlainText}
		tx := &text.Text{Content: body, Blocks: []text.Block{{Span: p.Span}}}
		if _, err := m.AddReports(t.Context(), []parley.Report{{ID: id, Names: []string{body}, Format: parley.PlainText, Bytes: []byte(body)}}); err != nil {
			t.Fatal(err)
		}
		if err := m.AddFindings(t.Context(), []store.Found{{Reading: rd, Findings: f}}); err != nil {
			t.Fatal(err)
		}
		if err := m.AddPlaces(t.Context(), []store.Placed{{Reading: rd, Places: Places(&f, tx)}}); err != nil {
			t.Fatal(err)
		}
		st.Source = &parley.Ref{Entity: global}
		rec.Reports = append(rec.Reports, parley.ReportEntry{ID: id, File: body, Meta: f.Meta, Statements: []parley.Statement{st}})
	}
	add("the truce holds", "Ana Roe", "ana", parley.Say, 0.9, parley.NewDate(2031, 5, 4))
	add("no truce was broken", "Roe", "ana", parley.Deny, 0.65, parley.NewDate(2031, 12, 31))
	add("the truce is over", "Roe", "jon", parley.Announce, 0.805, parley.NewDate(2033, 2, 1))
	add("nobody knows of a ferry", "Jon Roe", "jon", parley.Say, 1, 0)
	return NewView(rec), reader{m}
}

type reader struct{ *store.Memory }

func (r reader) Look(ctx context.Context, a store.Ask) ([]store.Hit, bool, error) {
	a.Reader = "v1"
	return r.Memory.Look(ctx, a)
}

// found is the files of what a query finds among the statements, the latest first.
func found(t *testing.T, v *View, l Looker, a Ask, q string) string {
	t.Helper()
	n, err := query.Parse(q)
	if err != nil {
		t.Fatal(err)
	}
	a.Query, a.ByDay = n, true
	res, err := v.Search(t.Context(), l, a)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, it := range res.Items {
		if it.Kind == StatementPlace {
			out = append(out, strings.Fields(it.Report.File)[len(strings.Fields(it.Report.File))-1])
		}
	}
	return strings.Join(out, " ")
}

func TestSearch(t *testing.T) {
	v, l := dossier(t)
	for q, want := range map[string]string{
		`in:statements`:                                    "over broken holds ferry",
		`truce in:statements`:                              "over broken holds",
		`who:"ana roe" in:statements`:                      "broken holds", // by the record: the second report calls her Roe
		`who:roe in:statements`:                            "over broken holds ferry",
		`-who:"ana roe" in:statements`:                     "over ferry",
		`(who:"ana roe" OR act:announce) in:statements`:    "over broken holds",
		`(who:"ana roe" OR ferry) -holds in:statements`:    "broken ferry",
		`-(who:"ana roe" truce) in:statements`:             "over ferry",
		`-(truce OR zzz) who:roe in:statements`:            "ferry",
		`party:vessia in:statements`:                       "over ferry",
		`party:harland act:deny`:                           "broken",
		`date:2031 in:statements`:                          "broken holds",
		`date:2031-12-31..2033-02-01 in:statements`:        "over broken",
		`(date:2031-05..2031-06 OR ferry) in:statements`:   "holds ferry",
		`-date:2031 in:statements`:                         "over ferry",
		`date:2032.. in:statements`:                        "over",
		`conf:>0.8 in:statements`:                          "over holds ferry",
		`conf:0.6..0.7`:                                    "broken",
		`outlet:lake agency:"northern wire" in:statements`: "over broken holds ferry",
		`outlet:wire in:statements`:                        "",
		`tru* in:statements mode:direct`:                   "over broken holds",
	} {
		if got := found(t, v, l, Ask{}, q); got != want {
			t.Errorf("%s: %q, want %q", q, got, want)
		}
	}
	if got := found(t, v, l, Ask{From: parley.NewDate(2033, 1, 1)}, `truce`); got != "over" {
		t.Errorf("from a day on: %q", got)
	}
	if got := found(t, v, l, Ask{After: 2}, `in:statements`); got != "over ferry" {
		t.Errorf("after an arrival: %q", got)
	}
}

// TestOnce: text in which a finding was found is not told again, unless the text is asked for.
func TestOnce(t *testing.T) {
	v, l := dossier(t)
	count := func(q string) int {
		n, err := query.Parse(q)
		if err != nil {
			t.Fatal(err)
		}
		res, err := v.Search(t.Context(), l, Ask{Query: n})
		if err != nil {
			t.Fatal(err)
		}
		if err := Fill(t.Context(), l, res.Items); err != nil {
			t.Fatal(err)
		}
		for _, it := range res.Items {
			if it.Text == "" {
				t.Errorf("%s: an item without words", q)
			}
		}
		return len(res.Items)
	}
	if n := count("truce"); n != 3 {
		t.Errorf("%d items", n)
	}
	if n := count("truce in:reports"); n != 3 {
		t.Errorf("%d texts", n)
	}
	if n := count("truce OR in:reports"); n != 7 {
		t.Errorf("%d items and texts", n)
	}
}

// TestDays: the codes of a stretch of days are those of its days, each once.
func TestDays(t *testing.T) {
	from, to := parley.NewDate(2030, 11, 29), parley.NewDate(2033, 2, 2)
	e := dayExpr(from, to)
	if len(e.Args) > 20 {
		t.Errorf("%d codes", len(e.Args))
	}
	for d := from - 40; d <= to+40; d++ {
		n := 0
		for _, x := range e.Args {
			for _, w := range strings.Fields(dayCodes(d)) {
				if x.Words[0] == w {
					n++
				}
			}
		}
		if in := d >= from && d <= to; n > 1 || in != (n == 1) {
			t.Fatalf("%s is in %d of the codes", d, n)
		}
	}
	for low := 0; low <= 100; low += 7 {
		for high := low; high <= 100; high++ {
			e := percentExpr(low, high)
			for p := range 101 {
				n := 0
				for _, x := range e.Args {
					if x.Words[0] == percentCode(p) || x.Words[0] == tensCode(p/10) {
						n++
					}
				}
				if in := p >= low && p <= high; n > 1 || in != (n == 1) {
					t.Fatalf("%d..%d: %d is in %d of the codes", low, high, p, n)
				}
			}
		}
	}
}

// TestTexts: every character of the article stands in one place, in stretches that are not too long.
func TestTexts(t *testing.T) {
	long := strings.Repeat("Zürich und 停战 weiter ", 3000)
	tx := &text.Text{Content: "Head\n\n" + long, Blocks: []text.Block{{Span: parley.Span{End: 4}, Kind: text.Headline}, {Span: parley.Span{Start: 6, End: 6 + len(long)}, Paragraph: 1}}}
	var b strings.Builder
	for _, p := range Places(&parley.Findings{}, tx) {
		if p.Kind != TextPlace || len(p.Text) > mostText || p.Text != tx.Content[p.Span.Start:p.Span.End] || !store.Storable(p.Text) {
			t.Fatalf("%s of %d bytes", p.Kind, len(p.Text))
		}
		b.WriteString(p.Text)
	}
	if b.String() != "Head"+long {
		t.Error("the places do not hold the article")
	}
}

package web

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
	"github.com/parley-press/parley/internal/record/recordtest"
)

// A daily is a Source that folds the reports of a press as of any day, and counts how often it is asked to.
type daily struct {
	*inMemory
	press *recordtest.Press
	n     int
	asked []parley.Date
}

func (d *daily) fold(day parley.Date) *parley.Record {
	f, names := record.NewFolder("invented", 0), map[parley.ReportID][]string{}
	for i := range d.n {
		r := d.press.Report(i, 0)
		if p := r.Meta.Published.Latest(); !day.Known() || p.Known() && p <= day {
			f.Put(r)
			names[r.Report] = []string{fmt.Sprint("report", i, ".txt")}
		}
	}
	return f.Record(names, nil, nil)
}

// AsOf is the record of the reports published until day.
func (d *daily) AsOf(_ context.Context, day parley.Date) (*parley.Record, error) {
	d.asked = append(d.asked, day)
	return d.fold(day), nil
}

func newDaily(n int) *daily {
	d := &daily{press: recordtest.NewPress(5, 6), n: n}
	d.inMemory = &inMemory{rec: d.fold(0)}
	return d
}

func newsOf(t *testing.T, src Source, query string) *news {
	t.Helper()
	w := get(handler(t, src), "/summary.json?"+query)
	var m summaryModel
	if err := json.Unmarshal(w.Body.Bytes(), &m); err != nil || w.Code != 200 {
		t.Fatalf("%d %v %.300s", w.Code, err, w.Body)
	}
	return m.News
}

// What is new since a day is from reports that appeared after it and was not told by any before; with what was there it is the whole.
func TestSince(t *testing.T) {
	d := newDaily(60)
	day := parley.NewDate(2031, 5, 31)
	n := newsOf(t, d, "since=2031-05-31")
	published := map[parley.ReportID]parley.Date{}
	fresh, undated := 0, 0
	for _, r := range d.rec.Reports {
		p := r.Meta.Published.Latest()
		published[r.ID] = p
		switch {
		case !p.Known():
			undated++
		case p > day:
			fresh++
		}
	}
	if n.Reports != fresh || n.Undated != undated || fresh == 0 || undated == 0 {
		t.Errorf("%d new reports and %d without a day, want %d and %d", n.Reports, n.Undated, fresh, undated)
	}
	x, err := newIndex(d.rec, d)
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, p := range n.Parties {
		for _, r := range p.Statements {
			count["statements"]++
			if published[r.Report.ID] <= day {
				t.Errorf("%s %s is as old as %s", r.Report.File, r.ID, published[r.Report.ID])
			}
			if g := x.same[key{r.Report.ID, r.ID}]; g != nil && slices.ContainsFunc(g.Members, func(m parley.Member) bool {
				p := published[m.Report]
				return p.Known() && p <= day
			}) {
				t.Errorf("%s %s was told before", r.Report.File, r.ID)
			}
		}
		for _, r := range p.Papers {
			count["papers"]++
			for _, s := range r.Steps {
				count["steps"]++
				if published[s.Report.ID] <= day {
					t.Errorf("a step of %s is old", r.Paper.Name)
				}
			}
		}
		count["conflicts"] += len(p.Conflicts)
		count["stances"] += len(p.Stances)
		count["commitments"] += len(p.Commitments)
		count["figures"] += len(p.Figures)
	}
	for _, k := range []string{"statements", "papers", "steps", "conflicts", "stances", "commitments", "figures"} {
		if count[k] == 0 {
			t.Errorf("no %s are new: %v", k, count)
		}
	}
	if len(d.asked) != 1 || d.asked[0] > day {
		t.Errorf("asked for the records of %v", d.asked)
	}
}

// Nothing is new since the newest report; all is new since before the first, and no earlier record is asked for.
func TestSinceEnds(t *testing.T) {
	d := newDaily(20)
	if n := newsOf(t, d, "since=2999-01-01"); n.Reports != 0 || len(n.Parties) != 0 || len(n.Papers) != 0 || len(n.Disputed) != 0 {
		t.Errorf("new since far ahead: %+v", n)
	}
	d.asked = nil
	n := newsOf(t, d, "since=1999-01-01")
	if n.Reports+n.Undated != len(d.rec.Reports) || len(n.Parties) == 0 || len(d.asked) != 0 {
		t.Errorf("%d reports of %d, records asked for: %v", n.Reports+n.Undated, len(d.rec.Reports), d.asked)
	}
	if newsOf(t, d, "") != nil {
		t.Error("news without a day")
	}
}

// The page says what is new, stays light, and leads on; where the source keeps no days it has no form, and refuses the address.
func TestSincePage(t *testing.T) {
	d := newDaily(200)
	h := handler(t, d)
	for _, a := range []string{"/", "/?since=2031-05-02", "/?since=1999-01-01", "/?since=2031-07-01"} {
		w := get(h, a)
		if w.Code != 200 || w.Body.Len() > mostPage || !strings.Contains(w.Body.String(), `name="since"`) {
			t.Errorf("%s: %d, %d bytes", a, w.Code, w.Body.Len())
		}
		c := &checker{t: t, where: a, ids: map[string]int{}}
		c.check(w.Body.String(), true)
	}
	newest := handlerIndex(t, d).newest()
	body := get(h, "/?since="+(newest-7).String()).Body.String()
	for _, want := range []string{"New since " + (newest - 7).String(), `href="/?since=` + (newest - 1).String() + `"`, `href="/?since=` + (newest - 30).String() + `"`, "aria-current=\"true\">the week before"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	if csv := get(h, "/summary.csv?since=1999-01-01").Body.String(); !strings.Contains(csv, "new since 1999-01-01,") || !strings.Contains(csv, ",step,") {
		t.Errorf("the table has no news: %.200s", csv)
	}
	if w := get(h, "/?since=yesterday"); w.Code != 400 {
		t.Errorf("a day that is none: %d", w.Code)
	}
	plain := handler(t, invented())
	if w := get(plain, "/?since=2031-06-01"); w.Code != 400 || strings.Contains(get(plain, "/").Body.String(), `name="since"`) {
		t.Errorf("a source without days: %d", w.Code)
	}
}

func handlerIndex(t *testing.T, src *daily) *index {
	t.Helper()
	x, err := newIndex(src.rec, src)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// A hostileDaily is the hostile dossier with an empty past.
type hostileDaily struct{ *inMemory }

func (hostileDaily) AsOf(context.Context, parley.Date) (*parley.Record, error) {
	return &parley.Record{}, nil
}

// News of hostile reports are shown as text.
func TestSinceHostile(t *testing.T) {
	w := get(handler(t, hostileDaily{hostile()}), "/?since=2031-06-15")
	c := &checker{t: t, where: "news", ids: map[string]int{}}
	c.check(w.Body.String(), false)
	if w.Code != 200 || !strings.Contains(w.Body.String(), "New since") || !strings.Contains(w.Body.String(), "&lt;script&gt;") {
		t.Errorf("%d", w.Code)
	}
}

// How much rests on one, counted by hand: nine tellings are eight statements; Newswire and the copy of it tell one of them.
func TestReliance(t *testing.T) {
	m := invented()
	x, err := newIndex(m.rec, m)
	if err != nil {
		t.Fatal(err)
	}
	r := x.reliance()
	if r.Of != 8 {
		t.Errorf("%d statements, want 8: nine tellings, two of them of one", r.Of)
	}
	for _, c := range []struct {
		what string
		list []share
		name string
		n    int
	}{{"speaker", r.Speakers, "Ana Roe", 3}, {"outlet", r.Outlets, "Riverton Post", 5}, {"agency", r.Agencies, "Newswire", 8}} {
		if len(c.list) == 0 || c.list[0].Ref.Name != c.name || c.list[0].N != c.n || c.list[0].Percent != (200*c.n+8)/16 {
			t.Errorf("%s: %+v, want %s with %d", c.what, c.list, c.name, c.n)
		}
	}
	// a second outlet that tells it of itself takes a statement from the first, a copy of the first does not
	if out := r.Outlets; len(out) != 2 || out[1].Ref.Name != "Newswire" || out[1].N != 3 {
		t.Errorf("the copy of Newswire's report counts as an outlet of its own: %+v", out)
	}
	m.rec.Reports[2].CopyOf = ""
	if out := x.reliance().Outlets; out[1].N != 2 {
		t.Errorf("with a report of its own: %+v", out)
	}
	if r := (&index{rec: &parley.Record{}}).reliance(); r.Of != 0 || len(r.Speakers) != 0 {
		t.Errorf("of nothing: %+v", r)
	}
}

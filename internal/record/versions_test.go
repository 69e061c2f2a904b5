package record

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/parley-press/parley"
)

// page is a report of an outlet with runs from a to b of one text, and a statement.
func page(outlet, day, headline string, from, to uint32) *draft {
	d := newDraft(outlet, day, fmt.Sprintf("%s. Ana Roe said the bridge at Low Ford was open to lorries. %s %d", headline, day, to))
	h := d.pass(headline)
	d.f.Meta.Headline = &h
	for i := from; i < to; i++ {
		d.f.Runs = append(d.f.Runs, i*2654435761)
	}
	d.f.Words = int(to - from)
	d.says(d.entity(parley.Person, "Ana Roe", "", "", "Ana Roe"), parley.Say, "the bridge at Low Ford was open to lorries", "")
	return d
}

func TestVersions(t *testing.T) {
	notice := func(d *draft, kind string, n int) *draft {
		d.f.Meta.Revised = &parley.Revised{Kind: kind, N: n}
		return d
	}
	at := func(d *draft, url string) *draft { d.f.Meta.URL = url; return d }
	prices := func(day int, all ...string) *draft {
		d := page("Post", fmt.Sprintf("2031-05-%02d", day), "Plum prices in Lea", uint32(day), uint32(day+100))
		for _, s := range all {
			x, err := strconv.ParseFloat(s, 64)
			if err != nil {
				t.Fatal(err)
			}
			d.f.Figures = append(d.f.Figures, parley.Figure{Basis: parley.Basis{ID: "f" + s}, Low: &x, High: &x, Unit: "crowns", AssertedBy: parley.Narrator, Passage: d.pass("Low"), Sentence: d.pass("Low")})
		}
		return d
	}
	for _, c := range []struct {
		name   string
		a, b   *draft
		newest string // outlet and day do not tell: "b", "a" or "" for no version
	}{
		{"same headline, next day", page("Post", "2031-05-02", "Bridge opens", 0, 100), page("Post", "2031-05-03", "Bridge opens", 5, 110), "b"},
		{"order of arrival does not matter", page("Post", "2031-05-03", "Bridge opens", 5, 110), page("Post", "2031-05-02", "Bridge opens", 0, 100), "a"},
		{"an agency's prefix", page("Post", "2031-05-02", "Bridge opens", 0, 100), notice(page("Post", "2031-05-02", "UPDATE 1-Bridge opens", 0, 120), parley.RevisedUpdated, 1), "b"},
		{"second update on one day", notice(page("Post", "2031-05-02", "UPDATE 2-Bridge opens", 0, 120), parley.RevisedUpdated, 2), notice(page("Post", "2031-05-02", "UPDATE 1-Bridge opens", 0, 110), parley.RevisedUpdated, 1), "a"},
		{"correction under another headline", page("Post", "2031-05-02", "Bridge opens", 0, 100), notice(page("Post", "2031-05-02", "Bridge will open", 3, 100), parley.RevisedCorrected, 0), "b"},
		{"a story written on, with a correction of its own", page("Post", "2031-05-01", "Bridge opens", 0, 100), notice(page("Post", "2031-05-02", "Bridge will open", 10, 170), parley.RevisedCorrected, 0), ""},
		{"one address, written anew", at(page("Post", "2031-05-02", "Bridge opens", 0, 100), "https://www.post.example/bridge/?utm_source=x"), at(page("Post", "2031-06-30", "Bridge closes", 60, 160), "http://post.example/bridge"), "b"},
		{"one address, another report", at(page("Post", "2031-05-02", "Bridge opens", 0, 100), "https://post.example/live"), at(page("Post", "2031-05-30", "Plums", 1000, 1100), "https://post.example/live"), ""},
		{"another outlet", page("Post", "2031-05-02", "Bridge opens", 0, 100), page("Times", "2031-05-03", "Bridge opens", 5, 110), ""},
		{"no outlet", page("", "2031-05-02", "Bridge opens", 0, 100), page("", "2031-05-03", "Bridge opens", 5, 110), ""},
		{"one day, no notice", page("Post", "2031-05-02", "Bridge opens", 0, 100), page("Post", "2031-05-02", "Bridge opens", 5, 110), ""},
		{"no day, no notice", page("Post", "", "Bridge opens", 0, 100), page("Post", "2031-05-02", "Bridge opens", 5, 110), ""},
		{"the same text again", page("Post", "2031-05-02", "Bridge opens", 0, 100), page("Post", "2031-05-03", "Bridge opens.", 0, 100), ""},
		{"a month later", page("Post", "2031-05-02", "Bridge opens", 0, 100), page("Post", "2031-06-03", "Bridge opens", 5, 110), ""},
		{"prices of the next week", prices(7, "4.10", "5.20", "6.30"), prices(14, "4.40", "5.50", "6.60"), ""},
		{"prices of the next day", prices(7, "4.10", "5.20", "6.30"), prices(8, "4.40", "5.50", "6.60"), ""},
		{"one price of the next week, of two", prices(7, "4.10", "5.20"), prices(14, "4.40", "5.20"), "b"},
		{"a toll that grew", prices(7, "4"), prices(8, "6"), "b"},
		{"prices of the next week under an update", prices(7, "4.10", "5.20", "6.30"), notice(prices(14, "4.40", "5.50", "6.60"), parley.RevisedUpdated, 0), "b"},
		{"prices of the next week at one address", at(prices(7, "4.10", "5.20", "6.30"), "https://post.example/prices"), at(prices(14, "4.40", "5.50", "6.60"), "https://post.example/prices"), "b"},
		{"other words", page("Post", "2031-05-02", "Bridge opens", 0, 100), page("Post", "2031-05-03", "Bridge opens", 1000, 1100), ""},
	} {
		ds := map[string]*draft{"a": c.a, "b": c.b}
		r := foldOf(c.a, c.b)
		for name, d := range ds {
			var e *parley.ReportEntry
			for i := range r.Reports {
				if r.Reports[i].ID == d.f.Report {
					e = &r.Reports[i]
				}
			}
			replaced := c.newest != "" && name != c.newest
			if (e.ReplacedBy != "") != replaced || (len(e.Statements) == 0) != replaced || replaced && (e.ReplacedBy != ds[c.newest].f.Report || e.ReplacedWhy == "") {
				t.Errorf("%s: %s: replaced by %q (%s), %d statements", c.name, name, e.ReplacedBy.Short(), e.ReplacedWhy, len(e.Statements))
			}
		}
	}
}

// A correction of the second issue replaces the second, not the first, though it has the words of both.
func TestVersionOfIssue(t *testing.T) {
	figure := func(d *draft, x float64) *draft {
		for i := range 3 {
			y := x + float64(i)
			d.f.Figures = append(d.f.Figures, parley.Figure{Basis: parley.Basis{ID: fmt.Sprint("f", i)}, Low: &y, High: &y, Unit: "crowns", AssertedBy: parley.Narrator, Passage: d.pass("Low"), Sentence: d.pass("Low")})
		}
		return d
	}
	a, b := figure(page("Post", "2031-05-02", "Plum prices", 0, 100), 4.5), figure(page("Post", "2031-05-09", "Plum prices", 2, 102), 14.5)
	c := figure(page("Post", "2031-05-10", "Plum prices", 2, 104), 14.5)
	c.f.Meta.Revised = &parley.Revised{Kind: parley.RevisedCorrected}
	for _, e := range foldOf(a, b, c).Reports {
		if want := map[parley.ReportID]parley.ReportID{b.f.Report: c.f.Report}[e.ID]; e.ReplacedBy != want {
			t.Errorf("%s is replaced by %q, want %q", e.ID.Short(), e.ReplacedBy.Short(), want.Short())
		}
	}
}

// Each of the many versions of one day has its next one on the day after, however many stand between.
func TestVersionsOfBusyDay(t *testing.T) {
	var all []*draft
	for i := range 2*versionTries + 1 {
		all = append(all, page("Post", "2031-05-02", "Bridge opens", uint32(i), uint32(i+100)))
	}
	last := page("Post", "2031-05-03", "Bridge opens", 20, 125)
	for _, e := range foldOf(append(all, last)...).Reports {
		if e.ID != last.f.Report && e.ReplacedBy != last.f.Report {
			t.Errorf("%s of the day before is replaced by %q", e.ID.Short(), e.ReplacedBy.Short())
		}
	}
}

// A correction under another headline is found behind the many reports of its outlet's day, or of the next day, that have no notice and stand before it.
func TestCorrectionOfBusyDay(t *testing.T) {
	for _, day := range []string{"2031-05-02", "2031-05-03"} {
		var all []*draft
		for i := range 3 * versionTries {
			all = append(all, page("Post", day, fmt.Sprintf("Bridge %d", i), uint32(i%4), uint32(i+100)))
		}
		last := page("Post", day, "Bridge will open", 2, 120)
		last.f.Meta.Revised = &parley.Revised{Kind: parley.RevisedCorrected}
		first := page("Post", "2031-05-02", "Bridge opens", 0, 110)
		for _, e := range foldOf(append(all, last, first)...).Reports {
			if e.ID == first.f.Report && e.ReplacedBy != last.f.Report {
				t.Errorf("%s: the first is replaced by %q", day, e.ReplacedBy.Short())
			}
		}
	}
}

// What a version replaces comes back when the version goes.
func TestVersionGoes(t *testing.T) {
	a, b, c := page("Post", "2031-05-02", "Bridge opens", 0, 100), page("Post", "2031-05-03", "Bridge opens", 5, 110), page("Post", "2031-05-05", "Bridge opens", 9, 118)
	k := NewFolder("", 0)
	statements := func() (n int) {
		for _, e := range k.Record(nil, nil, nil).Reports {
			n += len(e.Statements)
		}
		return n
	}
	for i, d := range []*draft{a, b, c} {
		k.Put(d.f)
		if n := statements(); n != 1 {
			t.Errorf("%d statements of %d versions", n, i+1)
		}
	}
	r := k.Record(nil, nil, nil)
	for _, e := range r.Reports {
		if e.ID != c.f.Report && e.ReplacedBy != c.f.Report || e.ID == c.f.Report && len(e.Replaces) != 2 {
			t.Errorf("%s: replaced by %s, replaces %d", e.ID.Short(), e.ReplacedBy.Short(), len(e.Replaces))
		}
	}
	if g := r.Copies; len(g) != 1 || g[0].Origin != c.f.Report || g[0].Outlets != 1 {
		t.Errorf("%+v", g)
	}
	k.Remove(c.f.Report)
	k.Remove(b.f.Report)
	if r := k.Record(nil, nil, nil); len(r.Reports) != 1 || r.Reports[0].ReplacedBy != "" || len(r.Reports[0].Statements) != 1 {
		t.Errorf("%+v", r.Reports)
	}
}

func TestAddress(t *testing.T) {
	for a, b := range map[string]string{
		"https://www.post.example/bridge/?utm_source=x": "http://m.post.example/bridge#top", "https://post.example/a/amp": "https://post.example/a",
		"https://post.example/?id=7&fbclid=3": "https://post.example?id=7",
	} {
		if address(a) == "" || address(a) != address(b) {
			t.Errorf("%s is %q, %s is %q", a, address(a), b, address(b))
		}
	}
	if address("https://post.example/") != "" || address("%%") != "" || address("https://post.example/?id=7") == address("https://post.example/?id=8") {
		t.Error("addresses that say nothing, or different things")
	}
}

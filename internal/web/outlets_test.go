package web

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// The pages about outlets lead to each other, say what the record has in words, and are narrowed alike with their twins.
func TestOutletPages(t *testing.T) {
	h := handler(t, invented())
	for target, wants := range map[string][]string{
		"/outlets":                   {`href="/omissions"`, `href="/wordings"`, `href="/outlets/Newswire"`, "<th scope=\"col\">After the first</th>"},
		"/omissions":                 {"Len says the paper was pulled", "Harland had pulled the ferry paper", "Newswire", `href="/outlets/Riverton%20Post"`},
		"/wordings":                  {"islanders", "breakaway isle", "only here", `href="/entities/veska"`},
		"/outlets/Newswire":          {"breakaway isle", "is copied by", "Lowport Gazette", "From which agency", "nothing that another outlet tells too"},
		"/outlets/Riverton%20Post":   {"Len says the paper was pulled", "credited in 1 report", "1 statement through it"},
		"/outlets/Lowport%20Gazette": {"is a part of it as", "islanders"},
	} {
		body := get(h, target).Body.String()
		for _, want := range wants {
			if !strings.Contains(body, want) {
				t.Errorf("%s has no %q", target, want)
			}
		}
		if strings.Count(body, `aria-current="page">Outlets`)+strings.Count(body, `aria-current="true">Outlets`) < 1 {
			t.Errorf("%s is not in the section of outlets", target)
		}
	}
	for target, want := range map[string]int{"/omissions.json?outlet=Riverton+Post": 1, "/omissions.json?carried=Newswire": 1, "/omissions.json?outlet=Newswire": 0, "/omissions.json?layer=statement": 1,
		"/wordings.json?word=veska": 2, "/wordings.json?word=islanders": 1, "/wordings.json?only=yes": 2, "/wordings.json?party=veska&outlet=Newswire": 1} {
		if n, _ := rowsOf(t, h, target); n != want {
			t.Errorf("%s: %d rows, want %d", target, n, want)
		}
	}
	for target, want := range map[string]int{"/omissions.csv": 3, "/wordings.csv": 5, "/outlets.csv": 4, "/outlets/Newswire.csv": 1} {
		if w := get(h, target); w.Code != 200 || strings.Count(w.Body.String(), "\r\n") != want {
			t.Errorf("%s: %d, %d lines, want %d", target, w.Code, strings.Count(w.Body.String(), "\r\n"), want)
		}
	}
	if !strings.Contains(get(h, "/wordings.csv").Body.String(), "Veska,veska,Newswire,veska,4,false") {
		t.Error("words that both use are told as one outlet's alone")
	}
	for _, target := range []string{"/outlets/nobody", "/outlets/", "/outlets/nobody.json", "/outlets/nobody.csv"} {
		if w := get(h, target); w.Code != 404 {
			t.Errorf("%s: %d", target, w.Code)
		}
	}
}

// told is a record in which groups are told by outlets on given days: days[i][j] is the day of outlet j for story i, 0 for a report without a date, -1 for
// a story that it does not tell.
func told(days [][]int) *parley.Record {
	rec := &parley.Record{}
	for i, of := range days {
		g := parley.Same{ID: fmt.Sprint("g", i), Layer: "statement", What: fmt.Sprint("story ", i)}
		for j, d := range of {
			for len(rec.Outlets) <= j {
				rec.Outlets = append(rec.Outlets, parley.OutletEntry{Name: fmt.Sprint("Outlet ", len(rec.Outlets))})
			}
			if d < 0 {
				continue
			}
			r := parley.ReportEntry{ID: parley.IDOf(fmt.Append(nil, i, j)), File: fmt.Sprint(i, "-", j, ".txt")}
			r.Meta.Outlet.Name = rec.Outlets[j].Name
			if d > 0 {
				r.Meta.Published.Value = ymd(6, 1) + parley.Date(d)
			}
			rec.Reports = append(rec.Reports, r)
			rec.Outlets[j].Reports = append(rec.Outlets[j].Reports, r.ID)
			g.Members = append(g.Members, parley.Member{Report: r.ID, File: r.File, Finding: "s1"})
		}
		rec.Same = append(rec.Same, g)
	}
	return rec
}

// How soon an outlet tells: days after the first that told it, the middle one of them; what it tells alone or without a day is not counted.
func TestDelays(t *testing.T) {
	rec := told([][]int{{1, 1, 3}, {2, 4, -1}, {9, -1, -1}, {5, 0, 8}, {1, 20, 2}})
	x, err := newIndex(rec, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		stories, first, longest int
		median                  float64
	}{{4, 4, 0, 0}, {3, 1, 19, 2}, {3, 0, 3, 2}} {
		d := x.outletRow(i).Delay
		if d.Stories != want.stories || d.First != want.first || d.Longest != want.longest || d.Median == nil || *d.Median != want.median {
			t.Errorf("outlet %d: %+v, want %+v", i, d, want)
		}
	}
	body := get(handler(t, &inMemory{rec: rec}), "/outlets/Outlet%201").Body.String()
	for _, want := range []string{"2 days", "first in 1 of 3", "19 days after", "more than a week"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q", want)
		}
	}
	if d := delayOf(nil); d.Median != nil {
		t.Error("no story has a delay")
	}
	if d := delayOf([]storyTold{{Delay: 1}, {Delay: 2}}); *d.Median != 1.5 {
		t.Errorf("the middle of 1 and 2 is %v", *d.Median)
	}
}

// Of any stories: somebody is first in each that two tell, no delay is below nothing, the order of outlets in a group changes nothing, and spells add up.
func TestDelayProperties(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 3))
	for range 100 {
		days := make([][]int, 1+rng.IntN(8))
		for i := range days {
			for range 5 {
				days[i] = append(days[i], rng.IntN(12)-1)
			}
		}
		rec := told(days)
		x, err := newIndex(rec, nil)
		if err != nil {
			t.Fatal(err)
		}
		first := map[string]int{}
		var before []delay
		for i, f := range x.press().papers {
			n := 0
			for _, s := range f.Stories {
				first[s.Same] += 0
				if s.Delay == 0 {
					first[s.Same]++
				}
				if s.Delay < 0 || s.Delay > 11 || len(s.By) == 0 {
					t.Fatalf("%+v", s)
				}
			}
			for _, s := range spells(f.Stories) {
				n += s.N
			}
			if n != len(f.Stories) {
				t.Fatalf("%d in spells, %d stories", n, len(f.Stories))
			}
			before = append(before, x.outletRow(i).Delay)
		}
		for g, n := range first {
			if n == 0 {
				t.Fatalf("nobody is first in %s of %v", g, days)
			}
		}
		for i := range rec.Same {
			m := rec.Same[i].Members
			rng.Shuffle(len(m), func(a, b int) { m[a], m[b] = m[b], m[a] })
		}
		if x, err = newIndex(rec, nil); err != nil {
			t.Fatal(err)
		}
		for i, b := range before {
			if a := x.outletRow(i).Delay; a.Stories != b.Stories || a.First != b.First || a.Longest != b.Longest {
				t.Fatalf("%+v became %+v", b, a)
			}
		}
	}
}

// Outlets whose names an address cannot carry have a row and no page.
func TestOutletNames(t *testing.T) {
	rec := &parley.Record{Outlets: []parley.OutletEntry{{Name: ""}, {Name: ".."}, {Name: "a/b?c#d%2F.json"}, {Name: "Post.csv"}}}
	h := handler(t, &inMemory{rec: rec})
	var m outletModel
	if err := json.Unmarshal(get(h, "/outlets.json").Body.Bytes(), &m); err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{false, false, true, true} {
		if (m.Rows[i].Href != "") != want {
			t.Errorf("%q has the page %q", m.Rows[i].Name, m.Rows[i].Href)
		}
	}
	if body := get(h, "/outlets").Body.String(); !strings.Contains(body, "outlet not known") {
		t.Error("an outlet without a name has no row")
	}
}

package web

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-press/parley"
)

// stances that were taken: n of them, of so many parties on so many issues.
func took(rng *rand.Rand, n, parties, issues int) *inMemory {
	m := invented()
	rec := *m.rec
	rec.Positions, rec.Entities = nil, nil
	for i := range parties {
		rec.Entities = append(rec.Entities, parley.Entity{ID: fmt.Sprint("party-", i), Name: fmt.Sprint("The Party of the ", i, "th Shore"), Type: parley.State})
	}
	words := []string{"for", "against", "demands", "commits", "denies", "open"}
	for i := range n {
		p := parley.Position{Party: fmt.Sprint("party-", i%parties), Issue: fmt.Sprint("crossing number ", i/parties%issues, " in Lowport"), Stance: words[rng.IntN(len(words))],
			Words: "the boats will leave the pier at dawn", Report: rec.Reports[i%3].ID, File: rec.Reports[i%3].File}
		if rng.IntN(8) > 0 {
			p.Date = parley.Day(ymd(1, 1) + parley.Date(rng.IntN(60)))
		}
		rec.Positions = append(rec.Positions, p)
	}
	return &inMemory{rec: &rec, texts: m.texts, raw: m.raw}
}

// The matrix has the last stance of every party on every issue, whatever page of the list is shown, and opens what it rests on.
func TestMatrixHasAll(t *testing.T) {
	h := handler(t, took(rand.New(rand.NewPCG(1, 2)), 400, 5, 8))
	var one, two positionModel
	for target, m := range map[string]*positionModel{"/positions.json": &one, "/positions.json?page=5&per=20": &two} {
		if err := json.Unmarshal(get(h, target).Body.Bytes(), m); err != nil {
			t.Fatal(err)
		}
	}
	if len(one.Cells) != 40 || len(two.Cells) != 40 || len(two.Rows) != 20 || len(one.Parties) != 5 {
		t.Errorf("%d and %d cells, %d rows, %d parties", len(one.Cells), len(two.Cells), len(two.Rows), len(one.Parties))
	}
	for _, c := range one.Cells {
		path, _, _ := strings.Cut(c.Href, "#")
		if n, _ := rowsOf(t, h, strings.Replace(path, "/positions", "/positions.json", 1)); n != c.Told || n != len(c.History) {
			t.Errorf("%s leads to %d stances, the cell has %d", c.Href, n, c.Told)
		}
	}
	page := get(h, "/positions?page=5&per=20").Body.String()
	if n := strings.Count(page, `<svg role="img"><title>`); n != 40 {
		t.Errorf("%d courses are drawn, of 40", n)
	}
	rows := strings.Count(get(h, "/positions.csv").Body.String(), ",true\r\n")
	if rows != 40 {
		t.Errorf("%d stances of the CSV are the latest, of 40 cells", rows)
	}
}

// The course of a cell says in words what its signs draw.
func TestCourse(t *testing.T) {
	day := func(d int, s string) *stance {
		return &stance{Party: ref{ID: "a"}, Issue: "i", Stance: s, When: parley.Day(ymd(6, d))}
	}
	rq := &request{path: "/positions"}
	c := newCell(rq, []*stance{day(1, "for"), day(2, "for"), day(3, "open"), day(4, "against")})
	if c.Course() != "for 2 times, then open, then against" || c.Signs() != "++◦−" || !c.Moved || c.Both || c.Side() != "down" || c.Heights() != "1 1 5 9" {
		t.Errorf("%q %q %+v", c.Course(), c.Signs(), c)
	}
	c = newCell(rq, []*stance{day(1, "for"), day(1, "denies")})
	if !c.Both || c.Side() != "both" {
		t.Errorf("two sides on one day: %+v", c)
	}
	if c = newCell(rq, []*stance{{Stance: "for"}, {Stance: "against"}}); c.Both {
		t.Error("two sides without a day are told as of one day")
	}
	var long []*stance
	for i := range 40 {
		long = append(long, day(1+i%20, []string{"for", "open"}[i%2]))
	}
	if c = newCell(rq, long); len([]rune(c.Signs())) != mostSigns || !strings.HasPrefix(c.Course(), "…, then ") {
		t.Errorf("%q %q", c.Signs(), c.Course())
	}
	if len(c.History) != mostHistory || c.Told != 40 || c.History[mostHistory-1] != c.Stance {
		t.Errorf("%d of %d stances, the last %q", len(c.History), c.Told, c.Stance)
	}
}

// Thirty issues by twelve parties stay within the weight of a page; what has no room is counted and can be had.
func TestMatrixIsBounded(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	page := get(handler(t, took(rng, 3600, 12, 30)), "/positions").Body
	t.Logf("30 issues × 12 parties with 3,600 stances: %d bytes", page.Len())
	if page.Len() > 150<<10 {
		t.Errorf("%d bytes", page.Len())
	}
	h := handler(t, took(rng, 2600, 20, 65))
	first, last := get(h, "/positions").Body.String(), get(h, "/positions?issues=3").Body.String()
	if !strings.Contains(first, "Issues 1–30 of 65") || !strings.Contains(first, "8 more can be chosen") || !strings.Contains(last, "Issues 61–65 of 65") {
		t.Error("what has no room is not told")
	}
	if w := get(h, "/positions?issues=0"); w.Code != 400 {
		t.Errorf("page 0 of the matrix: %d", w.Code)
	}
}

// A change between two days has the last word before each of them.
func TestChanges(t *testing.T) {
	h := handler(t, invented())
	body := get(h, "/positions/changes?from=2031-06-05&to=2031-06-17").Body.String()
	for _, want := range []string{"we put the June paper on the table", "anything can be discussed", "moved", "On 2031-06-05", "first stance"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q", want)
		}
	}
	var m changeModel
	if err := json.Unmarshal(get(h, "/positions/changes.json?kind=moved").Body.Bytes(), &m); err != nil || len(m.Rows) != 1 || m.Rows[0].Before.Stance != "for" || m.Rows[0].After.Stance != "open" || m.From != ymd(6, 3) || m.To != ymd(6, 17) {
		t.Errorf("%v %+v", err, m)
	}
	for target, want := range map[string]int{"/positions/changes.csv": 2, "/positions/changes.csv?from=2031-06-03": 4} {
		if lines := strings.Count(get(h, target).Body.String(), "\r\n"); lines != want {
			t.Errorf("%s: %d lines of CSV, want %d", target, lines, want)
		}
	}
	for target, want := range map[string]int{"/positions/changes?from=2031-06-05&to=2031-06-04": 400, "/positions/changes?from=x": 400, "/positions/changes?to=1999-01-01": 200, "/positions/changes?from=2099-01-01": 200} {
		if w := get(h, target); w.Code != want {
			t.Errorf("%s: %d, want %d", target, w.Code, want)
		}
	}
	if body := get(handler(t, &inMemory{rec: &parley.Record{}}), "/positions/changes").Body.String(); !strings.Contains(body, "Nothing here yet") {
		t.Error("an empty record has changes")
	}
}

// Without a day from, a stand is compared with the first that was told of it, whenever that was; what was told of one day only is counted.
func TestChangesEver(t *testing.T) {
	day := func(party string, d int, s string) *stance {
		out := &stance{Party: ref{ID: party}, Issue: "i", Stance: s}
		if d > 0 {
			out.When = parley.Day(ymd(6, d))
		}
		return out
	}
	f := changesFound{changeModel: changeModel{Ever: true, From: ymd(6, 1), To: ymd(6, 20)}}
	f.find([][]*stance{
		{day("a", 0, "against"), day("a", 4, "for"), day("a", 9, "for"), day("a", 18, "against")},
		{day("b", 5, "against"), day("b", 5, "for")},
		{day("c", 7, "for"), day("c", 25, "against")},
		{day("d", 0, "for")},
	})
	if f.Once != 2 || f.Turned != 1 || f.rows.n != 1 {
		t.Fatalf("%d told once, %d turned, %d rows", f.Once, f.Turned, f.rows.n)
	}
	if r := f.rows.row(0); r.Party.ID != "a" || r.Before.day() != ymd(6, 4) || r.After.day() != ymd(6, 18) {
		t.Errorf("%+v", r)
	}
	body := get(handler(t, invented()), "/positions/changes").Body.String()
	for _, want := range []string{`<th scope="col">First told</th>`, "than when a stand was first told", "told of one day only", `name="from" type="date" value=""`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q", want)
		}
	}
}

// Whatever was told: between a day and itself nothing changes but nothing; a turn one way is a turn the other way round; before and after are what stood then.
func TestChangeProperties(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		var in []*stance
		for range 1 + rng.IntN(9) {
			s := &stance{Party: ref{ID: "a"}, Issue: "i", Stance: []string{"for", "against", "open", "commits"}[rng.IntN(4)]}
			if rng.IntN(5) > 0 {
				s.When = parley.Day(ymd(time.March, 1+rng.IntN(28)))
			}
			in = append(in, s)
		}
		slices.SortStableFunc(in, func(a, b *stance) int { return int(a.day()) - int(b.day()) })
		from := ymd(time.March, 1+rng.IntN(28))
		m := changeModel{From: from, To: from}
		if r, ok := m.between(in); ok {
			t.Fatalf("between a day and itself: %+v", r)
		}
		m.To += parley.Date(rng.IntN(20))
		r, ok := m.between(in)
		if !ok {
			continue
		}
		if r.After.day() > m.To || r.After.day() <= from || r.Before != nil && r.Before.day() > from {
			t.Fatalf("%s to %s: %+v", m.From, m.To, r)
		}
		if (r.Before == nil) != (r.Kind == "new") || r.Kind == "turned" && r.Before.leaning() != -r.After.leaning() {
			t.Fatalf("%+v", r)
		}
	}
}

package web

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// Figures that cannot both stand are claims of one quantity, in order of time, on one scale; the page of the quantity has these and no others.
func TestQuantity(t *testing.T) {
	h := handler(t, invented())
	var m figureList
	if err := json.Unmarshal(get(h, "/figures.json").Body.Bytes(), &m); err != nil {
		t.Fatal(err)
	}
	if len(m.Quantities) != 1 {
		t.Fatalf("%d quantities: %+v", len(m.Quantities), m.Quantities)
	}
	q := m.Quantities[0]
	if q.What != "passengers: 400 to 1,200" || q.Claims != 2 || len(q.Conflicts) != 1 || q.Rows[0].Value != "more than 1,200" || q.Rows[1].Value != "almost 400" {
		t.Errorf("%+v", q)
	}
	if q.Scale.Low != 0 || q.Scale.High < 1200 {
		t.Errorf("scale %+v", q.Scale)
	}
	body := get(h, "/figures").Body.String()
	for _, want := range []string{`id="` + q.ID + `"`, `href="/figures?quantity=` + q.ID + `"`, `href="/conflicts?id=c2"`, "claimed more than once", "on a scale from 0 to"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	if n, ids := rowsOf(t, h, "/figures.json?quantity="+q.ID); n != 2 {
		t.Errorf("the page of the quantity has %v", ids)
	}
	if lines := strings.Count(get(h, "/figures.csv?quantity="+q.ID).Body.String(), q.ID); lines != 2 {
		t.Errorf("%d lines of CSV name the quantity", lines)
	}
	if w := get(h, "/figures?quantity=q-none"); w.Code != 200 || !strings.Contains(w.Body.String(), "Nothing fits") {
		t.Errorf("a quantity that is not there: %d", w.Code)
	}
}

// The address of a quantity holds, whichever of its claims it is named by.
func TestQuantityKeepsItsAddress(t *testing.T) {
	m := invented()
	h := handler(t, m)
	for _, i := range []int{0, 1} {
		if n, _ := rowsOf(t, h, "/figures.json?quantity="+quantityID(key{m.rec.Reports[i].ID, "f1"})); n != 2 {
			t.Errorf("by the claim of %s: %d", m.rec.Reports[i].File, n)
		}
	}
}

func f64(v float64) *float64 { return &v }

// The shape says how a figure is meant.
func TestGauge(t *testing.T) {
	s := scale{0, 100, false}
	for _, c := range []struct {
		low, high *float64
		q         parley.Qualifier
		want      gauge
	}{
		{f64(50), f64(50), parley.Exact, gauge{From: 5000, To: 5000}},
		{f64(25), f64(75), parley.Exact, gauge{From: 2700, To: 7300}},
		{f64(50), f64(50), parley.About, gauge{From: 5000, To: 5000, Hollow: true}},
		{f64(50), nil, parley.Almost, gauge{From: 5000, To: 5000, Hollow: true}},
		{f64(50), nil, parley.AtLeast, gauge{From: 5000, To: 5000, OpenRight: true}},
		{f64(50), nil, parley.MoreThan, gauge{From: 5000, To: 5000, OpenRight: true, Hollow: true}},
		{nil, f64(50), parley.UpTo, gauge{From: 5000, To: 5000, OpenLeft: true}},
		{nil, f64(50), parley.LessThan, gauge{From: 5000, To: 5000, OpenLeft: true, Hollow: true}},
		{nil, nil, parley.About, gauge{None: true}},
		{f64(-1e300), f64(1e300), parley.Exact, gauge{From: 400, To: 9600}},
	} {
		if got := s.gauge(&figureRow{Low: c.low, High: c.high, Qualifier: c.q}); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.q, got, c.want)
		}
	}
}

// A scale has round ends with every number between them, and greater numbers are never further to the left.
func TestScale(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	for range 2000 {
		var rows []figureRow
		for range 1 + rng.IntN(6) {
			v := math.Pow(10, rng.Float64()*12-3)
			if rng.IntN(9) == 0 {
				v = -v
			}
			if rng.IntN(9) == 0 {
				v = 0
			}
			rows = append(rows, figureRow{Low: &v})
		}
		s := scaleOf(rows)
		for _, a := range rows {
			if *a.Low < s.Low-1e-9 || *a.Low > s.High*(1+1e-9)+1e-9 {
				t.Fatalf("%v lies outside %+v", *a.Low, s)
			}
			for _, b := range rows {
				if *a.Low < *b.Low && s.at(*a.Low) > s.at(*b.Low) {
					t.Fatalf("%v stands right of %v on %+v", *a.Low, *b.Low, s)
				}
			}
		}
	}
	for _, c := range []struct {
		low, high float64
		want      scale
	}{{12, 40, scale{0, 40, false}}, {400, 1200, scale{0, 1500, false}}, {3, 90_000, scale{1, 100_000, true}}, {950, 1000, scale{900, 1000, false}}, {0, 0, scale{0, 1, false}}} {
		if got := scaleOf([]figureRow{{Low: &c.low, High: &c.high}}); c.low > 0 && got != c.want || got.High <= got.Low {
			t.Errorf("%v to %v: %+v, want %+v", c.low, c.high, got, c.want)
		}
	}
}

// A page of figures is light, whatever is claimed how often.
func TestFiguresWeight(t *testing.T) {
	for name, m := range map[string]*inMemory{"pressed": pressed(300, 20), "one story": pressed(200, 1), "hostile": hostile()} {
		h := handler(t, m)
		for _, a := range []string{"/figures", "/figures?page=2", "/figures?page=99"} {
			if w := get(h, a); w.Code != 200 || w.Body.Len() > mostPage {
				t.Errorf("%s %s: %d, %d bytes", name, a, w.Code, w.Body.Len())
			}
		}
	}
}

// TestWhatOf: a unit that another has in it is told once.
func TestWhatOf(t *testing.T) {
	for want, units := range map[string][]string{"people killed": {"people killed", "people killed", "killed"}, "people killed, dead": {"people killed", "people killed", "dead"}} {
		var rows []figureRow
		for _, u := range units {
			rows = append(rows, figureRow{Unit: u})
		}
		if got := whatOf(rows); got != want {
			t.Errorf("%q: %q, want %q", units, got, want)
		}
	}
}

package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/parley-press/parley"
)

// lived is the invented dossier with a truce of which a voice names stretches of days, closed and open, and another tells something out of order.
func lived() *inMemory {
	m := invented()
	rec := *m.rec
	rec.Instruments = append([]parley.Instrument(nil), m.rec.Instruments...)
	truce := &rec.Instruments[1]
	post := truce.History[0].Report
	step := func(st parley.InstrumentState, who string, from, to parley.Date) parley.Step {
		s := truce.History[0]
		s.State, s.AccordingTo, s.When = st, who, nil
		if from.Known() || to.Known() {
			s.When = &parley.Interval{From: from, To: to}
		}
		return s
	}
	truce.History = append(append([]parley.Step(nil), truce.History...),
		step(parley.StateInForce, "veska", ymd(6, 10), ymd(6, 14)), step(parley.StateInForce, "orsa", ymd(6, 11), 0),
		step(parley.StateOffered, "orsa", 0, ymd(6, 9)), step(parley.StateCalledOff, "veska", ymd(9, 1), ymd(9, 1)),
		step(parley.StateInForce, "veska", ymd(6, 10), ymd(6, 14)))
	truce.History[len(truce.History)-2].Odd = true
	truce.Terms = []parley.Member{{Report: post, Passage: parley.Passage{Text: "No tug leaves the pier"}}, {Report: post, Passage: parley.Passage{Text: "no tug  leaves the pier"}}}
	return &inMemory{rec: &rec, texts: m.texts, raw: m.raw}
}

// The page of an instrument tells each step as a mark in the lane of its voice, in a sentence and in a row, with its days and what is contested in words.
func TestInstrumentLife(t *testing.T) {
	h := handler(t, lived())
	truce := get(h, "/instruments/harbour-truce").Body.String()
	for _, want := range []string{"No tug leaves the pier", `<title>in force 2031-06-10 – 06-14, says Veska through Riverton Post, and 1 more step of that day</title>`, "2 times",
		`<title>in force from 2031-06-11, says Orsa through Riverton Post</title>`, `<title>offered until 2031-06-09, says Orsa through Riverton Post</title>`, "does not follow from what this voice told before",
		`class="span"`, "days without a step left out", "in force ×2", `<text class="sign" x="`} {
		if !strings.Contains(truce, want) {
			t.Errorf("the page of the truce has no %q", want)
		}
	}
	if n := strings.Count(truce, "o tug "); n != 1 {
		t.Errorf("one term told twice stands %d times", n)
	}
	paper := get(h, "/instruments/june-paper").Body.String()
	for _, want := range []string{"withdrawn ⇹ contested", "existence denied", `aria-label="Lowport Gazette (own account)"`, "no day known", "dashed sign"} {
		if !strings.Contains(paper, want) {
			t.Errorf("the page of the paper has no %q", want)
		}
	}
	if strings.Contains(paper, "offered ⇹") {
		t.Error("a step that nobody disputes is shown as contested")
	}
}

// The twins of an instrument's page have its steps, and what is narrowed on the page is narrowed in them.
func TestInstrumentTwins(t *testing.T) {
	h := handler(t, lived())
	for target, want := range map[string]int{"/instruments/harbour-truce.csv": 8, "/instruments/harbour-truce.csv?state=in-force": 4, "/instruments/harbour-truce.csv?voice=orsa": 3} {
		if w := get(h, target); w.Code != 200 || strings.Count(w.Body.String(), "\r\n") != want {
			t.Errorf("%s: %d, %d lines, %d are asked\n%s", target, w.Code, strings.Count(w.Body.String(), "\r\n"), want, w.Body)
		}
	}
	var m instrumentModel
	if err := json.Unmarshal(get(h, "/instruments/harbour-truce.json?per=2&page=2").Body.Bytes(), &m); err != nil || len(m.Steps) != 2 || m.List.Total != 7 || len(m.Lanes) != 3 {
		t.Errorf("%v %d steps of %d, %d lanes", err, len(m.Steps), m.List.Total, len(m.Lanes))
	}
	var l instrumentList
	if err := json.Unmarshal(get(h, "/instruments.json").Body.Bytes(), &l); err != nil || !l.Rows[0].Open || l.Rows[1].Open {
		t.Errorf("the contested one is not the first: %v %+v", err, l.Rows)
	}
	for target, want := range map[string]int{"/instruments.json?party=orsa": 2, "/instruments.json?kind=ceasefire": 1, "/instruments.json?party=harland&contested=yes": 1} {
		if n, _ := rowsOf(t, h, target); n != want {
			t.Errorf("%s: %d rows, want %d", target, n, want)
		}
	}
}

// someSteps invents steps of n voices.
func someSteps(rng *rand.Rand, n, voices int) []stepRow {
	states := []parley.InstrumentState{parley.StateOffered, parley.StateExistenceDenied, parley.StateInForce}
	var out []stepRow
	for range n {
		s := stepRow{State: states[rng.IntN(len(states))], Href: "/x", Report: reportRef{Outlet: "Riverton Post"}}
		s.Voice = voice{Outlet: "Riverton Post", Who: ref{ID: "p", Name: "P"}, Party: ref{ID: fmt.Sprint("p", rng.IntN(voices)), Name: fmt.Sprint("Party ", rng.IntN(voices))}}
		d := parley.NewDate(2031, 1, 1) + parley.Date(rng.IntN(40)*rng.IntN(40))
		switch rng.IntN(6) {
		case 0:
		case 1:
			s.Day = d
		case 2:
			s.When = &parley.Interval{From: d}
		case 3:
			s.When = &parley.Interval{To: d}
		case 4:
			s.When = &parley.Interval{From: d, To: d + parley.Date(rng.IntN(9))}
		case 5:
			s.When = parley.Day(d)
		}
		s.Day = s.When.First(s.Day)
		out = append(out, s)
	}
	return byDay(out)
}

// byDay orders steps by day, undated ones last.
func byDay(steps []stepRow) []stepRow {
	return ordered(steps, func(s stepRow) parley.Date {
		if !s.Day.Known() {
			return 1 << 30
		}
		return s.Day
	}, cmp.Compare)
}

// Of any steps, each is drawn or counted as not drawn, every mark lies in the drawing, no two that can be pressed lie on each other, and later days are not
// left of earlier ones.
func TestChartProperties(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 9))
	for range 400 {
		steps := someSteps(rng, 1+rng.IntN(60), 1+rng.IntN(40))
		c := newChart(steps, "/instruments/x")
		drawn := 0
		for _, l := range c.Lanes {
			for i, m := range l.Marks {
				drawn += m.N
				if m.X < 0 || m.X > c.Width || m.Y < l.Top || m.Y > c.Bottom || m.From < 0 || m.To > c.Width || m.Hit.Width < 24 || m.From > m.To {
					t.Fatalf("a mark outside: %+v in %d×%d", m, c.Width, c.Bottom)
				}
				for _, o := range l.Marks[:i] {
					if o.row == m.row && o.Hit.X < m.Hit.X+m.Hit.Width && m.Hit.X < o.Hit.X+o.Hit.Width {
						t.Fatalf("%+v lies on %+v", m, o)
					}
				}
			}
		}
		if drawn+c.Rest != len(steps) {
			t.Fatalf("%d drawn and %d not, of %d", drawn, c.Rest, len(steps))
		}
		a := newAxis(steps)
		a.spread(0, 900)
		for i := 1; i < len(a.days); i++ {
			if a.x(a.days[i]) < a.x(a.days[i-1]) {
				t.Fatalf("%s is left of %s", a.days[i], a.days[i-1])
			}
		}
	}
	if c := newChart(nil, ""); c != nil {
		t.Error("nothing is drawn as something")
	}
}

// More voices than have room are counted, not dropped; a long silence is cut.
func TestChartLimits(t *testing.T) {
	var steps []stepRow
	for i := range 60 {
		for range 1 + i%3 {
			steps = append(steps, stepRow{State: parley.StateBacked, Day: ymd(time.June, 1) + parley.Date(i%7), Voice: voice{Party: ref{ID: fmt.Sprint(i), Name: fmt.Sprint(i)}}})
		}
	}
	c := newChart(byDay(steps), "/x")
	if len(c.Lanes) != mostDrawn || c.RestLanes != 60-mostDrawn || c.Rest == 0 {
		t.Errorf("%d lanes drawn, %d lanes with %d steps not", len(c.Lanes), c.RestLanes, c.Rest)
	}
	c = newChart(byDay(append(steps[:len(steps):len(steps)], stepRow{State: parley.StateVetoed, Day: ymd(time.June, 1) - 9000})), "/x")
	if len(c.Breaks) != 1 {
		t.Errorf("twenty-five years of silence are not cut: %v", c.Breaks)
	}
}

// Voices that assert one state of one day stand in one sentence; who says it twice is counted.
func TestAssertions(t *testing.T) {
	var steps []stepRow
	for i := range 12 {
		steps = append(steps, stepRow{State: parley.StateBacked, When: parley.Day(ymd(6, 1)), Day: ymd(6, 1), Voice: voice{Who: ref{Name: fmt.Sprint(i / 2)}, Party: ref{ID: fmt.Sprint(i / 2), Name: "x"}}})
	}
	steps = append(steps, stepRow{State: parley.StateBacked, Day: ymd(6, 1), Voice: voice{Own: true, Outlet: "Post"}})
	got := assertions(steps)
	if len(got) != 2 || len(got[0].Voices) != mostSpeakers || got[0].More != 0 || got[0].Voices[0].Times != 2 || got[1].When != nil {
		t.Errorf("%+v", got)
	}
}

// Words that name a paper, its terms and its narrated steps are places in the reader that the page of the paper opens, and are lit when it does.
func TestPaperWordsOpen(t *testing.T) {
	m := invented()
	m.rec.Instruments[1].Terms = []parley.Member{{Report: m.rec.Reports[0].ID, Finding: "i1", Passage: m.rec.Instruments[1].History[0].Passage}}
	h := handler(t, m)
	n := 0
	for _, i := range m.rec.Instruments {
		var page instrumentModel
		if err := json.Unmarshal(get(h, "/instruments/"+i.ID+".json").Body.Bytes(), &page); err != nil {
			t.Fatal(err)
		}
		hrefs := map[string]bool{}
		for _, tell := range page.Mentions {
			hrefs[tell.Href] = true
		}
		for _, tell := range page.Terms {
			hrefs[tell.Told[0].Href] = true
		}
		for _, s := range page.Steps {
			hrefs[s.Href] = true
		}
		for href := range hrefs {
			report, id, _ := strings.Cut(href, "#")
			if !strings.Contains(get(h, report).Body.String(), `id="`+id+`"`) {
				t.Errorf("%s opens nothing", href)
			}
			if css := get(h, report+"/marks.css").Body.String(); !strings.Contains(css, "#"+id+":target") {
				t.Errorf("%s is not lit", href)
			}
			n++
		}
	}
	if n < 8 {
		t.Errorf("%d addresses were followed", n)
	}
}

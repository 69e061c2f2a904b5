package web

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"net/url"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
	"github.com/parley-press/parley/internal/record/recordtest"
)

// mostPage is what a page may weigh.
const mostPage = 150 << 10

// pressed is the record of n reports that recordtest invents.
func pressed(n, stories int) *inMemory {
	f, names := record.NewFolder("invented", 0), map[parley.ReportID][]string{}
	p := recordtest.NewPress(5, stories)
	for i := range n {
		r := p.Report(i, 0)
		f.Put(r)
		names[r.Report] = []string{fmt.Sprint("report", i, ".txt")}
	}
	return &inMemory{rec: f.Record(names, nil, nil)}
}

// crowd is a record with n lines on a few days: exact days, intervals, open ends and lines without a day.
func crowd(n, days int, words string) *inMemory {
	rng := rand.New(rand.NewPCG(3, uint64(n)))
	d := newDraft("crowd.txt", "Riverton Post", "2031-06-17", "body|Ana Roe said so.")
	rec := &parley.Record{Entities: []parley.Entity{}}
	for i := range 9 {
		rec.Entities = append(rec.Entities, parley.Entity{ID: fmt.Sprint("p", i), Name: fmt.Sprint("Party ", i, words), Type: parley.State})
	}
	types := []parley.EventType{"talks", "violation", "ceasefire", "vote", "proposal-made", "call"}
	states := []parley.Status{parley.Happened, parley.Planned, parley.Denied}
	for i := range n {
		by := fmt.Sprint("s", i+1)
		d.Statements = append(d.Statements, parley.Statement{Basis: parley.Basis{ID: by}, Source: &parley.Ref{Entity: fmt.Sprint("p", rng.IntN(9))},
			Content: []parley.Passage{d.at("so")}, Act: parley.Deny})
		at := ymd(6, 1) + parley.Date(rng.IntN(days))
		w := &parley.Interval{From: at, To: at}
		switch rng.IntN(8) {
		case 0:
			w.To += parley.Date(rng.IntN(20))
		case 1:
			w.From = 0
		case 2:
			w.To = 0
		case 3:
			w = &parley.Interval{}
		}
		e := parley.Event{Basis: parley.Basis{ID: fmt.Sprint("e", i+1)}, Type: types[rng.IntN(6)], Status: states[rng.IntN(3)], AssertedBy: by, When: w}
		d.Events = append(d.Events, e)
		rec.Chronology = append(rec.Chronology, parley.ChronologyLine{From: w.From, To: w.To, What: fmt.Sprint(e.Type, " ", i, words),
			Members: []parley.Member{d.member(e.ID, "", fmt.Sprint("p", rng.IntN(9)), "so")}})
	}
	rec.Reports = []parley.ReportEntry{d.ReportEntry}
	return &inMemory{rec: rec}
}

// strips are the strips of dossiers of many sizes, at every zoom.
func strips(t *testing.T) map[string]*strip {
	t.Helper()
	out := map[string]*strip{}
	for name, m := range map[string]*inMemory{
		"invented": invented(), "hostile": hostile(), "one": crowd(1, 1, ""), "20": crowd(20, 30, ""), "20 on a day": crowd(20, 1, ""),
		"700": crowd(700, 500, ""), "10000": crowd(10_000, 3000, ""), "10000 on a day": crowd(10_000, 1, ""), "wide letters": crowd(200, 40, strings.Repeat("漢", 60)),
		"pressed": pressed(120, 12),
	} {
		x, err := newIndex(m.rec, m)
		if err != nil {
			t.Fatal(err)
		}
		for i, z := range []string{"", "zoom=whole", "zoom=month", "zoom=year", "zoom=week", "zoom=day", "from=2031-06-01&to=2031-06-14", "zoom=month&party=p1"} {
			if i > 2 && len(m.rec.Chronology) > 5000 {
				continue
			}
			q, _ := url.ParseQuery(z)
			p, err := timeline(t.Context(), &request{index: x, path: "/timeline", q: q})
			if err != nil {
				t.Fatal(err)
			}
			out[name+" "+z] = p.Body.(timelineModel).Strip
		}
	}
	return out
}

// No two marks of a lane stand in one place, none leaves the picture, and each line of a lane is drawn or counted once.
func TestMarksDoNotOverlap(t *testing.T) {
	drawn := 0
	for name, s := range strips(t) {
		if s == nil {
			continue
		}
		for _, p := range s.Pictures {
			for _, l := range p.Lanes {
				n, top, rows := 0, l.NameY, map[int][]sign{}
				for _, g := range l.Signs {
					n += g.N
					rows[g.Y] = append(rows[g.Y], g)
					if g.Y-signSize/2 < top || g.Y+signSize/2 > l.EndY || g.x0 < 0 || g.x1 > p.Least {
						t.Errorf("%s, %s, %s: a mark at %d–%d, %d leaves its lane", name, p.Class, l.Name, g.x0, g.x1, g.Y)
					}
					if strings.TrimSpace(g.Title) == "" || g.Href == "" {
						t.Errorf("%s, %s: a mark without name or address", name, l.Name)
					}
				}
				if n != l.N || n == 0 {
					t.Errorf("%s, %s, %s: %d lines, %d of them drawn or counted", name, p.Class, l.Name, l.N, n)
				}
				for _, r := range rows {
					sort.Slice(r, func(i, j int) bool { return r[i].x0 < r[j].x0 })
					for i := 1; i < len(r); i++ {
						if r[i].x0 < r[i-1].x1 {
							t.Fatalf("%s, %s, %s: marks at %d–%d and %d–%d", name, p.Class, l.Name, r[i-1].x0, r[i-1].x1, r[i].x0, r[i].x1)
						}
					}
					drawn += len(r)
				}
			}
		}
	}
	if drawn < 1000 {
		t.Errorf("only %d marks were looked at", drawn)
	}
}

// A page is light, whatever the number of lines.
func TestTimelineWeight(t *testing.T) {
	for name, m := range map[string]*inMemory{"empty": {rec: &parley.Record{}}, "1": crowd(1, 1, ""), "10000": crowd(10_000, 3000, ""), "a day": crowd(10_000, 1, ""),
		"hostile": crowd(500, 60, payload), "pressed": pressed(120, 12), "one story": pressed(120, 1)} {
		h := handler(t, m)
		for _, a := range []string{"/timeline", "/timeline?zoom=whole", "/timeline?zoom=month&at=2031-06", "/timeline?zoom=day&at=2031-06-01", "/timeline?q=" + strings.Repeat("%26", 190) + "&type=talks",
			"/timeline?zoom=month&at=2031-06" + strings.Repeat("&outlet=Riverton+Post%22%3C", 40)} {
			if w := get(h, a); w.Code != 200 || w.Body.Len() > mostPage {
				t.Errorf("%s %.60s: %d, %d bytes", name, a, w.Code, w.Body.Len())
			}
		}
	}
}

// signsOf are the marks of a page, as links.
func signsOf(t *testing.T, body string) (out []*html.Node) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	(&checker{t: t}).walk(root, func(n *html.Node) {
		if n.Data == "a" && strings.HasPrefix(attr(n, "class"), "sign ") {
			out = append(out, n)
		}
	})
	return out
}

// Every mark has a name, and leads to its words or to as many lines as it says.
func TestMarksLead(t *testing.T) {
	for name, m := range map[string]*inMemory{"invented": invented(), "crowd": crowd(400, 90, "")} {
		h := handler(t, m)
		counted := 0
		for _, n := range signsOf(t, get(h, "/timeline").Body.String()) {
			title, href := "", attr(n, "href")
			for k := n.FirstChild; k != nil; k = k.NextSibling {
				if k.Data == "title" {
					title = content(k)
				}
			}
			if strings.TrimSpace(title) == "" {
				t.Errorf("%s: a mark to %s has no name", name, href)
			}
			if c := attr(n, "data-n"); c != "" {
				counted++
				path, q, _ := strings.Cut(href, "?")
				want, _ := strconv.Atoi(c)
				if got, _ := rowsOf(t, h, path+".json?"+q); got < want {
					t.Errorf("%s: %q leads to %d lines", name, title, got)
				}
				continue
			}
			if w := get(h, strings.Split(href, "#")[0]); name == "invented" && w.Code != 200 {
				t.Errorf("%s: %q leads to %s: %d", name, title, href, w.Code)
			}
		}
		if name == "crowd" && counted == 0 {
			t.Error("nothing was counted")
		}
	}
}

// The address says which days are shown, in the picture and in the table.
func TestZoom(t *testing.T) {
	h := handler(t, invented())
	for _, c := range []struct {
		query, from, to string
		total           int
	}{
		{"", "2031-06-03", "2031-06-22", 5},
		{"zoom=whole", "2031-06-03", "2031-06-22", 5},
		{"zoom=year&at=2031", "2031-01-01", "2031-12-31", 4},
		{"zoom=month&at=2031-06", "2031-06-01", "2031-06-30", 4},
		{"zoom=month&at=2031-06-16", "2031-06-01", "2031-06-30", 4},
		{"zoom=month", "2031-06-01", "2031-06-30", 4},
		{"zoom=week&at=2031-06-04", "2031-06-02", "2031-06-08", 1},
		{"zoom=day&at=2031-06-21", "2031-06-21", "2031-06-21", 1},
		{"zoom=day&at=2031-06-03&party=harland", "2031-06-03", "2031-06-03", 1},
		{"from=2031-06-09&to=2031-06-12", "2031-06-09", "2031-06-12", 1},
		{"zoom=year&at=1999", "1999-01-01", "1999-12-31", 0},
	} {
		var m struct {
			List struct{ Total, Of int }
			View struct {
				From, To       string
				Earlier, Later int
				Undated        int `json:"without_day"`
			}
		}
		w := get(h, "/timeline.json?"+c.query)
		if err := json.Unmarshal(w.Body.Bytes(), &m); err != nil {
			t.Fatal(c.query, err, w.Body)
		}
		if m.View.From != c.from || m.View.To != c.to || m.List.Total != c.total || m.List.Of != 5 {
			t.Errorf("%s: %+v, want %s to %s with %d lines", c.query, m, c.from, c.to, c.total)
		}
		lines := strings.Count(get(h, "/timeline.csv?"+c.query).Body.String(), "\r\n")
		if lines == 1 != (c.total == 0) {
			t.Errorf("%s: %d lines of CSV", c.query, lines)
		}
	}
	for _, bad := range []string{"zoom=century", "zoom=day&at=x", "zoom=day&at=2031-02-31", "zoom=month&at=2031-", "zoom=year&at=-5"} {
		if w := get(h, "/timeline?"+bad); w.Code != 400 {
			t.Errorf("%s: %d", bad, w.Code)
		}
	}
}

// The ways to earlier and later days lead to days with lines, never to empty ones.
func TestZoomWays(t *testing.T) {
	h := handler(t, crowd(30, 400, ""))
	seen := map[string]bool{}
	for at := "/timeline?zoom=week&at=2031-06-01"; at != "" && !seen[at]; {
		seen[at] = true
		root, err := html.Parse(strings.NewReader(get(h, at).Body.String()))
		if err != nil {
			t.Fatal(err)
		}
		at = ""
		(&checker{t: t}).walk(root, func(n *html.Node) {
			if n.Data == "a" && attr(n, "rel") == "next" && n.Parent.Data == "p" {
				at = attr(n, "href")
			}
		})
		if at != "" {
			if n, _ := rowsOf(t, h, strings.Replace(at, "?", ".json?", 1)); n == 0 {
				t.Errorf("%s has no line", at)
			}
		}
	}
	if len(seen) < 10 {
		t.Errorf("only %d weeks: %v", len(seen), seen)
	}
}

// In a browser too no mark lies on another, from the narrowest window on.
func TestMarksInBrowser(t *testing.T) {
	ctx := browser(t)
	const overlaps = `(() => { const r = [...document.querySelectorAll(".sign")].map(a => a.getBoundingClientRect()).filter(b => b.width > 0);
		let n = 0; for (let i = 0; i < r.length; i++) for (let j = i + 1; j < r.length; j++) {
			const a = r[i], b = r[j]; if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1.5) n++ }
		return n * 10000 + r.length })()`
	srv := httptest.NewServer(handler(t, crowd(300, 60, "")))
	defer srv.Close()
	for _, width := range []int64{360, 800, 1130, 1280, 1920} {
		for _, a := range []string{"/timeline", "/timeline?zoom=week&at=2031-06-10", "/timeline?zoom=day&at=2031-06-10"} {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(srv.URL+a)); err != nil {
				t.Fatal(err)
			}
			n := eval[int](t, ctx, overlaps)
			if n >= 10000 || n == 0 {
				t.Errorf("%s at %d px: %d overlaps among %d marks", a, width, n/10000, n%10000)
			}
		}
	}
}

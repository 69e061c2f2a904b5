package web

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/search"
	"github.com/parley-press/parley/internal/store"
)

// A searchable is a record whose reports are in a store and can be found. Reports whose texts do not give their ids are not.
type searchable struct {
	*inMemory
	*store.Memory
}

// findable puts the places of a record's reports into a store, as the engine does.
func findable(t testing.TB, m *inMemory) *searchable {
	t.Helper()
	out := &searchable{m, store.NewMemory()}
	if m.rec == nil {
		return out
	}
	var locals []parley.LocalEntity
	for _, e := range m.rec.Entities {
		locals = append(locals, parley.LocalEntity{Basis: parley.Basis{ID: e.ID}, Name: e.Name, Aliases: e.Aliases, Type: e.Type})
	}
	at := time.Date(2031, 6, 20, 10, 0, 0, 0, time.UTC)
	for i, r := range m.rec.Reports {
		body := []byte(m.texts[r.ID].Content)
		if name := string(payload); strings.HasSuffix(string(body), name) {
			body = body[:len(body)-len(name)]
		}
		if parley.IDOf(body) != r.ID {
			continue
		}
		rd := store.Reading{Report: r.ID, Reader: "v1", Format: parley.PlainText}
		f := parley.Findings{Report: r.ID, Reader: "v1", Meta: r.Meta, Entities: locals, Statements: r.Statements, Events: r.Events, Figures: r.Figures}
		if _, err := out.AddReports(t.Context(), []parley.Report{{ID: r.ID, Names: []string{fmt.Sprint(i)}, Format: parley.PlainText, Bytes: body}}); err != nil {
			t.Fatal(err)
		}
		if err := out.AddFindings(t.Context(), []store.Found{{Reading: rd, Findings: f}}); err != nil {
			t.Fatal(err)
		}
		places := search.Places(&f, m.texts[r.ID])
		for j := range places { // the hostile dossier has NUL bytes, which a store refuses
			places[j].Finding, places[j].Text = strings.ReplaceAll(places[j].Finding, "\x00", ""), strings.ReplaceAll(places[j].Text, "\x00", "")
		}
		if err := out.AddPlaces(t.Context(), []store.Placed{{Reading: rd, At: at.Add(time.Duration(i) * time.Minute), Places: places}}); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func (s *searchable) Look(ctx context.Context, a store.Ask) ([]store.Hit, bool, error) {
	a.Reader = "v1"
	return s.Memory.Look(ctx, a)
}

func (s *searchable) Ready(ctx context.Context) error { return s.Memory.Ready(ctx, "v1") }

func (s *searchable) Arrivals(ctx context.Context, limit int) ([]store.Arrival, error) {
	return s.Memory.Arrivals(ctx, "v1", limit)
}

func searched(t *testing.T, h http.Handler, q string, more ...string) (total int, rows []resultRow) {
	t.Helper()
	v := url.Values{"q": {q}}
	for i := 0; i+1 < len(more); i += 2 {
		v.Add(more[i], more[i+1])
	}
	w := get(h, "/search.json?"+v.Encode())
	if w.Code != 200 {
		t.Fatalf("%s: %d %s", q, w.Code, w.Body)
	}
	var out struct {
		List struct{ Total int }
		Rows []resultRow
	}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	return out.List.Total, out.Rows
}

func TestSearch(t *testing.T) {
	h := handler(t, findable(t, invented()))
	for _, c := range []struct {
		q    string
		want int
		more []string
	}{
		{`truce`, 3, nil},
		{`TRUCE in:statements`, 1, nil},
		{`truce in:events`, 1, nil},
		{`"joint flag"`, 1, nil},
		{`"flag joint"`, 0, nil},
		{`withdraw* in:statements`, 2, nil},
		{`truce -harbour in:reports`, 1, nil},
		{`who:"ana roe" in:statements`, 3, nil},
		{`who:roe act:deny`, 1, nil},
		{`-who:roe in:statements`, 6, nil},
		{`(who:roe OR who:len) in:statements`, 7, nil},
		{`party:veska in:statements`, 4, nil},
		{`to:journalists`, 1, nil},
		{`act:deny OR act:accuse`, 2, nil},
		{`in:statements outlet:newswire`, 3, nil},
		{`in:reports agency:newswire outlet:"riverton post"`, 5, nil},
		{`type:ceasefire status:happened`, 1, nil},
		{`date:2031-06-10 in:events`, 1, nil},
		{`in:events date:2031-06-10..2031-06-12 OR type:talks`, 2, nil},
		{`conf:>0.6 in:statements`, 8, nil},
		{`conf:<0.6 in:statements`, 1, nil},
		{`1,200 in:figures`, 1, nil},
		{`ferry`, 3, []string{"in", "reports"}},
		{`ferry in:statements`, 1, []string{"outlet", "Lowport Gazette"}},
		{`in:statements`, 4, []string{"party", "veska"}},
		{`in:statements`, 2, []string{"party", "veska", "outlet", "Newswire"}},
		{`in:statements`, 1, []string{"act", "deny"}},
		{`in:events`, 1, []string{"type", "ceasefire"}},
		{`in:events`, 1, []string{"from", "2031-06-20"}},
		{``, 9, []string{"in", "statements"}},
		{``, 0, nil},
		{`zzz`, 0, nil},
	} {
		if got, rows := searched(t, h, c.q, c.more...); got != c.want {
			var s []string
			for _, r := range rows {
				s = append(s, r.Report.File+" "+r.Kind+" "+r.ID)
			}
			t.Errorf("%s %v: %d passages, want %d: %v", c.q, c.more, got, c.want, s)
		}
	}
}

// TestSearchLit: the words are lit, the best match is first, and the page says how it is ordered.
func TestSearchLit(t *testing.T) {
	h := handler(t, findable(t, invented()))
	_, rows := searched(t, h, `"joint flag" OR crossings`)
	for _, r := range rows {
		n := 0
		for _, p := range r.Words {
			if p.Lit {
				n++
				if s := strings.ToLower(p.Text); s != "joint flag" && s != "crossings" {
					t.Errorf("%q is lit", p.Text)
				}
			}
		}
		if n == 0 {
			t.Errorf("%s %s: nothing is lit", r.Kind, r.ID)
		}
	}
	for i := 1; i < len(rows); i++ {
		if rows[i].Weight > rows[i-1].Weight {
			t.Errorf("row %d weighs more than the one before", i)
		}
	}
	body := get(h, "/search?q=truce").Body.String()
	for _, want := range []string{`<mark class="lit">truce</mark>`, "Best match first", `href="/search.atom?q=truce"`, `value="truce"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not have %s", want)
		}
	}
	if body := get(h, "/search?q=truce&sort=date").Body.String(); !strings.Contains(body, "The latest day first") {
		t.Error("the order by day is not told")
	}
	if w := get(h, "/search.csv?q=truce"); strings.Count(w.Body.String(), "\r\n") != 4 {
		t.Errorf("the table: %s", w.Body)
	}
}

// TestSearchRefused: what cannot be asked is answered with its place, at once.
func TestSearchRefused(t *testing.T) {
	h := handler(t, findable(t, invented()))
	for q, want := range map[string]string{
		`((((((`: "at character 6", `"truce`: "at character 1", `*`: "at character 1", `NEAR/999999`: "at character 1", `who:`: "at character 5",
		strings.Repeat("a", 5000): "at character 1001",
	} {
		for _, ext := range []string{"", ".json", ".csv", ".atom"} {
			start := time.Now()
			w := get(h, "/search"+ext+"?"+url.Values{"q": {q}}.Encode())
			if w.Code != 400 || !strings.Contains(w.Body.String(), want) {
				t.Errorf("%.20s%s: %d %.200s", q, ext, w.Code, w.Body)
			}
			if d := time.Since(start); d > 500*time.Millisecond {
				t.Errorf("%.20s: %v", q, d)
			}
		}
	}
	if w := get(h, "/search?q="+strings.Repeat("a", 1<<20)); w.Code != 414 || !strings.Contains(w.Body.String(), "8 kB") {
		t.Errorf("a query of 1 MB: %d %.200s", w.Code, w.Body)
	}
	for _, a := range []string{"/search?q=a&sort=best", "/search?q=a&after=x", "/search?q=a&from=x", "/search?q=a&who=" + strings.Repeat("x&who=", 60)} {
		if w := get(h, a); w.Code != 400 {
			t.Errorf("%s: %d", a, w.Code)
		}
	}
	if w := get(handler(t, invented()), "/search?q=a"); w.Code != 404 {
		t.Errorf("a record that cannot be searched: %d", w.Code)
	}
}

// TestSearchPages holds the pages of search against what every page must be, over every dossier.
func TestSearchPages(t *testing.T) {
	for name, m := range dossiers() {
		src := findable(t, m)
		h, err := New(src, Options{Title: "Ferry talks", Searches: src})
		if err != nil {
			t.Fatal(err)
		}
		if name == "hostile" {
			if err := src.SaveSearch(t.Context(), store.SavedSearch{Name: strings.ReplaceAll(payload, "\x00", "")[:99], Query: `q="><script>`}); err != nil {
				t.Fatal(err)
			}
		}
		for _, a := range []string{"/search", "/search?q=truce", "/search?q=script", "/search?q=in:events", "/search?q=in:figures&sort=date", "/search?q=%3E%3Cscript%3E", "/search?q=in:statements&who=x", "/search?q=zzz", "/search?q=((("} {
			w := get(h, a)
			if w.Code != 200 && !strings.Contains(a, "(((") {
				t.Errorf("%s %s: %d %s", name, a, w.Code, w.Body)
			}
			c := &checker{t: t, where: name + " " + a, ids: map[string]int{}}
			c.check(w.Body.String(), name != "hostile")
		}
	}
}

func post(h http.Handler, target string, form url.Values, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(form.Encode()))
	r.Host = "localhost:8080"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestSavedSearches(t *testing.T) {
	src := findable(t, invented())
	h, err := New(src, Options{Title: "Ferry talks", Searches: src})
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{"name": {"Truces <b>"}, "query": {"?q=truce&sort=date&page=3"}}
	for _, from := range [][2]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}} {
		if w := post(h, "/search/save", form, from[0], from[1]); w.Code != 403 {
			t.Errorf("from elsewhere (%v): %d", from, w.Code)
		}
	}
	if w := post(h, "/search/save", form, "Sec-Fetch-Site", "same-origin"); w.Code != 303 || w.Header().Get("Location") != "/search" {
		t.Fatalf("%d %s %s", w.Code, w.Header().Get("Location"), w.Body)
	}
	body := get(h, "/search").Body.String()
	for _, want := range []string{"Truces &lt;b&gt;", `href="/search?q=truce&amp;sort=date"`, `href="/search.atom?q=truce&amp;sort=date"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not have %s", want)
		}
	}
	if strings.Contains(body, "> new<") || strings.Contains(body, " new</a>") {
		t.Error("something is new right after saving")
	}
	if err := src.SaveSearch(t.Context(), store.SavedSearch{Name: "old", Query: "q=truce", Seen: 1}); err != nil {
		t.Fatal(err)
	}
	body = get(h, "/search").Body.String()
	total, _ := searched(t, h, "truce", "after", "1")
	if total == 0 || !strings.Contains(body, fmt.Sprintf(`href="/search?q=truce&amp;after=1">%d new</a>`, total)) {
		t.Errorf("%d new passages are not told:\n%s", total, body)
	}
	for _, bad := range []url.Values{{"name": {""}, "query": {"q=a"}}, {"name": {"x"}, "query": {""}}, {"name": {"x"}, "query": {"q=((("}}, {"name": {"x"}, "query": {"%zz"}}, {"name": {strings.Repeat("x", 20_000)}}} {
		if w := post(h, "/search/save", bad); w.Code != 400 {
			t.Errorf("%.40v: %d", bad, w.Code)
		}
	}
	if w := post(h, "/search/forget", url.Values{"name": {"old"}}); w.Code != 303 {
		t.Errorf("forgetting: %d", w.Code)
	}
	if w := post(h, "/search/forget", url.Values{"name": {"old"}}); w.Code != 404 {
		t.Errorf("forgetting again: %d", w.Code)
	}
	for _, a := range []string{"/search", "/statements", "/search/saved"} {
		if w := post(h, a, form); w.Code != 405 {
			t.Errorf("POST %s: %d", a, w.Code)
		}
	}
	if w := post(handler(t, src), "/search/save", form); w.Code != 405 {
		t.Errorf("pages that cannot save: %d", w.Code)
	}
}

// A readFeed is what a reader of feeds takes from one.
type readFeed struct {
	XMLName xml.Name
	ID      string `xml:"id"`
	Title   string `xml:"title"`
	Updated string `xml:"updated"`
	Author  struct {
		Name string `xml:"name"`
	} `xml:"author"`
	Links []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Entries []struct {
		ID       string `xml:"id"`
		Title    string `xml:"title"`
		Updated  string `xml:"updated"`
		Summary  string `xml:"summary"`
		Category struct {
			Term string `xml:"term,attr"`
		} `xml:"category"`
		Links []struct {
			Rel  string `xml:"rel,attr"`
			Href string `xml:"href,attr"`
		} `xml:"link"`
	} `xml:"entry"`
}

// feed reads a feed and holds it against what RFC 4287 asks of one.
func feed(t *testing.T, h http.Handler, target string) readFeed {
	t.Helper()
	w := get(h, target)
	if w.Code != 200 || w.Header().Get("Content-Type") != "application/atom+xml; charset=utf-8" {
		t.Fatalf("%s: %d %s %s", target, w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	var f readFeed
	d := xml.NewDecoder(w.Body)
	if err := d.Decode(&f); err != nil {
		t.Fatalf("%s: %v", target, err)
	}
	if f.XMLName.Space != "http://www.w3.org/2005/Atom" || f.XMLName.Local != "feed" || f.Title == "" || f.Author.Name == "" {
		t.Errorf("%s: %v, title %q, author %q", target, f.XMLName, f.Title, f.Author.Name)
	}
	iri := func(s string) {
		t.Helper()
		if u, err := url.Parse(s); err != nil || !u.IsAbs() {
			t.Errorf("%s: %q is no absolute address", target, s)
		}
	}
	stamp := func(s string) {
		t.Helper()
		if _, err := time.Parse(time.RFC3339, s); err != nil {
			t.Errorf("%s: %v", target, err)
		}
	}
	iri(f.ID)
	stamp(f.Updated)
	rels := map[string]bool{}
	for _, l := range f.Links {
		iri(l.Href)
		rels[l.Rel] = true
	}
	if !rels["self"] || !rels["alternate"] {
		t.Errorf("%s: links %v", target, f.Links)
	}
	seen := map[string]bool{}
	for _, e := range f.Entries {
		iri(e.ID)
		stamp(e.Updated)
		if seen[e.ID] {
			t.Errorf("%s: two entries have the id %s", target, e.ID)
		}
		seen[e.ID] = true
		if len(e.Links) != 1 || e.Links[0].Rel != "alternate" || strings.TrimSpace(e.Title) == "" {
			t.Errorf("%s: entry %+v", target, e)
			continue
		}
		iri(e.Links[0].Href)
		u, _ := url.Parse(e.Links[0].Href)
		if w := get(h, u.RequestURI()); w.Code != 200 {
			t.Errorf("%s: %s leads to %d", target, u, w.Code)
		}
	}
	return f
}

func TestFeeds(t *testing.T) {
	h := handler(t, findable(t, invented()))
	f := feed(t, h, "/changes.atom")
	kinds := map[string]int{}
	for _, e := range f.Entries {
		kinds[e.Category.Term]++
	}
	for _, k := range []string{"report", "conflict", "step"} {
		if kinds[k] == 0 {
			t.Errorf("no entry of kind %s: %v", k, kinds)
		}
	}
	again := feed(t, handler(t, findable(t, invented())), "/changes.atom")
	if fmt.Sprint(again) != fmt.Sprint(f) {
		t.Error("the same record gives another feed")
	}
	q := feed(t, h, "/search.atom?q=truce+in:statements")
	if len(q.Entries) != 1 || !strings.Contains(q.Entries[0].Summary, "truce must hold") {
		t.Errorf("entries of a search: %+v", q.Entries)
	}
	w := get(h, "/changes.atom")
	if w2 := get(h, "/changes.atom", "If-None-Match", w.Header().Get("ETag")); w2.Code != 304 {
		t.Errorf("the same feed again: %d", w2.Code)
	}
	if body := get(h, "/statements").Body.String(); !strings.Contains(body, `type="application/atom+xml" title="What is new in the record" href="/changes.atom"`) {
		t.Error("pages do not name the feed")
	}
	feed(t, handler(t, findable(t, &inMemory{rec: &parley.Record{}})), "/changes.atom")
	if w := get(handler(t, invented()), "/changes.atom"); w.Code != 404 {
		t.Errorf("a record that cannot be searched: %d", w.Code)
	}
}

// TestFeedHostile: text of reports stands in a feed as text.
func TestFeedHostile(t *testing.T) {
	src := findable(t, hostile())
	h, err := New(src, Options{Title: payload})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []string{"/changes.atom", "/search.atom?q=script", "/search.atom?" + url.Values{"q": {`"<script>"`}}.Encode()} {
		feed(t, h, a)
		body := get(h, a).Body.String()
		for _, bad := range []string{"<script", "<img", "\x1b", "\u202e", "\x00"} {
			if strings.Contains(body, bad) {
				t.Errorf("%s holds %q", a, bad)
			}
		}
	}
}

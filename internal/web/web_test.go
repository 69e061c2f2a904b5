package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// rowsOf asks for a JSON twin and gives the number chosen and the ids of the rows.
func rowsOf(t *testing.T, h http.Handler, target string) (total int, ids []string) {
	t.Helper()
	w := get(h, target)
	if w.Code != 200 {
		t.Fatalf("%s: %d %s", target, w.Code, w.Body)
	}
	var out struct {
		List struct{ Total int }
		Rows []struct {
			ID     string
			Report struct{ File string }
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatalf("%s: %v", target, err)
	}
	for _, r := range out.Rows {
		ids = append(ids, r.Report.File+" "+r.ID)
	}
	return out.List.Total, ids
}

func TestFilters(t *testing.T) {
	h := handler(t, invented())
	for _, c := range []struct {
		address string
		want    int
	}{
		{"/statements.json", 9},
		{"/statements.json?act=deny", 1},
		{"/statements.json?act=deny&act=accuse", 2},
		{"/statements.json?source=ana-roe", 3},
		{"/statements.json?party=veska", 4},
		{"/statements.json?party=veska&outlet=Newswire", 2},
		{"/statements.json?mode=direct", 2},
		{"/statements.json?addressee=journalists", 1},
		{"/statements.json?q=TRUCE", 1},
		{"/statements.json?q=ivo+len", 4},
		{"/statements.json?from=2031-06-16", 5},
		{"/statements.json?from=2031-06-15&to=&act=warn", 1},
		{"/statements.json?addressee=nobody", 0},
		{"/timeline.json?type=ceasefire", 1},
		{"/timeline.json?party=harland", 2},
		{"/timeline.json?status=planned", 1},
		{"/timeline.json?from=2031-06-10&to=2031-06-21", 3},
		{"/figures.json?of=passenger", 2},
		{"/conflicts.json?kind=denial", 1},
		{"/conflicts.json?id=c2", 1},
		{"/positions.json?stance=against", 1},
		{"/instruments.json?contested=yes", 1},
		{"/instruments.json?state=violated", 1},
		{"/entities.json?type=state&type=place", 4},
		{"/entities.json?named=no", 1},
		{"/reports.json?dated=unknown", 1},
		{"/reports.json?copy=yes", 1},
		{"/outlets.json?agency=Newswire", 2},
	} {
		if got, _ := rowsOf(t, h, c.address); got != c.want {
			t.Errorf("%s: %d rows, want %d", c.address, got, c.want)
		}
	}
}

// TestPaging walks through the pages of a list and demands each row once, in the order of the whole.
func TestPaging(t *testing.T) {
	h := handler(t, invented())
	_, all := rowsOf(t, h, "/statements.json")
	var walked []string
	for _, p := range []string{"1", "2", "3"} {
		_, ids := rowsOf(t, h, "/statements.json?per=4&page="+p)
		walked = append(walked, ids...)
	}
	if strings.Join(walked, ",") != strings.Join(all, ",") {
		t.Errorf("pages give %v\nthe whole %v", walked, all)
	}
	if _, last := rowsOf(t, h, "/statements.json?per=4&page=99"); len(last) != 1 {
		t.Errorf("a page after the last has %d rows", len(last))
	}
}

// TestFacetCounts follows every choice of every facet and demands as many rows as its count says.
func TestFacetCounts(t *testing.T) {
	h := handler(t, invented())
	for _, list := range []string{"/timeline", "/statements", "/positions", "/instruments", "/figures", "/conflicts", "/outlets", "/entities", "/reports", "/positions/changes", "/omissions", "/wordings"} {
		var out struct{ List struct{ Facets []facetView } }
		if err := json.Unmarshal(get(h, list+".json").Body.Bytes(), &out); err != nil {
			t.Fatal(err)
		}
		for _, f := range out.List.Facets {
			for _, c := range append(f.Top, f.More...) {
				q := url.Values{f.Key: {c.Value}}.Encode()
				if f.Key == "to" || f.Key == "from" {
					t.Errorf("%s: facet %q has the name of a date filter", list, f.Key)
				}
				if n, _ := rowsOf(t, h, list+".json?"+q); n != c.Count {
					t.Errorf("%s?%s: %d rows, the facet says %d", list, q, n, c.Count)
				}
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	h := handler(t, invented())
	for _, c := range []struct {
		address string
		want    int
	}{
		{"/statements?from=yesterday", 400}, {"/statements?to=2031-13-40", 400}, {"/statements?page=-1", 400},
		{"/statements?per=1000000000", 400}, {"/statements?page=x", 400}, {"/statements?q=" + strings.Repeat("x", maxQuery+1), 400},
		{"/statements?act=" + strings.Repeat("x&act=", maxChosen+2), 400},
		{"/nothing", 404}, {"/reports/ffffffffffff", 404}, {"/reports/ffffffffffff/raw", 404}, {"/entities/nobody", 404},
		{"/instruments/none", 404}, {"/statements/ffffffffffff/s1", 404}, {"/statements/riverton-post.txt/s99", 404},
		{"/assets/none.css", 404}, {"/assets/..%2fstyle.css", 404}, {"/reports/ffffffffffff/marks.css", 404},
	} {
		w := get(h, c.address)
		if w.Code != c.want || !strings.Contains(w.Body.String(), "<h1>") {
			t.Errorf("%s: %d, want %d as a page", c.address, w.Code, c.want)
		}
		path, query, _ := strings.Cut(c.address, "?")
		w = get(h, path+".json?"+query)
		var p problem
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || p.Status != w.Code || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s.json: %d %s %v", path, w.Code, w.Body, err)
		}
	}
}

func TestMethods(t *testing.T) {
	h := handler(t, invented())
	for _, m := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"} {
		r := httptest.NewRequest(m, "/statements", nil)
		r.Host = "localhost"
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d, Allow %q", m, w.Code, w.Header().Get("Allow"))
		}
	}
}

// TestHosts: a page of another site must not read the record through a name of its own that leads to this machine.
func TestHosts(t *testing.T) {
	src := invented()
	for _, c := range []struct {
		allowed []string
		host    string
		want    int
	}{
		{nil, "localhost:8080", 200}, {nil, "127.0.0.1:8080", 200}, {nil, "[::1]:8080", 200}, {nil, "127.0.0.2", 200},
		{nil, "LOCALHOST.", 200}, {nil, "evil.example", 421}, {nil, "evil.example:8080", 421}, {nil, "", 421},
		{nil, "127.0.0.1.evil.example", 421}, {nil, "localhost.evil.example", 421}, {nil, "10.0.0.1", 421},
		{[]string{"desk.example"}, "Desk.Example:443", 200}, {[]string{"desk.example"}, "evil.example", 421}, {[]string{"*"}, "any.example", 200},
	} {
		h, err := New(src, Options{Hosts: c.allowed})
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest("GET", "/", nil)
		r.Host = c.host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("host %q with %v: %d, want %d", c.host, c.allowed, w.Code, c.want)
		}
	}
}

// TestHeaders: every answer carries the policy, errors and files too.
func TestHeaders(t *testing.T) {
	m := invented()
	h := handler(t, m)
	for _, a := range append(addresses(m), "/timeline.json", "/timeline.csv", "/nothing", "/nothing.json", "/statements?page=x",
		"/assets/style.css", "/assets/icon.svg", "/reports/riverton-post.txt/raw", "/reports/riverton-post.txt/marks.css", "//x", "/reports/") {
		w := get(h, a)
		csp := w.Header().Get("Content-Security-Policy")
		if !strings.HasPrefix(csp, policy) || w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: %v", a, w.Header())
		}
	}
	w := get(h, "/reports/riverton-post.txt/raw")
	if g := w.Header(); !strings.HasPrefix(g.Get("Content-Type"), "text/plain") || !strings.HasPrefix(g.Get("Content-Disposition"), "attachment") ||
		!strings.HasSuffix(g.Get("Content-Security-Policy"), "sandbox") || parley.IDOf(w.Body.Bytes()) != m.rec.Reports[0].ID {
		t.Errorf("raw: %v", g)
	}
}

func TestETag(t *testing.T) {
	m := invented()
	h := handler(t, m)
	for _, a := range []string{"/", "/timeline", "/timeline.json", "/timeline.csv", "/reports/riverton-post.txt", "/assets/style.css", "/reports/riverton-post.txt/marks.css"} {
		tag := get(h, a).Header().Get("ETag")
		if tag == "" {
			t.Errorf("%s has no ETag", a)
			continue
		}
		for _, have := range []string{tag, `"other", W/` + tag, "*"} {
			if w := get(h, a, "If-None-Match", have); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
				t.Errorf("%s with %s: %d", a, have, w.Code)
			}
		}
		if w := get(h, a, "If-None-Match", `"other"`); w.Code != 200 {
			t.Errorf("%s with another tag: %d", a, w.Code)
		}
	}
	timeline, summary := get(h, "/timeline").Header().Get("ETag"), get(h, "/").Header().Get("ETag")
	m.aside = m.aside[:1]
	if get(h, "/").Header().Get("ETag") == summary {
		t.Error("the summary's tag stays while another input is set aside")
	}
	grown := *m.rec
	grown.Conflicts = grown.Conflicts[:1]
	m.rec = &grown
	if get(h, "/timeline").Header().Get("ETag") == timeline {
		t.Error("the tag stays while the record grows")
	}
}

// TestTwinLinks: each page names its twins, and they answer with the page's own query.
func TestTwinLinks(t *testing.T) {
	m := invented()
	h := handler(t, m)
	for _, a := range addresses(m) {
		twin := a + ".json"
		if a == "/" {
			twin = "/summary.json"
		}
		if body := get(h, a).Body.String(); !strings.Contains(body, `href="`+twin+`"`) {
			t.Errorf("%s does not name %s", a, twin)
		}
		if w := get(h, twin); w.Code != 200 || !json.Valid(w.Body.Bytes()) || w.Header().Get("Content-Type") != "application/json" {
			t.Errorf("%s: %d", twin, w.Code)
		}
	}
	if body := get(h, "/statements?act=deny&page=1").Body.String(); !strings.Contains(body, `href="/statements.csv?act=deny"`) {
		t.Error("the CSV twin loses the filter")
	}
}

// A broken is a Source that fails or panics.
type broken struct {
	err error
}

func (b broken) Record(context.Context) (*parley.Record, error) {
	if b.err == nil {
		panic("record")
	}
	return nil, b.err
}
func (b broken) Text(context.Context, parley.ReportID) (*text.Text, error) { return nil, b.err }
func (b broken) Raw(context.Context, parley.ReportID) (parley.Report, error) {
	return parley.Report{}, b.err
}

func TestFailures(t *testing.T) {
	for _, c := range []struct {
		err   error
		want  int
		shown bool
	}{
		{parley.Errorf(parley.Unavailable, "store", "the file is locked"), 503, true},
		{parley.Errorf(parley.Clash, "store", "newer version"), 409, true},
		{errors.New("secret path"), 500, false}, {nil, 500, false},
	} {
		w := get(handler(t, broken{c.err}), "/timeline")
		if w.Code != c.want || w.Header().Get("Content-Security-Policy") == "" {
			t.Errorf("%v: %d", c.err, w.Code)
		}
		if c.err != nil && strings.Contains(w.Body.String(), c.err.Error()) != c.shown {
			t.Errorf("%v: shown to the reader: %v", c.err, !c.shown)
		}
	}
}

// TestSameTwice: pages and twins are the same bytes each time.
func TestSameTwice(t *testing.T) {
	for _, a := range addresses(invented()) {
		one, two := get(handler(t, invented()), a).Body.String(), get(handler(t, invented()), a).Body.String()
		if one != two {
			t.Errorf("%s differs from one time to the next", a)
		}
	}
}

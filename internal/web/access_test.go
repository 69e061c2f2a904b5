package web

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	accounts "github.com/parley-press/parley/internal/account"
	"github.com/parley-press/parley/internal/store"
)

// secretWord is the password of everybody in the tests.
const secretWord = "seven grey herons"

// A team is the pages of a dossier with a user of each role, named as the role, and a session of each.
type team struct {
	http.Handler
	keeper  *accounts.Keeper
	store   *store.Memory
	now     time.Time
	secrets map[store.Role]string
}

func newTeam(t testing.TB, src Source) *team {
	t.Helper()
	m := &team{store: new(store.Memory), now: time.Date(2031, 6, 20, 9, 30, 0, 0, time.UTC), secrets: map[store.Role]string{}}
	var err error
	m.keeper, err = accounts.New(accounts.Config{Store: m.store, Now: func() time.Time { return m.now }, Hash: accounts.Params{Memory: 8, Time: 1, Threads: 1}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range store.Roles() {
		err := m.keeper.Add(t.Context(), string(r), r, secretWord, accounts.By{Who: "root"})
		if err == nil {
			m.secrets[r], _, err = m.keeper.SignIn(t.Context(), string(r), secretWord, "", accounts.By{Address: "127.0.0.1", Agent: "Kestrel/3 (Riverton)"})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	m.Handler, err = New(src, Options{Title: "Straits", Accounts: m.keeper, Proxies: []netip.Prefix{netip.MustParsePrefix("10.9.0.0/16")}})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// as makes a request of somebody of a role, "" for nobody, from this machine.
func (m *team) as(role store.Role, method, target string, form url.Values, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(form.Encode()))
	r.Host, r.RemoteAddr = "localhost:8080", "127.0.0.1:50123"
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if s := m.secrets[role]; s != "" {
		r.AddCookie(&http.Cookie{Name: localCookie, Value: s})
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	m.ServeHTTP(w, r)
	return w
}

// log are the actions of the audit log from a line on.
func (m *team) log(t testing.TB, after int64) (actions []string) {
	t.Helper()
	for l, err := range m.store.AuditLog(t.Context(), after) {
		if err != nil {
			t.Fatal(err)
		}
		actions = append(actions, l.Action)
	}
	return actions
}

// patterns are those of the router where there are accounts.
func patterns() []string {
	s := &server{opt: Options{Accounts: new(accounts.Keeper)}}
	return s.mux().patterns
}

// shut reports whether an answer keeps somebody out.
func shut(w *httptest.ResponseRecorder) bool {
	return w.Code == http.StatusUnauthorized || w.Code == http.StatusForbidden || w.Code == http.StatusSeeOther && strings.HasPrefix(w.Header().Get("Location"), "/sign-in?next=")
}

// TestEveryRouteHasARule: what nobody thought of must not be open. A new route needs a line in rules.
func TestEveryRouteHasARule(t *testing.T) {
	all := patterns()
	if len(all) < 40 {
		t.Fatalf("only %d routes", len(all))
	}
	for _, p := range all {
		if _, ok := ruleOf(p); !ok {
			t.Errorf("%s: no rule says who may use it; write one in access.go", p)
		}
	}
	for _, r := range rules {
		if r.path != "/" && strings.HasSuffix(r.path, "/") || r.least != anyone && !slices.Contains(store.Roles(), r.least) {
			t.Errorf("rule %+v", r)
		}
	}
	for p, want := range map[string]store.Role{"GET /{$}": store.Reader, "GET /timeline.json": store.Reader, "GET /reports/{id}/raw": store.Reader, "GET /assets/{name}": anyone,
		"POST /reports/{report}/findings/{id}": store.Coder, "POST /reports/{id}/add": store.Coder, "POST /entities/{id}": store.Coder, "POST /reports/{id}/given": store.Editor, "POST /reports": store.Editor, "GET /users/{id}": store.Admin,
		"POST /users/{id}/role": store.Admin, "GET /audit.csv": store.Admin, "POST /sign-in": anyone} {
		if got, _ := ruleOf(p); got != want {
			t.Errorf("%s needs %q, want %q", p, got, want)
		}
	}
	for _, p := range []string{"GET /new", "POST /new", "POST /timeline", "GET /usersx", "DELETE /users", "POST /figures"} {
		if got, ok := ruleOf(p); ok {
			t.Errorf("%s is open to a %s", p, got)
		}
	}
}

// TestAccess asks for every route as everybody by every method: nobody gets in who may not, and whoever may is not kept
// out.
func TestAccess(t *testing.T) {
	src := invented()
	roles := append([]store.Role{""}, store.Roles()...)
	tried, in := 0, 0
	all, shared := patterns(), newTeam(t, src)
	for _, p := range all {
		method, path, _ := strings.Cut(p, " ")
		least, _ := ruleOf(p)
		for _, a := range filled(path) {
			for _, role := range roles {
				m := shared
				if method == http.MethodPost {
					m = newTeam(t, src) // the request may change who may what
				}
				for _, try := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} {
					if try == "POST" && method != "POST" && slices.Contains(all, "POST "+path) {
						continue // a route of its own
					}
					tried++
					w := m.as(role, try, a, url.Values{"session": {"all"}, "role": {"reader"}, "name": {"x"}})
					takes := try == method || try == "HEAD" && method == "GET"
					switch {
					case !takes && try != "GET" && try != "HEAD" && try != "POST" && w.Code != http.StatusMethodNotAllowed:
						t.Errorf("%s %s as %q: %d, want 405", try, a, role, w.Code)
					case !takes:
					case least == anyone || role.May(least):
						in++
						if shut(w) && !(p == "POST /sign-in") { // the form says nothing that lets anybody in
							t.Errorf("%s %s as %q is shut: %d", try, a, role, w.Code)
						}
					case !shut(w):
						t.Errorf("%s %s as %q is open: %d", try, a, role, w.Code)
					}
				}
			}
		}
	}
	t.Logf("%d requests, %d of them let in", tried, in)
	if tried < 1500 {
		t.Errorf("only %d requests", tried)
	}
}

// filled are addresses of a pattern's path.
func filled(path string) []string {
	report := "riverton-post.txt"
	switch {
	case strings.HasPrefix(path, "/reports/"), strings.HasPrefix(path, "/statements/{report}"):
		return []string{strings.NewReplacer("{report}", report, "{id}", map[bool]string{true: "s1", false: report}[strings.Contains(path, "{report}")]).Replace(path)}
	case strings.HasPrefix(path, "/entities/{"):
		return []string{"/entities/ana-roe", "/entities/ana-roe.json", "/entities/nobody"}
	case strings.HasPrefix(path, "/instruments/{"):
		return []string{"/instruments/june-paper", "/instruments/june-paper.json"}
	case strings.HasPrefix(path, "/users/{id}"):
		return []string{strings.Replace(path, "{id}", "coder", 1)}
	case path == "/":
		return []string{"/nothing", "/nothing.json", "/users-x"}
	}
	return []string{strings.NewReplacer("{$}", "", "{name}", "style.css", "{id}", "x").Replace(path)}
}

// TestNothingLeaks: whoever is not signed in learns no word of the record, not the name of the dossier, nor whether
// something is there.
func TestNothingLeaks(t *testing.T) {
	src := invented()
	m := newTeam(t, src)
	all := append(addresses(src), "/nothing", "/audit", "/users", "/users/coder", "/account", "/sign-in", "/sign-in?next=/timeline", "/reports/riverton-post.txt/raw")
	for _, a := range all {
		for _, a := range []string{a, a + ".json", a + ".csv"} {
			w := m.as("", "GET", a, nil)
			if w.Code == 200 && !strings.HasPrefix(a, "/sign-in") {
				t.Errorf("%s: 200", a)
			}
			for _, word := range []string{"Roe", "Harland", "ferry", "Straits", "riverton", "coder"} {
				if body := w.Body.String(); strings.Contains(strings.ToLower(body), strings.ToLower(word)) && !strings.Contains(strings.ToLower(a), strings.ToLower(word)) {
					t.Errorf("%s says %q", a, word)
				}
			}
		}
	}
	there, missing := m.as("", "GET", "/entities/ana-roe.json", nil), m.as("", "GET", "/entities/nobody.json", nil)
	if there.Code != missing.Code || there.Body.String() != missing.Body.String() {
		t.Error("what is there is answered otherwise than what is not")
	}
}

// TestCrossOrigin: what another site lets a browser send changes nothing, by any route, and leaves a line in the log.
func TestCrossOrigin(t *testing.T) {
	src := invented()
	for _, p := range patterns() {
		method, path, _ := strings.Cut(p, " ")
		if method != http.MethodPost {
			continue
		}
		m := newTeam(t, src)
		for _, h := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"}} {
			lines := len(m.log(t, 0))
			w := m.as(store.Admin, "POST", filled(path)[0], url.Values{"session": {"all"}}, h...)
			if w.Code != http.StatusForbidden || len(w.Result().Cookies()) > 0 {
				t.Errorf("%s with %q: %d", path, h, w.Code)
			}
			if got := m.log(t, int64(lines)); !slices.Equal(got, []string{store.AuditRefused}) {
				t.Errorf("%s with %q: log %q", path, h, got)
			}
		}
		if w := m.as(store.Admin, "POST", filled(path)[0], url.Values{}, "Sec-Fetch-Site", "same-origin"); w.Code == http.StatusForbidden {
			t.Errorf("%s from our own page: 403", path)
		}
	}
}

// TestForgedSessions: no cookie but a session's own opens anything; the log has a line for the first few.
func TestForgedSessions(t *testing.T) {
	m := newTeam(t, invented())
	good := m.secrets[store.Admin]
	lines := len(m.log(t, 0))
	forged := []string{"x", good[:42], good + "A", strings.Repeat("A", 43), strings.ToLower(good), accounts.SessionID(good), "admin", "../../" + good, "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9."}
	for _, f := range forged {
		m.secrets["forger"] = f
		if w := m.as("forger", "GET", "/users.json", nil); w.Code != http.StatusUnauthorized {
			t.Errorf("%q opens /users: %d", f, w.Code)
		}
	}
	if got := m.log(t, int64(lines)); len(got) != 5 || got[0] != store.AuditRefused {
		t.Errorf("log %q", got)
	}
	r := httptest.NewRequest("GET", "https://desk.example/users.json", nil) // the cookie of plain HTTP counts for nothing over TLS
	r.Host = "localhost"
	r.AddCookie(&http.Cookie{Name: localCookie, Value: good})
	w := httptest.NewRecorder()
	m.ServeHTTP(w, r)
	if w.Code != http.StatusUnauthorized {
		t.Errorf("the cookie of plain HTTP over TLS: %d", w.Code)
	}
	m.now = m.now.Add(accounts.Idle + time.Minute)
	if w := m.as(store.Admin, "GET", "/users.json", nil); w.Code != http.StatusUnauthorized {
		t.Errorf("after a night: %d", w.Code)
	}
}

// TestMayDecide: who may make which decision.
func TestMayDecide(t *testing.T) {
	for _, c := range []struct {
		role store.Role
		kind string
		by   string
		want bool
	}{
		{"", "reject", "", false}, {store.Reader, "reject", "", false}, {store.Coder, "reject", "", true}, {store.Coder, "edit", "", true}, {store.Coder, "add", "", true},
		{store.Coder, "mark", "", true}, {store.Coder, "merge", "", false}, {store.Coder, "split", "", false}, {store.Coder, "given", "", false},
		{store.Coder, "undo", "me", true}, {store.Coder, "undo", "ana", false}, {store.Editor, "undo", "ana", true}, {store.Editor, "merge", "", true},
		{store.Editor, "same", "", true}, {store.Admin, "split", "", true}, {store.Admin, "told", "", false}, {store.Admin, "king", "", false},
	} {
		ctx := withVisitor(t.Context(), visitor{Name: "me", Role: c.role})
		if got := mayDecide(ctx, parleyKind(c.kind), c.by); got != c.want || whoOf(ctx) != "me" {
			t.Errorf("%q %s of %q: %v", c.role, c.kind, c.by, got)
		}
	}
	h, err := New(invented(), Options{Who: "ana"})
	if err != nil {
		t.Fatal(err)
	}
	if w := get(h, "/"); w.Code != 200 || bytes.Contains(w.Body.Bytes(), []byte("Sign out")) {
		t.Errorf("without accounts: %d", w.Code)
	}
	for _, a := range []string{"/sign-in", "/users", "/audit", "/account"} {
		if w := get(h, a); w.Code != 404 {
			t.Errorf("without accounts %s: %d", a, w.Code)
		}
	}
}

// TestHostileRequests: what is over a limit is refused at once, and the limit is named.
func TestHostileRequests(t *testing.T) {
	m := newTeam(t, invented())
	many := func(r *http.Request) {
		for i := range 10_000 {
			r.Header.Set(fmt.Sprint("X-", i), "y")
		}
	}
	for _, c := range []struct {
		name, method, target string
		change               func(*http.Request)
		want                 int
		names                string
	}{
		{"a body of 1 GB", "POST", "/sign-in", func(r *http.Request) { r.ContentLength = 1 << 30 }, 413, "64 kB"},
		{"a body of 1 GB to a page", "GET", "/timeline", func(r *http.Request) { r.ContentLength = 1 << 30 }, 413, "64 kB"},
		{"a body without a length", "POST", "/sign-in", func(r *http.Request) {
			r.Body, r.ContentLength = httpBody(strings.Repeat("name=x&", 1<<20)), -1
		}, 413, "64 kB"},
		{"10,000 header fields", "GET", "/timeline", many, 431, "200 fields"},
		{"a header of 100 KB", "GET", "/timeline.json", func(r *http.Request) { r.Header.Set("X", strings.Repeat("y", 100<<10)) }, 431, "48 kB"},
		{"an address of 1 MB", "GET", "/timeline?q=" + strings.Repeat("a", 1<<20), nil, 414, "8 kB"},
		{"a page before the first", "GET", "/statements?page=-1", nil, 400, "1 to"},
		{"a page of no number", "GET", "/statements.json?page=1e9", nil, 400, "1 to"},
		{"a billion rows", "GET", "/statements.json?per=1000000000", nil, 400, "1 to 500"},
		{"a billion rows by another name", "GET", "/statements.json?limit=1e9", nil, 400, "1 to 500"},
		{"no rows", "GET", "/audit.json?per=0", nil, 400, "1 to 500"},
		{"long words", "GET", "/statements?q=" + strings.Repeat("a", 300), nil, 400, "200 characters"},
		{"a thousand choices", "GET", "/statements?" + strings.Repeat("act=x&", 1000), nil, 400, "50 values"},
		{"a day that is none", "GET", "/statements?from=2031-02-31", nil, 400, "2031-02-31"},
		{"JSON where a form is wanted", "POST", "/users", func(r *http.Request) { r.Header.Set("Content-Type", "application/json") }, 415, "x-www-form-urlencoded"},
		{"a form in parts", "POST", "/users", func(r *http.Request) { r.Header.Set("Content-Type", "multipart/form-data; boundary=x") }, 415, "x-www-form-urlencoded"},
		{"a form that is none", "POST", "/users", func(r *http.Request) { r.Body = httpBody("name=%zz") }, 400, "form"},
	} {
		r := httptest.NewRequest(c.method, "/", strings.NewReader(""))
		u, err := url.Parse(c.target)
		if err != nil {
			t.Fatal(err)
		}
		r.URL, r.RequestURI, r.Host, r.RemoteAddr = u, c.target, "localhost", "127.0.0.1:999"
		r.AddCookie(&http.Cookie{Name: localCookie, Value: m.secrets[store.Admin]})
		if c.method == http.MethodPost {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		if c.change != nil {
			c.change(r)
		}
		w := httptest.NewRecorder()
		start := time.Now()
		m.ServeHTTP(w, r)
		if took := time.Since(start); w.Code != c.want || !strings.Contains(w.Body.String(), c.names) || took > time.Second {
			t.Errorf("%s: %d in %v, want %d; %q is not named in %.300s", c.name, w.Code, took, c.want, c.names, w.Body)
		}
	}
}

// TestDecisionsAreChecked: a route lets a coder decide, but not every decision is a coder's. Whatever file writes decisions
// must ask mayDecide first.
func TestDecisionsAreChecked(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil || len(names) < 30 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, n := range names {
		b, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		if src := string(b); !strings.HasSuffix(n, "_test.go") && (strings.Contains(src, ".DecideAt(") || strings.Contains(src, ".Decide(")) && !strings.Contains(src, "mayDecide(") {
			t.Errorf("%s writes decisions and does not ask mayDecide", n)
		}
	}
}

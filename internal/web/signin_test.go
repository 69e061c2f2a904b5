package web

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/parley-press/parley"
	accounts "github.com/parley-press/parley/internal/account"
	"github.com/parley-press/parley/internal/store"
)

func httpBody(s string) io.ReadCloser { return io.NopCloser(strings.NewReader(s)) }

func parleyKind(s string) parley.DecisionKind { return parley.DecisionKind(s) }

// cookie is the one cookie that an answer sets.
func cookie(t testing.TB, w *httptest.ResponseRecorder) *http.Cookie {
	t.Helper()
	all := w.Result().Cookies()
	if len(all) != 1 {
		t.Fatalf("%d cookies: %v", len(all), w.Header())
	}
	return all[0]
}

func TestSignInAndOut(t *testing.T) {
	m := newTeam(t, invented())
	w := m.as("", "GET", "/timeline?party=harland&page=2", nil)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/sign-in?next=%2Ftimeline%3Fparty%3Dharland%26page%3D2" {
		t.Errorf("%d to %s", w.Code, w.Header().Get("Location"))
	}
	w = m.as("", "POST", "/sign-in", url.Values{"name": {"coder"}, "password": {"wrong"}, "next": {"/timeline"}})
	if w.Code != http.StatusUnauthorized || !strings.Contains(w.Body.String(), `role="alert"`) || !strings.Contains(w.Body.String(), `value="coder"`) || strings.Contains(w.Body.String(), "wrong") {
		t.Errorf("a wrong password: %d %s", w.Code, w.Body)
	}
	w = m.as(store.Coder, "POST", "/sign-in", url.Values{"name": {"coder"}, "password": {secretWord}, "next": {"/timeline?party=harland"}})
	c := cookie(t, w)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/timeline?party=harland" || c.Name != localCookie || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
		t.Errorf("%d to %s with %v", w.Code, w.Header().Get("Location"), c)
	}
	if w := m.as(store.Coder, "GET", "/timeline", nil); !shut(w) {
		t.Error("the session of before the sign-in still holds")
	}
	m.secrets[store.Coder] = c.Value
	w = m.as(store.Coder, "GET", "/timeline", nil)
	if w.Code != 200 || !strings.Contains(w.Body.String(), "Sign out") || strings.Contains(w.Body.String(), `href="/users"`) {
		t.Errorf("signed in: %d", w.Code)
	}
	w = m.as(store.Coder, "POST", "/sign-out", nil)
	if c := cookie(t, w); c.MaxAge >= 0 || w.Header().Get("Clear-Site-Data") == "" {
		t.Errorf("sign-out: %v", w.Header())
	}
	if w := m.as(store.Coder, "GET", "/timeline", nil); !shut(w) {
		t.Error("signed out, and still in")
	}
}

// TestSecureCookie: over TLS, or through a proxy that is trusted, the cookie is bound to this host.
func TestSecureCookie(t *testing.T) {
	m := newTeam(t, invented())
	sign := func(change func(*http.Request)) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", "/sign-in", strings.NewReader(url.Values{"name": {"coder"}, "password": {secretWord}}.Encode()))
		r.Host, r.RemoteAddr = "localhost", "127.0.0.1:1"
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		change(r)
		w := httptest.NewRecorder()
		m.ServeHTTP(w, r)
		return w
	}
	tls := httptest.NewRequest("GET", "https://x.example", nil).TLS
	for name, c := range map[string]struct {
		change func(*http.Request)
		cookie string
	}{
		"this machine":              {func(*http.Request) {}, localCookie},
		"TLS":                       {func(r *http.Request) { r.TLS = tls }, secureCookie},
		"a trusted proxy with TLS":  {func(r *http.Request) { r.RemoteAddr = "10.9.1.1:1"; r.Header.Set("X-Forwarded-Proto", "https") }, secureCookie},
		"a trusted proxy without":   {func(r *http.Request) { r.RemoteAddr = "10.9.1.1:1"; r.Header.Set("X-Forwarded-Proto", "http") }, ""},
		"a stranger who says so":    {func(r *http.Request) { r.RemoteAddr = "192.0.2.1:1"; r.Header.Set("X-Forwarded-Proto", "https") }, ""},
		"another machine":           {func(r *http.Request) { r.RemoteAddr = "192.0.2.1:1" }, ""},
		"a machine of IPv6":         {func(r *http.Request) { r.RemoteAddr = "[2001:db8::1]:1" }, ""},
		"this machine over IPv6":    {func(r *http.Request) { r.RemoteAddr = "[::1]:1"; r.Host = "[::1]:8080" }, localCookie},
		"this machine, mapped IPv4": {func(r *http.Request) { r.RemoteAddr = "[::ffff:127.0.0.1]:1" }, localCookie},
	} {
		w := sign(c.change)
		if c.cookie == "" {
			if w.Code != http.StatusForbidden || len(w.Result().Cookies()) > 0 || !strings.Contains(w.Body.String(), "TLS") || strings.Contains(w.Body.String(), "<input id=\"password\"") {
				t.Errorf("%s: %d, a password may be sent", name, w.Code)
			}
			continue
		}
		if got := cookie(t, w); got.Name != c.cookie || got.Secure != (c.cookie == secureCookie) || !got.HttpOnly || got.Path != "/" || got.Domain != "" {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestSender(t *testing.T) {
	s := &server{opt: Options{Proxies: []netip.Prefix{netip.MustParsePrefix("10.9.0.0/16")}}}
	for _, c := range []struct{ peer, forwarded, want string }{
		{"192.0.2.1:5", "", "192.0.2.1"}, {"192.0.2.1:5", "198.51.100.7", "192.0.2.1"}, {"10.9.1.1:5", "198.51.100.7", "198.51.100.7"},
		{"10.9.1.1:5", "198.51.100.7, 203.0.113.4", "203.0.113.4"}, {"10.9.1.1:5", "198.51.100.7, 10.9.3.3", "198.51.100.7"},
		{"10.9.1.1:5", "forged, 203.0.113.4", "203.0.113.4"}, {"10.9.1.1:5", "198.51.100.7, junk", "10.9.1.1"}, {"10.9.1.1:5", "", "10.9.1.1"}, {"@", "198.51.100.7", "@"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.peer
		r.Header.Set("X-Forwarded-For", c.forwarded)
		if got, _ := s.sender(r); got != c.want {
			t.Errorf("%s forwarding %q: %s, want %s", c.peer, c.forwarded, got, c.want)
		}
	}
}

func TestSafeNext(t *testing.T) {
	for in, want := range map[string]string{"": "/", "/": "/", "/timeline": "/timeline", "/timeline?a=b&c=d": "/timeline?a=b&c=d", "timeline": "/", "//evil.example": "/",
		"/\\evil.example": "/", "https://evil.example/": "/", "javascript:alert(1)": "/", "/\t/evil.example": "/", "/sign-out": "/", "/sign-in?next=/x": "/", "/a\r\nSet-Cookie: x": "/",
		"/%2f/evil.example": "/", "/%5cevil.example": "/%5cevil.example", "///evil.example": "/", "http:/x": "/", "/a#b": "/a", "%": "/"} {
		if got := safeNext(in); got != want {
			t.Errorf("%q leads to %q, want %q", in, got, want)
		}
	}
}

// TestUsersPages: an admin adds, changes and keeps out; each change shows, is logged, and never shows a password.
func TestUsersPages(t *testing.T) {
	m := newTeam(t, invented())
	lines := len(m.log(t, 0))
	post := func(target string, want int, pairs ...string) *httptest.ResponseRecorder {
		t.Helper()
		f := url.Values{}
		for i := 0; i < len(pairs); i += 2 {
			f.Set(pairs[i], pairs[i+1])
		}
		w := m.as(store.Admin, "POST", target, f)
		if w.Code != want {
			t.Errorf("%s with %q: %d, want %d: %s", target, pairs, w.Code, want, w.Body)
		}
		return w
	}
	post("/users", 303, "name", "ana.roe", "role", "coder", "password", secretWord)
	post("/users", 409, "name", "ana.roe", "role", "coder", "password", secretWord)
	if w := post("/users", 400, "name", "Ana", "role", "coder", "password", secretWord); !strings.Contains(w.Body.String(), "is no name for a user") {
		t.Error("what is wrong is not said")
	}
	post("/users", 400, "name", "ben", "role", "king", "password", secretWord)
	post("/users", 400, "name", "ben", "role", "coder", "password", "short")
	post("/users/ana.roe/role", 303, "role", "editor")
	post("/users/ana.roe/role", 400, "role", "")
	post("/users/ana.roe/password", 303, "password", "nine green frogs")
	post("/users/ana.roe/state", 303, "state", "disabled")
	post("/users/nobody/state", 404, "state", "disabled")
	post("/users/admin/role", 409, "role", "reader") // the last admin
	post("/users/editor/revoke", 303, "session", "all")
	post("/users/editor/revoke", 404, "session", "0123456789abcdef")
	want := []string{"user added", "role changed", "password changed", "user disabled", "sessions revoked"}
	if got := m.log(t, int64(lines)); !slices.Equal(got, want) {
		t.Errorf("log %q, want %q", got, want)
	}
	if !shut(m.as(store.Editor, "GET", "/", nil)) {
		t.Error("the revoked session of the editor holds")
	}
	var list struct {
		Rows []struct {
			Name, Role string
			Disabled   bool
		}
	}
	if err := json.Unmarshal(m.as(store.Admin, "GET", "/users.json", nil).Body.Bytes(), &list); err != nil || len(list.Rows) != 5 || list.Rows[1].Name != "ana.roe" || !list.Rows[1].Disabled || list.Rows[1].Role != "editor" {
		t.Errorf("%+v %v", list, err)
	}
	for _, a := range []string{"/users", "/users.json", "/users.csv", "/users/ana.roe", "/users/ana.roe.json", "/audit", "/audit.json", "/audit.csv", "/account", "/account.json", "/users?role=editor", "/audit?action=sign-in&who=coder", "/users?q=zzz", "/audit?q=zzz", "/audit?from=2031-07-01"} {
		w := m.as(store.Admin, "GET", a, nil)
		if w.Code != 200 || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d, %v", a, w.Code, w.Header())
		}
		for _, hidden := range []string{"argon2", secretWord, "frogs", m.secrets[store.Admin], accounts.SessionID(m.secrets[store.Admin])} {
			if strings.Contains(w.Body.String(), hidden) {
				t.Errorf("%s shows %q", a, hidden)
			}
		}
		if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			(&checker{t: t, where: a, ids: map[string]int{}}).check(w.Body.String(), false)
		}
	}
}

// TestAudit: the twins hold the whole log, so that anybody can compute its hashes.
func TestAudit(t *testing.T) {
	m := newTeam(t, invented())
	var log struct {
		Rows []store.AuditLine
		List struct{ Total int }
	}
	if err := json.Unmarshal(m.as(store.Admin, "GET", "/audit.json", nil).Body.Bytes(), &log); err != nil || log.List.Total != 8 {
		t.Fatalf("%+v %v", log, err)
	}
	slices.Reverse(log.Rows)
	prev := ""
	for i, l := range log.Rows {
		if l.Hash != store.AuditHash(l) || l.Prev != prev || l.Seq != int64(i)+1 {
			t.Errorf("line %+v", l)
		}
		prev = l.Hash
	}
	rows, err := csv.NewReader(strings.NewReader(m.as(store.Admin, "GET", "/audit.csv", nil).Body.String())).ReadAll()
	if err != nil || len(rows) != 9 || rows[1][8] != prev {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	if w := m.as(store.Admin, "GET", "/audit.json?from=2031-06-21", nil); !strings.Contains(w.Body.String(), `"total": 0`) {
		t.Errorf("a day later: %s", w.Body)
	}
}

func TestAccountPage(t *testing.T) {
	m := newTeam(t, invented())
	second, _, err := m.keeper.SignIn(t.Context(), "coder", secretWord, "", accounts.By{Address: "192.0.2.9", Agent: "Other/1"})
	if err != nil {
		t.Fatal(err)
	}
	w := m.as(store.Coder, "GET", "/account", nil)
	if body := w.Body.String(); !strings.Contains(body, "192.0.2.9") || !strings.Contains(body, "Other/1") || !strings.Contains(body, "this one") {
		t.Errorf("%d %s", w.Code, body)
	}
	post := func(target string, want int, form url.Values) *httptest.ResponseRecorder {
		t.Helper()
		w := m.as(store.Coder, "POST", target, form)
		if w.Code != want {
			t.Errorf("%s: %d, want %d: %s", target, w.Code, want, w.Body)
		}
		return w
	}
	post("/account/revoke", 303, url.Values{"session": {handle(accounts.SessionID(second))}})
	post("/account/revoke", 404, url.Values{"session": {handle(accounts.SessionID(second))}})
	post("/account/revoke", 404, url.Values{"session": {handle(accounts.SessionID(m.secrets[store.Admin]))}}) // another's
	post("/account/password", 400, url.Values{"old": {secretWord}, "new": {"nine green frogs"}, "again": {"ten green frogs"}})
	post("/account/password", 400, url.Values{"old": {"wrong"}, "new": {"nine green frogs"}, "again": {"nine green frogs"}})
	w = post("/account/password", 303, url.Values{"old": {secretWord}, "new": {"nine green frogs"}, "again": {"nine green frogs"}})
	if !shut(m.as(store.Coder, "GET", "/account", nil)) {
		t.Error("the session of before the change holds")
	}
	m.secrets[store.Coder] = cookie(t, w).Value
	if w := m.as(store.Coder, "GET", "/account", nil); w.Code != 200 {
		t.Errorf("after the change: %d", w.Code)
	}
	post("/account/revoke", 303, url.Values{"session": {"all"}})
	if !shut(m.as(store.Coder, "GET", "/account", nil)) {
		t.Error("signed out everywhere, and still in")
	}
}

// TestLimitedSignIn: the sixth try is 429, says when to come again, and tells the right password as little as a wrong one.
func TestLimitedSignIn(t *testing.T) {
	m := newTeam(t, invented())
	try := func(password string) int {
		w := m.as("", "POST", "/sign-in", url.Values{"name": {"coder"}, "password": {password}})
		if w.Code == http.StatusTooManyRequests && w.Header().Get("Retry-After") == "" {
			t.Error("no word of when to come again")
		}
		return w.Code
	}
	var codes []int
	for range 5 {
		codes = append(codes, try("wrong"))
	}
	codes = append(codes, try("wrong"), try(secretWord))
	m.now = m.now.Add(16 * time.Minute)
	codes = append(codes, try(secretWord))
	if want := "[401 401 401 401 401 429 429 303]"; fmt.Sprint(codes) != want {
		t.Errorf("%v, want %s", codes, want)
	}
}

// TestSeenByWhom: a page kept by a browser is not answered as unchanged to somebody else.
func TestSeenByWhom(t *testing.T) {
	m := newTeam(t, invented())
	tags := map[string]store.Role{}
	for _, r := range store.Roles() {
		w := m.as(r, "GET", "/timeline", nil)
		tag := w.Header().Get("ETag")
		if other, twice := tags[tag]; twice || tag == "" {
			t.Errorf("%s and %s have the tag %s", r, other, tag)
		}
		tags[tag] = r
		if w := m.as(r, "GET", "/timeline", nil, "If-None-Match", tag); w.Code != http.StatusNotModified {
			t.Errorf("%s again: %d", r, w.Code)
		}
		if !slices.Contains(w.Header().Values("Vary"), "Cookie") {
			t.Error("nothing says that the page depends on the cookie")
		}
	}
}

// TestSignInInBrowser: the form works in a browser, which holds the cookie where no script sees it, and lets it go.
func TestSignInInBrowser(t *testing.T) {
	ctx := browser(t)
	m := newTeam(t, invented())
	srv := httptest.NewServer(m)
	defer srv.Close()
	send := func(name, password string) string {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/timeline?type=ceasefire")); err != nil {
			t.Fatal(err)
		}
		eval[bool](t, ctx, fmt.Sprintf(`document.querySelector("#name").value = %q, document.querySelector("#password").value = %q, document.querySelector("form.sheet button").click(), true`, name, password))
		for range 100 {
			if err := chromedp.Do(ctx, chromedp.Sleep(100*time.Millisecond)); err != nil {
				t.Fatal(err)
			}
			if at := eval[string](t, ctx, `document.readyState == "complete" ? location.pathname + location.search + "|" + (document.querySelector("[role=alert]") ? "alert" : "") : ""`); at != "" && !strings.Contains(at, "next=") {
				return at
			}
		}
		return "nothing came"
	}
	if got := send("editor", "wrong"); got != "/sign-in|alert" {
		t.Errorf("a wrong password leads to %s", got)
	}
	if got := send("editor", secretWord); got != "/timeline?type=ceasefire|" {
		t.Errorf("the right password leads to %s", got)
	}
	if got := eval[string](t, ctx, `document.cookie`); got != "" {
		t.Errorf("a script sees the cookie %q", got)
	}
	eval[bool](t, ctx, `document.querySelector(".visitor form button").click(), true`)
	if err := chromedp.Do(ctx, chromedp.Sleep(500*time.Millisecond), chromedp.Navigate(srv.URL+"/timeline")); err != nil {
		t.Fatal(err)
	}
	if got := eval[string](t, ctx, `location.pathname`); got != "/sign-in" {
		t.Errorf("after the sign-out: %s", got)
	}
}

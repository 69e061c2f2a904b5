package web

import (
	"net/http"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// anyone is the role that a route needs which is open to those who are not signed in.
const anyone store.Role = "anyone"

// A rule says which role a route needs at least: the route at path, and all below it unless another rule says more of
// them.
type rule struct {
	method, path string
	least        store.Role
}

// rules say who may use which route where there are accounts. A route that no rule speaks of is nobody's, and a test
// fails: write its rule here.
var rules = []rule{
	{"GET", "/sign-in", anyone}, {"POST", "/sign-in", anyone}, {"GET", "/assets", anyone},

	// Reading.
	{"GET", "/", store.Reader}, {"GET", "/summary", store.Reader}, {"GET", "/timeline", store.Reader}, {"GET", "/statements", store.Reader},
	{"GET", "/positions", store.Reader}, {"GET", "/instruments", store.Reader}, {"GET", "/figures", store.Reader}, {"GET", "/conflicts", store.Reader},
	{"GET", "/commitments", store.Reader}, {"GET", "/outlets", store.Reader}, {"GET", "/entities", store.Reader}, {"GET", "/reports", store.Reader},
	{"GET", "/search", store.Reader}, {"POST", "/search", store.Reader}, {"GET", "/search.atom", store.Reader}, {"GET", "/changes.atom", store.Reader},
	{"GET", "/omissions", store.Reader}, {"GET", "/wordings", store.Reader},
	{"GET", "/review", store.Reader}, {"GET", "/orphans", store.Reader}, {"GET", "/agreement", store.Reader},

	// One's own account.
	{"GET", "/account", store.Reader}, {"POST", "/account", store.Reader}, {"POST", "/sign-out", store.Reader},

	// Deciding. What a decision does is looked at once more where it is made: see mayDecide.
	{"POST", "/reports/{report}/findings", store.Coder}, {"POST", "/reports/{id}/add", store.Coder}, {"POST", "/entities", store.Coder},
	{"POST", "/instruments", store.Coder}, {"POST", "/conflicts", store.Coder}, {"POST", "/decisions", store.Coder}, {"GET", "/decisions", store.Reader},
	{"POST", "/reports", store.Editor},

	// Keeping the users.
	{"GET", "/users", store.Admin}, {"POST", "/users", store.Admin}, {"GET", "/audit", store.Admin},
}

// ruleOf is the role that a pattern of the router needs at least: that of the rule with the longest path over it. "/" speaks
// for itself alone, so that no new page is open because nobody thought of it.
func ruleOf(pattern string) (least store.Role, ok bool) {
	method, path, _ := strings.Cut(pattern, " ")
	path = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(path, "{$}"), ".json"), ".csv")
	length := -1
	for _, r := range rules {
		if r.method == method && len(r.path) > length && (path == r.path || r.path != "/" && strings.HasPrefix(path, r.path+"/")) {
			least, length, ok = r.least, len(r.path), true
		}
	}
	return least, ok
}

// A router is a mux that lets in who may come in, and knows its patterns.
type router struct {
	*http.ServeMux
	s        *server
	patterns []string
}

// Handle adds a route, as http.ServeMux does.
func (m *router) Handle(pattern string, h http.Handler) {
	m.patterns = append(m.patterns, pattern)
	m.ServeMux.Handle(pattern, m.s.allow(pattern, h))
}

// HandleFunc adds a route, as http.ServeMux does.
func (m *router) HandleFunc(pattern string, h func(http.ResponseWriter, *http.Request)) {
	m.Handle(pattern, http.HandlerFunc(h))
}

// methods are those that some route takes at the address of r, for the header Allow.
func (m *router) methods(r *http.Request) []string {
	var out []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		c := r.Clone(r.Context())
		c.Method = method
		if _, pattern := m.Handler(c); pattern != "" {
			out = append(out, method)
		}
	}
	return out
}

// allow stands before a route: without accounts nothing is in the way, with them the visitor needs the role.
func (s *server) allow(pattern string, h http.Handler) http.Handler {
	if s.opt.Accounts == nil {
		return h
	}
	least, ok := ruleOf(pattern)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Cookie")
		v := visitorOf(r.Context())
		switch {
		case ok && (least == anyone || v.Role.May(least)):
			h.ServeHTTP(w, r)
		case v.Role == "":
			s.askIn(w, r)
		default:
			s.refuse(w, r, parley.Errorf(parley.Forbidden, "access", "you are signed in as %s, a %s; this needs a %s", v.Name, v.Role, needed(least, ok)))
		}
	})
}

// needed names a role in an answer.
func needed(least store.Role, ok bool) string {
	if !ok {
		return "role that nobody has"
	}
	return string(least)
}

// refuse answers what the visitor may not do, and writes it down.
func (s *server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	if s.opt.Accounts != nil {
		if err := s.opt.Accounts.Refused(r.Context(), r.Method+" "+r.URL.Path, s.by(r)); err != nil {
			s.opt.Log.Error("web: audit", "err", err)
		}
	}
	s.fail(w, r, err)
}

// askIn answers somebody who must sign in first: a page that is asked for by a browser comes after the sign-in, all else
// is told so.
func (s *server) askIn(w http.ResponseWriter, r *http.Request) {
	if v := visitorOf(r.Context()); secretOf(r, v.Secure) != "" {
		setCookie(w, "", v.Secure) // what does not hold need not be sent again
	}
	data := strings.HasSuffix(r.URL.Path, ".json") || strings.HasSuffix(r.URL.Path, ".csv")
	if r.Method == http.MethodPost || data {
		w.Header().Set("WWW-Authenticate", `Session realm="Parley"`)
		s.failAs(w, r, http.StatusUnauthorized, "Sign in first, at /sign-in.")
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, "/sign-in?next="+escapeNext(r.URL.RequestURI()), http.StatusSeeOther)
}

package web

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// policy is the Content-Security-Policy of every answer: nothing runs but the islands, none of them can turn text into markup or code, and
// nothing is loaded from elsewhere.
const policy = "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; connect-src 'self'; " +
	"style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard stands before every page: it sets the headers that each answer carries, turns away names that are not ours
// (DNS rebinding), requests over a limit, methods that no route takes and what other sites let a browser send, finds out
// who asks, and answers a fault of a page with an error page.
func (s *server) guard(next *router) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		defer func() {
			if v := recover(); v != nil {
				if err, is := v.(error); is && errors.Is(err, http.ErrAbortHandler) {
					panic(v)
				}
				s.opt.Log.Error("web: page failed", "path", r.URL.Path, "fault", v, "stack", string(debug.Stack()))
				s.fail(w, r, fmt.Errorf("web: the page could not be made"))
			}
		}()
		if !s.knownHost(r.Host) {
			s.failAs(w, r, http.StatusMisdirectedRequest, "This name is not served here: "+r.Host)
			return
		}
		if s.tooMuch(w, r) {
			return
		}
		r, err := s.enter(r)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		s.pass(next, w, r)
	})
}

// pass lets a request through to its route where its method is one of the route's, and where no other site sent it.
func (s *server) pass(next *router, w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		next.ServeHTTP(w, r)
		return
	}
	_, pattern := next.Handler(r)
	switch {
	case r.Method != http.MethodPost || pattern == "":
		allowed := strings.Join(next.methods(r), ", ")
		w.Header().Set("Allow", allowed)
		s.failAs(w, r, http.StatusMethodNotAllowed, "This address takes "+allowed+" alone.")
	case s.cross.Check(r) != nil:
		s.refuse(w, r, parley.Errorf(parley.Forbidden, "access", "another site sent this request"))
	default:
		next.ServeHTTP(w, r)
	}
}

// knownHost reports whether a Host header names this server: a loopback name or address, or one of Options.Hosts.
func (s *server) knownHost(host string) bool {
	if slices.Contains(s.opt.Hosts, "*") {
		return true
	}
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if isLoopback(name) {
		return true
	}
	return slices.ContainsFunc(s.opt.Hosts, func(h string) bool {
		return strings.EqualFold(strings.Trim(h, "[]"), name)
	})
}

// isLoopback reports whether a name without a port is one of this machine's own.
func isLoopback(name string) bool {
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	ip := net.ParseIP(name)
	return ip != nil && ip.IsLoopback()
}

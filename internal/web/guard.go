package web

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
)

// policy is the Content-Security-Policy of every answer: nothing runs, nothing is loaded from elsewhere.
const policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard stands before every page: it sets the headers that each answer carries, turns away names that are not ours
// (DNS rebinding), forms that another site sends, and methods that could change something, and answers a fault of a page with an error page.
func (s *server) guard(next *http.ServeMux) http.Handler {
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
		switch {
		case !s.knownHost(r.Host):
			s.failAs(w, r, http.StatusMisdirectedRequest, "This name is not served here: "+r.Host)
		case r.Method == http.MethodPost && posts(next, r):
			if err := s.cross.Check(r); err != nil {
				s.failAs(w, r, http.StatusForbidden, "This form was sent by a page of another site. Nothing was changed.")
				return
			}
			next.ServeHTTP(w, s.named(r))
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			h.Set("Allow", "GET, HEAD")
			s.failAs(w, r, http.StatusMethodNotAllowed, "These pages can only be read.")
		default:
			next.ServeHTTP(w, s.named(r))
		}
	})
}

// posts reports whether there is a route that takes what r sends.
func posts(m *http.ServeMux, r *http.Request) bool {
	_, pattern := m.Handler(r)
	return strings.HasPrefix(pattern, http.MethodPost+" ")
}

// named is r with Options.Who as the person who asks, where it does not name one.
func (s *server) named(r *http.Request) *http.Request {
	if whoOf(r.Context()) != "" || s.opt.Who == "" {
		return r
	}
	return r.WithContext(withWho(r.Context(), s.opt.Who))
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
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	if ip := net.ParseIP(name); ip != nil && ip.IsLoopback() {
		return true
	}
	return slices.ContainsFunc(s.opt.Hosts, func(h string) bool {
		return strings.EqualFold(strings.Trim(h, "[]"), name)
	})
}

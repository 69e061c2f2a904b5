package web

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/parley-press/parley"
	accounts "github.com/parley-press/parley/internal/account"
)

// Names of the cookie that holds a session. The first is sent back over TLS alone, to this host alone, for every path
// (the prefix __Host-, RFC 6265bis): no other site of the domain can set it. Browsers take it over TLS only; on this
// machine, over plain HTTP from a loopback address to a loopback name, the second stands in.
const (
	secureCookie = "__Host-parley"
	localCookie  = "parley-local"
)

// sender is where a request comes from and whether it came over TLS: by the connection, or by what a proxy that is
// trusted says of it. Of the addresses that proxies pass on, the last that is not a trusted proxy's own counts.
func (s *server) sender(r *http.Request) (address string, secure bool) {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr, r.TLS != nil
	}
	peer := at.Addr().Unmap()
	if !s.trusts(peer) {
		return peer.String(), r.TLS != nil
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		a, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		if peer = a.Unmap(); !s.trusts(peer) {
			break
		}
	}
	protos := strings.Split(strings.Join(r.Header.Values("X-Forwarded-Proto"), ","), ",")
	return peer.String(), r.TLS != nil || strings.EqualFold(strings.TrimSpace(protos[len(protos)-1]), "https")
}

func (s *server) trusts(a netip.Addr) bool {
	for _, p := range s.opt.Proxies {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// enter finds out who makes a request.
func (s *server) enter(r *http.Request) (*http.Request, error) {
	v := visitor{Name: s.opt.Who, Role: "admin"}
	v.Address, v.Secure = s.sender(r)
	if s.opt.Accounts == nil {
		return r.WithContext(withVisitor(r.Context(), v)), nil
	}
	v.Name, v.Role = "", ""
	if secret := secretOf(r, v.Secure); secret != "" {
		session, user, err := s.opt.Accounts.Session(r.Context(), secret)
		switch {
		case err == nil:
			v.Name, v.Role, v.Session = user.Name, user.Role, session.ID
		case parley.KindOf(err) == parley.Forbidden:
			if err := s.opt.Accounts.Refused(r.Context(), "a session that does not hold", accounts.By{Address: v.Address}); err != nil {
				s.opt.Log.Error("web: audit", "err", err)
			}
		default:
			return r, err
		}
	}
	return r.WithContext(withVisitor(r.Context(), v)), nil
}

// secretOf is the secret of the session that the browser sends, "" for none.
func secretOf(r *http.Request, secure bool) string {
	name := localCookie
	if secure {
		name = secureCookie
	}
	if c, err := r.Cookie(name); err == nil {
		return c.Value
	}
	return ""
}

// by is who makes a request, for the audit log.
func (s *server) by(r *http.Request) accounts.By {
	v := visitorOf(r.Context())
	return accounts.By{Who: v.Name, Address: v.Address, Agent: r.UserAgent()}
}

// setCookie gives the browser the secret of a session, or takes it away where there is none.
func setCookie(w http.ResponseWriter, secret string, secure bool) {
	c := &http.Cookie{Name: localCookie, Value: secret, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: int(accounts.Absolute.Seconds())}
	if secure {
		c.Name, c.Secure = secureCookie, true
	}
	if secret == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// private reports whether a password may come this way: over TLS, or without leaving this machine.
func private(r *http.Request) bool {
	v := visitorOf(r.Context())
	if v.Secure {
		return true
	}
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	name := r.Host
	if h, _, err := net.SplitHostPort(r.Host); err == nil {
		name = h
	}
	return err == nil && at.Addr().Unmap().IsLoopback() && isLoopback(name)
}

// notPrivate says what to do where a password would cross a network in the clear.
const notPrivate = "A password would cross the network for everybody to read. Serve these pages through a proxy with TLS, and name it with --trust-proxy; see docs/users.md."

// A signIn is the model of the page that asks who is there.
type signIn struct {
	Name    string
	Next    string
	Problem string
	Private bool
}

// signInPage asks who is there.
func (s *server) signInPage(w http.ResponseWriter, r *http.Request) {
	next := safeNext(r.URL.Query().Get("next"))
	if visitorOf(r.Context()).Role != "" {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return
	}
	m := signIn{Next: next, Private: private(r)}
	if !m.Private {
		m.Problem = notPrivate
	}
	s.showSignIn(w, r, http.StatusOK, m)
}

func (s *server) showSignIn(w http.ResponseWriter, r *http.Request, status int, m signIn) {
	s.answer(w, r, nil, page{Name: "sign-in", Title: "Sign in", Body: m}, status)
}

// signIn lets somebody in.
func (s *server) signIn(w http.ResponseWriter, r *http.Request) {
	if !s.formOf(w, r) {
		return
	}
	v := visitorOf(r.Context())
	m := signIn{Name: r.PostForm.Get("name"), Next: safeNext(r.PostForm.Get("next")), Private: private(r)}
	if !m.Private {
		m.Problem = notPrivate
		s.showSignIn(w, r, http.StatusForbidden, m)
		return
	}
	secret, _, err := s.opt.Accounts.SignIn(r.Context(), m.Name, r.PostForm.Get("password"), secretOf(r, v.Secure), accounts.By{Address: v.Address, Agent: r.UserAgent()})
	switch kind := parley.KindOf(err); {
	case err == nil:
		setCookie(w, secret, v.Secure)
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, m.Next, http.StatusSeeOther)
	case kind == parley.Forbidden:
		w.Header().Set("WWW-Authenticate", `Session realm="Parley"`)
		m.Problem = sentence(err)
		s.showSignIn(w, r, http.StatusUnauthorized, m)
	case kind == parley.TooMany:
		w.Header().Set("Retry-After", "900")
		m.Problem = sentence(err)
		s.showSignIn(w, r, http.StatusTooManyRequests, m)
	default:
		s.fail(w, r, err)
	}
}

// signOut ends the session.
func (s *server) signOut(w http.ResponseWriter, r *http.Request) {
	v := visitorOf(r.Context())
	if err := s.opt.Accounts.SignOut(r.Context(), secretOf(r, v.Secure), s.by(r)); err != nil && parley.KindOf(err) != parley.NotFound {
		s.fail(w, r, err)
		return
	}
	setCookie(w, "", v.Secure)
	w.Header().Set("Clear-Site-Data", `"cache"`) // pages that were read are not for whoever sits here next
	http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
}

// safeNext is where to go after the sign-in: an address of these pages, "/" for anything else.
func safeNext(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") ||
		strings.ContainsAny(next, "\\\r\n\t") || strings.HasPrefix(u.Path, "/sign-") || strings.HasPrefix(u.Path, "//") {
		return "/"
	}
	return u.RequestURI()
}

func escapeNext(next string) string { return url.QueryEscape(safeNext(next)) }

// sentence is what an error says to a person.
func sentence(err error) string {
	msg := err.Error()
	if _, after, ok := strings.Cut(msg, ": "); ok {
		msg = after
	}
	if msg == "" {
		return ""
	}
	return strings.ToUpper(msg[:1]) + msg[1:] + "."
}

type problemKey struct{}

// withProblem is ctx for a page that is shown again because something was not right.
func withProblem(ctx context.Context, problem string) context.Context {
	return context.WithValue(ctx, problemKey{}, problem)
}

// problemOf is what was not right, "" for nothing.
func problemOf(ctx context.Context) string {
	p, _ := ctx.Value(problemKey{}).(string)
	return p
}

// again answers a form with the page of view, which says what was not right with it.
func (s *server) again(w http.ResponseWriter, r *http.Request, path string, v view, problem error) {
	kind := parley.KindOf(problem)
	if kind == parley.Internal || kind == parley.Unavailable || kind == parley.NotFound {
		s.fail(w, r, problem)
		return
	}
	x, err := s.current(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	ctx := withProblem(r.Context(), sentence(problem))
	p, err := v(ctx, &request{index: x, path: path, q: url.Values{}, name: r.PathValue})
	if err != nil {
		s.fail(w, r, err)
		return
	}
	body, kindOf, err := s.write(p, asHTML, r, x)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", kindOf)
	w.WriteHeader(statusOf(kind))
	_, _ = w.Write(body)
}

package web

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/parley-press/parley"
)

// statusOf maps the kinds of failure to HTTP statuses; it is the only place that does.
func statusOf(k parley.Kind) int {
	switch k {
	case parley.Invalid:
		return http.StatusBadRequest
	case parley.NotFound:
		return http.StatusNotFound
	case parley.Clash:
		return http.StatusConflict
	case parley.Forbidden:
		return http.StatusForbidden
	case parley.TooMany:
		return http.StatusTooManyRequests
	case parley.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// A problem is an error as RFC 9457 writes it.
type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail,omitempty"`
}

// fail answers with err. What an error of the program says is for its log, not for the reader.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	kind := parley.KindOf(err)
	status := statusOf(kind)
	retry(w, err)
	if kind == parley.Internal {
		s.opt.Log.Error("web: request failed", "path", r.URL.Path, "err", err)
		s.failAs(w, r, status, "Something went wrong inside the program. Its log says what.")
		return
	}
	s.failAs(w, r, status, err.Error())
}

// failAs answers with a status: problem+json to an address that ends in .json, a page to any other.
func (s *server) failAs(w http.ResponseWriter, r *http.Request, status int, detail string) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Del("ETag")
	p := problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: detail}
	if strings.HasSuffix(r.URL.Path, ".json") {
		h.Set("Content-Type", "application/problem+json")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(p) // the status is out; a reader that went away is not an error
		return
	}
	body, err := s.render(page{Name: "error", Title: p.Title, Body: p}, r, nil)
	if err != nil {
		s.opt.Log.Error("web: error page failed", "err", err)
		http.Error(w, p.Title, status)
		return
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// nothingHere answers every address that no route has.
func (s *server) nothingHere(w http.ResponseWriter, r *http.Request) {
	s.failAs(w, r, http.StatusNotFound, "No page has this address.")
}

// missing is the error for a name that nothing has.
func missing(what, id string) error {
	return parley.Errorf(parley.NotFound, what, "nothing in this record is called %q", id)
}

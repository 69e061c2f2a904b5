package web

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/parley-press/parley/internal/store"
)

// A format is how a page is written.
type format int

// The formats of a page.
const (
	asHTML format = iota
	asJSON
	asCSV
)

// A view makes the model of one page. It reads the record and changes nothing.
type view func(ctx context.Context, rq *request) (page, error)

// A request is what a view may use: the record, the address, and the names in its path.
type request struct {
	*index
	path string // without the ending of a twin
	q    url.Values
	name func(string) string // value of a wildcard of the path, without the ending of a twin

	desk   bool       // forms are shown
	merges bool       // forms that move more than one finding are shown too
	form   *form      // what was sent, on the page that names what is wrong with it; nil on any other
	cut    sentencing // sentences of a text
	draw   drawer     // of parts that pages share; nil where the page writes all itself
}

// A page is a model with the template that shows it. Body is written as it is by the JSON twin.
type page struct {
	Name  string // of the template
	Title string
	Twin  string // path of the twins without ending, "" where there are none
	CSV   bool
	Body  any
	Table func() table // rows of the CSV twin
	Style string       // address of a further style sheet
	tag   string       // what the page shows beside the record
}

// page answers one route in one format.
func (s *server) page(rt route, f format) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		x, err := s.current(r.Context())
		if err != nil {
			s.fail(w, r, err)
			return
		}
		rq, f := newRequest(x, rt, r, f)
		rq.desk, rq.merges, rq.cut = s.desk(r, store.Coder), s.desk(r, store.Editor), s.cut
		if f == asHTML {
			rq.draw = s.drawer(r.Context(), x)
		}
		tag := s.etag(r.Context(), x.tag)
		if !showsMore[rt.path] && answered(w, r, tag) {
			return
		}
		p, err := s.produced(rt, rq, f, r)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		if p.tag != "" && answered(w, r, p.tag) {
			return
		}
		if showsMore[rt.path] && p.tag == "" {
			w.Header().Set("Cache-Control", "no-store")
		}
		w.Header().Set("Content-Type", p.kind)
		_, _ = w.Write(p.body)
	})
}

// produced is the page that was written of this record for this reader before, or writes it.
func (s *server) produced(rt route, rq *request, f format, r *http.Request) (written, error) {
	if rq.cache == nil || len(r.URL.RawQuery) > longestKept || !s.keepable(rt) {
		return s.produce(rt, rq, f, r)
	}
	p, ok, done := rq.cache.get(r.Context(), rq.cacheKey(r, f))
	if ok {
		return p, nil
	}
	var err error
	defer func() { done(p) }() // also where it fails: nobody must wait for ever
	p, err = s.produce(rt, rq, f, r)
	return p, err
}

// produce writes a page. Its tag is set where it shows more than the record.
func (s *server) produce(rt route, rq *request, f format, r *http.Request) (written, error) {
	p, err := rt.view(r.Context(), rq)
	if err != nil {
		return written{}, err
	}
	var out written
	if p.tag != "" {
		out.tag = s.etag(r.Context(), rq.tag, p.tag)
	}
	p.Twin, p.CSV = twinOf(rt, rq), rt.csv
	if out.body, out.kind, err = s.write(p, f, r, rq.index); err != nil {
		return written{}, err // half a page is none, and is not kept
	}
	return out, nil
}

// desk reports whether whoever asks may decide what somebody of a role decides.
func (s *server) desk(r *http.Request, least store.Role) bool {
	return s.opt.Decider != nil && visitorOf(r.Context()).Role.May(least)
}

// showsMore are the pages that show more than the record: what they show says whether they changed, or they are not kept.
var showsMore = map[string]bool{"/{$}": true, "/search": true, "/account": true, "/users": true, "/users/{id}": true, "/audit": true}

// etag is the validator of a page: of the record, of this program's templates, of who sees it, and of what else it shows.
func (s *server) etag(ctx context.Context, record string, more ...string) string {
	v := visitorOf(ctx)
	if s.opt.Accounts != nil {
		more = append(more, "as", v.Name, string(v.Role))
	}
	if len(more) == 0 {
		return `"` + record + s.site + `"`
	}
	return `"` + digest([]byte(record+s.site+strings.Join(more, "\x00"))) + `"`
}

// twinAsked is the ending by which the path of a page with an id asks for its twin, and the format of that; "" where it asks for none.
func twinAsked(rt route, path string, f format) (string, format) {
	switch {
	case rt.twin != "":
	case strings.HasSuffix(path, ".json"):
		return ".json", asJSON
	case rt.csv && strings.HasSuffix(path, ".csv"):
		return ".csv", asCSV
	}
	return "", f
}

// newRequest reads the path. An id that carries the ending .json, or .csv where the page has rows, asks for the twin of its page.
func newRequest(x *index, rt route, r *http.Request, f format) (*request, format) {
	rq := &request{index: x, path: r.URL.Path, q: r.URL.Query(), name: r.PathValue}
	if ending, g := twinAsked(rt, rq.path, f); ending != "" {
		f = g
		rq.path = strings.TrimSuffix(rq.path, ending)
		rq.name = func(k string) string {
			v := r.PathValue(k)
			if k == "id" {
				v = strings.TrimSuffix(v, ending)
			}
			return v
		}
	} else if f != asHTML {
		rq.path = rt.twin
	}
	return rq, f
}

// twinOf is the path of a page's twins, without ending.
func twinOf(rt route, rq *request) string {
	switch rt.twin {
	case "":
	case noTwin:
		return ""
	default:
		return rt.twin
	}
	return (&url.URL{Path: rq.path}).EscapedPath()
}

// answered sets the validator of the answer and reports whether the reader already holds it; then 304 is sent.
func answered(w http.ResponseWriter, r *http.Request, tag string) bool {
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "private, no-cache")
	for _, t := range strings.Split(r.Header.Get("If-None-Match"), ",") {
		if t = strings.TrimPrefix(strings.TrimSpace(t), "W/"); t == tag || t == "*" {
			w.WriteHeader(http.StatusNotModified)
			return true
		}
	}
	return false
}

// write makes the bytes of a page and their media type.
func (s *server) write(p page, f format, r *http.Request, x *index) ([]byte, string, error) {
	switch f {
	case asJSON:
		w := writers.Get().(*writer)
		defer w.put()
		if err := w.json.Encode(p.Body); err != nil {
			return nil, "", err
		}
		w.laid = indented(w.laid[:0], w.buf.Bytes())
		return bytes.Clone(w.laid), "application/json", nil
	case asCSV:
		b, err := p.Table().csv()
		return b, "text/csv; charset=utf-8; header=present", err
	}
	b, err := s.render(p, r, x)
	return b, "text/html; charset=utf-8", err
}

// A writer is room in which a page is written before it is known how long it is. It is used again: pages are long, and growing into one leaves as much garbage
// behind.
type writer struct {
	buf  bytes.Buffer
	json *json.Encoder
	laid []byte // JSON as people read it
}

var writers = sync.Pool{New: func() any {
	w := new(writer)
	w.json = json.NewEncoder(&w.buf)
	return w
}}

// put gives the room back, unless it is of an uncommonly long page.
func (w *writer) put() {
	if max(w.buf.Cap(), cap(w.laid)) <= 2*mostCachedPage { // a buffer grows to twice what it holds
		w.buf.Reset()
		writers.Put(w)
	}
}

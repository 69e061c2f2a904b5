package web

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/query"
	"github.com/parley-press/parley/internal/store"
)

// SavedSearches keeps searches that somebody wants to see again (see store.Searches).
type SavedSearches interface {
	SaveSearch(ctx context.Context, s store.SavedSearch) error
	ForgetSearch(ctx context.Context, who, name string) error
	SavedSearches(ctx context.Context, who string) ([]store.SavedSearch, error)
}

// A savedSearch is a saved search as the page lists it.
type savedSearch struct {
	Name   string
	Query  string // of the address
	Href   string
	New    int    // passages that came since it was last looked at
	Plus   bool   // there are more than were counted
	Newest string // address of these alone
	Feed   string
}

// mostCounted is of how many saved searches the new passages are counted.
const mostCounted = 20

// addSaved adds the saved searches to a page, and says what of them the page shows.
func (s *server) addSaved(ctx context.Context, rq *request, src Searcher, m *searchModel) (tag string, err error) {
	if s.opt.Searches == nil {
		return "", nil
	}
	m.CanSave = true
	all, err := s.opt.Searches.SavedSearches(ctx, whoOf(ctx))
	if err != nil {
		return "", err
	}
	for i, a := range all {
		v := savedSearch{Name: a.Name, Query: a.Query, Href: "/search?" + a.Query, Feed: "/search.atom?" + a.Query}
		if i < mostCounted && m.Asked == "" {
			v.New, v.Plus = rq.newSince(ctx, src, a)
			v.Newest = v.Href + "&after=" + url.QueryEscape(jsonText(a.Seen))
		}
		m.Saved = append(m.Saved, v)
	}
	return "saved" + jsonText(m.Saved), nil
}

func jsonText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(b)
}

// newSince counts what a saved search finds that came after it was last looked at. A query that is refused by now finds nothing.
func (rq *request) newSince(ctx context.Context, src Searcher, a store.SavedSearch) (n int, plus bool) {
	q, err := url.ParseQuery(a.Query)
	if err != nil {
		return 0, false
	}
	sub := &request{index: rq.index, path: "/search", q: q}
	sub.q.Set("after", jsonText(max(1, a.Seen)))
	res, _, err := sub.find(ctx, src, nil)
	if err != nil {
		return 0, false
	}
	return len(choose(pointers(res.Items), searchFilter(rq.index).Facets, q, -1)), res.More
}

func pointers[T any](rows []T) []*T {
	out := make([]*T, len(rows))
	for i := range rows {
		out[i] = &rows[i]
	}
	return out
}

// searchRoutes are the addresses of search that are not pages: feeds, and what saves and forgets.
func (s *server) searchRoutes(m *router) {
	m.HandleFunc("GET /changes.atom", s.changesFeed)
	m.HandleFunc("GET /search.atom", s.searchFeed)
	if s.opt.Searches != nil {
		m.HandleFunc("POST /search/save", s.saveSearch)
		m.HandleFunc("POST /search/forget", s.forgetSearch)
	}
}

// saveSearch saves the search that a form names, or says of a saved one that all of it was seen.
func (s *server) saveSearch(w http.ResponseWriter, r *http.Request) {
	name, q, err := searchForm(r)
	if err == nil {
		err = s.save(r.Context(), name, q)
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	http.Redirect(w, r, "/search", http.StatusSeeOther)
}

func (s *server) save(ctx context.Context, name, q string) error {
	values, err := url.ParseQuery(q)
	if err != nil {
		return parley.Errorf(parley.Invalid, "search", "the query of the address cannot be read")
	}
	if _, err := query.Parse(values.Get("q")); err != nil {
		return err
	}
	src, ok := s.src.(Searcher)
	if !ok {
		return parley.Errorf(parley.NotFound, "search", "this record cannot be searched")
	}
	seen := int64(0)
	latest, err := src.Arrivals(ctx, 1)
	if err != nil {
		return err
	}
	if len(latest) > 0 {
		seen = latest[0].Num
	}
	return s.opt.Searches.SaveSearch(ctx, store.SavedSearch{Who: whoOf(ctx), Name: name, Query: keep(values, "page", "after"), At: time.Now(), Seen: seen})
}

// forgetSearch forgets the search that a form names.
func (s *server) forgetSearch(w http.ResponseWriter, r *http.Request) {
	name, _, err := searchForm(r)
	if err == nil {
		err = s.opt.Searches.ForgetSearch(r.Context(), whoOf(r.Context()), name)
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	http.Redirect(w, r, "/search", http.StatusSeeOther)
}

// searchForm is the name and the query that a form sends.
func searchForm(r *http.Request) (name, q string, err error) {
	if err := r.ParseForm(); err != nil { // the guard bounds its size
		return "", "", parley.Errorf(parley.Invalid, "form", "it cannot be read")
	}
	return strings.TrimSpace(r.PostForm.Get("name")), strings.TrimPrefix(r.PostForm.Get("query"), "?"), nil
}

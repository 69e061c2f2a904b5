package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/parley-press/parley"
)

// prepared folds the record of a source that can say when it has changed, and makes all that its pages need, so that no request has to.
func (s *server) prepared(ctx context.Context) (*index, error) {
	stamp, err := s.keep.src.Stamp(ctx)
	if err != nil {
		return nil, err
	}
	rec, err := s.src.Record(ctx)
	if err != nil {
		return nil, err
	}
	if rec == nil {
		rec = &parley.Record{}
	}
	if was := s.keep.last(); was != nil && was.rec == rec {
		return was, nil
	}
	var x *index
	if !s.keep.large(rec) {
		if x, err = newIndex(rec, s.src); err != nil {
			return nil, err
		}
	} else {
		x = indexOf(rec, s.src, quickDigest(rec, stamp))
	}
	if a, ok := s.src.(AsideSource); ok {
		if x.aside, err = a.SetAside(ctx); err != nil {
			return nil, err
		}
	}
	x.cache, x.fragments = new(pageCache), new(pageCache)
	if s.keep.large(rec) {
		s.warm(ctx, x)
	}
	return x, nil
}

// quickDigest is the digest of a large record: of what its source says of its state, and of what each report has. Writing all its bytes would take longer than
// most folds.
func quickDigest(rec *parley.Record, stamp string) string {
	b := []byte(stamp + "\n" + rec.Reader + "\n")
	for i := range rec.Reports {
		r := &rec.Reports[i]
		b = append(append(b, r.ID...), r.File...)
		for _, n := range []int{len(r.Statements), len(r.Events), len(r.Figures)} {
			b = strconv.AppendInt(append(b, ' '), int64(n), 10)
		}
	}
	return digest(b)
}

// warm makes what the pages of a large record have in common: the lists of the menu, what is counted, and what searches need.
func (s *server) warm(ctx context.Context, x *index) {
	x.view()
	if src, ok := s.src.(Searcher); ok {
		_ = src.Ready(ctx) // what cannot be made ready is read when it is asked for
	}
	x.news()
	x.facts()
	x.eventsOf()
	x.toldOf()
	x.renamed()
	x.byParty()
	x.longLives()
	if s.opt.Decider != nil {
		x.namedIn()
		x.byWord()
	}
	for _, q := range x.lists.queue {
		q()
	}
	for _, rt := range s.routes() {
		for _, q := range mainPages[rt.twin] {
			r := (&http.Request{Method: http.MethodGet, URL: &url.URL{Path: rt.twin, RawQuery: q}, Header: http.Header{}}).WithContext(ctx)
			rq, _ := newRequest(x, rt, r, asHTML)
			rq.cut = s.cut
			_, _ = rt.view(ctx, rq) // what cannot be made now is told to who asks for it
		}
	}
}

// mainPages are the twins of the pages that are made ready, each with the queries of its address.
var mainPages = map[string][]string{"/summary": {""}, "/timeline": {"", "zoom=whole"}, "/statements": {""}, "/positions": {""}, "/positions/changes": {""}, "/instruments": {""}, "/figures": {""},
	"/conflicts": {""}, "/commitments": {""}, "/outlets": {""}, "/omissions": {""}, "/wordings": {""}, "/entities": {""}, "/reports": {""}, "/decisions": {""}}

// Package web shows a record as pages that a browser reads whole without scripts and without any other host (islands make them quick where they were built
// in): a summary, a chronology, statements, instruments with their life by voice, conflicts, figures, positions and what changed in them, outlets with what
// they leave out and what they call whom, entities, and each report with the words of every finding lit; a search, with feeds of what is new; and, for those
// who may, forms that correct what was found. Each page has a twin as JSON, each list one as CSV, made from the same model.
package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"log/slog"
	"net/http"
	"net/netip"
	"sync"

	"github.com/parley-press/parley"
	accounts "github.com/parley-press/parley/internal/account"
	sentences "github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/text"
)

// A Source is where the pages get what they show. It serves many goroutines, and what it has given out never changes:
// a record that grew is another pointer.
type Source interface {
	Record(ctx context.Context) (*parley.Record, error)
	Text(ctx context.Context, id parley.ReportID) (*text.Text, error)
	Raw(ctx context.Context, id parley.ReportID) (parley.Report, error)
}

// An AsideSource is a Source that also knows which inputs were not read, and why. The summary lists them.
type AsideSource interface {
	SetAside(ctx context.Context) ([]parley.SetAside, error)
}

// A Decider writes down what people decide. DecideAt refuses with kind Clash where the newest decision on the subject does not have the number seen, 0 for none.
type Decider interface {
	DecideAt(ctx context.Context, d parley.Decision, seen int64) (parley.Decision, error)
}

// An AsOfSource is a Source that also knows what its record was on an earlier day: that of the reports published until then. The summary says what changed
// since.
type AsOfSource interface {
	AsOf(ctx context.Context, day parley.Date) (*parley.Record, error)
}

// Options says how the pages are served. The zero value serves a nameless dossier to this machine alone.
type Options struct {
	Title string       // name of the dossier, "" for "Dossier"
	Hosts []string     // names that the Host header may carry beside the loopback ones; "*" allows any
	Log   *slog.Logger // faults of the program; nil drops them

	Who      string           // the one user's name, where there are no accounts
	Accounts *accounts.Keeper // who may come in; nil lets everybody in who reaches the pages
	Proxies  []netip.Prefix   // whose word is taken for where a request comes from, and that it came over TLS
	Searches SavedSearches    // where searches are saved; nil for pages without that
	Decider  Decider          // what a form writes to; nil: pages without forms
}

// A server is the handler's state: all of it but the index of the newest record and its keeper is read-only after New.
type server struct {
	src   Source
	opt   Options
	pages map[string]*template.Template
	site  string // hash of templates and assets, part of every ETag
	style string // hash of the style sheet, for its address

	scripts   map[string][]string         // addresses of the islands of a page, by its template
	segmenter func() *sentences.Segmenter // numbers the sentences of the page on which findings are added

	keep *keeper // of a source that can say when it has changed; nil for any other

	mu    sync.Mutex
	index *index

	cross *http.CrossOriginProtection // turns away what other sites let a browser send
}

// New is the handler of all pages. It fails where a template does not parse.
func New(src Source, opt Options) (http.Handler, error) {
	s, err := newServer(src, opt)
	if err != nil {
		return nil, err
	}
	return s.guard(s.mux()), nil
}

// newServer is the server behind the pages.
func newServer(src Source, opt Options) (*server, error) {
	if opt.Title == "" {
		opt.Title = "Dossier"
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	s := &server{src: src, opt: opt, segmenter: sync.OnceValue(sentences.New), cross: http.NewCrossOriginProtection()}
	var err error
	if s.pages, err = parsePages(); err != nil {
		return nil, &parley.Error{Kind: parley.Internal, Op: "web: templates", Err: err}
	}
	if s.site, s.style, err = hashFiles(); err != nil {
		return nil, &parley.Error{Kind: parley.Internal, Op: "web: assets", Err: err}
	}
	if s.scripts, err = islandsOf(files); err != nil {
		return nil, &parley.Error{Kind: parley.Internal, Op: "web: islands", Err: err}
	}
	if opt.Decider != nil {
		s.site += "desk" // a page with forms is another page
	}
	if k, ok := src.(StampSource); ok {
		s.keep = &keeper{src: k, make: s.prepared, small: smallRecord, log: opt.Log}
	}
	return s, nil
}

// cut cuts a text into sentences.
func (s *server) cut(t *text.Text) *text.Doc { return s.segmenter().Segment(t) }

// current is the index of the record that the request may be shown; it is built anew only when the source gives another record.
func (s *server) current(ctx context.Context) (*index, error) {
	if s.keep != nil {
		return s.keep.current(ctx, whoOf(ctx))
	}
	rec, err := s.src.Record(ctx)
	if err != nil {
		return nil, err
	}
	if rec == nil {
		rec = &parley.Record{}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.index != nil && s.index.rec == rec {
		return s.index, nil
	}
	x, err := newIndex(rec, s.src)
	if err != nil {
		return nil, err
	}
	s.index = x
	return x, nil
}

// digest is the first 16 hex digits of the SHA-256 of b.
func digest(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:8])
}

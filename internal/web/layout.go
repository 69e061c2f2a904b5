package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

//go:embed templates/*.html assets/*
var files embed.FS

// shared are the templates that every page may use.
var shared = []string{"templates/layout.html", "templates/parts.html", "templates/desk.html"}

// parsePages parses every template: each page is a file of its own that defines "main", laid over the shared ones.
func parsePages() (map[string]*template.Template, error) {
	base, err := template.New("layout").Funcs(functions).ParseFS(files, shared...)
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		return nil, err
	}
	out := map[string]*template.Template{}
	for _, n := range names {
		if slices.Contains(shared, n) {
			continue
		}
		t, err := base.Clone()
		if err != nil {
			return nil, err
		}
		if _, err = t.ParseFS(files, n); err != nil {
			return nil, err
		}
		out[strings.TrimSuffix(path.Base(n), ".html")] = t
	}
	return out, nil
}

// hashFiles is the digest of all embedded files, and that of the style sheet.
func hashFiles() (site, style string, err error) {
	var all []byte
	err = fs.WalkDir(files, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := files.ReadFile(p)
		all = append(append(all, p...), b...)
		return err
	})
	if err != nil {
		return "", "", err
	}
	css, err := files.ReadFile("assets/style.css")
	return digest(all), digest(css), err
}

// A layout is what the frame around every page shows.
type layout struct {
	page
	Site    string
	Note    string // about the dossier
	Nav     []navEntry
	Version string   // of the style sheet
	Scripts []string // addresses of the islands
	IsList  bool     // the page is the one the menu names
	Query   string   // of the address, with its question mark
	Reader  string
	Digest  string
	Reports int
	Visitor visitor // who is signed in; without accounts nobody is
	Closed  bool    // whoever looks at it must sign in first
	Admin   bool    // may see the users and the audit log
	Here    string  // path of the page
	AsOf    string  // when the record was folded, where that takes long
	Find    bool    // there is something to search
	Asked   string  // what the box of the search holds
}

// A navEntry is a menu entry as one page shows it.
type navEntry struct {
	navItem
	Current bool
	Count   int // -1 where there is none
}

// render lays a page into the frame. x is nil where no record can be had.
func (s *server) render(p page, r *http.Request, x *index) ([]byte, error) {
	t, ok := s.pages[p.Name]
	if !ok {
		return nil, fmt.Errorf("web: no template %q", p.Name)
	}
	l := layout{page: p, Site: s.opt.Title, Note: s.opt.Note, Version: s.style, Scripts: s.scripts[p.Name]}
	if q := keep(r.URL.Query(), "page"); q != "" {
		l.Query = "?" + q
	}
	s.addVisitor(&l, r)
	for _, n := range navigation {
		if l.Closed {
			break
		}
		e := navEntry{navItem: n, Current: x != nil && isSection(r.URL.Path, n.Href), Count: -1}
		l.IsList = l.IsList || e.Current && r.URL.Path == n.Href
		if x != nil {
			e.Count = x.count(n.Href)
		}
		l.Nav = append(l.Nav, e)
	}
	if x != nil {
		l.Reader, l.Digest, l.Reports = x.rec.Reader, x.tag, len(x.rec.Reports)
	}
	if x != nil && !x.asOf.IsZero() {
		l.AsOf = x.asOf.Format("2006-01-02T15:04:05Z")
	}
	s.findBox(&l, r)
	w := writers.Get().(*writer)
	defer w.put()
	err := t.ExecuteTemplate(&w.buf, "layout", l)
	return bytes.Clone(w.buf.Bytes()), err
}

// addVisitor says who looks at the page. Whoever is not signed in learns nothing of the dossier, its name included.
func (s *server) addVisitor(l *layout, r *http.Request) {
	l.Here = r.URL.Path
	if s.opt.Accounts == nil {
		return
	}
	l.Visitor = visitorOf(r.Context())
	l.Closed, l.Admin = l.Visitor.Role == "", l.Visitor.Role.May(store.Admin)
	if l.Closed {
		l.Site, l.Note = "Parley", ""
	}
}

// keep writes a query without the keys named, in a fixed order.
func keep(q url.Values, without ...string) string {
	c := url.Values{}
	for k, v := range q {
		c[k] = v
	}
	for _, k := range without {
		delete(c, k)
	}
	return c.Encode()
}

// mediaTypes are the media types of the files that the pages load.
var mediaTypes = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
}

// asset serves the files that the pages load. Their address carries their digest, so they may be kept.
func (s *server) asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	b, err := files.ReadFile("assets/" + name)
	if err != nil || !fs.ValidPath(name) {
		s.fail(w, r, missing("assets", name))
		return
	}
	if answered(w, r, `"`+digest(b)+`"`) {
		return
	}
	w.Header().Set("Content-Type", mediaTypes[path.Ext(name)])
	if r.URL.Query().Has("v") {
		w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
	}
	_, _ = w.Write(b)
}

// reportAt is the report that the address names, in the record of now. Where there is none it has answered, and ok is false.
func (s *server) reportAt(w http.ResponseWriter, r *http.Request) (x *index, e *parley.ReportEntry, ok bool) {
	x, err := s.current(r.Context())
	if err == nil {
		e, err = x.report(r.PathValue("id"))
	}
	if err != nil {
		s.fail(w, r, err)
		return nil, nil, false
	}
	return x, e, true
}

// raw gives a report's bytes as they came: to be saved, never shown as a page.
func (s *server) raw(w http.ResponseWriter, r *http.Request) {
	_, e, ok := s.reportAt(w, r)
	if !ok {
		return
	}
	if answered(w, r, `"`+string(e.ID)+`"`) {
		return
	}
	rep, err := s.src.Raw(r.Context(), e.ID)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	ext := ".txt"
	if rep.Format == parley.HTML {
		ext = ".html"
	}
	h := w.Header()
	h.Set("Content-Type", "text/plain")
	h.Set("Content-Disposition", `attachment; filename="report-`+e.ID.Short()+ext+`"`)
	h.Set("Content-Security-Policy", policy+"; sandbox")
	_, _ = w.Write(rep.Bytes)
}

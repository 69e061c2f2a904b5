package web

import (
	"net/http"
	"strings"
)

// A route is one address of the pages. Where twin is set the same view also answers twin.json and, if it is a list,
// twin.csv; a path that ends in {id} takes the ending with the id.
type route struct {
	path string
	twin string
	view view
	csv  bool
}

// noTwin is the twin of a page that is a form.
const noTwin = "-"

// routes lists every page.
func (s *server) routes() []route {
	return []route{
		{"/{$}", "/summary", s.summary, true},
		{"/timeline", "/timeline", timeline, true},
		{"/statements", "/statements", statements, true},
		{"/statements/{report}/{id}", "", statementPage, false},
		{"/positions", "/positions", positions, true},
		{"/positions/changes", "/positions/changes", changes, true},
		{"/instruments", "/instruments", instruments, true},
		{"/instruments/{id}", "", instrumentPage, true},
		{"/figures", "/figures", figures, true},
		{"/conflicts", "/conflicts", conflicts, true},
		{"/commitments", "/commitments", commitments, true},
		{"/outlets", "/outlets", outlets, true},
		{"/outlets/{id}", "", outletPage, true},
		{"/omissions", "/omissions", omissions, true},
		{"/wordings", "/wordings", wordings, true},
		{"/entities", "/entities", entities, true},
		{"/entities/{id}", "", entityPage, false},
		{"/reports", "/reports", reports, true},
		{"/reports/{id}", "", reportPage, false},

		// the desk: what people correct
		{"/reports/{id}/add", noTwin, addPage, false},
		{"/reports/{report}/findings/{id}", "", findingPage, false},
		{"/conflicts/{id}", "", conflictPage, false},
		{"/search", "/search", s.searchPage, true},
		{"/review", "/review", review, true},
		{"/decisions", "/decisions", decisions, true},
		{"/decisions/{id}", "", decisionPage, false},
		{"/orphans", "/orphans", orphans, true},
		{"/agreement", "/agreement", agreement, true},
	}
}

// mux joins the pages with what is not a page: the files they load, the raw bytes of a report, and what changes accounts.
func (s *server) mux() *router {
	m := &router{ServeMux: http.NewServeMux(), s: s}
	if s.opt.Accounts != nil {
		s.accountActions(m)
	}
	for _, r := range append(s.routes(), s.accountRoutes()...) {
		m.Handle("GET "+r.path, s.page(r, asHTML))
		if r.twin != "" && r.twin != noTwin {
			m.Handle("GET "+r.twin+".json", s.page(r, asJSON))
		}
		if r.csv && r.twin != "" {
			m.Handle("GET "+r.twin+".csv", s.page(r, asCSV))
		}
	}
	m.HandleFunc("GET /reports/{id}/raw", s.raw)
	m.HandleFunc("GET /reports/{id}/marks.css", s.marksCSS)
	m.HandleFunc("GET /assets/{name}", s.asset)
	s.searchRoutes(m)
	if s.opt.Decider != nil {
		for _, d := range s.desks() {
			m.Handle("POST "+d.path, s.take(d))
		}
	}
	m.HandleFunc("GET /", s.nothingHere)
	return m
}

// navigation is the order of the pages in the menu.
var navigation = []navItem{
	{"/", "Summary"}, {"/timeline", "Timeline"}, {"/statements", "Statements"}, {"/positions", "Positions"},
	{"/instruments", "Instruments"}, {"/figures", "Figures"}, {"/conflicts", "Conflicts"},
	{"/commitments", "Commitments"}, {"/outlets", "Outlets"}, {"/entities", "Entities"}, {"/reports", "Reports"},
	{"/review", "Review"}, {"/decisions", "Decisions"},
}

// A navItem is one entry of the menu.
type navItem struct{ Href, Name string }

// isSection reports whether path lies in the section of the menu that starts at href.
func isSection(path, href string) bool {
	if path == "/omissions" || path == "/wordings" { // pages about outlets, which the page of outlets leads to
		path = "/outlets" + path
	}
	return path == href || href != "/" && strings.HasPrefix(path, href+"/")
}

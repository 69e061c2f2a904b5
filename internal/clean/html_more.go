package clean

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// pageMeta takes over what the head of the page says and nothing printed has said better.
func (p *page) pageMeta(h *pageMeta) {
	m := &p.text.Meta
	m.Section = h.section
	if len(m.Bylines) == 0 {
		for _, a := range append(h.authors, h.author) {
			p.headAuthor(a)
		}
	}
	m.Updated = h.updated
	for _, d := range m.Dates {
		if d.Why == "update stamp" && !m.Updated.Value.Known() {
			m.Updated = d
		}
	}
}

// headAuthor keeps the names in an author of the head: persons, not the outlet or an agency.
func (p *page) headAuthor(a text.Named) {
	m := &p.text.Meta
	if a.Name == "" || table().byName(a.Name) != nil || a.Name == m.Outlet.Name {
		return
	}
	names, end := readNames(a.Name, byWord(a.Name))
	if len(names) == 0 || end < len(a.Name) {
		names = []piece{{byWord(a.Name), len(a.Name)}}
	}
	for _, n := range names {
		by := text.Byline{Name: n.of(a.Name), Role: "reporting", Span: parley.Span{Start: a.Span.Start + n.start, End: a.Span.Start + n.end}}
		for _, b := range m.Bylines {
			if b.Name == by.Name {
				by.Name = ""
			}
		}
		if by.Name != "" {
			p.addByline(by)
		}
	}
}

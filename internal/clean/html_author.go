package clean

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// pageMeta takes over what the head of the page says and nothing printed has said better.
func (p *page) pageMeta(h *pageMeta) {
	m := &p.text.Meta
	m.Section = h.section
	p.headAuthors(h)
	for i := range m.Bylines {
		m.Bylines[i] = withoutMonth(m.Bylines[i])
	}
	m.Updated = h.updated
	for _, d := range m.Dates {
		if d.Why == "update stamp" && !m.Updated.Value.Known() {
			m.Updated = d
		}
	}
}

// headAuthors takes the authors of linked data for those who report, with the words of a printed byline that has the same name. Where the head
// names none in linked data, a printed byline counts first.
func (p *page) headAuthors(h *pageMeta) {
	m := &p.text.Meta
	var found []text.Byline
	for _, a := range h.authors {
		found = p.headAuthor(found, a)
	}
	if len(found) == 0 {
		if len(m.Bylines) > 0 {
			return
		}
		found = p.headAuthor(found, h.author)
	}
	if len(found) == 0 {
		return
	}
	for _, b := range m.Bylines {
		same := -1
		for i := range found {
			if squash(found[i].Name) == squash(b.Name) {
				same = i
			}
		}
		switch {
		case same >= 0 && b.Role == "reporting":
			found[same].Span = b.Span
		case b.Role != "reporting":
			found = append(found, b)
		}
	}
	m.Bylines = found
}

// headAuthor adds the names in an author of the head: persons, not the outlet or an agency.
func (p *page) headAuthor(found []text.Byline, a text.Named) []text.Byline {
	if a.Name == "" || table().byName(a.Name) != nil || a.Name == p.text.Meta.Outlet.Name {
		return found
	}
	names, end := readNames(a.Name, byWord(a.Name))
	if len(names) == 0 || end < len(a.Name) && !strings.HasPrefix(strings.TrimSpace(a.Name[end:]), ",") {
		names = []piece{{byWord(a.Name), len(a.Name)}}
	}
	for _, n := range names {
		name := n.of(a.Name)
		known := n.empty() || hasWord(strings.ToLower(name), "m:nobody")
		for _, b := range found {
			known = known || b.Name == name
		}
		if !known && len(found) < maxAuthors {
			found = append(found, text.Byline{Name: name, Role: "reporting", Span: parley.Span{Start: a.Span.Start + n.start, End: a.Span.Start + n.end}})
		}
	}
	return found
}

// withoutMonth takes a month off the end of a name: "By Ana Roe May 4, 2031" without a mark between.
func withoutMonth(b text.Byline) text.Byline {
	at := strings.LastIndexByte(b.Name, ' ')
	if at < 0 || strings.IndexByte(b.Name, ' ') == at || table().months[strings.ToLower(strings.TrimSuffix(b.Name[at+1:], "."))] == 0 {
		return b
	}
	if b.Span.Len() == len(b.Name) {
		b.Span.End = b.Span.Start + at
	}
	b.Name = b.Name[:at]
	return b
}

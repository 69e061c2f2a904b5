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
	kept := m.Bylines[:0]
	for _, b := range m.Bylines {
		b = withoutMonth(b)
		if o := table().byName(b.Name); o != nil && o.kind != "outlet" {
			p.addAgency(text.Named{Name: o.name, Span: b.Span, How: parley.Stated, Why: "in the byline"})
			continue
		}
		kept = append(kept, b)
	}
	m.Bylines = kept
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

// toldAuthors takes those whom the container names as authors, where the report itself names nobody who reports.
func (p *page) toldAuthors(g parley.Given) {
	m := &p.text.Meta
	for _, b := range m.Bylines {
		if b.Role == "reporting" {
			return
		}
	}
	var found []text.Byline
	for s := range strings.SplitSeq(g.Authors, "; ") {
		if o := table().byName(s); o != nil && o.kind != "outlet" {
			p.addAgency(text.Named{Name: o.name, How: parley.Stated, Why: g.AuthorsBy})
			continue
		}
		found = p.headAuthor(found, text.Named{Name: givenFirst(s)})
	}
	for _, b := range found {
		low := strings.ToLower(b.Name)
		if low == b.Name || officeWords[low[strings.LastIndexByte(low, ' ')+1:]] || nobodys[low] || p.outletWords(low) {
			continue
		}
		p.addByline(text.Byline{Name: b.Name, Role: b.Role, Why: g.AuthorsBy})
	}
}

// nobodys are the accounts by which sites publish and that are nobody's name.
var nobodys = map[string]bool{"admin": true, "administrator": true, "webmaster": true, "root": true, "guest": true, "unknown": true, "anonymous": true, "none": true, "null": true, "user": true}

// outletWords reports whether a name in small letters is the outlet's own.
func (p *page) outletWords(low string) bool {
	o := squash(p.text.Meta.Outlet.Name)
	return o != "" && squash(low) == o
}

// givenFirst turns "Roe, Ana" into "Ana Roe": one comma, one word before it, which is no agency, and one or two after it.
func givenFirst(s string) string {
	last, first, ok := strings.Cut(s, ", ")
	if !ok || words(last) != 1 || words(first) < 1 || words(first) > 2 || strings.ContainsAny(first, ",&") || strings.Contains(first, "and ") || table().byName(last) != nil {
		return s
	}
	return first + " " + last
}

// headAuthor adds the names in an author of the head: persons, not the outlet or an agency.
func (p *page) headAuthor(found []text.Byline, a text.Named) []text.Byline {
	if a.Name == "" || table().byName(a.Name) != nil || a.Name == p.text.Meta.Outlet.Name {
		return found
	}
	names, end := readNames(a.Name, byWord(a.Name))
	if len(names) == 0 || end < len(a.Name) && !strings.HasPrefix(strings.TrimSpace(a.Name[end:]), ",") {
		names = listed(a.Name, byWord(a.Name))
	}
	for _, n := range names {
		name := n.of(a.Name)
		known := n.empty() || words(name) > 5 || table().byName(name) != nil || hasWord(strings.ToLower(name), "m:nobody")
		if allCaps(name) && words(name) > 1 {
			name = titleCase(name)
		}
		for _, b := range found {
			known = known || b.Name == name
		}
		if !known && len(found) < maxAuthors {
			found = append(found, text.Byline{Name: name, Role: "reporting", Span: parley.Span{Start: a.Span.Start + n.start, End: a.Span.Start + n.end}})
		}
	}
	return found
}

// listed are the parts of s from byte at on that commas, semicolons, "and" or "&" stand between: names in capitals and with their office.
func listed(s string, at int) []piece {
	var out []piece
	for at < len(s) {
		end, next := len(s), len(s)
		for _, sep := range [...]string{",", ";", " and ", " AND ", " & "} {
			if k := strings.Index(s[at:], sep); k >= 0 && at+k < end {
				end, next = at+k, at+k+len(sep)
			}
		}
		from := at + len(s[at:end]) - len(strings.TrimLeft(s[at:end], " \u00a0"))
		if p := (piece{from, from + len(strings.TrimSpace(s[from:end]))}); !p.empty() && len(out) < maxAuthors {
			out = append(out, p)
		}
		at = next
	}
	return out
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

package clean

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// titleMarks part the title of a page: headline, section, name of the site.
var titleMarks = []string{" | ", " - ", " – ", " — ", " :: ", " • ", " · ", " « ", " » "}

// fromTitle infers the outlet from the end of a page's title behind the headline, or from its beginning: "Envoys to meet again - World - Riverton Post".
// The name has to stand elsewhere too: in the address, in a line of its own, in a notice on rights; or it is such as only outlets have.
func (p *page) fromTitle() (text.Named, bool) {
	if p.html == nil || p.html.title.Span.Empty() || p.text.Meta.Headline.Empty() {
		return text.Named{}, false
	}
	t := p.html.title.Span
	s := p.str(t)
	head := squash(p.str(p.text.Meta.Headline))
	first, last := len(s), -1
	after := 0
	for _, m := range titleMarks {
		if k := strings.Index(s, m); k > 0 && k < first {
			first = k
		}
		if k := strings.LastIndex(s, m); k > last {
			last, after = k, k+len(m)
		}
	}
	if last < 0 || len(head) < 8 {
		return text.Named{}, false
	}
	for _, c := range [...]struct {
		name piece
		rest string
	}{{piece{after, len(s)}, s[:last]}, {piece{0, first}, s[first:]}} {
		name, rest := c.name.of(s), squash(c.rest)
		if strings.HasPrefix(rest, head) || strings.HasSuffix(rest, head) || strings.HasPrefix(head, rest) && len(rest) > 20 {
			if p.namesSite(name) {
				at := piece{c.name.start + len(name) - len(strings.TrimLeft(name, " ")), c.name.start + len(strings.TrimRight(name, " "))}
				return text.Named{Name: at.of(s), Span: parley.Span{Start: t.Start + at.start, End: t.Start + at.end}, How: parley.Inferred, Why: "in the title of the page"}, true
			}
		}
	}
	return text.Named{}, false
}

// namesSite reports whether a part of the title is the name of the site.
func (p *page) namesSite(name string) bool {
	name = strings.TrimSpace(name)
	n := squash(name)
	bare := strings.TrimPrefix(n, "the")
	if len(bare) < 3 || len(name) > 40 || words(name) > 5 || !upperFirst(name) && !domain(name) || n == squash(p.html.section.Name) {
		return false
	}
	if outletName(name) != "" {
		return true
	}
	host := squash(hostOf(p.text.Meta.URL))
	for _, h := range p.html.hosts {
		host += " " + squash(h)
	}
	if len(bare) > 3 && strings.Contains(host, bare) {
		return true
	}
	for i := range p.units {
		if i == p.head || p.isBody(i) || p.units[i].span.Overlaps(p.html.title.Span) {
			continue
		}
		s := p.line(i)
		if len(s) < 60 && squash(s) == n && words(name) > 1 {
			return true
		}
		if low := strings.ToLower(s); len(s) < 200 && (strings.Contains(s, "©") || strings.Contains(low, "copyright")) && strings.Contains(squash(s), n) {
			return true
		}
	}
	return false
}

package web

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// dossiers are the records that every page must stand: none, a bare one, one whose ids lead nowhere, a full one, and one
// with hostile text in every field.
func dossiers() map[string]*inMemory {
	bare := &inMemory{rec: &parley.Record{Reports: []parley.ReportEntry{{
		ID: "ab", Statements: []parley.Statement{{Basis: parley.Basis{ID: "s1"}}},
		Events: []parley.Event{{Basis: parley.Basis{ID: "e1"}}}, Figures: []parley.Figure{{Basis: parley.Basis{ID: "f1"}}}}},
		Entities: []parley.Entity{{ID: "x"}}, Instruments: []parley.Instrument{{ID: "y", History: []parley.Step{{}}}},
		Conflicts: []parley.Conflict{{}}, Chronology: []parley.ChronologyLine{{}}, Positions: []parley.Position{{}},
		Commitments: []parley.Commitment{{}}, Outlets: []parley.OutletEntry{{}}, Omissions: []parley.Omission{{}}, Wordings: []parley.Wording{{Outlets: []parley.OutletWords{{}}}}, Copies: []parley.CopyGroup{{}}, Same: []parley.Same{{}}},
		texts: map[parley.ReportID]*text.Text{"ab": {}}}
	adrift := invented()
	adrift.rec.Reports, adrift.rec.Entities, adrift.rec.Instruments = nil, nil, adrift.rec.Instruments[:1]
	return map[string]*inMemory{
		"empty": {rec: &parley.Record{}}, "nil": {}, "bare": bare, "adrift": adrift, "invented": invented(), "hostile": hostile(),
	}
}

func TestPages(t *testing.T) {
	for name, m := range dossiers() {
		h := handler(t, m)
		all := []string{"/", "/timeline", "/statements", "/positions", "/instruments", "/figures", "/conflicts", "/commitments", "/outlets", "/entities", "/reports", "/positions/changes", "/omissions", "/wordings"}
		if m.rec != nil {
			all = addresses(m)
		}
		for _, a := range append(all, "/nothing", "/reports/zzz", "/timeline?from=x", "/statements?act=none") {
			w := get(h, a)
			if w.Code >= 500 {
				t.Errorf("%s %s: %d\n%s", name, a, w.Code, w.Body)
			}
			if w.Code != 200 && strings.Contains(strings.Join(all, " "), a) && name != "bare" {
				t.Errorf("%s %s: %d", name, a, w.Code)
			}
			if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
				c := &checker{t: t, where: name + " " + a, ids: map[string]int{}}
				c.check(w.Body.String(), name != "hostile")
			}
		}
	}
}

// A checker reads a page and reports what must not be in it, and what must.
type checker struct {
	t        *testing.T
	where    string
	ids      map[string]int
	refs     []string
	labels   map[string]bool
	count    map[string]int
	headings []int
}

func (c *checker) errorf(format string, args ...any) {
	c.t.Helper()
	c.t.Errorf(c.where+": "+format, args...)
}

func (c *checker) check(page string, links bool) {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		c.errorf("%v", err)
		return
	}
	c.labels, c.count = map[string]bool{}, map[string]int{}
	c.walk(root, func(n *html.Node) {
		if n.Data == "label" {
			c.labels[attr(n, "for")] = true
		}
	})
	c.walk(root, c.element)
	for tag, want := range map[string]int{"main": 1, "h1": 1, "header": 1, "title": 1} {
		if tag == "header" && c.count[tag] < want || tag != "header" && c.count[tag] != want {
			c.errorf("%d <%s>", c.count[tag], tag)
		}
	}
	if c.count["img"] != 1 {
		c.errorf("%d images, only the sign of the site is ours", c.count["img"])
	}
	level := 0
	for _, h := range c.headings {
		if h > level+1 {
			c.errorf("heading of level %d after level %d", h, level)
		}
		level = h
	}
	for id, n := range c.ids {
		if n > 1 {
			c.errorf("id %q stands %d times", id, n)
		}
	}
	for _, r := range c.refs {
		if links && c.ids[r] == 0 {
			c.errorf("nothing has the id %q", r)
		}
	}
}

func (c *checker) walk(n *html.Node, f func(*html.Node)) {
	if n.Type == html.ElementNode {
		f(n)
	}
	if n.Type == html.TextNode {
		for _, r := range n.Data {
			if hidden(r) {
				c.errorf("%U in %q", r, n.Data)
				break
			}
		}
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		c.walk(k, f)
	}
}

// element checks one element: nothing active, labels, captions, scopes, addresses of our own.
func (c *checker) element(n *html.Node) {
	if n.Namespace == "" {
		c.count[n.Data]++
	}
	switch n.Data {
	case "script":
		if !strings.HasPrefix(attr(n, "src"), "/assets/") || attr(n, "type") != "module" || content(n) != "" || n.Parent.Data != "head" {
			c.errorf("<script> that is no island: %v %q", n.Attr, content(n))
		}
	case "style", "iframe", "object", "embed", "base", "template":
		c.errorf("<%s>", n.Data)
	case "html":
		if attr(n, "lang") == "" {
			c.errorf("no lang")
		}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		c.headings = append(c.headings, int(n.Data[1]-'0'))
		if strings.TrimSpace(content(n)) == "" && !strings.HasPrefix(c.where, "bare") {
			c.errorf("empty <%s>", n.Data)
		}
	case "input":
		wrapped := n.Parent.Data == "label"
		if attr(n, "type") != "hidden" && !wrapped && !c.labels[attr(n, "id")] {
			c.errorf("input %q without label", attr(n, "name"))
		}
	case "img":
		if !has(n, "alt") {
			c.errorf("img without alt")
		}
	case "th":
		if attr(n, "scope") == "" {
			c.errorf("th without scope: %q", content(n))
		}
	case "table":
		if k := n.FirstChild; k == nil || k.Data != "caption" {
			c.errorf("table without caption")
		}
	}
	for _, a := range n.Attr {
		c.attribute(n, a)
	}
}

func (c *checker) attribute(n *html.Node, a html.Attribute) {
	switch {
	case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc":
		c.errorf("attribute %s=%q", a.Key, a.Val)
	case a.Key == "href", a.Key == "src", a.Key == "action":
		u, err := url.Parse(a.Val)
		if err == nil && n.Data == "a" && attr(n, "rel") == "external noopener noreferrer" && (u.Scheme == "http" || u.Scheme == "https") {
			return // the report where it was published
		}
		if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "#") {
			c.errorf("<%s %s=%q> leads elsewhere", n.Data, a.Key, a.Val)
		} else if strings.HasPrefix(a.Val, "#") {
			c.refs = append(c.refs, u.Fragment)
		}
	case a.Key == "id":
		c.ids[a.Val]++
	case a.Key == "aria-labelledby", a.Key == "for":
		c.refs = append(c.refs, a.Val)
	}
}

func attr(n *html.Node, k string) string {
	for _, a := range n.Attr {
		if a.Key == k {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, k string) bool {
	for _, a := range n.Attr {
		if a.Key == k {
			return true
		}
	}
	return false
}

func content(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		b.WriteString(content(k))
	}
	return b.String()
}

// TestHostileTextIsShown demands that the payload is on the page as text: what is not shown at all proves nothing.
func TestHostileTextIsShown(t *testing.T) {
	m := hostile()
	h := handler(t, m)
	for _, a := range addresses(m)[:14] {
		w := get(h, a)
		if !strings.Contains(w.Body.String(), "&lt;script&gt;window.__xss=1&lt;/script&gt;") {
			t.Errorf("%s does not show the payload", a)
		}
	}
}

// TestReaderShowsTheText demands that the reader shows every character of the cleaned text once.
func TestReaderShowsTheText(t *testing.T) {
	m := invented()
	h := handler(t, m)
	for i := range m.rec.Reports {
		r := &m.rec.Reports[i]
		root, err := html.Parse(strings.NewReader(get(h, "/reports/"+string(r.ID)).Body.String()))
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		(&checker{t: t}).walk(root, func(n *html.Node) {
			if n.Data == "bdi" && n.Parent.Data == "p" && strings.Contains(attr(n.Parent.Parent, "class"), "reader-text") {
				b.WriteString(content(n))
			}
		})
		txt, _ := m.Text(context.Background(), r.ID)
		if got, want := strings.Join(strings.Fields(b.String()), ""), strings.Join(strings.Fields(txt.Content), ""); got != want {
			t.Errorf("%s: shown\n%s\nwant\n%s", r.File, got, want)
		}
	}
}

// The card of a statement names what gave a part where that is not what gave the whole.
func TestStatementWhy(t *testing.T) {
	m := invented()
	r := &m.rec.Reports[0]
	s := &r.Statements[0]
	s.Why = []parley.Ground{{Part: parley.PartCue, Rule: s.Rule, Confidence: 0.66}, {Part: parley.PartEntity, Rule: "mention/<chain>@1", Confidence: 0.72, Note: "pronoun “she”"}}
	w := get(handler(t, m), "/statements/"+string(r.ID)+"/"+s.ID)
	if b := w.Body.String(); !strings.Contains(b, "entity by <code>mention/&lt;chain&gt;@1</code> 72") || !strings.Contains(b, "pronoun “she”") || strings.Contains(b, "cue by") {
		t.Errorf("%d: %s", w.Code, b)
	}
}

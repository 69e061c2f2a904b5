package intake

import (
	"errors"
	"html"
	"io"
	"strings"
)

// An itemParser reads the bytes of one item of a feed.
type itemParser struct {
	it    *FeedItem
	s     string
	x     tokenSource
	texts [3]feedText // content, description or summary, of Media RSS: the first that there is counts
	days  [4]string   // published, pubDate, dc:date, updated
	names [3][]string // of author, dc:creator, itunes:author: the first that names somebody counts
}

// A feedText is a text that may be markup.
type feedText struct {
	s    string
	html bool
}

// A feedElement is an element of an item: its name, the attributes that matter, and what is in it.
type feedElement struct {
	space, name     string
	kind, href, rel string // kind is the attribute "type"
	noLink          bool   // isPermaLink is "false"
	plain           string // the text in it without markup
}

// value is the text of the element on one line.
func (e *feedElement) value() string { return oneLine(e.plain, maxLine) }

// dayNames are what the days are called.
var dayNames = [4]string{"published", "pubDate", "dc:date", "updated"}

// authorNames are what names who wrote.
var authorNames = [3]string{"author", "dc:creator", "itunes:author"}

// parseItem reads the XML of one item into it: s, or where marks in it stand for themselves what escapeLoose makes of it. The reader x is that of the
// item before, whose memory is used again.
func parseItem(it *FeedItem, s string, x *plainXML) error {
	blank := *it
	*x = plainXML{s: s, attrs: x.attrs[:0]}
	p := itemParser{it: it, s: s, x: x}
	err := p.read()
	if errors.Is(err, errUnsure) {
		*it = blank
		b := escapeLoose([]byte(s))
		p = itemParser{it: it, s: string(b), x: looseXML{newXML(b)}}
		err = p.read()
	}
	return err
}

// read reads the item.
func (p *itemParser) read() error {
	for inItem := false; ; {
		t, err := p.x.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		switch {
		case t.kind != tokenOpen:
		case !inItem:
			inItem = true
			if l := attr(t, "lang"); l != "" {
				p.it.Language = l
			}
		default:
			if err := p.element(t); err != nil {
				return err
			}
		}
	}
	for _, t := range p.texts {
		if strings.TrimSpace(t.s) != "" {
			p.it.Text, p.it.HTML = t.s, t.html
			break
		}
	}
	for i, n := range p.names {
		if authors(n) != "" {
			p.it.Authors, p.it.WroteBy = n, authorNames[i]
			break
		}
	}
	for i, d := range p.days {
		if d != "" {
			p.it.Day, p.it.DayBy = d, dayNames[i]
			break
		}
	}
	return nil
}

func attr(t feedToken, name string) string {
	for i := range t.attrs {
		if t.attrs[i].Name.Local == name {
			return strings.TrimSpace(t.attrs[i].Value)
		}
	}
	return ""
}

// element reads one element of an item to its end.
func (p *itemParser) element(t feedToken) error {
	e := feedElement{space: t.space, name: t.name}
	if len(t.attrs) > 0 {
		e.kind, e.href, e.rel, e.noLink = attr(t, "type"), attr(t, "href"), attr(t, "rel"), attr(t, "isPermaLink") == "false"
	}
	start := p.x.offset()
	end, nested, err := p.inside(&e)
	if err != nil {
		return err
	}
	text := feedText{s: e.plain}
	if nested || e.kind == "xhtml" { // markup that was not escaped
		text.s, text.html = strings.TrimSpace(p.s[start:end]), true
		text.s = strings.NewReplacer("<![CDATA[", "", "]]>", "").Replace(text.s)
	}
	switch e.space {
	case "dc", "dcterms":
		switch e.name {
		case "creator":
			p.names[1] = append(p.names[1], text.s)
		case "date":
			p.day(2, &e)
		case "language":
			p.it.Language = e.value()
		}
	case "itunes":
		if e.name == "author" {
			p.names[2] = append(p.names[2], text.s)
		}
	case "content":
		if e.name == "encoded" {
			p.text(0, text, true)
		}
	case "", "atom", "rss", "a":
		p.plain(&e, text)
	}
	return nil
}

// plain takes an element of RSS or Atom itself.
func (p *itemParser) plain(e *feedElement, text feedText) {
	switch e.name {
	case "title":
		if p.it.Title == "" {
			p.it.Title = plainTitle(text, e.kind)
		}
	case "link":
		if p.it.Link != "" {
			return
		}
		if e.href == "" {
			p.it.Link = e.value()
		} else if e.rel == "" || e.rel == "alternate" {
			p.it.Link = oneLine(e.href, maxLine)
		}
	case "guid":
		if p.it.Link == "" && !e.noLink {
			if v := e.value(); isWeb(v) {
				p.it.Link = v
			}
		}
	case "author":
		if n := namesIn(text.s); n != nil {
			p.names[0] = append(p.names[0], n...)
		} else {
			p.names[0] = append(p.names[0], e.plain)
		}
	case "pubDate":
		p.day(1, e)
	case "published", "issued":
		p.day(0, e)
	case "updated", "modified":
		p.day(3, e)
	case "content":
		p.text(0, text, e.kind == "html" || e.kind == "text/html")
	case "description", "summary":
		p.text(1, text, e.kind == "html" || e.kind == "text/html")
	case "language":
		p.it.Language = e.value()
	}
}

func (p *itemParser) day(i int, e *feedElement) {
	if p.days[i] == "" {
		p.days[i] = e.value()
	}
}

func (p *itemParser) text(i int, t feedText, isHTML bool) {
	if p.texts[i].s != "" {
		return
	}
	t.html = t.html || isHTML || looksHTML(t.s) || strings.Contains(t.s, "&") && html.UnescapeString(t.s) != t.s
	p.texts[i] = t
}

// plainTitle is a title without markup, which RSS does not forbid in it and Atom allows where its type says so.
func plainTitle(t feedText, kind string) string {
	s := t.s
	if t.html || kind == "html" || kind == "text/html" || kind == "" {
		if strings.IndexByte(s, '<') >= 0 || strings.Contains(s, "-->") {
			s = anyTag.ReplaceAllString(s, "")
		}
		s = html.UnescapeString(s)
	}
	return oneLine(s, maxLine)
}

// inside reads to the end of an element: where it ends, and whether elements are in it; the text becomes that of e. A closing tag of another
// name closes what is open too, and one too many is passed over: nothing matches them.
func (p *itemParser) inside(e *feedElement) (end int64, nested bool, err error) {
	var sb strings.Builder
	for depth := 1; ; {
		end = p.x.offset()
		t, err := p.x.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return end, nested, err
		}
		same := t.name == e.name && t.space == e.space
		switch {
		case t.kind == tokenText && e.plain == "" && sb.Len() == 0:
			e.plain = t.text
		case t.kind == tokenText && t.text != "":
			if sb.Len() == 0 {
				sb.WriteString(e.plain)
			}
			sb.WriteString(t.text)
		case t.kind == tokenOpen:
			nested = true
			if same {
				depth++
			}
		case t.kind == tokenClose && same:
			depth--
		}
		if depth == 0 {
			break
		}
	}
	if sb.Len() > 0 {
		e.plain = sb.String()
	}
	return end, nested, nil
}

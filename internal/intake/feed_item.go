package intake

import (
	"bytes"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"strings"
)

// An itemParser reads the bytes of one item of a feed.
type itemParser struct {
	it    *FeedItem
	b     []byte
	d     *xml.Decoder
	texts [3]feedText // content, description or summary, of Media RSS: the first that there is counts
	days  [4]string   // published, pubDate, dc:date, updated
}

// A feedText is a text that may be markup.
type feedText struct {
	s    string
	html bool
}

// dayNames are what the days are called.
var dayNames = [4]string{"published", "pubDate", "dc:date", "updated"}

// read reads the item.
func (p *itemParser) read() error {
	for depth := 0; ; {
		t, err := p.d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth == 0 {
				depth = 1
				p.lang(t)
				continue
			}
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
	for i, d := range p.days {
		if d != "" {
			p.it.Day, p.it.DayBy = d, dayNames[i]
			break
		}
	}
	return nil
}

func (p *itemParser) lang(t xml.StartElement) {
	if l := attr(t, "lang"); l != "" {
		p.it.Language = l
	}
}

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// element reads one element of an item to its end.
func (p *itemParser) element(t xml.StartElement) error {
	start := p.d.InputOffset()
	end, plain, nested, err := p.inside(t.Name)
	if err != nil {
		return err
	}
	text := feedText{s: plain}
	kind := attr(t, "type")
	if nested || kind == "xhtml" { // markup that was not escaped
		text.s, text.html = string(bytes.TrimSpace(p.b[start:end])), true
		text.s = strings.NewReplacer("<![CDATA[", "", "]]>", "").Replace(text.s)
	}
	value := oneLine(plain, maxLine)
	switch name := t.Name.Local; t.Name.Space {
	case "dc":
		switch name {
		case "date":
			p.day(2, value)
		case "language":
			p.it.Language = value
		}
	case "content":
		if name == "encoded" {
			p.text(0, text, true)
		}
	case "", "atom", "rss", "a":
		p.plain(name, kind, value, t, text)
	}
	return nil
}

// plain takes an element of RSS or Atom itself.
func (p *itemParser) plain(name, kind, value string, t xml.StartElement, text feedText) {
	switch name {
	case "title":
		if p.it.Title == "" {
			p.it.Title = plainTitle(text, kind)
		}
	case "link":
		if h := attr(t, "href"); h != "" {
			if r := attr(t, "rel"); p.it.Link == "" && (r == "" || r == "alternate") {
				p.it.Link = oneLine(h, maxLine)
			}
		} else if value != "" && p.it.Link == "" {
			p.it.Link = value
		}
	case "guid", "id":
		p.it.GUID = value
		if name == "guid" && p.it.Link == "" && attr(t, "isPermaLink") != "false" && isWeb(value) {
			p.it.Link = value
		}
	case "pubDate":
		p.day(1, value)
	case "published", "issued":
		p.day(0, value)
	case "updated", "modified":
		p.day(3, value)
	case "content":
		p.text(0, text, kind == "html" || kind == "text/html")
	case "description", "summary":
		p.text(1, text, kind == "html" || kind == "text/html")
	case "language":
		p.it.Language = value
	}
}

func (p *itemParser) day(i int, s string) {
	if p.days[i] == "" {
		p.days[i] = s
	}
}

func (p *itemParser) text(i int, t feedText, isHTML bool) {
	if p.texts[i].s != "" {
		return
	}
	t.html = t.html || isHTML || looksHTML([]byte(t.s)) || strings.Contains(t.s, "&") && html.UnescapeString(t.s) != t.s
	p.texts[i] = t
}

// plainTitle is a title without markup, which RSS does not forbid in it and Atom allows where its type says so.
func plainTitle(t feedText, kind string) string {
	s := t.s
	if t.html || kind == "html" || kind == "text/html" || kind == "" {
		s = html.UnescapeString(anyTag.ReplaceAllString(s, ""))
	}
	return oneLine(s, maxLine)
}

// inside reads to the end of an element: where it ends, its text, and whether elements are in it. A closing tag of another name closes what
// is open too, and one too many is passed over: the decoder does not match them.
func (p *itemParser) inside(name xml.Name) (end int64, text string, nested bool, err error) {
	var sb strings.Builder
	for depth := 1; ; {
		end = p.d.InputOffset()
		t, err := p.d.RawToken()
		if errors.Is(err, io.EOF) {
			return end, sb.String(), nested, nil
		}
		if err != nil {
			return end, "", nested, err
		}
		switch t := t.(type) {
		case xml.CharData:
			sb.Write(t)
		case xml.StartElement:
			nested = true
			if t.Name == name {
				depth++
			}
		case xml.EndElement:
			if t.Name == name {
				depth--
			}
			if depth == 0 {
				return end, sb.String(), nested, nil
			}
		}
	}
}

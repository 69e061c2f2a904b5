package intake

import (
	"bytes"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/numeral"
)

// A FeedItem is one item of a feed, decoded.
type FeedItem struct {
	Title    string
	Link     string // as written: it may be no address on the web
	Day      string // when it was published, as written
	DayBy    string // what says so: pubDate, published, dc:date, updated
	Language string
	Outlet   string // title of the feed
	Authors  []string
	WroteBy  string // what names them: author, dc:creator, itunes:author
	Text     string // the longest form that the item has of its text
	HTML     bool   // Text is HTML
	Line     int    // where the item begins, from 1
	Offset   int64  // bytes from 0
	Size     int64  // bytes
}

// ReadFeed lists the items of a feed: RSS 0.9 to 2.0, RSS 1.0 (RDF) or Atom. It holds one item at a time. What an item does wrong ends with the item.
//
// Nothing outside of the input is ever read, and no entity that the feed declares is expanded.
func ReadFeed(in Input, yield func(*FeedItem, *parley.SetAside) bool) {
	f := &feedReader{Input: in, yield: yield}
	f.x = scanner{r: newScan(narrow(in.R)), line: 1}
	err := f.read()
	switch {
	case err == nil || errors.Is(err, errStopped):
	case errors.Is(err, io.EOF) && f.x.root == "":
		yield(nil, in.asideAt("", parley.ReasonUnknown, place{line: 1, size: f.x.off}, "not a feed: no element in it"))
	case errors.Is(err, io.EOF) && !f.closed:
		yield(nil, in.asideAt("", parley.ReasonDamaged, place{line: f.x.line, offset: f.x.off, size: -1}, "the feed ends before its last closing tag; it may have been cut off"))
	case errors.Is(err, io.EOF):
	default:
		yield(nil, in.broken(f.x.off, err))
	}
}

// readFeed yields the items of a feed as reports.
func readFeed(in Input) Items {
	return func(yield func(parley.Report, *parley.SetAside) bool) {
		ReadFeed(in, func(it *FeedItem, aside *parley.SetAside) bool {
			if aside != nil {
				return yield(parley.Report{}, aside)
			}
			return in.emit(yield, it.Fragment(), place{line: it.Line, offset: it.Offset, size: it.Size}, it.article())
		})
	}
}

// article is the item as an article.
func (it *FeedItem) article() article {
	return article{headline: it.Title, text: []byte(it.Text), html: it.HTML, day: it.Day, dayBy: it.DayBy, outlet: it.Outlet, url: it.Link, language: it.Language, authors: it.Authors, wroteBy: it.WroteBy}
}

// Fragment names the item by the end of its link, else by its words: never by its place, which is another one tomorrow, nor by its GUID,
// which some feeds make anew for every reader. The link of a script that is told by a query which article it shows names none.
func (it *FeedItem) Fragment() string {
	s, query, _ := strings.Cut(it.Link, "?")
	s, _, _ = strings.Cut(s, "#")
	s = path.Base(strings.TrimRight(oneLine(s, maxLine), "/"))
	script := query != "" && path.Ext(s) != "" && path.Ext(s) != ".html" && path.Ext(s) != ".htm" || s == "index.html"
	if n := len(s); n >= 3 && n <= 80 && !script && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == "" && strings.Trim(s, ".") != "" {
		return s
	}
	b := make([]byte, 0, len(it.Title)+1+len(it.Text))
	return parley.IDOf(append(append(append(b, it.Title...), 0), it.Text...)).Short()
}

// A feedReader reads one feed.
type feedReader struct {
	Input
	x        scanner
	yield    func(*FeedItem, *parley.SetAside) bool
	head     []byte // the elements before the first item
	declared bool   // entities were spoken of
	outlet   string
	language string
	authors  []string // of all items that name none (RFC 4287 4.2.1)
	charset  string
	kept     []byte // what the last item was kept in
	plain    plainXML
	known    bool // head was looked at
	closed   bool // the outermost element is
}

// maxFeedHead is how much of a feed before its first item is looked at.
const maxFeedHead = 256 << 10

// read reads the feed.
func (f *feedReader) read() error {
	for {
		t, err := f.x.next(f.keep)
		if err != nil {
			return err
		}
		switch t.kind {
		case tagDeclaration:
			if bytes.HasPrefix(t.raw, []byte("<?xml")) && f.charset == "" {
				f.charset = xmlEncoding(t.raw)
			}
			if t.entities && !f.declared {
				f.declared = true
				if !f.yield(nil, f.asideAt("", parley.ReasonUnknown, t.at, "a document type with entities of its own: they are not expanded")) {
					return errStopped
				}
			}
		case tagClose:
			f.closed = f.closed || local(t.name) == f.x.root
		case tagOpen:
			if f.x.root == "" {
				f.closed = t.empty
				if f.x.root = local(t.name); !isFeedRoot(f.x.root) {
					f.yield(nil, f.asideAt("", parley.ReasonUnknown, t.at, "XML that is no feed: its element is %q", oneLine(t.name, 60)))
					return errStopped
				}
			} else if n := local(t.name); n == "item" || n == "entry" {
				if err := f.item(t); err != nil {
					return err
				}
			}
		}
	}
}

// isFeedRoot reports whether a feed's outermost element has that name.
func isFeedRoot(name string) bool {
	return name == "rss" || name == "feed" || name == "RDF" || name == "rdf"
}

// local is a name without its prefix.
func local(name string) string {
	if _, after, ok := strings.Cut(name, ":"); ok {
		return after
	}
	return name
}

// keep keeps what stands before the first item.
func (f *feedReader) keep(b []byte) {
	if !f.known && len(f.head)+len(b) <= maxFeedHead {
		f.head = append(f.head, b...)
	}
}

// item reads one item to its end and yields it.
func (f *feedReader) item(open tag) error {
	if !f.known {
		f.known = true
		f.about()
	}
	raw := keeper{b: f.kept[:0], max: f.Max * 2} // markup may be escaped
	at := open.at
	raw.add(open.raw...)
	err := f.x.element(open, raw.add)
	if cap(raw.b) <= maxTag {
		f.kept = raw.b
	}
	at.size = f.x.off - at.offset
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		f.yield(nil, f.asideAt("", parley.ReasonDamaged, at, "the feed ends inside of this item"))
		return errStopped
	}
	if err != nil {
		return err
	}
	if raw.over {
		if !f.yield(nil, f.asideAt("", parley.ReasonTooLarge, at, "an item of %s, the limit is %s", numeral.Bytes(at.size), numeral.Bytes(raw.max))) {
			return errStopped
		}
		return nil
	}
	it, aside := f.parse(raw.b, at)
	if !f.yield(it, aside) {
		return errStopped
	}
	return nil
}

// parse reads the bytes of one item.
func (f *feedReader) parse(raw []byte, at place) (*FeedItem, *parley.SetAside) {
	b, why := f.decode(raw)
	if why != "" {
		return nil, f.asideAt("", parley.ReasonCharset, at, "%s", why)
	}
	it := &FeedItem{Outlet: f.outlet, Language: f.language, Line: at.line, Offset: at.offset, Size: at.size}
	if err := parseItem(it, string(b), &f.plain); err != nil {
		return nil, f.asideAt("", parley.ReasonDamaged, at, "this item is no XML: %s", oneLine(err.Error(), 200))
	}
	if authors(it.Authors) == "" {
		it.Authors, it.WroteBy = f.authors, "author"
	}
	return it, nil
}

// decode is b in UTF-8 without control characters, which XML does not allow.
func (f *feedReader) decode(b []byte) (out []byte, why string) {
	if clearASCII(b) {
		return b, ""
	}
	if !utf8.Valid(b) {
		s, ok := decodeText(b, f.charset)
		if !ok || !utf8.Valid(s) {
			if f.charset == "" || strings.EqualFold(f.charset, "utf-8") {
				s, ok = decodeText(b, "windows-1252")
			}
		}
		if !ok || !utf8.Valid(s) {
			return nil, "the bytes make no sense in the charset " + oneLine(f.charset, 40)
		}
		b = s
	}
	if bytes.ContainsFunc(b, func(r rune) bool { return r < ' ' && r != '\n' && r != '\r' && r != '\t' }) || bytes.Contains(b, []byte("\ufffe")) || bytes.Contains(b, []byte("\uffff")) {
		b = bytes.Map(func(r rune) rune {
			if r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0xfffe || r == 0xffff {
				return ' '
			}
			return r
		}, b)
	}
	return b, ""
}

// escapeLoose escapes every "<" that begins no markup: "a < b", which XML does not allow.
func escapeLoose(b []byte) []byte {
	var out []byte
	from := 0
	for i := 0; i < len(b); {
		k := bytes.IndexByte(b[i:], '<')
		if k < 0 {
			break
		}
		i += k
		rest := b[i:]
		skip := ""
		switch {
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			skip = "]]>"
		case bytes.HasPrefix(rest, []byte("<!--")):
			skip = "-->"
		case len(rest) < 2 || !isName(rest[1]) && rest[1] != '/' && rest[1] != '?' && rest[1] != '!':
			out = append(append(out, b[from:i]...), "&lt;"...)
			from = i + 1
		}
		i++
		if skip != "" {
			if k = bytes.Index(b[i:], []byte(skip)); k < 0 {
				break
			}
			i += k
		}
	}
	if from == 0 {
		return b
	}
	return append(out, b[from:]...)
}

// isName reports whether the name of an element can begin with c.
func isName(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80 }

// xmlEncoding is the encoding that an XML declaration names.
func xmlEncoding(decl []byte) string {
	_, rest, ok := bytes.Cut(decl, []byte("encoding"))
	rest = bytes.TrimLeft(rest, " \t\r\n=")
	if !ok || len(rest) < 2 || rest[0] != '"' && rest[0] != '\'' {
		return ""
	}
	name, _, _ := bytes.Cut(rest[1:], rest[:1])
	return oneLine(string(name), 40)
}

// newXML reads XML as feeds have it: marks that should have been escaped stand for themselves, and the references of HTML are known.
// It looks nothing up outside of b.
func newXML(b []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 already
	return d
}

// about takes title and language of the feed from what stands before its first item.
func (f *feedReader) about() {
	b, why := f.decode(f.head)
	f.head = nil
	if why != "" {
		return
	}
	d := newXML(b)
	var stack []string
	for {
		t, err := d.RawToken()
		if err != nil {
			return
		}
		switch t := t.(type) {
		case xml.StartElement:
			stack = append(stack, t.Name.Local)
			for _, a := range t.Attr {
				if a.Name.Local == "lang" && a.Name.Space == "xml" && len(stack) == 1 {
					f.language = a.Value
				}
			}
		case xml.EndElement:
			if len(stack) > 0 {
				stack = stack[:len(stack)-1]
			}
		case xml.CharData:
			f.aboutText(stack, string(t))
		}
	}
}

// aboutText takes a text before the first item.
func (f *feedReader) aboutText(stack []string, s string) {
	n := len(stack)
	if s = oneLine(s, 300); s == "" || n < 2 || n > 3 || stack[n-2] != "channel" && stack[n-2] != "feed" && (n != 3 || stack[0] != "feed" || stack[1] != "author") {
		return
	}
	switch stack[n-1] {
	case "name":
		if stack[n-2] == "author" {
			f.authors = append(f.authors, html.UnescapeString(s))
		}
	case "title":
		if f.outlet == "" {
			f.outlet = html.UnescapeString(s)
		}
	case "language":
		if f.language == "" {
			f.language = s
		}
	}
}

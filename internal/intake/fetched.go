package intake

import (
	"bytes"
	"strings"

	"github.com/parley-press/parley"
)

// A Link is one item of a feed, for one who fetches the page that it leads to.
type Link struct {
	Name string        // of the item, as Input.Part makes it; it does not change when the item moves in the feed
	URL  string        // where it leads, as written: it may be no address on the web, or relative to the feed's
	Told parley.Given  // what the feed says of the page; never its address
	Item parley.Report // the item itself as the feed carries it, with its identity; zero where there is no text in it
}

// IsFeed reports whether bytes that begin so are a feed that Links reads: RSS, Atom, or JSON Feed.
func IsFeed(head []byte) bool {
	head = head[:min(len(head), headBytes)]
	return isFeed(head) || isJSON(head) && bytes.Contains(head, []byte("jsonfeed.org/version/"))
}

// Links lists the items of the feed b of that name, whether they have a text or not, and what of it cannot be read.
// max is the most bytes of one item.
func Links(name string, b []byte, max int64, yield func(*Link, *parley.SetAside) bool) {
	in := Input{Name: name, R: bytes.NewReader(b), Size: -1, Max: max}
	if isJSON(b[:min(len(b), headBytes)]) {
		for r, aside := range readJSON(in) {
			var l *Link
			if aside == nil {
				l = &Link{Name: r.Names[0], URL: r.Told.URL, Told: r.Told, Item: itemOf(r)}
				l.Told.URL = ""
			}
			if !yield(l, aside) {
				return
			}
		}
		return
	}
	ReadFeed(in, func(it *FeedItem, aside *parley.SetAside) bool {
		if aside != nil {
			return yield(nil, aside)
		}
		at := place{line: it.Line, offset: it.Offset, size: it.Size}
		a := it.article()
		l := &Link{Name: in.Part(it.Fragment()), URL: oneLine(a.url, maxLine)}
		a.url = "" // whether it can be followed is the business of whoever does
		var unused []string
		l.Told, unused = a.told(l.Name)
		for _, why := range unused {
			if !yield(nil, in.asideAt(it.Fragment(), parley.ReasonTold, at, "%s", why)) {
				return false
			}
		}
		a.day = "" // said already
		in.emit(func(r parley.Report, _ *parley.SetAside) bool {
			l.Item = itemOf(r)
			return true
		}, it.Fragment(), at, a)
		return yield(l, nil)
	})
}

// itemOf is the report of an item without what is told of it; zero where it cannot be one.
func itemOf(r parley.Report) parley.Report {
	if len(r.Names) == 0 {
		return parley.Report{}
	}
	r.Told = parley.Given{}
	r, _ = finish(r)
	return r
}

// Fetched is the report of the bytes that came from an address, which is its name, as that media type. What is empty or no
// text is set aside.
func Fetched(url, mediaType string, b []byte) (parley.Report, *parley.SetAside) {
	r := parley.Report{Names: []string{strings.ToValidUTF8(url, "\ufffd")}, Bytes: b}
	if mediaType == "text/html" || mediaType == "application/xhtml+xml" {
		r.Format = parley.HTML
	}
	return finish(r)
}

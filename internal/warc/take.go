package warc

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// A recordKind is a type of records (ISO 28500, 6).
type recordKind byte

const (
	unknown recordKind = iota
	response
	resource
	conversion
	revisited
	request
	metadata
	warcinfo
	continuation
)

func kindOf(v []byte) recordKind {
	lower(v)
	switch string(v) {
	case "response":
		return response
	case "resource":
		return resource
	case "conversion":
		return conversion
	case "revisit":
		return revisited
	case "request":
		return request
	case "metadata":
		return metadata
	case "warcinfo":
		return warcinfo
	case "continuation":
		return continuation
	}
	return unknown
}

// A capture is what a record says it is, for those who compare it with an index.
type capture struct {
	Place
	kind   recordKind
	uri    string
	status int
	digest []byte // WARC-Payload-Digest as written
	page   bool   // yielded as a page
}

// whatOf says what a record is, of type kind and, for a response, with the HTTP response r. Pages are those that may become a page.
func (d *reader) whatOf(kind recordKind, r *httpResponse) What {
	switch kind {
	case response:
		switch {
		case r.status >= 300 && r.status < 400:
			return Redirects
		case r.status >= 400:
			return Errors
		case r.status != 200:
			return OtherStatus
		}
		return d.whatType(r.mediaType, r.body)
	case resource, conversion:
		if !isWeb(d.h.uri) {
			return Others
		}
		kind, _ := mediaType(d.h.mediaType)
		return d.whatType(kind, nil)
	case request:
		return Requests
	case metadata:
		return Metadata
	case warcinfo:
		return Warcinfo
	}
	return Others
}

// whatType goes by the media type; where there is none, by what the crawler identified, then by the beginning of the body.
func (d *reader) whatType(media string, body []byte) What {
	if media == "" {
		media, _ = mediaType(d.h.identified)
	}
	if media == "" && looksHTML(body) {
		return Pages
	}
	return whatMedia(media)
}

// isWeb reports whether a URI is one of a page or file, and not of what crawlers write down beside them (urn:text:, urn:pageinfo:, dns:, metadata:).
func isWeb(uri []byte) bool {
	scheme, _, _ := bytes.Cut(uri, []byte(":"))
	switch strings.ToLower(string(scheme)) {
	case "http", "https", "ftp", "file":
		return true
	}
	return false
}

// take reads the record with this block, whose header is d.h.
func (d *reader) take(start int64, block []byte) error {
	h := &d.h
	kind := kindOf(h.kind)
	var r httpResponse
	switch kind {
	case response:
		if !isHTTP(h, block) {
			d.sum.count(Others)
			return d.tell(&capture{Place: d.place(start)})
		}
		var bad fault
		if r, bad = parseResponse(&d.head, block); bad.set() {
			return d.set(start, bad)
		}
	case revisited:
		return d.takeRevisit(start, block)
	case resource, conversion:
		r = httpResponse{status: 200, length: -1, body: block}
		r.mediaType, r.charset = mediaType(h.mediaType)
	}
	what := d.whatOf(kind, &r)
	if kind == conversion && what == Pages && len(h.refersTo) > 0 {
		if _, ok := d.seen[keyID(h.refersTo)]; ok {
			what = Conversions
		}
	}
	c := capture{Place: d.place(start), kind: kind, status: r.status, digest: h.payloadDigest}
	if what != Pages {
		d.sum.count(what)
		return d.tell(&c)
	}
	p, bad := d.page(start, kind, block, &r)
	c.page = !bad.set()
	if err := d.tell(&c); err != nil {
		return err
	}
	if bad.set() {
		return d.set(start, bad)
	}
	d.sum.count(Pages)
	d.know(p.Place)
	return d.yield(Item{Page: p})
}

// tell tells of a record that an index may know.
func (d *reader) tell(c *capture) error {
	if d.each == nil {
		return nil
	}
	c.uri = escape(d.h.uri)
	return d.each(c)
}

// isHTTP reports whether a response is one of HTTP: it says so, or its block begins so.
func isHTTP(h *header, block []byte) bool {
	kind, _ := mediaType(h.mediaType)
	return kind == "application/http" && !bytes.HasPrefix(h.uri, []byte("dns:")) || bytes.HasPrefix(block, []byte("HTTP/"))
}

// page checks the record and decodes its page.
func (d *reader) page(start int64, kind recordKind, block []byte, r *httpResponse) (*Page, fault) {
	h := &d.h
	if len(h.segment) > 0 {
		return nil, fault{parley.ReasonUnknown, "the record is segment " + quote(h.segment) + " of one in several parts"}
	}
	if len(h.truncated) > 0 {
		return nil, fault{parley.ReasonTruncated, "the crawler cut the record off: WARC-Truncated is " + quote(h.truncated)}
	}
	if g, ok := parseDigest(h.blockDigest); ok {
		if why := g.mismatch("digest of the block", block); why != "" {
			return nil, fault{parley.ReasonDigest, why}
		}
	}
	b, bad := d.dec.decode(r)
	if bad.reason != parley.ReasonTooLarge { // a decompression that was stopped has no digest of its own
		if g, ok := parseDigest(h.payloadDigest); ok {
			if why := g.mismatch("digest of the payload", b.forms()...); why != "" {
				return nil, fault{parley.ReasonDigest, why}
			}
		}
	}
	if bad.set() {
		return nil, bad
	}
	return &Page{
		Place: d.place(start), Kind: kindNames[kind], ID: string(h.id), URI: escape(h.uri), Collected: parseDate(h.date),
		Status: r.status, Type: r.pageType(h), Charset: r.charset, Body: slices.Clone(b.decoded),
	}, fault{}
}

var kindNames = [...]string{response: "response", resource: "resource", conversion: "conversion", revisited: "revisit", continuation: ""}

// pageType is the media type of a page: what HTTP says, else what the crawler identified, else what it looks like.
func (r *httpResponse) pageType(h *header) string {
	if r.mediaType != "" {
		return r.mediaType
	}
	if t, _ := mediaType(h.identified); t != "" {
		return t
	}
	return "text/html"
}

// whatURI guesses by the ending of a path what a URI leads to.
func whatURI(uri []byte) What {
	uri, _, _ = bytes.Cut(uri, []byte("?"))
	switch strings.ToLower(path.Ext(string(uri))) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".ico", ".avif":
		return Images
	case ".css":
		return Styles
	case ".js", ".mjs":
		return Scripts
	case ".woff", ".woff2", ".ttf", ".otf":
		return Fonts
	case ".mp4", ".mp3", ".webm", ".m3u8", ".ts", ".ogg":
		return Media
	case ".json", ".xml":
		return Data
	case ".pdf":
		return Documents
	}
	return Pages
}

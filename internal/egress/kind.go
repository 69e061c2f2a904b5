package egress

import (
	"bytes"
	"mime"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// A Kind is what a fetch is for.
type Kind string

// The kinds of fetch.
const (
	Page   Kind = "page"   // a report: HTML or plain text
	Feed   Kind = "feed"   // RSS, Atom or JSON Feed
	Any    Kind = "any"    // one or the other: the user named the address
	robots Kind = "robots" // a robots.txt; what the server calls it does not matter
)

// Media types (IANA) that can be a page, and that can be a feed. text/xml and the like are what many servers call feeds.
var (
	pageTypes = []string{"text/html", "application/xhtml+xml", "text/plain"}
	feedTypes = []string{"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/xml", "text/xml", "application/json"}
)

// accept is the Accept header of a kind of fetch.
func (k Kind) accept() string {
	switch k {
	case Page:
		return "text/html, application/xhtml+xml, text/plain;q=0.5"
	case Feed:
		return "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.5"
	case robots:
		return "text/plain"
	}
	return "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, application/feed+json;q=0.9, application/xml;q=0.8, text/plain;q=0.5"
}

// mediaType is the type that a Content-Type header declares, in lower case; "" where it declares none.
func mediaType(header string) string {
	t, _, err := mime.ParseMediaType(header)
	if err != nil { // parameters that are none: the type itself may be good
		t, _, _ = strings.Cut(header, ";")
		t = strings.ToLower(strings.TrimSpace(t))
	}
	return t
}

// declared refuses by what a server says that it sends. A server that says nothing, or that it does not know, is believed
// to send what the bytes are.
func (k Kind) declared(t string) *Refusal {
	if k == robots || t == "" || t == "application/octet-stream" || t == "application/unknown" || t == "unknown/unknown" {
		return nil
	}
	// A feed that a server calls HTML or text is a feed all the same: its parser decides.
	if slices.Contains(pageTypes, t) || k != Page && slices.Contains(feedTypes, t) || k == Page && (t == "application/xml" || t == "text/xml") {
		return nil
	}
	return refuse(parley.ReasonUnknown, "the server sends %s, which is not a %s", oneLine(t), k.word())
}

func (k Kind) word() string {
	if k == Any {
		return "page or feed"
	}
	return string(k)
}

// signatures are the first bytes of formats that are no page, text or feed, with their names: what servers send under the
// name of a page when something went wrong, or on purpose.
var signatures = []struct{ magic, name string }{
	{"%PDF-", "pdf"}, {"PK\x03\x04", "zip"}, {"PK\x05\x06", "zip"}, {"\x7fELF", "elf program"}, {"\x89PNG\r\n", "png"}, {"GIF87a", "gif"}, {"GIF89a", "gif"},
	{"\xff\xd8\xff", "jpeg"}, {"\x1f\x8b", "gzip"}, {"BZh", "bzip2"}, {"\xfd7zXZ\x00", "xz"}, {"\x28\xb5\x2f\xfd", "zstd"}, {"7z\xbc\xaf\x27\x1c", "7z"},
	{"Rar!\x1a\x07", "rar"}, {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old office"}, {"SQLite format 3\x00", "sqlite"}, {"\xca\xfe\xba\xbe", "java class"},
	{"\xcf\xfa\xed\xfe", "mach-o program"}, {"\xfe\xed\xfa", "mach-o program"}, {"\x00asm", "webassembly"}, {"wOFF", "font"}, {"wOF2", "font"},
	{"OggS\x00", "ogg"}, {"ID3", "mp3"}, {"II*\x00", "tiff"}, {"MM\x00*", "tiff"}, {"%!PS-Adobe", "postscript"}, {"{\\rtf", "rtf"}, {"WARC/", "warc"},
}

// signature is the name of the format that b is, where it can be no page, text or feed; else "".
func signature(b []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(b, []byte(s.magic)) {
			return s.name
		}
	}
	head := b[:min(len(b), 512)]
	switch {
	case bytes.HasPrefix(b, []byte("MZ")) && bytes.IndexByte(head, 0) >= 0:
		return "exe"
	case bytes.HasPrefix(b, []byte("RIFF")) && bytes.IndexByte(head, 0) >= 0, len(b) > 12 && string(b[4:8]) == "ftyp":
		return "media"
	case len(b) > 262 && string(b[257:262]) == "ustar":
		return "tar"
	}
	return ""
}

// sniffed refuses by the bytes.
func (k Kind) sniffed(b []byte) *Refusal {
	if k == robots {
		return nil
	}
	if s := signature(b); s != "" {
		r := refuse(parley.ReasonUnknown, "%s", s)
		r.Size = int64(len(b))
		return r
	}
	return nil
}

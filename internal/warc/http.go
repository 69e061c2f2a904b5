package warc

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// An httpResponse is the HTTP response in a record (RFC 9112), as far as it matters.
type httpResponse struct {
	status    int
	mediaType string   // in lower case, "" where nothing is said
	charset   string   // in lower case
	codings   []string // Content-Encoding, in the order in which they were applied
	chunked   bool
	length    int64 // Content-Length, -1 where there is none
	body      []byte
}

// parseResponse reads the head of a response, in a copy made in buf. bad says what is wrong; zero where nothing is.
func parseResponse(buf *[]byte, block []byte) (r httpResponse, bad fault) {
	r.length = -1
	end, _ := headEnd(block[:min(len(block), maxHeader)])
	switch {
	case end < 0 && len(block) > maxHeader:
		return r, fault{parley.ReasonHeader, "the HTTP head is over the limit of " + megabytes(maxHeader)}
	case end < 0:
		end = len(block) // a head alone, its empty line left out
	}
	*buf = append((*buf)[:0], block[:end]...)
	head := *buf
	r.body = block[end:]
	line, _, _ := bytes.Cut(head, []byte("\n"))
	parts := bytes.Fields(line)
	if len(parts) < 2 || !bytes.HasPrefix(parts[0], []byte("HTTP/")) {
		return r, fault{parley.ReasonDamaged, "the block begins with " + quote(bytes.TrimSpace(line)) + ", not with the status line of a response"}
	}
	status, err := strconv.ParseUint(string(parts[1]), 10, 16)
	if err != nil {
		return r, fault{parley.ReasonDamaged, "the HTTP status is " + quote(parts[1])}
	}
	r.status = int(status)
	for name, value := range fields(head) {
		lower(name)
		switch string(name) {
		case "content-type":
			r.mediaType, r.charset = mediaType(value)
		case "content-encoding":
			r.codings = append(r.codings, tokens(value)...)
		case "transfer-encoding":
			for _, t := range tokens(value) {
				if t == "chunked" {
					r.chunked = true
				} else {
					r.codings = append(r.codings, t)
				}
			}
		case "content-length":
			if n, err := strconv.ParseInt(string(value), 10, 62); err == nil {
				r.length = n
			}
		}
	}
	return r, fault{}
}

// tokens are the parts of a list in a header field, in lower case, identity left out.
func tokens(v []byte) []string {
	var out []string
	for t := range strings.SplitSeq(strings.ToLower(string(v)), ",") {
		if t = strings.TrimSpace(t); t != "" && t != "identity" {
			out = append(out, t)
		}
	}
	return out
}

// mediaType takes a Content-Type apart (RFC 9110, 8.3), also a broken one.
func mediaType(v []byte) (kind, charset string) {
	first, rest, _ := bytes.Cut(v, []byte(";"))
	kind = printable(strings.ToLower(string(bytes.TrimSpace(first))))
	for len(rest) > 0 {
		var param []byte
		param, rest, _ = bytes.Cut(rest, []byte(";"))
		name, value, _ := bytes.Cut(param, []byte("="))
		if charset == "" && bytes.EqualFold(bytes.TrimSpace(name), []byte("charset")) {
			charset = printable(strings.ToLower(string(bytes.Trim(value, "\"' \t"))))
		}
	}
	return kind, charset
}

// printable is s, or "" where it is no name in printable ASCII.
func printable(s string) string {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return ""
		}
	}
	return s
}

// isPage reports whether a media type is one of pages.
func isPage(mediaType string) bool {
	switch mediaType {
	case "text/html", "application/xhtml+xml", "text/plain":
		return true
	}
	return false
}

// looksHTML reports whether a body of which nothing is said begins as a page.
func looksHTML(b []byte) bool {
	b = bytes.TrimSpace(bytes.TrimPrefix(b[:min(len(b), 512)], []byte("\xef\xbb\xbf")))
	low := bytes.ToLower(b)
	return bytes.HasPrefix(low, []byte("<!doctype html")) || bytes.HasPrefix(low, []byte("<html"))
}

package warc

import (
	"bytes"
	"strconv"
	"time"
)

// A header is that of one record. Its fields lie in raw, which holds until the next record is read.
type header struct {
	raw                                                             []byte
	kind, id, uri, date, mediaType, truncated, identified           []byte
	blockDigest, payloadDigest, refersTo, refersToURI, refersToDate []byte
	segment                                                         []byte
	length                                                          int64 // Content-Length, -1 where there is none
}

// versionLen is how much of a record's first line tells that it is one.
const versionLen = len("WARC/1.0")

// isVersion reports whether p begins with the first line of a record: WARC/1.1, WARC/1.0, or an earlier draft.
func isVersion(p []byte) bool {
	return len(p) >= versionLen && string(p[:5]) == "WARC/" && isDigit(p[5]) && p[6] == '.' && isDigit(p[7])
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// headEnd is where the lines of a head end: the length of p up to and with the first empty line, -1 where there is none. next is where before that
// another record begins, -1 where none does.
func headEnd(p []byte) (end, next int) {
	for from := 0; ; {
		i := bytes.IndexByte(p[from:], '\n')
		if i < 0 {
			return -1, -1
		}
		from += i + 1
		switch rest := p[from:]; {
		case len(rest) > 0 && rest[0] == '\n':
			return from + 1, -1
		case len(rest) > 1 && rest[0] == '\r' && rest[1] == '\n':
			return from + 2, -1
		case isVersion(rest):
			return -1, from
		}
	}
}

// parse reads the lines of a header (ISO 28500, 5.2 to 5.21). bad says what makes it useless, "" where nothing does. Two differing lines of a name that
// may stand once make it so: programs would read different records.
func (h *header) parse(p []byte) (bad string) {
	h.raw = append(h.raw[:0], p...)
	raw := h.raw
	*h = header{raw: raw, length: -1}
	var lengths []byte
	once := func(to *[]byte, name string, value []byte) {
		if *to == nil {
			*to = value
		} else if !bytes.Equal(*to, value) {
			bad = "two different lines " + name
		}
	}
	for name, value := range fields(raw) {
		lower(name)
		switch string(name) {
		case "warc-type":
			once(&h.kind, "WARC-Type", value)
		case "warc-record-id":
			once(&h.id, "WARC-Record-ID", unbracket(value))
		case "warc-target-uri":
			once(&h.uri, "WARC-Target-URI", unbracket(value))
		case "warc-date":
			once(&h.date, "WARC-Date", value)
		case "content-length":
			once(&lengths, "Content-Length", value)
		case "content-type":
			h.mediaType = value
		case "warc-truncated":
			h.truncated = value
		case "warc-segment-number":
			h.segment = value
		case "warc-block-digest":
			h.blockDigest = value
		case "warc-payload-digest":
			h.payloadDigest = value
		case "warc-identified-payload-type":
			h.identified = value
		case "warc-refers-to":
			h.refersTo = unbracket(value)
		case "warc-refers-to-target-uri":
			h.refersToURI = unbracket(value)
		case "warc-refers-to-date":
			h.refersToDate = value
		}
	}
	if lengths == nil {
		return "no Content-Length"
	}
	n, err := strconv.ParseUint(string(lengths), 10, 62)
	if err != nil {
		return "Content-Length is " + quote(lengths) + ", not a number of bytes"
	}
	h.length = int64(n)
	return bad
}

// unbracket takes off the angle brackets that some writers put around URIs (they are in the grammar of WARC 1.0).
func unbracket(v []byte) []byte {
	if n := len(v); n >= 2 && v[0] == '<' && v[n-1] == '>' {
		return v[1 : n-1]
	}
	return v
}

// fields are the names and values of the lines of a head after its first, folded lines joined. It writes into p.
func fields(p []byte) func(yield func(name, value []byte) bool) {
	return func(yield func(name, value []byte) bool) {
		_, p, _ = bytes.Cut(p, []byte("\n"))
		for len(p) > 0 {
			n := lineEnd(p)
			for n < len(p) && (p[n] == ' ' || p[n] == '\t') { // the line goes on
				for i := n - 1; i >= 0 && (p[i] == '\n' || p[i] == '\r'); i-- {
					p[i] = ' '
				}
				n += lineEnd(p[n:])
			}
			line := bytes.TrimRight(p[:n], "\r\n")
			p = p[n:]
			name, value, ok := bytes.Cut(line, []byte(":"))
			if ok && !yield(bytes.TrimSpace(name), bytes.TrimSpace(value)) {
				return
			}
		}
	}
}

// lineEnd is the length of the first line with its end.
func lineEnd(p []byte) int {
	if i := bytes.IndexByte(p, '\n'); i >= 0 {
		return i + 1
	}
	return len(p)
}

// lower writes ASCII letters in lower case, in place.
func lower(b []byte) {
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
}

// dateForms are those of W3C-DTF that ISO 28500 allows in WARC-Date.
var dateForms = []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02", "2006-01", "2006", "20060102150405"}

// parseDate is a WARC-Date in UTC, zero where it cannot be read.
func parseDate(v []byte) time.Time {
	for _, form := range dateForms {
		if t, err := time.Parse(form, string(v)); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

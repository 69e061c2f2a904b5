package intake

import (
	"bytes"
	"encoding/base64"
	"errors"
	"net/mail"
	"net/textproto"
	"strings"
)

// A mailHeader is the header of a mail or of one of its parts. Of a field that stands twice the first counts.
type mailHeader map[string]string

func (h mailHeader) get(name string) string { return h[name] }

// errHeader is a header of more than maxHeader bytes.
var errHeader = errors.New("header too large")

// readHeader reads lines until one is blank: the fields, unfolded. A line that is no field is passed over, as are those beyond maxHeader.
func readHeader(l *lines) (mailHeader, error) {
	h := mailHeader{}
	var name string
	var over error
	size := int64(0)
	for {
		ln, err := l.next()
		if err != nil {
			return h, err
		}
		size += ln.at.size
		b := bytes.TrimRight(ln.b, "\r\n")
		switch {
		case len(b) == 0 && !ln.over:
			return h, over
		case ln.over || size > maxHeader:
			over = errHeader
		case b[0] == ' ' || b[0] == '\t':
			if name != "" {
				h[name] += " " + strings.TrimSpace(string(b))
			}
		default:
			k, v, ok := bytes.Cut(b, []byte(":"))
			if name = ""; !ok || len(k) == 0 || len(k) > 100 || bytes.ContainsAny(k, " \t\x00") {
				continue
			}
			name = textproto.CanonicalMIMEHeaderKey(string(k))
			if name = fixedCase(name); h[name] != "" {
				name = ""
				continue
			}
			h[name] = strings.TrimSpace(string(v))
		}
	}
}

// fixedCase is the usual spelling of the names that the rule for others gets wrong.
func fixedCase(name string) string {
	switch name {
	case "Content-Id":
		return "Content-ID"
	case "List-Id":
		return "List-ID"
	}
	return name
}

// outlet is who a mail is from, where it went to the readers of a list: a newsletter. Who else writes mails is no outlet.
func (h mailHeader) outlet() string {
	if h.get("List-ID") == "" && h.get("List-Unsubscribe") == "" && h.get("List-Post") == "" {
		return ""
	}
	from := words(h.get("From"))
	if a, err := mail.ParseAddress(h.get("From")); err == nil && a.Name != "" {
		return words(a.Name)
	}
	name, _, ok := strings.Cut(from, "<")
	if name = strings.Trim(strings.TrimSpace(name), `"`); !ok || name == "" {
		return ""
	}
	return name
}

// unquotePrintable decodes quoted-printable (RFC 2045 6.7). What is no escape stands for itself.
func unquotePrintable(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		ln, rest, ended := bytes.Cut(b, []byte("\n"))
		b = rest
		ln = bytes.TrimRight(ln, " \t\r")
		soft := bytes.HasSuffix(ln, []byte("="))
		if soft {
			ln = ln[:len(ln)-1]
		}
		for i := 0; i < len(ln); i++ {
			if ln[i] == '=' && i+2 < len(ln) && hexDigit(ln[i+1]) >= 0 && hexDigit(ln[i+2]) >= 0 {
				out = append(out, byte(hexDigit(ln[i+1])<<4|hexDigit(ln[i+2])))
				i += 2
				continue
			}
			out = append(out, ln[i])
		}
		if ended && !soft {
			out = append(out, '\n')
		}
	}
	return out
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// unbase64 decodes base64 and passes over what is none of its characters, as RFC 2045 6.8 has it. It ends at the first padding that
// is followed by nothing that can be read.
func unbase64(b []byte) []byte {
	clean := b[:0]
	var out []byte
	flush := func() {
		n := len(clean) / 4 * 4
		if len(clean)%4 > 1 {
			n = len(clean)
		}
		part := make([]byte, base64.RawStdEncoding.DecodedLen(n))
		k, _ := base64.RawStdEncoding.Decode(part, clean[:n])
		out = append(out, part[:k]...)
		clean = clean[:0]
	}
	for _, c := range b {
		switch {
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '+', c == '/':
			clean = append(clean, c)
		case c == '=' && len(clean) > 0:
			flush()
		}
	}
	flush()
	return out
}

// unflow joins the lines that format=flowed has broken (RFC 3676): those that end in a space.
func unflow(b []byte, delsp bool) []byte {
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		ln, rest, ended := bytes.Cut(b, []byte("\n"))
		b = rest
		ln = bytes.TrimSuffix(ln, []byte("\r"))
		ln = bytes.TrimPrefix(ln, []byte(" ")) // stuffing
		if bytes.HasSuffix(ln, []byte(" ")) && string(ln) != "-- " {
			if delsp {
				ln = ln[:len(ln)-1]
			}
			out = append(out, ln...)
			continue
		}
		out = append(out, ln...)
		if ended {
			out = append(out, '\n')
		}
	}
	return out
}

// subject is the subject without what answering and forwarding put before it.
func (p *mailPart) subject() string {
	s, _ := p.head.subject()
	return s
}

// passedOn reports whether a mail answers or forwards another, so that its date is not that of the text in it.
func (h mailHeader) passedOn() bool {
	_, again := h.subject()
	return again
}

// subject is the subject, and whether it was one of another mail before.
func (h mailHeader) subject() (s string, again bool) {
	s = oneLine(words(h.get("Subject")), maxLine)
	for {
		before, rest, ok := strings.Cut(s, ":")
		switch strings.ToLower(before) {
		case "re", "fw", "fwd", "aw", "wg", "tr", "rv":
			if ok {
				s, again = strings.TrimSpace(rest), true
				continue
			}
		}
		return s, again
	}
}

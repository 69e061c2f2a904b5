package intake

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"mime"
	"net/mail"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/numeral"
)

// Limits of a mail beside the size of its texts.
const (
	maxParts  = 16       // how deep parts may be nested
	maxHeader = 64 << 10 // bytes of one part's header
)

// readMail reads a mail (RFC 5322, MIME): its text is the report, with the subject as headline. Of alternatives the last one that
// is text is taken, of related parts the first. Texts that are attached, and mails with theirs, are reports of their own. An attachment of
// another format is set aside; pictures and what else belongs to the layout are passed over, as those of a page are.
//
// It is read a line at a time. What it holds are the texts, each of up to Max bytes, four times over.
func readMail(in Input) Items {
	return func(yield func(parley.Report, *parley.SetAside) bool) { (&mailReader{Input: in}).read(yield) }
}

// readMHTML reads a page that a browser saved with all its parts (RFC 2557): the first part, or the one the header names as start, is the report. Its
// date is the day of saving, which says nothing of publication.
func readMHTML(in Input) Items {
	return func(yield func(parley.Report, *parley.SetAside) bool) {
		(&mailReader{Input: in, saved: true}).read(yield)
	}
}

// A mailReader reads one mail.
type mailReader struct {
	Input
	saved bool // a saved page, not a mail
	l     lines
	stack []*mailPart // what the line belongs to, from the mail inwards
	mbox  int         // mails of a mailbox that have begun, 0 where it is one mail
	stop  bool
	out   func(parley.Report, *parley.SetAside) bool
}

// A mailPart is a part of a mail: several parts, a mail of its own, or a leaf.
type mailPart struct {
	head     mailHeader
	at       place
	number   string // as IMAP counts: "2.1"; "" is the mail
	kind     string // media type
	params   map[string]string
	boundary string // of several parts
	parts    int    // of several parts: how many have begun
	root     bool   // the mail that all parts belong to
	mail     bool   // a mail, which has a header of its own before its content
	letter   *mailPart
	attached bool
	want     bool   // of a leaf: its text is kept
	over     bool   // of a leaf: more bytes than are allowed
	raw      []byte // of a leaf: as it came
	size     int64  // of a leaf: bytes
	text     []byte // decoded: of a leaf, or of parts chosen from
	html     bool
	found    bool // text is set
	base     string
}

// read reads the mail.
func (m *mailReader) read(yield func(parley.Report, *parley.SetAside) bool) {
	m.out = yield
	m.l = lines{r: bufio.NewReaderSize(m.R, 64<<10), max: 1 << 20}
	if b, _ := m.l.r.Peek(5); string(b) == "From " && !m.saved {
		m.mbox = 1
	}
	err := m.root()
	blankBefore := false
	for err == nil && !m.stop {
		var ln line
		if ln, err = m.l.next(); err != nil {
			break
		}
		if m.mbox > 0 && blankBefore && bytes.HasPrefix(ln.b, []byte("From ")) { // the next mail
			m.unclosed()
			m.close(0)
			m.mbox++
			err = m.root()
			continue
		}
		blankBefore = len(bytes.TrimSpace(ln.b)) == 0 && !ln.over
		err = m.line(ln)
	}
	switch {
	case m.stop:
	case errors.Is(err, io.EOF):
		m.unclosed()
		m.close(0)
	default:
		m.say1(m.broken(m.l.end, err))
	}
}

// root begins a mail that is not inside of another.
func (m *mailReader) root() error {
	root := &mailPart{mail: true, root: true, at: place{line: m.l.n + 1, offset: m.l.end, size: -1}}
	if m.mbox > 0 {
		root.number = strconv.Itoa(m.mbox)
	}
	root.letter = root
	err := m.header(root)
	if (err == nil || errors.Is(err, io.EOF)) && len(root.head) == 0 {
		m.say(root.number, parley.ReasonDamaged, root.at, "no header as a mail has it")
		root.want, m.stack = false, []*mailPart{{}}
		return err
	}
	if root.head.get("Snapshot-Content-Location") != "" || strings.HasPrefix(root.head.get("From"), "<Saved by ") {
		m.saved = true
	}
	return err
}

// say yields a set-aside.
func (m *mailReader) say(part string, why parley.Reason, at place, format string, args ...any) {
	m.say1(m.asideAt(part, why, at, format, args...))
}

func (m *mailReader) say1(a *parley.SetAside) {
	if !m.stop && !m.out(parley.Report{}, a) {
		m.stop = true
	}
}

// unclosed says that the mail ends before its last boundary.
func (m *mailReader) unclosed() {
	for _, p := range m.stack {
		if p.boundary != "" {
			why := "the mail ends before the last boundary of its parts"
			if p.parts == 0 {
				why = "the boundary that the header names does not stand in the mail"
			}
			m.say(p.number, parley.ReasonDamaged, p.at, "%s", why)
			return
		}
	}
}

// line takes one line of a body.
func (m *mailReader) line(ln line) error {
	if b := bytes.TrimRight(ln.b, " \t\r\n"); len(b) > 2 && b[0] == '-' && b[1] == '-' {
		for i := len(m.stack) - 1; i >= 0; i-- {
			p := m.stack[i]
			rest, ok := bytes.CutPrefix(b[2:], []byte(p.boundary))
			if !ok || p.boundary == "" || len(rest) > 0 && string(rest) != "--" {
				continue
			}
			m.close(i + 1)
			if len(rest) > 0 {
				p.boundary = "" // what follows is an epilogue
				return nil
			}
			p.parts++
			return m.begin(p)
		}
	}
	p := m.stack[len(m.stack)-1]
	p.size += ln.at.size
	if !p.want || p.over {
		return nil
	}
	if ln.over || int64(len(p.raw)+len(ln.b)) > m.Max*3+maxHeader { // base64 and quoted-printable: up to three bytes for one
		p.over, p.raw = true, nil
		return nil
	}
	p.raw = append(p.raw, ln.b...)
	return nil
}

// begin begins the next part of p.
func (m *mailReader) begin(p *mailPart) error {
	number := strconv.Itoa(p.parts)
	if p.number != "" {
		number = p.number + "." + number
	}
	c := &mailPart{number: number, letter: p.letter, at: place{line: m.l.n + 1, offset: m.l.end, size: -1}}
	return m.header(c)
}

// header reads the header of a part, decides what it is, and puts it on the stack. A mail in a mail has two headers.
func (m *mailReader) header(p *mailPart) error {
	h, err := readHeader(&m.l)
	ended := errors.Is(err, io.EOF)
	switch {
	case err == nil, ended && len(h) > 0:
	case !errors.Is(err, errHeader):
		return err
	default:
		m.say(p.number, parley.ReasonTooLarge, p.at, "a header of more than %s; what is beyond it is not read", numeral.Bytes(maxHeader))
	}
	p.head = h
	p.kind, p.params = mediaType(h.get("Content-Type"))
	disposition, params, _ := mime.ParseMediaType(h.get("Content-Disposition"))
	p.attached = disposition == "attachment" || disposition != "inline" && (params["filename"] != "" || p.params["name"] != "")
	m.stack = append(m.stack, p)
	switch {
	case len(m.stack) > maxParts:
		m.say(p.number, parley.ReasonUnknown, p.at, "parts nested deeper than %d", maxParts)
	case strings.HasPrefix(p.kind, "multipart/"):
		if p.boundary = p.params["boundary"]; p.boundary == "" || len(p.boundary) > 200 {
			p.boundary = ""
			m.say(p.number, parley.ReasonDamaged, p.at, "several parts, and no boundary named between them")
		}
	case p.kind == "message/rfc822" || p.kind == "message/global":
		inner := &mailPart{mail: true, number: p.number, at: place{line: m.l.n + 1, offset: m.l.end, size: -1}}
		inner.letter = inner
		return m.header(inner)
	default:
		p.want = m.wants(p)
	}
	if ended {
		return io.EOF
	}
	return nil
}

// mediaType is the type of a part, text/plain where it does not say, or what it says cannot be read.
func mediaType(s string) (string, map[string]string) {
	t, params, err := mime.ParseMediaType(s)
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) || t == "" {
		if t, _, _ = strings.Cut(strings.ToLower(s), ";"); strings.Count(t, "/") != 1 {
			return "text/plain", nil
		}
		return strings.TrimSpace(t), looseParams(s)
	}
	return t, params
}

// looseParams finds boundary and charset in a type that is not written as it should be.
func looseParams(s string) map[string]string {
	out := map[string]string{}
	for _, f := range strings.Split(s, ";")[1:] {
		k, v, _ := strings.Cut(f, "=")
		if k = strings.ToLower(strings.TrimSpace(k)); k == "boundary" || k == "charset" {
			out[k] = strings.Trim(strings.TrimSpace(v), `"'`)
		}
	}
	return out
}

// wants reports whether the text of a leaf is kept.
func (m *mailReader) wants(p *mailPart) bool {
	return p.kind == "text/html" || p.kind == "text/plain" || p.kind == "application/xhtml+xml" ||
		p.kind == "application/octet-stream" && p.attached && isReportName(oneLine(p.params["name"], 200))
}

// close ends the parts on the stack from i on, the innermost first.
func (m *mailReader) close(i int) {
	for len(m.stack) > i && !m.stop {
		p := m.stack[len(m.stack)-1]
		m.stack = m.stack[:len(m.stack)-1]
		if p.want {
			m.leaf(p)
		} else if p.attached && !p.mail && p.boundary == "" && !p.found {
			m.foreign(p)
		}
		if p.mail {
			m.letter(p)
		} else if n := len(m.stack); n > 0 {
			m.join(m.stack[n-1], p)
		}
	}
}

// foreign sets an attachment aside that is no text. Pictures belong to the layout.
func (m *mailReader) foreign(p *mailPart) {
	kind, _, _ := strings.Cut(p.kind, "/")
	if m.saved || kind == "image" || kind == "multipart" || kind == "message" || strings.Contains(p.kind, "signature") || strings.Contains(p.kind, "pkcs7") || p.kind == "text/css" {
		return
	}
	p.at.size = p.size
	m.say(p.number, parley.ReasonUnknown, p.at, "an attachment of type %s", oneLine(p.kind, 80))
}

// leaf decodes a text.
func (m *mailReader) leaf(p *mailPart) {
	p.at.size = p.size
	if p.over {
		m.say(p.number, parley.ReasonTooLarge, p.at, "a text of %s, the limit is %s", numeral.Bytes(p.size), numeral.Bytes(m.Max))
		return
	}
	var b []byte
	switch enc := strings.ToLower(strings.TrimSpace(p.head.get("Content-Transfer-Encoding"))); enc {
	case "quoted-printable":
		b = unquotePrintable(p.raw)
	case "base64":
		b = unbase64(p.raw)
	default:
		b = p.raw
	}
	p.raw = nil
	b, ok := decodeText(b, p.params["charset"])
	if !ok {
		m.say(p.number, parley.ReasonCharset, p.at, "in UTF-7, which is not read")
		return
	}
	p.html = p.kind != "text/plain" && (p.kind != "application/octet-stream" || looksHTML(string(b)))
	if !p.html && p.params["format"] == "flowed" {
		b = unflow(b, strings.EqualFold(p.params["delsp"], "yes"))
	}
	if len(b) > 0 && !blank(b) {
		p.text, p.found = b, true
		p.base = p.head.get("Content-Location")
	}
}

// join gives what a part has to the one around it: of alternatives the last counts, of related parts the first, and what stands one
// after the other is one text if it is of one kind. What is attached is a report of its own.
func (m *mailReader) join(to, p *mailPart) {
	if !p.found {
		return
	}
	switch {
	case p.attached && !m.saved:
		m.report(p, article{headline: oneLine(p.letter.subject(), maxLine), text: p.text, html: p.html}, false)
	case !to.found, to.kind == "multipart/alternative", to.kind == "multipart/related" && to.params["start"] != "" && p.head.get("Content-ID") == to.params["start"]:
		to.text, to.html, to.found, to.base = p.text, p.html, true, p.base
	case to.kind == "multipart/related", m.saved:
	case to.html == p.html && int64(len(to.text)+len(p.text)) <= m.Max:
		to.text = append(append(bytes.TrimRight(to.text, "\r\n"), "\n\n"...), p.text...)
	default:
		m.report(p, article{headline: oneLine(p.letter.subject(), maxLine), text: p.text, html: p.html}, false)
	}
}

// letter yields the text of a mail.
func (m *mailReader) letter(p *mailPart) {
	a := article{text: p.text, html: p.html}
	if m.saved {
		a.url = p.base
		if s := p.head.get("Snapshot-Content-Location"); s != "" {
			a.url = s
		}
		if !isWeb(a.url) { // cid: and file: are names of parts and of the file it was saved in
			a.url = ""
		}
	} else {
		a.headline = p.subject()
	}
	if !p.found {
		if p.root {
			m.say(p.number, parley.ReasonEmpty, p.at, "no text in the %s", map[bool]string{true: "page", false: "mail"}[m.saved])
		}
		return
	}
	m.report(p, a, true)
}

// report yields one text of a mail, with what its header says.
func (m *mailReader) report(p *mailPart, a article, own bool) {
	if m.stop {
		return
	}
	h := p.letter.head
	if own {
		h = p.head
	}
	if !m.saved {
		if !h.passedOn() { // else it is the day of that
			a.day, a.dayBy = mailDay(h.get("Date")), "Date"
		}
		a.outlet = h.outlet()
		if own {
			a.authors, a.wroteBy = h.author()
		}
		a.url = strings.Trim(strings.TrimSpace(h.get("Archived-At")), "<>")
	}
	a.language, _, _ = strings.Cut(h.get("Content-Language"), ",")
	if !m.emit(m.out, p.number, p.at, a) {
		m.stop = true
	}
}

// mailDay is the date of a mail without its comments, which RFC 5322 allows anywhere.
func mailDay(s string) string {
	if t, err := mail.ParseDate(s); err == nil {
		return t.Format("2 Jan 2006 15:04:05 -0700")
	}
	return s
}

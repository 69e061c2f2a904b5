package clean

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// signLeads stand before who wrote, beside "By", in small letters.
var signLeads = []string{"from ", "author: ", "author ", "authors: ", "analysis by ", "opinion by ", "comment by ", "commentary by ", "interview by ", "report by ", "reported by ", "words by ", "text by ",
	"posted by ", "posted by: ", "published by ", "submitted by ", "story by ", "written by "}

// personTitles stand before a name and are no part of it, in small letters without a full stop.
var personTitles = set("dr prof professor mr mrs ms sir dame rev fr capt col gen")

// A partKind is what a part of a signature is.
type partKind uint8

const (
	signNone  partKind = iota // nothing that belongs there
	signFree                  // what may stand beside anything: time, page, nothing at all
	signWeak                  // a place, or a name with a capital that no list has
	signFirm                  // a job, an outlet, an agency, an address: what makes a name beside it an author
	signNames                 // further names
)

// maxSignature is how long a line is at most that says who wrote.
const maxSignature = 160

// signature marks a line between headline and article that says who wrote in another form than "By Ana Roe": "Ana Roe, Diplomatic Correspondent",
// "By Ana Roe | Staff Writer | Posted Sun, May 4th, 2031", "Ana Roe in Riverton and Jon Vale in Lea", "Analysis by Ana Roe", "By our staff reporter".
// All parts between its marks have to be such as stand in bylines. A line without "By" or the like needs one that makes the name an author.
func (p *page) signature(i int, s string) bool {
	if len(s) > maxSignature || p.head < 0 || i <= p.head || endsProse(s) && !strings.HasSuffix(s, "m.") {
		return false
	}
	hits := findDates(s)
	t := []byte(s)
	for _, h := range hits {
		for k := h.start; k < h.end; k++ {
			t[k] = ';'
		}
	}
	line := string(t)
	lead := signLead(line)
	var names, firm []piece
	weak, desk := 0, false
	for n, part := range signParts(line, lead) {
		found, kind := signPart(line, part, n == 0)
		names = append(names, found...)
		switch kind {
		case signNone:
			return false
		case signWeak:
			weak++
		case signFirm:
			firm = append(firm, part)
			desk = desk || n == 0 && len(found) == 0
		}
	}
	under := i > 0 && p.units[i-1].set && p.units[i-1].noise == parley.Credit
	switch {
	case len(names) == 0 && len(firm) == 0:
		return false
	case len(names) == 0 && !desk || desk && lead == 0 && !under:
		return false
	case lead == 0 && len(firm) == 0 && (len(names) < 2 || !strings.Contains(line, " in ")) && (len(hits) == 0 || weak > 1):
		return false
	}
	p.mark(i, text.Noise, parley.Credit)
	p.addBylines(i, s, names, "reporting")
	for _, f := range firm {
		p.creditNames(i, s, f.start, f.of(s))
		if name := outletName(f.of(s)); p.html == nil && name != "" && table().byName(name) == nil {
			p.setOutlet(text.Named{Name: name, Span: p.lineSpan(i, s, f), How: parley.Stated, Why: "named in a credit"})
		}
	}
	p.noteDates(i, s, hits, "date in the byline")
	return true
}

// signLead is the length of the words before who wrote at the start of s, 0 where none stand there.
func signLead(s string) int {
	if n := byWord(s); n > 0 {
		return n
	}
	low := lowerASCII(s[:min(len(s), 20)])
	for _, l := range signLeads {
		if strings.HasPrefix(low, l) && len(l) < len(s) {
			return len(l)
		}
	}
	return 0
}

// signParts are the parts of s from byte from on, between marks that part them.
func signParts(s string, from int) []piece {
	var out []piece
	start := from
	end := func(k int) {
		q := piece{start, k}
		for q.start < q.end && strings.IndexByte(" \t", s[q.start]) >= 0 {
			q.start++
		}
		for q.end > q.start && strings.IndexByte(" \t:", s[q.end-1]) >= 0 {
			q.end--
		}
		if !q.empty() {
			out = append(out, q)
		}
	}
	for k := from; k < len(s); k++ {
		size := 0
		switch c := s[k]; {
		case strings.IndexByte("|,;/()[]\n", c) >= 0, c == '-' && k > 0 && s[k-1] == ' ':
			size = 1
		default:
			for _, m := range [...]string{"•", "·", "–", "—", "\u00a0"} {
				if strings.HasPrefix(s[k:], m) {
					size = len(m)
				}
			}
		}
		if size > 0 {
			end(k)
			k += size - 1
			start = k + 1
		}
	}
	end(len(s))
	return out
}

// signPart says what a part of a signature is, with the names in it. first says that who wrote has to stand in it.
func signPart(line string, q piece, first bool) (names []piece, kind partKind) {
	s := q.of(line)
	low := strings.ToLower(s)
	switch {
	case strings.HasPrefix(s, "@") && !strings.Contains(s, " "), strings.Contains(s, "@") && !strings.Contains(s, " "):
		return nil, signFirm
	case stampRest(s, nil), strings.HasPrefix(low, "page ") && strings.Count(low, " ") == 1 && strings.ContainsAny(low, "0123456789"):
		if !first {
			return nil, signFree
		}
	case table().byName(s) != nil || outletName(s) != "" || strings.HasPrefix(low, "special to "):
		return nil, signFirm
	case job(s):
		return nil, signFirm
	}
	at := q.start
	if w := wordAt(line, at); personTitles[strings.ToLower(strings.TrimRight(w, "."))] {
		at = skipSpace(line, at+len(strings.TrimRight(w, ".")))
		if at < len(line) && line[at] == '.' {
			at = skipSpace(line, at+1)
		}
	}
	u := line[:q.end]
	if allCaps(u[at:]) && strings.Contains(u[at:], " ") {
		u = u[:at] + unshout(u[at:])
	}
	names, end := readNames(u, at)
	if len(names) == 0 {
		if !first && (allCaps(s) || upperFirst(s)) && strings.Count(s, " ") < 3 && !finiteTail(s) {
			return nil, signWeak
		}
		return nil, signNone
	}
	rest := strings.TrimSpace(u[end:])
	lowRest := strings.ToLower(rest)
	switch {
	case rest == "":
		return names, signNames
	case strings.HasPrefix(lowRest, "in ") && upperFirst(rest[3:]) && strings.Count(rest, " ") < 4 && !finiteTail(rest):
		return names, signNames
	case strings.Contains(rest, "@") && !strings.Contains(rest, " "), lowRest == "and agencies", lowRest == "and agency", lowRest == "and staff", lowRest == "on", lowRest == "at":
		return names, signFirm
	case allCaps(rest) && listedPlace(rest), job(rest):
		return names, signFirm
	}
	return nil, signNone
}

// job reports whether s says what somebody is at an outlet, or which desk wrote: words with capitals, or small ones of bylines, the last one
// of an office ("Diplomatic Correspondent", "our staff reporter", "Web Desk").
func job(s string) bool {
	words := strings.Fields(strings.ToLower(s))
	if len(words) < 1 || len(words) > 6 || !officeWords[strings.Trim(words[len(words)-1], ".s")] && !officeWords[words[len(words)-1]] {
		return false
	}
	for _, w := range strings.Fields(s) {
		switch low := strings.ToLower(w); {
		case upperFirst(w), officeWords[low], low == "our", low == "a", low == "and", low == "for", low == "of", low == "the", low == "special", low == "senior", low == "political", low == "diplomatic", low == "foreign", low == "affairs":
		default:
			return false
		}
	}
	return true
}

// signatures tries the lines of a page between headline and article that were taken for furniture.
func (l *layout) signatures(p *page, head int) {
	if head < 0 {
		return
	}
	for i := head + 1; i < len(p.units) && i <= head+8; i++ {
		u := &p.units[i]
		if p.isBody(i) && l.isProse(p, l.lines[i]) {
			return
		}
		if u.set && u.kind == text.Noise && !u.hidden && !l.lines[i].meta && (u.noise == parley.Interface || u.noise == parley.Breadcrumb || u.noise == parley.Credit) && !l.nodes[l.lines[i].node].comment {
			p.signature(i, p.line(i))
		}
	}
}

package clean

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// openings marks bylines, agency lines and the dateline credit before the first sentence of the article.
func (p *page) openings() {
	body := 0
	for i := p.head + 1; i < len(p.units) && body < 3; i++ {
		u := &p.units[i]
		if u.set && u.kind != text.Body {
			continue
		}
		r := p.rest(i)
		s := p.str(r)
		if s == "" || p.mastheadLine(i, s) {
			continue
		}
		if p.bylineLine(i, s) {
			continue
		}
		if changed(s) {
			p.mark(i, text.Noise, parley.Interface)
			continue
		}
		if body == 0 && i > 0 && (p.nameLine(i, s) || p.nameDateLine(i, s)) || p.creditStamp(i, s) || body == 0 && p.signature(i, s) {
			continue
		}
		if _, ok := p.openingStamp(i, s, r); ok {
			p.printedAgain(i)
			r = p.rest(i)
			if s = p.str(r); s == "" {
				continue
			}
		}
		if n := p.headAgency(i, s, r); n > 0 {
			r = p.rest(i)
			s = p.str(r)
		}
		if o, ok := readOpening(s, body == 0); ok && p.keepsBody(s[o.end:]) {
			p.cut(i, parley.Span{Start: r.Start, End: r.Start + o.end}, text.Noise, parley.Credit)
			p.noteOpening(i, s, o)
			return
		}
		if p.captionByContext(i, s) {
			continue
		}
		body++
	}
}

// headAgency cuts what stands between the headline that is printed again, or a date stamp, and the first sentence: an agency in capitals, the
// short address of the page, a request to allow scripts. It answers how many bytes.
func (p *page) headAgency(i int, s string, r parley.Span) int {
	if p.html != nil {
		return 0
	}
	n := 0
	if len(p.units[i].cuts) > 0 {
		w := wordAt(s, 0)
		next := wordAt(s, skipSpace(s, len(w)))
		if o := table().byName(w); o != nil && o.kind == "agency" && allCaps(w) && upperFirst(next) && !table().is("newsword", strings.ToLower(next)) && len(w) < len(s) && s[len(w)] == ' ' {
			p.cut(i, parley.Span{Start: r.Start, End: r.Start + len(w)}, text.Noise, parley.Credit)
			p.credited(o, w, p.lineSpan(i, s, piece{0, len(w)}))
			return len(w)
		}
		if k := strings.Index(s[:min(len(s), 16)], "http"); k == 0 || k > 0 && s[k-1] == ' ' && allCaps(s[:k]) {
			if n = strings.IndexByte(s[k:], ' '); n < 0 || !startsSentence(s[k+n:]) {
				return 0
			}
			n += k
		}
	}
	if low := strings.ToLower(s[:min(len(s), 160)]); n == 0 && strings.HasPrefix(low, "please ") && (strings.Contains(low, "blocker") || strings.Contains(low, "javascript")) {
		if n = nextSentence(s, 0); n > 160 {
			return 0
		}
	}
	if n > 0 {
		p.cut(i, parley.Span{Start: r.Start, End: r.Start + n}, text.Noise, parley.Interface)
	}
	return n
}

// belowDateline is how far below the beginning of a text without lines its dateline can stand, behind the summary of the article.
const belowDateline = 900

// datelineBelow cuts a dateline with a listed agency that stands behind the summary above an article: "… were closed. RIVERTON (Newswire) The
// mayor said".
func (p *page) datelineBelow() {
	i := p.nextAfterHead()
	if i < 0 || !p.isBody(i) || p.text.Meta.Dateline.Name != "" {
		return
	}
	r := p.rest(i)
	s := p.str(r)
	sentences(s[:min(len(s), belowDateline)], func(a, b int) bool {
		if a == 0 {
			return true
		}
		o, ok := readOpening(s[a:], true)
		if !ok || o.place.empty() || len(o.agencies) == 0 || !allCaps(o.place.of(s[a:])) || !p.keepsBody(s[a+o.end:]) {
			return true
		}
		p.cut(i, parley.Span{Start: r.Start + a, End: r.Start + a + o.end}, text.Noise, parley.Credit)
		p.near = r.Start + a
		p.noteOpening(i, s[a:], o)
		return false
	})
}

func (p *page) keepsBody(s string) bool { return strings.TrimFunc(s, blank) != "" }

// noteOpening keeps what the opening says.
func (p *page) noteOpening(i int, s string, o opening) {
	p.addBylines(i, s, o.names, "reporting")
	if !o.place.empty() && p.text.Meta.Dateline.Name == "" {
		name := o.place.of(s)
		p.text.Meta.Dateline = text.Named{Name: placeName(name), Span: p.lineSpan(i, s, o.place), How: parley.Stated}
	}
	for _, a := range o.agencies {
		for _, q := range splitPieces(s, a) {
			name := q.of(s)
			if of := table().byName(name); of != nil {
				p.credited(of, name, p.lineSpan(i, s, q))
				continue
			}
			n := text.Named{Name: name, Span: p.lineSpan(i, s, q), How: parley.Stated, Why: "credit that opens the article"}
			if o.place.empty() {
				p.setOutlet(n)
			} else {
				p.addAgency(n)
			}
		}
	}
	p.noteDates(i, s, o.dates, "date in the dateline")
}

// placeName is a place set in capitals as it is written elsewhere; of "RIVERTON/LEA" the first.
func placeName(s string) string {
	s, _, _ = strings.Cut(s, "/")
	if !allCaps(s) || strings.Contains(s, ".") {
		return s
	}
	return titleCase(s)
}

package clean

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// bylineLine marks a line that is a byline and nothing else, and reports whether it is one: "By Ana Roe, Newswire".
func (p *page) bylineLine(i int, s string) bool {
	n := byWord(s)
	if n == 0 || len(s) > 200 {
		return false
	}
	t := s
	if w := wordAt(s, n); allCaps(w) && len(w) > 1 {
		t = s[:n] + unshout(s[n:])
	}
	names, end := readNames(t, n)
	tail := s[end:]
	if len(names) == 0 {
		tail = s[n:]
	}
	who := strings.Trim(tail, " ,|.–—-()")
	if hits := findDates(tail); len(hits) > 0 {
		who = strings.Trim(tail[:hits[0].start], " ,|.–—-()\u00a0")
		if rest := tail[hits[len(hits)-1].end:]; len(strings.Fields(rest)) > 6 {
			return false
		}
		p.noteDates(i, s, shiftHits(hits, len(s)-len(tail)), "date in the byline")
	}
	if len(names) == 0 && table().byName(who) == nil || len(strings.Fields(who)) > 8 || strings.Contains(who, ". ") || finiteTail(who) {
		return false
	}
	p.mark(i, text.Noise, parley.Credit)
	p.addBylines(i, s, names, "reporting")
	p.creditNames(i, s, len(s)-len(tail), who)
	return true
}

func shiftHits(h []dateHit, n int) []dateHit {
	for i := range h {
		h[i].start += n
		h[i].end += n
	}
	return h
}

// finiteTail reports whether what follows the names has small words other than those of a byline.
func finiteTail(s string) bool {
	for _, w := range strings.Fields(s) {
		if !upperFirst(w) && isAlpha(w[0]) {
			switch strings.Trim(strings.ToLower(w), ",.;|") {
			case "in", "at", "for", "of", "the", "and", "with", "on", "to", "staff", "correspondent", "reporter", "editor", "writer", "special", "agencies", "political", "diplomatic", "foreign", "senior", "affairs", "bureau", "chief", "contributor", "by", "from", "et", "de", "us":
			default:
				return true
			}
		}
	}
	return false
}

// creditNames notes the outlets and agencies that who, found at or after byte from of line s, names.
func (p *page) creditNames(i int, s string, from int, who string) {
	for _, part := range strings.FieldsFunc(who, func(r rune) bool { return strings.ContainsRune(",;/|()[]", r) }) {
		part = strings.Trim(part, " .–—-\u00a0")
		at := strings.Index(s[from:], part)
		if o := table().byName(part); o != nil && at >= 0 {
			p.credited(o, part, p.lineSpan(i, s, piece{from + at, from + at + len(part)}))
		}
	}
}

// credited notes an outlet or agency that a credit names.
func (p *page) credited(o *outlet, printed string, s parley.Span) {
	n := text.Named{Name: o.as(printed), Span: s, How: parley.Stated, Why: "named in a credit"}
	if o.kind == "outlet" {
		p.setOutlet(n)
	} else {
		p.addAgency(n)
	}
}

// lineSpan is the span of a piece of s, where s is a part of line i.
func (p *page) lineSpan(i int, s string, q piece) parley.Span {
	base := p.near
	if u := p.units[i].span; base < u.Start || base+len(s) > u.End || p.text.Content[base:base+len(s)] != s {
		base = u.Start + max(0, strings.Index(p.line(i), s))
	}
	return parley.Span{Start: base + q.start, End: base + q.end}
}

func (p *page) addBylines(i int, s string, names []piece, role string) {
	for _, n := range names {
		n = p.pastOutlet(i, s, n)
		name := n.of(s)
		if o := table().byName(name); o != nil {
			p.credited(o, name, p.lineSpan(i, s, n))
			continue
		}
		if w := strings.ToLower(name[strings.LastIndexByte(name, ' ')+1:]); officeWords[w] {
			continue
		}
		p.addByline(text.Byline{Name: name, Role: role, Span: p.lineSpan(i, s, n)})
	}
}

// pastOutlet is the name in n without the outlet it belongs to: "CNN's Ana Roe". Where two words are not left, it is n.
func (p *page) pastOutlet(i int, s string, n piece) piece {
	name := n.of(s)
	for _, mark := range [...]string{"'s ", "’s "} {
		at := strings.Index(name, mark)
		if at < 0 || !strings.Contains(name[at+len(mark):], " ") {
			continue
		}
		if o := table().byName(name[:at]); o != nil {
			p.credited(o, name[:at], p.lineSpan(i, s, piece{n.start, n.start + at}))
			return piece{n.start + at + len(mark), n.end}
		}
	}
	return n
}

// officeWords end what stands in a byline and is no personal name: "Riverton Correspondent", "Web Desk".
var officeWords = map[string]bool{"correspondent": true, "editor": true, "reporter": true, "writer": true, "staff": true, "desk": true, "bureau": true, "chief": true,
	"agencies": true, "agency": true, "newsroom": true, "team": true, "contributor": true, "service": true, "press": true, "news": true, "wire": true, "newswire": true, "online": true}

func (p *page) addByline(b text.Byline) {
	if allCaps(b.Name) {
		b.Name = titleCase(b.Name)
	}
	if len(p.text.Meta.Bylines) >= maxCredits {
		return
	}
	for _, o := range p.text.Meta.Bylines {
		if o.Name == b.Name && o.Role == b.Role {
			return
		}
	}
	p.text.Meta.Bylines = append(p.text.Meta.Bylines, b)
}

// creditLine notes the names in a line of credits: "Reporting by Ana Roe in Riverton; Editing by Jon Vale".
func (p *page) creditLine(i int, s string) {
	if len(p.text.Meta.Bylines) >= maxCredits {
		return
	}
	low := lowerASCII(s)
	for at := 0; ; {
		k := strings.Index(low[at:], " by ")
		if k < 0 {
			break
		}
		k += at
		role := "reporting"
		if e := strings.LastIndex(low[at:k], "edit"); e >= 0 && !strings.Contains(low[at:k], "report") && !strings.Contains(low[at:k], "writ") {
			role = "editing"
		} else if strings.Contains(low[at:k], "photo") {
			role = "caption"
		}
		names, end := readNames(s, k+4)
		p.addBylines(i, s, names, role)
		at = max(end, k+4)
	}
	for _, w := range photoWords {
		if strings.HasPrefix(s, w) {
			if p.notePhotoCredit(i, s, piece{0, len(s)}); !strings.HasPrefix(w, "Credit") { // whose agency is that of the picture
				return
			}
		}
	}
	if k := strings.Index(low, " reported from "); k > 0 { // "Ana Roe and Vale reported from Riverton."
		names, _ := readNames(s[:k], 0)
		if w := wordAt(s, 0); len(names) == 0 && len(w) == k && !allCaps(w) && upperFirst(w) && !p.bylined(w) && table().byName(w) == nil {
			names = []piece{{0, k}}
		}
		p.addBylines(i, s, names, "reporting")
	}
	if k := strings.Index(low, " contributed "); k > 0 { // "Newswire writers Ana Roe in Riverton and Jon Vale contributed to this report."
		at := 0
		sentences(s, func(a, b int) bool {
			at = a
			return b <= k
		})
		for _, w := range [...]string{" writers ", " writer ", " reporters ", " reporter ", " correspondents ", " correspondent ", " journalists ", " journalist ", " staff "} {
			if j := strings.LastIndex(low[:k], w); j >= 0 {
				at = max(at, j+len(w))
			}
		}
		names, _ := readNames(s[:k], at)
		p.addBylines(i, s, names, "reporting")
	}
	p.creditNames(i, s, 0, strings.NewReplacer(":", ",", "©", ",", " and ", ",").Replace(s[:min(len(s), 400)]))
}

// bylined reports whether a byline has a family name already.
func (p *page) bylined(family string) bool {
	for _, b := range p.text.Meta.Bylines {
		if strings.HasSuffix(b.Name, " "+family) {
			return true
		}
	}
	return false
}

// lowerASCII is s with A to Z in small letters: byte offsets stay.
func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c | 0x20
		}
	}
	return string(b)
}

// splitPieces cuts a piece at "/", "," and ";".
func splitPieces(s string, a piece) []piece {
	var out []piece
	start := a.start
	for k := a.start; k <= a.end; k++ {
		if k == a.end || strings.IndexByte("/,;", s[k]) >= 0 {
			q := piece{start, k}
			for q.start < q.end && s[q.start] == ' ' {
				q.start++
			}
			if !q.empty() {
				out = append(out, q)
			}
			start = k + 1
		}
	}
	return out
}

// nameLine marks a line right under the headline that is a personal name and nothing else.
func (p *page) nameLine(i int, s string) bool {
	if len(s) > 60 || i != p.nextAfterHead() {
		return false
	}
	names, end := readNames(s, 0)
	if len(names) == 0 || end != len(s) || !p.longerAfter(i, 80) {
		return false
	}
	for _, w := range strings.Fields(strings.ToLower(s)) {
		if table().is("newsword", w) || table().is("icon", w) {
			return false
		}
	}
	p.mark(i, text.Noise, parley.Credit)
	p.addBylines(i, s, names, "reporting")
	return true
}

// nameDateLine marks a byline without "By" that ends with a date: "Ana Roe, Riverton | 5 December 2031".
func (p *page) nameDateLine(i int, s string) bool {
	if len(s) > 120 {
		return false
	}
	names, end := readNames(s, 0)
	hits := findDates(s)
	if len(names) == 0 || len(hits) == 0 || hits[0].start < end || strings.Trim(s[hits[len(hits)-1].end:], " .|") != "" || end >= len(s) || strings.IndexByte(",|(-", strings.TrimLeft(s[end:], " ")[0]) < 0 || finiteTail(s[end:hits[0].start]) {
		return false
	}
	p.mark(i, text.Noise, parley.Credit)
	p.addBylines(i, s, names, "reporting")
	p.noteDates(i, s, hits, "date in the byline")
	return true
}

// creditStamp marks a line that names who wrote, without "By", and then when, with the time of day: "Ana Roe, WRTV 5:58 AM. CDT May 4, 2031".
func (p *page) creditStamp(i int, s string) bool {
	if len(s) > 120 {
		return false
	}
	hits := findDates(s)
	if len(hits) != 1 || !hits[0].clock || hits[0].start == 0 || hits[0].end != len(s) || !creditPrefix(s[:hits[0].start]) {
		return false
	}
	p.mark(i, text.Noise, parley.Credit)
	r := p.units[i].span
	names, end := readNames(s[:hits[0].start], 0)
	p.addBylines(i, s, names, "reporting")
	p.creditNames(i, s, end, s[end:hits[0].start])
	p.cut(i, parley.Span{Start: r.Start + hits[0].start, End: r.End}, text.Stamp, "")
	p.noteDates(i, s, hits, "date in the byline")
	return true
}

// nextAfterHead is the first line after the headline that no other rule has decided, stamps and bylines aside.
func (p *page) nextAfterHead() int {
	if p.head < 0 {
		return -1
	}
	for i := p.head + 1; i < len(p.units); i++ {
		if !p.units[i].set {
			return i
		}
	}
	return -1
}

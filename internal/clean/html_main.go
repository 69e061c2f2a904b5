package clean

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// page finds the content of the page and says what each line is.
func (l *layout) page() *page {
	p := newPage(l.d)
	p.text.Content, p.text.Align = l.sb.String(), l.align
	p.html = &l.meta
	for i := range l.lines {
		ln := &l.lines[i]
		ln.shown = ln.span.Len() - tagBytes(p.str(ln.span))
		for _, h := range ln.hidden {
			ln.shown -= h.Len()
		}
		p.units = append(p.units, unit{span: ln.span, para: i, tag: ln.tag})
	}
	head, sure := l.findHeading(p)
	leads := l.leadsContent(p, head, sure)
	from := 0
	if leads {
		from = head
	}
	content := l.findContent(p, head, from)
	for i := range l.lines {
		if leads && i < head && !l.lines[i].meta && l.nodes[l.lines[i].node].noise == "" {
			l.early(p, i)
			continue
		}
		l.judge(p, i, content, head)
	}
	if head >= 0 {
		p.setHeadline(head)
	}
	l.cutTail(p, head)
	for i := range p.units {
		if p.isBody(i) && i != head {
			p.html.body = p.html.body.Union(p.units[i].span)
		}
	}
	l.takeMarks(p)
	p.stampsNear(head)
	l.entries(p)
	l.flags()
	return p
}

// standfirst keeps line i as the summary above the article, or a part of it.
func (p *page) standfirst(i int) {
	m := &p.text.Meta
	if m.Standfirst.Empty() {
		m.Standfirst.Start = p.units[i].span.Start
	}
	m.Standfirst.End = p.units[i].span.End
	p.mark(i, text.Body, "")
	p.units[i].set = false
}

func words(s string) int { return strings.Count(s, " ") + 1 }

// asks reports whether a paragraph asks the reader for something: to follow, to subscribe, to share.
func asks(s string) bool {
	if len(s) > 400 || words(s) > 50 {
		return false
	}
	low := strings.ToLower(s)
	l := table()
	if at := strings.Index(low, "follow "); at >= 0 {
		rest := strings.Fields(low[at:])
		if len(rest) > 3 && (rest[2] == "on" || strings.HasPrefix(rest[2], "@")) && hasWord(low, "m:bio") {
			return true
		}
	}
	if !l.is("m:ask", firstWord(low)) {
		return false
	}
	return hasWord(low, "m:askfor") || strings.Contains(low, "click here")
}

// hasWord reports whether a word of s, which is in small letters, is of that class.
func hasWord(s, class string) bool {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !isWord(r) }) {
		if table().is(class, w) {
			return true
		}
	}
	return false
}

func (l *layout) flags() {
	add := func(on bool, name string) {
		if on {
			l.meta.flags = append(l.meta.flags, name)
		}
	}
	add(l.deep || l.z.degraded || len(l.nodes) >= maxNodes, "structure_degraded")
	add(l.script, "scripts_dropped")
	add(l.hid, "hidden_text")
}

// isProse reports whether a line is a paragraph of running text: long, few of its bytes in links.
func (l *layout) isProse(p *page, ln htmlLine) bool {
	n := ln.shown
	if ln.meta || n < 40 || ln.links*5 > n*2 || isHeading(ln.tag) {
		return false
	}
	return ln.tag == "p" || (ln.tag == "li" || ln.tag == "td") && n >= 100 || n >= 80 && endsSentence(p.str(ln.span))
}

// findHeading is the line of the headline: the heading that has most in common with the page's title, else the first
// h1, else the title. It is sure where it was found by the title.
func (l *layout) findHeading(p *page) (line int, sure bool) {
	titles := []string{squash(l.meta.headline.Name), squash(l.meta.title.Name)}
	first, title, best, most := -1, -1, -1, 0
	for i, ln := range l.lines {
		if ln.meta {
			if ln.span == l.meta.title.Span {
				title = i
			}
			continue
		}
		if !isHeading(ln.tag) || ln.tag > "h3" || l.nodes[ln.node].hidden {
			continue
		}
		s := squash(p.str(ln.span))
		for _, t := range titles {
			if n := min(len(s), len(t)); n > most && n >= 12 && len(s)*3 >= len(t) && (strings.Contains(t, s) || strings.Contains(s, t)) {
				best, most = i, n
			}
		}
		if ln.tag == "h1" && first < 0 && len(strings.Fields(p.str(ln.span))) >= 3 {
			first = i
		}
	}
	switch {
	case best >= 0:
		return best, true
	case first >= 0:
		return first, false
	}
	return title, false
}

// leadsContent reports whether the page's running text stands after line head: most of it does, or, where head is surely the headline,
// enough for an article. What stands before it is then no part of the article.
func (l *layout) leadsContent(p *page, head int, sure bool) bool {
	if head < 0 || l.lines[head].meta {
		return false
	}
	before, after := 0, 0
	for i, ln := range l.lines {
		if n := &l.nodes[ln.node]; n.hint != "" || n.hidden || !l.isProse(p, ln) {
			continue
		}
		if i < head {
			before += ln.span.Len()
		} else {
			after += ln.span.Len()
		}
	}
	return after >= before || sure && after >= enoughText
}

// enoughText is how many bytes of running text make an article.
const enoughText = 600

// judge decides what line i is, as far as the page's structure shows it.
func (l *layout) judge(p *page, i int, content int32, head int) {
	ln, n := l.lines[i], l.nodes[l.lines[i].node]
	s := p.str(ln.span)
	size := ln.span.Len()
	linked := ln.links*2 > size
	switch {
	case i == head:
	case ln.meta:
		p.mark(i, text.Noise, parley.ScriptData)
	case n.hidden || ln.unseen():
		l.hid = true
		p.units[i].hidden = true
		p.mark(i, text.Noise, parley.Interface)
	case n.noise != "":
		kind := n.noise
		if kind == parley.Credit && size > 200 || kind == parley.Caption && linked {
			kind = parley.Interface
		}
		p.markFurniture(i, s, kind)
	case n.inside:
		l.judgeInside(p, i, head)
	case (n.article || n.lead) && i > head && head >= 0 && (l.isProse(p, ln) || n.lead && words(s) > 5 && !linked) && l.beforeContent(i, content):
		p.standfirst(i)
	case linked && strings.Count(s, " ") >= 3:
		p.mark(i, text.Noise, parley.RelatedLink)
	default:
		p.markFurniture(i, s, parley.Interface)
	}
	if p.isBody(i) || i == head {
		for _, h := range ln.hidden {
			p.cut(i, h, text.Noise, parley.Interface)
		}
	}
}

// judgeInside decides what line i of the content is.
func (l *layout) judgeInside(p *page, i, head int) {
	ln, s := l.lines[i], p.str(l.lines[i].span)
	size := ln.span.Len()
	linked := ln.links*2 > size
	switch {
	case l.nodes[ln.node].dek && i > head && head >= 0 && words(s) > 5 && !linked && l.beforeMain(i):
		p.standfirst(i)
	case isHeading(ln.tag):
		if i < head {
			p.mark(i, text.Noise, parley.Interface)
		} else if linked && !l.headsProse(p, i) {
			p.mark(i, text.Noise, parley.RelatedLink)
		}
	case linked && size < 250 && ln.links*10 > size*8, l.linkList(i):
		p.mark(i, text.Noise, parley.RelatedLink)
	case asks(s):
		p.mark(i, text.Noise, parley.Interface)
	case ln.image && words(s) <= 45 && pictureCredit(s):
		p.mark(i, text.Noise, parley.Caption)
	case contentTags[ln.tag] || words(s) >= 12 || endsSentence(s) || l.inMain(ln.node) && (words(s) > 2 || !ascii(s)):
	default:
		p.markFurniture(i, s, parley.Interface)
	}
}

// pictureCredit reports whether s ends with a credit in brackets: "(Ana Roe/Newswire)", "(Image: Ana Roe)".
func pictureCredit(s string) bool {
	if !strings.HasSuffix(s, ")") {
		return false
	}
	at := strings.LastIndexByte(s, '(')
	if at < 0 {
		return false
	}
	in := s[at+1 : len(s)-1]
	return words(in) <= 8 && (strings.Contains(in, "/") || table().is("m:picture", strings.ToLower(firstWord(in))) || strings.Contains(in, "©"))
}

// contentTags are elements whose text is the article's own where they stand in the content.
var contentTags = set("p blockquote li pre td th dd dt")

// beforeMain reports whether no line of the main block stands before line i.
func (l *layout) beforeMain(i int) bool {
	for k := i - 1; k >= 0 && k > i-40; k-- {
		if n := l.lines[k].node; !isHeading(l.lines[k].tag) && l.nodes[n].inside && l.nodes[n].noise == "" && (n == l.main || l.lines[k].tag == "p" && l.nodes[n].parent == l.main && l.lines[k].shown > 60) {
			return false
		}
	}
	return true
}

// headsProse reports whether running text comes next after line i, in the same block.
func (l *layout) headsProse(p *page, i int) bool {
	return i+1 < len(l.lines) && l.isProse(p, l.lines[i+1]) && l.nodes[l.lines[i+1].node].parent == l.nodes[l.lines[i].node].parent
}

// inMain reports whether block n is the one that most of the paragraphs stand right in.
func (l *layout) inMain(n int32) bool { return n == l.main }

// linkList reports whether line i is an item of a list of three or more, each of which leads elsewhere with two fifths of its text.
func (l *layout) linkList(i int) bool {
	if l.lines[i].tag != "li" || l.lines[i].links*5 < l.lines[i].span.Len()*2 {
		return false
	}
	up := l.nodes[l.lines[i].node].parent
	n := 0
	for _, step := range [2]int{-1, 1} {
		for k := i; k >= 0 && k < len(l.lines) && k >= i-30 && k <= i+30 && l.nodes[l.lines[k].node].parent == up; k += step {
			if l.lines[k].links*5 < l.lines[k].span.Len()*2 {
				return false
			}
			n++
		}
	}
	return n-1 >= 3
}

// cutTail marks all that stands after a heading of the content such as "More from", "Related" or "Comments": where
// most of the article's text stands before it, or where what follows is a list of teasers, with a date
// to every other paragraph.
func (l *layout) cutTail(p *page, head int) {
	total, bodies, stamps := 0, 0, 0
	for i := max(head+1, 0); i < len(p.units); i++ {
		if p.isBody(i) {
			total += p.units[i].span.Len()
			bodies++
		} else if p.units[i].kind == text.Stamp {
			stamps++
		}
	}
	seen := 0
	for i := max(head+1, 0); i < len(p.units); i++ {
		s := p.line(i)
		if p.isBody(i) {
			seen += len(s)
			bodies--
		} else if p.units[i].kind == text.Stamp {
			stamps--
		}
		n := l.nodes[l.lines[i].node]
		if !l.heads(i) || !n.inside || n.noise != "" || seen < 500 || strings.Count(s, " ") > 6 || !startsTail(strings.ToLower(strings.ReplaceAll(s, "’", "'"))) {
			continue
		}
		if seen*4 < total*3 && (stamps < 3 || stamps*2 < bodies) || l.goesOn(p, i) {
			continue
		}
		for k := i; k < len(p.units); k++ {
			if p.isBody(k) {
				p.markFurniture(k, p.line(k), parley.RelatedLink)
			}
		}
		return
	}
}

// goesOn reports whether paragraphs of the main block follow line i, with hardly a link in them.
func (l *layout) goesOn(p *page, i int) bool {
	n := 0
	for k := i + 1; k < len(l.lines); k++ {
		if ln := l.lines[k]; p.isBody(k) && contentTags[ln.tag] && l.nodes[ln.node].parent == l.main && ln.links*5 < ln.shown && l.isProse(p, ln) {
			if n++; n > 1 || !isHeading(l.lines[i].tag) {
				return true
			}
		}
	}
	return false
}

// heads reports whether line i is a heading, by its element, its class, or because it is short and bold.
func (l *layout) heads(i int) bool {
	ln := l.lines[i]
	return isHeading(ln.tag) || l.nodes[ln.node].heading || ln.bold*10 >= ln.span.Len()*9 && ln.span.Len() < 80
}

func startsTail(low string) bool {
	for _, t := range table().tails {
		if strings.HasPrefix(low, t) && atWordEnd(low, len(t)) {
			return true
		}
	}
	return false
}

// early marks a line before the headline.
func (l *layout) early(p *page, i int) {
	ln, s := l.lines[i], p.str(l.lines[i].span)
	switch {
	case l.nodes[ln.node].hidden || ln.unseen():
		l.hid = true
		p.units[i].hidden = true
		p.mark(i, text.Noise, parley.Interface)
	case ln.links*2 > ln.span.Len() && strings.Count(s, " ") >= 3, l.isProse(p, ln):
		p.mark(i, text.Noise, parley.RelatedLink)
	case breadcrumb(s):
		p.mark(i, text.Noise, parley.Breadcrumb)
	default:
		p.markFurniture(i, s, parley.Interface)
	}
}

// beforeContent reports whether no line of the content stands before line i.
func (l *layout) beforeContent(i int, content int32) bool {
	for k := i - 1; k >= 0 && k > i-40; k-- {
		if l.nodes[l.lines[k].node].inside {
			return false
		}
	}
	return content > 0
}

// markFurniture marks a line as furniture, but for a stamp or a byline, which say more.
func (p *page) markFurniture(i int, s string, kind parley.NoiseKind) {
	if kind == parley.Interface || kind == parley.Credit {
		if p.stampLine(i, s) {
			return
		}
		if p.bylineLine(i, s) {
			return
		}
	}
	if kind == parley.Interface && p.phraseLine(i, s, true) {
		return
	}
	p.mark(i, text.Noise, kind)
}

// takeMarks reads authors and dates from the elements that name them.
func (l *layout) takeMarks(p *page) {
	for _, m := range l.marks {
		s := m.span
		if s.End < s.Start {
			continue
		}
		s = p.trim(s)
		words := strings.Count(p.str(s), " ") + 1
		switch {
		case s.Empty() || words > 12:
		case m.kind == "author":
			if len(p.text.Meta.Bylines) < maxAuthors && p.html.author.Name == "" && len(p.html.authors) == 0 && p.nearArticle(s) {
				p.authorMark(s)
			}
		case m.kind == "date" || m.kind == "published":
			p.dateMark(m, s)
		}
	}
}

// nearArticle reports whether s stands between headline and the end of the article, or close by.
func (p *page) nearArticle(s parley.Span) bool {
	from := p.html.body
	if p.head >= 0 {
		from = from.Union(p.units[p.head].span)
	}
	return from.Empty() || s.Start >= from.Start-nearby && s.Start <= from.End+nearby
}

// dateMark keeps the date of an element that is marked as one.
func (p *page) dateMark(m mark, s parley.Span) {
	v := m.datetime
	if v == "" {
		v = p.str(s)
	}
	day, ok := metaDay(v, p.html.language)
	if printed, is := pageDay(p.str(s), p.html.language); is && (!ok || inUTC(v)) {
		day, ok = printed.value, true
	}
	if !ok {
		return
	}
	why := "date stamp"
	if strings.Contains(strings.ToLower(p.str(s)), "updat") {
		why = "update stamp"
	} else if m.kind == "published" {
		why = publishedMark
	}
	p.addDate(text.Date{Value: day, Span: s, How: parley.Stated, Why: why})
}

// authorMark keeps the names in an element that is marked as the author.
func (p *page) authorMark(s parley.Span) {
	t := p.str(s)
	from := byWord(t)
	names, end := readNames(t, from)
	if len(names) == 0 || end < len(t)-40 {
		return
	}
	for _, n := range names {
		if table().byName(n.of(t)) == nil && !hasWord(strings.ToLower(n.of(t)), "m:nobody") {
			p.addByline(text.Byline{Name: n.of(t), Role: "reporting", Span: parley.Span{Start: s.Start + n.start, End: s.Start + n.end}})
		}
	}
}

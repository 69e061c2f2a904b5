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
	l.flags()
	content := l.findContent(p)
	for i, ln := range l.lines {
		p.units = append(p.units, unit{span: ln.span, para: i, tag: ln.tag})
	}
	head := l.findHeading(p)
	leads := l.leadsContent(p, head)
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
	l.takeMarks(p)
	return p
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
	n := ln.span.Len()
	if ln.meta || n < 40 || ln.links*5 > n*2 || isHeading(ln.tag) {
		return false
	}
	return ln.tag == "p" || n >= 80 && endsSentence(p.str(ln.span))
}

// findContent is the smallest block that holds most of the running text. A class that says "sidebar" does not
// count where the block holds two fifths of the page's paragraphs, nor anywhere on a page without paragraphs.
func (l *layout) findContent(p *page) int32 {
	total := 0
	for _, ln := range l.lines {
		if l.isProse(p, ln) {
			l.nodes[ln.node].prose += ln.span.Len()
			total += ln.span.Len()
		}
	}
	for i := len(l.nodes) - 1; i > 0; i-- {
		l.nodes[l.nodes[i].parent].prose += l.nodes[i].prose
	}
	for i := range l.nodes {
		n := &l.nodes[i]
		n.best = -1
		if n.prose*5 >= total*2 && (!n.firm || n.tag == "form" || n.tag == "figure") && !n.hidden {
			n.hint = ""
		}
		n.noise = n.hint
		if n.tag == "header" && !n.article {
			n.noise = parley.Interface
		}
		if n.hidden {
			n.noise = parley.Interface
		}
		if n.parent >= 0 && l.nodes[n.parent].noise != "" {
			n.noise = l.nodes[n.parent].noise
		}
		n.prose = 0
	}
	for _, ln := range l.lines {
		if l.nodes[ln.node].noise == "" && l.isProse(p, ln) {
			l.nodes[ln.node].prose += ln.span.Len()
		}
	}
	for i := len(l.nodes) - 1; i > 0; i-- {
		n, up := &l.nodes[i], &l.nodes[l.nodes[i].parent]
		up.prose += n.prose
		if up.best < 0 || n.prose >= l.nodes[up.best].prose {
			up.best = int32(i)
		}
	}
	at := int32(0)
	for l.nodes[at].best >= 0 {
		b := &l.nodes[l.nodes[at].best]
		if b.prose*20 < l.nodes[at].prose*17 || b.prose == 0 || b.tag == "p" {
			break
		}
		at = l.nodes[at].best
	}
	l.nodes[at].inside = true
	for i := range l.nodes {
		if n := &l.nodes[i]; n.parent >= 0 && l.nodes[n.parent].inside {
			n.inside = true
		}
	}
	return at
}

// findHeading is the line of the headline: the heading that has most in common with the page's title, else the first
// h1, else the title.
func (l *layout) findHeading(p *page) int {
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
		return best
	case first >= 0:
		return first
	}
	return title
}

// leadsContent reports whether most of the content's running text stands after line head: what stands before it is
// then no part of the article.
func (l *layout) leadsContent(p *page, head int) bool {
	if head < 0 || l.lines[head].meta {
		return false
	}
	before, after := 0, 0
	for i, ln := range l.lines {
		if !l.nodes[ln.node].inside || l.nodes[ln.node].noise != "" || !l.isProse(p, ln) {
			continue
		}
		if i < head {
			before += ln.span.Len()
		} else {
			after += ln.span.Len()
		}
	}
	return after >= before
}

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
	case n.noise != "":
		kind := n.noise
		if kind == parley.Credit && size > 200 || kind == parley.Caption && linked {
			kind = parley.Interface
		}
		p.markFurniture(i, s, kind)
	case n.inside:
		words := strings.Count(s, " ") + 1
		switch {
		case isHeading(ln.tag):
			if linked {
				p.mark(i, text.Noise, parley.RelatedLink)
			} else if i < head {
				p.mark(i, text.Noise, parley.Interface)
			}
		case linked && size < 250 && ln.links*10 > size*8:
			p.mark(i, text.Noise, parley.RelatedLink)
		case ln.tag == "p" || ln.tag == "blockquote" || ln.tag == "li" || ln.tag == "pre" || words >= 12 || endsSentence(s):
		default:
			p.markFurniture(i, s, parley.Interface)
		}
	case n.article && i > head && head >= 0 && l.isProse(p, ln) && l.beforeContent(i, content):
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
		if !isHeading(l.lines[i].tag) || !n.inside || n.noise != "" || seen < 500 || strings.Count(s, " ") > 6 || !startsTail(strings.ToLower(strings.ReplaceAll(s, "’", "'"))) {
			continue
		}
		if seen*4 < total*3 && (stamps < 3 || stamps*2 < bodies) {
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
		case m.kind == "author" && len(p.text.Meta.Bylines) < 8 && p.html.author.Name == "":
			p.authorMark(s)
		case m.kind == "date" || m.kind == "published":
			v := m.datetime
			if v == "" {
				v = p.str(s)
			}
			hits := findDates(v)
			if len(hits) == 0 || hits[0].value == 0 {
				continue
			}
			why := "date stamp"
			if strings.Contains(strings.ToLower(p.str(s)), "updat") {
				why = "update stamp"
			}
			p.addDate(text.Date{Value: hits[0].value, Span: s, How: parley.Stated, Why: why})
		}
	}
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
		if table().byName(n.of(t)) == nil {
			p.addByline(text.Byline{Name: n.of(t), Role: "reporting", Span: parley.Span{Start: s.Start + n.start, End: s.Start + n.end}})
		}
	}
}

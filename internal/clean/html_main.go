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
	l.takePictures(p, head)
	l.takeLabels(p, head)
	l.cutTail(p, head)
	for i := range p.units {
		if p.isBody(i) && i != head {
			p.html.body = p.html.body.Union(p.units[i].span)
		}
	}
	l.signatures(p, head)
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

func (l *layout) flags() {
	add := func(on bool, name string) {
		if on {
			l.meta.flags = append(l.meta.flags, name)
		}
	}
	add(l.deep || l.z.degraded || len(l.nodes) >= maxNodes, "structure_degraded")
	add(l.script, "scripts_dropped")
	add(l.hidesText(), "hidden_text")
}

// hiddenWords is from how many words on a text that no reader sees is flagged: labels of menus and buttons are hidden on most pages.
const hiddenWords = 6

// hidesText reports whether the page has a text that no reader sees, and that is not a link.
func (l *layout) hidesText() bool {
	s := l.sb.String()
	for _, ln := range l.lines {
		hidden := ln.hidden
		if l.nodes[ln.node].hidden {
			hidden = []parley.Span{ln.span}
		}
		for _, h := range hidden {
			if words(strings.TrimSpace(s[h.Start:h.End])) >= hiddenWords && ln.links*2 < ln.span.Len() {
				return true
			}
		}
	}
	return false
}

// isProse reports whether a line is a paragraph of running text: long, few of its bytes in links.
func (l *layout) isProse(p *page, ln htmlLine) bool {
	n := ln.shown
	if ln.meta || n < 40 || ln.links*5 > n*2 || isHeading(ln.tag) {
		return false
	}
	if s := p.str(ln.span); consent(s) || rights(s) {
		return false
	}
	return ln.tag == "p" || (ln.tag == "li" || ln.tag == "td") && n >= 100 || n >= 80 && (endsProse(p.str(ln.span)) || strings.HasSuffix(p.str(ln.span), ":"))
}

// proseEnds end sentences, in whatever script.
var proseEnds = []string{".", "!", "?", "…", "。", "！", "？", "।", "۔", "؟"}

// endsProse reports whether s ends with a mark that ends sentences in its script, closing quotation marks and brackets aside.
func endsProse(s string) bool {
	s = strings.TrimRight(s, "\"'”’)»]」』） \u00a0\u3000")
	for _, e := range proseEnds {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

// findHeading is the line of the headline: the heading that has most in common with the page's title and least beside it, else the line that says the very same, else the first
// h1, else the title. It is sure where it was found by the title.
func (l *layout) findHeading(p *page) (line int, sure bool) {
	titles := []string{squash(l.meta.headline.Name), squash(l.meta.title.Name)}
	first, title, named, best, most, size := -1, -1, -1, -1, 0, 0
	for i, ln := range l.lines {
		if ln.meta {
			if ln.span == l.meta.title.Span {
				title = i
			}
			continue
		}
		if l.nodes[ln.node].hidden || l.nodes[ln.node].comment || ln.unseen() {
			continue
		}
		if !isHeading(ln.tag) || ln.tag > "h3" {
			if named < 0 && l.namesPage(p, ln, titles) {
				named = i
			}
			continue
		}
		s := squash(p.str(ln.span))
		for _, t := range titles {
			if n := min(len(s), len(t)); (n > most || n == most && len(s) < size) && n >= 12 && (len(s)*3 >= len(t) && (strings.Contains(t, s) || strings.Contains(s, t)) || n >= 20 && strings.HasPrefix(t, s)) {
				best, most, size = i, n, len(s)
			}
		}
		if ln.tag == "h1" && first < 0 && (len(strings.Fields(p.str(ln.span))) >= 3 || !ascii(p.str(ln.span)) && ln.span.Len() >= leastUnspaced) {
			first = i
		}
	}
	switch {
	case best >= 0 && (named < 0 || size <= most): // no label before or behind it
		return best, true
	case named >= 0:
		return named, true
	case first >= 0:
		return first, false
	}
	return title, false
}

// leastUnspaced is how many bytes a headline has at least in a script that puts no space between words.
const leastUnspaced = 18

// namesPage reports whether line ln is the very headline that the head of the page gives, or its title without the name of the site, and no link.
func (l *layout) namesPage(p *page, ln htmlLine, titles []string) bool {
	if ln.links > 0 || ln.span.Len() > 300 || l.nodes[ln.node].hint == parley.Breadcrumb {
		return false
	}
	s := squash(p.str(ln.span))
	return len(s) >= 20 && (s == titles[0] || strings.HasPrefix(titles[1], s) && len(s)*3 >= len(titles[1])*2)
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
	last, before := l.lastTwo(p)
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
		if seen*4 < total*3 && (stamps < 3 || stamps*2 < bodies) || i < before || i < last && !isHeading(l.lines[i].tag) {
			continue
		}
		kind := parley.RelatedLink
		if strings.Contains(strings.ToLower(s), "comments") {
			kind = parley.Comment
		}
		for k := i; k < len(p.units); k++ {
			if p.isBody(k) {
				p.markFurniture(k, p.line(k), kind)
			}
		}
		return
	}
}

// lastTwo are the last two paragraphs of the main block with hardly a link in them, the last one first; -1 where there is none.
func (l *layout) lastTwo(p *page) (last, before int) {
	last, before = -1, -1
	for k := len(l.lines) - 1; k >= 0; k-- {
		ln := l.lines[k]
		if !p.isBody(k) || !contentTags[ln.tag] || l.nodes[ln.node].parent != l.main || ln.links*5 >= ln.shown || !l.isProse(p, ln) {
			continue
		}
		if last >= 0 {
			return last, k
		}
		last = k
	}
	return last, before
}

// heads reports whether line i is a heading, by its element, its class, or because it is short and bold.
func (l *layout) heads(i int) bool {
	ln := l.lines[i]
	return isHeading(ln.tag) || l.nodes[ln.node].heading || ln.bold*10 >= ln.span.Len()*9 && ln.span.Len() < 80
}

func startsTail(low string) bool {
	if strings.HasPrefix(low, "more than ") {
		return false
	}
	for _, t := range table().tails {
		if strings.HasPrefix(low, t) && atWordEnd(low, len(t)) {
			return true
		}
	}
	return false
}

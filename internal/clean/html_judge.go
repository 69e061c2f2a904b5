package clean

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

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
		p.units[i].hidden = true
		p.mark(i, text.Noise, parley.Interface)
	case n.comment && n.noise != "":
		kind := parley.Comment
		if words(s) <= leastComment && len(findDates(s)) == 0 {
			kind = parley.Interface
		}
		p.mark(i, text.Noise, kind) // a day in it is that of the comment, not of the page
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
		for _, c := range ln.captions {
			p.cut(i, c, text.Noise, parley.Caption)
		}
	}
}

// leastComment is how many words a label has at most, between readers' comments ("Reply", "3 days ago").
const leastComment = 3

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
	case asks(s), consent(s):
		p.mark(i, text.Noise, parley.Interface)
	case rights(s):
		p.mark(i, text.Noise, parley.Credit)
	case ln.image && words(s) <= 45 && pictureCredit(s):
		p.mark(i, text.Noise, parley.Caption)
	case p.stampLine(i, s):
	case contentTags[ln.tag] || words(s) >= 12 || endsProse(s) || l.inMain(ln.node) && (words(s) > 2 || !ascii(s)):
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

// early marks a line before the headline.
func (l *layout) early(p *page, i int) {
	ln, s := l.lines[i], p.str(l.lines[i].span)
	switch {
	case l.nodes[ln.node].hidden || ln.unseen():
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

// consents begin the paragraphs in which a page asks to be allowed its cookies, in small letters.
var consents = []string{"this website uses cookies", "this site uses cookies", "we use cookies", "our website uses cookies", "our site uses cookies", "necessary cookies are", "any cookies that may not", "by continuing to use this", "by continuing to browse",
	"by using this website", "by using this site", "by clicking “accept", "by clicking \"accept", "by clicking accept", "we and our partners"}

// consent reports whether s is the notice of a page on its own cookies.
func consent(s string) bool {
	return len(s) < 900 && startsAny(s, consents) && strings.Contains(strings.ToLower(s), "cookies")
}

// startsAny reports whether s begins with one of the phrases, which are in small letters.
func startsAny(s string, phrases []string) bool {
	for _, p := range phrases {
		if len(s) >= len(p) && s[0]|0x20 == p[0]|0x20 && strings.EqualFold(s[:len(p)], p) {
			return true
		}
	}
	return false
}

// Phrases that begin the notice on who owns a page and how it may be used.
var (
	owners = []string{"© ", "©2", "©1", "copyright ©", "copyright 20", "copyright 19", "copyright (c)"}
	usages = []string{"all rights reserved", "use of this site constitutes", "registration on or use of this site", "the material on this site may not"}
)

// rights reports whether s is the notice of a page on who owns it and how it may be used.
func rights(s string) bool {
	if len(s) > 900 {
		return false
	}
	if startsAny(s, owners) {
		low := strings.ToLower(s)
		return len(s) < 200 || strings.Contains(low, "rights reserved") || strings.Contains(low, "may not be")
	}
	const reserved = "all rights reserved"
	t := strings.TrimRight(s, ". ")
	return startsAny(s, usages) || len(s) < 200 && len(t) >= len(reserved) && strings.EqualFold(t[len(t)-len(reserved):], reserved)
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

func words(s string) int { return strings.Count(s, " ") + 1 }

// contentTags are elements whose text is the article's own where they stand in the content.
var contentTags = set("p blockquote li pre td th dd dt")

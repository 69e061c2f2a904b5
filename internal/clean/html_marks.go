package clean

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

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
	d := p.markDay(m, s)
	if d.Value == 0 {
		return
	}
	why := "date stamp"
	if strings.Contains(strings.ToLower(p.str(s)), "updat") {
		why = "update stamp"
	} else if m.kind == "published" {
		why = publishedMark
	}
	d.Why = why
	p.addDate(d)
}

// markDay is the day that an element names which is marked as a date, in its attribute or in its words s; Value is 0 where it names none.
func (p *page) markDay(m mark, s parley.Span) text.Date {
	v := m.datetime
	if v == "" {
		v = p.str(s)
	}
	day, ok := metaDay(v, p.html.language)
	if printed, is := pageDay(p.str(s), p.html.language); is && (!ok || inUTC(v)) {
		day, ok = printed.value, true
	}
	if !ok {
		return text.Date{}
	}
	return text.Date{Value: day, Span: s, How: parley.Stated, Why: "stamp of the entry"}
}

// authorMark keeps the names in an element that is marked as the author.
func (p *page) authorMark(s parley.Span) {
	t := p.str(s)
	from := byWord(t)
	u := t
	if allCaps(t[from:]) {
		u = t[:from] + unshout(t[from:])
	}
	names, end := readNames(u, from)
	if len(names) == 0 || end < len(t)-40 {
		return
	}
	for _, n := range names {
		if table().byName(n.of(t)) == nil && !hasWord(strings.ToLower(n.of(t)), "m:nobody") {
			p.addByline(text.Byline{Name: n.of(t), Role: "reporting", Span: parley.Span{Start: s.Start + n.start, End: s.Start + n.end}})
		}
	}
}

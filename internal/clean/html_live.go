package clean

import (
	"fmt"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// Limits of a live blog.
const (
	leastEntries = 3
	maxEntries   = 1000
)

// entries finds the entries of a live blog: each begins with its time, in an element that is marked as a date or on a line of its own. A page
// is one where its markup or its headline says so.
func (l *layout) entries(p *page) {
	live := l.meta.live
	if !live && !(p.head >= 0 && liveTitle(p.line(p.head))) {
		return
	}
	var found []text.Entry
	if live {
		found = p.entriesFrom(l.markedEntries(p))
	}
	if len(found) < leastEntries {
		found = p.entriesFrom(p.timedEntries())
	}
	if len(found) >= leastEntries {
		p.text.Meta.Entries = found
		l.meta.live = true
		l.meta.flags = append(l.meta.flags, "live_blog")
	}
}

// liveTitle reports whether a headline says that the page goes on: "Bridge talks: live updates", "Talks in Lea – as it happened".
func liveTitle(s string) bool {
	low := strings.ToLower(s)
	for _, w := range [...]string{"live updates", "live blog", "liveblog", "as it happened", "latest updates", "live coverage", "live report"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return strings.HasPrefix(low, "live:") || strings.HasSuffix(low, " live")
}

// markedEntries are the stamps in elements that are marked as dates.
func (l *layout) markedEntries(p *page) []text.Entry {
	var stamps []text.Entry
	for _, k := range l.marks {
		if k.span.End < k.span.Start {
			continue
		}
		k.span = p.trim(k.span)
		if at := k.span.Start; k.kind != "author" && k.span.End > at && at >= p.html.body.Start-nearby && at < p.html.body.End && (len(stamps) == 0 || at > stamps[len(stamps)-1].Stamp.Start) && len(stamps) < maxEntries {
			stamps = append(stamps, text.Entry{Stamp: k.span, Day: p.markDay(k, k.span)})
		}
	}
	return stamps
}

// timedEntries are the lines of the content that are a time of day and little else.
func (p *page) timedEntries() []text.Entry {
	var stamps []text.Entry
	year := 0
	if d, ok := p.pageDate(); ok {
		year = d.Value.Time().Year()
	}
	for i := max(0, p.head+1); i < len(p.units) && len(stamps) < maxEntries; i++ {
		u := &p.units[i]
		if u.hidden || u.set && u.kind == text.Noise && u.noise != parley.Interface || u.span.Start > p.html.body.End || !timeLine(p.line(i)) {
			continue
		}
		s := p.line(i)
		e := text.Entry{Stamp: u.span}
		if h, ok := pageDay(s, p.html.language); ok {
			e.Day = text.Date{Value: h.value, Span: u.span, How: parley.Stated, Why: "stamp of the entry"}
		} else if v := dayWithYear(s, year); v.Known() {
			e.Day = text.Date{Value: v, Span: u.span, How: parley.Inferred, Why: "stamp of the entry, the year is that of the page"}
		}
		stamps = append(stamps, e)
	}
	return stamps
}

// timeLine reports whether s is a time of day, with or without its day, and nothing else: "16:15", "May 5, 4:15 p.m.", "21.10 BST Yesterday".
func timeLine(s string) bool {
	if len(s) > 40 || !strings.ContainsAny(s, "0123456789") {
		return false
	}
	clock := false
	for i := 0; i < len(s) && !clock; i++ {
		if isDigit(s[i]) && (i == 0 || !isDigit(s[i-1])) {
			c := &cursor{s, i}
			c.clock()
			clock = c.i > i
		}
	}
	if !clock {
		return false
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !isWord(r) && r != '.' }) {
		switch w = strings.Trim(w, "."); w {
		case "", "yesterday", "today", "p.m", "a.m", "h":
		default:
			if !stampRest(w, nil) {
				return false
			}
		}
	}
	return true
}

// dayWithYear is the first day without a year in s, in that year; unknown where there is none.
func dayWithYear(s string, year int) parley.Date {
	if year == 0 {
		return 0
	}
	for i := 0; i < len(s); i++ {
		if !isAlnum(s[i]) || i > 0 && isAlnum(s[i-1]) {
			continue
		}
		if e := dayAt(s, i); e > 0 {
			if h, ok := pageDay(fmt.Sprintf("%s, %d", strings.TrimRight(s[i:e], ". "), year), "en"); ok {
				return h.value
			}
		}
	}
	return 0
}

// entriesFrom cuts the content at the stamps. Where most of them stand under a heading of their own, an entry begins with its heading.
func (p *page) entriesFrom(stamps []text.Entry) []text.Entry {
	starts := p.entryStarts(stamps)
	next := 0
	var found []text.Entry
	for i, at := range starts {
		end := p.html.body.End
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		var s parley.Span
		for ; next < len(p.units) && p.units[next].span.Start < end; next++ {
			u := &p.units[next]
			if own := u.span == stamps[i].Stamp; own && u.span.Len() < 60 || u.span.Start == at && u.kind == text.Noise && u.span.Len() < 40 {
				p.mark(next, text.Stamp, "")
			}
			if u.span.Start >= at && (p.isBody(next) || u.kind == text.Subhead || u.kind == text.Stamp) {
				s = s.Union(u.span)
			}
		}
		if !s.Empty() && strings.ContainsAny(p.str(s), " \n") {
			e := stamps[i]
			if e.Span = s; e.Day.Value == 0 && len(found) > 0 { // the day is printed once
				if e.Day = found[len(found)-1].Day; e.Day.Value.Known() {
					e.Day.How, e.Day.Why = parley.Inferred, "day of the entry before it on the page"
				}
			}
			found = append(found, e)
		}
	}
	return found
}

// entryStarts is where the entries with these stamps begin.
func (p *page) entryStarts(stamps []text.Entry) []int {
	starts := make([]int, len(stamps))
	above := make([]int, len(stamps))
	headed, next := 0, 0
	for k, e := range stamps {
		starts[k], above[k] = e.Stamp.Start, -1
		for next < len(p.units) && p.units[next].span.Start < e.Stamp.Start {
			next++
		}
		if b := next - 1; b > p.head && isHeading(p.units[b].tag) && (k == 0 || p.units[b].span.Start > stamps[k-1].Stamp.End) {
			above[k] = p.units[b].span.Start
			headed++
		}
	}
	if headed*3 >= len(stamps)*2 {
		for k := range starts {
			if above[k] >= 0 {
				starts[k] = above[k]
			}
		}
	}
	return starts
}

package clean

import (
	"strings"
	"unicode"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// rows marks lists of a page that were run into the text: its tags, counts, the titles of an aggregator.
func (p *page) rows() {
	for i := range p.units {
		if !p.isBody(i) || i == p.head {
			continue
		}
		u := p.units[i].span
		s := p.str(u)
		if from, to := tagRow(s); to > 0 {
			p.cut(i, parley.Span{Start: u.Start + from, End: u.Start + to}, text.Noise, parley.Interface)
		}
		p.countsAfterCuts(i)
	}
	p.clusters()
}

// A row of tags has at most this many words.
const maxTagWords = 18

// tagRow is where a row of tags stands in s: "Tags" after a sentence, and then names up to the first word of the next sentence. Nothing parts
// the names from that sentence, so that its first word is known by being an article or a number, else the row ends before the last word with
// a capital that a small word follows.
func tagRow(s string) (from, to int) {
	from = -1
	for at := 0; from < 0; {
		k := strings.Index(s[at:], "Tags ")
		if k < 0 {
			return 0, 0
		}
		k += at
		at = k + len("Tags ")
		if k > 1 && s[k-1] == ' ' && endsSentence(s[:k-1]) && upperFirst(s[at:]) {
			from = k
		}
	}
	at := from + len("Tags ")
	last, small := 0, 0
	for n := 0; n < maxTagWords && at < len(s); n++ {
		end := strings.IndexByte(s[at:], ' ')
		if end < 0 {
			return 0, 0
		}
		w := s[at : at+end]
		low := strings.ToLower(w)
		name := upperFirst(w) || strings.IndexByte(w, '-') == 2 && len(w) > 3 && upperFirst(w[3:])
		switch {
		case n > 0 && (name && table().is("opener", low) || w[0] == '"' && len(w) > 1):
			return from, at
		case !name && (!isAlnum(w[0]) && w[0] < 0x80 || table().is("running", low) || small >= 4 || strings.ContainsAny(w, ".,;:!?")):
			return from, last
		case strings.ContainsAny(w, ".,;:!?"):
			return from, last
		case name && small == 0:
			last = at
		case !name:
			small++
		}
		at += end + 1
	}
	return from, last
}

// leastTeasers is how many teasers make a row.
const leastTeasers = 4

// teaserRows cuts teasers of other stories that were run into a paragraph.
func (p *page) teaserRows() {
	for i := range p.units {
		if !p.isBody(i) || i == p.head || p.units[i].span.Len() < 300 {
			continue
		}
		u := p.units[i].span
		if from, to := teaserRow(p.str(u)); to > 0 {
			p.cut(i, parley.Span{Start: u.Start + from, End: u.Start + to}, text.Noise, parley.RelatedLink)
		}
	}
}

// teaserRow is where teasers of other stories stand in s one after the other, each with its day, time and author: "3/8/31, 3:14 PM BY Ana
// Roe Two bridges were closed." The last of them ends with its sentence.
func teaserRow(s string) (from, to int) {
	n, last := 0, 0
	for _, h := range findDates(s) {
		if !h.clock {
			continue
		}
		k := h.end
		for k < len(s) && k < h.end+8 && !strings.HasPrefix(s[k:], " BY ") && !strings.HasPrefix(s[k:], " By ") {
			k++
		}
		if k >= len(s) || k >= h.end+8 {
			continue
		}
		if _, end := readNames(s, k+len(" BY ")); end > k+len(" BY ") {
			if n++; n == 1 {
				from = h.start
			}
			last = end
		}
	}
	if n < leastTeasers {
		return 0, 0
	}
	return from, nextSentence(s, last)
}

// countsAfterCuts cuts the numbers that stand between furniture and the next sentence: of comments, of readers.
func (p *page) countsAfterCuts(i int) {
	u := &p.units[i]
	for k := range u.cuts {
		c := u.cuts[k]
		if c.Kind != text.Noise || c.Noise != parley.Interface {
			continue
		}
		s := p.text.Content[c.Span.End:u.span.End]
		n := 0
		for n < len(s) && (isDigit(s[n]) || s[n] == ' ') {
			n++
		}
		if d := strings.Trim(s[:n], " "); d == "" || len(d) > 12 || n == len(s) || s[n-1] != ' ' || !startsSentence(s[n:]) {
			continue
		}
		p.cut(i, p.trim(parley.Span{Start: c.Span.End, End: c.Span.End + n}), text.Noise, parley.Interface)
		return
	}
}

// clusters marks the titles that an aggregator lists under a story, above a line such as "all 74 news articles".
func (p *page) clusters() {
	for i := range p.units {
		rest, ok := strings.CutPrefix(strings.ToLower(p.line(i)), "all ")
		if !ok || !strings.HasSuffix(strings.TrimRight(rest, " »"), "news articles") {
			continue
		}
		p.mark(i, text.Noise, parley.RelatedLink)
		for k := i - 1; k > p.head && k >= i-10; k-- {
			s := p.line(k)
			if p.units[k].set && p.units[k].kind != text.Body {
				continue
			}
			if endsSentence(s) || strings.Count(s, " ") > 25 || strings.IndexFunc(s, unicode.IsLetter) < 0 {
				break
			}
			p.mark(k, text.Noise, parley.RelatedLink)
		}
	}
}

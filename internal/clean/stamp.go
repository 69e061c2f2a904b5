package clean

import (
	"strings"
	"unicode"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// stampWords say, before a date, that the page came out or was changed on it. They are looked for without their first letter, so that
// one search finds them in either case; of words that prose uses too, only the form with a capital counts.
var stampWords = []string{"ublished", "osted", "pdated", "odified", "ast changed", "ublication date", "ate of publication", "ublish Date", "ast update", "ast Update"}

// runInStamps cuts stamps that were run into a paragraph: "Posted in World on Friday, 5 December 2031", "[Last modified: …]".
func (p *page) runInStamps() {
	for i := range p.units {
		if !p.isBody(i) {
			continue
		}
		r := p.rest(i)
		s := p.str(r)
		if !strings.ContainsAny(s, "0123456789") {
			continue
		}
		for at, n := 0, 0; n < 8; n++ {
			k, w := nextStampWord(s, at)
			if k < 0 {
				break
			}
			at = k + 1
			if end, hits, ok := p.stampFrom(s, k, k+w); ok {
				if i == p.head && k == 0 && end == len(s) {
					break
				}
				p.cut(i, parley.Span{Start: r.Start + k, End: r.Start + end}, text.Stamp, "")
				p.noteDates(i, s, hits, "date after “"+strings.ToLower(firstWord(s[strings.IndexFunc(s[k:], unicode.IsLetter)+k:]))+"”")
				at = end
				if e := p.signedStamp(s, end); e > 0 {
					p.cut(i, p.trim(parley.Span{Start: r.Start + end, End: r.Start + e}), text.Noise, parley.Credit)
					if names, to := readNames(s[:e-1], end+len(" by ")); to == e-1 && table().byName(s[end+len(" by "):to]) == nil {
						p.addBylines(i, s, names, "reporting")
					}
					p.creditNames(i, s, end, s[end+len(" by "):e])
					p.printedAgain(i)
				}
			}
		}
	}
}

// signedStamp is where the headline is printed again behind a stamp that ends at byte end of s and a name: "Posted on May 4 2031 by Riverton Post
// Two bridges closed"; 0 where it is not.
func (p *page) signedStamp(s string, end int) int {
	if !strings.HasPrefix(s[end:], " by ") {
		return 0
	}
	for k := end + len(" by "); k < min(len(s), end+70); k++ {
		if s[k-1] == ' ' && p.headlineNext(s[k:]) {
			return k
		}
	}
	return 0
}

// nextStampWord is where the next word of a stamp begins at or after byte at of s, with "First " or "Last " before it, and its length;
// -1 where there is none.
func nextStampWord(s string, at int) (start, length int) {
	start = -1
	for _, w := range stampWords {
		from := at
		for {
			k := strings.Index(s[from:], w)
			if k < 0 {
				break
			}
			k += from
			from = k + 1
			if k == 0 || start >= 0 && k-1 >= start {
				continue
			}
			b, e := k-1, k+len(w)
			if !isAlpha(s[b]) || b > 0 && isAlnum(s[b-1]) || e < len(s) && isAlpha(s[e]) {
				continue
			}
			for _, l := range [...]string{"First ", "Last ", "Originally ", "Article ", "Story "} {
				if strings.HasSuffix(s[:b], l) {
					b -= len(l)
					break
				}
			}
			if s[b] >= 'A' && s[b] <= 'Z' && (b == 0 || !isAlnum(s[b-1])) && b >= at {
				start, length = b, e-b
			}
		}
	}
	return start, length
}

// stampFrom reads a stamp whose first words are s[k:e]: at most eight words more, then a date, and after it nothing or the start of
// something new. end takes a bracket around it.
func (p *page) stampFrom(s string, k, e int) (end int, hits []dateHit, ok bool) {
	if before := strings.TrimRight(s[:k], " \u00a0[(|•·-–—,"); k > 0 && before != "" && !endsSentence(before) && before == strings.TrimRight(s[:k], " \u00a0") {
		last := before[strings.LastIndexByte(before, ' ')+1:]
		if !allDigits(strings.Trim(last, ":")) && !strings.EqualFold(last, "am") && !strings.EqualFold(last, "pm") && !allCaps(last) && len(findDates(before[max(0, len(before)-24):])) == 0 {
			return 0, nil, false
		}
	}
	tail := s[e:min(len(s), e+140)]
	hits = findDates(tail)
	if len(hits) == 0 || hits[0].value == 0 || strings.Count(tail[:hits[0].start], " ") > 8 || strings.ContainsAny(tail[:hits[0].start], ".;“”") && !stampRest(tail[:hits[0].start], nil) {
		return 0, nil, false
	}
	n := 1
	for n < len(hits) && stampRest(tail[hits[n-1].end:hits[n].start], nil) {
		n++
	}
	hits = shiftHits(hits[:n], e)
	end = hits[n-1].end
	if c := skipSpace(s, end); c < len(s) && strings.IndexByte(")]", s[c]) >= 0 {
		end = c + 1
	}
	if rest := strings.Trim(s[end:], " ."); len(rest) <= 40 && strings.IndexFunc(rest, unicode.IsLower) < 0 { // other zones, counts
		return len(s), hits, true
	}
	if c := skipSpace(s, end); c < len(s) && !startsSentence(s[c:]) && p.signedStamp(s, end) == 0 && strings.IndexByte("|[·•", s[c]) < 0 {
		return 0, nil, false
	}
	return end, hits, true
}

// openingStamp cuts a date stamp that was run into the first sentence: "16 July 2031 Two bridges were closed". The name of who wrote may
// stand before a stamp with a time of day: "Ana Roe, RIVERTON POST 5:47 p.m. EST January 14, 2031".
func (p *page) openingStamp(i int, s string, r parley.Span) (int, bool) {
	hits := findDates(s[:min(len(s), 120)])
	if len(hits) == 0 || hits[0].value == 0 && !p.headlineNext(s[hits[0].end:]) {
		return 0, false
	}
	prefix := s[:hits[0].start]
	signed := !stampRest(prefix, nil)
	if signed && (!hits[0].clock || !creditPrefix(prefix)) && table().byName(strings.Trim(prefix, " ,|-–—")) == nil {
		return 0, false
	}
	end := hits[0].end
	if len(hits) > 1 && stampRest(s[end:hits[1].start], nil) {
		end, hits = hits[1].end, hits[:2]
	} else {
		hits = hits[:1]
	}
	if end < len(s) && s[end] == ')' {
		end++
	}
	if end+2 >= len(s) || s[end] != ' ' && s[end] != '.' || !upperFirst(strings.TrimLeft(s[end:], " .|-–—“\"'‘")) && !p.headlineNext(s[end:]) {
		return 0, false
	}
	from := 0
	if signed {
		from = hits[0].start
		p.cut(i, parley.Span{Start: r.Start, End: r.Start + from}, text.Noise, parley.Credit)
		names, to := readNames(s[:from], byWord(s))
		p.addBylines(i, s, names, "reporting")
		p.creditNames(i, s, to, strings.NewReplacer(" and ", ",", " & ", ",").Replace(prefix[min(to, from):]))
	}
	p.cut(i, parley.Span{Start: r.Start + from, End: r.Start + end}, text.Stamp, "")
	p.noteDates(i, s, hits, "date stamp before the first sentence")
	return end, true
}

// headlineNext reports whether the headline is printed again at the start of s.
func (p *page) headlineNext(s string) bool {
	if p.head < 0 {
		return false
	}
	want := squash(p.str(p.text.Meta.Headline))
	return len(want) >= 8 && squashedPrefix(s, want) > 0
}

// creditPrefix reports whether s can name who wrote: at most ten words, all of them with a capital or small words of bylines, no sentence.
func creditPrefix(s string) bool {
	words := strings.Fields(s)
	if len(words) > 10 || strings.Contains(s, ". ") && !strings.Contains(s, ".) ") || strings.ContainsAny(s, "“”\"?!") {
		return false
	}
	for _, w := range words {
		switch w = strings.Trim(w, ",.;:|()[]–—-"); {
		case w == "", upperFirst(w), w == "and", w == "of", w == "by", w == "for", w == "the", w == "staff", w == "reports":
		default:
			return false
		}
	}
	return true
}

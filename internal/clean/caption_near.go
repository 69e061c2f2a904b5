package clean

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// nearCaptions marks the captions that stand before or after a line that only credits a picture, and further printings of a caption, as pages
// have them for each size of a picture.
func (p *page) nearCaptions() {
	for i := range p.units {
		u := &p.units[i]
		if !u.set || u.kind != text.Noise || u.noise != parley.Credit && u.noise != parley.Caption {
			continue
		}
		s := p.line(i)
		if u.noise == parley.Caption {
			p.sameCaption(i, s)
			continue
		}
		picture := strings.Contains(s, "/") && photoCredit(s).end > 0 || strings.HasPrefix(strings.ToLower(s), "photo")
		if j := p.above(i); j >= 0 && (picture || agencyLine(s)) && p.isCaption(j) {
			p.mark(j, text.Noise, parley.Caption)
			p.noteCaption(j, p.line(j))
		} else if j := i + 1; picture && j < len(p.units) && p.isCaption(j) {
			p.mark(j, text.Noise, parley.Caption)
			p.noteCaption(j, p.line(j))
		}
	}
}

// above is the line before line i, where it is still undecided and no headline; -1 otherwise.
func (p *page) above(i int) int {
	if i == 0 || p.units[i-1].set || i-1 == p.head || p.html != nil {
		return -1
	}
	return i - 1
}

// isCaption reports whether line i, which stands beside the credit of a picture, says what the picture shows: one sentence in the present
// tense in which nobody speaks, with more of the article after it.
func (p *page) isCaption(i int) bool {
	s := p.line(i)
	if p.units[i].set || i == p.head || p.html != nil || len(s) < 20 || strings.Count(s, " ") > 50 || strings.ContainsAny(s, "“”\"") || !p.longerAfter(i, 80) {
		return false
	}
	low := lowerASCII(s)
	for _, w := range [...]string{" said", " will ", " would ", " has ", " have ", " told "} {
		if strings.Contains(low, w) {
			return false
		}
	}
	if k := nextSentence(s, 0); k < len(s) && strings.Count(s[k:], " ") > 12 {
		return false
	}
	return presentTense(s) || seenWords(low)
}

// seenWords reports whether a caption says in the passive what is seen: "is seen", "are pictured", "is carried".
func seenWords(low string) bool {
	words := strings.Fields(low)
	for k := 1; k+1 < len(words) && k < 16; k++ {
		if (words[k] == "is" || words[k] == "are") && (strings.HasSuffix(words[k+1], "ed") || words[k+1] == "seen" || words[k+1] == "shown") {
			return true
		}
	}
	return false
}

// datedCaptions marks the paragraphs further down that read as captions by their tense and their end: one sentence in the present tense in which
// nobody speaks, closed by the day with its year, as articles hardly ever tell of a day.
func (p *page) datedCaptions() {
	for i := range p.units {
		if !p.isBody(i) || i <= p.head || len(p.units[i].cuts) > 0 {
			continue
		}
		s := p.line(i)
		if len(s) > 400 || nextSentence(s, 0) < len(s) {
			continue
		}
		if hits := findDates(s); len(hits) > 0 && strings.Trim(s[hits[len(hits)-1].end:], " .)]") == "" {
			p.captionByContext(i, s)
		}
	}
}

// sameCaption marks the lines after caption i that print it again, in whole or without its credit.
func (p *page) sameCaption(i int, s string) {
	want := squash(s)
	if len(want) < 40 {
		return
	}
	for j := i + 1; j < len(p.units) && j <= i+6; j++ {
		if p.units[j].set || j == p.head {
			continue
		}
		got := squash(p.line(j))
		if len(got) >= 40 && strings.HasPrefix(want, got) {
			p.mark(j, text.Noise, parley.Caption)
		}
	}
}

// runInCaptions cuts captions with the credit of their picture out of paragraphs of a text without lines: a sentence in the present tense,
// or with a sign of captions, and then "(Newswire)", "(Photo by Ana Roe)" or "NEWSWIRE/Ana Roe".
func (p *page) runInCaptions() {
	for i := range p.units {
		if !p.isBody(i) || i == p.head || p.html != nil || p.units[i].span.Len() < 300 {
			continue
		}
		u := p.units[i].span
		s := p.str(u)
		if !strings.Contains(s, "(") && !strings.Contains(s, "/") {
			continue
		}
		before := 0
		sentences(s, func(a, b int) bool {
			defer func() { before = a }()
			from := a
			end, bracket := creditAt(s[a:min(b, a+80)])
			switch {
			case end > 0 && a > 0: // the credit begins its own sentence: the caption is the one before
				from, end = before, a+end
			default:
				if end = creditEnds(s[a:b]); end == 0 {
					return true
				}
				end += a
			}
			c := s[from:end]
			if strings.Count(c, " ") > 75 || strings.Contains(c, " said") || strings.ContainsAny(c, "“”\"") || !presentTense(c) && !seenWords(lowerASCII(c)) && !captionSign(c) && !bracket && !endsDated(c) {
				return true
			}
			p.cut(i, parley.Span{Start: u.Start + from, End: u.Start + end}, text.Noise, parley.Caption)
			p.near = u.Start + from
			p.noteCaption(i, c)
			return true
		})
	}
}

// endsDated reports whether the sentence before the credit that ends c ends with a date.
func endsDated(c string) bool {
	k := strings.LastIndexAny(c, "(/")
	if k < 12 {
		return false
	}
	hits := findDates(c[max(0, k-40):k])
	return len(hits) > 0 && strings.IndexFunc(c[max(0, k-40)+hits[len(hits)-1].end:k], isWord) < 0
}

// creditAt is the end of the credit of a picture at the start of s; photo says that its own words show that it is one.
func creditAt(s string) (end int, photo bool) {
	if strings.HasPrefix(s, "(") {
		e := strings.IndexByte(s, ')')
		if e < 3 || e > 70 {
			return 0, false
		}
		inner := s[1:e]
		low := strings.ToLower(inner)
		if strings.HasPrefix(low, "photo") || strings.Contains(low, "photo/") || strings.Contains(low, "getty images") {
			return e + 1, true
		}
		if strings.HasSuffix(low, "agencies") || table().byName(inner) != nil && !strings.HasSuffix(strings.TrimRight(s[e+1:min(len(s), e+4)], " "), "-") {
			return e + 1, false
		}
		return 0, false
	}
	if c := photoCredit(s); !c.empty() && c.start == 0 {
		return c.end, true
	}
	return 0, false
}

// creditEnds is the end of the credit that closes s, a sentence, 0 where none does.
func creditEnds(s string) int {
	t := strings.TrimRight(s, " ")
	if k := strings.LastIndexByte(t, '('); k > 20 && strings.HasSuffix(t, ")") {
		if e, _ := creditAt(t[k:]); k+e == len(t) {
			return len(t)
		}
	}
	return 0
}

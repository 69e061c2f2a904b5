package clean

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// creditWords begin the credits that close a story, in small letters.
var creditWords = []string{"reporting by", "reporting and writing by", "additional reporting", "writing by", "writing and", "editing by", "edited by",
	"compiled by", "with reporting by", "with additional reporting", "translated by", "source:", "with agenc", "with input", "written by"}

func creditStart(low string) bool {
	for _, w := range creditWords {
		if strings.HasPrefix(low, w) {
			return true
		}
	}
	return false
}

// mostCredit is the longest bracket of credits that is looked into.
const mostCredit = 800

// creditInside reports whether low begins with what a bracket holds that closes a paragraph and has credits behind its first words, which may be misspelled: "repotring by Ana Roe; editing by Jon Vale)".
func creditInside(low string) bool {
	if len(low) > mostCredit {
		return false
	}
	end := strings.IndexAny(low, ")]")
	if end < 0 || strings.Trim(low[end+1:], " .") != "" {
		return false
	}
	low = low[:end]
	return strings.Contains(low, " by ") && (strings.Contains(low, "; editing by ") || strings.Contains(low, "; writing by ") || strings.HasPrefix(low, "additional "))
}

// closings marks credits in brackets, and those run into the end of the last paragraph.
func (p *page) closings() {
	last := -1
	for i := range p.units {
		if !p.isBody(i) || i == p.head {
			continue
		}
		last = i
		if p.html == nil && strings.Contains(p.line(i), "contributed ") {
			p.contributions(i)
		}
		r := p.rest(i)
		s := p.str(r)
		if !strings.ContainsAny(s, "([") {
			continue
		}
		low := lowerASCII(s)
		for at := 0; at < len(s); {
			k := strings.IndexAny(s[at:], "([")
			if k < 0 {
				break
			}
			k += at
			at = k + 1
			if !creditStart(strings.TrimLeft(low[k+1:min(len(low), k+60)], " ")) && !creditInside(low[k+1:]) {
				continue
			}
			end := len(s)
			if e := strings.IndexAny(s[k:], ")]"); e >= 0 {
				end = k + e + 1
			}
			p.cut(i, parley.Span{Start: r.Start + k, End: r.Start + end}, text.Noise, parley.Credit)
			p.near = r.Start + k
			p.creditLine(i, s[k:end])
			at = end
		}
	}
	if last >= 0 {
		p.runInCredit(last)
	}
}

// runInCredit cuts "Reporting by …; Editing by …" without brackets off the end of the last paragraph.
func (p *page) runInCredit(i int) {
	r := p.rest(i)
	s := p.str(r)
	if at := agencyAtEnd(s); at > 0 {
		p.cut(i, parley.Span{Start: r.Start + at, End: r.End}, text.Noise, parley.Credit)
		p.creditNames(i, s, at, strings.Trim(s[at:], " ()[]–—-."))
		return
	}
	from := max(0, len(s)-400)
	low := lowerASCII(s[from:])
	for k := 2; k < len(low); k++ {
		if low[k-1] != ' ' || !strings.ContainsRune(".\"?!)", rune(low[k-2])) && !strings.HasSuffix(low[:k-1], "”") && !strings.HasSuffix(low[:k-1], "’") || !upperFirst(s[from+k:]) || !creditStart(low[k:]) || strings.HasPrefix(low[k:], "with ") {
			continue
		}
		p.cut(i, parley.Span{Start: r.Start + from + k, End: r.End}, text.Noise, parley.Credit)
		p.creditLine(i, s[from+k:])
		return
	}
}

// agencyAtEnd is where the name of a listed agency begins that stands after the last sentence of s: "… he said. TASS",
// "… he said. (Newswire)", "… he said. – Newswire"; 0 where none does.
func agencyAtEnd(s string) int {
	tail := s[max(0, len(s)-60):]
	for k := len(tail) - 1; k > 1; k-- {
		if tail[k-1] != ' ' && tail[k-1] != '.' || !strings.ContainsRune(".\"?!)", rune(tail[k-2])) && !strings.HasSuffix(tail[:k-1], "”") {
			continue
		}
		name := strings.Trim(tail[k:], " ()[]–—-./\\")
		o := table().byName(name)
		if o == nil {
			for _, part := range strings.FieldsFunc(name, func(r rune) bool { return r == '/' || r == ',' || r == '-' }) {
				if o = table().byName(part); o == nil {
					break
				}
			}
		}
		if o != nil && o.kind == "agency" && (tail[k-1] == ' ' || tail[k] == '-') {
			return len(s) - len(tail) + k
		}
	}
	return 0
}

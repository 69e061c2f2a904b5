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

// closings marks credits in brackets, and those run into the end of the last paragraph.
func (p *page) closings() {
	last := -1
	for i := range p.units {
		if !p.isBody(i) || i == p.head {
			continue
		}
		last = i
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
			if !creditStart(strings.TrimLeft(low[k+1:min(len(low), k+60)], " ")) {
				continue
			}
			end := len(s)
			if e := strings.IndexAny(s[k:], ")]"); e >= 0 {
				end = k + e + 1
			}
			p.cut(i, parley.Span{Start: r.Start + k, End: r.Start + end}, text.Noise, parley.Credit)
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
	from := max(0, len(s)-400)
	low := lowerASCII(s[from:])
	for k := 2; k < len(low); k++ {
		if low[k-1] != ' ' || !strings.ContainsRune(".\"?!)", rune(low[k-2])) || !upperFirst(s[from+k:]) || !creditStart(low[k:]) || strings.HasPrefix(low[k:], "with ") {
			continue
		}
		p.cut(i, parley.Span{Start: r.Start + from + k, End: r.End}, text.Noise, parley.Credit)
		p.creditLine(i, s[from+k:])
		return
	}
}

package clean

import (
	"strings"

	"github.com/parley-press/parley"
)

// layPlain cuts plain text into lines and paragraphs. An empty line parts paragraphs. Consecutive lines are
// paragraphs of their own, but where they are of one length, as text broken by hand or by a teleprinter is.
func layPlain(d *decoded) *page {
	p := newPage(d)
	p.units = make([]unit, 0, strings.Count(d.text, "\n")/2+1)
	var group []parley.Span
	para := 0
	flush := func() {
		if len(group) == 0 {
			return
		}
		for _, s := range p.unwrap(group) {
			p.units = append(p.units, unit{span: s, para: para})
			para++
		}
		group = group[:0]
	}
	for at := 0; at <= len(d.text); {
		end := strings.IndexByte(d.text[at:], '\n')
		if end < 0 {
			end = len(d.text)
		} else {
			end += at
		}
		if s := p.trim(parley.Span{Start: at, End: end}); s.Empty() {
			flush()
		} else {
			group = append(group, s)
		}
		at = end + 1
	}
	flush()
	return p
}

// unwrap joins lines that were broken for a fixed width: all but the last are 45 to 100 bytes long, of much the
// same length, and most of them do not end a sentence.
func (p *page) unwrap(lines []parley.Span) []parley.Span {
	if len(lines) < 3 {
		return lines
	}
	longest, shortest, open := 0, 1<<30, 0
	body := lines[:len(lines)-1]
	for _, s := range body {
		longest, shortest = max(longest, s.Len()), min(shortest, s.Len())
		if !endsSentence(p.str(s)) {
			open++
		}
	}
	if longest > 100 || shortest < 45 || longest-shortest > 25 || open*3 < len(body)*2 {
		return lines
	}
	return []parley.Span{{Start: lines[0].Start, End: lines[len(lines)-1].End}}
}

// endsSentence reports whether s ends with a full stop, question or exclamation mark, quotation marks and
// brackets after it aside.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’)»] \u00a0")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "…")
}

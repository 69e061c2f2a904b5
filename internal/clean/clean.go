// Package clean turns the bytes of a report into cleaned text: charset, lines, headline, byline, dateline,
// credits, date, and page furniture with its kind. Nothing is deleted; noise is marked. Every stretch of
// cleaned text maps to the raw bytes it came from, or is synthetic (line ends between the blocks of a page).
//
// The rules are general: layout, punctuation, and word lists in data/. Where they are in doubt, it is body.
package clean

import (
	"strings"
	"unicode"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// Clean reads the bytes of r. The answer is a Text, or the reason why there is none: empty, charset, no_text.
// It is pure; the time it takes is linear in the number of bytes, whatever they are.
func Clean(r parley.Report) (*text.Text, *parley.SetAside) {
	d, ok := decode(r.Bytes, r.Format == parley.HTML)
	if !ok {
		return nil, aside(r, parley.ReasonCharset, "no charset makes sense of the bytes")
	}
	if strings.TrimFunc(d.text, blank) == "" {
		return nil, aside(r, parley.ReasonEmpty, "no character but white space")
	}
	var p *page
	if r.Format == parley.HTML {
		p = layPage(d)
	} else {
		p = layPlain(d)
	}
	p.text.Repairs = d.repairs.list
	p.read(r.Given)
	if !p.hasText() {
		return nil, aside(r, parley.ReasonNoText, "nothing readable is left beside page furniture")
	}
	return p.text, nil
}

func aside(r parley.Report, why parley.Reason, detail string) *parley.SetAside {
	name := ""
	if len(r.Names) > 0 {
		name = r.Names[0]
	}
	return &parley.SetAside{Name: name, Reason: why, Detail: detail, Report: r.ID, Size: int64(len(r.Bytes))}
}

// blank reports whether r shows nothing: white space, or one of the invisible format characters.
func blank(r rune) bool {
	switch r {
	case '\ufeff', '\u200b', '\u200c', '\u200d', '\u2060', '\u00ad':
		return true
	}
	return unicode.IsSpace(r)
}

package clean

import (
	"strings"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A unit is a line of the report, or a paragraph whose lines were broken by hand.
type unit struct {
	span   parley.Span // without white space at its ends
	para   int
	tag    string // HTML: the element that holds the line, e.g. "p", "h1"
	hidden bool   // HTML: no reader sees it
	set    bool   // the kind of the whole unit is decided
	kind   text.BlockKind
	noise  parley.NoiseKind
	cuts   []text.Block // parts of the unit of another kind than the unit; ascending
}

// Most of each that is kept of one report, and of parts cut from one line. A report that has more is no report, and
// without a limit the time to read it would not be linear.
const (
	maxCuts    = 2000
	maxCredits = 100
	maxDates   = 200
)

// A page is a report on its way: lines with what each of them is.
type page struct {
	text  *text.Text
	units []unit
	html  *pageMeta // what the head of an HTML page says, nil for plain text
	head  int       // unit of the headline, -1
	tags  bool      // characters that show nothing were cut out
	near  int       // where the piece of a line that is being read begins, see lineSpan
}

func newPage(d *decoded) *page {
	t := &text.Text{Content: d.text, Align: d.align}
	return &page{text: t, head: -1}
}

func (p *page) str(s parley.Span) string { return p.text.Content[s.Start:s.End] }

func (p *page) line(i int) string { return p.str(p.units[i].span) }

// mark decides the kind of the whole of unit i.
func (p *page) mark(i int, k text.BlockKind, n parley.NoiseKind) {
	u := &p.units[i]
	u.set, u.kind, u.noise, u.cuts = true, k, n, nil
}

// cut marks bytes [s.Start, s.End) of unit i as another kind; what a cut before has taken stays as it is.
func (p *page) cut(i int, s parley.Span, k text.BlockKind, n parley.NoiseKind) {
	u := &p.units[i]
	s.Start, s.End = max(s.Start, u.span.Start), min(s.End, u.span.End)
	if s.Empty() {
		return
	}
	if len(u.cuts) >= maxCuts {
		return
	}
	at := len(u.cuts)
	for at > 0 && u.cuts[at-1].Span.Start >= s.Start {
		at--
	}
	if at > 0 && u.cuts[at-1].Span.End > s.Start || at < len(u.cuts) && u.cuts[at].Span.Start < s.End {
		return
	}
	u.cuts = append(u.cuts, text.Block{})
	copy(u.cuts[at+1:], u.cuts[at:])
	u.cuts[at] = text.Block{Span: s, Kind: k, Noise: n}
}

// rest is the part of unit i that no cut at its start or end has taken.
func (p *page) rest(i int) parley.Span {
	u := &p.units[i]
	s := u.span
	for _, c := range u.cuts {
		if strings.TrimFunc(p.text.Content[s.Start:max(s.Start, c.Span.Start)], blank) == "" {
			s.Start = max(s.Start, c.Span.End)
		}
	}
	for k := len(u.cuts) - 1; k >= 0; k-- {
		if c := u.cuts[k]; c.Span.Start >= s.Start && strings.TrimFunc(p.text.Content[min(c.Span.End, s.End):s.End], blank) == "" {
			s.End = c.Span.Start
		}
	}
	return p.trim(s)
}

// trim takes white space off both ends of s.
func (p *page) trim(s parley.Span) parley.Span {
	if s.Empty() {
		return parley.Span{Start: s.Start, End: s.Start}
	}
	t := p.str(s)
	l := strings.TrimLeftFunc(t, blank)
	s.Start += len(t) - len(l)
	s.End = s.Start + len(strings.TrimRightFunc(l, blank))
	return s
}

// read decides every unit, writes the blocks and the metadata.
func (p *page) read(g parley.Given) {
	p.furniture()
	p.letter()
	p.findHeadline()
	p.duplicates()
	if p.html == nil {
		p.teaserRows()
	}
	p.openings()
	p.captions()
	if p.html == nil { // a page shows by its elements what was not run in
		p.nearCaptions()
		p.runInCaptions()
		p.runInStamps()
		p.datelineBelow()
		p.datedCaptions()
		p.pointers()
		p.notes()
	}
	p.closings()
	if p.html == nil {
		p.tailpieces()
	}
	p.related()
	p.teasers()
	if p.html == nil {
		p.notes() // those above lists of links
	}
	p.inline()
	if p.html == nil {
		p.rows()
	}
	p.tags = p.cutTags()
	p.subheads()
	p.corrections()
	if p.html != nil && p.stub() {
		p.html.flags = append(p.html.flags, "paywall_stub")
	}
	p.blocks()
	p.meta(g)
}

// isBody reports whether unit i is, so far, a part of the article.
func (p *page) isBody(i int) bool { return !p.units[i].set || p.units[i].kind == text.Body }

// blocks writes Text.Blocks from the units and their cuts.
func (p *page) blocks() {
	out := make([]text.Block, 0, len(p.units)+8)
	add := func(s parley.Span, k text.BlockKind, n parley.NoiseKind, para int) {
		if s = p.trim(s); s.Empty() {
			return
		}
		if k != text.Noise {
			n = ""
		}
		out = append(out, text.Block{Span: s, Kind: k, Noise: n, Paragraph: para})
	}
	for _, u := range p.units {
		at := u.span.Start
		for _, c := range u.cuts {
			add(parley.Span{Start: at, End: c.Span.Start}, u.kind, u.noise, u.para)
			add(c.Span, c.Kind, c.Noise, u.para)
			at = c.Span.End
		}
		add(parley.Span{Start: at, End: u.span.End}, u.kind, u.noise, u.para)
	}
	p.text.Blocks = out
}

// hasText reports whether a block of the article has a letter or digit.
func (p *page) hasText() bool {
	for _, b := range p.text.Blocks {
		if b.Kind != text.Body && b.Kind != text.Headline && b.Kind != text.Subhead {
			continue
		}
		for _, r := range p.str(b.Span) {
			if r >= utf8.RuneSelf && r != utf8.RuneError || isAlnum(byte(r)) {
				return true
			}
		}
	}
	return false
}

func isAlnum(c byte) bool { return isAlpha(c) || c >= '0' && c <= '9' }
func isAlpha(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool { return c >= '0' && c <= '9' }

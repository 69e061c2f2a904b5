package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// Limits beyond which a page is read as text without structure.
const (
	maxNodes  = 200_000
	maxDepth  = 20_000
	deepPage  = 512  // a page nested deeper is flagged
	maxInline = 2000 // depth from which inline elements are not followed
)

// A layout writes a page as lines.
type layout struct {
	d      *decoded
	z      *tokenizer
	sb     strings.Builder
	align  text.Align
	run    int // cursor in d.align.Runs
	stack  []frame
	open   map[string]int
	missed map[string]int
	nodes  []node
	main   int32 // the block that holds most of the paragraphs
	lines  []htmlLine
	cur    htmlLine
	space  parley.Span // white space that waits for a word, in d.text
	brk    parley.Span // line break that waits
	breaks int
	marks  []mark
	meta   pageMeta
	deep   bool
	hides  map[string]bool // classes (".x") and ids ("#x") that style sheets hide
	image  bool            // a picture came after the last line
	script bool
	told   bool // the text of the article in linked data is written
}

// layPage writes the text of an HTML page, a line for each block, and says what each line is. Where a page shows no running text, because scripts
// would write it, the text of the article in its linked data takes its place.
func layPage(d *decoded) *page {
	l := lay(d, false)
	if l.meta.told && !l.shows() {
		l = lay(d, true)
	}
	return l.page()
}

// lay writes the lines of a page, with the text of the article in linked data or without.
func lay(d *decoded, told bool) *layout {
	l := &layout{d: d, z: newTokenizer(d.text), open: map[string]int{}, missed: map[string]int{}, told: told}
	l.align.Size = d.align.Size
	l.nodes = append(l.nodes, node{parent: -1, tag: "#page"})
	l.sb.Grow(len(d.text) / 4)
	l.cur.node = 0
	for {
		t := l.z.next()
		if t.kind == eofToken {
			break
		}
		switch t.kind {
		case textToken:
			l.text(t.start, t.end)
		case startToken:
			l.start(t)
		case endToken:
			l.end(t)
		case rawToken:
			l.rawText(t)
		}
	}
	l.flush()
	return l
}

func (l *layout) top() *frame {
	if len(l.stack) == 0 {
		return &frame{}
	}
	return &l.stack[len(l.stack)-1]
}

// text writes bytes [i, j) of the page, white space collapsed, character references resolved.
func (l *layout) text(i, j int) {
	if l.top().drop {
		return
	}
	s := l.d.text
	for i < j {
		k := i
		for k < j && !spaceAt(s[k]) && s[k] != '&' {
			k++
		}
		if k > i {
			l.word()
			l.copy(i, k)
			i = k
			continue
		}
		if s[i] == '&' {
			u, end := reference(s[:j], i)
			if end == i {
				l.word()
				l.copy(i, i+1)
				i++
				continue
			}
			u = tidy(u)
			if strings.TrimFunc(u, unicode.IsSpace) == "" {
				l.wait(i, end)
			} else {
				l.word()
				l.unit(u, i, end)
			}
			i = end
			continue
		}
		for k < j && spaceAt(s[k]) {
			k++
		}
		l.wait(i, k)
		i = k
	}
}

func spaceAt(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// tidy replaces control characters that a reference gives.
func tidy(u string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == 0x7f:
			return 0x2421
		case r < 0x20 && !unicode.IsSpace(r):
			return 0x2400 + r
		case r >= 0x80 && r < 0xa0:
			return win1252(byte(r))
		}
		return r
	}, u)
}

// wait keeps white space [i, j) for when a word follows.
func (l *layout) wait(i, j int) {
	if l.space.Empty() {
		l.space = parley.Span{Start: i, End: j}
	} else {
		l.space.End = j
	}
}

// word writes the white space or the line break before a word.
func (l *layout) word() {
	if l.cur.span.Start == l.cur.span.End { // first word of the line
		if l.sb.Len() > 0 {
			l.sb.WriteString("\n\n")
		}
		l.cur.span = parley.Span{Start: l.sb.Len(), End: l.sb.Len()}
		l.cur.image, l.image = l.image, false
	} else if l.breaks > 0 {
		l.unit("\n", l.brk.Start, l.brk.End)
	} else if !l.space.Empty() {
		if l.d.text[l.space.Start:l.space.End] == " " {
			l.copy(l.space.Start, l.space.End)
		} else {
			l.unit(" ", l.space.Start, l.space.End)
		}
	}
	l.space, l.breaks = parley.Span{}, 0
}

// copy writes bytes [i, j) of the decoded page as they are.
func (l *layout) copy(i, j int) {
	runs := l.d.align.Runs
	for l.run < len(runs) && runs[l.run].Text+runs[l.run].Len <= i {
		l.run++
	}
	base := l.sb.Len()
	for k := l.run; k < len(runs) && runs[k].Text < j; k++ {
		r := runs[k]
		lo, hi := max(i, r.Text), min(j, r.Text+r.Len)
		switch {
		case r.Verbatim:
			l.align.Add(text.Run{Text: base + lo - i, Raw: r.Raw + lo - r.Text, Len: hi - lo, RawLen: hi - lo, Verbatim: true})
		case lo == r.Text:
			l.align.Add(text.Run{Text: base + lo - i, Raw: r.Raw, Len: hi - lo, RawLen: r.RawLen})
		}
	}
	l.sb.WriteString(l.d.text[i:j])
	l.grown()
}

// unit writes s for bytes [i, j) of the decoded page.
func (l *layout) unit(s string, i, j int) {
	raw := l.d.align.Raw(parley.Span{Start: i, End: j})
	l.align.Add(text.Run{Text: l.sb.Len(), Raw: raw.Start, Len: len(s), RawLen: raw.End - raw.Start})
	l.sb.WriteString(s)
	l.grown()
}

// grown brings the line up to what was written.
func (l *layout) grown() {
	n := l.sb.Len() - l.cur.span.End
	f := l.top()
	if f.link {
		l.cur.links += n
	}
	if f.bold {
		l.cur.bold += n
	}
	s := parley.Span{Start: l.cur.span.End, End: l.cur.span.End + n}
	if f.hidden || f.aside {
		l.cur.hidden = lengthen(l.cur.hidden, s)
	} else if f.caption {
		l.cur.captions = lengthen(l.cur.captions, s)
	}
	l.cur.span.End += n
}

// lengthen adds s to the last of the spans where it goes on from there, else as one more.
func lengthen(spans []parley.Span, s parley.Span) []parley.Span {
	if k := len(spans) - 1; k >= 0 && spans[k].End == s.Start {
		spans[k].End = s.End
		return spans
	}
	return append(spans, s)
}

// flush ends the line.
func (l *layout) flush() {
	if !l.cur.span.Empty() {
		l.lines = append(l.lines, l.cur)
	}
	l.space, l.breaks = parley.Span{}, 0
	l.fresh()
}

// fresh begins a line in the innermost block.
func (l *layout) fresh() {
	n := l.top().node
	l.cur = htmlLine{node: n, tag: l.nodes[n].tag, span: parley.Span{Start: l.sb.Len(), End: l.sb.Len()}}
}

// metaLine writes bytes [i, j) of the page as a line of its own: a value from its head. The answer is its span.
func (l *layout) metaLine(i, j int) parley.Span {
	l.flush()
	l.stack = append(l.stack, frame{name: "#meta"})
	l.cur.meta = true
	l.text(i, j)
	s := l.cur.span
	l.flush()
	l.stack = l.stack[:len(l.stack)-1]
	l.fresh()
	return s
}

func (l *layout) start(t token) {
	name := t.name
	switch {
	case name == "br":
		l.lineBreak(t)
		return
	case name == "meta":
		l.metaTag(t)
		return
	case name == "link":
		l.linkTag(t)
		return
	case voidTags[name]:
		switch name {
		case "hr":
			l.flush()
		case "img":
			l.nodes[l.top().node].images++
			l.image = true
		}
		return
	}
	inline := inlineTags[name]
	if !inline {
		l.implied(name)
		l.flush()
	}
	depth := len(l.stack)
	l.deep = l.deep || depth > deepPage
	if depth >= maxDepth || inline && depth >= maxInline {
		l.missed[name]++
		return
	}
	l.push(t, inline)
}

// lineBreak notes a br; the second one in a row ends the paragraph.
func (l *layout) lineBreak(t token) {
	if l.breaks++; l.breaks > 1 {
		l.flush()
		return
	}
	l.brk = parley.Span{Start: t.start, End: t.end}
}

// push opens an element.
func (l *layout) push(t token, inline bool) {
	up := *l.top()
	f := frame{name: t.name, node: up.node, inline: inline, link: up.link || t.name == "a", bold: up.bold || t.name == "b" || t.name == "strong", aside: up.aside, caption: up.caption, hidden: up.hidden, drop: up.drop || droppedTags[t.name]}
	h := l.hints(t)
	f.ground = up.ground || h.background
	f.hidden = f.hidden || h.hidden || h.white && !f.ground && !isHeading(t.name) && t.name != "a" && t.name != "button"
	f.hidden = f.hidden || inline && h.sheet
	f.aside = f.aside || inline && h.aside
	f.caption = f.caption || inline && h.kind == parley.Caption
	if h.mark != "" && !f.hidden && !h.comment && !l.nodes[up.node].comment && len(l.marks) < 1000 {
		l.marks = append(l.marks, mark{kind: h.mark, datetime: h.datetime, span: parley.Span{Start: l.sb.Len(), End: -1}})
		f.mark = int32(len(l.marks))
	}
	if !inline && len(l.nodes) < maxNodes {
		n := node{parent: up.node, tag: t.name, hint: h.kind, firm: h.firm, sure: h.sure, sheet: h.sheet, heading: h.heading, lead: h.lead, dek: h.dek, picture: h.picture, sign: h.sign, hidden: f.hidden}
		n.comment = l.nodes[up.node].comment || h.comment
		n.article = l.nodes[up.node].article || t.name == "article" || t.name == "main" || h.main
		l.nodes = append(l.nodes, n)
		f.node = int32(len(l.nodes) - 1)
	}
	l.stack = append(l.stack, f)
	l.open[t.name]++
	if !inline {
		l.fresh()
	}
}

// implied closes the elements that the start tag of name closes without an end tag.
func (l *layout) implied(name string) {
	for k := len(l.stack) - 1; k >= 0 && k >= len(l.stack)-16; k-- {
		f := l.stack[k]
		switch {
		case f.name == "p", closesSame[name] == f.name && f.name != "", name == "dd" && f.name == "dt", name == "dt" && f.name == "dd",
			name == "tr" && (f.name == "td" || f.name == "th"), name == "td" && f.name == "th", name == "th" && f.name == "td":
			l.pop(k)
			if f.name != "td" && f.name != "th" || name != "tr" {
				return
			}
		case !f.inline:
			return
		}
	}
}

// pop closes the open elements from number k on.
func (l *layout) pop(k int) {
	block := false
	for i := len(l.stack) - 1; i >= k; i-- {
		f := l.stack[i]
		l.open[f.name]--
		block = block || !f.inline
		if f.mark > 0 {
			l.marks[f.mark-1].span.End = l.sb.Len()
		}
	}
	if block {
		l.flush()
	}
	l.stack = l.stack[:k]
	if block {
		l.fresh()
	}
}

// end closes an element, with what is open in it. An inline element does not close blocks, but where its text is dropped: without an end
// the rest of the page would be lost.
func (l *layout) end(t token) {
	name := t.name
	switch {
	case name == "br":
		l.lineBreak(t)
		return
	case l.missed[name] > 0:
		l.missed[name]--
		if !inlineTags[name] {
			l.flush()
		}
		return
	case l.open[name] == 0:
		if !inlineTags[name] && !voidTags[name] {
			l.flush()
		}
		return
	}
	inline := inlineTags[name]
	for k := len(l.stack) - 1; k >= 0; k-- {
		f := &l.stack[k]
		if f.name == name {
			l.pop(k)
			return
		}
		if inline && !droppedTags[name] && (!f.inline || len(l.stack)-k > 24) {
			return
		}
	}
}

// rawText takes the content of title; that of scripts only for linked data.
func (l *layout) rawText(t token) {
	if k := len(l.stack) - 1; k >= 0 && l.stack[k].name == t.name {
		l.pop(k)
	}
	switch t.name {
	case "title":
		if l.meta.title.Name == "" && l.nodes[l.top().node].tag != "svg" {
			l.meta.title.Span = l.metaLine(t.start, t.end)
			l.meta.title.Name = l.since(l.meta.title.Span)
		}
	case "textarea", "xmp":
		l.text(t.start, t.end)
	case "script":
		l.script = true
		l.linkedData(t.start, t.end)
	case "style":
		l.script = true
		l.sheet(l.d.text[t.start:t.end])
	}
}

// since is the text that was written for span s, which is the last that was written.
func (l *layout) since(s parley.Span) string { return l.sb.String()[s.Start:s.End] }

// ascii reports whether s has no byte over 0x7f.
func ascii(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

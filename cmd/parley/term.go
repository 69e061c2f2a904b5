package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/term"
	eastasian "golang.org/x/text/width"
)

// A terminal is what is known of a stream: whether a person looks at it, and how wide it is.
type terminal struct {
	is    bool
	width int // columns, between 60 and 110
}

func terminalOf(f *os.File) terminal {
	t := terminal{is: term.IsTerminal(int(f.Fd())), width: 90}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		t.width = n
	} else if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
		t.width = w
	}
	t.width = min(max(t.width, 60), 110)
	return t
}

// hasColor reports whether stdout gets colours.
func (a *app) hasColor() bool {
	switch a.color {
	case "always":
		return true
	case "never":
		return false
	}
	return a.termOut.is && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// A style is how words stand out. Without colours nothing is lost: styles only repeat what the words say.
type style string

// The styles, as SGR codes (ECMA-48).
const (
	bold   style = "1"
	dim    style = "2"
	strong style = "1;34"
	alert  style = "1;31"
)

// A page writes text for people: wrapped, indented, with styles. The first error of the stream stays.
type page struct {
	w     io.Writer
	width int
	color bool
	err   error
}

func (a *app) page() *page { return &page{w: a.out, width: a.termOut.width, color: a.hasColor()} }

func (p *page) write(s string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.w, s)
	}
}

// line writes one line as it is.
func (p *page) line(format string, args ...any) {
	p.write(strings.TrimRight(fmt.Sprintf(format, args...), " ") + "\n")
}

// heading writes a heading with an empty line before it.
func (p *page) heading(s string) { p.line("\n%s", p.in(bold, s)) }

// in is s in a style, where there are colours.
func (p *page) in(st style, s string) string {
	if !p.color || s == "" {
		return s
	}
	return "\x1b[" + string(st) + "m" + s + "\x1b[0m"
}

// wrap writes text in lines that start with indent spaces; the first line starts with first instead, which is padded
// or cut to that width. st is the style of the text.
func (p *page) wrap(first string, indent int, text string, st style) {
	lead := fit(first, indent)
	for _, l := range wrap(text, max(20, p.width-indent)) {
		if st != "" {
			l = p.in(st, l)
		}
		p.line("%s%s", lead, l)
		lead = strings.Repeat(" ", indent)
	}
}

// wrap cuts text into lines of at most width columns, between words where it can.
func wrap(text string, width int) []string {
	var lines []string
	line, used := "", 0
	for _, w := range strings.Fields(text) {
		n := textWidth(w)
		for n > width { // a word longer than a line
			if line != "" {
				lines, line, used = append(lines, line), "", 0
			}
			head := cut(w, width)
			lines = append(lines, head)
			w = w[len(head):]
			n = textWidth(w)
		}
		switch {
		case line == "":
			line, used = w, n
		case used+1+n <= width:
			line, used = line+" "+w, used+1+n
		default:
			lines = append(lines, line)
			line, used = w, n
		}
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// cut is the longest start of s that is at most width columns wide, and at least one character.
func cut(s string, width int) string {
	used := 0
	for i, r := range s {
		n := columns(r)
		if used+n > width && i > 0 {
			return s[:i]
		}
		used += n
	}
	return s
}

// textWidth is how many columns s takes on a terminal.
func textWidth(s string) int {
	n := 0
	for _, r := range s {
		n += columns(r)
	}
	return n
}

// columns is how many columns a terminal gives r: none for marks that stand on the character before, two for what
// East Asian Width (Unicode annex 11) calls wide, else one.
func columns(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	}
	switch eastasian.LookupRune(r).Kind() {
	case eastasian.EastAsianWide, eastasian.EastAsianFullwidth:
		return 2
	}
	return 1
}

// fit is s in exactly width columns: padded, or cut with an ellipsis.
func fit(s string, width int) string {
	n := textWidth(s)
	if n > width && width > 1 {
		s = cut(s, width-1) + "…"
		n = textWidth(s)
	}
	return s + strings.Repeat(" ", max(0, width-n))
}

// plain is foreign text as it may go to a terminal: white space as spaces, and every control and every mark that
// changes the direction of writing written out, so that no report can drive the terminal that shows it.
func plain(s string) string {
	if strings.IndexFunc(s, active) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n' || r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029':
			b.WriteByte(' ')
		case active(r):
			fmt.Fprintf(&b, "<U+%04X>", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// active reports whether a terminal may do anything with r but show it.
func active(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' || r == unicode.ReplacementChar ||
		r >= 0xE0000 && r <= 0xE007F
}

// A grid is a table of short texts: columns as wide as their widest cell, the last one wrapped.
type grid struct {
	head []string
	rows [][]string
	full bool // columns are never cut: they hold what is typed
}

func (g *grid) add(cells ...string) { g.rows = append(g.rows, cells) }

// widest is how wide a column but the last may become.
const widest = 34

// grid writes a table, indented by two.
func (p *page) grid(g *grid) {
	if len(g.rows) == 0 {
		return
	}
	n := len(g.rows[0])
	width := make([]int, n)
	all := g.rows
	if g.head != nil {
		all = append([][]string{g.head}, g.rows...)
	}
	for _, r := range all {
		for i, c := range r {
			width[i] = max(width[i], textWidth(c))
			if !g.full {
				width[i] = min(width[i], widest)
			}
		}
	}
	for i, r := range all {
		lead := "  "
		for j, c := range r[:n-1] {
			c = fit(c, width[j])
			if i == 0 && g.head != nil {
				c = p.in(dim, c)
			}
			lead += c + "  "
		}
		indent := 2
		for _, w := range width[:n-1] {
			indent += w + 2
		}
		st := style("")
		if i == 0 && g.head != nil {
			st = dim
		}
		p.raw(lead, indent, r[n-1], st)
	}
}

// raw is wrap with a first part that is already as wide as indent, styles and all.
func (p *page) raw(lead string, indent int, text string, st style) {
	for _, l := range wrap(text, max(20, p.width-indent)) {
		if st != "" {
			l = p.in(st, l)
		}
		p.line("%s%s", lead, l)
		lead = strings.Repeat(" ", indent)
	}
}

package web

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// line is one of the lines that are drawn.
func (d *drawing) line(i int) *timelineLine { return &d.rq.lines[d.rows.at(i)] }

// rowSign is the mark of a row, without its place.
func (d *drawing) rowSign(i int) sign {
	if g, ok := d.signs[i]; ok {
		return g
	}
	told := d.rq.told(d.line(i))
	r := &told
	g := sign{Kind: r.Kind, Looks: r.looks, N: 1, row: i, Title: rowTitle(r), Href: "#lines", words: cut(rowText(r), 2*wideLetter)}
	if len(r.Tellers) > 0 {
		g.Href = r.Tellers[0].Href
	}
	g.Day = r.When.From.String()
	if r.When.To != r.When.From {
		g.End, g.Open = r.When.To.String(), !r.When.To.Known()
	}
	d.signs[i] = g
	return g
}

// counted is the mark that stands for those of a stack; it leads to the days of its column, to the table where these are all
// that is shown already.
func (d *drawing) counted(l ref, c int, st *stack) sign {
	span := parley.Interval{From: d.v.From + parley.Date(c*d.size), To: min(d.v.To, d.v.From+parley.Date((c+1)*d.size-1))}
	g := sign{N: st.n, Count: short(st.n), Kind: d.line(st.first.row).kind, row: st.first.row, c0: c, c1: c, Day: span.From.String()}
	d.stand(&g, c)
	if span.To != span.From {
		g.End = span.To.String()
	}
	var parts []string
	for i, k := range kinds {
		if n := st.kinds[i]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", k.Kind.short(), comma(n)))
		}
	}
	g.Title = fmt.Sprintf("%s, %s: %s (%s)", days(&span), cut(line(l.Name), nameLength), plural(st.n, "line"), strings.Join(parts, ", "))
	g.Href = d.closer(l, span)
	if st.n == 1 { // a bar for which there was no room
		o := d.rowSign(g.row)
		g.Title, g.Href, g.Day, g.End, g.Open = o.Title, o.Href, o.Day, o.End, o.Open
	}
	return g
}

// closer is the address of just these days in this lane.
func (d *drawing) closer(l ref, days parley.Interval) string {
	q := withValue(d.rq.q, "lane", l.ID)
	if l.ID == laneOthers.ID {
		delete(q, "lane")
	}
	if days.From == days.To {
		q = withValue(withValue(q, "zoom", string(zoomDay)), "at", days.From.String())
		delete(q, "from")
		delete(q, "to")
	} else {
		q = withValue(withValue(q, "from", days.From.String()), "to", days.To.String())
		delete(q, "zoom")
		delete(q, "at")
	}
	to := address(d.rq.path, keep(q, "page"))
	if to == address(d.rq.path, keep(d.rq.q, "page")) {
		return "#lines"
	}
	return to
}

// rowTitle is the accessible name of a line: its days, what it tells, and how many tell it.
func rowTitle(r *timelineRow) string {
	s := days(r.When) + ": " + cut(line(r.What), nameLength)
	if n := len(r.Tellers); n > 1 {
		s += fmt.Sprintf(" (told by %d)", n)
	}
	return s
}

// rowText is a line in as few words as say what it is.
func rowText(r *timelineRow) string {
	if len(r.Tellers) == 0 {
		return line(r.What)
	}
	switch t := &r.Tellers[0]; t.Type {
	case typeStatement:
		return verb(t.Status) + ": " + line(t.Words)
	case typeStep, typeFigure:
		return line(r.What)
	case typeClause:
		return line(t.Words)
	default:
		s := words(t.Type)
		if t.Status != string(parley.Happened) {
			s += ", " + words(t.Status)
		}
		return s
	}
}

// short is a number in three letters as far as 99,999: "999", "12k".
func short(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return strconv.Itoa(n/1000) + "k"
}

// cut is s with so many letters at most; an ellipsis stands for what is left out.
func cut(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return strings.TrimRight(string(r[:most-1]), " ") + "…"
}

// mostBrief is how many letters of a passage a table shows that has many of them; the words in the report are whole.
const mostBrief = 280

// brief is line, cut where it is long.
func brief(v any) string { return cut(line(fmt.Sprint(v)), mostBrief) }

// width is how many letters wide s is: those of East Asian scripts and pictures count twice, marks over letters too, to be safe.
func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x1100 {
			n++
		}
	}
	return n
}

// byLane orders marks from left to right and from top to bottom, as they are read.
func byLane(signs []sign) {
	sort.SliceStable(signs, func(i, j int) bool {
		a, b := &signs[i], &signs[j]
		if a.cx != b.cx {
			return a.cx < b.cx
		}
		return a.Y < b.Y
	})
}

package web

import (
	"html"
	"sync"
)

// A strip is the timeline as a picture: the days from left to right, a lane for each party, one for what happens on the ground, one for papers and one for
// figures. It is drawn twice, for wide windows and for narrow ones, and the style sheet shows one of them. Both have the same lines.
//
// A script may add to it. What it needs stands on the elements (dates are ISO 8601 days, both ends included):
//
//	svg.strip-picture  data-from, data-to   first and last day drawn; the first column begins at the left edge, the last one ends at the right edge
//	                   data-cols, data-size columns, and days in one: column c holds the days from data-from + c*data-size on
//	                   data-zoom, data-at   zoom and at of the address, "" where it has none
//	g.lane             data-lane            value of the address's lane
//	a.sign             data-day             first day of the mark, "" where that end is open
//	                   data-end             last day, absent where it is data-day, "" where that end is open
//	                   data-n               how many lines the mark stands for, absent for one
//
// An address with from=DATE and to=DATE shows just these days; zoom (year, month, week, day, whole) and at move by the calendar.
type strip struct {
	window
	Pictures []picture
	Kinds    []legend
	Lines    int // that are drawn or counted
	Counted  bool
	Bars     bool
	Crossed  bool
	Hollow   bool
}

// A legend is a kind with its name.
type legend struct {
	Kind kind
	Name string
}

// A picture is one drawing of the lines. X is told in percent of the width, so that it fits any window from the least width on; Y in pixels.
type picture struct {
	Class  string
	Least  int // width in pixels from which on nothing touches
	Height int
	Cols   int
	Size   int
	Ticks  []tick
	Lanes  []lane
}

// A lane is the marks of one party or of one sort.
type lane struct {
	ref
	N     int    // lines in it
	Label string // its name, as much of it as there is room for
	NameY int
	EndY  int
	Signs []sign
}

// A sign is a mark: one line, or several that are counted.
type sign struct {
	Href   string
	Title  string // the accessible name
	Kind   kind
	Looks  standing
	Y      int
	N      int    // lines that it stands for
	Count  string // in three letters at most, where it is drawn as a number
	Text   string // words beside it
	TextBy int    // by how many pixels these are moved from where they begin
	Left   bool   // they end there
	Bar    bar
	Day    string
	End    string // "" where it is Day
	Open   bool   // the last day is open

	c0, c1, cx int // first and last column it takes, and the one that it stands in
	parts      int // columns of the picture
	textAt     int // where the words begin, in half columns
	x0, x1     int // what it takes, in pixels, at the least width
	words      string
	row        int // of the drawing; the first of those it counts
}

// At is where the middle of a mark stands.
func (g sign) At() string { return percentOf(2*g.cx+1, 2*g.parts) }

// TextAt is where its words begin.
func (g sign) TextAt() string { return percentOf(g.textAt, 2*g.parts) }

// A bar is the days among which something lies. An end that is open has no cap.
type bar struct {
	On                  bool
	OpenLeft, OpenRight bool // that end is not told
	CapLeft, CapRight   bool // that end is told and within the window
	c0, c1, parts       int
}

// From is where the bar begins, a little right of the edge of its column; a bar that began before the window begins at the edge.
func (b bar) From() string {
	if !b.CapLeft {
		return percentOf(b.c0, b.parts)
	}
	return percentOf(16*b.c0+1, 16*b.parts)
}

// To is where the bar ends, in the same way.
func (b bar) To() string {
	if !b.CapRight {
		return percentOf(b.c1+1, b.parts)
	}
	return percentOf(16*b.c1+15, 16*b.parts)
}

// Measures of a picture in pixels.
const (
	signSize   = 24 // the least that a finger hits
	laneHead   = 22
	laneFoot   = 8
	stripHead  = 26
	letter     = 7.4 // width of a letter beside a mark, on the safe side
	mostStack  = 6
	mostOfDay  = 14
	signGap    = 4
	wideLeast  = 744 // 31 columns
	wideCols   = 31
	slimLeast  = 300
	slimCols   = 12
	wideBytes  = 36 << 10 // what the marks may weigh
	slimBytes  = 20 << 10
	wideLetter = 28 // letters beside a mark
	slimLetter = 18
	nameLength = 80
)

// mostStrips is how many pictures a record keeps.
const mostStrips = 50

// A stripbook keeps the pictures of a record by what their address chooses: further pages of the table have the same one.
type stripbook struct {
	mu   sync.Mutex
	kept map[string]*strip
}

// strip is the picture of the rows of the window.
func (rq *request) strip(rows toldLines, v window) *strip {
	k, b := keep(rq.q, "page"), &rq.strips
	if rq.cache == nil || len(k) > longestKept {
		return newStrip(rq, rows, v)
	}
	b.mu.Lock()
	s, ok := b.kept[k]
	b.mu.Unlock()
	if ok {
		return s
	}
	s = newStrip(rq, rows, v)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.kept == nil || len(b.kept) >= mostStrips {
		b.kept = map[string]*strip{}
	}
	b.kept[k] = s
	return s
}

// newStrip draws the rows of the window, nil where none has a day in it.
func newStrip(rq *request, rows toldLines, v window) *strip {
	if !v.From.Known() || v.To < v.From {
		return nil
	}
	inside := rows.within(v.Interval)
	if inside.len() == 0 {
		return nil
	}
	s := &strip{window: v, Lines: inside.len()}
	d := drawing{rq: rq, v: v, rows: inside, when: inside.when(), signs: map[int]sign{}}
	d.order, d.members = laneMembers(inside)
	for _, p := range []struct {
		class                       string
		least, cols, letters, bytes int
	}{{"wide", wideLeast, wideCols, wideLetter, wideBytes}, {"slim", slimLeast, slimCols, slimLetter, slimBytes}} {
		d.least, d.letters = p.least, p.letters
		s.Pictures = append(s.Pictures, d.fit(p.class, p.cols, p.bytes))
	}
	s.describe(&d)
	return s
}

// describe notes what the legend must explain.
func (s *strip) describe(d *drawing) {
	have := map[kind]bool{}
	for i := range d.rows.len() {
		r := d.line(i)
		have[r.kind] = true
		s.Hollow = s.Hollow || r.looks == standsHollow
		s.Crossed = s.Crossed || r.looks == standsCrossed
	}
	for _, k := range kinds {
		if have[k.Kind] {
			s.Kinds = append(s.Kinds, legend{k.Kind, k.Name})
		}
	}
	for _, p := range s.Pictures {
		for _, l := range p.Lanes {
			for _, g := range l.Signs {
				s.Bars = s.Bars || g.Bar.On
				s.Counted = s.Counted || g.Count != ""
			}
		}
	}
}

// laneMembers are the lanes in which lines stand, and the numbers of the lines in each.
func laneMembers(rows toldLines) (order []ref, members [][]int) {
	col := rows.column(laneFacet)
	order = laneOrder(rows, col)
	others, at := -1, make([]int, len(col.values)) // values to lanes
	for i := range at {
		at[i] = -1
	}
	for i, l := range order {
		if n, ok := col.number[l.ID]; ok {
			at[n] = i
		}
		if l.ID == laneOthers.ID {
			others = i
		}
	}
	members = make([][]int, len(order))
	for i := range rows.len() {
		shared := false
		for _, v := range col.of(int32(rows.at(i))) { //nolint:gosec // a row's number
			n := at[v]
			if n < 0 {
				if shared {
					continue // two of the parties that share a lane: the line stands in it once
				}
				n, shared = others, true
			}
			members[n] = append(members[n], i)
		}
	}
	return order, members
}

// weight is how many bytes the marks of a picture take on the page, about.
func (p *picture) weight() int {
	n := 0
	for _, l := range p.Lanes {
		n += 250 + len(html.EscapeString(l.Name)) + len(html.EscapeString(l.ID)) + len(html.EscapeString(l.Label))
		for _, g := range l.Signs {
			n += 165 + len(html.EscapeString(g.Title)) + len(html.EscapeString(g.Text)) + len(html.EscapeString(g.Href))
			if g.Bar.On {
				n += 175
			}
		}
	}
	return n
}

package web

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

// A chart is the life of an instrument as a drawing: the days from left to right, a lane for each voice that asserts a state of it, a mark for what it
// asserts of a day, a bar where it names a stretch of days. All numbers are pixels: the drawing is not scaled, so that its letters stay letters.
type chart struct {
	Width, Height int
	Lanes         []chartLane
	Ticks         []chartTick
	Breaks        []int // where days without a step are left out
	Undated       int   // where the column without days begins, 0 where there is none
	Rest          int   // steps that are not drawn: the lanes with fewest of them
	RestLanes     int
	Bottom        int  // of the lanes
	Published     bool // some marks stand at the day of their report
}

// A chartLane is the lane of one voice.
type chartLane struct {
	Ref   ref
	Name  string // cut where it is long
	Top   int
	NameY int
	Marks []chartMark
}

// A chartMark is what one voice asserts of one day, or of one stretch of days, in one or more steps.
type chartMark struct {
	State     parley.InstrumentState
	X, Y      int // of the sign, or of the middle of the bar
	Bar       bool
	From, To  int  // of the bar
	After     bool // the bar has no end
	Before    bool // the bar has no beginning
	Text      string
	TextX     int
	End       bool // the text ends at TextX
	Hit       hit
	Label     string // what it is, for who does not see it
	Href      string
	Contested bool
	Published bool
	N         int
	row       int
}

// Minus is the start of the bar, to be taken from its end.
func (m chartMark) Minus() int { return -m.From }

// A hit is the field of a mark that can be pressed.
type hit struct{ X, Y, Width int }

// Measures of a chart, in pixels.
const (
	chartWidth   = 1000
	chartLeast   = 560
	chartPad     = 18
	chartRow     = 28
	chartHead    = 24 // of a lane, for its name
	chartDay     = 130
	chartUndated = 210
	chartLetter  = 8.1 // of the labels, a generous mean
	tickWidth    = 92
	mostDrawn    = 24 // lanes
	mostMarks    = 80 // marks
)

// newChart draws steps that stand in order of their days, nil where there is none. at is the address of the page of the instrument.
func newChart(steps []stepRow, at string) *chart {
	if len(steps) == 0 {
		return nil
	}
	c := &chart{}
	lanes := c.choose(steps)
	a := newAxis(steps)
	undated := !steps[len(steps)-1].Day.Known() // they come last
	c.Width = min(chartWidth, max(chartLeast, 2*chartPad+len(a.days)*chartDay))
	right := c.Width - chartPad
	if undated {
		c.Width = max(c.Width, chartLeast+chartUndated)
		c.Undated = c.Width - chartUndated
		right = c.Undated - chartPad
	}
	a.spread(chartPad, right)
	y, room := 6, mostMarks
	for i, l := range lanes {
		lane := chartLane{Ref: l.ref, Name: shorter(line(l.ref.Name), c.Width/9), Top: y, NameY: y + 17}
		rows := lane.draw(c, a, l.steps, at, room/(len(lanes)-i))
		room -= len(lane.Marks)
		y += chartHead + rows*chartRow + 4
		c.Lanes = append(c.Lanes, lane)
	}
	c.Bottom = y
	c.Height = y + 26
	c.ticks(a, right)
	return c
}

// A laneSteps is a lane with its steps.
type laneSteps struct {
	ref   ref
	steps []*stepRow
}

// lanesOf sorts steps into lanes, in the order in which the voices first speak.
func lanesOf(steps []stepRow) []laneSteps {
	var out []laneSteps
	at := map[string]int{}
	for n := range steps {
		s := &steps[n]
		k := s.laneKey()
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, laneSteps{ref: s.lane()})
		}
		out[i].steps = append(out[i].steps, s)
	}
	return out
}

// choose keeps the lanes that can be drawn: all, or those with most steps.
func (c *chart) choose(steps []stepRow) []laneSteps {
	lanes := lanesOf(steps)
	if len(lanes) <= mostDrawn {
		return lanes
	}
	sizes := make([]int, len(lanes))
	for i, l := range lanes {
		sizes[i] = len(l.steps)
	}
	slices.SortFunc(sizes, func(a, b int) int { return b - a })
	least := sizes[mostDrawn-1]
	room := mostDrawn - countOver(sizes, least)
	kept := lanes[:0]
	for _, l := range lanes {
		if n := len(l.steps); n > least || n == least && room > 0 {
			if n == least {
				room--
			}
			kept = append(kept, l)
			continue
		}
		c.Rest += len(l.steps)
		c.RestLanes++
	}
	return kept
}

func countOver(sizes []int, least int) int {
	n := 0
	for _, s := range sizes {
		if s > least {
			n++
		}
	}
	return n
}

// draw sets the last marks of a lane, most of them at most, each in the first row where its words do not run into another's. It returns the number of rows.
func (l *chartLane) draw(c *chart, a *axis, steps []*stepRow, at string, most int) int {
	marks := marksOf(steps)
	for _, m := range marks[:max(0, len(marks)-most)] {
		c.Rest += len(m)
	}
	var ends []int // per row: where the last label ends
	for _, same := range marks[max(0, len(marks)-most):] {
		m := newMark(same, a, c, at)
		row := slices.IndexFunc(ends, func(e int) bool { return e+10 < m.Hit.X })
		if row < 0 {
			row = len(ends)
			ends = append(ends, 0)
		}
		ends[row] = m.Hit.X + m.Hit.Width
		m.row = row
		m.Y = l.Top + chartHead + row*chartRow + chartRow/2
		m.Hit.Y = m.Y - 12
		c.Published = c.Published || m.Published
		l.Marks = append(l.Marks, m)
	}
	return max(1, len(ends))
}

// marksOf puts the steps of a lane together that are one mark: the same state of the same days.
func marksOf(steps []*stepRow) [][]*stepRow {
	var out [][]*stepRow
	for i := 0; i < len(steps); {
		n := 1
		for i+n < len(steps) && sameMark(steps[i], steps[i+n]) {
			n++
		}
		out = append(out, steps[i:i+n])
		i += n
	}
	return out
}

// sameMark reports whether two steps of a lane are one mark: the same state of the same days.
func sameMark(a, b *stepRow) bool {
	same := a.When == b.When || a.When != nil && b.When != nil && *a.When == *b.When
	return same && a.State == b.State && a.Day == b.Day
}

// newMark is the mark of steps that are one, all but for its height.
func newMark(steps []*stepRow, a *axis, c *chart, at string) chartMark {
	s := steps[0]
	m := chartMark{State: s.State, N: len(steps), Href: s.Href, Label: s.sentence(), Published: s.When == nil && s.Day.Known(), Text: words(s.State)}
	for i := range steps {
		m.Contested = m.Contested || steps[i].contested()
	}
	if m.N > 1 {
		m.Text += " ×" + strconv.Itoa(m.N)
		m.Label += ", and " + plural(m.N-1, "more step") + " of that day"
		m.Href = address(at, keep(map[string][]string{"voice": {orID(s.lane().ID, s.lane().Name)}, "state": {string(s.State)}})) + "#steps"
	}
	if m.Contested {
		m.Text += " ⇹ contested"
		m.Label += ", contested"
	}
	m.place(s, a, c)
	wide := int(float64(utf8.RuneCountInString(m.Text)+2) * chartLetter)
	first, last := m.From-12, m.To+12
	if m.Bar && m.To-m.From > wide+48 { // inside, behind the sign
		m.X = m.From + 20
		m.TextX = m.X + 14
		m.Hit = hit{X: m.From, Width: m.To - m.From}
		return m
	}
	m.TextX = last + 2
	if m.TextX+wide > c.Width-4 && first-2-wide > 0 {
		m.End, m.TextX = true, first-2
		m.Hit = hit{X: m.TextX - wide, Width: last - m.TextX + wide}
		return m
	}
	m.Hit = hit{X: first, Width: m.TextX + wide - first}
	return m
}

// place sets a mark along the days.
func (m *chartMark) place(s *stepRow, a *axis, c *chart) {
	if !s.Day.Known() {
		m.X = c.Undated + 16
		m.From, m.To = m.X, m.X
		return
	}
	m.X = a.x(s.Day)
	m.From, m.To = m.X, m.X
	if s.When == nil || s.When.From == s.When.To {
		return
	}
	m.Bar = true
	m.Before, m.After = !s.When.From.Known(), !s.When.To.Known()
	if m.From = a.left; !m.Before {
		m.From = a.x(s.When.From)
	}
	if m.To = a.right; !m.After {
		m.To = a.x(s.When.To)
	}
	least := 16
	if m.Before || m.After {
		least = 44 // room for the sign of the open end beside that of the state
	}
	if m.To < m.From+least {
		m.From = min(m.From, a.right-least)
		m.To = m.From + least
	}
	m.X = (m.From + m.To) / 2
}

// A chartTick is a date under the lanes of a paper.
type chartTick struct {
	X          int
	Name       string
	End, Start bool // stands at the right or left edge
}

// ticks sets the dates under the lanes, as many as have room, and the signs where days are left out.
func (c *chart) ticks(a *axis, right int) {
	last := -tickWidth
	for _, d := range a.days {
		x := a.x(d)
		if x-last < tickWidth {
			continue
		}
		t := chartTick{X: x, Name: d.String(), End: x+tickWidth/2 > right, Start: x < tickWidth/2}
		c.Ticks = append(c.Ticks, t)
		switch last = x; {
		case t.End:
			last = right
		case t.Start:
			last = x + tickWidth/2
		}
	}
	c.Breaks = a.breaks
}

// An axis lays days along a line. Stretches without a day of interest are cut short where they would leave no room for the rest.
type axis struct {
	days        []parley.Date // in order, each once
	at          []float64     // of each day, from 0 on
	left, right int
	cut         []int // days before which a stretch is cut
	breaks      []int
}

// newAxis is the axis of the days of steps.
func newAxis(steps []stepRow) *axis {
	a := &axis{}
	seen := map[parley.Date]bool{}
	for i := range steps {
		s := &steps[i]
		for _, d := range [...]parley.Date{s.Day, s.ends(false), s.ends(true)} {
			if d.Known() && !seen[d] {
				seen[d] = true
				a.days = append(a.days, d)
			}
		}
	}
	slices.Sort(a.days)
	a.at = make([]float64, len(a.days))
	most := a.longest()
	for i := 1; i < len(a.days); i++ {
		gap := a.days[i] - a.days[i-1]
		if gap > most {
			gap = most
			a.cut = append(a.cut, i)
		}
		a.at[i] = a.at[i-1] + float64(gap)
	}
	return a
}

// longest is how many days without a step are drawn: six times the middle one of the stretches, two weeks at least.
func (a *axis) longest() parley.Date {
	if len(a.days) < 3 {
		return 1 << 30
	}
	gaps := make([]parley.Date, len(a.days)-1)
	for i := range gaps {
		gaps[i] = a.days[i+1] - a.days[i]
	}
	slices.Sort(gaps)
	return max(14, 6*gaps[len(gaps)/2])
}

// spread lays the days between two places.
func (a *axis) spread(left, right int) {
	a.left, a.right = left, right
	for _, i := range a.cut {
		a.breaks = append(a.breaks, (a.x(a.days[i-1])+a.x(a.days[i]))/2)
	}
}

// x is the place of a day; the days of a stretch that is cut stand closer.
func (a *axis) x(d parley.Date) int {
	n := len(a.days)
	if n < 2 || a.at[n-1] == 0 {
		return a.left + (a.right-a.left)/3
	}
	i, ok := slices.BinarySearch(a.days, d)
	var at float64
	switch {
	case ok:
		at = a.at[i]
	case i == 0:
		at = 0
	case i == n:
		at = a.at[n-1]
	default:
		at = a.at[i-1] + (a.at[i]-a.at[i-1])*float64(d-a.days[i-1])/float64(a.days[i]-a.days[i-1])
	}
	return a.left + 12 + int(at/a.at[n-1]*float64(a.right-a.left-24))
}

// shorter is s, cut to n characters with an ellipsis.
func shorter(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)
	return string(r[:max(0, n-1)]) + "…"
}

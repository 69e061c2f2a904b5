package web

import (
	"fmt"
	"math"

	"github.com/parley-press/parley"
)

// A strip is the chronology as a drawing: the days from left to right, a lane for each party that speaks, a dot for
// what it tells of that day.
type strip struct {
	Width, Height int
	From, To      parley.Date // first day of the first column, and of the last
	Left, Right   int         // where these stand
	Lanes         []lane
	Ticks         []tick
	Dots          []dot
	Step          string // what one column stands for
	Undated       int
}

// A lane is the line of one party.
type lane struct {
	Name string
	Y    int // baseline
	N    int
}

// A tick is a date under the lanes.
type tick struct {
	X    int
	Name string
	End  bool // stands at the right edge
}

// A dot is what one party tells of one column.
type dot struct {
	X, Y, R, N int
	Label      string
	Href       string
}

// Measures of a strip, in units of the drawing.
const (
	stripWidth = 1200
	stripLeft  = 190
	laneHeight = 26
	mostLanes  = 6
	mostCols   = 120
)

// newStrip draws the rows, nil where fewer than two days are known.
func newStrip(rq *request, rows []timelineRow) *strip {
	lo, hi := parley.Date(0), parley.Date(0)
	s := &strip{Width: stripWidth}
	var voices tallies
	for i := range rows {
		d := closedDay(&rows[i])
		if !d.Known() {
			s.Undated++
			continue
		}
		if lo == 0 || d < lo {
			lo = d
		}
		hi = max(hi, d)
		for j := range rows[i].Tellers {
			voices.add(laneOf(&rows[i].Tellers[j]))
		}
	}
	if lo == hi {
		return nil
	}
	at := s.lay(voices.sorted())
	size, name := columns(int(hi-lo) + 1)
	s.Step = name
	cols := (int(hi-lo) + size) / size
	x := func(col int) int {
		return stripLeft + 16 + col*(stripWidth-stripLeft-40)/max(1, cols-1)
	}
	s.From, s.To, s.Left, s.Right = lo, lo+parley.Date((cols-1)*size), x(0), x(cols-1)
	s.fill(rq, rows, at, lo, size, cols, x)
	for i, every := 0, max(1, (cols+7)/8); i < cols; i += every {
		s.Ticks = append(s.Ticks, tick{X: x(i), Name: (lo + parley.Date(i*size)).String(), End: x(i) > stripWidth-60})
	}
	s.Height = len(s.Lanes)*laneHeight + 34
	return s
}

// closedDay is the first day of a row, unknown where an end of its dates is open: "since last autumn" would push all
// else into a corner.
func closedDay(r *timelineRow) parley.Date {
	if r.When == nil || !r.When.From.Known() || !r.When.To.Known() {
		return 0
	}
	return r.When.From
}

// laneOf is whose lane a voice stands in: its party, or the outlets together for what they tell themselves.
func laneOf(t *teller) ref {
	switch {
	case t.Voice.Own:
		return ref{Name: "outlets themselves"}
	case t.Voice.Party.Name != "":
		return t.Voice.Party
	}
	return ref{Name: "not named"}
}

// lay gives lanes to the voices that tell most; all others share the last. It returns the lane of each.
func (s *strip) lay(voices []tally) map[string]int {
	at := map[string]int{}
	for i, v := range voices {
		if i >= mostLanes-1 && len(voices) > mostLanes {
			if len(s.Lanes) < mostLanes {
				s.Lanes = append(s.Lanes, lane{Name: "others"})
			}
			at[v.Ref.ID+"\x00"+v.Ref.Name] = mostLanes - 1
			s.Lanes[mostLanes-1].N += v.N
			continue
		}
		at[v.Ref.ID+"\x00"+v.Ref.Name] = len(s.Lanes)
		s.Lanes = append(s.Lanes, lane{Name: v.Ref.Name, N: v.N})
	}
	for i := range s.Lanes {
		s.Lanes[i].Y = i*laneHeight + 20
	}
	return at
}

// columns is how many days a column stands for, so that there are not too many of them.
func columns(n int) (size int, name string) {
	for _, c := range []struct {
		size int
		name string
	}{{1, "day"}, {7, "week"}, {30, "30 days"}, {365, "year"}} {
		if n/c.size < mostCols {
			return c.size, c.name
		}
	}
	size = n/mostCols + 1
	return size, fmt.Sprintf("%d days", size)
}

// fill sets the dots, lane by lane from left to right. The area of a dot grows with what it stands for.
func (s *strip) fill(rq *request, rows []timelineRow, at map[string]int, lo parley.Date, size, cols int, x func(int) int) {
	count := make([]int, len(s.Lanes)*cols)
	for i := range rows {
		d := closedDay(&rows[i])
		if !d.Known() {
			continue
		}
		col := int(d-lo) / size
		for j := range rows[i].Tellers {
			v := laneOf(&rows[i].Tellers[j])
			count[at[v.ID+"\x00"+v.Name]*cols+col]++
		}
	}
	for i, n := range count {
		if n == 0 {
			continue
		}
		l, from := s.Lanes[i/cols], lo+parley.Date(i%cols*size)
		days := parley.Interval{From: from, To: from + parley.Date(size-1)}
		q := keep(withValue(withValue(rq.q, "from", days.From.String()), "to", days.To.String()), "page")
		s.Dots = append(s.Dots, dot{
			X: x(i % cols), Y: l.Y, R: min(11, int(3+2*math.Sqrt(float64(n)))), N: n, Href: address(rq.path, q),
			Label: fmt.Sprintf("%s, %s: %s", daysOf(days), line(l.Name), plural(n, "telling")),
		})
	}
}

func daysOf(i parley.Interval) string { return days(&i) }

package web

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/parley-press/parley"
)

// A zoom is how long a stretch of days the timeline shows.
type zoom string

// The zooms. Without one the timeline shows the days of the reports and a month around them; "whole" shows every day of which a line tells.
const (
	zoomWhole zoom = "whole"
	zoomYear  zoom = "year"
	zoomMonth zoom = "month"
	zoomWeek  zoom = "week"
	zoomDay   zoom = "day"
)

// zooms lists the zooms from the widest on.
var zooms = []zoom{zoomWhole, zoomYear, zoomMonth, zoomWeek, zoomDay}

// around is how many days are shown before the first report and after the last.
const around = 30

// A window is the days that the timeline shows, and the ways from there.
type window struct {
	parley.Interval
	Zoom    zoom   `json:"zoom,omitempty"` // "" where the address has none
	At      string `json:"at,omitempty"`   // as the address names the days: 2031, 2031-05 or 2031-05-04
	Name    string `json:"name"`
	Before  int    `json:"earlier"`     // lines that were chosen and lie wholly before the days
	After   int    `json:"later"`       // or wholly after them
	Undated int    `json:"without_day"` // or have no day

	Links   []zoomLink `json:"-"`
	Earlier *zoomLink  `json:"-"` // nil where nothing is earlier
	Later   *zoomLink  `json:"-"`
	rq      *request
}

// A zoomLink is a way from one window to another.
type zoomLink struct {
	Name string
	Href string
	On   bool
	N    int
}

// toldLines are lines of the timeline that were chosen.
type toldLines = chosen[timelineRow]

// window reads zoom and at from the address. rows are the lines that were chosen, whatever their days.
func (rq *request) window(rows toldLines, l listing) (window, error) {
	v := window{rq: rq, Zoom: zoom(rq.q.Get("zoom")), At: strings.TrimSpace(rq.q.Get("at"))}
	whole := daysOfRows(rows)
	switch v.Zoom {
	case "":
		v.Interval, v.Name = rq.plainWindow(rows, whole, l), "the days of the reports, and a month around them"
		if l.From.Known() || l.To.Known() {
			v.Name = "the days chosen"
		}
		v.At = ""
	case zoomWhole:
		v.Interval, v.Name, v.At = whole, "all days told of", ""
	case zoomYear, zoomMonth, zoomWeek, zoomDay:
		at, err := dayAt(v.At)
		if err != nil {
			return v, err
		}
		if !at.Known() {
			at = latestDay(rows)
		}
		if at.Known() {
			v.set(v.Zoom, at)
		}
	default:
		return v, parley.Errorf(parley.Invalid, "address", "zoom is whole, year, month, week or day")
	}
	return v, nil
}

// plainWindow is what is shown where nothing is asked for: the days that were chosen, as far as lines tell of them, else the days around the reports.
func (rq *request) plainWindow(rows toldLines, whole parley.Interval, l listing) parley.Interval {
	if l.From.Known() || l.To.Known() {
		out := parley.Interval{From: l.From, To: l.To}
		if !out.From.Known() {
			out.From = min(whole.From, out.To)
		}
		if !out.To.Known() {
			out.To = max(whole.To, out.From)
		}
		if !out.From.Known() || out.To < out.From {
			return parley.Interval{From: max(l.From, l.To), To: max(l.From, l.To)}
		}
		return out
	}
	pub := rq.overview().period
	if pub == nil {
		return whole
	}
	near := parley.Interval{From: max(1, pub.From-around), To: pub.To + around}
	if !whole.From.Known() || !whole.Meets(near) {
		return whole
	}
	var out parley.Interval
	when := rows.when()
	for i := range rows.len() { // an open end would draw much of what is empty
		if w := when(i); w.From.Known() && w.To.Known() && w.From <= near.To && w.To >= near.From {
			from, to := max(near.From, w.From), min(near.To, w.To)
			if !out.From.Known() {
				out = parley.Interval{From: from, To: to}
			}
			out = parley.Interval{From: min(out.From, from), To: max(out.To, to)}
		}
	}
	if !out.From.Known() {
		return parley.Interval{From: max(near.From, whole.From), To: min(near.To, whole.To)}
	}
	return out
}

// daysOfRows are all days of which lines tell: open ends add nothing to it, since they reach for ever.
func daysOfRows(rows toldLines) parley.Interval {
	var out parley.Interval
	when := rows.when()
	for i := range rows.len() {
		w := when(i)
		for _, d := range [...]parley.Date{w.From, w.To} {
			if d.Known() {
				out.To = max(out.To, d)
				if !out.From.Known() || d < out.From {
					out.From = d
				}
			}
		}
	}
	return out
}

// latestDay is the last day on which a line begins.
func latestDay(rows toldLines) parley.Date {
	var d parley.Date
	when := rows.when()
	for i := range rows.len() {
		w := when(i)
		d = max(d, w.First(0))
	}
	return d
}

// dayAt reads a year, a month or a day; it gives the first day of it, 0 for an empty text.
func dayAt(s string) (parley.Date, error) {
	full := s
	switch strings.Count(s, "-") {
	case 0:
		if s == "" {
			return 0, nil
		}
		full += "-01-01"
	case 1:
		full += "-01"
	}
	d, err := parley.ParseDate(full)
	if err != nil {
		return 0, parley.Errorf(parley.Invalid, "address", "at is a year, a month or a day, such as 2031, 2031-05 or 2031-05-04")
	}
	return d, nil
}

// set makes the window the year, month, week or day that holds d.
func (v *window) set(z zoom, d parley.Date) {
	t := d.Time()
	v.Zoom = z
	switch z {
	case zoomYear:
		v.From, v.To = parley.NewDate(t.Year(), 1, 1), parley.NewDate(t.Year(), 12, 31)
		v.At = v.From.String()[:4]
		v.Name = v.At
	case zoomMonth:
		v.From, v.To = parley.NewDate(t.Year(), t.Month(), 1), parley.NewDate(t.Year(), t.Month()+1, 0)
		v.At = v.From.String()[:7]
		v.Name = t.Month().String() + " " + v.From.String()[:4]
	case zoomWeek:
		v.From = max(1, d-parley.Date((int(t.Weekday())+6)%7))
		v.To = v.From + 6
		v.At = v.From.String()
		v.Name = "the week of " + v.At
	default:
		v.From, v.To = d, d
		v.At = d.String()
		v.Name = weekday(d) + " " + v.At
	}
}

// Days are the days of the window.
func (v window) Days() *parley.Interval { return &v.Interval }

// Named reports whether the name says which days they are.
func (v window) Named() bool { return v.narrows() && v.Zoom != zoomWeek }

// narrows reports whether the window leaves lines out of the table too.
func (v window) narrows() bool { return v.Zoom != "" && v.Zoom != zoomWhole }

// short is the window's name as links have it.
func (v *window) short() string { return strings.TrimPrefix(v.Name, "the ") }

// addTo puts the window among what was chosen: the form carries it on, and it can be taken away.
func (v *window) addTo(l *listing, rq *request) {
	if v.Zoom == "" {
		return
	}
	l.Hidden = append(l.Hidden, pair{"zoom", string(v.Zoom)})
	if v.At != "" {
		l.Hidden = append(l.Hidden, pair{"at", v.At})
	}
	if v.narrows() {
		l.Chips = append([]chip{{"Days", v.short(), address(rq.path, keep(rq.q, "zoom", "at", "page"))}}, l.Chips...)
	}
}

// count counts the lines that the window leaves out, and makes the ways from there: to what is nearest before and after, and to the other zooms.
func (v *window) count(rows toldLines) {
	if !v.From.Known() {
		v.Undated = rows.len()
		return
	}
	var before, after, inside parley.Date
	when := rows.when()
	for i := range rows.len() {
		w := when(i)
		switch {
		case !w.From.Known() && !w.To.Known():
			v.Undated++
		case w.To.Known() && w.To < v.From:
			v.Before++
			before = max(before, w.To)
		case w.From.Known() && w.From > v.To:
			v.After++
			if after == 0 || w.From < after {
				after = w.From
			}
		default:
			if d := w.First(0); d >= v.From && d <= v.To {
				inside = max(inside, d)
			}
		}
	}
	if inside == 0 {
		inside = v.To
	}
	v.ways(before, after, inside)
}

// ways makes the links from the window.
func (v *window) ways(before, after, inside parley.Date) {
	for _, z := range zooms {
		l := zoomLink{Name: string(z), On: z == v.Zoom}
		if z == zoomWhole {
			l.Href = v.href(window{Zoom: z})
		} else {
			var to window
			to.set(z, inside)
			if z == v.Zoom {
				to = *v
			}
			l.Href = v.href(to)
		}
		v.Links = append(v.Links, l)
	}
	step := func(d parley.Date, n int) *zoomLink {
		if n == 0 {
			return nil
		}
		if v.Zoom == "" || v.Zoom == zoomWhole {
			return &zoomLink{Name: "outside these days", Href: v.href(window{Zoom: zoomWhole}), N: n}
		}
		var to window
		to.set(v.Zoom, d)
		return &zoomLink{Name: to.short(), Href: v.href(to), N: n}
	}
	v.Earlier, v.Later = step(before, v.Before), step(after, v.After)
}

// href is the address of another window with the same filters. A zoom takes the place of chosen days.
func (v *window) href(to window) string {
	q := url.Values{}
	for k, vs := range v.rq.q {
		if k != "page" && k != "zoom" && k != "at" && k != "from" && k != "to" {
			q[k] = vs
		}
	}
	q.Set("zoom", string(to.Zoom))
	if to.At != "" {
		q.Set("at", to.At)
	}
	return address(v.rq.path, q.Encode())
}

// columns says how the days of a window lie in so many columns at most: how many days a column has and how many columns there are.
func (v *window) columns(most int) (size, n int) {
	days := int(v.To-v.From) + 1
	size = (days + most - 1) / most
	return size, (days + size - 1) / size
}

// A tick is a date over the lanes.
type tick struct {
	At   string // how far to the right, in percent
	Text string // where its name stands
	Name string
	Edge string // start, middle or end: how the name stands to the line
}

// ticks names days at the edges of columns: so many that their names do not touch.
func (v *window) ticks(size, cols, parts, most int) []tick {
	var out []tick
	every := max(1, (cols+most-1)/most)
	for c := 0; c < cols; c += every {
		d := v.From + parley.Date(c*size)
		t := tick{At: percentOf(2*c+1, 2*parts), Name: v.tickName(d), Edge: "middle"}
		if t.Text = t.At; c == 0 && parts > most/2 {
			t.Edge, t.Text = "start", "0" // its column is too narrow to stand over the middle of it
		}
		if c > 0 && 2*(cols-c)*most < cols {
			continue // its name would stand over the edge
		}
		out = append(out, t)
	}
	return out
}

// tickName is a day as short as it is clear: the picture's own name has the rest.
func (v *window) tickName(d parley.Date) string {
	t := d.Time()
	switch days := int(v.To - v.From); {
	case days < 8:
		return fmt.Sprintf("%s %d %s", weekday(d), t.Day(), month(t))
	case days < 100:
		return fmt.Sprintf("%d %s", t.Day(), month(t))
	case days < 4000:
		return fmt.Sprintf("%d %s %d", t.Day(), month(t), t.Year())
	}
	return fmt.Sprint(t.Year())
}

// month is the short name of a month.
func month(t time.Time) string { return t.Month().String()[:3] }

// percentOf is a share as the drawing has it, to a hundredth of a percent.
func percentOf(a, b int) string {
	s := fmt.Sprintf("%.2f", 100*float64(a)/float64(max(1, b)))
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

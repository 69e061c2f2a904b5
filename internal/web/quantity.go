package web

import (
	"math"
	"net/url"
	"slices"
	"sort"
	"strings"

	"github.com/parley-press/parley"
)

// A quantity is what several figures are claims about: those that the record has as one figure told several times, and those that it has as figures that
// cannot both stand.
type quantity struct {
	ID        string   `json:"id"` // by the first of its claims, in the order of reports' ids
	Href      string   `json:"-"`
	What      string   `json:"what"`
	Claims    int      `json:"claims"`
	Conflicts []string `json:"conflicts,omitempty"`
	Disputed  string   `json:"-"` // address of the conflicts
	Scale     scale    `json:"scale"`
	Rows      []claim  `json:"rows"`
	More      int      `json:"-"` // claims that the page does not show
}

// A claim is a figure as one voice has it, with its place on the scale.
type claim struct {
	figureRow
	Day   parley.Date `json:"as_of,omitzero"` // when it was so, else the day of publication
	Gauge gauge       `json:"-"`
}

// quantityIDs gives every figure that is one of several claims the id of its quantity.
func (x *index) quantityIDs() map[key]string {
	up := map[key]key{}
	var root func(k key) key
	root = func(k key) key {
		if p, ok := up[k]; ok && p != k {
			up[k] = root(p)
			return up[k]
		}
		return k
	}
	join := func(ms []parley.Member) {
		first := key{}
		for _, m := range ms {
			k := key{m.Report, m.Finding}
			if _, ok := x.figure(k); !ok {
				continue
			}
			if first == (key{}) {
				first = k
			}
			if a, b := root(first), root(k); a != b {
				up[max2(a, b)] = min2(a, b)
			}
		}
	}
	for i := range x.rec.Same {
		if x.rec.Same[i].Layer == typeFigure {
			join(x.rec.Same[i].Members)
		}
	}
	for i := range x.rec.Conflicts {
		if x.rec.Conflicts[i].Kind == parley.FigureConflict {
			join(x.rec.Conflicts[i].Between)
		}
	}
	out := map[key]string{}
	for k := range up {
		r := root(k)
		id := quantityID(r)
		out[k], out[r] = id, id
	}
	return out
}

// quantityID is the name that a claim gives its quantity.
func quantityID(k key) string { return "q-" + digest([]byte(string(k.report) + "/" + k.id))[:8] }

// less orders keys: ids of reports, then of findings, the short ones first.
func (k key) less(o key) bool {
	switch {
	case k.report != o.report:
		return k.report < o.report
	case len(k.id) != len(o.id):
		return len(k.id) < len(o.id)
	}
	return k.id < o.id
}

func min2(a, b key) key {
	if b.less(a) {
		return b
	}
	return a
}

func max2(a, b key) key {
	if b.less(a) {
		return a
	}
	return b
}

// How much of quantities stands on a page of figures: claims of one, where it is one of several, and claims of all.
const (
	mostClaims   = 12
	mostAllDrawn = 48
)

// quantities are those of which rows are shown, with all their claims among the rows that were chosen: the disputed ones first, then those that most claim.
// Where there is one, it has as many claims as a page of a list.
func quantities(shown []figureRow, all chosen[figureRow], per int) (out []quantity, rest []ref) {
	members, on := map[string][]figureRow{}, map[string]bool{}
	for i := range shown {
		on[shown[i].Quantity] = true
	}
	for _, r := range all.having("quantity", on) {
		members[r.Quantity] = append(members[r.Quantity], r)
	}
	var ids []string
	for _, r := range shown {
		if len(members[r.Quantity]) > 1 && !slices.Contains(ids, r.Quantity) {
			ids = append(ids, r.Quantity)
		}
	}
	disputed := func(id string) bool {
		return slices.ContainsFunc(members[id], func(r figureRow) bool {
			return slices.ContainsFunc(r.Disputes, func(d disputed) bool { return d.Kind == parley.FigureConflict })
		})
	}
	sort.SliceStable(ids, func(i, j int) bool {
		a, b := ids[i], ids[j]
		if x, y := disputed(a), disputed(b); x != y {
			return x
		}
		return len(members[a]) > len(members[b])
	})
	most := mostClaims
	if len(ids) == 1 {
		most = per
	}
	drawn := 0
	for _, id := range ids {
		n := min(most, len(members[id]))
		if drawn+n > max(mostAllDrawn, most) {
			rest = append(rest, ref{ID: id, Name: whatOf(members[id]), Href: quantityHref(id)})
			continue
		}
		drawn += n
		out = append(out, newQuantity(id, members[id], n))
	}
	return out, rest
}

func quantityHref(id string) string { return "/figures?quantity=" + url.QueryEscape(id) }

// newQuantity orders claims by time and sets them on one scale. The first most of them stand on the page.
func newQuantity(id string, rows []figureRow, most int) quantity {
	q := quantity{ID: id, Href: quantityHref(id), What: whatOf(rows), Claims: len(rows)}
	for _, r := range rows {
		q.Rows = append(q.Rows, claim{figureRow: r, Day: r.When.First(r.Report.Date)})
		for _, d := range r.Disputes {
			if d.Kind == parley.FigureConflict && !slices.Contains(q.Conflicts, d.ID) {
				q.Conflicts = append(q.Conflicts, d.ID)
			}
		}
	}
	if n := min(maxChosen, len(q.Conflicts)); n > 0 {
		q.Disputed = address("/conflicts", url.Values{"id": q.Conflicts[:n]}.Encode())
	}
	sort.SliceStable(q.Rows, func(i, j int) bool {
		a, b := q.Rows[i].Day, q.Rows[j].Day
		if a.Known() != b.Known() {
			return a.Known()
		}
		return a < b
	})
	q.Rows, q.More = q.Rows[:most], len(rows)-most
	q.Scale = scaleOf(rows)
	for i := range q.Rows {
		q.Rows[i].Gauge = q.Scale.gauge(&q.Rows[i].figureRow)
	}
	return q
}

// whatOf names what rows are claims about: the one or two words for it that most of them print, and the numbers from the least to the greatest.
func whatOf(rows []figureRow) string {
	var t tallies
	s := scale{math.Inf(1), math.Inf(-1), false}
	for i := range rows {
		t.add(ref{Name: line(rows[i].Unit)})
		for _, v := range []*float64{rows[i].Low, rows[i].High} {
			if v != nil {
				s.Low, s.High = min(s.Low, *v), max(s.High, *v)
			}
		}
	}
	units := t.sorted()
	out := cut(units[0].Ref.Name, nameLength)
	for _, u := range units[1:] {
		if a, b := units[0].Ref.Name, u.Ref.Name; !strings.Contains(a, b) && !strings.Contains(b, a) { // "people killed" and "killed" are one
			out += ", " + cut(b, nameLength)
			break
		}
	}
	switch {
	case s.Low > s.High:
	case s.Low == s.High:
		out += ": " + s.LowText()
	default:
		out += ": " + s.LowText() + " to " + s.HighText()
	}
	return out
}

// A scale is the numbers from left to right on which the claims of one quantity lie.
type scale struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
	Log  bool    `json:"logarithmic,omitempty"`
}

// LowText and HighText are its ends as people write them.
func (s scale) LowText() string  { return amount(s.Low) }
func (s scale) HighText() string { return amount(s.High) }

// logFrom is by how much the greatest number must be over the least for equal steps to be of multiplication.
const logFrom = 100

// scaleOf is a scale with round ends for rows: from nothing on, but where all numbers lie close together far from it.
func scaleOf(rows []figureRow) scale {
	lo, hi := math.Inf(1), math.Inf(-1)
	for i := range rows {
		for _, v := range []*float64{rows[i].Low, rows[i].High} {
			if v != nil && !math.IsInf(*v, 0) && !math.IsNaN(*v) {
				lo, hi = min(lo, *v), max(hi, *v)
			}
		}
	}
	switch {
	case lo > hi:
		return scale{0, 1, false}
	case lo > 0 && hi/lo >= logFrom:
		return scale{math.Pow(10, math.Floor(math.Log10(lo))), math.Pow(10, math.Ceil(math.Log10(hi))), true}
	}
	from := min(lo, 0)
	if lo > 0 && hi-lo < hi/5 && hi > lo {
		from = lo - (hi - lo)
	}
	step := roundStep(max(hi-from, math.Abs(hi)/10, 1e-9) / 4)
	s := scale{math.Floor(from/step) * step, math.Ceil(hi/step) * step, false}
	if s.High <= s.Low {
		s.High = s.Low + step
	}
	return s
}

// roundStep is the least of 1, 2, 2.5 and 5 times a power of ten that is not below v.
func roundStep(v float64) float64 {
	p := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 2, 2.5, 5, 10} {
		if m*p >= v*(1-1e-9) {
			return m * p
		}
	}
	return 10 * p
}

// at is where v lies, in hundredths of a percent of the width. There is a margin at either end, so that a mark on the end stands whole.
func (s scale) at(v float64) int {
	x := (v - s.Low) / (s.High - s.Low)
	if s.Log {
		x = math.Log10(max(v, s.Low)/s.Low) / math.Log10(s.High/s.Low)
	}
	if math.IsNaN(x) {
		x = 0
	}
	return 400 + int(9200*min(1, max(0, x))+0.5)
}

// Ticks are the ends of the scale.
func (s scale) Ticks() []tick {
	at := func(v float64, name, edge string) tick {
		return tick{At: percentOf(s.at(v), 10000), Name: name, Edge: edge}
	}
	return []tick{at(s.Low, s.LowText(), "start"), at(s.High, s.HighText(), "end")}
}

// A gauge is a claim on a scale: a mark, or a bar between two. How it is meant is told by the shape.
type gauge struct {
	From, To            int // hundredths of a percent
	OpenLeft, OpenRight bool
	Hollow              bool // about, almost; the number itself is not meant: more than, less than
	None                bool // no number is claimed
}

// gauge sets a figure on the scale. An end that is not claimed is open.
func (s scale) gauge(r *figureRow) gauge {
	lo, hi := r.Low, r.High
	var g gauge
	switch {
	case lo == nil && hi == nil:
		return gauge{None: true}
	case lo == nil:
		lo = hi
	case hi == nil:
		hi = lo
	}
	g.From, g.To = s.at(min(*lo, *hi)), s.at(max(*lo, *hi))
	switch r.Qualifier {
	case parley.MoreThan, parley.AtLeast:
		g.OpenRight = true
	case parley.LessThan, parley.UpTo:
		g.OpenLeft = true
	}
	switch r.Qualifier {
	case parley.MoreThan, parley.LessThan, parley.About, parley.Almost:
		g.Hollow = true
	}
	return g
}

// A is where the line begins, in percent of the width.
func (g gauge) A() string {
	if g.OpenLeft {
		return "0.5"
	}
	return percentOf(g.From, 10000)
}

// B is where the line ends.
func (g gauge) B() string {
	if g.OpenRight {
		return "99.5"
	}
	return percentOf(g.To, 10000)
}

// Left is where the lower number stands.
func (g gauge) Left() string { return percentOf(g.From, 10000) }

// Right is where the higher one stands.
func (g gauge) Right() string { return percentOf(g.To, 10000) }

// Wide reports whether there are two numbers.
func (g gauge) Wide() bool { return g.To > g.From }

// Line reports whether a line is drawn beside the mark.
func (g gauge) Line() bool { return g.Wide() || g.OpenLeft || g.OpenRight }

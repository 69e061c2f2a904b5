package timex

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/parley-press/parley"
)

// exists reports whether y-m-d is a day of the calendar, for the years 1 to 9999.
func exists(y int, m time.Month, d int) bool {
	if y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > 31 {
		return false
	}
	return parley.NewDate(y, m, d).Time().Day() == d
}

// iso is the ISO 8601 number of a weekday: Monday is 1, Sunday 7.
func iso(w time.Weekday) int { return (int(w)+6)%7 + 1 }

// monday is the Monday of the week of d.
func monday(d parley.Date) parley.Date { return d - parley.Date(iso(d.Weekday())-1) }

// shift moves d by n months and keeps the day where the month has it, else takes the month's last.
func shift(d parley.Date, n int) parley.Date {
	t := d.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return parley.NewDate(first.Year(), first.Month(), min(t.Day(), last))
}

// monthOf is the interval of a month, yearsOf that of n years from y on.
func monthOf(y int, m time.Month) *parley.Interval {
	from := parley.NewDate(y, m, 1)
	return &parley.Interval{From: from, To: shift(from, 1) - 1}
}

func yearsOf(y, n int) *parley.Interval {
	return &parley.Interval{From: parley.NewDate(y, 1, 1), To: parley.NewDate(y+n, 1, 1) - 1}
}

// step is d moved by n units; ok is false where the unit is shorter than a day or the count unfit.
func step(d parley.Date, n float64, u unit) (parley.Date, bool) {
	if math.IsNaN(n) || math.Abs(n) > 100000 {
		return 0, false
	}
	var out parley.Date
	switch u.letter {
	case "D", "W", "F", "WE":
		out = d + parley.Date(math.Round(n*float64(u.days)))
	case "NI":
		out = d + parley.Date(n)
	case "H":
		out = d + parley.Date(math.Copysign(math.Ceil(math.Abs(n)/24), n))
	case "MIN", "S":
		out = d
	default:
		months, ok := map[string]float64{"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[u.letter]
		if !ok || math.Abs(n*months) > 36000 {
			return 0, false
		}
		out = shift(d, int(math.Round(n*months)))
	}
	y := out.Time().Year()
	return out, out > 0 && y >= 1 && y <= 9999
}

// unitOf is the calendar unit that holds d, with its TimeML value; nil for a unit that is none of the calendar.
func unitOf(d parley.Date, u unit) (*parley.Interval, string) {
	t := d.Time()
	switch u.letter {
	case "D":
		return parley.Day(d), d.String()
	case "W":
		y, w := t.ISOWeek()
		return &parley.Interval{From: monday(d), To: monday(d) + 6}, fmt.Sprintf("%04d-W%02d", y, w)
	case "WE":
		y, w := t.ISOWeek()
		return &parley.Interval{From: monday(d) + 5, To: monday(d) + 6}, fmt.Sprintf("%04d-W%02d-WE", y, w)
	case "M":
		return monthOf(t.Year(), t.Month()), t.Format("2006-01")
	case "Q":
		q := (int(t.Month()) - 1) / 3
		return quarterOf(t.Year(), q+1), fmt.Sprintf("%04d-Q%d", t.Year(), q+1)
	case "Y":
		return yearsOf(t.Year(), 1), t.Format("2006")
	case "DE":
		y := t.Year() / 10 * 10
		return yearsOf(max(y, 1), 10), fmt.Sprintf("%03d", y/10)
	case "CE":
		y := t.Year() / 100 * 100
		return yearsOf(max(y, 1), 100), fmt.Sprintf("%02d", y/100)
	}
	return nil, ""
}

func quarterOf(y, q int) *parley.Interval {
	from := parley.NewDate(y, time.Month(q*3-2), 1)
	return &parley.Interval{From: from, To: shift(from, 3) - 1}
}

// seasonOf is a season of the northern year that begins in year y: spring is March to May, winter December to February.
func seasonOf(y int, word string) *parley.Interval {
	m := map[string]time.Month{"SP": 3, "SU": 6, "FA": 9, "WI": 12}[word]
	from := parley.NewDate(y, m, 1)
	return &parley.Interval{From: from, To: shift(from, 3) - 1}
}

// stretches are the first and the last day of the stretch of a week, month, year or decade that an edge names, as those who code reports read it: of a week up to
// Wednesday, from Tuesday to Thursday, or from Thursday on; of a month up to the 10th, to the 20th, or to its end; of a year up to April, to August, or from October
// on; of a decade four years, three or three. ok is false for any other interval.
func stretches(v *parley.Interval, e edge) (first, last parley.Date, ok bool) {
	days, from := v.To-v.From+1, v.From.Time()
	months := func(m int) parley.Date { return shift(v.From, m) }
	var starts, ends [3]parley.Date // by edge: starting, middle, ending
	switch opens := from.Day() == 1 && from.Month() == time.January; {
	case days == 7:
		starts, ends = [3]parley.Date{v.From, v.From + 1, v.From + 3}, [3]parley.Date{v.From + 2, v.From + 3, v.To}
	case from.Day() == 1 && months(1) == v.To+1:
		starts, ends = [3]parley.Date{v.From, v.From + 10, v.From + 20}, [3]parley.Date{v.From + 9, v.From + 19, v.To}
	case opens && months(12) == v.To+1:
		starts, ends = [3]parley.Date{v.From, months(4), months(9)}, [3]parley.Date{months(4) - 1, months(8) - 1, v.To}
	case opens && months(120) == v.To+1:
		starts, ends = [3]parley.Date{v.From, months(48), months(84)}, [3]parley.Date{months(48) - 1, months(84) - 1, v.To}
	default:
		return 0, 0, false
	}
	return starts[e-starting], ends[e-starting], true
}

// part is the stretch of an interval that an edge names; of what is no week, month, year or decade a third.
func part(v *parley.Interval, e edge) *parley.Interval {
	n := v.To - v.From + 1
	if e == whole || n < 3 || v.From == 0 || v.To == 0 {
		return v
	}
	if first, last, ok := stretches(v, e); ok {
		return &parley.Interval{From: first, To: last}
	}
	third := n / 3
	switch e {
	case starting:
		return &parley.Interval{From: v.From, To: v.From + third - 1}
	case middle:
		return &parley.Interval{From: v.From + third, To: v.To - third}
	}
	return &parley.Interval{From: v.To - third + 1, To: v.To}
}

// isoPeriod is the TimeML value of n units: P3D, PT24H, P2.5M; half a year is six months.
func isoPeriod(n float64, u unit) string {
	num := strconv.FormatFloat(n, 'f', -1, 64)
	switch u.letter {
	case "H":
		return "PT" + num + "H"
	case "MIN":
		return "PT" + num + "M"
	case "S":
		return "PT" + num + "S"
	case "F":
		return "P" + strconv.FormatFloat(2*n, 'f', -1, 64) + "W"
	case "NI":
		return "P" + num + "TNI"
	case "Y":
		if whole, frac := math.Modf(n); frac == 0.5 {
			if whole == 0 {
				return "P6M"
			}
			return fmt.Sprintf("P%.0fY6M", whole)
		}
	}
	return "P" + num + u.letter
}

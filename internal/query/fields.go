package query

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/parley-press/parley"
)

// Places are the values of in:.
var Places = []string{"statements", "events", "figures", "reports"}

// codes are the values of a field of the codebook.
func codes(f Field) []string {
	switch f {
	case Act:
		return strs(parley.Acts)
	case Mode:
		return strs([]parley.Mode{parley.Direct, parley.Indirect, parley.Mixed})
	case Type:
		return strs(parley.EventTypes)
	case Status:
		return strs([]parley.Status{parley.Happened, parley.Ongoing, parley.Planned, parley.CalledOff, parley.CalledFor, parley.Offered, parley.Conditional, parley.Denied, parley.Alleged})
	case In:
		return Places
	}
	return nil
}

func strs[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = string(v)
	}
	return out
}

// value reads what follows the colon of a field.
func (p *parser) value(start int, name string) (Node, *Fault) {
	f := Field(name)
	if !slices.Contains(Fields, f) {
		return Node{}, p.fault(start, "there is no field "+name+"; fields are "+strings.Join(strs(Fields), ", ")+". Put the words in quotation marks to look for them")
	}
	if p.at == len(p.s) || p.s[p.at] == ' ' || p.s[p.at] == ')' || p.s[p.at] == '(' {
		return Node{}, p.fault(p.at, "what "+name+": looks for is missing")
	}
	switch f {
	case Who, To, Party, Outlet, Agency:
		return p.words(start, f)
	}
	s, at, star, fault := p.take()
	if fault != nil {
		return Node{}, fault
	}
	if star {
		return Node{}, p.fault(p.at-1, "* has no meaning after "+name+":")
	}
	n := Node{At: start, Field: f}
	switch f {
	case Date:
		n.Op = Day
		n.From, n.To, fault = p.dates(s, at)
	case Conf:
		n.Op = Confidence
		n.Low, n.High, fault = p.percents(s, at)
	default:
		n.Op, n.Value = Code, strings.ToLower(s)
		if all := codes(f); !slices.Contains(all, n.Value) {
			fault = p.fault(at, name+": is one of "+strings.Join(all, ", "))
		}
	}
	return n, fault
}

const dateForm = "a date is 2031, 2031-05 or 2031-05-04, a stretch 2031-05..2031-06, ..2031-06 or 2031-05.."

// dates reads a day, a month, a year, or a stretch of them.
func (p *parser) dates(s string, at int) (from, to parley.Date, f *Fault) {
	a, b, two := strings.Cut(s, "..")
	if !two {
		b = a
	}
	if a == "" && b == "" {
		return 0, 0, p.fault(at, dateForm)
	}
	if a != "" {
		var ok bool
		if from, _, ok = stretch(a); !ok {
			return 0, 0, p.fault(at, dateForm)
		}
	}
	if b != "" {
		var ok bool
		if _, to, ok = stretch(b); !ok {
			return 0, 0, p.fault(at+len(s)-len(b), dateForm)
		}
	}
	if a != "" && b != "" && to < from {
		return 0, 0, p.fault(at, "the stretch ends before it begins")
	}
	return from, to, nil
}

// stretch is the first and the last day of a day, a month or a year.
func stretch(s string) (from, to parley.Date, ok bool) {
	for _, form := range []string{"2006-01-02", "2006-01", "2006"} {
		if len(s) != len(form) {
			continue
		}
		t, err := time.Parse(form, s)
		if err != nil || t.Year() < 1 {
			return 0, 0, false
		}
		from = parley.NewDate(t.Year(), t.Month(), t.Day())
		switch form {
		case "2006-01":
			return from, parley.NewDate(t.Year(), t.Month()+1, 1) - 1, true
		case "2006":
			return from, parley.NewDate(t.Year()+1, 1, 1) - 1, true
		}
		return from, from, true
	}
	return 0, 0, false
}

const confForm = "a confidence is >0.8, >=0.8, <0.5, <=0.5, 0.8 or 0.5..0.8, from 0 to 1"

// percents reads a bound or a stretch of confidence. It counts in whole percent, as pages show it.
func (p *parser) percents(s string, at int) (low, high int, f *Fault) {
	low, high = 0, 100
	part := func(s string, at int) int {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil || !(v >= 0 && v <= 1) || strings.ContainsAny(s, "xXpP_eE+") {
			f = p.fault(at, confForm)
			return 0
		}
		return int(math.Round(v * 100))
	}
	switch a, b, two := strings.Cut(s, ".."); {
	case two:
		low, high = part(a, at), part(b, at+len(a)+2)
	case strings.HasPrefix(s, ">="):
		low = part(s[2:], at+2)
	case strings.HasPrefix(s, "<="):
		high = part(s[2:], at+2)
	case strings.HasPrefix(s, ">"):
		low = part(s[1:], at+1) + 1
	case strings.HasPrefix(s, "<"):
		high = part(s[1:], at+1) - 1
	default:
		low = part(s, at)
		high = low
	}
	if f == nil && low > high {
		f = p.fault(at, "no confidence lies there")
	}
	return low, high, f
}

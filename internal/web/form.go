package web

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

// A form is what was sent, and what is wrong with it. It is kept in the page that asks again.
type form struct {
	url.Values
	Wrong []fault
}

// A fault is what is wrong with a field; Field is "" where it is the whole.
type fault struct{ Field, Message string }

// wrong notes a fault.
func (f *form) wrong(field, format string, args ...any) {
	f.Wrong = append(f.Wrong, fault{field, fmt.Sprintf(format, args...)})
}

// text is a field without space around it, at most that many characters long.
func (f *form) text(name string, most int) string {
	v := strings.TrimSpace(f.Get(name))
	switch {
	case !utf8.ValidString(v) || strings.IndexByte(v, 0) >= 0:
		f.wrong(name, "this is not text")
		return ""
	case utf8.RuneCountInString(v) > most:
		f.wrong(name, "longer than %d characters", most)
		return ""
	}
	return v
}

func (f *form) why() string { return f.text("why", maxWhy) }

// seen is the newest decision that the page with the form knew on the same; every form says it.
func (f *form) seen() int64 {
	n, err := strconv.ParseInt(f.Get("seen"), 10, 64)
	if err != nil || n < 0 {
		f.wrong("seen", "the form does not say which decision it has seen last; open the page again")
		return 0
	}
	return n
}

// day is a field with a date, 0 where it is empty.
func (f *form) day(name string) parley.Date {
	v := strings.TrimSpace(f.Get(name))
	if v == "" {
		return 0
	}
	d, err := parley.ParseDate(v)
	if err != nil {
		f.wrong(name, "%q is not a date of the form 2031-05-04", v)
	}
	return d
}

// days is the interval of two fields, the zero one where both are empty. A last day before the first is a fault.
func (f *form) days(from, to string) parley.Interval {
	i := parley.Interval{From: f.day(from), To: f.day(to)}
	if i.From.Known() && i.To.Known() && i.To < i.From {
		f.wrong(to, "the last day is before the first")
	}
	return i
}

// number is a field with a number, nil where it is empty. Thousands may be set apart by commas.
func (f *form) number(name string) *float64 {
	v := strings.ReplaceAll(strings.TrimSpace(f.Get(name)), ",", "")
	if v == "" {
		return nil
	}
	n, err := strconv.ParseFloat(v, 64)
	if err != nil || n != n || n > 1e18 || n < -1e18 {
		f.wrong(name, "%q is not a number", v)
		return nil
	}
	return &n
}

// oneOf is a field that must have a value of the list.
func oneOf[T ~string](f *form, name string, of []T) T {
	v := T(strings.TrimSpace(f.Get(name)))
	for _, o := range of {
		if o == v {
			return v
		}
	}
	f.wrong(name, "%q is none of the values that this can have", string(v))
	return ""
}

// at is value i of a field that stands in the form several times, "" where there is none.
func (f *form) at(name string, i int) string {
	if vs := f.Values[name]; i < len(vs) {
		return vs[i]
	}
	return ""
}

// kept is what was sent for a field, or the value it has where nothing was sent.
func (f *form) kept(name, value string) string {
	if f == nil || !f.Has(name) {
		return value
	}
	return f.Get(name)
}

package parley

import (
	"fmt"
	"time"
)

// A Date is a calendar day, counted from 0001-01-01 as day 1 (proleptic Gregorian, no zone).
// The zero Date is unknown: as one end of an Interval it is an open end.
type Date int32

// epoch is the day number of 1970-01-01.
const epoch = 719163

// NewDate is the day y-m-d; out-of-range months and days are normalised as time.Date does.
func NewDate(y int, m time.Month, d int) Date {
	return Date(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()/86400 + epoch)
}

// ParseDate reads an ISO 8601 calendar date such as "2031-05-04". It refuses everything else.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil || t.Year() < 1 {
		return 0, &Error{Kind: Invalid, Op: "date", Msg: fmt.Sprintf("%q is not a date of the form 2031-05-04", s)}
	}
	return NewDate(t.Year(), t.Month(), t.Day()), nil
}

// Time is midnight UTC of the day.
func (d Date) Time() time.Time { return time.Unix((int64(d)-epoch)*86400, 0).UTC() }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// Known reports whether the date is known.
func (d Date) Known() bool { return d != 0 }

// String is the ISO form, or "" for the unknown date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format("2006-01-02")
}

// MarshalText writes the ISO form.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO form; empty text is the unknown date.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = 0
		return nil
	}
	v, err := ParseDate(string(b))
	if err == nil {
		*d = v
	}
	return err
}

// An Interval is a stretch of days, both ends included. A zero end is open.
// A missing interval (nil) says that nothing is known.
type Interval struct {
	From Date `json:"from,omitempty"`
	To   Date `json:"to,omitempty"`
}

// Day is the interval of one day.
func Day(d Date) *Interval { return &Interval{d, d} }

// String is "2031-05-04", "2031-05-04..2031-05-06", "..2031-05-06" or "2031-05-04..".
func (i Interval) String() string {
	if i.From == i.To {
		return i.From.String()
	}
	return i.From.String() + ".." + i.To.String()
}

// First is the first known day of an interval, else the other date; so for no interval at all.
func (i *Interval) First(otherwise Date) Date {
	switch {
	case i != nil && i.From.Known():
		return i.From
	case i != nil && i.To.Known():
		return i.To
	}
	return otherwise
}

// Meets reports whether i and j have a day in common; open ends reach for ever.
func (i Interval) Meets(j Interval) bool {
	return (i.From == 0 || j.To == 0 || i.From <= j.To) && (j.From == 0 || i.To == 0 || j.From <= i.To)
}

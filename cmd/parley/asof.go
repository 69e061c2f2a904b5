package main

import (
	"github.com/spf13/pflag"

	"github.com/parley-press/parley"
)

// A dayFlag is a flag whose value is a day.
type dayFlag struct{ day *parley.Date }

// Set reads an ISO 8601 date.
func (d dayFlag) Set(s string) error {
	v, err := parley.ParseDate(s)
	if err != nil {
		return parley.Errorf(parley.Invalid, "", "a day such as 2031-05-04")
	}
	*d.day = v
	return nil
}

func (d dayFlag) String() string {
	if d.day == nil {
		return ""
	}
	return d.day.String()
}

// Type is what help calls the value.
func (dayFlag) Type() string { return "DATE" }

// asOfFlag is the flag of the commands that show a record: it is that of the reports published until a day.
func (a *app) asOfFlag(f *pflag.FlagSet) {
	f.Var(dayFlag{&a.asOf}, "as-of", "the record as of a day: of the reports published until then")
}

// sayLeftOut says how many reports are left out because of --as-of.
func (a *app) sayLeftOut(d *dossier) {
	if n := d.LeftOut(); n > 0 {
		a.talk("as of %s: %s left out, published later or with no day known", a.asOf, count(n, "report is", "reports are"))
	}
}

package main

import (
	"strconv"

	"github.com/spf13/pflag"

	"github.com/parley-press/parley"
)

// A probability is a flag from 0 to 1.
type probability float64

// Set reads a number from 0 to 1.
func (p *probability) Set(s string) error {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || !(v >= 0 && v <= 1) { // NaN is neither
		return parley.Errorf(parley.Invalid, "", "a number from 0 to 1")
	}
	*p = probability(v)
	return nil
}

func (p *probability) String() string { return strconv.FormatFloat(float64(*p), 'g', -1, 64) }

// Type is what help calls the value.
func (*probability) Type() string { return "P" }

// leastFlag is the flag of the commands that list statements: those that are less sure are left out of the record that the command sees.
func (a *app) leastFlag(f *pflag.FlagSet) {
	f.Var(&a.least, "min-confidence", "leave out statements that are less sure, from 0 (everything) to 1")
}

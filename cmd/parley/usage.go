package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A usageError is a command line that cannot be run.
type usageError struct{ msg string }

func (e *usageError) Error() string { return e.msg }

func usagef(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// noSuch is the error of a word that is none of those there are: which of them come near it, and all of them. What is what they are, such as "list".
func noSuch(what, got string, all ...string) error {
	if like := near(got, all); len(like) > 0 {
		return usagef("no %s %q, did you mean %s? There are %s", what, got, strings.Join(like, " or "), strings.Join(all, ", "))
	}
	return usagef("no %s %q; there are %s", what, got, strings.Join(all, ", "))
}

// commandNames are the commands under c, as help lists them.
func commandNames(c *cobra.Command) []string {
	var out []string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			out = append(out, sub.Name())
		}
	}
	return out
}

// noneBut takes no argument: c has only commands under it, and what they are called is what.
func noneBut(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) > 0 {
			return noSuch(what, args[0], commandNames(c)...)
		}
		return nil
	}
}

// helpNames makes `parley help` refuse what is no command, as every other place does.
func helpNames(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	help, _, err := root.Find([]string{"help"})
	if err != nil || help == root {
		return
	}
	help.Example = "  parley help build"
	help.Args = func(_ *cobra.Command, args []string) error {
		if c, rest, _ := root.Find(args); len(rest) > 0 && c.HasAvailableSubCommands() {
			return noSuch("command", rest[0], commandNames(c)...)
		}
		return nil
	}
}

// flagError says what is wrong with the flags of c: of one that there is not, which of the command's own come near it, or all that it has;
// of a wrong or lacking value, what the flag takes.
func flagError(c *cobra.Command, err error) error {
	var none *pflag.NotExistError
	var empty *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	switch {
	case errors.As(err, &none):
		return noFlag(c, none)
	case errors.As(err, &empty):
		return usagef("--%s needs a value: %s", empty.GetFlag().Name, empty.GetFlag().Usage)
	case errors.As(err, &wrong):
		f := wrong.GetFlag()
		takes := message(wrong.Unwrap())
		switch f.Value.Type() {
		case "int":
			takes = "a whole number"
		case "bool":
			takes = "true or false, or stands alone"
		case "duration":
			takes = "a time such as 90s, 15m or 2h"
		}
		return usagef("--%s takes %s, not %q", f.Name, takes, wrong.GetValue())
	}
	return usagef("%s", err)
}

// noFlag is the error of a flag that c does not have.
func noFlag(c *cobra.Command, err *pflag.NotExistError) error {
	given, dashes := err.GetSpecifiedName(), "--"
	if s := err.GetSpecifiedShortnames(); s != "" { // -db is read as -d -b
		given, dashes = s, "-"
	}
	var all []string
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden && f.Name != "help" {
			all = append(all, "--"+f.Name)
		}
	})
	if like := near("--"+given, all); len(like) > 0 {
		return usagef("%s has no flag %s%s, did you mean %s?", c.CommandPath(), dashes, given, strings.Join(like, " or "))
	}
	return usagef("%s has no flag %s%s; it has %s", c.CommandPath(), dashes, given, strings.Join(all, ", "))
}

// mostNear is how many words are offered for one.
const mostNear = 3

// near are the words of all that got may stand for, the nearest first: those that it stands in or that begin it, from three letters on, and those that a few
// slips of the fingers make of it.
func near(got string, all []string) []string {
	type like struct {
		word string
		n    int
	}
	var found []like
	low := strings.ToLower(strings.TrimLeft(got, "-"))
	for _, w := range all {
		bare := strings.TrimLeft(w, "-")
		n := slips(low, bare)
		short, long := min(len(low), len(bare)), max(len(low), len(bare))
		switch {
		case n <= max(1, short/3) && n < short:
		case short >= 3 && (strings.Contains(bare, low) || strings.HasPrefix(low, bare)):
			n = long // after those that differ by a slip
		default:
			continue
		}
		found = append(found, like{w, n})
	}
	slices.SortStableFunc(found, func(a, b like) int { return cmp.Compare(a.n, b.n) })
	var out []string
	for _, f := range found[:min(len(found), mostNear)] {
		out = append(out, f.word)
	}
	return out
}

// slips is how many letters must be put in, left out, changed, or changed with their neighbour to make b of a (optimal string alignment).
func slips(a, b string) int {
	if !utf8.ValidString(a) {
		return len(a) + len(b)
	}
	x, y := []rune(a), []rune(b)
	var before []int
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		next := make([]int, len(y)+1)
		next[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			next[j+1] = min(next[j]+1, row[j+1]+1, row[j]+cost)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return row[len(y)]
}

package record

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/lookalike"
)

// A bearer is somebody, or an outlet, with the names it bears.
type bearer struct {
	names    []string
	warnings *[]string
}

// warn tells of names that are written with letters which look like Latin ones: of one that mixes scripts within a word, and of two that look alike and are not one.
// Whoever looks like another stays apart.
func (f *fold) warn() {
	if !f.oddNames() {
		return
	}
	var all []*bearer
	for i := range f.rec.Entities {
		e := &f.rec.Entities[i]
		all = append(all, &bearer{append([]string{e.Name}, e.Aliases...), &e.Warnings})
	}
	for i := range f.rec.Outlets {
		o := &f.rec.Outlets[i]
		all = append(all, &bearer{[]string{o.Name}, &o.Warnings})
	}
	looks := map[string][]*bearer{}
	for _, b := range all {
		for _, s := range b.names {
			k := lookalike.Skeleton(s)
			looks[k] = append(looks[k], b)
		}
	}
	for _, b := range all {
		for _, s := range b.names {
			odd, mixed := lookalike.Odd(s)
			if len(odd) == 0 {
				continue
			}
			if mixed {
				b.warn("%q mixes scripts within a word: %s", s, letters(odd))
			}
			for _, o := range looks[lookalike.Skeleton(s)] {
				if twin := o.twin(s); o != b && twin != "" {
					b.warn("%q looks like %q and is written with other letters: %s", s, twin, letters(odd))
					o.warn("%q looks like %q and is written with other letters: %s", s, twin, letters(odd))
				}
			}
		}
	}
}

// oddNames reports whether some name of the record holds letters that look like Latin ones: hardly any record has one.
func (f *fold) oddNames() bool {
	odd := func(s string) bool {
		rs, _ := lookalike.Odd(s)
		return len(rs) > 0
	}
	return slices.ContainsFunc(f.rec.Outlets, func(o parley.OutletEntry) bool { return odd(o.Name) }) ||
		slices.ContainsFunc(f.rec.Entities, func(e parley.Entity) bool { return odd(e.Name) || slices.ContainsFunc(e.Aliases, odd) })
}

// twin is a name of b that looks like s and is another, "" for none.
func (b *bearer) twin(s string) string {
	i := slices.IndexFunc(b.names, func(x string) bool {
		return !strings.EqualFold(x, s) && lookalike.Skeleton(x) == lookalike.Skeleton(s)
	})
	if i < 0 {
		return ""
	}
	return b.names[i]
}

func (b *bearer) warn(format string, args ...any) {
	if line := fmt.Sprintf(format, args...); !slices.Contains(*b.warnings, line) {
		*b.warnings = append(*b.warnings, line)
	}
}

// letters writes letters out with their numbers.
func letters(rs []rune) string {
	parts := make([]string, len(rs))
	for i, r := range rs {
		parts[i] = fmt.Sprintf("%c (U+%04X)", r, r)
	}
	return strings.Join(parts, ", ")
}

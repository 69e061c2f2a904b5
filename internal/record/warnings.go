package record

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/lookalike"
)

// A looked is somebody or an outlet with a name that was looked at for letters of other scripts.
type looked struct {
	names    []string
	warnings *[]string
	odd      []rune
	mixed    bool
}

// warn tells of names that are written with letters which look like others: of one that mixes scripts within a word, and of two that look alike and are not one.
// It changes nothing else: whoever looks like another stays apart.
func (f *fold) warn() {
	if !f.oddNames() {
		return
	}
	var all []looked
	add := func(n looked) {
		for _, s := range n.names {
			odd, mixed := lookalike.Odd(s)
			n.odd, n.mixed = append(n.odd, odd...), n.mixed || mixed
		}
		all = append(all, n)
	}
	for i := range f.rec.Entities {
		e := &f.rec.Entities[i]
		add(looked{names: append([]string{e.Name}, e.Aliases...), warnings: &e.Warnings})
	}
	for i := range f.rec.Outlets {
		o := &f.rec.Outlets[i]
		add(looked{names: []string{o.Name}, warnings: &o.Warnings})
	}
	looks := map[string][]*looked{}
	for i := range all {
		for _, s := range all[i].names {
			k := lookalike.Skeleton(s)
			if !slices.Contains(looks[k], &all[i]) {
				looks[k] = append(looks[k], &all[i])
			}
		}
	}
	for i := range all {
		n := &all[i]
		if len(n.odd) == 0 {
			continue
		}
		slices.Sort(n.odd)
		n.odd = slices.Compact(n.odd)
		if n.mixed {
			n.add(fmt.Sprintf("mixes scripts within a word: %s", letters(n.odd)))
		}
		for _, s := range n.names {
			for _, o := range looks[lookalike.Skeleton(s)] {
				if twin := o.written(s); o != n && twin != "" {
					n.add(fmt.Sprintf("looks like %q and is written with other letters: %s", twin, letters(n.odd)))
					o.add(fmt.Sprintf("%q looks like it and is written with other letters: %s", s, letters(n.odd)))
				}
			}
		}
	}
}

// oddNames reports whether some name of the record holds letters that look like Latin ones.
func (f *fold) oddNames() bool {
	odd := func(s string) bool {
		rs, _ := lookalike.Odd(s)
		return len(rs) > 0
	}
	return slices.ContainsFunc(f.rec.Outlets, func(o parley.OutletEntry) bool { return odd(o.Name) }) ||
		slices.ContainsFunc(f.rec.Entities, func(e parley.Entity) bool { return odd(e.Name) || slices.ContainsFunc(e.Aliases, odd) })
}

// written is the name among those of n that looks like s and is another, "" for none.
func (n *looked) written(s string) string {
	for _, x := range n.names {
		if !strings.EqualFold(x, s) && lookalike.Skeleton(x) == lookalike.Skeleton(s) {
			return x
		}
	}
	return ""
}

func (n *looked) add(line string) {
	if !slices.Contains(*n.warnings, line) {
		*n.warnings = append(*n.warnings, line)
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

package web

import (
	"slices"

	"github.com/parley-press/parley"
)

// A chosen is the rows that an address chose.
type chosen[T any] struct {
	list *listed[T]
	rows []int32 // nil: all
}

// len is how many there are.
func (c chosen[T]) len() int {
	if c.rows == nil {
		return c.list.n
	}
	return len(c.rows)
}

// at is the number of one of them in the list.
func (c chosen[T]) at(i int) int {
	if c.rows == nil {
		return i
	}
	return int(c.rows[i])
}

// when gives the days of one of them; ok is false where it has none.
func (c chosen[T]) when() func(i int) *rowDays {
	days := c.list.facts().days
	if c.rows == nil {
		return func(i int) *rowDays { return &days[i] }
	}
	return func(i int) *rowDays { return &days[c.rows[i]] }
}

// within are those that have a day in common with days; for the zero interval, all.
func (c chosen[T]) within(days parley.Interval) chosen[T] {
	if !days.From.Known() {
		return c
	}
	out, when := chosen[T]{c.list, []int32{}}, c.when()
	for i := range c.len() {
		if w := when(i); w.ok && w.Meets(days) {
			out.rows = append(out.rows, int32(c.at(i))) //nolint:gosec // a row's number
		}
	}
	return out
}

// take makes the rows from one place to before another, as a page shows them.
func (c chosen[T]) take(from, to int) []T { return c.made(c.list.brief, from, to) }

// all makes all of them, whole.
func (c chosen[T]) all() []T { return c.made(c.list.row, 0, c.len()) }

func (c chosen[T]) made(row func(i int) T, from, to int) []T {
	if to <= from {
		return nil
	}
	out := make([]T, to-from)
	for i := range out {
		out[i] = row(c.at(from + i))
	}
	return out
}

// column is the values of a facet.
func (c chosen[T]) column(key string) *column {
	return &c.list.facts().columns[slices.IndexFunc(c.list.filter.Facets, func(f facet[T]) bool { return f.Key == key })]
}

// having makes those that have one of some values under a facet.
func (c chosen[T]) having(key string, some map[string]bool) []T {
	col := c.column(key)
	want := make([]bool, len(col.values))
	for v := range some {
		if n, ok := col.number[v]; ok {
			want[n] = true
		}
	}
	var out []T
	for i := range c.len() {
		n := c.at(i)
		if slices.ContainsFunc(col.of(int32(n)), func(id int32) bool { return want[id] }) { //nolint:gosec // a row's number
			out = append(out, c.list.row(n))
		}
	}
	return out
}

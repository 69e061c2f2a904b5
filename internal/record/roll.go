package record

import (
	"cmp"
	"slices"
)

// A roll is the rows of one list in their order, kept from fold to fold. What it orders by must give two rows that stay the same order in every fold.
type roll[T any] struct {
	rows  []*row[T]
	round int
}

// A row is one line of a list. What stands in it is not changed while a roll has it.
type row[T any] struct {
	val  T
	seen int // round in which it was last there
}

// settle takes over what is there now and gives the rows in order. The result lasts until the next call.
func (r *roll[T]) settle(now []*row[T], order func(a, b *T) int) []*row[T] {
	r.round++
	fresh := make([]*row[T], 0, 16)
	for _, x := range now {
		if x.seen != r.round-1 || x.seen == 0 {
			fresh = append(fresh, x)
		}
		x.seen = r.round
	}
	stay := r.rows[:0]
	for _, x := range r.rows {
		if x.seen == r.round {
			stay = append(stay, x)
		}
	}
	clear(r.rows[len(stay):])
	sortRows(fresh, order)
	r.rows = merge(stay, fresh, func(a, b *row[T]) int { return order(&a.val, &b.val) })
	return r.rows
}

// sortRows puts rows in order, and those that are equal in the order in which they stand: in less time than a stable sort takes for many.
func sortRows[T any](rows []*row[T], order func(a, b *T) int) {
	type placed struct {
		x  *row[T]
		at int
	}
	list := make([]placed, len(rows))
	for i, x := range rows {
		list[i] = placed{x, i}
	}
	slices.SortFunc(list, func(a, b placed) int { return cmp.Or(order(&a.x.val, &b.x.val), cmp.Compare(a.at, b.at)) })
	for i, p := range list {
		rows[i] = p.x
	}
}

// merge puts what is fresh into a list that is in order, as far as it has room in its place.
func merge[T any](list, fresh []T, order func(a, b T) int) []T {
	i, j := len(list)-1, len(fresh)-1
	list = slices.Grow(list, len(fresh))[:len(list)+len(fresh)]
	for at := len(list) - 1; j >= 0; at-- {
		if i >= 0 && order(list[i], fresh[j]) > 0 {
			list[at] = list[i]
			i--
		} else {
			list[at] = fresh[j]
			j--
		}
	}
	return list
}

package record

import (
	"slices"
	"testing"
)

// TestSortRows: equal rows stay in the order in which they stood.
func TestSortRows(t *testing.T) {
	var rows []*row[[2]int]
	for i := range 1000 {
		rows = append(rows, &row[[2]int]{val: [2]int{i * 7 % 10, i}})
	}
	sortRows(rows, func(a, b *[2]int) int { return a[0] - b[0] })
	if !slices.IsSortedFunc(rows, func(a, b *row[[2]int]) int { return 1000*(a.val[0]-b.val[0]) + a.val[1] - b.val[1] }) {
		t.Error("rows are out of order")
	}
}

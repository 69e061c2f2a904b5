package record

import (
	"cmp"
	"strings"
	"testing"
)

// TestTextually holds the numbers by which lines of a day are ordered to the order of the texts that they stand for.
func TestTextually(t *testing.T) {
	ns := []int{1, 2, 9, 10, 11, 12, 19, 99, 100, 101, 120, 999, 1000, 12345, 99999, 100000, 123456, 1<<31 - 1}
	for _, a := range ns {
		for _, b := range ns {
			if got, want := cmp.Compare(textually(a, 0, 1), textually(b, 0, 1)), strings.Compare(itoa(a), itoa(b)); got != want {
				t.Errorf("%d and %d: %d, want %d", a, b, got, want)
			}
			if got, want := cmp.Compare(textually(a, 10, 0), textually(b, 10, 0)), strings.Compare(itoa(a)+"|", itoa(b)+"|"); got != want {
				t.Errorf("%d and %d before a bar: %d, want %d", a, b, got, want)
			}
		}
	}
}

package web

import (
	"fmt"
	"testing"
)

// A line of a list has six voices and six parties of a paper, however many there are, and says how many it leaves out.
func TestFewOfAPaper(t *testing.T) {
	for n, want := range map[int]int{0: 0, 6: 6, 40: 6} {
		r := &instrumentRow{}
		for i := range n {
			r.By = append(r.By, ref{ID: fmt.Sprint(i)})
			r.Latest = append(r.Latest, stepRow{})
		}
		if len(r.FewBy()) != want || r.MoreBy() != n-want || len(r.Few()) != want || r.More() != n-want {
			t.Errorf("of %d: %d parties and %d more, %d voices and %d more", n, len(r.FewBy()), r.MoreBy(), len(r.Few()), r.More())
		}
	}
}

package record

import (
	"fmt"
	"slices"
	"testing"
)

// TestReplies: what was found of a pair stays with it, however many pairs beside it are new, are compared anew or go.
func TestReplies(t *testing.T) {
	table := newTable(figures, 1, 100, newLexicon(), new(hits))
	all := func(a, b *item) bool { return true }
	var items []*item
	put := func(n int) {
		items = append(items, &item{finding: finding{id: fmt.Sprint(n)}, pos: int64(n)})
		table.put(items[len(items)-1], []int32{1})
	}
	ask := func() (fresh []string) {
		table.run(all)
		table.each(func(a, b *item, r *reply) {
			name := a.id + " " + b.id
			if !r.asked {
				fresh = append(fresh, name)
				r.asked, r.said = true, &clash{what: name}
			}
			if r.said.what != name {
				t.Errorf("of %s it is told what was found of %s", name, r.said.what)
			}
		})
		slices.Sort(fresh)
		return fresh
	}
	for n := range 4 {
		put(n)
	}
	if got := ask(); len(got) != 6 {
		t.Fatalf("four findings have the pairs %q", got)
	}
	if got := ask(); got != nil {
		t.Errorf("nothing changed, and %q are asked again", got)
	}
	table.drop(items[1])
	table.soil(items[2].node[figures] - 1)
	put(9)
	if got, want := ask(), []string{"0 2", "0 9", "2 3", "2 9", "3 9"}; !slices.Equal(got, want) {
		t.Errorf("asked %q, want %q", got, want)
	}
}

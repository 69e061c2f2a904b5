package record

import (
	"fmt"
	"github.com/parley-press/parley/internal/record/recordtest"
	"testing"
)

func TestDbg(t *testing.T) {
	press := recordtest.NewPress(1, 40)
	k := newFolder(crowd)
	for i := range 400 {
		k.Put(press.Report(i, 0))
	}
	r := k.fold(Input{})
	fmt.Println(len(r.Conflicts), len(r.Same), len(r.Entities), len(r.Instruments), len(r.Chronology), len(r.Positions))
	for i := range 10 {
		k.Put(press.Report(400+i, 0))
		before := map[*table[string]]int32{}
		for _, x := range []*table[string]{k.drafts, k.statements, k.opposites, k.denials, k.events, k.statuses, k.figures, k.rivals} {
			before[x] = x.tick
		}
		k.fold(Input{})
		n := 0
		for _, s := range k.sheets {
			if s.changed {
				n++
			}
		}
		fmt.Print(n, " turned ", len(k.words.turned), len(k.abouts.turned), ":")
		for _, x := range []*table[string]{k.drafts, k.statements, k.opposites, k.denials, k.events, k.statuses, k.figures, k.rivals} {
			fmt.Print(" ", x.tick-before[x])
		}
		fmt.Println()
	}
}

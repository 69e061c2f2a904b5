package record

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/parley-press/parley"
)

// keyConflicts gives every conflict its key: of its kind, its rule, and of each side the telling that came first, by day of publication, then by report and
// place, whichever tellings of it the rule compared. So a report that came out later changes no key, whatever its id; where a key changes all the same, a decision finds its conflict by what it was.
func (f *fold) keyConflicts(list []parley.Conflict) {
	used := map[string]bool{}
	tellings := f.tellings()
	for i := range list {
		c := &list[i]
		h := sha256.New()
		fmt.Fprintf(h, "%s|%s", c.Kind, c.Rule)
		for _, side := range []string{"x", "y"} {
			if m := f.earliest(tellings(c.Between), side); m != nil {
				fmt.Fprintf(h, "|%s|%s|%d", side, m.Report, m.Passage.Raw.Start)
			}
		}
		base := "k-" + hex.EncodeToString(h.Sum(nil)[:4])
		c.Key = base
		for n := 2; used[c.Key]; n++ {
			c.Key = base + "-" + itoa(n)
		}
		used[c.Key] = true
	}
}

// earliest is the member of a side whose report came out first, nil where the side has none.
func (f *fold) earliest(ms []parley.Member, side string) *parley.Member {
	var best *parley.Member
	for i := range ms {
		m := &ms[i]
		if m.Side != side {
			continue
		}
		if best == nil || cmp.Or(cmp.Compare(f.dayOf(f.reportAt(m.Report)), f.dayOf(f.reportAt(best.Report))), cmp.Compare(m.Report, best.Report),
			cmp.Compare(m.Passage.Raw.Start, best.Passage.Raw.Start)) < 0 {
			best = m
		}
	}
	return best
}

// tellings gives the members of a conflict with all that tell the same as one of them, on its side.
func (f *fold) tellings() func([]parley.Member) []parley.Member {
	group, at := f.groupOf(), make(map[string]int, len(f.rec.Same))
	for i, g := range f.rec.Same {
		at[g.ID] = i
	}
	return func(ms []parley.Member) []parley.Member {
		var out []parley.Member
		seen := map[string]bool{}
		for _, m := range ms {
			g, ok := group[string(m.Report)+"/"+m.Finding]
			if !ok || m.Finding == "" {
				out = append(out, m)
				continue
			}
			if seen[m.Side+g] {
				continue
			}
			seen[m.Side+g] = true
			for _, o := range f.rec.Same[at[g]].Members {
				o.Side = m.Side
				out = append(out, o)
			}
		}
		return out
	}
}

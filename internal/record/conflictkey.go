package record

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/parley-press/parley"
)

// A telling is where a side of a conflict is told: a report and a byte of it.
type telling struct {
	sheet *sheet
	start int
}

// earlier reports whether a came out before b: by day of publication, then by report and place.
func (f *fold) earlier(a, b telling) bool {
	return cmp.Or(cmp.Compare(f.dayOf(a.sheet.at), f.dayOf(b.sheet.at)), cmp.Compare(a.sheet.at, b.sheet.at), cmp.Compare(a.start, b.start)) < 0
}

// keyed is a conflict's key without what tells it from others of the same, and what it hangs on.
type keyed struct {
	first [2]telling // of side x and y
	base  string
}

// keyConflicts gives every conflict its key: of its kind, its rule, and of each side the telling that came first, by day of publication, then by report and
// place, whichever tellings of it the rule compared. So a report that came out later changes no key, whatever its id; where a key changes all the same, a decision finds its conflict by what it was.
func (f *fold) keyConflicts(kept []*clash) {
	used := newIDs(len(kept))
	for i, c := range kept {
		w := c.first
		if first := f.firstTold(w); w.key.base == "" || w.key.first != first {
			w.key = keyed{first, keyOf(w.whole, first)}
		}
		f.rec.Conflicts[i].Key = used.give(w.key.base)
	}
}

// keyOf is the key of a conflict whose sides were told there first.
func keyOf(c *parley.Conflict, first [2]telling) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s|%s", c.Kind, c.Rule)
	for i, side := range []string{"x", "y"} {
		if t := first[i]; t.sheet != nil {
			fmt.Fprintf(h, "|%s|%s|%d", side, t.sheet.raw.Report, t.start)
		}
	}
	return "k-" + hex.EncodeToString(h.Sum(nil)[:4])
}

// firstTold is where each side of a conflict was told first, in its own members and in what tells the same.
func (f *fold) firstTold(c *settling) (first [2]telling) {
	for i := range c.whole.Between {
		m, it := &c.whole.Between[i], c.tellers[i]
		t := telling{start: m.Passage.Raw.Start}
		switch {
		case it == nil:
			t.sheet = f.sheets[m.Report]
		case it.group > 0:
			t = f.alike[it.group-1].first
		default:
			t.sheet = it.sheet
		}
		side := 0
		if m.Side == "y" {
			side = 1
		}
		if first[side].sheet == nil || f.earlier(t, first[side]) {
			first[side] = t
		}
	}
	return first
}

// tellings gives the members of a conflict with all that tell the same as one of them, on its side.
func (f *fold) tellings(ms []parley.Member) []parley.Member {
	if f.toldIn == nil {
		f.toldIn = map[string]*group{}
		for _, g := range f.alike {
			for _, it := range g.items {
				f.toldIn[string(it.sheet.raw.Report)+"/"+it.id] = g
			}
		}
	}
	var out []parley.Member
	seen := map[string]bool{}
	for _, m := range ms {
		g := f.toldIn[string(m.Report)+"/"+m.Finding]
		if g == nil || m.Finding == "" {
			out = append(out, m)
			continue
		}
		if k := m.Side + itoa(g.items[0].group); !seen[k] {
			seen[k] = true
			for _, o := range g.same.Members {
				o.Side = m.Side
				out = append(out, o)
			}
		}
	}
	return out
}

package record

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// settleConflicts drops repetitions: the same pair of passages once, tellings of one statement by several reports joined into one conflict, copies once;
// the rest in a fixed order with ids.
func (f *fold) settleConflicts() {
	now := make([]*row[*clash], len(f.clashes))
	for i, c := range f.clashes {
		now[i] = &c.row
	}
	clear(f.seen)
	kept := make([]*clash, 0, len(f.clashes))
	for _, r := range f.Folder.clashes.settle(now, func(a, b **clash) int { return compareClashes(*a, *b) }) {
		c := r.val
		a, b := f.place(c.ends[0]), f.place(c.ends[1])
		k := [2]uint64{min(a, b), max(a, b)}
		first := f.seen[k]
		if first == nil {
			f.seen[k], first = c, c
			kept = append(kept, c)
			if c.first == nil {
				c.first = new(settling)
			}
			c.first.parts = c.first.parts[:0]
		}
		first.first.parts = append(first.first.parts, c)
	}
	f.rec.Conflicts = make([]parley.Conflict, len(kept))
	for i, c := range kept {
		w := c.first
		if w.whole == nil || !slices.Equal(w.parts, w.settled) {
			w.settled = slices.Clone(w.parts)
			f.together(c)
		}
		f.rec.Conflicts[i] = *w.whole
	}
	f.keyConflicts(kept)
	f.rec.Conflicts = f.decideConflicts(f.rec.Conflicts)
	for i := range f.rec.Conflicts {
		f.rec.Conflicts[i].ID = "c" + itoa(i+1)
	}
}

// together makes one conflict of what is told alike: the first one's, with the members of all.
func (f *fold) together(c *clash) {
	w := c.first
	out := &parley.Conflict{Kind: c.kind, What: c.what, Rule: c.rule, Confidence: c.confidence}
	w.whole, w.tellers = out, []*item{c.ends[0].it, c.ends[1].it}
	if len(w.parts) == 1 && c.size() == 2 {
		out.Between = c.members(f)
		return
	}
	type placed struct {
		report parley.ReportID
		raw    parley.RawSpan
	}
	have := map[placed]*item{}
	out.Between = []parley.Member{}
	for _, part := range w.parts {
		for k, m := range part.members(f) {
			p := placed{m.Report, m.Passage.Raw}
			if _, ok := have[p]; ok && part != c {
				continue
			}
			have[p] = part.teller(f, k)
			out.Between = append(out.Between, m)
		}
	}
	f.order(out.Between)
	slices.SortStableFunc(out.Between, func(a, b parley.Member) int { return strings.Compare(a.Side, b.Side) })
	w.tellers = make([]*item, len(out.Between))
	for i, m := range out.Between {
		w.tellers[i] = have[placed{m.Report, m.Passage.Raw}]
	}
}

// place is one number for all that is told alike: of the group of equal tellings that a finding stands in, else of its place in the report that its own is a
// copy of.
func (f *fold) place(e end) uint64 {
	if e.it != nil && e.it.group > 0 {
		return uint64(e.it.group)
	}
	return 1<<63 | uint64(f.origin[e.sheet.at])<<32 | uint64(e.start)
}

// compareClashes puts the surest first, then orders by kind, rule and place, and what stands in one place by the findings that were compared.
func compareClashes(a, b *clash) int {
	if c := cmp.Or(cmp.Compare(b.confidence, a.confidence), strings.Compare(string(a.kind), string(b.kind)), strings.Compare(a.rule, b.rule)); c != 0 {
		return c
	}
	for i := range min(a.size(), b.size()) {
		in, x := a.spot(i)
		other, y := b.spot(i)
		if c := cmp.Or(strings.Compare(string(in), string(other)), cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End)); c != 0 {
			return c
		}
	}
	first, second := a.places()
	third, fourth := b.places()
	return cmp.Or(cmp.Compare(a.size(), b.size()), cmp.Compare(first, third), cmp.Compare(second, fourth), strings.Compare(a.what, b.what))
}

// places are those of the two findings that a conflict is between, in the order of findings; -1 where one is none.
func (c *clash) places() (first, second int64) {
	at := [2]int64{-1, -1}
	for i, e := range c.ends {
		if e.it != nil {
			at[i] = e.it.pos
		}
	}
	return min(at[0], at[1]), max(at[0], at[1])
}

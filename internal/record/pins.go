package record

import (
	"fmt"
	"slices"
)

// A pinnedTo is an entity of a report that a person named by that of another.
type pinnedTo struct{ from, to *spelling }

// pinEntities looks for the entities that people named by those of other reports. Each of the two is a class of its own, as long as it is pinned.
func (f *fold) pinEntities() {
	var now []pinnedTo
	for _, page := range f.pages {
		for _, p := range page.pins {
			other := f.sheets[p.whom.At]
			if p.paper || other == nil {
				continue
			}
			from := slices.IndexFunc(page.locals, func(l *spelling) bool { return l.e.ID == p.local })
			to := slices.IndexFunc(other.locals, func(l *spelling) bool {
				return l.e.Name == p.whom.Name && (p.whom.Type == "" || string(l.e.Type) == p.whom.Type)
			})
			if from >= 0 && to >= 0 && page.locals[from] != other.locals[to] {
				now = append(now, pinnedTo{page.locals[from], other.locals[to]})
			}
		}
	}
	if slices.Equal(now, f.pinned) {
		return
	}
	is := map[*spelling]bool{}
	for _, p := range now {
		is[p.from], is[p.to] = true, true
	}
	var others []*sheet
	turn := func(l *spelling) {
		if l.pinned != is[l] && l.class != nil { // it has no class where its report went or was read anew
			l.pinned = is[l]
			others = append(others, l.sheet)
		}
	}
	for _, p := range slices.Concat(f.pinned, now) {
		turn(p.from)
		turn(p.to)
	}
	for _, s := range others {
		f.leave(s)
		f.enroll(s)
	}
	f.pinned, f.regroup = now, true
}

// joinPinnedPapers joins the papers that people named by those of other reports.
func (f *fold) joinPinnedPapers(ps []*paper, u *paperUnion, why []string) {
	for _, page := range f.pages {
		for _, p := range page.pins {
			other := f.sheets[p.whom.At]
			if !p.paper || other == nil {
				continue
			}
			from := slices.IndexFunc(page.paper, func(x *item) bool { return x.id == p.local })
			to := slices.IndexFunc(other.paper, func(x *item) bool {
				return x.paper.x.Name == p.whom.Name && (p.whom.Type == "" || string(x.paper.x.Kind) == p.whom.Type)
			})
			if from < 0 || to < 0 {
				continue
			}
			a, b := page.paper[from].at, other.paper[to].at
			if u.join(min(a, b), max(a, b)) {
				why[max(a, b)] = fmt.Sprintf("a person says that %q is meant", ps[b].x.Name)
			}
		}
	}
}

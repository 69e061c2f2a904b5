package record

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// bonds are the sets of entities that are joined, and which entries of the configuration stand in each: two that are two never come together.
type bonds struct {
	union
	register *register
	entries  map[int][]int // by root
}

func newBonds(r *register, ls []local) *bonds {
	b := &bonds{union: newUnion(len(ls)), register: r, entries: map[int][]int{}}
	for i, l := range ls {
		if l.entry >= 0 {
			b.entries[i] = []int{l.entry}
		}
	}
	return b
}

// apart reports whether the configuration says that two entities are not one.
func (b *bonds) apart(i, j int) bool {
	x, y := b.entries[b.find(i)], b.entries[b.find(j)]
	for _, m := range x {
		if slices.ContainsFunc(y, func(n int) bool { return b.register.differ(m, n) }) {
			return true
		}
	}
	return false
}

// join joins two entities, unless they are one already or are kept apart, and reports whether it did.
func (b *bonds) join(i, j int) bool {
	x, y := b.find(i), b.find(j)
	if x == y || b.apart(i, j) {
		return false
	}
	b.union.join(i, j)
	if all := slices.Concat(b.entries[x], b.entries[y]); len(all) > 0 {
		slices.Sort(all)
		b.entries[b.find(i)] = slices.Compact(all)
	}
	return true
}

// joinConfigured joins what is one entry of the configuration. Why stands with each (see tellConfigured).
func joinConfigured(ls []local, join func(a, b int, why string)) {
	first := map[int]int{}
	for i, l := range ls {
		if l.entry < 0 {
			continue
		}
		if j, ok := first[l.entry]; ok {
			join(j, i, "")
		} else {
			first[l.entry] = i
		}
	}
}

// joinActors joins names that are synonyms in an actor dictionary; a name that several actors have is joined to none, and entities that the gazetteer knows as
// two stay two.
func joinActors(r *register, ls []local, join func(a, b int, why string)) {
	first := map[int32]int{}
	for i, l := range ls {
		if len(l.actors) != 1 {
			continue
		}
		j, ok := first[l.actors[0]]
		if !ok {
			first[l.actors[0]] = i
			continue
		}
		if x, y := ls[j].e.Key, l.e.Key; x == "" || y == "" || x == y {
			a := r.actors[l.actors[0]]
			join(j, i, fmt.Sprintf("synonyms of %q in the actor dictionary %s", a.entry.Names[0], a.file))
		}
	}
}

// entryOf is the entry of the configuration that the entities of a group are, nil where they are none or only names that are kept apart.
func entryOf(ls []local, g []int) *entry {
	for _, i := range g {
		if x := ls[i].is; x != nil && x.listed {
			return x
		}
	}
	return nil
}

// configure gives an entity what the configuration says of it.
func configure(e *parley.Entity, ls []local, g []int) {
	x := entryOf(ls, g)
	if x == nil {
		return
	}
	if e.Name = x.name; x.typ != "" {
		e.Type = x.typ
	}
	if x.role != "" {
		e.Role = x.role
	}
}

// tellConfigured adds what an entity has by the configuration: why it is one, the offices it holds, the codes of the actors whose names it has.
func (f *fold) tellConfigured(c *cluster, ls []local) {
	r := f.register
	if r == nil {
		return
	}
	var actors []int32
	var entries []int
	merged := c.e.Merged
	for _, i := range c.locals {
		l := &ls[i]
		actors = append(actors, l.actors...)
		if l.is == nil || !l.is.listed {
			continue
		}
		if !slices.Contains(entries, l.entry) {
			entries = append(entries, l.entry)
		}
		if !slices.Contains(merged, l.pinning.why) {
			merged = append(slices.Clone(merged), l.pinning.why)
		}
	}
	slices.Sort(entries)
	for _, at := range entries {
		c.e.Tenures = append(c.e.Tenures, r.entries[at].tenures...)
		for _, k := range r.entries[at].keys {
			actors = append(actors, r.byActor[k]...)
		}
	}
	slices.SortStableFunc(c.e.Tenures, func(a, b parley.Tenure) int { return int(a.From) - int(b.From) })
	slices.Sort(actors)
	c.e.Codes = r.codes(slices.Compact(actors))
	slices.Sort(merged)
	c.e.Merged = merged
}

// configuredSides gives entities the sides that the configuration says. A party that no report names stands in the record where somebody speaks for it.
func (f *fold) configuredSides(ls []local, groups [][]int) {
	r := f.register
	if r == nil {
		return
	}
	ids := map[int]string{} // of entries
	is := make([]*entry, len(groups))
	for n, g := range groups {
		id := f.ents[ls[g[0]].report][ls[g[0]].e.ID]
		for _, i := range g {
			if l := &ls[i]; l.is != nil && l.is.listed {
				ids[l.entry], is[n] = id, l.is
			}
		}
	}
	used := map[string]bool{}
	for i := range f.rec.Entities {
		used[f.rec.Entities[i].ID] = true
	}
	type speaker struct{ at, side int }
	var open []speaker
	for n, x := range is {
		if x != nil && x.side >= 0 {
			open = append(open, speaker{n, x.side})
		}
	}
	for len(open) > 0 {
		s := open[0]
		open = open[1:]
		if ids[s.side] == "" {
			x := &r.entries[s.side]
			e := parley.Entity{Name: x.name, Type: x.typ, Role: x.role, Aliases: []string{}, Reports: []parley.ReportID{}, Tenures: x.tenures, Merged: []string{byConfiguration}}
			if e.Type == "" {
				e.Type = parley.Group
			}
			base := slug(x.name)
			e.ID = base
			for n := 2; used[e.ID]; n++ {
				e.ID = fmt.Sprintf("%s-%d", base, n)
			}
			used[e.ID] = true
			ids[s.side] = e.ID
			f.rec.Entities = append(f.rec.Entities, e)
			if x.side >= 0 {
				open = append(open, speaker{len(f.rec.Entities) - 1, x.side})
			}
		}
		if e := &f.rec.Entities[s.at]; ids[s.side] != e.ID {
			e.Side = ids[s.side]
		}
	}
}

// keptApart reports, in words, that the configuration says of two entities that they are not one.
func (f *fold) keptApart(ls []local, a, b *cluster) string {
	if f.register == nil {
		return ""
	}
	for _, i := range a.locals {
		for _, j := range b.locals {
			if x, y := ls[i].entry, ls[j].entry; x >= 0 && y >= 0 && f.register.differ(x, y) {
				names := []string{f.register.entries[x].name, f.register.entries[y].name}
				return fmt.Sprintf("the dossier's configuration says that %s are two", strings.Join(names, " and "))
			}
		}
	}
	return ""
}

package record

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/parley-press/parley"
)

// bonds are the sets of classes that are joined, and which entries of the configuration stand in each: two that are two never come together.
type bonds struct {
	union
	register *register
	entries  map[int][]int // by root
}

func newBonds(r *register, ls []local) *bonds {
	b := &bonds{union: newUnion(len(ls)), register: r, entries: map[int][]int{}}
	for i, l := range ls {
		if l.by.entry >= 0 {
			b.entries[i] = []int{l.by.entry}
		}
	}
	return b
}

// apart reports whether the configuration says that two classes are not one.
func (b *bonds) apart(i, j int) bool {
	if len(b.entries) == 0 {
		return false
	}
	x, y := b.entries[b.find(i)], b.entries[b.find(j)]
	for _, m := range x {
		if slices.ContainsFunc(y, func(n int) bool { return b.register.differ(m, n) }) {
			return true
		}
	}
	return false
}

// join joins two classes, unless they are one already or are kept apart, and reports whether it did.
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

// open is those of a list that i may be; under a configuration one of each set.
func (b *bonds) open(list []int, i int) []int {
	if b.register == nil {
		return list
	}
	var out []int
	for _, j := range list {
		if !b.apart(i, j) && !slices.ContainsFunc(out, func(k int) bool { return b.find(k) == b.find(j) }) {
			out = append(out, j)
		}
	}
	return out
}

// joinConfigured joins what is one entry of the configuration. Why stands with each (see tell).
func joinConfigured(ls []local, join func(a, b int, why string)) {
	first := map[int]int{}
	for i, l := range ls {
		if l.by.entry < 0 {
			continue
		}
		if j, ok := first[l.by.entry]; ok {
			join(j, i, "")
		} else {
			first[l.by.entry] = i
		}
	}
}

// joinActors joins names that are synonyms in an actor dictionary; a name that several actors have is joined to none, and entities that the gazetteer knows as
// two stay two.
func joinActors(r *register, ls []local, list []*class, join func(a, b int, why string)) {
	first := map[int32]int{}
	for i, l := range ls {
		if len(l.by.actors) != 1 {
			continue
		}
		a := r.actors[l.by.actors[0]]
		why := fmt.Sprintf("synonyms of %q in the actor dictionary %s", a.entry.Names[0], a.file)
		j, ok := first[l.by.actors[0]]
		if !ok {
			first[l.by.actors[0]] = i
			list[i].oneBy(fmt.Sprintf("same name %q", l.e.Name))
			continue
		}
		if x, y := ls[j].e.Key, l.e.Key; x == "" || y == "" || x == y {
			join(j, i, why)
		}
	}
}

// entryOf is the entry of the configuration that reports' entities are, the first of several; nil where they are none or only names that are kept apart.
func entryOf(ls []*spelling) (found *entry) {
	at := -1
	for _, l := range ls {
		if x := l.by.is; x != nil && x.listed && (at < 0 || l.by.entry < at) {
			found, at = x, l.by.entry
		}
	}
	return found
}

// configure gives an entity the name, type and role that the configuration has for it, and gives the entry that it is, nil for none.
func configure(e *parley.Entity, ls []*spelling) *entry {
	x := entryOf(ls)
	if x == nil {
		return nil
	}
	if e.Name, e.Unnamed = x.name, false; x.typ != "" {
		e.Type = x.typ
	}
	if x.role != "" {
		e.Role = x.role
	}
	return x
}

// tell gives an entity what else it has by the configuration: why it is one, the offices it holds, the codes of the actors whose names it has.
func (r *register) tell(e *parley.Entity, ls []*spelling) {
	if r == nil {
		return
	}
	var actors []int32
	var entries []int
	told := slices.Clone(e.Merged)
	for _, l := range ls {
		actors = append(actors, l.by.actors...)
		if l.by.is == nil || !l.by.is.listed {
			continue
		}
		if !slices.Contains(entries, l.by.entry) {
			entries = append(entries, l.by.entry)
		}
		if !slices.Contains(told, l.by.why) {
			told = append(told, l.by.why)
		}
	}
	slices.Sort(entries)
	e.Tenures = nil
	for _, at := range entries {
		e.Tenures = append(e.Tenures, r.entries[at].tenures...)
		for _, k := range r.entries[at].keys {
			actors = append(actors, r.byActor[k]...)
		}
	}
	slices.SortStableFunc(e.Tenures, func(a, b parley.Tenure) int { return cmp.Compare(a.From, b.From) })
	slices.Sort(actors)
	e.Codes = r.codes(slices.Compact(actors))
	slices.Sort(told)
	e.Merged = told
}

// configuredSides gives entities the sides that the configuration says. A party that no report names stands in the record where somebody speaks for it.
func (f *fold) configuredSides() {
	r := f.register
	if r == nil {
		return
	}
	is := map[string]int{} // entry of an entity
	for _, c := range f.classes {
		if x := c.like.by.is; x == nil || !x.listed {
			continue
		}
		for _, l := range c.members {
			id := f.idOf(l)
			if at, ok := is[id]; !ok || l.by.entry < at {
				is[id] = l.by.entry
			}
		}
	}
	ids := map[int]string{} // of an entry: the first in the record
	var open []int          // places of those who speak for somebody
	for i := range f.rec.Entities {
		at, ok := is[f.rec.Entities[i].ID]
		if !ok {
			continue
		}
		if ids[at] == "" {
			ids[at] = f.rec.Entities[i].ID
		}
		if r.entries[at].side >= 0 {
			open = append(open, i)
		}
	}
	for n := 0; n < len(open); n++ {
		side := r.entries[is[f.rec.Entities[open[n]].ID]].side
		if ids[side] == "" {
			x := &r.entries[side]
			e := parley.Entity{ID: f.used.give(slug(x.name)), Name: x.name, Type: cmp.Or(x.typ, parley.Group), Role: x.role, Aliases: []string{}, Reports: []parley.ReportID{},
				Tenures: x.tenures, Merged: []string{byConfiguration}}
			ids[side], is[e.ID], f.byEntity[e.ID] = e.ID, side, len(f.rec.Entities)
			f.rec.Entities = append(f.rec.Entities, e)
			if x.side >= 0 {
				open = append(open, len(f.rec.Entities)-1)
			}
		}
		if e := &f.rec.Entities[open[n]]; ids[side] != e.ID {
			e.Side = ids[side]
		}
	}
}

// keptApart says, in words, that the configuration has two entries for what would be one; "" where it has not.
func (r *register) keptApart(a, b []*spelling) string {
	if r == nil {
		return ""
	}
	for _, l := range a {
		for _, m := range b {
			if x, y := l.by.entry, m.by.entry; x >= 0 && y >= 0 && r.differ(x, y) {
				return fmt.Sprintf("the dossier's configuration says that %s and %s are two", r.entries[x].name, r.entries[y].name)
			}
		}
	}
	return ""
}

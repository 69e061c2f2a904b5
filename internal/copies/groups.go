package copies

import (
	"bytes"
	"slices"
)

// A hold is that one text stands in another.
type hold struct {
	part, whole int32
	common      int
}

// Groups is the sets of texts that carry one text, two or more in each; sets by their first ID, texts in them by ID.
//
// Texts that are the same or nearly so stand together, and so does what is joined by such. A core whose texts hold others nearly whole
// goes to the one of which it holds most: a round-up of two reports does not make the two one.
func (x *Index) Groups() [][]ID {
	all := x.sorted()
	place := make([]int32, len(x.docs)) // by doc: its place in all
	for i, h := range all {
		place[h] = int32(i)
	}
	core := newUnion(len(all))
	var holds []hold
	if x.kept {
		holds = x.joinNear(all, place, core)
		x.gather(all, core, holds)
		return x.listed(all, core)
	}
	for i, h := range all {
		me := int32(i)
		before := func(list []int32) []int32 { // of a star its first, else all before it
			n, _ := slices.BinarySearchFunc(list[:min(len(list), x.crowd)], h, x.byID)
			return list[:n]
		}
		x.candidates(x.docs[h].text, before, func(g int32) {
			you := place[g]
			if core.find(me) == core.find(you) {
				return
			}
			switch m := Compare(x.docs[h].text, x.docs[g].text); m.Kind {
			case Same, Alike:
				core.join(me, you)
			case Part:
				holds = append(holds, hold{me, you, m.Common})
			case Contains:
				holds = append(holds, hold{you, me, m.Common})
			}
		})
	}
	x.gather(all, core, holds)
	return x.listed(all, core)
}

// A near is a text before another, by ID, that it has much in common with.
type near struct {
	doc    int32
	kind   Kind
	common int
}

// Keep makes the index remember which texts are near to each other, so that Groups compares anew only where texts came or went. It is called
// before the first Put.
func (x *Index) Keep() { x.kept, x.broken = true, map[int32]bool{} }

// soil says that what a text is near to may be another now.
func (x *Index) soil(h int32) {
	if d := &x.docs[h]; x.kept && !d.stale {
		d.stale = true
		x.stale = append(x.stale, h)
	}
}

// disturb soils the texts of a key that look at another list of candidates with doc h than without it: those behind it, all where it stands in the middle of a
// star, or makes one.
func (x *Index) disturb(key uint64, h int32) {
	if !x.kept {
		return
	}
	var one [1]int32
	list := x.table.get(key, &one)
	if len(list) > x.crowd+1 {
		if n, _ := slices.BinarySearchFunc(list[:x.crowd], h, x.byID); n == x.crowd {
			return
		}
	}
	for _, g := range list {
		x.soil(g)
	}
}

// joinNear joins the texts that are the same or nearly so, and lists which holds which. Texts that are joined already are not compared: so where one of a core may
// be near to others now, or has gone, all of that core are looked at again.
func (x *Index) joinNear(all, place []int32, core union) (holds []hold) {
	for _, h := range x.stale {
		x.broken[x.docs[h].core] = true
	}
	x.stale = x.stale[:0]
	for i, h := range all {
		d := &x.docs[h]
		if d.core == 0 || x.broken[d.core] {
			d.stale, d.near = true, d.near[:0]
			continue
		}
		holds = join(int32(i), d.near, place, core, holds)
	}
	clear(x.broken)
	for i, h := range all {
		d := &x.docs[h]
		if !d.stale {
			continue
		}
		d.stale = false
		me := int32(i)
		before := func(list []int32) []int32 {
			n, _ := slices.BinarySearchFunc(list[:min(len(list), x.crowd)], h, x.byID)
			return list[:n]
		}
		x.candidates(d.text, before, func(g int32) {
			if core.find(me) == core.find(place[g]) {
				return
			}
			if m := Compare(d.text, x.docs[g].text); m.Kind != None {
				d.near = append(d.near, near{g, m.Kind, m.Common})
				holds = join(me, d.near[len(d.near)-1:], place, core, holds)
			}
		})
	}
	for i, h := range all {
		x.docs[h].core = all[core.find(int32(i))] + 1
	}
	return holds
}

// join joins a text with those near to it.
func join(me int32, list []near, place []int32, core union, holds []hold) []hold {
	for _, n := range list {
		switch you := place[n.doc]; n.kind {
		case Same, Alike:
			core.join(me, you)
		case Part:
			holds = append(holds, hold{me, you, n.common})
		case Contains:
			holds = append(holds, hold{you, me, n.common})
		}
	}
	return holds
}

// gather joins each core with the one of which it holds most, the first one among equals. What a core holds its shortest text must hold: a report to which one
// of its copies added another does not hold that one.
func (x *Index) gather(all []int32, core union, holds []hold) {
	least := make([]int32, len(all)) // by root: the shortest text of its core
	for i := range all {
		r := core.find(int32(i))
		if int(r) == i || x.docs[all[i]].text.Len() < x.docs[all[least[r]]].text.Len() {
			least[r] = int32(i)
		}
	}
	type pair struct{ part, whole int32 }
	tried := map[pair]bool{}
	best := map[int32]hold{}
	for _, e := range holds {
		root, whole := core.find(e.part), core.find(e.whole)
		if root == whole {
			continue
		}
		p := pair{e.part, whole}
		ok, known := tried[p]
		if !known {
			k := Compare(x.docs[all[e.part]].text, x.docs[all[least[whole]]].text).Kind
			ok = k == Part || least[whole] == e.whole
			tried[p] = ok
		}
		if b, there := best[whole]; ok && (!there || e.common > b.common || e.common == b.common && root < b.part) {
			best[whole] = hold{root, whole, e.common}
		}
	}
	for _, e := range best { // in any order: the same are joined
		core.join(e.part, e.whole)
	}
}

// sorted is the texts by ID.
func (x *Index) sorted() []int32 {
	all := make([]int32, 0, len(x.of))
	for h := range x.docs {
		if x.docs[h].text != nil {
			all = append(all, int32(h))
		}
	}
	slices.SortFunc(all, x.byID)
	return all
}

// listed is the sets of two or more.
func (x *Index) listed(all []int32, u union) [][]ID {
	sets := map[int32][]ID{}
	for i, h := range all {
		r := u.find(int32(i))
		sets[r] = append(sets[r], x.docs[h].id)
	}
	var out [][]ID
	for _, s := range sets {
		if len(s) > 1 {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b []ID) int { return bytes.Compare(a[0][:], b[0][:]) })
	return out
}

// A union is a union-find forest in which the least of a set is its root.
type union []int32

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = int32(i)
	}
	return u
}

func (u union) find(i int32) int32 {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

func (u union) join(i, j int32) {
	a, b := u.find(i), u.find(j)
	u[max(a, b)] = min(a, b)
}

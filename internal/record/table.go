package record

import (
	"cmp"
	"slices"
	"sort"
)

// crowd is how many findings of one key are compared with all that have it. A key that more findings have is kept as a star: each of them is compared
// with the first crowd of them, in the order of the reports' ids, and not all with all. So comparing takes time in proportion to the number of findings;
// where one story is told a thousand times its tellings still meet, in the middle of the star. What became a star is told in Record.Stars.
const crowd = 100

// A table holds, of one kind of comparison, the findings by their keys and the pairs that were found, from one fold to the next. Only pairs with a finding
// that is new or changed are compared anew.
//
// What a comparison may look at: the two items, what the fold knows of their entities (id and party), their days of publication, the origins of their
// reports, and whether their words are rare. A finding is changed when one of these is.
type table[K cmp.Ordered] struct {
	least int // how many keys a pair must share
	crowd int // see crowd
	nodes []node[K]
	free  []int32         // nodes that nothing stands in
	of    map[int64]int32 // number of a finding to its node
	post  map[K][]int32   // nodes by key, in the order of the findings
	order []int32         // nodes as they stood in the last fold
	round int32
	tick  int32   // counts the findings that were compared
	mark  []int32 // by node: the tick for which hits counts
	hits  []int32 // by node
}

// A node is one finding in a table.
type node[K cmp.Ordered] struct {
	id    int64
	at    int32 // place among the items of this fold
	epoch int32 // how often something else stood here, or was compared anew
	seen  int32 // round in which it was last there
	dirty bool
	keys  []K
	links []link // to findings behind it
}

// A link is a pair that a comparison found something in.
type link struct {
	to    int32
	epoch int32 // of to: another one says that the link is old
	found int32
}

func newTable[K cmp.Ordered](least, crowd int) *table[K] {
	return &table[K]{least: least, crowd: crowd, post: map[K][]int32{}, of: map[int64]int32{}}
}

// A comparison is what a table does in one fold.
type comparison[K cmp.Ordered] struct {
	n       int                  // how many items there are
	id      func(i int) int64    // what stays the same of item i from fold to fold
	changed func(i int) bool     // whether an item that was there before is another now
	keys    func(i int) []K      // what a pair must share, without repetitions
	test    func(i, j int) int32 // what there is between items i < j, 0 for nothing
	then    func(i, j int, found int32)
}

// run compares, and tells every pair in which something was found, in order.
func (t *table[K]) run(c comparison[K]) {
	t.round++
	t.take(c)
	for _, h := range t.order {
		if n := &t.nodes[h]; n.dirty {
			n.epoch++
			n.links = n.links[:0]
		}
	}
	for _, h := range t.order {
		if t.nodes[h].dirty {
			t.compare(h, c)
		}
	}
	for _, h := range t.order {
		n := &t.nodes[h]
		n.dirty = false
		kept := n.links[:0]
		for _, l := range n.links {
			if l.epoch == t.nodes[l.to].epoch {
				kept = append(kept, l)
			}
		}
		n.links = kept
		byPlace := func(a, b link) int { return cmp.Compare(t.nodes[a.to].at, t.nodes[b.to].at) }
		if !slices.IsSortedFunc(kept, byPlace) {
			slices.SortFunc(kept, byPlace)
		}
		for _, l := range kept {
			c.then(int(n.at), int(t.nodes[l.to].at), l.found)
		}
	}
}

// take brings the postings up to date: nodes that are gone leave, new ones come in, changed ones are looked up again.
func (t *table[K]) take(c comparison[K]) {
	now := make([]int32, c.n)
	var fresh []int32
	for i := range now {
		id := c.id(i)
		h, ok := t.of[id]
		if !ok {
			h = t.make(id, c.keys(i))
			fresh = append(fresh, h)
		}
		n := &t.nodes[h]
		n.at, n.seen = int32(i), t.round
		now[i] = h
	}
	t.sweep()
	for _, h := range t.order {
		n := &t.nodes[h]
		if !c.changed(int(n.at)) {
			continue
		}
		n.dirty = true
		if keys := c.keys(int(n.at)); !slices.Equal(keys, n.keys) {
			t.remove(h)
			t.nodes[h].keys = keys
			t.insert(h)
		}
	}
	for _, h := range fresh {
		t.insert(h)
	}
	t.order = now
}

// make is a node for a finding.
func (t *table[K]) make(id int64, keys []K) int32 {
	var h int32
	if n := len(t.free); n > 0 {
		h, t.free = t.free[n-1], t.free[:n-1]
	} else {
		h = int32(len(t.nodes))
		t.nodes, t.mark, t.hits = append(t.nodes, node[K]{}), append(t.mark, 0), append(t.hits, 0)
	}
	n := &t.nodes[h]
	n.id, n.keys, n.dirty, n.links = id, keys, true, nil
	t.of[id] = h
	return h
}

// sweep takes the nodes that are gone out of their postings. What stands in them later has another epoch, so that links to them are old.
func (t *table[K]) sweep() {
	stay := t.order[:0]
	var gone []int32
	for _, h := range t.order {
		if n := &t.nodes[h]; n.seen == t.round {
			stay = append(stay, h)
			continue
		}
		gone = append(gone, h)
	}
	t.order = stay
	for _, h := range gone {
		for _, k := range t.nodes[h].keys {
			t.cut(k, slices.Index(t.post[k], h))
		}
		n := &t.nodes[h]
		delete(t.of, n.id)
		n.epoch++
		n.keys, n.links, n.dirty = nil, nil, false
	}
	t.free = append(t.free, gone...)
}

func (t *table[K]) remove(h int32) {
	for _, k := range t.nodes[h].keys {
		if at := t.rank(t.post[k], h); at < len(t.post[k]) && t.post[k][at] == h {
			t.cut(k, at)
		}
	}
}

// cut takes one node out of a posting; who moves into the middle of the star is compared anew.
func (t *table[K]) cut(k K, at int) {
	list := slices.Delete(t.post[k], at, at+1)
	if at < t.crowd && len(list) >= t.crowd {
		t.nodes[list[t.crowd-1]].dirty = true
	}
	if len(list) == 0 {
		delete(t.post, k)
		return
	}
	t.post[k] = list
}

// insert puts a node into its postings; who leaves the middle of the star is compared anew.
func (t *table[K]) insert(h int32) {
	for _, k := range t.nodes[h].keys {
		list := t.post[k]
		at := t.rank(list, h)
		list = slices.Insert(list, at, h)
		if at < t.crowd && len(list) > t.crowd {
			t.nodes[list[t.crowd]].dirty = true
		}
		t.post[k] = list
	}
}

// rank is the place of a node in a posting.
func (t *table[K]) rank(list []int32, h int32) int {
	at := t.nodes[h].at
	if len(list) == 0 || t.nodes[list[len(list)-1]].at < at {
		return len(list)
	}
	return sort.Search(len(list), func(i int) bool { return t.nodes[list[i]].at >= at })
}

// compare looks for what there is between a finding and all that share enough keys with it.
func (t *table[K]) compare(h int32, c comparison[K]) {
	if t.tick++; t.tick < 0 { // it went round
		clear(t.mark)
		t.tick = 1
	}
	at := t.nodes[h].at
	for _, k := range t.nodes[h].keys {
		list := t.post[k]
		if len(list) > t.crowd && t.rank(list, h) >= t.crowd {
			list = list[:t.crowd]
		}
		for _, g := range list {
			if t.mark[g] != t.tick {
				t.mark[g], t.hits[g] = t.tick, 0
			}
			if t.hits[g]++; int(t.hits[g]) != t.least || g == h {
				continue
			}
			m := &t.nodes[g]
			a, b := h, g
			if m.at < at {
				if m.dirty { // two that are dirty are compared once
					continue
				}
				a, b = g, h
			}
			if found := c.test(int(t.nodes[a].at), int(t.nodes[b].at)); found != 0 {
				t.nodes[a].links = append(t.nodes[a].links, link{b, t.nodes[b].epoch, found})
			}
		}
	}
}

// stars counts the keys that became stars, and gives the largest with the number of findings that have it, the first in order among equals.
func (t *table[K]) stars() (n int, largest K, members int) {
	for k, list := range t.post {
		if len(list) <= t.crowd {
			continue
		}
		n++
		if len(list) > members || len(list) == members && k < largest {
			largest, members = k, len(list)
		}
	}
	return n, largest, members
}

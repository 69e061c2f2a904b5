package record

import (
	"cmp"
	"slices"
	"sort"
)

// crowd is how many findings of one key are compared with all that have it, but in the comparisons that are sparing. A key that more findings have is kept as a star:
// each of them is compared with the first crowd of them, in the order of the reports' ids, and not all with all. So comparing takes time in proportion to the number of
// findings; where one story is told a thousand times its tellings still meet, in the middle of the star. What became a star is told in Record.Stars.
const crowd = 100

// A table holds, of one kind of comparison, the findings by their keys and the pairs in which something was found, from one fold to the next. Only what was
// put in or dropped since is compared.
//
// What a comparison may look at: the two items, what the fold knows of their entities (id and party), their days of publication, and whether their words are
// rare. An item is put in again when one of these has changed.
type table struct {
	slot  int // of item.node
	least int // how many keys a pair must share
	crowd int // see crowd
	nodes []node
	links [][]link           // by node: to findings behind it,
	said  [][]reply          // and what was found of them, as far as each has asked
	free  []int32            // nodes that nothing stands in
	post  map[int32][]int32  // nodes by key, in the order of the findings
	stars map[int32]struct{} // keys of more findings than crowd
	names *lexicon           // of the keys
	live  int                // nodes in which something stands
	dirty []int32            // nodes to compare
	fresh []int32            // nodes that stand in no posting yet
	order bool               // whether links are asked for in the order of findings, and nothing is noted of what was found
	grown []int32            // nodes with links that are not in order yet, some of them more than once
	hits  *hits
	epoch []int32 // by node: how often something else stood there, or was compared anew
}

// A hits counts what a finding has in common with others, in one table after the other.
type hits struct {
	tick int32 // counts the findings that were compared
	of   []hit // by node
}

// next is ready for the next finding, in a table of so many nodes.
func (x *hits) next(nodes int) {
	if n := nodes - len(x.of); n > 0 {
		x.of = append(x.of, make([]hit, n)...)
	}
	if x.tick++; x.tick < 0 { // it went round
		clear(x.of)
		x.tick = 1
	}
}

// A hit is how many keys a node has in common with the one that is compared, where that is the one of the tick.
type hit struct{ tick, keys int32 }

// A node is one finding in a table; nil where nothing stands.
type node struct {
	it    *item
	dirty bool
	keys  []int32 // as the lexicon of the table numbers them
}

// A link is a pair that a comparison found something in. There are many of them, and what was found is known of few.
type link struct {
	to    int32
	epoch int32 // of to: another one says that the link is old
}

// A reply is what was found in a pair.
type reply struct {
	asked bool // whether what follows is known
	yes   bool
	said  *clash
}

func newTable(slot, least, crowd int, names *lexicon, hits *hits) *table {
	return &table{slot: slot, least: least, crowd: crowd, names: names, hits: hits, post: map[int32][]int32{}, stars: map[int32]struct{}{}}
}

// put adds a finding, or says that it is another now. keys are what a pair must share, without repetitions.
func (t *table) put(it *item, keys []int32) {
	h := it.node[t.slot] - 1
	switch {
	case h < 0:
		h = t.make(it, keys)
		t.fresh = append(t.fresh, h)
	case !slices.Equal(keys, t.nodes[h].keys):
		t.unlist(h)
		t.nodes[h].keys = keys
		t.fresh = append(t.fresh, h)
	}
	t.soil(h)
}

// soil says that a node must be compared anew.
func (t *table) soil(h int32) {
	if n := &t.nodes[h]; !n.dirty {
		n.dirty = true
		t.dirty = append(t.dirty, h)
	}
}

// renew says that all must be compared anew.
func (t *table) renew() {
	for h := range t.nodes {
		if t.nodes[h].it != nil {
			t.soil(int32(h))
		}
	}
}

// drop takes a finding out, if it is there. All that is gone must be dropped before run.
func (t *table) drop(it *item) {
	h := it.node[t.slot] - 1
	if h < 0 {
		return
	}
	it.node[t.slot] = 0
	t.unlist(h)
	t.fresh = slices.DeleteFunc(t.fresh, func(x int32) bool { return x == h })
	n := &t.nodes[h]
	t.epoch[h]++
	n.it, n.keys, t.links[h], t.said[h] = nil, nil, nil, nil
	t.free = append(t.free, h)
	t.live--
}

// make is a node for a finding.
func (t *table) make(it *item, keys []int32) int32 {
	t.live++
	var h int32
	if n := len(t.free); n > 0 {
		h, t.free = t.free[n-1], t.free[:n-1]
	} else {
		h = int32(len(t.nodes))
		t.nodes, t.links, t.said, t.epoch = append(t.nodes, node{}), append(t.links, nil), append(t.said, nil), append(t.epoch, 0)
	}
	t.nodes[h].it, t.nodes[h].keys = it, keys
	it.node[t.slot] = h + 1
	return h
}

// run compares what was put in since the last run. test says whether there may be something between two items, the
// first one first.
func (t *table) run(test func(a, b *item) bool) {
	slices.SortFunc(t.fresh, t.before)
	first := len(t.post) == 0 && len(t.fresh) == t.live
	if !first {
		for _, h := range t.fresh {
			t.list(h)
		}
		t.fresh = t.fresh[:0]
	}
	dirty := t.dirty[:0]
	for _, h := range t.dirty {
		n := &t.nodes[h]
		if n.it == nil { // dropped since
			n.dirty = false
			continue
		}
		t.epoch[h]++
		t.links[h], t.said[h] = t.links[h][:0], t.said[h][:0]
		dirty = append(dirty, h)
	}
	if first { // each is compared with those before it, and listed then: what a posting holds is all that may be asked of it
		for _, h := range t.fresh {
			t.compare(h, true, test)
			t.list(h)
		}
		t.fresh = t.fresh[:0]
	} else {
		for _, h := range dirty {
			t.compare(h, false, test)
		}
	}
	for _, h := range dirty {
		t.nodes[h].dirty = false
	}
	t.dirty = dirty[:0]
	slices.Sort(t.grown)
	for _, h := range slices.Compact(t.grown) {
		t.prune(h)
		slices.SortFunc(t.links[h], func(a, b link) int { return t.before(a.to, b.to) })
	}
	t.grown = t.grown[:0]
}

// each calls then with every pair in which something was found, in any order, and with what was found in it.
func (t *table) each(then func(a, b *item, r *reply)) {
	for h := range t.links {
		t.prune(int32(h))
		links, it := t.links[h], t.nodes[h].it
		if n := len(links) - len(t.said[h]); n > 0 {
			t.said[h] = append(t.said[h], make([]reply, n)...)
		}
		for k, l := range links {
			then(it, t.nodes[l.to].it, &t.said[h][k])
		}
	}
}

// pairs calls then with every pair in which something was found, in any order.
func (t *table) pairs(then func(a, b *item)) {
	for h := range t.links {
		t.linked(int32(h), then)
	}
}

// linked calls then with every pair in which something was found with a finding behind that of node h.
func (t *table) linked(h int32, then func(a, b *item)) {
	t.prune(h)
	for _, l := range t.links[h] {
		then(t.nodes[h].it, t.nodes[l.to].it)
	}
}

// prune takes out the links of a node that are old.
func (t *table) prune(h int32) {
	links, said := t.links[h], t.said[h]
	first := slices.IndexFunc(links, t.old)
	if first < 0 {
		return
	}
	n, known := first, min(first, len(said))
	for k := first; k < len(links); k++ {
		if t.old(links[k]) {
			continue
		}
		links[n] = links[k]
		if n++; k < len(said) {
			said[known] = said[k]
			known++
		}
	}
	clear(said[known:])
	t.links[h], t.said[h] = links[:n], said[:known]
}

// old reports whether something else stands now where a link leads, or was compared anew.
func (t *table) old(l link) bool { return l.epoch != t.epoch[l.to] }

// before is the order of findings.
func (t *table) before(a, b int32) int { return cmp.Compare(t.nodes[a].it.pos, t.nodes[b].it.pos) }

// unlist takes a node out of its postings; who moves into the middle of a star is compared anew.
func (t *table) unlist(h int32) {
	for _, k := range t.nodes[h].keys {
		list := t.post[k]
		at := slices.Index(list, h)
		if at < 0 { // it was to be listed yet
			t.fresh = slices.DeleteFunc(t.fresh, func(x int32) bool { return x == h })
			break
		}
		list = slices.Delete(list, at, at+1)
		if at < t.crowd && len(list) >= t.crowd {
			t.soil(list[t.crowd-1])
		}
		if len(list) == t.crowd {
			delete(t.stars, k)
		}
		if len(list) == 0 {
			delete(t.post, k)
			continue
		}
		t.post[k] = list
	}
}

// list puts a node into its postings; who leaves the middle of a star is compared anew.
func (t *table) list(h int32) {
	for _, k := range t.nodes[h].keys {
		list := t.post[k]
		at := t.rank(list, h)
		list = slices.Insert(list, at, h)
		if at < t.crowd && len(list) > t.crowd {
			t.soil(list[t.crowd])
		}
		if len(list) == t.crowd+1 {
			t.stars[k] = struct{}{}
		}
		t.post[k] = list
	}
}

// rank is the place of a node in a posting.
func (t *table) rank(list []int32, h int32) int {
	pos := t.nodes[h].it.pos
	if len(list) == 0 || t.nodes[list[len(list)-1]].it.pos < pos {
		return len(list)
	}
	return sort.Search(len(list), func(i int) bool { return t.nodes[list[i]].it.pos >= pos })
}

// compare looks for what there is between a finding and all that share enough keys with it. Of two that are dirty the later one looks. In the
// first run, where all are, the postings hold only what stands before it: each looks at no more than crowd others of a key, the same ones again and again,
// which stay in the caches of the processor.
func (t *table) compare(h int32, first bool, test func(a, b *item) bool) {
	t.hits.next(len(t.nodes))
	tick, hits := t.hits.tick, t.hits.of
	pos := t.nodes[h].it.pos
	for _, k := range t.nodes[h].keys {
		list := t.post[k]
		if len(list) > t.crowd && (first || t.nodes[list[t.crowd-1]].it.pos < pos) { // behind the middle
			list = list[:t.crowd]
		}
		for _, g := range list {
			x := &hits[g]
			if x.tick != tick {
				*x = hit{tick: tick}
			}
			if x.keys++; int(x.keys) != t.least || g == h {
				continue
			}
			m := &t.nodes[g]
			a, b := g, h
			if !first && m.it.pos > pos {
				if m.dirty {
					continue
				}
				a, b = h, g
			}
			if test(t.nodes[a].it, t.nodes[b].it) {
				t.links[a] = append(t.links[a], link{to: b, epoch: t.epoch[b]})
				if n := len(t.grown); t.order && (n == 0 || t.grown[n-1] != a) {
					t.grown = append(t.grown, a)
				}
			}
		}
	}
}

// crowded counts the keys that became stars, and gives the largest with the number of findings that have it, the first in order among equals.
func (t *table) crowded() (n int, largest string, members int) {
	for k := range t.stars {
		if m, name := len(t.post[k]), t.names.words[k]; m > members || m == members && name < largest {
			largest, members = name, m
		}
	}
	return len(t.stars), largest, members
}

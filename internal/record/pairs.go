package record

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/parley-press/parley"
)

// crowd is how many findings of one key are compared with all that have it. A key that more findings have is kept as a star: each of them is compared
// with the first crowd of them, in the order of the reports' ids, and not all with all. So comparing takes time in proportion to the number of findings;
// where one story is told a thousand times its tellings still meet, in the middle of the star. What became a star is told in Record.Stars.
const crowd = 200

// A table holds, of one kind of comparison, the findings by their keys and the pairs that were found, from one fold to the next. Only pairs with a finding
// that is new or changed are compared anew.
//
// What a comparison may look at: the two items, what the fold knows of their entities (id and party), their days of publication, the origins of their
// reports, and whether their words are rare. A finding is changed when one of these is.
type table[K cmp.Ordered] struct {
	least int // how many keys a pair must share
	crowd int // see crowd
	post  map[K][]*node[K]
	nodes map[int64]*node[K]
	order []*node[K] // as they stood in the last fold
	round int32
	tick  int32 // counts the findings that were compared
}

// A node is one finding in a table.
type node[K cmp.Ordered] struct {
	at    int // place among the items of this fold; nodes of a posting stand in this order
	keys  []K
	links []link[K] // to findings behind it
	epoch int32     // how often it was compared anew
	seen  int32     // round in which it was last there
	mark  int32     // the tick for which hits counts
	hits  int32
	dirty bool
}

// A link is a pair that a comparison found something in.
type link[K cmp.Ordered] struct {
	to    *node[K]
	epoch int32 // of to: another one says that the link is old
	found int32
}

func newTable[K cmp.Ordered](least, crowd int) *table[K] {
	return &table[K]{least: least, crowd: crowd, post: map[K][]*node[K]{}, nodes: map[int64]*node[K]{}}
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
	for _, n := range t.order {
		if n.dirty {
			n.epoch++
			n.links = n.links[:0]
		}
	}
	for _, n := range t.order {
		if n.dirty {
			t.compare(n, c)
		}
	}
	for _, n := range t.order {
		n.dirty = false
		kept := n.links[:0]
		for _, l := range n.links {
			if l.epoch == l.to.epoch {
				kept = append(kept, l)
			}
		}
		n.links = kept
		if !slices.IsSortedFunc(kept, compareLinks[K]) {
			slices.SortFunc(kept, compareLinks[K])
		}
		for _, l := range kept {
			c.then(n.at, l.to.at, l.found)
		}
	}
}

func compareLinks[K cmp.Ordered](a, b link[K]) int { return cmp.Compare(a.to.at, b.to.at) }

// take brings the postings up to date: nodes that are gone leave, new ones come in, changed ones are looked up again.
func (t *table[K]) take(c comparison[K]) {
	now := make([]*node[K], c.n)
	var fresh []*node[K]
	for i := range now {
		id := c.id(i)
		n := t.nodes[id]
		if n == nil {
			n = &node[K]{keys: c.keys(i), dirty: true}
			t.nodes[id] = n
			fresh = append(fresh, n)
		}
		n.at, n.seen = i, t.round
		now[i] = n
	}
	gone := false
	for _, n := range t.order {
		if n.seen != t.round {
			n.epoch++ // links to it are old
			gone = true
		}
	}
	if gone {
		for id, n := range t.nodes { // in any order: nothing is written but removals
			if n.seen != t.round {
				delete(t.nodes, id)
			}
		}
		t.sweep()
	}
	for _, n := range t.order {
		if n.seen == t.round && c.changed(n.at) {
			n.dirty = true
			if keys := c.keys(n.at); !slices.Equal(keys, n.keys) {
				t.remove(n)
				n.keys = keys
				t.insert(n)
			}
		}
	}
	for _, n := range fresh {
		t.insert(n)
	}
	t.order = now
}

// sweep takes the nodes that are gone out of their postings.
func (t *table[K]) sweep() {
	for _, n := range t.order {
		if n.seen == t.round {
			continue
		}
		for _, k := range n.keys {
			list := t.post[k]
			for at := 0; at < len(list); {
				if list[at] != n {
					at++
					continue
				}
				t.cut(k, at)
				break
			}
		}
	}
}

func (t *table[K]) remove(n *node[K]) {
	for _, k := range n.keys {
		list := t.post[k]
		if at := rank(list, n); at < len(list) && list[at] == n {
			t.cut(k, at)
		}
	}
}

// cut takes one node out of a posting; who moves into the middle of the star is compared anew.
func (t *table[K]) cut(k K, at int) {
	list := t.post[k]
	list = slices.Delete(list, at, at+1)
	if at < t.crowd && len(list) >= t.crowd {
		list[t.crowd-1].dirty = true
	}
	if len(list) == 0 {
		delete(t.post, k)
		return
	}
	t.post[k] = list
}

// insert puts a node into its postings; who leaves the middle of the star is compared anew.
func (t *table[K]) insert(n *node[K]) {
	for _, k := range n.keys {
		list := t.post[k]
		at := rank(list, n)
		list = slices.Insert(list, at, n)
		if at < t.crowd && len(list) > t.crowd {
			list[t.crowd].dirty = true
		}
		t.post[k] = list
	}
}

// rank is the place of n in a posting.
func rank[K cmp.Ordered](list []*node[K], n *node[K]) int {
	if len(list) == 0 || list[len(list)-1].at < n.at {
		return len(list)
	}
	return sort.Search(len(list), func(i int) bool { return list[i].at >= n.at })
}

// compare looks for what there is between n and all that share enough keys with it.
func (t *table[K]) compare(n *node[K], c comparison[K]) {
	t.tick++
	for _, k := range n.keys {
		list := t.post[k]
		if len(list) > t.crowd && rank(list, n) >= t.crowd {
			list = list[:t.crowd]
		}
		for _, m := range list {
			if m == n {
				continue
			}
			if m.mark != t.tick {
				m.mark, m.hits = t.tick, 0
			}
			if m.hits++; int(m.hits) != t.least || m.dirty && m.at < n.at { // two that are dirty are compared once
				continue
			}
			a, b := n, m
			if b.at < a.at {
				a, b = b, a
			}
			if found := c.test(a.at, b.at); found != 0 {
				a.links = append(a.links, link[K]{b, b.epoch, found})
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

// words are the keys of what may share words.
func words(it item) []string { return it.words }

// figureKeys are what two figures share that count one kind of thing in sentences with words in common.
func figureKeys(it item) []string {
	kind := it.toll
	if kind == "" {
		kind = stem(strings.ToLower(it.fig.Head))
	}
	keys := make([]string, len(it.about))
	for i, w := range it.about {
		keys[i] = kind + "|" + w
	}
	return keys
}

func yes(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

// Which words a comparison asks whether they are rare: none (nil), those of findings, those around figures.
type rarity func(f *fold, it *item) bool

func rareWords(f *fold, it *item) bool { return f.Folder.words.anyTurned(it.words) }
func abouts(f *fold, it *item) bool    { return f.abouts.anyTurned(it.about) }

// pairs compares the items that share enough keys (see table), and tells every pair in which test found something, in order. test must look at nothing but
// what table names; where it asks whether words are rare, rare says which.
func (f *fold) pairs(t *table[string], items []item, keys func(item) []string, rare rarity, test func(a, b item) int32, then func(a, b item, found int32)) {
	t.run(comparison[string]{
		n:       len(items),
		id:      func(i int) int64 { return items[i].number() },
		changed: func(i int) bool { return items[i].sheet.changed || rare != nil && rare(f, &items[i]) },
		keys:    func(i int) []string { return distinctKeys(keys(items[i])) },
		test:    func(i, j int) int32 { return test(items[i], items[j]) },
		then:    func(i, j int, found int32) { then(items[i], items[j], found) },
	})
}

// distinctKeys is keys sorted, each once.
func distinctKeys(keys []string) []string {
	for i := 1; i < len(keys); i++ {
		if keys[i-1] >= keys[i] {
			keys = slices.Clone(keys)
			slices.Sort(keys)
			return slices.Compact(keys)
		}
	}
	return keys
}

// places numbers items.
func (f *fold) places(items []item) {
	for i := range items {
		items[i].at = i
	}
}

// tellStars notes which comparisons kept keys as stars.
func (f *fold) tellStars() {
	for _, t := range []struct {
		what  string
		table *table[string]
	}{{"papers", f.drafts}, {"statements", f.Folder.statements}, {"denials", f.denials}, {"events", f.events}, {"statuses", f.statuses}, {"figures", f.figures}, {"days", f.days}} {
		if n, largest, members := t.table.stars(); n > 0 {
			f.rec.Stars = append(f.rec.Stars, parley.Star{Layer: t.what, Keys: n, Largest: largest, Members: members, Compared: f.crowd})
		}
	}
}

// distinct joins the statements that are told in the same words by the same voice, as copies tell them, and gives one of each for comparing.
func (f *fold) distinct(u union) []item {
	type telling struct {
		entity, words string
		neg           bool
	}
	first := map[telling]int{}
	out := make([]item, 0, len(f.items))
	for i, it := range f.items {
		k := telling{it.entity, it.bag, it.neg}
		if j, ok := first[k]; ok && it.entity != "" && len(it.words) >= 3 && f.oneStatement(f.items[j], it) {
			u.join(j, i)
			continue
		} else if !ok {
			first[k] = i
		}
		out = append(out, it)
	}
	return out
}

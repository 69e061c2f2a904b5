package record

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// crowd is how many findings may share a word or a key before it binds nothing: comparing stays near linear in the number of findings.
const crowd = 200

// pairs calls fn for every pair of items (a before b) that shares at least two content words, found through an inverted index.
func pairs(items []item, fn func(a, b int)) {
	overlapping(items, func(it item) []string { return it.words }, 2, fn)
}

// byKeys calls fn for every pair of items that shares a key.
func byKeys(items []item, keys func(item) []string, fn func(a, b int)) {
	overlapping(items, keys, 1, fn)
}

// overlapping calls fn once for each pair of items that shares at least least keys that no crowd shares, in order.
func overlapping(items []item, keys func(item) []string, least int, fn func(a, b int)) {
	index := map[string][]int{}
	all := make([][]string, len(items))
	for i, it := range items {
		all[i] = keys(it)
		for _, k := range all[i] {
			if l := index[k]; len(l) == 0 || l[len(l)-1] != i {
				index[k] = append(l, i)
			}
		}
	}
	hits := map[int]int{}
	var js []int
	for i := range items {
		clear(hits)
		js = js[:0]
		for _, k := range all[i] {
			list := index[k]
			if len(list) > crowd {
				continue
			}
			for _, j := range list[sort.SearchInts(list, i+1):] {
				if hits[j]++; hits[j] == least {
					js = append(js, j)
				}
			}
		}
		slices.Sort(js)
		for _, j := range js {
			fn(i, j)
		}
	}
}

// figurePairs calls fn for pairs of figures that count one kind of thing in sentences with words in common.
func figurePairs(items []item, fn func(a, b int)) {
	overlapping(items, func(it item) []string {
		kind := it.toll
		if kind == "" {
			kind = stem(strings.ToLower(it.fig.Head))
		}
		keys := make([]string, len(it.about))
		for i, w := range it.about {
			keys[i] = kind + "|" + w
		}
		return keys
	}, 2, fn)
}

// distinct joins the statements that are told in the same words by the same voice, as copies tell them, and gives one of each for comparing.
func (f *fold) distinct(u union) []item {
	first := map[string]int{}
	var out []item
	for i, it := range f.items {
		k := fmt.Sprintf("%s|%t|%s", it.entity, it.neg, strings.Join(it.words, " "))
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

package record

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

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

// A comparing is a table with what it compares, as Star.Layer has it.
type comparing struct {
	what  string
	table *table[string]
}

// comparisons are all tables, in the order in which their stars are told.
func (k *Folder) comparisons() []comparing {
	return []comparing{{"papers", k.drafts}, {"statements", k.statements}, {"opposites", k.opposites}, {"denials", k.denials}, {"events", k.events}, {"statuses", k.statuses},
		{"doers", k.doers}, {"figures", k.figures}, {"rivals", k.rivals}, {"days", k.days}, {"charges", k.charges}, {"outcomes", k.sequels}, {"changes", k.changes}}
}

// tellStars notes which comparisons kept keys as stars, and what was left out of one.
func (f *fold) tellStars() {
	if n, most := f.texts.Crowded(); n > 0 {
		f.rec.Stars = append(f.rec.Stars, parley.Star{Layer: "copies", Keys: n, Members: most, Compared: f.crowd})
	}
	for _, t := range f.comparisons() {
		if n, largest, members := t.table.stars(); n > 0 {
			f.rec.Stars = append(f.rec.Stars, parley.Star{Layer: t.what, Keys: n, Largest: largest, Members: members, Compared: f.crowd})
		}
	}
	if f.skipped.Keys > 0 {
		f.rec.Stars = append(f.rec.Stars, f.skipped)
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

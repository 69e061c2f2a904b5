package record

import (
	"slices"

	"github.com/parley-press/parley"
)

// words are the keys of what may share words.
func words(it *item) []int32 { return it.ws }

// spelled gives keys that are not words of findings as the folder numbers them.
func (f *fold) spelled(keys func(*item) []string) func(*item) []int32 {
	return func(it *item) []int32 { return slices.Compact(f.keys.number(keys(it))) }
}

// figureKeys are what two figures share that count one kind of thing in sentences with words in common, or the dead of one place, or that reports are about, of which reports of one day tell.
func (f *fold) figureKeys(it *item) []string {
	kind := it.toll
	if kind == "" {
		kind = it.noun
	}
	keys := make([]string, len(it.abouts))
	for i, w := range it.abouts {
		keys[i] = kind + "|" + f.lexicon.words[w]
	}
	if p := f.published(it.rep); p != nil && it.setting != nil {
		day, next := p.From.String(), (p.From + 1).String()
		if it.main {
			keys = append(keys, "main|"+day, "main|"+next)
		}
		for _, w := range it.setting.near {
			keys = append(keys, "at "+w.spelt+"|"+day, "at "+w.spelt+"|"+next)
		}
	}
	return keys
}

// answer is what ask says of a pair. It is asked once, and again where a word of the pair became rare or common; but for that ask may look at nothing but what
// table names, and at the names of entities.
func (f *fold) answer(a, b *item, r *reply, ask func(a, b *item) bool) bool {
	if !r.asked || f.turned && a.turned && b.turned {
		r.asked, r.yes = true, ask(a, b)
	}
	return r.yes
}

// tell adds the conflicts that say finds in the pairs of a comparison. It is asked as answer asks.
func (f *fold) tell(t *table, say func(a, b *item) *clash) {
	t.each(func(a, b *item, r *reply) {
		if !r.asked || f.turned && a.turned && b.turned {
			r.asked, r.said = true, say(a, b)
		}
		if r.said != nil {
			f.clashes = append(f.clashes, r.said)
		}
	})
}

// compare puts what changed into the table of a comparison and compares it there. in says which items take part, nil for all; keys what a pair must share (see
// table); test must look at nothing but what table names.
func (f *fold) compare(which, layer int, in func(*item) bool, keys func(*item) []int32, test func(a, b *item) bool) *table {
	t := f.tables[which]
	f.feed(t, layer, in, keys)
	t.run(test)
	return t
}

// asksRarity holds the comparisons whose test asks whether words are rare.
var asksRarity = [comparisons]bool{opposites: true, figures: true, rivals: true}

// feed puts what changed in a layer into a table.
func (f *fold) feed(t *table, layer int, in func(*item) bool, keys func(*item) []int32) {
	put := func(it *item) {
		var ks []int32
		if in == nil || in(it) {
			ks = keys(it)
		}
		if len(ks) > 0 {
			t.put(it, ks)
		} else {
			t.drop(it)
		}
	}
	for _, s := range f.touched {
		for _, it := range s.lists()[layer] {
			put(it)
		}
	}
	if layer == statementLayer {
		for _, it := range f.flipped {
			put(it)
		}
	}
	if f.turned && asksRarity[t.slot] {
		for _, s := range f.pages {
			for _, it := range s.lists()[layer] {
				if it.turned {
					put(it)
				}
			}
		}
	}
}

// starred are the comparisons whose stars are told, in that order, by what Star.Layer calls them.
var starred = []struct {
	what  string
	which int
}{{"papers", papers}, {"statements", statements}, {"opposites", opposites}, {"denials", denials}, {"events", happenings}, {"statuses", statuses},
	{"doers", doers}, {"figures", figures}, {"rivals", rivals}, {"days", dates}, {"charges", charges}, {"outcomes", sequels}, {"changes", reversals}, {"refusals", refusals}, {"deeds", deeds}, {"stays", stays}}

// tellStars notes which comparisons kept keys as stars, and what was left out of one.
func (f *fold) tellStars() {
	if n, most := f.texts.Crowded(); n > 0 {
		f.rec.Stars = append(f.rec.Stars, parley.Star{Layer: "copies", Keys: n, Members: most, Compared: f.crowd})
	}
	for _, t := range starred {
		if n, largest, members := f.tables[t.which].crowded(); n > 0 {
			f.rec.Stars = append(f.rec.Stars, parley.Star{Layer: t.what, Keys: n, Largest: largest, Members: members, Compared: f.tables[t.which].crowd})
		}
	}
	if f.skipped.Keys > 0 {
		f.rec.Stars = append(f.rec.Stars, f.skipped)
	}
}

// A wording is whose words a statement is in, and which.
type wording struct {
	who *face
	bag bag
	neg bool
}

// distinct joins the statements that are told in the same words by the same voice, as copies tell them, and says of each whether it stands for them in
// comparisons.
func (f *fold) distinct(u union) {
	first := f.worded
	clear(first)
	for i, it := range f.items {
		stands := true
		if k := (wording{it.who, it.bag, it.neg}); it.entity != "" && len(it.ws) >= 3 {
			if j := first[k]; j == nil {
				first[k] = it
			} else if f.oneStatement(j, it) {
				u.join(j.at, i)
				stands = false
			}
		}
		if it.stands != stands {
			it.stands = stands
			f.flipped = append(f.flipped, it)
		}
	}
}

// standsFor reports whether a statement stands for those told in the same words.
func standsFor(it *item) bool { return it.stands }

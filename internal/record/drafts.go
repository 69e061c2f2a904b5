package record

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// An instrument is papers that are one. It is kept while nothing of it changes.
type instrument struct {
	items []*item
	why   []string // each was joined
	x     parley.Instrument
	base  string   // of its id
	named []*clash // where its papers are named by different days
	steps []*clash // between the steps of its history
	asked bool     // whether that is all of them
}

// buildInstruments writes the instruments, in the order of kinds and names. Ids are numbered from the second of one name on. People's merges come last.
func (f *fold) buildInstruments(ps []*paper, u union, why []string) {
	f.insts = make([]map[string]string, len(f.reports))
	for i, s := range f.pages {
		if s.insts == nil {
			s.insts = make(map[string]string, len(s.paper))
		}
		f.insts[i] = s.insts
	}
	kept := make(map[*item]*instrument, len(f.instrs))
	for _, g := range u.groups(1) {
		first := ps[g[0]].item
		d := f.instrs[first]
		if d == nil || !f.still(d, ps, g, why) {
			d = f.instrument(ps, g, why)
		}
		kept[first] = d
		f.papers = append(f.papers, d)
	}
	f.instrs = kept
	slices.SortFunc(f.papers, func(a, b *instrument) int {
		p, q := a.items[0], b.items[0]
		return cmp.Or(strings.Compare(string(p.paper.x.Kind), string(q.paper.x.Kind)), strings.Compare(a.x.Name, b.x.Name), cmp.Compare(p.rep, q.rep), strings.Compare(p.id, q.id))
	})
	for _, d := range f.papers {
		d.x.ID = f.used.give(d.base)
	}
	f.decidePapers()
	f.rec.Instruments = slices.Grow(f.rec.Instruments, len(f.papers))
	for _, d := range f.papers {
		for _, it := range d.items {
			if it.sheet.insts[it.id] != d.x.ID {
				it.sheet.insts[it.id] = d.x.ID
			}
		}
		f.rec.Instruments = append(f.rec.Instruments, d.x)
	}
}

// still reports whether an instrument is that of a group of papers, joined for the same reasons, of reports of which nothing changed.
func (f *fold) still(d *instrument, ps []*paper, g []int, why []string) bool {
	if len(d.items) != len(g) {
		return false
	}
	for k, i := range g {
		if p := ps[i]; d.items[k] != p.item || d.why[k] != why[i] || p.sheet.changed || p.sheet.file != f.file[p.rep] {
			return false
		}
	}
	return true
}

func (f *fold) instrument(ps []*paper, g []int, why []string) *instrument {
	d := &instrument{}
	d.x, d.named = f.mergedPaper(ps, g)
	d.base = slug(d.x.Name)
	for _, i := range g {
		p := ps[i]
		d.items, d.why = append(d.items, p.item), append(d.why, why[i])
		if why[i] != "" {
			d.x.Merged = append(d.x.Merged, fmt.Sprintf("%s: %s", f.file[p.rep], why[i]))
		}
	}
	slices.Sort(d.x.Merged)
	return d
}

// bestPaperName is the name with the most special words, of those the one with the most words (four at most), the shortest, the first in the alphabet. In a
// group of many it is first the name whose words the names of most others have too, and of those the one that most use: what one report of many calls a
// truce does not name it.
func bestPaperName(ps []*paper, g []int) string {
	common := map[string]int{} // of a name in small letters, how many papers have each of its words that several have
	use := map[string]int{}    // how many have the name
	if len(g) > fewPapers {
		in := map[string]int{} // papers with a word in their names
		for _, i := range g {
			use[strings.ToLower(ps[i].x.Name)]++
			for _, w := range nameParts(ps[i].x.Name) {
				in[w]++
			}
		}
		for name := range use {
			for _, w := range nameParts(name) {
				if in[w] > 1 {
					common[name] += in[w]
				}
			}
		}
	}
	return ps[slices.MaxFunc(g, func(i, j int) int {
		a, b := ps[i], ps[j]
		x, y := strings.ToLower(a.x.Name), strings.ToLower(b.x.Name)
		return cmp.Or(cmp.Compare(common[x], common[y]), cmp.Compare(use[x], use[y]), cmp.Compare(len(a.special), len(b.special)), cmp.Compare(fullness(a), fullness(b)),
			cmp.Compare(len(b.x.Name), len(a.x.Name)), cmp.Compare(b.x.Name, a.x.Name))
	})].x.Name
}

// nameParts are the words of a name in small letters, each once, without those of one to three letters that join others ("of", "the").
func nameParts(name string) []string {
	w := slices.DeleteFunc(strings.Fields(strings.ToLower(name)), func(w string) bool { return len(w) <= 3 && !strings.ContainsAny(w, "0123456789") })
	slices.Sort(w)
	return slices.Compact(w)
}

const fewPapers = 3 // so few that a word that one of them has may still name all

package record

import (
	"fmt"
	"slices"

	"github.com/parley-press/parley"
)

// decidePapers applies people's merges and splits of papers, in order: of a merge the paper Finding becomes the paper Value.
func (f *fold) decidePapers() {
	lines := f.ruling.pending(parley.DecideMerge, parley.DecideSplit)
	last := lastMerges(lines)
	parts := newPaperSplits(f, lines)
	into := map[string]string{}
	for _, l := range lines {
		if l.d.Kind == parley.DecideSplit {
			parts.split(l, into)
			continue
		}
		if w := last[l.d.Finding]; w != l && w.d.Value != l.d.Value {
			f.ruling.overrule(l, w, "merge")
			continue
		}
		l.open = false
		from, why := f.paperOf(l.d.Finding, l.was, into)
		if from < 0 {
			l.orphan(why)
			continue
		}
		var intoWas *parley.Was
		if l.was != nil {
			intoWas = l.was.Into
		}
		to, why := f.paperOf(l.d.Value, intoWas, into)
		if to < 0 {
			l.orphan(why)
			continue
		}
		l.now = f.papers[to].x.ID
		f.ruling.take(ground{"", l.d.Finding, "merge"}, l, l.d.Value)
		if from != to {
			f.mergePapers(from, to, l, into)
		}
	}
}

// paperOf is the place of the paper that a decision means, -1 with the reason where none is certain: the one with most of the mentions it had, else the
// one of its id and name.
func (f *fold) paperOf(id string, was *parley.Was, into map[string]string) (int, string) {
	for n := 0; into[id] != "" && n <= len(into); n++ {
		id = into[id]
	}
	byID := slices.IndexFunc(f.papers, func(d *instrument) bool { return d.x.ID == id })
	if was == nil || len(was.Members) == 0 {
		if byID >= 0 && (was == nil || f.papers[byID].x.Name == was.Words) {
			return byID, ""
		}
		return -1, fmt.Sprintf("no entity or paper has the id %s any more", id)
	}
	best, most, tied := -1, 0, false
	for i, d := range f.papers {
		n := 0
		for _, m := range was.Members {
			if slices.ContainsFunc(d.x.Mentions, func(y parley.Member) bool {
				return y.Report == m.Report && y.Passage.Raw.Overlaps(m.Raw) && plainWords(y.Passage.Text) == plainWords(m.Words)
			}) {
				n++
			}
		}
		if n > most {
			best, most, tied = i, n, false
		} else if n == most && n > 0 {
			tied = true
		}
	}
	switch {
	case best < 0:
		return -1, fmt.Sprintf("no paper has the mentions of %q any more", was.Words)
	case tied:
		return -1, fmt.Sprintf("what was %q are several papers now, and nothing tells which is meant", was.Words)
	}
	return best, ""
}

// mergePapers makes the paper at from one with that at to, which keeps its id, name and kind.
func (f *fold) mergePapers(from, to int, l *line, into map[string]string) {
	a, b := f.papers[from], f.papers[to]
	d := &instrument{items: slices.Concat(b.items, a.items), named: slices.Concat(b.named, a.named), x: b.x} // those are kept as they are
	x := &d.x
	x.PutForwardBy = append(slices.Clone(b.x.PutForwardBy), a.x.PutForwardBy...)
	slices.Sort(x.PutForwardBy)
	x.PutForwardBy = slices.Compact(x.PutForwardBy)
	if x.Date == nil {
		x.Date = a.x.Date
	}
	x.Terms, x.Mentions, x.History = append(slices.Clone(b.x.Terms), a.x.Terms...), append(slices.Clone(b.x.Mentions), a.x.Mentions...), append(slices.Clone(b.x.History), a.x.History...)
	slices.SortFunc(x.History, compareSteps)
	for i := range x.History {
		x.History[i].Odd = false
	}
	markOdd(x.History)
	x.Reports = append(slices.Clone(b.x.Reports), a.x.Reports...)
	slices.Sort(x.Reports)
	x.Reports = slices.Compact(x.Reports)
	x.Merged = append(slices.Clone(b.x.Merged), fmt.Sprintf("%s says %q is the same: %s", l.d.Who, a.x.Name, l.d.Why))
	into[a.x.ID] = x.ID
	f.papers[to] = d
	f.papers = slices.Delete(f.papers, from, from+1)
}

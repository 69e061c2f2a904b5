package record

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// decideConflicts applies what people decided of conflicts: which are one, and what their state is. Conflicts are found by their key, else by the passages
// that they had on both sides.
func (f *fold) decideConflicts(list []parley.Conflict) []parley.Conflict {
	lines := f.ruling.pending(parley.DecideSame, parley.DecideMark)
	if len(lines) == 0 {
		return list
	}
	into := map[string]string{} // key to the key of the conflict that it is one with
	for _, l := range lines {
		if l.d.Kind == parley.DecideSame {
			list = f.join(l, list, into)
		}
	}
	for _, l := range lines {
		if l.d.Kind != parley.DecideMark {
			continue
		}
		l.open = false
		at, why := f.conflictOf(list, l.d.Finding, l.was, into)
		if at < 0 {
			l.orphan(why)
			continue
		}
		c := &list[at]
		l.now = c.Key
		f.ruling.take(ground{"", c.Key, "mark"}, l, l.d.Value)
		c.State, c.StateBy = parley.ConflictState(l.d.Value), l.d.Who
		if c.State == parley.ConflictOpen {
			c.State, c.StateBy = "", ""
		}
	}
	return list
}

// join makes one conflict of two that a person says are one. The sides of the first go where a side of the second speaks for the same party or has the
// same words; else as they are.
func (f *fold) join(l *line, list []parley.Conflict, into map[string]string) []parley.Conflict {
	l.open = false
	from, why := f.conflictOf(list, l.d.Finding, l.was, into)
	if from < 0 {
		l.orphan(why)
		return list
	}
	var other *parley.Was
	if l.was != nil {
		other = l.was.Into
	}
	to, why := f.conflictOf(list, l.d.Value, other, into)
	if to < 0 {
		l.orphan(why)
		return list
	}
	l.now = list[to].Key
	first, second := min(l.d.Finding, l.d.Value), max(l.d.Finding, l.d.Value)
	f.ruling.take(ground{"", first, "same"}, l, second)
	if from == to {
		return list
	}
	a, b := list[from], &list[to]
	ms := slices.Clone(a.Between)
	if f.likeness(a.Between, b.Between, true) > f.likeness(a.Between, b.Between, false) {
		for i := range ms {
			ms[i].Side = map[string]string{"x": "y", "y": "x"}[ms[i].Side]
		}
	}
	b.Between = addMembers(slices.Clone(b.Between), ms)
	f.order(b.Between)
	slices.SortStableFunc(b.Between, func(x, y parley.Member) int { return strings.Compare(x.Side, y.Side) })
	b.Merged = append(slices.Clone(b.Merged), strings.TrimSuffix(fmt.Sprintf("%s says %q is the same: %s", l.d.Who, a.What, l.d.Why), ": "))
	into[a.Key] = b.Key
	return slices.Delete(list, from, from+1)
}

// likeness counts how many pairs of members on one side, or crossed on opposite sides, have one party or one passage.
func (f *fold) likeness(a, b []parley.Member, crossed bool) int {
	n := 0
	for _, x := range a {
		for _, y := range b {
			if (x.Side == y.Side) == crossed {
				continue
			}
			if x.Report == y.Report && x.Passage.Raw.Overlaps(y.Passage.Raw) {
				n += 2
			} else if x.Says != "" && f.party(x.Says) == f.party(y.Says) {
				n++
			}
		}
	}
	return n
}

// conflictOf is the place of the conflict that a decision means, -1 with the reason where none is certain.
func (f *fold) conflictOf(list []parley.Conflict, key string, was *parley.Was, into map[string]string) (int, string) {
	for n := 0; into[key] != "" && n <= len(into); n++ {
		key = into[key]
	}
	if i := slices.IndexFunc(list, func(c parley.Conflict) bool { return c.Key == key }); i >= 0 {
		return i, ""
	}
	if was == nil || len(was.Members) == 0 {
		return -1, fmt.Sprintf("no conflict has the key %s any more", key)
	}
	best, most, tied := -1, 0, false
	for i, c := range list {
		if string(c.Kind) != was.Kind {
			continue
		}
		switch n := sharedMembers(f.tellings(c.Between), was.Members); {
		case n > most:
			best, most, tied = i, n, false
		case n == most && n > 0:
			tied = true
		}
	}
	switch {
	case best < 0:
		return -1, fmt.Sprintf("no conflict has the words of both sides of %q any more", shorten(was.Words, 80))
	case tied:
		return -1, fmt.Sprintf("several conflicts have the words of both sides of %q, and nothing tells which is meant", shorten(was.Words, 80))
	}
	return best, ""
}

// sharedMembers counts the passages that a conflict has still, 0 where one side has none. The sides may have changed places.
func sharedMembers(have []parley.Member, was []parley.WasMember) int {
	straight, crossed := map[string]int{}, map[string]int{}
	for _, m := range have {
		for _, w := range was {
			if w.Report != m.Report || !w.Raw.Overlaps(m.Passage.Raw) || plainWords(w.Words) != plainWords(m.Passage.Text) {
				continue
			}
			if w.Side == m.Side {
				straight[m.Side]++
			} else {
				crossed[m.Side]++
			}
		}
	}
	best := 0
	for _, n := range []map[string]int{straight, crossed} {
		if n["x"] > 0 && n["y"] > 0 {
			best = max(best, n["x"]+n["y"])
		}
	}
	return best
}

// DescribeConflict is what a conflict is, for the log.
func DescribeConflict(c *parley.Conflict) parley.Was {
	w := parley.Was{Layer: parley.LayerConflict, Words: c.What, Kind: string(c.Kind), Rule: c.Rule, Fields: map[string]string{"mark": string(parley.ConflictOpen)}}
	if c.State != "" {
		w.Fields["mark"] = string(c.State)
	}
	n := map[string]int{}
	for _, m := range c.Between {
		if n[m.Side]++; n[m.Side] <= mostWas {
			w.Members = append(w.Members, parley.WasMember{Report: m.Report, Side: m.Side, Words: m.Passage.Text, Raw: m.Passage.Raw})
		}
	}
	return w
}

// mostWas is how many passages of a side, of an entity or of a paper the log keeps to find it again.
const mostWas = 12

// DescribePaper is what a paper is, for the log.
func DescribePaper(x *parley.Instrument) parley.Was {
	w := parley.Was{Layer: parley.LayerInstrument, Words: x.Name, Kind: string(x.Kind)}
	for _, m := range x.Mentions[:min(len(x.Mentions), mostWas)] {
		w.Members = append(w.Members, parley.WasMember{Report: m.Report, Words: m.Passage.Text, Raw: m.Passage.Raw})
	}
	return w
}

// DescribeEntity is what an entity is, for the log: its name, and a mention of each of its chains, which chains lists by report.
func DescribeEntity(e *parley.Entity, chains func(parley.ReportID) []parley.LocalEntity) parley.Was {
	w := parley.Was{Layer: parley.LayerEntity, Words: e.Name, Kind: string(e.Type)}
	for _, id := range e.Reports {
		for _, x := range chains(id) {
			if len(x.Mentions) > 0 && len(w.Members) < mostWas {
				w.Members = append(w.Members, parley.WasMember{Report: id, Words: x.Mentions[0].Passage.Text, Raw: x.Mentions[0].Passage.Raw})
			}
		}
	}
	return w
}

package record

import (
	"fmt"
	"slices"

	"github.com/parley-press/parley"
)

// byOffice reports whether an entity of a report is somebody called by an office alone, without whose it is: "the prime minister".
func (l *spelling) byOffice() bool {
	e := l.e
	return e.Type == parley.Person && !e.Unnamed && e.Side == "" && e.Role != "" && foldName(e.Name) == foldName(e.Role) && l.by.entry < 0 &&
		!slices.ContainsFunc(e.Mentions, func(m parley.Mention) bool { return m.Kind == parley.NameMention })
}

// joinHolders joins who is called by an office alone to the one person named in the same report who holds it by other reports of the dossier. Of several, those
// to whom the report itself gives the office are left out: it calls them by name with it.
func joinHolders(ls []local, list []*class, u union, join func(a, b int, why string)) {
	var called []int
	for i, l := range ls {
		if l.own && l.byOffice() {
			called = append(called, i)
		}
	}
	if len(called) == 0 {
		return
	}
	held := map[int]map[string]bool{} // offices by the root of a person
	for i, c := range list {
		if ls[i].e.Type != parley.Person || ls[i].e.Unnamed || ls[i].byOffice() {
			continue
		}
		for role := range c.roles {
			r := u.find(i)
			if held[r] == nil {
				held[r] = map[string]bool{}
			}
			held[r][foldName(role)] = true
		}
	}
	holder := make([]int, len(called)) // as it stands before any is joined
	for n, i := range called {
		holder[n] = -1
		l, office := ls[i], foldName(ls[i].e.Role)
		var all, others []int // places of their classes, one for each root
		for _, m := range l.sheet.locals {
			if m == l.spelling || m.class == nil || m.e.Type != parley.Person || m.e.Unnamed || m.byOffice() {
				continue
			}
			at := m.class.at
			same := func(j int) bool { return u.find(j) == u.find(at) }
			if !held[u.find(at)][office] || slices.ContainsFunc(all, same) {
				continue
			}
			if all = append(all, at); foldName(m.e.Role) != office {
				others = append(others, at)
			}
		}
		if len(all) > 1 {
			all = others
		}
		if len(all) == 1 {
			holder[n] = all[0]
		}
	}
	for n, i := range called {
		if j := holder[n]; j >= 0 {
			join(min(i, j), max(i, j), fmt.Sprintf("%q is %s by other reports", ls[j].e.Name, ls[i].e.Role))
		}
	}
}

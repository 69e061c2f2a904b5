package record

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// split takes chains out of a cluster and makes an entity of them.
func (c *clusters) split(l *line) {
	l.open = false
	x := decoded[parley.Split](l.d.Value)
	if x == nil || len(x.Members) == 0 || x.Name == "" {
		l.orphan("its value is not readable")
		return
	}
	from, why := c.find(l.d.Finding, l.was)
	if from == nil {
		l.orphan(why)
		return
	}
	var out, rest []*spelling
	for _, chain := range from.locals() {
		if from.gives(x.Members, chain) {
			out = append(out, chain)
		} else {
			rest = append(rest, chain)
		}
	}
	switch {
	case len(out) == 0:
		l.orphan(fmt.Sprintf("none of what it takes out of %q is there any more", from.e.Name))
		return
	case len(rest) == 0:
		l.orphan(fmt.Sprintf("it would leave nothing of %q", from.e.Name))
		return
	}
	for _, m := range x.Members {
		c.f.ruling.take(ground{m.Report, l.d.Finding, "split"}, l, x.Name)
	}
	from.recount(rest)
	id := slug(x.Name) + "-p"
	to := c.byID[id]
	if to == nil || to.into != "" {
		to = &cluster{}
		at := slices.Index(c.list, from)
		c.list = slices.Insert(slices.Clone(c.list), at+1, to)
		c.byID[id] = to
	}
	to.chains, to.changed = slices.Concat(to.locals(), out), true
	inOrder(to.chains)
	for _, chain := range out {
		c.of[chain] = to
	}
	why = fmt.Sprintf("%s says it is not %q: %s", l.d.Who, from.e.Name, l.d.Why)
	why = strings.TrimSuffix(why, ": ")
	told := append(slices.Clone(to.e.Merged), why)
	to.e = entityOf(to.chains)
	to.e.ID, to.e.Name, to.e.Unnamed, to.e.Merged = id, x.Name, false, told
	l.now = id
}

// recount makes a cluster of fewer chains; it keeps its id, and its name where one of them has it.
func (x *cluster) recount(rest []*spelling) {
	id, name, joins := x.e.ID, x.e.Name, x.e.Merged
	x.chains, x.e, x.changed = rest, entityOf(rest), true
	x.e.ID, x.e.Merged = id, joins
	if configure(&x.e, rest) == nil && slices.ContainsFunc(rest, func(l *spelling) bool { return l.e.Name == name }) {
		x.e.Name = name
	}
}

// entityOf is the entity of chains: the name of the gazetteer or the fullest one, the type most reports give it, all its surface forms.
func entityOf(chains []*spelling) parley.Entity {
	e := parley.Entity{Unnamed: true, Aliases: []string{}, Reports: []parley.ReportID{}}
	types, roles, names := map[string]int{}, map[string]int{}, map[string]int{}
	keyed := ""
	for _, l := range chains {
		x := l.e
		e.Unnamed = e.Unnamed && x.Unnamed
		types[string(x.Type)] += len(x.Mentions)
		if x.Role != "" {
			roles[x.Role]++
		}
		if x.Key != "" && (keyed == "" || x.Name < keyed) {
			keyed = x.Name
		}
		names[x.Name]++
		e.Aliases = append(e.Aliases, x.Aliases...)
		e.Mentions += len(x.Mentions)
	}
	slices.Sort(e.Aliases)
	e.Aliases = slices.Compact(e.Aliases)
	e.Type, e.Role = parley.EntityType(most(types)), most(roles)
	if e.Name = bestName(names, e.Type == parley.Person || e.Type == parley.Group || e.Type == parley.Organization); keyed != "" {
		e.Name = keyed
	}
	return e
}

// gives reports whether a split takes out a chain: it names its report, and where it names a chain of it, that one by its id and name. Where ids
// moved, it is the only chain of that name that the entity has in the report.
func (x *cluster) gives(ms []parley.SplitMember, l *spelling) bool {
	for _, m := range ms {
		if m.Report != l.sheet.raw.Report {
			continue
		}
		if m.Entity == "" || m.Entity == l.e.ID && (m.Name == "" || m.Name == l.e.Name) {
			return true
		}
		if m.Name != l.e.Name {
			continue
		}
		n, exact := 0, false
		for _, o := range x.locals() {
			if o.sheet == l.sheet && o.e.Name == m.Name {
				n++
				exact = exact || o.e.ID == m.Entity
			}
		}
		if n == 1 && !exact {
			return true
		}
	}
	return false
}

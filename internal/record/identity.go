package record

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// A cluster is an entity of the record on its way: the chains of mentions that are it.
type cluster struct {
	e      parley.Entity
	locals []int  // places in the list of all locals
	into   string // the id of the cluster that it is one with, "" where it stands for itself
}

// clusters are those of one fold by their id.
type clusters struct {
	f    *fold
	ls   []local
	list []*cluster
	byID map[string]*cluster
}

// joinPinned joins the entities that people named by those of other reports.
func (f *fold) joinPinned(ls []local, join func(a, b int, why string)) {
	for at, page := range f.pages {
		for _, p := range page.pins {
			if p.paper {
				continue
			}
			from := slices.IndexFunc(ls, func(l local) bool { return l.report == at && l.e.ID == p.local })
			to := slices.IndexFunc(ls, func(l local) bool {
				return f.reports[l.report].Report == p.whom.At && l.e.Name == p.whom.Name && (p.whom.Type == "" || string(l.e.Type) == p.whom.Type)
			})
			if from >= 0 && to >= 0 {
				join(min(from, to), max(from, to), fmt.Sprintf("a person says that %q is meant", ls[to].e.Name))
			}
		}
	}
}

// joinPinnedPapers does so with papers.
func (f *fold) joinPinnedPapers(ps []paper, u *paperUnion, why map[int]string) {
	for at, page := range f.pages {
		for _, p := range page.pins {
			if !p.paper {
				continue
			}
			from := slices.IndexFunc(ps, func(x paper) bool { return x.report == at && x.x.ID == p.local })
			to := slices.IndexFunc(ps, func(x paper) bool {
				return f.reports[x.report].Report == p.whom.At && x.x.Name == p.whom.Name && (p.whom.Type == "" || string(x.x.Kind) == p.whom.Type)
			})
			if from >= 0 && to >= 0 && u.join(min(from, to), max(from, to)) {
				why[max(from, to)] = fmt.Sprintf("a person says that %q is meant", ps[to].x.Name)
			}
		}
	}
}

// decideEntities applies people's merges and splits of entities in the order of the log. A split gives the new entity an id that hangs on its name alone, and
// the old one keeps its id, so that later decisions find both.
func (f *fold) decideEntities(ls []local, list []*cluster) []*cluster {
	lines := f.ruling.pending(parley.DecideMerge, parley.DecideSplit)
	if len(lines) == 0 {
		return list
	}
	c := &clusters{f, ls, list, make(map[string]*cluster, len(list))}
	for _, x := range list {
		c.byID[x.e.ID] = x
	}
	last := lastMerges(lines)
	for _, l := range lines {
		if l.d.Kind == parley.DecideSplit {
			c.split(l)
			continue
		}
		if l.was != nil && l.was.Layer != parley.LayerEntity {
			continue // of papers
		}
		if l.was == nil && c.byID[l.d.Finding] == nil {
			continue // of papers, or of nothing
		}
		if w := last[l.d.Finding]; w != l && w.d.Value != l.d.Value {
			f.ruling.overrule(l, w, "merge")
			continue
		}
		c.merge(l)
	}
	return slices.DeleteFunc(c.list, func(x *cluster) bool { return x.into != "" })
}

// lastMerges is the last merge of each id: of two it counts alone.
func lastMerges(lines []*line) map[string]*line {
	last := map[string]*line{}
	for _, l := range lines {
		if l.d.Kind == parley.DecideMerge {
			last[l.d.Finding] = l
		}
	}
	return last
}

// overrule notes that w counts in the place of l.
func (r *ruling) overrule(l, w *line, field string) {
	l.state, l.by, l.open = parley.Overruled, w.d.Seq, false
	r.took(ground{"", l.d.Finding, field}, l, l.d.Value)
}

// took notes what a person says of a ground, without saying that it is in force.
func (r *ruling) took(g ground, l *line, value string) {
	if r.takes[g] == nil {
		r.takes[g] = map[string]parley.Take{}
	}
	if t, ok := r.takes[g][l.d.Who]; !ok || t.Seq < l.d.Seq {
		r.takes[g][l.d.Who] = parley.Take{Seq: l.d.Seq, Who: l.d.Who, Value: value}
	}
}

// standing follows merges to the cluster that an id stands for now, nil where there is none.
func (c *clusters) standing(id string) *cluster {
	x := c.byID[id]
	for n := 0; x != nil && x.into != "" && n <= len(c.list); n++ {
		x = c.byID[x.into]
	}
	return x
}

// find is the cluster that a decision means: the one that has most of the chains it had; without these the one of its id, if it bears the name, or the only
// one of the name.
func (c *clusters) find(id string, was *parley.Was) (*cluster, string) {
	if was == nil {
		if x := c.standing(id); x != nil {
			return x, ""
		}
		return nil, fmt.Sprintf("no entity has the id %s any more", id)
	}
	if x, why := c.holding(id, was); x != nil || why != "" {
		return x, why
	}
	if x := c.byID[id]; x != nil && x.bears(was.Words) {
		return c.standing(id), ""
	}
	var named []*cluster
	for _, x := range c.list {
		if family(x.e.Type) == family(parley.EntityType(was.Kind)) && x.bears(was.Words) {
			if s := c.standing(x.e.ID); !slices.Contains(named, s) {
				named = append(named, s)
			}
		}
	}
	switch len(named) {
	case 1:
		return named[0], ""
	case 0:
		return nil, fmt.Sprintf("no entity is called %q any more", was.Words)
	}
	return nil, fmt.Sprintf("%d entities are called %q, and nothing tells which is meant", len(named), was.Words)
}

// bears reports whether a cluster has a name.
func (x *cluster) bears(name string) bool {
	return foldName(x.e.Name) == foldName(name) || slices.ContainsFunc(x.e.Aliases, func(a string) bool { return foldName(a) == foldName(name) })
}

// holding is the cluster with most of the chains by which an entity is found again; nil where none of them stands, with a reason where several have as many.
func (c *clusters) holding(id string, was *parley.Was) (*cluster, string) {
	count := map[*cluster]int{}
	var most []*cluster
	for _, x := range c.list {
		for _, i := range x.locals {
			if memberOf(was.Members, c.f.reports[c.ls[i].report].Report, c.ls[i].e) {
				count[x]++
			}
		}
		switch n := count[x]; {
		case n == 0:
		case len(most) == 0 || n > count[most[0]]:
			most = []*cluster{x}
		case n == count[most[0]]:
			most = append(most, x)
		}
	}
	switch {
	case len(most) == 1:
		return most[0], ""
	case len(most) == 0:
		return nil, ""
	}
	for _, x := range most {
		if x.e.ID == id {
			return x, ""
		}
	}
	return nil, fmt.Sprintf("what was %q are %d entities now, and nothing tells which is meant", was.Words, len(most))
}

// memberOf reports whether a chain has one of the mentions by which an entity is found again.
func memberOf(ms []parley.WasMember, report parley.ReportID, e *parley.LocalEntity) bool {
	for _, m := range ms {
		if m.Report == report && slices.ContainsFunc(e.Mentions, func(x parley.Mention) bool {
			return x.Passage.Raw.Overlaps(m.Raw) && plainWords(x.Passage.Text) == plainWords(m.Words)
		}) {
			return true
		}
	}
	return false
}

// merge makes one cluster of two: the second keeps its id, name and type.
func (c *clusters) merge(l *line) {
	l.open = false
	from, why := c.find(l.d.Finding, l.was)
	if from == nil {
		l.orphan(why)
		return
	}
	var intoWas *parley.Was
	if l.was != nil {
		intoWas = l.was.Into
	}
	to, why := c.find(l.d.Value, intoWas)
	if to == nil {
		l.orphan(why)
		return
	}
	if why := c.f.keptApart(c.ls, from, to); why != "" && from != to {
		l.orphan(why)
		return
	}
	l.now = to.e.ID
	c.f.ruling.take(ground{"", l.d.Finding, "merge"}, l, l.d.Value)
	if from == to {
		return // it is one already
	}
	a, b := &from.e, &to.e
	b.Aliases = append(slices.Clone(b.Aliases), a.Aliases...)
	slices.Sort(b.Aliases)
	b.Aliases = slices.Compact(b.Aliases)
	b.Mentions += a.Mentions
	b.Merged = append(slices.Clone(b.Merged), fmt.Sprintf("%s says %q is the same: %s", l.d.Who, a.Name, l.d.Why))
	to.locals = append(slices.Clone(to.locals), from.locals...)
	slices.Sort(to.locals)
	from.locals, from.into = nil, to.e.ID
}

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
	var out, rest []int
	for _, i := range from.locals {
		if c.takes(from, x.Members, i) {
			out = append(out, i)
		} else {
			rest = append(rest, i)
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
	from.recount(c.ls, rest)
	id := slug(x.Name) + "-p"
	to := c.byID[id]
	if to == nil || to.into != "" {
		to = &cluster{}
		at := slices.Index(c.list, from)
		c.list = slices.Insert(slices.Clone(c.list), at+1, to)
		c.byID[id] = to
	}
	to.locals = append(to.locals, out...)
	slices.Sort(to.locals)
	why = fmt.Sprintf("%s says it is not %q: %s", l.d.Who, from.e.Name, l.d.Why)
	why = strings.TrimSuffix(why, ": ")
	told := append(slices.Clone(to.e.Merged), why)
	to.e = merged(c.ls, to.locals)
	to.e.ID, to.e.Name, to.e.Unnamed, to.e.Merged = id, x.Name, false, told
	l.now = id
}

// recount makes a cluster of fewer chains; it keeps its id, and its name where one of them has it.
func (x *cluster) recount(ls []local, rest []int) {
	id, name, joins := x.e.ID, x.e.Name, x.e.Merged
	x.locals, x.e = rest, merged(ls, rest)
	x.e.ID, x.e.Merged = id, joins
	if entryOf(ls, rest) == nil && slices.ContainsFunc(rest, func(i int) bool { return ls[i].e.Name == name }) {
		x.e.Name = name
	}
}

// takes reports whether a split takes out a chain: it names its report, and where it names a chain of it, that one by its id and name. Where ids
// moved, it is the only chain of that name that the entity has in the report.
func (c *clusters) takes(from *cluster, ms []parley.SplitMember, i int) bool {
	l := c.ls[i]
	for _, m := range ms {
		if m.Report != c.f.reports[l.report].Report {
			continue
		}
		if m.Entity == "" || m.Entity == l.e.ID && (m.Name == "" || m.Name == l.e.Name) {
			return true
		}
		if m.Name != l.e.Name {
			continue
		}
		n, exact := 0, false
		for _, j := range from.locals {
			if o := c.ls[j]; o.report == l.report && o.e.Name == m.Name {
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

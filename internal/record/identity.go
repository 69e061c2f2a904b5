package record

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/parley-press/parley"
)

// A cluster is an entity of the record on its way through people's decisions.
type cluster struct {
	e      parley.Entity
	is     *being      // that it was at first, nil where people made it
	chains []*spelling // the reports' entities that are it, by report and place; nil where they are those of the being
	into   string      // the id of the cluster that it is one with, "" where it stands for itself

	changed bool
}

// clusters are those of one fold by their id.
type clusters struct {
	f    *fold
	list []*cluster
	byID map[string]*cluster
	of   map[*spelling]*cluster // where it is not that of its being
}

// locals are the reports' entities that a cluster is.
func (x *cluster) locals() []*spelling {
	if x.chains == nil && x.is != nil {
		if x.is.one != nil {
			x.chains = []*spelling{x.is.one}
		}
		for _, c := range x.is.kin.classes {
			x.chains = append(x.chains, c.members...)
		}
		inOrder(x.chains)
	}
	return x.chains
}

// inOrder sorts reports' entities by report and place.
func inOrder(ls []*spelling) {
	slices.SortFunc(ls, func(a, b *spelling) int {
		return cmp.Or(cmp.Compare(a.sheet.at, b.sheet.at), cmp.Compare(a.place, b.place))
	})
}

// decideEntities applies people's merges and splits of entities in the order of the log. A split gives the new entity an id that hangs on its name alone, and
// the old one keeps its id, so that later decisions find both.
func (f *fold) decideEntities() {
	lines := f.ruling.pending(parley.DecideMerge, parley.DecideSplit)
	if len(lines) == 0 {
		return
	}
	c := &clusters{f, make([]*cluster, len(f.rec.Entities)), make(map[string]*cluster, len(f.rec.Entities)), map[*spelling]*cluster{}}
	for i, r := range f.beings.rows {
		c.list[i] = &cluster{e: f.rec.Entities[i], is: &r.val}
		c.byID[c.list[i].e.ID] = c.list[i]
	}
	last := lastMerges(lines)
	for _, l := range lines {
		if l.was != nil && l.was.Layer != parley.LayerEntity {
			continue // of papers
		}
		if l.d.Kind == parley.DecideSplit && (l.was != nil || c.byID[l.d.Finding] != nil) {
			c.split(l)
			continue
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
	c.settle()
}

// settle writes the entities as they came out.
func (c *clusters) settle() {
	f := c.f
	f.moved = make(map[*spelling]string, len(c.of))
	for l, x := range c.of {
		if id := x.e.ID; id != l.is().ID {
			f.moved[l] = id
		}
	}
	f.rec.Entities = f.rec.Entities[:0]
	f.used = newIDs(len(c.list))
	for _, x := range c.list {
		if x.into != "" {
			continue
		}
		if x.changed {
			x.e.Reports = make([]parley.ReportID, 0, len(x.locals()))
			for _, l := range x.locals() {
				x.e.Reports = append(x.e.Reports, l.sheet.raw.Report)
			}
			slices.Sort(x.e.Reports)
			x.e.Reports = slices.Compact(x.e.Reports)
			f.register.tell(&x.e, x.locals())
		}
		f.used.used[x.e.ID] = true
		f.rec.Entities = append(f.rec.Entities, x.e)
	}
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

// holder is the cluster that a report's entity is in now.
func (c *clusters) holder(l *spelling) *cluster {
	if x := c.of[l]; x != nil {
		return x
	}
	return c.byID[l.is().ID]
}

// holding is the cluster with most of the chains by which an entity is found again; nil where none of them stands, with a reason where several have as many.
func (c *clusters) holding(id string, was *parley.Was) (*cluster, string) {
	count := map[*cluster]int{}
	seen := map[parley.ReportID]bool{}
	for _, m := range was.Members {
		s := c.f.sheets[m.Report]
		if s == nil || seen[m.Report] {
			continue
		}
		seen[m.Report] = true
		for _, l := range s.locals {
			if memberOf(was.Members, m.Report, l.e) {
				count[c.holder(l)]++
			}
		}
	}
	var most []*cluster
	for x, n := range count { // in any order: one, or their number and ids count
		switch {
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
	if why := c.f.register.keptApart(from.locals(), to.locals()); why != "" && from != to {
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
	moved := from.locals()
	to.chains = slices.Concat(to.locals(), moved)
	inOrder(to.chains)
	for _, x := range moved {
		c.of[x] = to
	}
	from.chains, from.into, to.changed = []*spelling{}, to.e.ID, true
}

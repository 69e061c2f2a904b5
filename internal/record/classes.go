package record

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// A class is all entities of reports in which the merge sees no difference: of one type, key and name, with the same acronyms, and sides of one class. They are
// counted as reports come and go; the merge looks at each class once, in the order of where they stand first. An entity that people say is one with that of
// another report, that speaks for one who speaks for it, or that an office alone is called by, is a class of its own.
type class struct {
	key     string
	side    *class // nil where there is none
	like    *spelling
	members []*spelling
	first   *spelling // of the members, by report and place; nil where that is to be found anew
	touched bool      // since the last fold
	roles   map[string]int
	aliases map[string]int
	said    int // mentions

	at   int         // among the classes of the last merge
	one  bool        // whether its members are one entity
	self string      // why, where there are two or more and nothing else joins them
	is   *row[being] // where they are
}

// enroll puts the entities of a sheet into their classes.
func (k *Folder) enroll(s *sheet) {
	s.entity = make(map[string]int, len(s.locals))
	for i, l := range s.locals {
		l.sheet, l.place = s, i
		if id := l.e.ID; id != "" {
			if _, ok := s.entity[id]; !ok {
				s.entity[id] = i
			}
		}
	}
	for _, l := range s.locals {
		l.own = l.pinned || l.circular() || l.byOffice()
	}
	for _, l := range s.locals {
		k.classOf(l)
	}
}

// sideOf is the entity of the report for which one speaks, nil where there is none.
func (l *spelling) sideOf() *spelling {
	if at, ok := l.sheet.entity[l.e.Side]; ok {
		return l.sheet.locals[at]
	}
	return nil
}

// circular reports whether an entity speaks for one who speaks for it.
func (l *spelling) circular() bool {
	for n, s := 0, l.sideOf(); s != nil && n <= len(l.sheet.locals); n, s = n+1, s.sideOf() {
		if s == l {
			return true
		}
	}
	return false
}

// before reports whether an entity stands before another, by report and place.
func (l *spelling) before(m *spelling) bool {
	if l.sheet != m.sheet {
		return l.sheet.raw.Report < m.sheet.raw.Report
	}
	return l.place < m.place
}

// classOf is the class of an entity, in which it is put.
func (k *Folder) classOf(l *spelling) *class {
	if l.class != nil {
		return l.class
	}
	var side *class
	if s := l.sideOf(); s != nil && !l.own {
		side = k.classOf(s)
	}
	key := classKey(l, side)
	c := k.classes[key]
	if c == nil {
		c = &class{key: key, side: side, like: l, first: l, roles: map[string]int{}, aliases: map[string]int{}}
		k.classes[key] = c
		k.regroup = true
	} else if c.first != nil && l.before(c.first) {
		c.first, k.regroup = l, true
	}
	l.class, l.nth = c, len(c.members)
	c.members = append(c.members, l)
	k.regroup = c.count(l.e, +1) || k.regroup
	if s := l.sideOf(); s != nil && l.own {
		c.side = k.classOf(s)
	}
	return c
}

// classKey is what the merge looks at of an entity.
func classKey(l *spelling, side *class) string {
	if l.own {
		return "\x01" + string(l.sheet.raw.Report) + " " + itoa(l.place)
	}
	var b strings.Builder
	for _, v := range slices.Concat([]string{l.e.Key, l.e.Name, string(l.e.Type), strconv.FormatBool(l.e.Unnamed), strconv.FormatBool(l.e.Side != ""), strconv.Itoa(l.by.entry), l.by.why, l.full}, l.short) {
		b.WriteString(v)
		b.WriteByte(0)
	}
	if side != nil {
		b.WriteByte(1)
		b.WriteString(side.key)
	}
	return b.String()
}

// leave takes the entities of a sheet out of their classes.
func (k *Folder) leave(s *sheet) {
	for _, l := range s.locals {
		c := l.class
		last := len(c.members) - 1
		c.members[l.nth] = c.members[last]
		c.members[l.nth].nth = l.nth
		c.members[last] = nil
		c.members = c.members[:last]
		k.regroup = c.count(l.e, -1) || k.regroup
		l.class = nil
		if c.first == l {
			c.first, k.regroup = nil, true
		}
		if last == 0 {
			delete(k.classes, c.key)
			k.regroup = true
		}
	}
}

// count adds an entity to what its class is called by, or takes it out, and reports whether the class has other offices now.
func (c *class) count(e *parley.LocalEntity, by int) bool {
	c.touched = true
	c.said += by * len(e.Mentions)
	offices := len(c.roles)
	if e.Role != "" {
		tallyOne(c.roles, e.Role, by)
	}
	for i, a := range e.Aliases {
		if !slices.Contains(e.Aliases[:i], a) {
			tallyOne(c.aliases, a, by)
		}
	}
	return len(c.roles) != offices
}

func tallyOne(m map[string]int, k string, by int) {
	if m[k] += by; m[k] == 0 {
		delete(m, k)
	}
}

// A kin is classes that are one entity, and why.
type kin struct {
	classes []*class
	reasons []string
}

// merge joins the classes: by the configuration, which also keeps apart; by the gazetteer's key; persons by full name, then by surname where only one fits; bodies, groups and places by name or by a name
// in brackets. Unnamed sources are not joined across reports, save the many of one state that are described alike, and who is described at length in the same words. What people pinned comes last.
func (k *Folder) merge() {
	list := make([]*class, 0, len(k.classes))
	for _, c := range k.classes {
		if c.first == nil {
			c.first = slices.MinFunc(c.members, func(a, b *spelling) int {
				return cmp.Or(cmp.Compare(a.sheet.at, b.sheet.at), cmp.Compare(a.place, b.place))
			})
		}
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b *class) int {
		return cmp.Or(cmp.Compare(a.first.sheet.at, b.first.sheet.at), cmp.Compare(a.first.place, b.first.place))
	})
	ls := make([]local, len(list))
	for i, c := range list {
		c.at, c.one, c.self, ls[i].spelling = i, false, "", c.like
	}
	for i, c := range list {
		if ls[i].side = -1; c.side != nil {
			ls[i].side = c.side.at
		}
		c.alike()
	}
	u := newBonds(k.register, ls)
	type reason struct {
		at    int
		words string
	}
	var why []reason
	join := func(a, b int, words string) {
		if u.apart(a, b) {
			return
		}
		list[a].one, list[b].one = true, true
		if u.join(a, b) && words != "" {
			why = append(why, reason{b, words})
		}
	}
	if k.register != nil {
		joinConfigured(ls, join)
		joinActors(k.register, ls, list, join)
	}
	joinByKey(ls, join)
	joinByName(ls, join)
	joinShortened(ls, join)
	joinPersons(ls, list, u, join)
	joinHolders(ls, list, u.union, join)
	joinTails(ls, u.union, join)
	joinFirms(ls, u.union, join)
	joinBodies(ls, u.union, join)
	joinOfficials(ls, list, u.union, join)
	joinAides(ls, u.union, join)
	joinDescribed(ls, list, join)
	for _, p := range k.pinned {
		join(min(p.from.class.at, p.to.class.at), max(p.from.class.at, p.to.class.at), fmt.Sprintf("a person says that %q is meant", p.to.e.Name))
	}
	reasons := map[int][]string{} // by root
	for _, r := range why {
		at := u.find(r.at)
		if !slices.Contains(reasons[at], r.words) {
			reasons[at] = append(reasons[at], r.words)
		}
	}
	k.kins = k.kins[:0]
	for _, g := range u.groups(1) {
		n := kin{reasons: reasons[u.find(g[0])]}
		for _, i := range g {
			n.classes = append(n.classes, list[i])
		}
		k.kins = append(k.kins, n)
	}
}

// alike says whether the members of a class are one by what they have in common, and why.
func (c *class) alike() {
	switch l := c.like; {
	case l.by.entry >= 0:
		c.one = true // and why is told of each (see tell)
	case l.e.Key != "":
		c.one, c.self = true, "same key "+l.e.Key
	case l.e.Unnamed || l.e.Type == parley.Person || len(l.parts) == 0 || vague(l):
	default:
		c.one, c.self = true, fmt.Sprintf("same name %q", l.e.Name)
	}
}

// vague reports whether a name is a bare noun of which every report may mean another: "the company", "the statement".
func vague(l *spelling) bool {
	if len(l.parts) != 1 || capital(l.e.Name, 0) {
		return false
	}
	w := l.parts[0]
	return manyKinds[w] || l.e.Type == parley.InstrumentEntity && passingPapers[w]
}

// manyKinds are nouns for a body of a kind of which there are always others; passingPapers those for papers that are gone with the report.
var (
	manyKinds     = map[string]bool{"company": true, "firm": true, "group": true, "agency": true, "bank": true, "hospital": true, "court": true, "team": true, "league": true, "movement": true}
	passingPapers = map[string]bool{"statement": true, "letter": true, "report": true, "note": true, "document": true, "interview": true, "email": true, "memo": true, "message": true}
)

// oneBy says that the members of a class are one, and why.
func (c *class) oneBy(why string) {
	c.one = true
	if c.self == "" {
		c.self = why
	}
}

// inOneReport reports whether a report has members of two classes.
func inOneReport(a, b *class) bool {
	in := map[*sheet]bool{}
	for _, l := range a.members {
		in[l.sheet] = true
	}
	return slices.ContainsFunc(b.members, func(l *spelling) bool { return in[l.sheet] })
}

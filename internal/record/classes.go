package record

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// A class is all entities of reports in which the merge sees no difference: of one type, key and name, with the same acronyms, and sides of one class. They are
// counted as reports come and go; the merge looks at each class once.
type class struct {
	key     string
	side    *class // nil where there is none
	like    *spelling
	members []*spelling
	touched bool // since the last fold
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
		k.classOf(s, l, nil)
	}
}

// classOf is the class of an entity, in which it is put. above are those that speak for it; a side that speaks for one who speaks for it is none.
func (k *Folder) classOf(s *sheet, l *spelling, above []*spelling) *class {
	if l.class != nil {
		return l.class
	}
	above = append(above, l)
	var side *class
	if at, ok := s.entity[l.e.Side]; ok && l.e.Side != "" && !slices.Contains(above, s.locals[at]) {
		side = k.classOf(s, s.locals[at], above)
	}
	key := classKey(l, side)
	c := k.classes[key]
	if c == nil {
		c = &class{key: key, side: side, like: l, roles: map[string]int{}, aliases: map[string]int{}}
		k.classes[key] = c
		k.regroup = true
	}
	l.class, l.nth = c, len(c.members)
	c.members = append(c.members, l)
	c.count(l.e, +1)
	return c
}

// classKey is what the merge looks at of an entity. Of two the one with a key of the gazetteer stands before the one without.
func classKey(l *spelling, side *class) string {
	var b strings.Builder
	flag := func(v bool) {
		if v {
			b.WriteByte('0')
		} else {
			b.WriteByte('1')
		}
	}
	flag(l.e.Key != "")
	flag(!l.e.Unnamed)
	flag(l.e.Side != "")
	for _, v := range slices.Concat([]string{l.e.Key, l.e.Name, string(l.e.Type)}, l.short) {
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
		c.count(l.e, -1)
		if last == 0 {
			delete(k.classes, c.key)
			k.regroup = true
		}
	}
}

func (c *class) count(e *parley.LocalEntity, by int) {
	c.touched = true
	c.said += by * len(e.Mentions)
	if e.Role != "" {
		tallyOne(c.roles, e.Role, by)
	}
	for i, a := range e.Aliases {
		if !slices.Contains(e.Aliases[:i], a) {
			tallyOne(c.aliases, a, by)
		}
	}
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

// merge joins the classes: by the gazetteer's key; persons by full name, then by surname where only one fits; bodies, groups and places by name or by a name
// in brackets. Unnamed sources are never joined across reports.
func (k *Folder) merge() {
	list := make([]*class, 0, len(k.classes))
	for _, c := range k.classes {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b *class) int { return strings.Compare(a.key, b.key) })
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
	u := newUnion(len(ls))
	type reason struct {
		at    int
		words string
	}
	var why []reason
	join := func(a, b int, words string) {
		list[a].one, list[b].one = true, true
		if u.find(a) != u.find(b) {
			u.join(a, b)
			why = append(why, reason{b, words})
		}
	}
	joinByKey(ls, join)
	joinByName(ls, join)
	joinPersons(ls, list, join)
	joinTails(ls, u, join)
	joinBodies(ls, u, join)
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
	case l.e.Key != "":
		c.one, c.self = true, "same key "+l.e.Key
	case l.e.Unnamed || l.e.Type == parley.Person || len(l.parts) == 0:
	default:
		c.one, c.self = true, fmt.Sprintf("same name %q", l.e.Name)
	}
}

// oneBy says that the members of a class are one, and why.
func (c *class) oneBy(why string) {
	c.one = true
	if c.self == "" {
		c.self = why
	}
}

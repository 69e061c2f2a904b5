package record

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// A being is an entity of the record before it has a side. It is kept while its classes, or the report it is of, stay as they are.
type being struct {
	parley.Entity
	order   string // its place in the record
	base    string // of its id
	mark    string // what tells it from others of that base
	kin     kin
	one     *spelling // where it is one report's alone
	now     *face     // in this fold
	partner *face     // of its party
}

// entities joins the entities of all reports. People's merges come last.
func (f *fold) entities() {
	if f.regroup {
		f.merge()
		f.regroup = false
	}
	var now []*row[being]
	for _, n := range f.kins {
		c := n.classes[0]
		if !c.one {
			for _, l := range c.members {
				if l.alone == nil {
					l.alone = f.lone(l)
				}
				now = append(now, l.alone)
			}
			continue
		}
		if fresh := slices.ContainsFunc(n.classes, func(c *class) bool { return c.touched }); fresh || c.is == nil || !c.is.val.kin.equal(n) {
			c.is = f.joined(n)
		}
		for _, other := range n.classes {
			other.is = c.is
		}
		now = append(now, c.is)
	}
	for _, c := range f.classes {
		c.touched = false
	}
	f.beings.settle(now, func(a, b *being) int { return strings.Compare(a.order, b.order) })
	f.identify()
	f.decideMerges()
	f.sides()
	f.meet()
}

func (n kin) equal(m kin) bool {
	return slices.Equal(n.classes, m.classes) && slices.Equal(n.reasons, m.reasons)
}

// lone is an entity of one report alone.
func (f *fold) lone(l *spelling) *row[being] {
	e := l.e
	b := being{one: l, Entity: parley.Entity{Name: e.Name, Type: e.Type, Role: e.Role, Unnamed: e.Unnamed, Mentions: len(e.Mentions), Aliases: []string{}, Reports: []parley.ReportID{l.sheet.raw.Report}}}
	b.Aliases = append(b.Aliases, e.Aliases...)
	slices.Sort(b.Aliases)
	b.Aliases = slices.Compact(b.Aliases)
	b.settle(e.Name, l.class, string(l.sheet.raw.Report)+" "+e.ID)
	b.base += "-" + string(l.sheet.raw.Report[:8])
	return &row[being]{val: b}
}

// joined is the entity of classes that are one: the name of the gazetteer or the fullest one, the type most reports give it, all its surface forms.
func (f *fold) joined(n kin) *row[being] {
	b := being{kin: kin{slices.Clone(n.classes), n.reasons}, Entity: parley.Entity{Unnamed: true, Aliases: []string{}, Reports: []parley.ReportID{}, Merged: slices.Clone(n.reasons)}}
	types, roles, names := map[string]int{}, map[string]int{}, map[string]int{}
	in := make([]bool, len(f.pages))
	keyed, best := "", n.classes[0].like.e.Name
	for _, c := range n.classes {
		e := c.like.e
		b.Unnamed = b.Unnamed && e.Unnamed
		types[string(e.Type)] += c.said
		for r, k := range c.roles {
			roles[r] += k
		}
		if e.Key != "" && (keyed == "" || e.Name < keyed) {
			keyed = e.Name
		}
		if better(e.Name, best) {
			best = e.Name
		}
		names[e.Name] += len(c.members)
		for a := range c.aliases {
			b.Aliases = append(b.Aliases, a)
		}
		b.Mentions += c.said
		for _, l := range c.members {
			in[l.sheet.at] = true
		}
		if len(c.members) > 1 && c.self != "" && !slices.Contains(b.Merged, c.self) {
			b.Merged = append(b.Merged, c.self)
		}
	}
	for i, there := range in {
		if there {
			b.Reports = append(b.Reports, f.ids[i])
		}
	}
	slices.Sort(b.Merged)
	slices.Sort(b.Aliases)
	b.Aliases = slices.Compact(b.Aliases)
	b.Type, b.Role = parley.EntityType(most(types)), most(roles)
	if b.Name = bestName(names, b.Type == parley.Person || b.Type == parley.Group || b.Type == parley.Organization); keyed != "" {
		b.Name = keyed
	}
	b.settle(best, n.classes[0], n.classes[0].key)
	if b.Unnamed {
		b.base += "-" + string(b.Reports[0][:8])
	}
	return &row[being]{val: b}
}

// settle gives an entity what its id is made of. full is the longest of its names, c the first of its classes, mark what no other has.
func (b *being) settle(full string, c *class, mark string) {
	b.order = slug(full) + "\x00" + string(c.like.e.Type) + "\x00" + c.like.e.Key + "\x00" + mark
	b.base, b.mark = slug(b.Name), mark
	switch b.Type {
	case parley.Place:
		b.base += "-place"
	case parley.InstrumentEntity:
		b.base += "-document"
	}
}

// identify gives ids. Where two entities would have one, the first keeps it, and the others are told from it by what they are, so that no id hangs on how many
// there are.
func (f *fold) identify() {
	used := make(map[string]bool, len(f.beings.rows))
	f.rec.Entities = make([]parley.Entity, 0, len(f.beings.rows))
	for _, r := range f.beings.rows {
		b := &r.val
		id := apart(used, b.base, b.mark)
		used[id] = true
		b.ID = id
		f.rec.Entities = append(f.rec.Entities, b.Entity)
	}
	f.used = used
}

// apart is an id with that base that is not used: the base, or the base with the first hex digits of the hash of what no other has, four or more.
func apart(used map[string]bool, base, mark string) string {
	if !used[base] {
		return base
	}
	h := sha256.Sum256([]byte(mark))
	digits := hex.EncodeToString(h[:])
	for n := 4; n < len(digits); n += 4 {
		if id := base + "-" + digits[:n]; !used[id] {
			return id
		}
	}
	return base + "-" + digits
}

// idOf is the id of a report's entity, after people's merges.
func (f *fold) idOf(l *spelling) string {
	id := l.is().ID
	if to, ok := f.merged[id]; ok {
		return to
	}
	return id
}

// is the entity of a report's entity.
func (l *spelling) is() *being {
	if l.class.one {
		return &l.class.is.val
	}
	return &l.alone.val
}

// sides gives every entity the party that most reports say it speaks for.
func (f *fold) sides() {
	votes := make(map[string]map[string]int, len(f.rec.Entities))
	vote := func(me, side string, n int) {
		if side == "" || side == me {
			return
		}
		if votes[me] == nil {
			votes[me] = map[string]int{}
		}
		votes[me][side] += n
	}
	for _, c := range f.classes {
		switch side := c.side; {
		case side == nil:
		case c.one && side.one:
			vote(f.idOf(c.like), f.idOf(side.like), len(c.members))
		default:
			for _, l := range c.members {
				vote(f.idOf(l), f.idOf(l.sheet.locals[l.sheet.entity[l.e.Side]]), 1)
			}
		}
	}
	f.byEntity = make(map[string]int, len(f.rec.Entities))
	for i := range f.rec.Entities {
		e := &f.rec.Entities[i]
		f.byEntity[e.ID] = i
		e.Side = most(votes[e.ID])
	}
	f.parties = make(map[string]string, len(f.byEntity))
	for id := range f.byEntity {
		f.parties[id] = f.partyOf(id)
	}
}

// meet gives every entity its face: that of the last fold where nothing of it changed.
func (f *fold) meet() {
	now := make(map[string]*face, len(f.rec.Entities))
	for i := range f.rec.Entities {
		e := &f.rec.Entities[i]
		old := f.faces[e.ID]
		if old == nil || old.name != e.Name || old.kind != e.Type || old.unnamed != e.Unnamed || !slices.Equal(old.aliases, e.Aliases) {
			n := &face{id: e.ID, name: e.Name, kind: e.Type, unnamed: e.Unnamed, aliases: e.Aliases, bags: f.bags(e), words: f.number(f.wordsOf(e.Name))}
			if old != nil && old.name == n.name && old.kind == n.kind && old.unnamed == n.unnamed && slices.EqualFunc(old.bags, n.bags, slices.Equal) {
				old.aliases = n.aliases
			} else {
				old = n
			}
		}
		now[e.ID] = old
	}
	f.faces = now
	for _, r := range f.beings.rows {
		b := &r.val
		id := b.ID
		if to, ok := f.merged[id]; ok {
			id = to
		}
		b.now, b.partner = now[id], now[f.party(id)]
	}
	f.ents = make([]map[string]string, len(f.pages))
	for i, s := range f.pages {
		if s.metOthers() {
			s.changed = true
			s.ents = make(map[string]string, len(s.locals))
			for _, l := range s.locals {
				s.ents[l.e.ID] = f.idOf(l)
			}
		}
		f.ents[i] = s.ents
	}
}

// metOthers notes whom the entities of a report are, and reports whether they are others than in the last fold.
func (s *sheet) metOthers() (other bool) {
	if s.faces == nil {
		s.faces, other = make([]*face, 2*len(s.locals)), true
	}
	for k, l := range s.locals {
		if b := l.is(); s.faces[2*k] != b.now || s.faces[2*k+1] != b.partner {
			s.faces[2*k], s.faces[2*k+1], other = b.now, b.partner, true
		}
	}
	return other
}

// bags is the content words of an entity's names, each set once.
func (f *fold) bags(e *parley.Entity) [][]int32 {
	out := [][]int32{}
	for _, name := range append([]string{e.Name}, e.Aliases...) {
		if w := f.wordsOf(name); len(w) > 0 {
			out = append(out, f.number(w))
		}
	}
	slices.SortFunc(out, slices.Compare)
	return slices.CompactFunc(out, slices.Equal)
}

package record

import (
	"slices"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// A being is an entity of the record before it has a side, and before people's merges. It is kept while its classes, or the report it is of, stay as they are.
type being struct {
	parley.Entity
	order   string // its place in the record
	base    string // of its id
	kin     kin
	one     *spelling // where it is one report's alone
	now     *face     // in this fold
	partner *face     // of its party
}

// entities joins the entities of all reports. People's merges and splits come last.
func (f *fold) entities() {
	f.pinEntities()
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
	f.decideEntities()
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
	b.called()
	f.register.tell(&b.Entity, []*spelling{l})
	b.settle(e.Name, l)
	return &row[being]{val: b}
}

// joined is the entity of classes that are one: the name of the gazetteer or the fullest one, the type most reports give it, all its surface forms.
func (f *fold) joined(n kin) *row[being] {
	b := being{kin: kin{slices.Clone(n.classes), n.reasons}, Entity: parley.Entity{Unnamed: true, Aliases: []string{}, Reports: []parley.ReportID{}, Merged: slices.Clone(n.reasons)}}
	types, roles, names := map[string]int{}, map[string]int{}, map[string]int{}
	in := make([]bool, len(f.pages))
	keyed, best := "", ""
	named := slices.ContainsFunc(n.classes, func(c *class) bool { return !c.like.byOffice() })
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
		if !named || !c.like.byOffice() { // an office names nobody who has a name
			if best == "" || better(e.Name, best) {
				best = e.Name
			}
			names[e.Name] += len(c.members)
		}
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
	b.called()
	if f.register != nil {
		likes := make([]*spelling, len(n.classes))
		for i, c := range n.classes {
			likes[i] = c.like
		}
		if x := configure(&b.Entity, likes); x != nil {
			best = x.name
		}
		f.register.tell(&b.Entity, likes)
	}
	b.settle(best, n.classes[0].first)
	return &row[being]{val: b}
}

// called gives somebody unnamed the fullest phrase that a report has: the name with what describes it behind ("person familiar with the talks" for a bare
// "person"), or with others before it ("state and county officials"). A capital that a phrase has as the first of its sentence goes.
func (b *being) called() {
	if !b.Unnamed || b.Type == parley.InstrumentEntity || b.Type == parley.Group && len(b.Reports) > 1 {
		return // what one report says more of them holds of its own
	}
	name := b.Name
	for _, a := range b.Aliases {
		first, rest, ok := strings.Cut(a, " ")
		if w := strings.ToLower(first); ok && (w == "a" || w == "an" || w == "the") {
			a = rest
		} else if slices.Contains(b.Aliases, w) {
			a = w + a[len(first):]
		}
		joined := strings.HasSuffix(a, " "+name) && (strings.Contains(a, " and ") || strings.Contains(a, " or "))
		if len(a) <= longestCalling && (joined || strings.HasPrefix(a, name+" ")) && better(a, b.Name) {
			b.Name = a
		}
	}
}

// longestCalling is how many bytes a phrase may have that somebody unnamed is called by.
const longestCalling = 64

// settle gives an entity its place in the record and what its id is made of. full is the longest of its names, first the first of the reports' entities that it
// is.
func (b *being) settle(full string, first *spelling) {
	report := first.sheet.raw.Report
	b.order = slug(full) + "\x00" + string(first.e.Type) + "\x00" + first.e.Key + "\x00" + string(report) + first.e.ID
	b.base = slug(b.Name)
	switch b.Type {
	case parley.Place:
		b.base += "-place"
	case parley.InstrumentEntity:
		b.base += "-document"
	}
	if b.Unnamed {
		b.base += "-" + string(report[:8])
	}
}

// identify gives ids, numbered from the second of one name on.
func (f *fold) identify() {
	f.used = newIDs(len(f.beings.rows))
	f.rec.Entities = make([]parley.Entity, 0, len(f.beings.rows))
	for _, r := range f.beings.rows {
		b := &r.val
		b.ID = f.used.give(b.base)
		f.rec.Entities = append(f.rec.Entities, b.Entity)
	}
}

// An ids holds the ids of entities and papers that are given.
type ids struct {
	used map[string]bool
	next map[string]int // number to try next, by base
}

func newIDs(n int) *ids { return &ids{make(map[string]bool, n), map[string]int{}} }

// give is the base, or the base with the first number that is free.
func (u *ids) give(base string) string {
	id := base
	if u.used[id] {
		n := max(2, u.next[base])
		for id = base + "-" + strconv.Itoa(n); u.used[id]; id = base + "-" + strconv.Itoa(n) {
			n++
		}
		u.next[base] = n + 1
	}
	u.used[id] = true
	return id
}

// idOf is the id of a report's entity, after people's merges and splits.
func (f *fold) idOf(l *spelling) string {
	if id, ok := f.moved[l]; ok {
		return id
	}
	return l.is().ID
}

// is the entity of a report's entity, before people's merges and splits.
func (l *spelling) is() *being {
	if l.class.one {
		return &l.class.is.val
	}
	return &l.alone.val
}

// sides gives every entity the party that most reports say it speaks for, if it is one that can (see speaksFor).
func (f *fold) sides() {
	votes := make(map[string]map[string]int, len(f.rec.Entities))
	met := make(map[string]int, len(f.rec.Entities)) // by how many entities of reports
	vote := func(me, side string, n int) {
		if side == "" || side == me {
			return
		}
		if votes[me] == nil {
			votes[me] = map[string]int{}
		}
		votes[me][side] += n
	}
	parted := map[*class]bool{} // by people
	for l := range f.moved {
		parted[l.class] = true
	}
	for _, c := range f.classes {
		if c.one && !parted[c] {
			met[c.is.val.ID] += len(c.members)
		} else {
			for _, l := range c.members {
				met[f.idOf(l)]++
			}
		}
		switch side := c.side; {
		case side == nil:
		case c.one && side.one && !parted[c] && !parted[side]:
			vote(c.is.val.ID, side.is.val.ID, len(c.members))
		default:
			for _, l := range c.members {
				vote(f.idOf(l), f.idOf(l.sideOf()), 1)
			}
		}
	}
	f.byEntity = make(map[string]int, len(f.rec.Entities))
	for i := range f.rec.Entities {
		e := &f.rec.Entities[i]
		f.byEntity[e.ID] = i
		if side := most(votes[e.ID]); seldomSide*votes[e.ID][side] >= met[e.ID] {
			e.Side = side
		}
	}
	for i := range f.rec.Entities {
		if e := &f.rec.Entities[i]; e.Side != "" && !speaksFor(e, &f.rec.Entities[f.byEntity[e.Side]]) {
			e.Side = ""
		}
	}
	f.configuredSides()
	f.parties = make(map[string]string, len(f.byEntity))
	for id := range f.byEntity {
		f.parties[id] = f.partyOf(id)
	}
}

// seldomSide is of how many reports' entities one at least must say whose it is.
const seldomSide = 4

// speaksFor reports whether an entity that reports say to be somebody's may speak for it: whoever is of a state's opposition, its refugees, rivals or newspapers does not
// speak for the state, and a people or crowd of it without an office does not either.
func speaksFor(e, side *parley.Entity) bool {
	if side.Type != parley.State {
		return true
	}
	if e.Type == parley.Group && e.Role == "" {
		return false
	}
	return !slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(e.Role), func(r rune) bool { return r == ' ' || r == '-' }), func(w string) bool { return notOfState[stem(w)] })
}

// notOfState holds stems of words of roles of those who are of a state and do not speak for it.
var notOfState = stems(`opposition rebel insurgent militant guerrilla guerilla separatist secessionist jihadist jihadi terrorist islamist extremist dissident exile exiled refugee migrant civilian citizen resident
	villager inhabitant protester demonstrator activist campaigner critic opponent enemy foe rival neighbor neighbour ally partner friend victim survivor prisoner detainee hostage group grouping bloc coalition
	faction alliance party movement militia militiaman warlord tribe clan minority diaspora hospital doctor medic journalist reporter newspaper daily magazine website voter worker student teacher lawyer analyst expert
	scholar academic charity company firm businessman trader`)

// meet gives every entity its face: that of the last fold where nothing of it changed.
func (f *fold) meet() {
	now := make(map[string]*face, len(f.rec.Entities))
	for i := range f.rec.Entities {
		e := &f.rec.Entities[i]
		old := f.faces[e.ID]
		if old == nil || old.name != e.Name || old.kind != e.Type || old.unnamed != e.Unnamed || !slices.Equal(old.aliases, e.Aliases) {
			n := &face{id: e.ID, name: e.Name, kind: e.Type, unnamed: e.Unnamed, aliases: e.Aliases, bags: f.bags(e), words: f.lexicon.number(f.wordsOf(e.Name))}
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
		b.now, b.partner = now[b.ID], now[f.party(b.ID)]
	}
	f.ents = make([]map[string]string, len(f.pages))
	for i, s := range f.pages {
		if f.metOthers(s) {
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
func (f *fold) metOthers(s *sheet) (other bool) {
	if s.faces == nil {
		s.faces, other = make([]*face, 2*len(s.locals)), true
	}
	for k, l := range s.locals {
		b := l.is()
		me, partner := b.now, b.partner
		if id, ok := f.moved[l]; ok {
			me, partner = f.faces[id], f.faces[f.party(id)]
		}
		if s.faces[2*k] != me || s.faces[2*k+1] != partner {
			s.faces[2*k], s.faces[2*k+1], other = me, partner, true
		}
	}
	return other
}

// bags is the content words of an entity's names, each set once.
func (f *fold) bags(e *parley.Entity) [][]int32 {
	out := [][]int32{}
	for _, name := range append([]string{e.Name}, e.Aliases...) {
		if w := f.wordsOf(name); len(w) > 0 {
			out = append(out, f.lexicon.number(w))
		}
	}
	slices.SortFunc(out, slices.Compare)
	return slices.CompactFunc(out, slices.Equal)
}

package record

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// A local is one report's entity with what the merge looks at.
type local struct {
	*spelling
	report int
	first  int // place of its report's first entity among all
}

// A spelling is the part of a local that hangs on its report alone.
type spelling struct {
	pinning // what the configuration says of it
	e       *parley.LocalEntity
	parts   []string // folded name, by words
	name    string   // folded name
	kin     string   // family and folded name
	slug    string   // of the name
	byKey   string   // why it is joined to one of the same key
	byName  string   // why it is joined to one of the same name
	sounds  []string // of parts, for persons
	sound   string   // first and last of sounds
	short   []string // acronyms among the aliases
	side    int      // place of its side in the report, -1 where it has none
}

// newSpelling is an entity of a report, before its side is known.
func newSpelling(e *parley.LocalEntity) *spelling {
	l := &spelling{e: e, parts: strings.Fields(foldName(e.Name)), side: -1, slug: slug(e.Name), byKey: "same key " + e.Key, byName: fmt.Sprintf("same name %q", e.Name)}
	l.name = strings.Join(l.parts, " ")
	l.kin = family(e.Type) + "|" + l.name
	if e.Type == parley.Person {
		for _, p := range l.parts {
			l.sounds = append(l.sounds, sound(p))
		}
		if n := len(l.sounds); n > 0 {
			l.sound = l.sounds[0] + " " + l.sounds[n-1]
		}
	}
	for _, a := range e.Aliases {
		if acronym(a) {
			l.short = append(l.short, a)
		}
	}
	return l
}

// A reason is why a local was joined to another.
type reason struct {
	at    int
	words string
}

// entities joins the entities of all reports: by the configuration, which also keeps apart; by the gazetteer's key; persons by full name, then by surname where only one fits; bodies, groups and
// places by name or by a name in brackets. Unnamed sources are never joined across reports. People's merges come last.
func (f *fold) entities() {
	var ls []local
	for i, page := range f.pages {
		first := len(ls)
		for _, l := range page.locals {
			ls = append(ls, local{l, i, first})
		}
	}
	u := newBonds(f.register, ls)
	var why []reason
	join := func(a, b int, words string) {
		if u.join(a, b) && words != "" {
			why = append(why, reason{b, words})
		}
	}
	if f.register != nil {
		joinConfigured(ls, join)
		joinActors(f.register, ls, join)
	}
	joinByKey(ls, join)
	joinByName(ls, join)
	joinPersons(ls, u, join)
	joinTails(ls, u.union, join)
	joinBodies(ls, u.union, join)
	f.joinPinned(ls, join)
	f.build(ls, u.union, why)
}

func joinByKey(ls []local, join func(a, b int, why string)) {
	first := map[string]int{}
	for i, l := range ls {
		if l.e.Key == "" {
			continue
		}
		if j, ok := first[l.e.Key]; ok {
			join(j, i, l.byKey)
		} else {
			first[l.e.Key] = i
		}
	}
}

// joinByName joins all but persons whose names are the same but for case, article and possessive, or where a short form of one is a name of the other.
func joinByName(ls []local, join func(a, b int, why string)) {
	first := map[string]int{}
	for i, l := range ls {
		if l.e.Unnamed || l.e.Type == parley.Person || len(l.parts) == 0 {
			continue
		}
		k := l.kin
		if j, ok := first[k]; ok {
			if ls[j].e.Key == "" || l.e.Key == "" {
				join(j, i, l.byName)
			}
		} else {
			first[k] = i
		}
	}
	for i, l := range ls {
		if l.e.Unnamed || l.e.Type == parley.Person {
			continue
		}
		for _, a := range l.short {
			if j, ok := first[family(l.e.Type)+"|"+foldName(a)]; ok && (ls[j].e.Key == "" || l.e.Key == "") {
				join(min(i, j), max(i, j), fmt.Sprintf("%q stands for %q", a, l.e.Name))
			}
		}
	}
}

// family puts types together that one body may be given in different reports. A state and a place of one name stay two.
func family(t parley.EntityType) string {
	switch t {
	case parley.Organization, parley.Group, parley.State:
		return "body"
	}
	return string(t)
}

func acronym(s string) bool {
	n := 0
	for _, r := range s {
		if r < 'A' || r > 'Z' {
			return false
		}
		n++
	}
	return n >= 2 && n <= 8
}

// joinPersons joins full names by first name and surname, compared by sound; then each bare surname to the one person of that surname in the dossier,
// if there is one and its side does not speak against it.
// Where the configuration keeps people apart whose names sound alike, who is called so is none of them for certain, and stays apart.
func joinPersons(ls []local, u *bonds, join func(a, b int, why string)) {
	full := map[string][]int{}
	said := map[[2]string]string{}
	alike := func(a, b string) string {
		s, ok := said[[2]string{a, b}]
		if !ok {
			if s = fmt.Sprintf("%q and %q sound alike", a, b); a == b {
				s = fmt.Sprintf("both are called %q", a)
			}
			said[[2]string{a, b}] = s
		}
		return s
	}
	bySurname := map[string][]int{}
	var order []int                             // two-word names first, so that longer forms find them whatever report comes first
	for _, known := range []bool{true, false} { // and those of the configuration before all others
		for _, long := range []bool{false, true} {
			for i, l := range ls {
				if l.e.Type == parley.Person && !l.e.Unnamed && len(l.parts) > 1 && (len(l.parts) > 2) == long && (l.entry >= 0) == known {
					order = append(order, i)
				}
			}
		}
	}
	// open is those of the list that i may be, one of each set.
	open := func(list []int, i int) (out []int) {
		for _, j := range list {
			if !u.apart(i, j) && (u.register == nil || !slices.ContainsFunc(out, func(k int) bool { return u.find(k) == u.find(j) })) {
				out = append(out, j)
			}
		}
		return out
	}
	for _, i := range order {
		l := ls[i]
		s, k := l.sounds[len(l.parts)-1], l.sound
		if n := len(l.parts); n > 2 {
			if js := open(full[l.sounds[n-2]+" "+s], i); len(js) == 1 {
				join(min(i, js[0]), max(i, js[0]), fmt.Sprintf("%q ends like %q", l.e.Name, ls[js[0]].e.Name))
				continue
			}
		}
		if js := open(full[k], i); len(js) == 1 {
			join(min(i, js[0]), max(i, js[0]), alike(ls[js[0]].e.Name, l.e.Name))
			continue
		}
		full[k] = append(full[k], i)
		bySurname[s] = append(bySurname[s], i)
	}
	bare := map[string]int{}
	for i, l := range ls {
		if l.e.Type != parley.Person || l.e.Unnamed || len(l.parts) != 1 {
			continue
		}
		s := l.sounds[0]
		cands := open(slices.DeleteFunc(slices.Clone(bySurname[s]), func(j int) bool { return against(ls, ls[j], l) }), i)
		switch {
		case len(cands) == 1:
			join(min(cands[0], i), max(cands[0], i), fmt.Sprintf("%q is the only one of that surname", l.e.Name))
		case len(cands) == 0 && len(bySurname[s]) == 0:
			if j, ok := bare[s]; ok {
				join(j, i, fmt.Sprintf("same surname %q", l.e.Name))
			} else {
				bare[s] = i
			}
		}
	}
}

// against reports whether what two reports say of a person's side cannot be one person.
func against(ls []local, a, b local) bool {
	x, y := sideKey(ls, a), sideKey(ls, b)
	return x != "" && y != "" && x != y
}

func sideKey(ls []local, l local) string {
	if l.side < 0 {
		return ""
	}
	return ls[l.first+l.side].e.Key
}

// build writes the merged entities and maps every local id to its entity.
func (f *fold) build(ls []local, u union, why []reason) {
	f.ents = make([]map[string]string, len(f.reports))
	for i := range f.ents {
		if f.pages[i].ents == nil {
			f.pages[i].ents = make(map[string]string, len(f.pages[i].locals))
		}
		f.ents[i] = f.pages[i].ents
	}
	used := map[string]bool{}
	reasons := map[int][]string{} // by root
	told := map[reason]bool{}
	for _, r := range why {
		if r.at = u.find(r.at); !told[r] {
			told[r] = true
			reasons[r.at] = append(reasons[r.at], r.words)
		}
	}
	groups := u.groups()
	sortGroups(groups, func(g []int) string { return groupKey(ls, g) })
	all := make([]*cluster, 0, len(groups))
	for _, g := range groups {
		e := merged(ls, g)
		e.Merged = reasons[u.find(g[0])]
		slices.Sort(e.Merged)
		base := slug(e.Name)
		switch e.Type {
		case parley.Place:
			base += "-place"
		case parley.InstrumentEntity:
			base += "-document"
		}
		if e.Unnamed {
			base += "-" + string(f.reports[ls[g[0]].report].Report[:8])
		}
		e.ID = base
		for n := 2; used[e.ID]; n++ {
			e.ID = fmt.Sprintf("%s-%d", base, n)
		}
		used[e.ID] = true
		all = append(all, &cluster{e: e, locals: g})
	}
	all = f.decideEntities(ls, all)
	for _, c := range all {
		f.tellConfigured(c, ls)
	}
	locals := make([][]int, 0, len(all))
	for _, c := range all {
		for _, i := range c.locals {
			f.ents[ls[i].report][ls[i].e.ID] = c.e.ID
			c.e.Reports = append(c.e.Reports, f.reports[ls[i].report].Report)
		}
		slices.Sort(c.e.Reports)
		c.e.Reports = slices.Compact(c.e.Reports)
		f.rec.Entities = append(f.rec.Entities, c.e)
		locals = append(locals, c.locals)
	}
	f.sides(ls, locals)
	f.byEntity = map[string]int{}
	for i, e := range f.rec.Entities {
		f.byEntity[e.ID] = i
	}
	f.parties = make(map[string]string, len(f.byEntity))
	for id := range f.byEntity {
		f.parties[id] = f.partyOf(id)
	}
}

// sortGroups sorts groups by a key, which is made once for each.
func sortGroups(groups [][]int, key func([]int) string) {
	keys := make([]string, len(groups))
	order := make([]int, len(groups))
	for i, g := range groups {
		keys[i], order[i] = key(g), i
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(keys[a], keys[b]) })
	out := make([][]int, len(groups))
	for i, o := range order {
		out[i] = groups[o]
	}
	copy(groups, out)
}

// groupKey orders groups by what they are, not by where they came from.
func groupKey(ls []local, g []int) string {
	l, best := ls[g[0]], ls[g[0]]
	for _, i := range g {
		if n := ls[i].e.Name; n != best.e.Name && better(n, best.e.Name) {
			best = ls[i]
		}
	}
	return best.slug + "\x00" + string(l.e.Type) + "\x00" + l.e.Key + "\x00" + fmt.Sprintf("%08d", l.report) + l.e.ID
}

// better reports whether name a says more than b: more words, then longer, then first in the alphabet.
func better(a, b string) bool {
	if x, y := countWords(a), countWords(b); x != y {
		return x > y
	}
	if len(a) != len(b) {
		return len(a) > len(b)
	}
	return a < b
}

// merged is the entity of a group: the name of the gazetteer or the fullest one, the type most reports give it, all its surface forms.
func merged(ls []local, g []int) parley.Entity {
	e := parley.Entity{Unnamed: true, Aliases: []string{}, Reports: []parley.ReportID{}}
	types, roles, names := map[string]int{}, map[string]int{}, map[string]int{}
	seen := map[string]bool{}
	keyed := ""
	for _, i := range g {
		x := ls[i].e
		e.Unnamed = e.Unnamed && x.Unnamed
		types[string(x.Type)] += len(x.Mentions)
		if x.Role != "" {
			roles[x.Role]++
		}
		if x.Key != "" && (keyed == "" || x.Name < keyed) {
			keyed = x.Name
		}
		names[x.Name]++
		for _, a := range x.Aliases {
			if !seen[a] {
				seen[a] = true
				e.Aliases = append(e.Aliases, a)
			}
		}
		e.Mentions += len(x.Mentions)
	}
	slices.Sort(e.Aliases)
	e.Type, e.Role = parley.EntityType(most(types)), most(roles)
	if e.Name = bestName(names, e.Type == parley.Person || e.Type == parley.Group || e.Type == parley.Organization); keyed != "" {
		e.Name = keyed
	}
	configure(&e, ls, g)
	return e
}

// bestName is the name that most reports use; that of a person, a body or a group (named) has two words where any has. Among equals the fuller one.
func bestName(names map[string]int, named bool) string {
	best := ""
	full := func(s string) bool { return !named || strings.Contains(s, " ") }
	for n, k := range names {
		switch {
		case best == "" || full(n) && !full(best):
			best = n
		case full(n) != full(best) || k < names[best]:
		case k > names[best] || better(n, best):
			best = n
		}
	}
	return best
}

// most is the key with the highest count, the first in the alphabet among equals.
func most(m map[string]int) string {
	best := ""
	for k, n := range m {
		if best == "" || n > m[best] || (n == m[best] && k < best) {
			best = k
		}
	}
	return best
}

// sides gives every entity the party that most reports say it speaks for.
func (f *fold) sides(ls []local, groups [][]int) {
	votes := map[string]map[string]int{}
	for _, g := range groups {
		me := f.ents[ls[g[0]].report][ls[g[0]].e.ID]
		mine := votes[me]
		for _, i := range g {
			l := &ls[i]
			if l.side < 0 {
				continue
			}
			side := f.ents[l.report][l.e.Side]
			if side == "" || side == me {
				continue
			}
			if mine == nil {
				mine = map[string]int{}
				votes[me] = mine
			}
			mine[side]++
		}
	}
	for i := range f.rec.Entities {
		e := &f.rec.Entities[i]
		e.Side = most(votes[e.ID])
	}
	f.configuredSides(ls, groups)
}

// party is the entity for which entity id speaks: its side, and that one's side, or itself.
func (f *fold) party(id string) string {
	if p, ok := f.parties[id]; ok {
		return p
	}
	return id
}

func (f *fold) partyOf(id string) string {
	for n := 0; n < 3; n++ {
		i, ok := f.byEntity[id]
		if !ok || f.rec.Entities[i].Side == "" {
			return id
		}
		id = f.rec.Entities[i].Side
	}
	return id
}

func (f *fold) entityName(id string) string {
	if i, ok := f.byEntity[id]; ok {
		return f.rec.Entities[i].Name
	}
	return ""
}

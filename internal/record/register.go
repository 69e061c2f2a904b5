package record

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// Configure sets the dossier's configuration for the records from then on, nil for none. What was made of the reports under another one is made again.
func (k *Folder) Configure(c *parley.Configuration) {
	if c == k.config {
		return
	}
	k.config, k.register = c, newRegister(c)
	k.forget()
}

// A register is a configuration as the fold looks things up in it. nil is none.
type register struct {
	entries []entry
	byName  map[string]int    // key of a name to its entry
	apart   map[[2]int]bool   // entries of one group of names that are never one, the smaller first
	count   int               // of offices
	posts   map[string][]post // key of a title to the offices of that title
	actors  []actor
	byActor map[string][]int32 // key of a name to the actors that have it
	issues  []issue
}

// An entry is an entity of the configuration.
type entry struct {
	name    string
	typ     parley.EntityType // "" where the reports are to say
	role    string
	side    int  // entry of whom it speaks for, -1 for none
	listed  bool // as an entity of its own, not only as a name that is kept apart
	keys    []string
	tenures []parley.Tenure
}

// A post is an office with who holds it.
type post struct {
	num     int    // of the office, the same under all its titles
	title   string // key
	of      string // key of whose it is, "" for nobody's
	owner   int    // entry of whose it is, -1 for none
	holders []tenure
}

// A tenure is an entry that holds an office.
type tenure struct {
	entry int
	when  parley.Interval
	words string
}

// An actor is an entry of an actor dictionary.
type actor struct {
	file  string
	entry *parley.ActorEntry
}

func newRegister(c *parley.Configuration) *register {
	if c == nil {
		return nil
	}
	r := &register{byName: map[string]int{}, apart: map[[2]int]bool{}, posts: map[string][]post{}, byActor: map[string][]int32{}}
	for _, list := range [][]parley.Configured{c.Parties, c.Entities} {
		for _, e := range list {
			at := r.entry(e.Name, e.Type)
			for _, a := range e.Aliases {
				r.call(at, a)
			}
			r.entries[at].role = e.Role
		}
	}
	for _, p := range c.Parties {
		for _, m := range p.Members {
			r.speaksFor(r.entry(m, ""), p.Name)
		}
	}
	for _, e := range c.Entities {
		if e.Side != "" {
			r.speaksFor(r.entry(e.Name, e.Type), e.Side)
		}
	}
	for _, p := range c.Posts {
		r.post(p)
	}
	for _, names := range c.Apart {
		r.keepApart(names)
	}
	for _, x := range c.Issues {
		r.issues = append(r.issues, newIssue(x))
	}
	for _, l := range c.Actors {
		for i := range l.Actors {
			at := int32(len(r.actors))
			r.actors = append(r.actors, actor{l.File, &l.Actors[i]})
			for _, n := range l.Actors[i].Names {
				if k := NameKey(n); k != "" && !slices.Contains(r.byActor[k], at) {
					r.byActor[k] = append(r.byActor[k], at)
				}
			}
		}
	}
	return r
}

// entry is the entry of an entity of that name. Its type is the first that the configuration gives it, and "" gives none.
func (r *register) entry(name string, typ parley.EntityType) int {
	at := r.bearing(name)
	e := &r.entries[at]
	e.listed, e.typ = true, cmp.Or(e.typ, typ)
	return at
}

// bearing is the entry that has a name, made where there is none.
func (r *register) bearing(name string) int {
	at, ok := r.byName[NameKey(name)]
	if !ok {
		at = len(r.entries)
		r.entries = append(r.entries, entry{name: name, side: -1})
		r.call(at, name)
	}
	return at
}

// call gives an entry a name.
func (r *register) call(at int, name string) {
	k := NameKey(name)
	r.byName[k] = at
	r.entries[at].keys = append(r.entries[at].keys, k)
}

// speaksFor says for whom an entry speaks.
func (r *register) speaksFor(at int, side string) {
	if to := r.entry(side, ""); to != at {
		r.entries[at].side = to
	}
}

// post takes an office. Who holds it is a person, and speaks for whom the office is of where the configuration knows it and says nothing else.
func (r *register) post(p parley.Post) {
	x := post{num: r.count, of: NameKey(p.Of), owner: -1}
	if at, ok := r.byName[x.of]; ok && x.of != "" {
		x.owner = at
	}
	for _, h := range p.Holders {
		at := r.entry(h.Name, parley.Person)
		t := parley.Tenure{Title: p.Title, Of: p.Of, From: h.From, To: h.To}
		r.entries[at].tenures = append(r.entries[at].tenures, t)
		if e := &r.entries[at]; e.side < 0 && x.owner != at {
			e.side = x.owner
		}
		x.holders = append(x.holders, tenure{at, parley.Interval{From: h.From, To: h.To}, t.String()})
	}
	r.count++
	for _, title := range append([]string{p.Title}, p.Aliases...) {
		x.title = NameKey(title)
		r.posts[x.title] = append(r.posts[x.title], x)
	}
}

// keepApart takes names that are never one.
func (r *register) keepApart(names []string) {
	var group []int
	for _, n := range names {
		group = append(group, r.bearing(n))
	}
	for i, a := range group {
		for _, b := range group[:i] {
			r.apart[[2]int{min(a, b), max(a, b)}] = true
		}
	}
}

// differ reports whether two entries are two by the configuration.
func (r *register) differ(a, b int) bool {
	return a != b && (r.entries[a].listed && r.entries[b].listed || r.apart[[2]int{min(a, b), max(a, b)}])
}

// fits reports whether an entity of a report can be an entry by its type. A place is never the state, the body or the person of the same name.
func (e *entry) fits(t parley.EntityType) bool {
	odd := func(t parley.EntityType) bool { return t == parley.Place || t == parley.InstrumentEntity }
	return e.typ == t || !odd(e.typ) && !odd(t)
}

// named is the entry that an entity of a report is by its name, else by the only entry that the names of its mentions have; -1 for none. Of a person's
// other names only those of two words or more count: a surname is whose the report says.
func (r *register) named(e *parley.LocalEntity) int {
	if e.Unnamed {
		return -1
	}
	if at, ok := r.byName[foldName(e.Name)]; ok && r.entries[at].fits(e.Type) {
		return at
	}
	found := -1
	for _, m := range e.Mentions {
		if m.Kind != parley.NameMention {
			continue
		}
		k := foldName(m.Passage.Text)
		at, ok := r.byName[k]
		if !ok || !r.entries[at].fits(e.Type) || (e.Type == parley.Person || r.entries[at].typ == parley.Person) && !strings.Contains(k, " ") {
			continue
		}
		if found >= 0 && found != at {
			return -1
		}
		found = at
	}
	return found
}

// coded are the actors of the dictionaries that an entity of a report has the name of.
func (r *register) coded(e *parley.LocalEntity) []int32 {
	if e.Unnamed || e.Type == parley.Place || e.Type == parley.InstrumentEntity || len(r.byActor) == 0 {
		return nil
	}
	return r.byActor[foldName(e.Name)]
}

// codes are the codes of actors, each once, by code and day.
func (r *register) codes(actors []int32) []parley.ActorCode {
	var out []parley.ActorCode
	for _, a := range actors {
		out = append(out, r.actors[a].entry.Codes...)
	}
	slices.SortFunc(out, func(a, b parley.ActorCode) int {
		if c := strings.Compare(a.Code, b.Code); c != 0 {
			return c
		}
		if a.From != b.From {
			return int(a.From - b.From)
		}
		return int(a.To - b.To)
	})
	return slices.Compact(out)
}

// forget makes anew what was made of the reports.
func (k *Folder) forget() {
	if len(k.sheets) == 0 {
		return
	}
	fresh := newFolder(k.crowd)
	fresh.reader, fresh.least, fresh.config, fresh.register = k.reader, k.least, k.config, k.register
	for _, id := range k.ids {
		fresh.Put(*k.sheets[id].raw)
	}
	*k = *fresh
}

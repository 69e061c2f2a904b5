package record

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/firm"
)

// A local is what the reports' entities of one class are to the merge.
type local struct {
	*spelling
	side int // place of the class of its side among the locals, -1 where it has none
}

// A spelling is one report's entity with what the merge looks at, all of which hangs on its report alone.
type spelling struct {
	*naming
	e      *parley.LocalEntity
	by     pinning  // what the configuration says of it
	short  []string // acronyms among the aliases
	full   string   // of somebody unnamed: what describes him well enough
	sheet  *sheet
	place  int // in its report
	class  *class
	nth    int         // of its class
	pinned bool        // people say that it is one with another, or another with it
	own    bool        // whether it is a class of its own
	alone  *row[being] // where its class is not one entity
}

// A naming is what the merge looks at of a type and a name, one for all entities of reports that have them.
type naming struct {
	parts  []string // folded name, by words
	firm   []string // parts without the legal form of a firm, nil where there is none
	kin    string   // family and folded name
	sounds []string // of parts, for persons
	sound  string   // first and last of sounds
}

// A calledSo is a type and a name.
type calledSo struct {
	kind parley.EntityType
	name string
}

// naming is that of a type and a name.
func (k *Folder) naming(as calledSo) *naming {
	if l := k.namings[as]; l != nil {
		return l
	}
	l := &naming{parts: strings.Fields(foldName(as.name))}
	l.kin = family(as.kind) + "|" + l.name()
	if family(as.kind) == "body" {
		parts := l.parts
		if stem, ok := firm.Name(parts); ok {
			parts, l.firm = stem, stem
		}
		l.kin = "body|" + strings.Join(bodyName(parts), " ")
	}
	if as.kind == parley.InstrumentEntity {
		l.kin = family(as.kind) + "|" + strings.Join(pollName(l.parts), " ")
	}
	if as.kind == parley.Person {
		for _, p := range l.parts {
			l.sounds = append(l.sounds, sound(p))
		}
		if n := len(l.sounds); n > 0 {
			l.sound = l.sounds[0] + " " + l.sounds[n-1]
		}
	}
	as.name = strings.Clone(as.name)
	k.namings[as] = l
	return l
}

// spelling is an entity of a report, before its side is known.
func (k *Folder) spelling(e *parley.LocalEntity, by pinning) *spelling {
	l := &spelling{naming: k.naming(calledSo{e.Type, e.Name}), e: e, by: by, full: fullest(e)}
	for _, a := range e.Aliases {
		if acronym(a) {
			l.short = append(l.short, a)
		}
	}
	return l
}

// name is the folded name.
func (l *naming) name() string { return strings.Join(l.parts, " ") }

func joinByKey(ls []local, join func(a, b int, why string)) {
	first := map[string]int{}
	for i, l := range ls {
		if l.e.Key == "" {
			continue
		}
		if j, ok := first[l.e.Key]; ok {
			join(j, i, "same key "+l.e.Key)
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
				join(j, i, fmt.Sprintf("same name %q", l.e.Name))
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

// joinPersons joins full names by first name and surname, compared by sound, or by their consonants where no report has both; then each bare surname to the one person of that surname in the dossier,
// if there is one and its side does not speak against it.
// Where the configuration keeps people apart whose names sound alike, who is called so is none of them for certain, and stays apart.
func joinPersons(ls []local, list []*class, u *bonds, join func(a, b int, why string)) {
	full := map[string][]int{}
	spelled := map[string][]int{} // by the consonants of first name and surname
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
				if l.e.Type == parley.Person && !l.e.Unnamed && len(l.parts) > 1 && (len(l.parts) > 2) == long && (l.by.entry >= 0) == known {
					order = append(order, i)
				}
			}
		}
	}
	for _, i := range order {
		l := ls[i]
		s, k := l.sounds[len(l.parts)-1], l.sound
		if n := len(l.parts); n > 2 {
			if js := u.open(full[l.sounds[n-2]+" "+s], i); len(js) == 1 {
				join(min(i, js[0]), max(i, js[0]), fmt.Sprintf("%q ends like %q", l.e.Name, ls[js[0]].e.Name))
				continue
			}
		}
		if js := u.open(full[k], i); len(js) == 1 {
			join(min(i, js[0]), max(i, js[0]), alike(ls[js[0]].e.Name, l.e.Name))
			continue
		}
		bare := consonants(l.sounds[0]) + " " + consonants(s)
		if js := u.open(spelled[bare], i); len(js) == 1 && vowelsApart(ls[js[0]].sounds, l.sounds) && !inOneReport(list[js[0]], list[i]) {
			join(min(i, js[0]), max(i, js[0]), fmt.Sprintf("%q and %q are spellings of one name", ls[js[0]].e.Name, l.e.Name))
			continue
		}
		spelled[bare] = append(spelled[bare], i)
		full[k] = append(full[k], i)
		list[i].oneBy(fmt.Sprintf("both are called %q", l.e.Name))
		bySurname[s] = append(bySurname[s], i)
	}
	bare := map[string]int{}
	for i, l := range ls {
		if l.e.Type != parley.Person || l.e.Unnamed || len(l.parts) != 1 {
			continue
		}
		s := l.sounds[0]
		cands := u.open(slices.DeleteFunc(slices.Clone(bySurname[s]), func(j int) bool { return against(ls, ls[j], l) }), i)
		switch {
		case len(cands) == 1:
			join(min(cands[0], i), max(cands[0], i), fmt.Sprintf("%q is the only one of that surname", l.e.Name))
		case len(cands) == 0 && len(bySurname[s]) == 0:
			if j, ok := bare[s]; ok {
				join(j, i, fmt.Sprintf("same surname %q", l.e.Name))
			} else {
				bare[s] = i
				list[i].oneBy(fmt.Sprintf("same surname %q", l.e.Name))
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
	return ls[l.side].e.Key
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
	if e := f.faces[id]; e != nil {
		return e.name
	}
	return ""
}

package record

import "github.com/parley-press/parley/internal/plural"

// does is who entity id is and what it does, the verb in the number of the name: "Ana Roe denies", "residents of Tarn deny".
func (f *fold) does(id, verb string) string {
	name := f.who(id)
	if plural.Is(name) {
		verb = plural.Verb(verb)
	}
	return name + " " + verb
}

// whoDoes is a relative clause of a verb on an entity: "who answers", "which answers", "who answer" of several.
func (f *fold) whoDoes(id, verb string) string {
	switch {
	case plural.Is(f.who(id)):
		return "who " + plural.Verb(verb)
	case f.isPerson(id):
		return "who " + verb
	}
	return "which " + verb
}

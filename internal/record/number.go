package record

import "strings"

// does is who entity id is and what it does, the verb in the number of the name: "Ana Roe denies", "residents of Tarn deny".
func (f *fold) does(id, verb string) string {
	name := f.who(id)
	if many(name) {
		verb = plural(verb)
	}
	return name + " " + verb
}

// many reports whether a name is a common noun in the plural: "Tarn residents", "sources close to Ana Roe". Names with a capital ("Airlines", "United States")
// are one.
func many(name string) bool {
	w := strings.Fields(name)
	for i := range w {
		if i > 0 && (behindNoun[w[i]] || strings.HasSuffix(w[i-1], ",")) {
			w = w[:i]
			break
		}
	}
	if len(w) == 0 {
		return false
	}
	head := strings.TrimSuffix(w[len(w)-1], ",")
	if head == "people" || head == "police" {
		return true
	}
	return len(head) > 3 && strings.HasSuffix(head, "s") && head == strings.ToLower(head) && !strings.HasSuffix(head, "ss") && !strings.HasSuffix(head, "us") && !strings.HasSuffix(head, "is") &&
		!strings.HasSuffix(head, "ics")
}

// behindNoun are the words that begin what describes the noun before them.
var behindNoun = map[string]bool{"of": true, "in": true, "from": true, "for": true, "at": true, "on": true, "with": true, "near": true, "who": true, "close": true, "familiar": true, "to": true, "by": true}

// plural is the plural of a verb in the third person.
func plural(verb string) string {
	first, rest, more := strings.Cut(verb, " ")
	switch {
	case first == "does":
		first = "do"
	case strings.HasSuffix(first, "ies"):
		first = strings.TrimSuffix(first, "ies") + "y"
	default:
		first = strings.TrimSuffix(first, "s")
	}
	if more {
		return first + " " + rest
	}
	return first
}

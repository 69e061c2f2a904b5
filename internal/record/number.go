package record

import (
	"slices"
	"strings"
)

// does is who entity id is and what it does, the verb in the number of the name: "Ana Roe denies", "residents of Tarn deny".
func (f *fold) does(id, verb string) string {
	name := f.who(id)
	if isPlural(name) {
		verb = pluralVerb(verb)
	}
	return name + " " + verb
}

// upToHead is the words of a noun phrase up to its head, without what describes it from behind: "the draft accord" of "the draft accord on fishing".
func upToHead(phrase string) []string {
	w := strings.Fields(phrase)
	for i := 1; i < len(w); i++ {
		if behindNoun[w[i]] || strings.HasSuffix(w[i-1], ",") {
			return w[:i]
		}
	}
	return w
}

// behindNoun are the words that begin what describes the noun before them.
var behindNoun = map[string]bool{"against": true, "among": true, "at": true, "between": true, "by": true, "close": true, "familiar": true, "for": true, "from": true, "in": true, "near": true,
	"of": true, "on": true, "to": true, "who": true, "with": true}

// isPlural reports whether a name is a common noun in the plural: "Tarn residents", "sources close to Ana Roe". Names with a capital ("Airlines", "United States")
// are singular.
func isPlural(name string) bool {
	w := upToHead(name)
	if len(w) == 0 {
		return false
	}
	head := strings.TrimSuffix(w[len(w)-1], ",")
	if head == "people" || head == "police" {
		return true
	}
	return len(head) > 3 && head == strings.ToLower(head) && strings.HasSuffix(head, "s") &&
		!slices.ContainsFunc([]string{"ss", "us", "is", "ics"}, func(end string) bool { return strings.HasSuffix(head, end) })
}

// pluralVerb is the plural of a verb in the third person, with what follows it: "do not believe" of "does not believe".
func pluralVerb(verb string) string {
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

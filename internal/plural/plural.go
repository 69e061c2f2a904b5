// Package plural says whether an English noun phrase is in the plural, and gives its verb that number, so that what is told of many reads as it should.
package plural

import (
	"slices"
	"strings"
)

// UpToHead is the words of a noun phrase up to its head, without what describes it from behind: "the draft accord" of "the draft accord on fishing".
func UpToHead(phrase string) []string {
	w := strings.Fields(phrase)
	for i := 1; i < len(w); i++ {
		if behindNoun[w[i]] || strings.HasSuffix(w[i-1], ",") {
			return w[:i]
		}
	}
	return w
}

// behindNoun are the words that begin what describes the noun before them.
var behindNoun = words("against among at backing between briefed by close familiar for from in involved loyal near of on opposed opposing representing speaking supporting to who with working")

// Is reports whether a name is a common noun in the plural, a pronoun for many, or two of them: "Tarn residents", "sources close to Ana Roe", "They", "residents
// and a monitor". Names with a capital ("Airlines", "United States") are singular.
func Is(name string) bool {
	w := UpToHead(name)
	if len(w) == 0 {
		return false
	}
	if i := slices.Index(w, "and"); i > 0 && i+1 < len(w) && w[i+1] == strings.ToLower(w[i+1]) {
		return true
	}
	head := strings.TrimSuffix(w[len(w)-1], ",")
	if head == "people" || head == "police" || len(w) == 1 && manyWords[strings.ToLower(head)] {
		return true
	}
	return len(head) > 3 && head == strings.ToLower(head) && strings.HasSuffix(head, "s") &&
		!slices.ContainsFunc([]string{"ss", "us", "is", "ics"}, func(end string) bool { return strings.HasSuffix(head, end) })
}

// manyWords stand for many by themselves.
var manyWords = words("both few many most others several some they we")

// Verb is the plural of a verb in the third person, with what follows it: "do not believe" of "does not believe".
func Verb(verb string) string {
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

// words is the set of the words of s.
func words(s string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		out[w] = true
	}
	return out
}

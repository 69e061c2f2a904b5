package roster

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/parley-press/parley"
)

// Changes says in lines what a configuration has that the one before it had not, has not any more, or has otherwise. nil is no configuration.
func Changes(was, now *parley.Configuration) []string {
	none := &parley.Configuration{}
	if was == nil {
		was = none
	}
	if now == nil {
		now = none
	}
	var out []string
	if was.Name != now.Name {
		out = append(out, fmt.Sprintf("dossier: %s, was %s", orNone(now.Name), orNone(was.Name)))
	}
	named := func(c parley.Configured) string { return c.Name }
	out = append(out, compare("party", was.Parties, now.Parties, named)...)
	out = append(out, compare("entity", was.Entities, now.Entities, named)...)
	out = append(out, compare("office", was.Posts, now.Posts, func(p parley.Post) string { return parley.Tenure{Title: p.Title, Of: p.Of}.String() })...)
	out = append(out, compare("apart", was.Apart, now.Apart, func(names []string) string { return strings.Join(names, ", ") })...)
	out = append(out, compare("issue", was.Issues, now.Issues, func(x parley.Issue) string { return x.Name })...)
	return append(out, dictionaries(was.Actors, now.Actors)...)
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return fmt.Sprintf("%q", s)
}

// compare tells two lists of named things apart.
func compare[T any](what string, was, now []T, name func(T) string) (out []string) {
	before := make(map[string]T, len(was))
	for _, x := range was {
		before[name(x)] = x
	}
	for _, x := range now {
		n := name(x)
		old, ok := before[n]
		delete(before, n)
		if !ok {
			out = append(out, fmt.Sprintf("%s added: %s", what, n))
		} else if d := differing(old, x); d != "" {
			out = append(out, fmt.Sprintf("%s changed: %s (%s)", what, n, d))
		}
	}
	for _, x := range was {
		if _, gone := before[name(x)]; gone {
			out = append(out, fmt.Sprintf("%s removed: %s", what, name(x)))
		}
	}
	return out
}

// differing names the fields in which two things of one type differ, "" for none.
func differing(a, b any) string {
	x, y := fieldsOf(a), fieldsOf(b)
	var names []string
	for _, k := range []string{"name", "aliases", "type", "side", "role", "members", "office", "of", "holders", "words"} {
		if string(x[k]) != string(y[k]) {
			names = append(names, k)
		}
	}
	return strings.Join(names, ", ")
}

// fieldsOf are the fields of a thing as JSON; none of a list.
func fieldsOf(v any) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	b, err := json.Marshal(v)
	if err == nil {
		_ = json.Unmarshal(b, &out) // a list has no fields
	}
	return out
}

// dictionaries tells what came to the dictionaries and left them, by numbers: they are long.
func dictionaries(was, now []parley.ActorList) (out []string) {
	before := map[string]parley.ActorList{}
	for _, l := range was {
		before[l.File] = l
	}
	for _, l := range now {
		old, ok := before[l.File]
		delete(before, l.File)
		if !ok {
			out = append(out, fmt.Sprintf("actors added: %s, %s", l.File, countOf(len(l.Actors), "actor")))
			continue
		}
		if added, gone, other := actorsChanged(old.Actors, l.Actors); added+gone+other > 0 {
			out = append(out, fmt.Sprintf("actors changed: %s (%d added, %d removed, %d otherwise)", l.File, added, gone, other))
		}
	}
	for _, l := range was {
		if _, gone := before[l.File]; gone {
			out = append(out, fmt.Sprintf("actors removed: %s, %s", l.File, countOf(len(l.Actors), "actor")))
		}
	}
	return out
}

func actorsChanged(was, now []parley.ActorEntry) (added, gone, other int) {
	before := make(map[string]string, len(was))
	for _, a := range was {
		before[a.Names[0]] += fmt.Sprint(a) // one name may begin several actors
	}
	after := make(map[string]string, len(now))
	for _, a := range now {
		after[a.Names[0]] += fmt.Sprint(a)
	}
	for n, a := range after {
		switch b, ok := before[n]; {
		case !ok:
			added++
		case a != b:
			other++
		}
	}
	for n := range before {
		if _, ok := after[n]; !ok {
			gone++
		}
	}
	return added, gone, other
}

func countOf(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

package record

import (
	"sort"
	"strings"

	"github.com/parley-press/parley"
)

// wordings lists, for each party that two outlets speak of in different words, what each calls it in its own narration: words inside what others are
// reported to have said are theirs, not the outlet's.
func (f *fold) wordings() {
	type key struct{ entity, outlet string }
	count := map[key]map[string]int{}
	for i, page := range f.pages {
		outlet := f.reports[i].Meta.Outlet.Name
		if outlet == "" || f.origin[i] != i {
			continue
		}
		for _, c := range page.called {
			id := f.ents[i][c.entity]
			k, ok := f.byEntity[id]
			if !ok || !parties[f.rec.Entities[k].Type] || f.rec.Entities[k].Unnamed {
				continue
			}
			at := key{id, outlet}
			if count[at] == nil {
				count[at] = map[string]int{}
			}
			count[at][c.words] += c.n
		}
	}
	keys := make([]key, 0, len(count))
	for k := range count {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		if keys[i].entity != keys[j].entity {
			return keys[i].entity < keys[j].entity
		}
		return keys[i].outlet < keys[j].outlet
	})
	for _, k := range keys {
		n := len(f.rec.Wordings)
		if n == 0 || f.rec.Wordings[n-1].Entity != k.entity {
			f.rec.Wordings = append(f.rec.Wordings, parley.Wording{Entity: k.entity})
			n++
		}
		w := &f.rec.Wordings[n-1]
		w.Outlets = append(w.Outlets, parley.OutletWords{Outlet: k.outlet, Words: counted(count[k])})
	}
	out := f.rec.Wordings[:0]
	for _, w := range f.rec.Wordings {
		if differ(w) {
			out = append(out, w)
		}
	}
	f.rec.Wordings = out
}

// parties holds the types of entities that outlets choose words for.
var parties = map[parley.EntityType]bool{parley.State: true, parley.Group: true, parley.Organization: true}

// A calling is how often a report's own narration calls one of its entities by some words.
type calling struct {
	entity, words string
	n             int
}

// callings lists what the narration of a report calls its entities.
func callings(r *parley.Findings) []calling {
	var out []calling
	for _, e := range r.Entities {
		if !parties[e.Type] {
			continue
		}
		n := map[string]int{}
		for _, m := range e.Mentions {
			if m.Kind != parley.PronounMention && !reported(r, m.Passage.Raw) {
				n[bare(m.Passage.Text)]++
			}
		}
		for _, w := range counted(n) {
			out = append(out, calling{e.ID, w.Words, w.Count})
		}
	}
	return out
}

// reported reports whether a stretch of a report stands in what somebody is reported to have said.
func reported(r *parley.Findings, raw parley.RawSpan) bool {
	for k := range r.Statements {
		for _, c := range r.Statements[k].Content {
			if c.Raw.Overlaps(raw) {
				return true
			}
		}
	}
	return false
}

// bare is a mention without its article and possessive ending.
func bare(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	for _, a := range []string{"the ", "The ", "a ", "A ", "an ", "An "} {
		s = strings.TrimPrefix(s, a)
	}
	return strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "’s")
}

// counted lists words by how often they stand, then by the alphabet.
func counted(m map[string]int) []parley.WordCount {
	out := make([]parley.WordCount, 0, len(m))
	for w, n := range m {
		out = append(out, parley.WordCount{Words: w, Count: n})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Count != out[j].Count {
			return out[i].Count > out[j].Count
		}
		return out[i].Words < out[j].Words
	})
	return out
}

// differ reports whether an outlet uses words for a party that another one does not.
func differ(w parley.Wording) bool {
	in := map[string]int{}
	for _, o := range w.Outlets {
		for _, x := range o.Words {
			in[strings.ToLower(x.Words)]++
		}
	}
	for _, o := range w.Outlets {
		for _, x := range o.Words {
			if len(w.Outlets) > 1 && in[strings.ToLower(x.Words)] < len(w.Outlets) {
				return true
			}
		}
	}
	return false
}

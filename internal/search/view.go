package search

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/query"
)

// A View is a record prepared for searching: who is known by which names, and which side each speaks for. It is read-only.
type View struct {
	reports  map[parley.ReportID]*parley.ReportEntry
	entities map[string]*parley.Entity
	names    map[string][]string // folded names of an entity by id
	byWord   map[string][]string // ids of the entities with a word in a name, by word
	members  map[string][]string // ids of the entities that speak for a side, by the side's id
}

// NewView prepares a record. It must not be changed afterwards.
func NewView(rec *parley.Record) *View {
	v := &View{reports: make(map[parley.ReportID]*parley.ReportEntry, len(rec.Reports)), entities: map[string]*parley.Entity{}, names: map[string][]string{},
		byWord: map[string][]string{}, members: map[string][]string{}}
	for i := range rec.Reports {
		v.reports[rec.Reports[i].ID] = &rec.Reports[i]
	}
	for i := range rec.Entities {
		e := &rec.Entities[i]
		if _, twice := v.entities[e.ID]; twice {
			continue
		}
		v.entities[e.ID] = e
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			if n = query.Fold(n); n != "" && !slices.Contains(v.names[e.ID], n) {
				v.names[e.ID] = append(v.names[e.ID], n)
			}
		}
		for _, n := range v.names[e.ID] {
			for w := range strings.SplitSeq(n, " ") {
				if l := v.byWord[w]; len(l) == 0 || l[len(l)-1] != e.ID {
					v.byWord[w] = append(l, e.ID)
				}
			}
		}
	}
	for i := range rec.Entities {
		id := rec.Entities[i].ID
		v.members[v.party(id)] = append(v.members[v.party(id)], id)
	}
	return v
}

// party is the side an entity speaks for: the end of the chain of sides, or the entity itself.
func (v *View) party(id string) string {
	for range 4 { // a chain of sides is short; a circle must end
		e, ok := v.entities[id]
		if !ok || e.Side == "" || e.Side == id {
			break
		}
		id = e.Side
	}
	return id
}

// meant are the entities that a name means: those that have it as a part of one of their names; for a party, everybody who speaks for such a one.
func (v *View) meant(n query.Node) map[string]bool {
	ids := map[string]bool{}
	check := func(id string) {
		if slices.ContainsFunc(v.names[id], n.In) {
			ids[id] = true
		}
	}
	if n.Prefix && len(n.Words) == 1 {
		for id := range v.names {
			check(id)
		}
	} else {
		for _, id := range v.byWord[n.Words[0]] {
			check(id)
		}
	}
	if n.Field != query.Party {
		return ids
	}
	all := map[string]bool{}
	for id := range ids {
		for _, m := range v.members[id] {
			all[m] = true
		}
	}
	return all
}

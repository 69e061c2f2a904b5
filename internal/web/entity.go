package web

import (
	"context"
	"slices"
	"sort"
	"strings"

	"github.com/parley-press/parley"
)

// An entityModel is one entity with what it says and what is said of it.
type entityModel struct {
	Row         entityRow       `json:"row"`
	Names       []nameUse       `json:"names"`
	Speakers    []tally         `json:"speakers,omitempty"` // who speaks for it
	Statements  []statementRow  `json:"statements"`
	Said        int             `json:"statements_total"`
	All         string          `json:"-"` // address of all its statements
	To          []statementRow  `json:"addressed_to_it,omitempty"`
	Events      []eventRow      `json:"events,omitempty"`
	Instruments []instrumentRow `json:"instruments,omitempty"`
	Positions   []stance        `json:"positions,omitempty"`
	PositionsOf int             `json:"positions_total,omitempty"`
	Reports     []reportRef     `json:"reports"`
	ReportsOf   int             `json:"reports_total"`
	Merged      []string        `json:"merged,omitempty"`
	Warnings    []string        `json:"warnings,omitempty"` // what may deceive in its names
	Log         []logRow        `json:"decisions,omitempty"`
	Curate      *curation       `json:"-"`
}

// A nameUse is a name by which outlets call an entity.
type nameUse struct {
	Name    string  `json:"name"`
	Outlets []tally `json:"outlets,omitempty"` // those that use it where somebody speaks or is spoken to, or in their own narration
}

// mostOnPage is how many lines of each kind the page of an entity shows; the lists show all.
const mostOnPage = 40

// mostEntityReports is how many reports of an entity its twin names, and how many positions.
const mostEntityReports = 500

// entityPage shows one entity.
func entityPage(_ context.Context, rq *request) (page, error) {
	e, ok := rq.entities[rq.name("id")]
	if !ok {
		return page{}, missing("entity", rq.name("id"))
	}
	f := rq.facts()[e.ID]
	if f == nil {
		f = &entityFacts{}
	}
	m := entityModel{Merged: e.Merged, Warnings: e.Warnings, Names: rq.narrated(e, f.namesOf(e)), Speakers: f.speakers.list, Said: int(f.said), ReportsOf: len(e.Reports)}
	for _, n := range f.first {
		m.Statements = append(m.Statements, rq.statementRow(int(n)))
	}
	for _, n := range f.to {
		m.To = append(m.To, rq.statementRow(int(n)))
	}
	facetKey := "source"
	if f.side {
		facetKey = "party"
	}
	m.All = "/statements?" + keep(map[string][]string{facetKey: {e.ID}})
	m.Row = rq.entityRow(e, m.Said)
	for _, a := range atMost(rq.eventsOf()[e.ID]) {
		r := a.in(rq.rec)
		m.Events = append(m.Events, rq.eventRow(r, &r.Events[a.n]))
	}
	for i := range rq.rec.Instruments {
		if contains(rq.rec.Instruments[i].PutForwardBy, e.ID) {
			row := rq.papers()[i]
			row.Latest = nil // each paper's own page has its steps
			m.Instruments = append(m.Instruments, row)
		}
	}
	positions := rq.byParty()[e.ID]
	m.PositionsOf = len(positions)
	for _, n := range positions[:min(len(positions), mostEntityReports)] {
		m.Positions = append(m.Positions, rq.stances()[n])
	}
	for _, id := range e.Reports[:min(len(e.Reports), mostEntityReports)] {
		m.Reports = append(m.Reports, rq.in(id))
	}
	m.Log = rq.undoable(rq.logAbout("", e.ID))
	if rq.merges {
		m.Curate = rq.curateEntity(e)
	}
	return page{Name: "entity", Title: line(m.Row.Who.Name), Body: m}, nil
}

func atMost[T any](s []T) []T { return s[:min(len(s), mostOnPage)] }

// pronouns name nobody.
var pronouns = strings.Fields("i me you he him she her it we us they them who whom which that this these those")

// narrated adds to the names of an entity the outlets that call it so in their own narration, as far as the record counts that: it does where outlets differ.
func (x *index) narrated(e *parley.Entity, names []nameUse) []nameUse {
	at := map[string]int{}
	for i := range names {
		put(at, strings.ToLower(line(names[i].Name)), i)
	}
	for _, w := range x.rec.Wordings {
		if w.Entity != e.ID {
			continue
		}
		for _, o := range w.Outlets {
			by := ref{Name: orID(o.Outlet, "outlet not known")}
			for _, u := range o.Words {
				k := strings.ToLower(line(u.Words))
				i, ok := at[k]
				if !ok {
					i = len(names)
					at[k] = i
					names = append(names, nameUse{Name: u.Words})
				}
				names[i].by(by, u.Count)
			}
		}
	}
	return names
}

// by counts an outlet that uses the name n times; where it is counted as often already, in what speakers are called, that is part of it.
func (u *nameUse) by(outlet ref, n int) {
	u.Outlets = slices.Clone(u.Outlets)
	i := slices.IndexFunc(u.Outlets, func(t tally) bool { return t.Ref.Name == outlet.Name })
	if i < 0 {
		u.Outlets = append(u.Outlets, tally{Ref: outlet, N: n})
	} else {
		u.Outlets[i].N = max(u.Outlets[i].N, n)
	}
	sort.SliceStable(u.Outlets, func(i, j int) bool { return u.Outlets[i].N > u.Outlets[j].N })
}

// namesOf are the names of an entity, each with the outlets whose reports use it for a source, an addressee or a link
// in the chain. Names used elsewhere in a report are listed without an outlet.
func (f *entityFacts) namesOf(e *parley.Entity) []nameUse {
	all := []string{e.Name}
	for _, a := range e.Aliases {
		if a != e.Name {
			all = append(all, a)
		}
	}
	var rest []string
	for n := range f.names {
		if !contains(all, n) {
			rest = append(rest, n)
		}
	}
	sort.Strings(rest)
	var out []nameUse
	for _, n := range append(all, rest...) {
		u := nameUse{Name: n}
		if t := f.names[line(n)]; t != nil {
			u.Outlets = t.list
		}
		out = append(out, u)
	}
	return out
}

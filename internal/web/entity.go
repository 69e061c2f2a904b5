package web

import (
	"context"
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
	Reports     []reportRef     `json:"reports"`
	Merged      []string        `json:"merged,omitempty"`
	Log         []logRow        `json:"decisions,omitempty"`
	Curate      *curation       `json:"-"`
}

// A nameUse is a name by which outlets call an entity.
type nameUse struct {
	Name    string  `json:"name"`
	Outlets []tally `json:"outlets,omitempty"` // those that use it where somebody speaks or is spoken to
}

// mostOnPage is how many lines of each kind the page of an entity shows; the lists show all.
const mostOnPage = 40

// entityPage shows one entity.
func entityPage(_ context.Context, rq *request) (page, error) {
	e, ok := rq.entities[rq.name("id")]
	if !ok {
		return page{}, missing("entity", rq.name("id"))
	}
	m := entityModel{Merged: e.Merged, Names: rq.namesOf(e)}
	var speakers tallies
	facetKey := "source"
	for _, s := range rq.rows {
		switch {
		case s.Voice.Who.ID == e.ID || hasRef(s.With, e.ID):
			m.Statements = append(m.Statements, s)
		case s.Voice.Party.ID == e.ID:
			m.Statements = append(m.Statements, s)
			speakers.add(s.Voice.Who)
			facetKey = "party"
		}
		if s.To.ID == e.ID {
			m.To = append(m.To, s)
		}
	}
	m.Speakers = speakers.sorted()
	m.Said = len(m.Statements)
	m.All = "/statements?" + keep(map[string][]string{facetKey: {e.ID}})
	m.Row = rq.entityRow(e, m.Said)
	m.Events = rq.eventsOf(e.ID)
	for i := range rq.rec.Instruments {
		if contains(rq.rec.Instruments[i].PutForwardBy, e.ID) {
			m.Instruments = append(m.Instruments, rq.instrumentRow(&rq.rec.Instruments[i]))
		}
	}
	for _, s := range rq.stances() {
		if s.Party.ID == e.ID {
			m.Positions = append(m.Positions, s)
		}
	}
	for _, id := range e.Reports {
		m.Reports = append(m.Reports, rq.in(id))
	}
	m.Log = rq.undoable(rq.logAbout("", e.ID))
	if rq.merges {
		m.Curate = rq.curateEntity(e)
	}
	m.Statements, m.To, m.Events = atMost(m.Statements), atMost(m.To), atMost(m.Events)
	return page{Name: "entity", Title: line(m.Row.Who.Name), Body: m}, nil
}

func atMost[T any](s []T) []T { return s[:min(len(s), mostOnPage)] }

func hasRef(rs []ref, id string) bool {
	for _, r := range rs {
		if r.ID == id {
			return true
		}
	}
	return false
}

// eventsOf are the events in which an entity takes part, by date.
func (x *index) eventsOf(id string) []eventRow {
	var out []eventRow
	for i := range x.rec.Reports {
		r := &x.rec.Reports[i]
		for j := range r.Events {
			for _, p := range r.Events[j].Participants {
				if p.Entity == id {
					out = append(out, x.eventRow(r, &r.Events[j]))
					break
				}
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		return out[i].When.First(out[i].Report.Date) < out[j].When.First(out[j].Report.Date)
	})
	return out
}

// pronouns name nobody.
var pronouns = strings.Fields("i me you he him she her it we us they them who whom which that this these those")

// namesOf are the names of an entity, each with the outlets whose reports use it for a source, an addressee or a link
// in the chain. Names used elsewhere in a report are listed without an outlet.
func (x *index) namesOf(e *parley.Entity) []nameUse {
	use := map[string]*tallies{}
	for i := range x.rec.Reports {
		r := &x.rec.Reports[i]
		outlet := ref{Name: x.ref(r).Label()}
		for j := range r.Statements {
			for _, k := range statementRefs(&r.Statements[j]) {
				if k.ref.Entity != e.ID || k.ref.Passage == nil {
					continue
				}
				n := line(k.ref.Passage.Text)
				if contains(pronouns, strings.ToLower(n)) {
					continue
				}
				if use[n] == nil {
					use[n] = &tallies{}
				}
				use[n].add(outlet)
			}
		}
	}
	all := []string{e.Name}
	for _, a := range e.Aliases {
		if a != e.Name {
			all = append(all, a)
		}
	}
	var rest []string
	for n := range use {
		if !contains(all, n) {
			rest = append(rest, n)
		}
	}
	sort.Strings(rest)
	var out []nameUse
	for _, n := range append(all, rest...) {
		u := nameUse{Name: n}
		if t := use[line(n)]; t != nil {
			u.Outlets = t.sorted()
		}
		out = append(out, u)
	}
	return out
}

package web

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// An entityFacts is what the page of one entity shows of all statements, and what it counts of them.
type entityFacts struct {
	said     int32   // statements of which it is a source, or for whose source it is the side
	first    []int32 // numbers of the first of them
	to       []int32 // of the first that are addressed to it
	side     bool    // others speak for it
	speakers tallies // those others
	names    map[string]*tallies
}

// entityFacts goes through all statements once.
func (x *index) entityFacts() map[string]*entityFacts {
	out := map[string]*entityFacts{}
	of := func(id string) *entityFacts {
		f := out[id]
		if f == nil {
			f = &entityFacts{names: map[string]*tallies{}}
			out[id] = f
		}
		return f
	}
	printed := map[string]string{} // names as they stand, to names as they are shown
	for i := range x.said {
		n := int32(i) //nolint:gosec // a row's number
		r, s := x.statementAt(i)
		for _, id := range sourcesOf(s) {
			of(id).speaks(n)
		}
		if s.Source != nil {
			if p := x.party(s.Source.Entity); p.ID != "" && !slices.Contains(sourcesOf(s), p.ID) {
				f := of(p.ID)
				f.speaks(n)
				f.side = true
				f.speakers.add(x.who(s.Source.Entity))
			}
		}
		if s.Addressee != nil && s.Addressee.Entity != "" {
			if f := of(s.Addressee.Entity); len(f.to) < mostOnPage {
				f.to = append(f.to, n)
			}
		}
		outlet := ref{Name: outletOf(r)}
		for _, k := range statementRefs(s) {
			if k.ref.Entity == "" || k.ref.Passage == nil {
				continue
			}
			name, seen := printed[k.ref.Passage.Text]
			if !seen {
				if name = line(k.ref.Passage.Text); contains(pronouns, strings.ToLower(name)) {
					name = ""
				}
				printed[k.ref.Passage.Text] = name
			}
			if name != "" {
				of(k.ref.Entity).calls(name, outlet)
			}
		}
	}
	for _, f := range out {
		f.speakers.sorted()
		for _, t := range f.names {
			t.sorted()
		}
	}
	return out
}

// sourcesOf are the entities that say a statement, each once.
func sourcesOf(s *parley.Statement) []string {
	var out []string
	if s.Source != nil && s.Source.Entity != "" {
		out = append(out, s.Source.Entity)
	}
	for i := range s.CoSources {
		if id := s.CoSources[i].Entity; id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// speaks counts a statement.
func (f *entityFacts) speaks(n int32) {
	if f.said++; len(f.first) < mostOnPage {
		f.first = append(f.first, n)
	}
}

// calls counts a name that an outlet uses.
func (f *entityFacts) calls(name string, outlet ref) {
	t := f.names[name]
	if t == nil {
		t = &tallies{}
		f.names[name] = t
	}
	t.add(outlet)
}

// eventsByEntity are the places of the events in which each entity takes part, by date.
func (x *index) eventsByEntity() map[string][]at {
	out := map[string][]at{}
	for i := range x.rec.Reports {
		for j := range x.rec.Reports[i].Events {
			a := at{int32(i), int32(j)} //nolint:gosec // as many as a record can have
			for _, p := range x.rec.Reports[i].Events[j].Participants {
				if l := out[p.Entity]; len(l) == 0 || l[len(l)-1] != a {
					out[p.Entity] = append(l, a)
				}
			}
		}
	}
	for _, l := range out {
		ordered(l, func(a at) parley.Date {
			r := a.in(x.rec)
			return r.Events[a.n].When.First(r.Meta.Published.Value)
		}, func(a, b parley.Date) int { return int(a) - int(b) })
	}
	return out
}

// A paperPlace is a place of a report that tells of a paper: the number of the paper, and which of its mentions, terms or steps it is.
type paperPlace struct {
	paper int32
	part  paperPart
	n     int32
}

type paperPart byte

// The parts of a paper that stand in reports.
const (
	partMention paperPart = iota
	partTerm
	partStep
)

// placesOfPapers are the places that tell of papers, by report.
func (x *index) placesOfPapers() map[parley.ReportID][]paperPlace {
	out := map[parley.ReportID][]paperPlace{}
	for i := range x.rec.Instruments {
		p := &x.rec.Instruments[i]
		add := func(r parley.ReportID, part paperPart, n int) {
			out[r] = append(out[r], paperPlace{int32(i), part, int32(n)}) //nolint:gosec // as many as a record can have
		}
		for n := range p.Mentions {
			add(p.Mentions[n].Report, partMention, n)
		}
		for n := range p.Terms {
			add(p.Terms[n].Report, partTerm, n)
		}
		for n := range p.History {
			if p.History[n].Statement == "" {
				add(p.History[n].Report, partStep, n)
			}
		}
	}
	return out
}

// A namedIn is the numbers of the entities and papers that a report has.
type namedIn struct{ entities, papers []int32 }

// namedByReport gathers them.
func (x *index) namedByReport() map[parley.ReportID]*namedIn {
	out := map[parley.ReportID]*namedIn{}
	of := func(r parley.ReportID) *namedIn {
		n := out[r]
		if n == nil {
			n = &namedIn{}
			out[r] = n
		}
		return n
	}
	for i := range x.rec.Entities {
		for _, r := range x.rec.Entities[i].Reports {
			n := of(r)
			n.entities = append(n.entities, int32(i)) //nolint:gosec // as many as a record can have
		}
	}
	for i := range x.rec.Instruments {
		for _, r := range x.rec.Instruments[i].Reports {
			n := of(r)
			n.papers = append(n.papers, int32(i)) //nolint:gosec // likewise
		}
	}
	return out
}

// entitiesByWord are the numbers of entities by the words of their names (see nameWords).
func (x *index) entitiesByWord() map[string][]int32 {
	out := map[string][]int32{}
	for i := range x.rec.Entities {
		for w := range nameWords(&x.rec.Entities[i]) {
			out[w] = append(out[w], int32(i)) //nolint:gosec // as many as a record can have
		}
	}
	return out
}

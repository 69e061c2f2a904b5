package record

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// nameIn is the entry of a mention by name: by all of its words, else by its last two or more ("Foreign Minister Ana Roe"); -1 for none.
func (r *register) nameIn(text string) int {
	k := foldName(text)
	if at, ok := r.byName[k]; ok {
		return at
	}
	for {
		_, rest, ok := strings.Cut(k, " ")
		if !ok || !strings.Contains(rest, " ") {
			return -1
		}
		if at, ok := r.byName[rest]; ok {
			return at
		}
		k = rest
	}
}

// splitChains takes chains of mentions apart in which a report's reading has put names that the configuration keeps apart: each gets those of its full names, and
// what follows one until the next (surnames, pronouns, "the minister"); what comes before the first is the chain's own. f's lists are not changed, but put
// in the place of by others.
func (r *register) splitChains(f *parley.Findings) {
	if r == nil || len(r.apart) == 0 && len(r.entries) < 2 {
		return
	}
	var parts []*chainSplit
	for i := range f.Entities {
		if p := r.splitOf(&f.Entities[i]); p != nil {
			p.at = i
			parts = append(parts, p)
		}
	}
	if len(parts) == 0 {
		return
	}
	f.Entities, f.Statements, f.Events = slices.Clone(f.Entities), slices.Clone(f.Statements), slices.Clone(f.Events)
	for _, p := range parts {
		p.apply(f)
	}
}

// A chainSplit is a chain that is taken apart.
type chainSplit struct {
	at    int    // place of the chain in its report
	id    string // of it
	marks []mark // its mentions by full names, in order
	own   int    // the entry that keeps the chain
	ids   map[int]string
}

// A mark is where a mention by a full name of an entry begins.
type mark struct{ start, entry int }

// splitOf is how a chain is taken apart, nil where it is one.
func (r *register) splitOf(e *parley.LocalEntity) *chainSplit {
	p := &chainSplit{id: e.ID, own: -1, ids: map[int]string{}}
	two := false
	for _, m := range e.Mentions {
		if m.Kind != parley.NameMention {
			continue
		}
		at := r.nameIn(m.Passage.Text)
		if at < 0 || !r.entries[at].fits(e.Type) {
			continue
		}
		p.marks = append(p.marks, mark{m.Passage.Span.Start, at})
		two = two || r.differ(at, p.marks[0].entry)
	}
	if !two {
		return nil
	}
	slices.SortStableFunc(p.marks, func(a, b mark) int { return a.start - b.start })
	if p.own = r.nameIn(e.Name); p.own < 0 {
		p.own = p.marks[0].entry
	}
	for _, m := range p.marks {
		if _, ok := p.ids[m.entry]; ok || m.entry == p.own || !r.differ(m.entry, p.own) {
			continue
		}
		p.ids[m.entry] = fmt.Sprintf("%s.%d", e.ID, len(p.ids)+2)
	}
	return p
}

// owner is the id of whom the words at start are about.
func (p *chainSplit) owner(start int) string {
	id := p.id
	for _, m := range p.marks {
		if m.start > start {
			break
		}
		if id = p.ids[m.entry]; id == "" {
			id = p.id
		}
	}
	return id
}

// apply takes the chain apart in the findings of its report.
func (p *chainSplit) apply(f *parley.Findings) {
	e := f.Entities[p.at]
	mentions := map[string][]parley.Mention{}
	for _, m := range e.Mentions {
		id := p.owner(m.Passage.Span.Start)
		mentions[id] = append(mentions[id], m)
	}
	main := e
	main.Mentions, main.Aliases = mentions[p.id], formsOf(mentions[p.id])
	f.Entities[p.at] = main
	seen := map[string]bool{}
	for _, m := range p.marks {
		id := p.ids[m.entry]
		if id == "" || seen[id] {
			continue
		}
		seen[id] = true
		name := ""
		for _, x := range mentions[id] {
			if x.Passage.Span.Start == m.start {
				name = x.Passage.Text
			}
		}
		f.Entities = append(f.Entities, parley.LocalEntity{Basis: parley.Basis{ID: id, Rule: e.Rule, Confidence: e.Confidence}, Type: e.Type, Name: name,
			Aliases: formsOf(mentions[id]), Mentions: mentions[id]})
	}
	for i := range f.Statements {
		p.statement(&f.Statements[i])
	}
	for i := range f.Events {
		p.event(&f.Events[i])
	}
}

// formsOf are the surface forms of mentions but pronouns, sorted.
func formsOf(ms []parley.Mention) []string {
	var out []string
	for _, m := range ms {
		if m.Kind != parley.PronounMention {
			out = append(out, m.Passage.Text)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// statement gives the references of a statement to whom they are about.
func (p *chainSplit) statement(s *parley.Statement) {
	start := 0
	if len(s.Content) > 0 {
		start = s.Content[0].Span.Start
	}
	one := func(x *parley.Ref) *parley.Ref {
		if x == nil || x.Entity != p.id {
			return x
		}
		at := start
		if x.Passage != nil {
			at = x.Passage.Span.Start
		}
		return &parley.Ref{Entity: p.owner(at), Passage: x.Passage}
	}
	all := func(xs []parley.Ref) []parley.Ref {
		out := slices.Clone(xs)
		for i := range out {
			out[i] = *one(&out[i])
		}
		return out
	}
	s.Source, s.Addressee, s.CoSources, s.Via = one(s.Source), one(s.Addressee), all(s.CoSources), all(s.Via)
}

// event gives the participants of an event to whom its words are about: the last who is named before them or in them.
func (p *chainSplit) event(e *parley.Event) {
	if len(e.Evidence) == 0 || !slices.ContainsFunc(e.Participants, func(x parley.Participant) bool { return x.Entity == p.id }) {
		return
	}
	e.Participants = slices.Clone(e.Participants)
	for i := range e.Participants {
		if e.Participants[i].Entity == p.id {
			e.Participants[i].Entity = p.owner(e.Evidence[0].Span.End)
		}
	}
}

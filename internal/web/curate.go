package web

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/parley-press/parley"
)

// A curation is the forms by which a person says who is who: an entity or an instrument is another one, or several.
type curation struct {
	What   string // entity or instrument
	ID     string
	Name   string
	Find   string
	Merge  formView
	Others []otherOne   // that fit the search
	More   int          // that fit too and are not listed
	Split  *formView    // nil where there is nothing to take apart
	Parts  []partChoice // reports that name it
	Parted int          // parts that are not listed
	As     control
	Self   string // address of the page
}

// A partChoice is a part of an entity or instrument that could be another one: what a report says of it, or with Steps the steps that it tells.
type partChoice struct {
	choice
	Steps []choice
}

// mostListed is how many parts and steps a form lists.
const mostListed = 60

// An otherOne is what an entity or instrument could be one with.
type otherOne struct {
	Ref   ref
	About string
	Value string // id and the newest decision on it
	On    bool
}

// mostParts is how many reports the form of a split offers.
const mostParts = 100

// curateEntity makes the forms of an entity.
func (rq *request) curateEntity(e *parley.Entity) *curation {
	c := &curation{What: "entity", ID: e.ID, Name: e.Name, Self: rq.who(e.ID).Href}
	rq.mergeForm(c)
	type hit struct {
		e     *parley.Entity
		score int
	}
	var hits []hit
	if c.Find != "" {
		for i := range rq.rec.Entities {
			o := &rq.rec.Entities[i]
			if o.ID != e.ID && strings.Contains(strings.ToLower(strings.Join(append([]string{o.ID, o.Name, o.Role}, o.Aliases...), "\n")), strings.ToLower(c.Find)) {
				hits = append(hits, hit{o, o.Mentions})
			}
		}
	} else {
		for _, l := range rq.likely(e) {
			hits = append(hits, hit{&rq.rec.Entities[l.n], l.score})
		}
	}
	sort.SliceStable(hits, func(i, j int) bool { return hits[i].score > hits[j].score })
	for _, h := range hits {
		about := words(h.e.Type)
		if h.e.Role != "" {
			about += ", " + line(h.e.Role)
		}
		c.offer(rq.who(h.e.ID), about+", "+plural(h.e.Mentions, "mention")+" in "+plural(len(h.e.Reports), "report"))
	}
	if len(e.Reports) > 1 {
		split := rq.formOf(c.Self, "split", rq.log.seen(parley.Decision{Kind: parley.DecideSplit, Finding: e.ID}))
		sent := rq.sent("split")
		for _, r := range e.Reports[:min(len(e.Reports), mostParts)] {
			ref := rq.in(r)
			c.Parts = append(c.Parts, partChoice{choice: partOf(ref, sent)})
		}
		c.Parted = len(e.Reports) - len(c.Parts)
		c.Split, c.As = &split, sent.control("text", "name", "The other one is called", "")
	}
	return c
}

// partOf is what a report says, as a choice.
func partOf(r reportRef, sent *form) choice {
	return choice{Value: string(r.ID), Name: line(orID(r.Headline, r.File)) + " (" + line(r.Label()) + ")", Href: r.Href, On: sent != nil && contains(sent.Values["member"], string(r.ID))}
}

// A likeness is how much the names of an entity have in common with those of another.
type likeness struct {
	n     int32 // number of the entity
	score int
}

// likely scores how much the names of other entities have in common with those of e, in words; those that have nothing are left out.
func (rq *request) likely(e *parley.Entity) []likeness {
	scores := map[int32]int{}
	for w := range nameWords(e) {
		for _, n := range rq.byWord()[w] {
			scores[n]++
		}
	}
	var out []likeness
	for _, n := range slices.Sorted(maps.Keys(scores)) {
		o := &rq.rec.Entities[n]
		if o.ID == e.ID {
			continue
		}
		score := scores[n]
		if o.Type == e.Type {
			score++
		}
		out = append(out, likeness{n, score})
	}
	return out
}

// nameWords are the words of an entity's names that begin with a capital, as in a name.
func nameWords(e *parley.Entity) map[string]bool {
	out := map[string]bool{}
	for _, n := range append([]string{e.Name}, e.Aliases...) {
		for _, w := range strings.Fields(n) {
			if w = strings.Trim(w, ".,’'“”()"); len(w) > 2 && strings.ToLower(w) != w {
				out[strings.ToLower(w)] = true
			}
		}
	}
	return out
}

// curatePaper makes the forms of an instrument.
func (rq *request) curatePaper(p *parley.Instrument) *curation {
	c := &curation{What: "instrument", ID: p.ID, Name: p.Name, Self: rq.paper(p.ID).Href}
	rq.mergeForm(c)
	for i := range rq.rec.Instruments {
		o := &rq.rec.Instruments[i]
		if o.ID == p.ID || c.Find != "" && !strings.Contains(strings.ToLower(o.ID+"\n"+o.Name), strings.ToLower(c.Find)) || c.Find == "" && o.Kind != p.Kind {
			continue
		}
		c.offer(rq.paper(o.ID), words(o.Kind)+", "+plural(len(o.Reports), "report"))
	}
	if len(p.Mentions) > 1 {
		rq.splitForm(c, p)
	}
	return c
}

// splitForm adds the form by which parts of an instrument become another one.
func (rq *request) splitForm(c *curation, p *parley.Instrument) {
	split := rq.formOf(c.Self, "split", rq.log.seen(parley.Decision{Kind: parley.DecideSplit, Finding: p.ID}))
	sent := rq.sent("split")
	n := 0
	for _, r := range p.Reports {
		if n >= mostListed {
			c.Parted++
			continue
		}
		part := partChoice{choice: partOf(rq.in(r), sent)}
		n++
		for i := range p.History {
			s := &p.History[i]
			if s.Report != r {
				continue
			}
			name := words(s.State)
			if who := rq.who(s.AccordingTo); who.Name != "" {
				name += ", says " + line(who.Name)
			}
			if d := days(s.When); d != "" {
				name += ", " + d
			}
			v := stepValue(s)
			part.Steps = append(part.Steps, choice{Value: v, Name: name + ": " + shorten(s.Passage.Text, 80), On: sent != nil && contains(sent.Values["member"], v)})
			n++
		}
		c.Parts = append(c.Parts, part)
	}
	c.Split, c.As = &split, sent.control("text", "name", "The other one is called", "")
}

// stepValue names a step of an instrument in a form.
func stepValue(s *parley.Step) string {
	return fmt.Sprintf("%s %s %d-%d", s.Report, s.State, s.Passage.Raw.Start, s.Passage.Raw.End)
}

// mergeForm begins the form by which one becomes another.
func (rq *request) mergeForm(c *curation) {
	c.Find = strings.TrimSpace(rq.q.Get("find"))
	if rq.form != nil {
		c.Find = strings.TrimSpace(rq.form.Get("find"))
	}
	c.Merge = rq.formOf(c.Self, "merge", rq.log.seen(parley.Decision{Kind: parley.DecideMerge, Finding: c.ID}))
}

// offer adds one that fits, up to a number.
func (c *curation) offer(r ref, about string) {
	if len(c.Others) == mostOthers {
		c.More++
		return
	}
	c.Others = append(c.Others, otherOne{Ref: r, About: about, Value: r.ID})
}

// decideEntity is merge or split of an entity.
func decideEntity(_ context.Context, rq *request, f *form) (parley.Decision, error) {
	e, ok := rq.entities[rq.name("id")]
	if !ok {
		return parley.Decision{}, missing("entity", rq.name("id"))
	}
	switch do := f.Get("do"); do {
	case "merge":
		return mergeInto(f, e.ID, "entity", rq.allEntities()), nil
	case "split":
		return splitEntity(f, e), nil
	default:
		return parley.Decision{}, parley.Errorf(parley.Invalid, "form", "nothing can be done by the name %q; there are merge and split", do)
	}
}

// mergeInto makes one thing another.
func mergeInto(f *form, id, what string, of []called) parley.Decision {
	d := parley.Decision{Kind: parley.DecideMerge, Finding: id, Value: f.resolve("value", what, of)}
	switch {
	case strings.TrimSpace(f.Get("value")) == "":
		f.wrong("value", "choose the %s that it is", what)
	case d.Value == id:
		f.wrong("value", "this is the %s itself; choose another", what)
	}
	return d
}

// splitEntity takes reports out of an entity.
func splitEntity(f *form, e *parley.Entity) parley.Decision {
	s := parley.Split{Name: f.text("name", 200)}
	for _, m := range f.Values["member"] {
		for _, r := range e.Reports {
			if string(r) == m {
				s.Members = append(s.Members, parley.SplitMember{Report: r})
			}
		}
	}
	switch {
	case len(s.Members) == 0:
		f.wrong("member", "choose the reports in which somebody else is meant")
	case len(s.Members) == len(e.Reports):
		f.wrong("member", "one report at least must stay; where all mean somebody else, merge it instead")
	}
	if s.Name == "" {
		f.wrong("name", "say what the other one is called")
	}
	return parley.Decision{Kind: parley.DecideSplit, Finding: e.ID, Value: encode(f, s)}
}

// splitInstrument takes reports and steps out of an instrument.
func splitInstrument(f *form, p *parley.Instrument) parley.Decision {
	s := parley.Split{Name: f.text("name", 200)}
	sent := f.Values["member"]
	for _, r := range p.Reports {
		if contains(sent, string(r)) {
			s.Members = append(s.Members, parley.SplitMember{Report: r})
		}
	}
	for i := range p.History {
		if h := &p.History[i]; contains(sent, stepValue(h)) && !contains(sent, string(h.Report)) {
			m := parley.SplitMember{Report: h.Report, Step: &parley.StepAt{State: h.State, Raw: h.Passage.Raw}}
			if !slices.ContainsFunc(s.Members, func(o parley.SplitMember) bool { return o.Step != nil && o.Report == m.Report && *o.Step == *m.Step }) { // told by two voices
				s.Members = append(s.Members, m)
			}
		}
	}
	if len(s.Members) == 0 {
		f.wrong("member", "choose the reports, or the steps, in which another paper is meant")
	}
	if s.Name == "" {
		f.wrong("name", "say what the other one is called")
	}
	return parley.Decision{Kind: parley.DecideSplit, Finding: p.ID, Value: encode(f, s)}
}

// decideInstrument is merge or split of an instrument.
func decideInstrument(_ context.Context, rq *request, f *form) (parley.Decision, error) {
	p, ok := rq.instruments[rq.name("id")]
	if !ok {
		return parley.Decision{}, missing("instrument", rq.name("id"))
	}
	switch do := f.Get("do"); do {
	case "merge":
		return mergeInto(f, p.ID, "instrument", rq.allPapers()), nil
	case "split":
		return splitInstrument(f, p), nil
	default:
		return parley.Decision{}, parley.Errorf(parley.Invalid, "form", "nothing can be done by the name %q; there are merge and split", do)
	}
}

// afterEntity leads to the entity, or to the one that it is now.
func afterEntity(x *index, d parley.Decision) string {
	for _, id := range []string{nowOf(x, d), d.Value, d.Finding} {
		if r := x.who(id); r.Href != "" {
			return r.Href
		}
	}
	return "/entities"
}

// afterInstrument leads to the instrument, or to the one that it is now.
func afterInstrument(x *index, d parley.Decision) string {
	for _, id := range []string{nowOf(x, d), d.Value, d.Finding} {
		if r := x.paper(id); r.Href != "" {
			return r.Href
		}
	}
	return "/instruments"
}

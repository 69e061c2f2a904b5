package web

import (
	"context"
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
	Others []otherOne // that fit the search
	More   int        // that fit too and are not listed
	Split  *formView  // nil where there is nothing to take apart
	Parts  []choice   // reports that name it
	Rest   int        // that name it and cannot be chosen on the page
	As     control
	Self   string // address of the page
}

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
			c.Parts = append(c.Parts, choice{Value: string(r), Name: line(orID(ref.Headline, ref.File)) + " (" + line(ref.Label()) + ")", Href: ref.Href,
				On: sent != nil && contains(sent.Values["member"], string(r))})
		}
		c.Rest = len(e.Reports) - len(c.Parts)
		c.Split, c.As = &split, sent.control("text", "name", "The other one is called", "")
	}
	return c
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
	return c
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

// decideInstrument is merge of an instrument.
func decideInstrument(_ context.Context, rq *request, f *form) (parley.Decision, error) {
	p, ok := rq.instruments[rq.name("id")]
	if !ok {
		return parley.Decision{}, missing("instrument", rq.name("id"))
	}
	if do := f.Get("do"); do != "merge" {
		return parley.Decision{}, parley.Errorf(parley.Invalid, "form", "nothing can be done by the name %q; there is merge", do)
	}
	return mergeInto(f, p.ID, "instrument", rq.allPapers()), nil
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

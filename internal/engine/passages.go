package engine

import (
	"fmt"
	"iter"

	"github.com/parley-press/parley"
)

// passages lists every passage of f with where it stands, e.g. "s3 content 1".
func passages(f *parley.Findings) iter.Seq2[string, *parley.Passage] {
	return func(yield func(string, *parley.Passage) bool) {
		w := walker{yield: yield}
		w.meta(&f.Meta)
		for i := range f.Noise {
			w.one(fmt.Sprint("noise ", i+1), &f.Noise[i].Passage)
		}
		for i := range f.Entities {
			for j := range f.Entities[i].Mentions {
				w.one(fmt.Sprint(f.Entities[i].ID, " mention ", j+1), &f.Entities[i].Mentions[j].Passage)
			}
		}
		for i := range f.Statements {
			w.statement(&f.Statements[i])
		}
		for i := range f.Events {
			w.one(f.Events[i].ID+" when", f.Events[i].WhenPassage)
			w.many(f.Events[i].ID+" evidence", f.Events[i].Evidence)
		}
		for i := range f.Figures {
			g := &f.Figures[i]
			w.one(g.ID, &g.Passage)
			if g.Sentence != (parley.Passage{}) {
				w.one(g.ID+" sentence", &g.Sentence)
			}
		}
		for i := range f.Instruments {
			in := &f.Instruments[i]
			w.many(in.ID+" mention", in.Mentions)
			w.many(in.ID+" term", in.Terms)
			for j := range in.History {
				w.one(fmt.Sprint(in.ID, " step ", j+1), &in.History[j].Passage)
			}
		}
		for i := range f.Dated {
			w.one(f.Dated[i].ID+" words", &f.Dated[i].Words)
			w.one(f.Dated[i].ID+" clause", &f.Dated[i].Clause)
		}
	}
}

// A walker hands passages on until yield has enough.
type walker struct {
	yield func(string, *parley.Passage) bool
	ended bool
}

func (w *walker) one(where string, p *parley.Passage) {
	if p != nil && !w.ended {
		w.ended = !w.yield(where, p)
	}
}

func (w *walker) many(where string, ps []parley.Passage) {
	for i := range ps {
		w.one(fmt.Sprint(where, " ", i+1), &ps[i])
	}
}

func (w *walker) meta(m *parley.Meta) {
	w.one("headline", m.Headline)
	w.one("outlet", m.Outlet.Passage)
	w.one("publication date", m.Published.Passage)
	for i := range m.Published.Named {
		w.one(fmt.Sprint("named day ", i+1), &m.Published.Named[i].Words)
		w.one(fmt.Sprint("sentence of named day ", i+1), &m.Published.Named[i].Sentence)
	}
	if m.Dateline != nil {
		w.one("dateline", m.Dateline.Passage)
	}
	for i := range m.Bylines {
		if b := &m.Bylines[i]; b.Passage != (parley.Passage{}) { // else the container names the person, not the report
			w.one(fmt.Sprint("byline ", i+1), &b.Passage)
		}
	}
	for i := range m.Agencies {
		w.one(fmt.Sprint("agency ", i+1), m.Agencies[i].Passage)
	}
	w.many("subhead", m.Subheads)
	w.one("standfirst", m.Standfirst)
	if m.Section != nil {
		w.one("section", m.Section.Passage)
	}
	if m.Updated != nil {
		w.one("updated", m.Updated.Passage)
	}
	w.many("correction", m.Corrections)
	for i := range m.Entries {
		w.one(fmt.Sprint("entry ", i+1, " stamp"), &m.Entries[i].Stamp)
	}
	if m.Revised != nil {
		w.one("notice", &m.Revised.Passage)
	}
}

func (w *walker) statement(s *parley.Statement) {
	ref := func(what string, r *parley.Ref) {
		if r != nil {
			w.one(s.ID+" "+what, r.Passage)
		}
	}
	ref("source", s.Source)
	for i := range s.CoSources {
		ref(fmt.Sprint("further source ", i+1), &s.CoSources[i])
	}
	w.many(s.ID+" cue", s.Cue)
	w.many(s.ID+" content", s.Content)
	ref("addressee", s.Addressee)
	for i := range s.Via {
		ref(fmt.Sprint("via ", i+1), &s.Via[i])
	}
	w.one(s.ID+" occasion", s.Occasion)
}

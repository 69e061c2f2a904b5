package event

import (
	"slices"
	"sort"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// The tables say what a word can tell. Whether coders have an event there is a question of many signs: what else the report tells of, where the clause stands,
// who speaks, who does what to whom. Their weights are fitted on coded dossiers (see odds.go); by them a verb of which the tables read nothing tells an event
// where that is likely. To drop by them what the tables read gains nothing on dossiers left out.

// leastOdds is the chance of an event of one type from which on a verb tells it: one under half the F1 of detection would cost more than it gives.
const leastOdds = 0.25

// beside is how many events on either side are looked at for one that says the same.
const beside = 16

// oddsRule is the rule of events that the odds have added.
const oddsRule = "event/odds@1"

// A Candidate is a word that may tell an event: the head of a verb group, or a noun at which the tables read one.
type Candidate struct {
	Token  int
	Lemma  string
	Noun   bool
	Told   parley.EventType // what the tables read there, "" nothing
	Echo   bool             // as a further mention of an event
	Signs  []learn.Feature  // of a verb
	Clause parley.Span      // the words of the clause, or of the noun phrase
}

// Candidates are the candidates of d, ascending, and the events that the tables read in it. d has all layers but those of this package.
func (f *Finder) Candidates(d *text.Doc) ([]Candidate, []text.Event) {
	w := f.tables(d)
	if w == nil {
		return nil, nil
	}
	var out []Candidate
	w.candidates(true, func(c *Candidate) {
		own := *c
		own.Signs = slices.Sorted(slices.Values(c.Signs))
		if k := w.clauseAt[c.Token]; c.Noun {
			own.Clause = w.d.Span(w.d.Chunks[w.np(c.Token)].Tokens)
		} else {
			own.Clause = w.evidence(k, c.Token)
		}
		out = append(out, own)
	})
	return out, w.out
}

// weigh adds the events of verbs that are likely by o.
func (w *search) weigh(o *odds) {
	var more []text.Event
	chances := make([]float32, len(o.labels))
	w.candidates(false, func(c *Candidate) {
		o.chances(c.Signs, chances)
		best := 1 + likeliest(chances[1:])
		if chances[best] >= leastOdds {
			more = append(more, w.likely(c.Token, parley.EventType(o.labels[best]), chances[best]))
		}
	})
	kept := w.out
	for i := range more {
		e := &more[i]
		at := sort.Search(len(kept), func(k int) bool { return kept[k].Evidence[0].Start >= e.Evidence[0].Start })
		same := func(x text.Event) bool { return x.Type == e.Type && x.Evidence[0].Overlaps(e.Evidence[0]) }
		if !slices.ContainsFunc(kept[max(0, at-beside):min(len(kept), at+beside)], same) && !slices.ContainsFunc(w.out[max(len(kept), len(w.out)-beside):], same) {
			w.out = append(w.out, *e)
		}
	}
	w.inOrder()
}

// likely is the event of type typ that the verb at token t tells.
func (w *search) likely(t int, typ parley.EventType, chance float32) text.Event {
	tr := &trigger{typ: typ, roles: w.trig.usual[typ], rule: oddsRule, score: float64(chance)}
	k := w.clauseAt[t]
	return w.clauseEvent(tr, parley.TokenRange{First: t, End: t + 1}, k, w.verbArgs(k))
}

// candidates calls yield with each verb of which the tables read nothing, and with told at the words at which they read an event; what it is given holds until it
// returns.
func (w *search) candidates(told bool, yield func(*Candidate)) {
	s := newSigns(w)
	for i := range w.d.Sentences {
		r := w.d.Sentences[i].Tokens
		if r.First < 0 || r.End > len(w.low) || r.Empty() {
			continue
		}
		kind, _ := w.kind(i)
		if kind == text.Noise || kind == text.Stamp || kind == text.Subhead {
			continue
		}
		s.begin(r)
		for t := r.First; t < r.End; t++ {
			k := w.clauseAt[t]
			if k < 0 {
				continue
			}
			c := Candidate{Token: t, Lemma: w.d.Lemmas[t], Told: w.told[t]}
			if vg := w.clauses[k].vg; vg < 0 || w.d.Chunks[vg].Head != t {
				if c.Noun = true; c.Told == "" || w.np(t) < 0 {
					continue
				}
			}
			c.Echo = c.Told != "" && !s.own[t]
			if told || c.Told == "" {
				if !c.Noun {
					s.of(&c, i, kind)
				}
				yield(&c)
			}
			s.lemmas[c.Lemma]++
			if c.Told != "" && !c.Echo {
				s.types[c.Told]++
			}
		}
	}
}

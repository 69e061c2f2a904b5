package event

import (
	"slices"
	"sort"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// The tables say what a word can tell. Whether coders have an event there is a question of many signs: what else the report tells of, where the clause stands,
// who speaks, who does what to whom. Their weights are fitted on coded dossiers (see odds.go); by them what the tables have read is dropped where it is
// unlikely, and a verb that no row reads tells an event where that is likely.

const (
	leastKept  = 0.2  // the chance of any event under which one that the tables read is dropped
	leastAdded = 0.25 // the chance of an event of one type from which on a verb tells it
)

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
	Signs  []learn.Feature
	Clause parley.Span // the words of the clause, or of the noun phrase
}

// Candidates are the candidates of d, ascending, and the events that the tables read in it. d has all layers but those of this package.
func (f *Finder) Candidates(d *text.Doc) ([]Candidate, []text.Event) {
	w := f.tables(d)
	if w == nil {
		return nil, nil
	}
	var out []Candidate
	w.candidates(func(c *Candidate) {
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

// weigh drops the events that are unlikely by o, and adds those of verbs that are likely.
func (w *search) weigh(o *odds) {
	at := map[int]int{}
	for i := range w.out {
		at[w.out[i].Trigger.First] = i
	}
	drop := map[int]bool{}
	var more []text.Event
	chances := make([]float32, len(o.types))
	w.candidates(func(c *Candidate) {
		i, fired := at[c.Token]
		if c.Told != "" && !fired || c.Told == "" && c.Noun {
			return
		}
		o.chances(c.Signs, chances)
		if fired {
			drop[i] = 1-chances[0] < leastKept
			return
		}
		best := 1
		for k := range chances {
			if k > 0 && chances[k] > chances[best] {
				best = k
			}
		}
		if chances[best] >= leastAdded {
			more = append(more, w.likely(c.Token, o.types[best], chances[best]))
		}
	})
	n := 0
	for i := range w.out {
		if !drop[i] {
			w.out[n] = w.out[i]
			n++
		}
	}
	w.out = w.out[:n]
	kept := w.out
	for i := range more {
		e := &more[i]
		at := sort.Search(len(kept), func(k int) bool { return kept[k].Evidence[0].Start >= e.Evidence[0].Start })
		same := func(x text.Event) bool { return x.Type == e.Type && x.Evidence[0].Overlaps(e.Evidence[0]) }
		if !slices.ContainsFunc(kept[max(0, at-beside):min(len(kept), at+beside)], same) && !slices.ContainsFunc(w.out[max(n, len(w.out)-beside):], same) {
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

// candidates calls yield with each candidate; what it is given holds until it returns.
func (w *search) candidates(yield func(*Candidate)) {
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
			s.of(&c, i, kind)
			yield(&c)
		}
	}
}

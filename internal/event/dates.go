package event

import (
	_ "embed"
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// The rules of dated.go and when give an event a time of its sentence, or none. Whether coders have the same is a question of many signs: how the time hangs
// together with the event in the tree, what stands between them, whose words they are, what tense says and what the calendar. Their weights are fitted on coded
// dossiers (`make dates`, conditional logit over the times of the sentence); by them another time, or none, is taken where it is likelier by a margin.

//go:embed dates.model
var datesModel []byte

const (
	datesKind = "dates"

	// datesMargin is by how much the chance of another option must exceed that of what the rules give. Chosen on dossiers left out of the fit.
	datesMargin = 0.2

	// maxDates bounds the times that are weighed for one event.
	maxDates = 10
)

// A DateOption is a time that an event may have.
type DateOption struct {
	Time  int  // -1 none
	Kept  bool // what the rules give
	Signs []learn.Feature
}

// dateOptions are the options of events, by their triggers and types.
type dateOptions map[dateKey][]DateOption

type dateKey struct {
	trigger int
	typ     parley.EventType
}

// A DateChoice is an event as it is found with what it may be dated by, none first; nothing where nothing is to choose.
type DateChoice struct {
	Evidence parley.Span
	Type     parley.EventType
	Options  []DateOption
}

// DateChoices are the events of d that the tables read, before their times are weighed, with the times that each may have: the fit hangs on no other of this
// package. d has all layers but those of this package.
func (f *Finder) DateChoices(d *text.Doc) (out []DateChoice) {
	own := *f
	own.dates = nil
	w := own.tablesFor(d, dateOptions{})
	if w == nil {
		return nil
	}
	w.settle(nil)
	for _, e := range w.out {
		out = append(out, DateChoice{e.Evidence[0], e.Type, w.choices[dateKey{e.Trigger.First, e.Type}]})
	}
	return out
}

// weighTime is the time of e, whose trigger is token t of clause k, by the signs; kept is that of the rules, -1 for none, and tree says that the tree has it.
func (w *search) weighTime(e *text.Event, k int32, t, kept int, tree, verb bool) int {
	if w.Finder.dates == nil && w.choices == nil || !w.trees() {
		return kept
	}
	var room [maxDates + 2]DateOption
	options := w.optionsOf(room[:0], e, k, t, kept, tree, verb)
	if len(options) < 2 {
		return kept
	}
	if w.choices != nil {
		w.choices[dateKey{e.Trigger.First, e.Type}] = slices.Clone(options)
		return kept
	}
	was := slices.IndexFunc(options, func(o DateOption) bool { return o.Kept })
	taken := w.Finder.dates.Take(len(options), was, datesMargin, func(i int) []learn.Feature { return options[i].Signs })
	if taken == 0 && tree {
		return kept // what the tree ties to the event is not taken away
	}
	return options[taken].Time
}

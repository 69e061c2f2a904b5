package event

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// courts are the nouns of who decides by order and ruling.
var courts = map[string]bool{"court": true, "judge": true, "justice": true, "tribunal": true, "magistrate": true}

// decreed are the verbs by which a court decides, with the noun of the paper that it decides by.
var decreed = map[string]string{"order": "order", "instruct": "order", "direct": "order", "command": "order", "compel": "order", "enjoin": "order",
	"rule": "ruling"}

// decreedBy is the instrument of what a court is told to have ordered or ruled by a verb alone, with its step: the one that the report calls an order or a ruling, else
// a new one. It is -1 where the verb at token t tells nothing of the kind, or the report knows several.
func (w *search) decreedBy(e *text.Event, t int, args []arg) int {
	noun := decreed[w.d.Lemmas[t]]
	if e.Type != "law-or-sanction" || e.Status != parley.Happened || noun == "" || !slices.ContainsFunc(args, func(a arg) bool {
		return (a.slot == "subj" || a.slot == "by") && courts[w.d.Lemmas[w.d.Chunks[a.chunk].Head]]
	}) {
		return -1
	}
	at := -1
	for i, k := range w.named {
		if k.family != "law" || !ordered[k.noun] || e.When != nil && w.instsList[i].Date != nil && !e.When.Meets(*w.instsList[i].Date) {
			continue
		}
		if at >= 0 {
			return -1
		}
		at = i
	}
	if at < 0 {
		at = w.newPaper(text.Instrument{Kind: parley.Law, Name: "court " + noun, Mentions: []parley.Span{e.Evidence[0]}, Rule: "event/ordered@1", Score: 0.6},
			known{family: "law", noun: noun, place: -1})
	}
	step := text.Step{State: parley.StatePassed, Statement: e.AssertedBy, Entity: -1, Span: e.Evidence[0], Rule: "event/ordered@1", Score: 0.6}
	if e.When != nil {
		iv := *e.When
		step.When = &iv
	}
	if step.Statement >= 0 {
		step.Entity = w.d.Statements[step.Statement].Entity
	}
	w.instsList[at].Steps = append(w.instsList[at].Steps, step)
	return at
}

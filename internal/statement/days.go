package statement

import (
	_ "embed"
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// The rules of dates.go give a statement a day, the days of the report, or none. Whether coders have the same is a question of many signs: how the cue stands in
// its sentence, its tense, who speaks, what the statement before has. Their weights are fitted on coded dossiers (`make days`, conditional logit over the options
// of each statement); by them another option is taken where it is likelier by a margin.

//go:embed days.model
var daysModel []byte

const (
	daysKind = "days"

	// daysMargin is by how much the chance of another option must exceed that of what the rules give. Chosen on dossiers left out of the fit.
	daysMargin = 0.2

	// maxDays bounds the times that are weighed for one statement.
	maxDays = 12
)

// A dayBy is what gave a statement its day.
type dayBy uint8

const (
	byNothing dayBy = iota
	byOwn           // a time in the clause of the cue
	byLead          // the lead
	byBefore        // the statement before
	byHost          // the statement around it
	byPast          // words that put it into the past
	byReport        // the report alone
)

// A DayOption is a day that a statement may have.
type DayOption struct {
	When  *parley.Interval // nil: none
	Kept  bool             // what the rules give
	Signs []learn.Feature
	why   string
}

// A DayChoice is a statement with the days that it may have; the first is none.
type DayChoice struct {
	Cues, Content []parley.Span
	Options       []DayOption
}

// DayChoices are the statements of d, as Find has them before any weighing, with the days that each may have. d has all layers that Find needs.
func (f *Finder) DayChoices(d *text.Doc) []DayChoice {
	own := *d // the statements of d stay
	own.Statements = nil
	p := newPass(f, &own)
	p.choices = &[]DayChoice{}
	f.find(p)
	return *p.choices
}

// weighDays takes for each statement the option that the signs speak for, where they do so by the margin.
func (p *pass) weighDays() {
	if p.f.days == nil {
		return
	}
	w := daySigns{pass: p}
	w.begin()
	var prev *draft
	type change struct {
		s *draft
		o DayOption
	}
	var changes []change
	for _, s := range p.inOrder() {
		options := w.options(s, prev)
		prev = s
		if p.choices != nil {
			*p.choices = append(*p.choices, w.choice(s, options))
			continue
		}
		kept := slices.IndexFunc(options, func(o DayOption) bool { return o.Kept })
		if taken := p.f.days.Take(len(options), kept, daysMargin, func(i int) []learn.Feature { return options[i].Signs }); taken != kept {
			changes = append(changes, change{s, options[taken]})
		}
	}
	for _, c := range changes {
		c.s.SaidOn, c.s.SaidWhy = c.o.When, c.o.why
	}
}

// choice is the choice of a statement, for a fit.
func (w *daySigns) choice(s *draft, options []DayOption) DayChoice {
	c := DayChoice{Options: slices.Clone(options)}
	for i := range c.Options {
		c.Options[i].Signs = slices.Clone(c.Options[i].Signs)
	}
	for _, r := range s.cues {
		c.Cues = append(c.Cues, w.d.Span(r))
	}
	for _, r := range s.parts {
		c.Content = append(c.Content, w.d.Span(r))
	}
	return c
}

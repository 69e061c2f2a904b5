//go:build measure

package main

import (
	"crypto/sha256"
	"encoding/json"
	"slices"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/event"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
	"github.com/parley-press/parley/read"
)

const (
	dateModel   = "../../internal/event/dates.model"
	datePenalty = 2.0
)

// A dateCoding is an event of a coding, as far as its date needs it.
type dateCoding struct {
	Type     string
	Core     bool
	Evidence oddsSpan
	When     *codedDays
	Also     struct {
		Type     []string
		Evidence []oddsSpan
		When     []*codedDays
	}
}

// is reports whether coders accept type typ.
func (g *dateCoding) is(typ parley.EventType) bool {
	return g.Type == string(typ) || slices.Contains(g.Also.Type, string(typ))
}

// TestMeasureDateOdds fits the weights of internal/event/dates.model on the coded dossiers that are not only scored, tells how well a fit on all others does on those
// left out, and compares the model with the kept one; PARLEY_UPDATE writes it anew. `make dates`.
func TestMeasureDateOdds(t *testing.T) {
	_, news := codedNews(t)
	reader, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	finder, err := event.New()
	if err != nil {
		t.Fatal(err)
	}
	var cases []*choiceCase
	sum := sha256.New()
	eachCoded(t, news, reader, sum.Write, func(r codedReport) error {
		var report struct{ Events []dateCoding }
		if err := json.Unmarshal(r.coding, &report); err != nil {
			return err
		}
		cases = append(cases, dateCases(r.dossier, r.doc, finder.DateChoices(r.doc), report.Events)...)
		return nil
	})
	thinChoices(cases)
	leaveOutChoices(t, cases, datePenalty, 0, 0.1, 0.2, 0.3, 0.4, 0.5)
	rows := choiceRows(fitChoice(cases, datePenalty))
	t.Logf("%d events with a time in the sentence, %d weights", len(cases), len(rows))
	keptOr(t, dateModel, learn.EncodeChoice("dates", [32]byte(sum.Sum(nil)), rows))
}

// dateCases are the events of a report that its coding has and whose sentence has a time. One found under another type counts half.
func dateCases(dossier string, d *text.Doc, choices []event.DateChoice, coded []dateCoding) (out []*choiceCase) {
	var pairs []codedPair
	for i, c := range choices {
		at := rawSpans(d, []parley.Span{c.Evidence})
		for k, g := range coded {
			best := 0.0
			for _, s := range append([]oddsSpan{g.Evidence}, g.Also.Evidence...) {
				best = max(best, diceSpans(at, []oddsSpan{s}))
			}
			if g.is(c.Type) {
				best++
			}
			if best > 0.4 && best != 1 {
				pairs = append(pairs, codedPair{best, k, i})
			}
		}
	}
	for _, p := range oneToOne(pairs) {
		g := &coded[p.coded]
		c := &choiceCase{dossier: dossier, core: g.Core && g.is(choices[p.ours].Type)}
		for _, o := range choices[p.ours].Options {
			var when *parley.Interval
			if o.Time >= 0 {
				when = d.Times[o.Time].When
			}
			right := g.When.is(when) || slices.ContainsFunc(g.Also.When, func(x *codedDays) bool { return x.is(when) })
			c.options = append(c.options, choiceOption{o.Signs, right, o.Kept})
		}
		if len(c.options) > 0 {
			out = append(out, c)
		}
	}
	return out
}

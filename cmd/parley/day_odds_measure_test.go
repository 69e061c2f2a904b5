//go:build measure

package main

import (
	"crypto/sha256"
	"encoding/json"
	"slices"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/statement"
	"github.com/parley-press/parley/internal/text"
	"github.com/parley-press/parley/read"
)

const (
	dayModel   = "../../internal/statement/days.model"
	dayPenalty = 2.0
)

// A codedDays is an interval of a coding; both ends may be open.
type codedDays struct{ From, To *string }

// is reports whether the days are those of w; none are the same as an interval without ends.
func (c *codedDays) is(w *parley.Interval) bool {
	if w == nil {
		w = &parley.Interval{}
	}
	same := func(s *string, d parley.Date) bool {
		if s == nil {
			return !d.Known()
		}
		return d.Known() && *s == d.String()
	}
	if c == nil {
		c = &codedDays{}
	}
	return same(c.From, w.From) && same(c.To, w.To)
}

// A dayCoding is a statement of a coding, as far as its day needs it.
type dayCoding struct {
	Core         bool
	Cue, Content []oddsSpan
	Said         *codedDays `json:"said_on"`
	Also         struct {
		Content [][]oddsSpan
		Said    []*codedDays `json:"said_on"`
	}
}

// TestMeasureDayOdds fits the weights of internal/statement/days.model on the coded dossiers that are not only scored, tells how well a fit on all others does on
// those left out, and compares the model with the kept one; PARLEY_UPDATE writes it anew. `make days`.
func TestMeasureDayOdds(t *testing.T) {
	_, news := codedNews(t)
	reader, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	finder, err := statement.New()
	if err != nil {
		t.Fatal(err)
	}
	var cases []*choiceCase
	sum := sha256.New()
	eachCoded(t, news, reader, sum.Write, func(r codedReport) error {
		var report struct{ Statements []dayCoding }
		if err := json.Unmarshal(r.coding, &report); err != nil {
			return err
		}
		cases = append(cases, dayCases(r.dossier, r.doc, finder.DayChoices(r.doc), report.Statements)...)
		return nil
	})
	thinChoices(cases)
	leaveOutChoices(t, cases, dayPenalty, 0, 0.1, 0.2, 0.3, 0.4, 0.5)
	rows := choiceRows(fitChoice(cases, dayPenalty))
	t.Logf("%d statements, %d weights", len(cases), len(rows))
	keptOr(t, dayModel, learn.EncodeChoice("days", [32]byte(sum.Sum(nil)), rows))
}

// dayCases are the statements of a report that its coding has.
func dayCases(dossier string, d *text.Doc, choices []statement.DayChoice, coded []dayCoding) (out []*choiceCase) {
	var pairs []codedPair
	for i, c := range choices {
		cue, content := rawSpans(d, c.Cues), rawSpans(d, c.Content)
		for k, g := range coded {
			best := 0.0
			for _, spans := range append([][]oddsSpan{g.Content}, g.Also.Content...) {
				best = max(best, diceSpans(content, spans))
			}
			if best < 0.5 {
				continue
			}
			if overlapSpans(cue, g.Cue) > 0 || len(cue)+len(g.Cue) == 0 {
				best += 0.5
			}
			pairs = append(pairs, codedPair{best, k, i})
		}
	}
	for _, p := range oneToOne(pairs) {
		g := &coded[p.coded]
		c := &choiceCase{dossier: dossier, core: g.Core}
		for _, o := range choices[p.ours].Options {
			right := g.Said.is(o.When) || slices.ContainsFunc(g.Also.Said, func(x *codedDays) bool { return x.is(o.When) })
			c.options = append(c.options, choiceOption{o.Signs, right, o.Kept})
		}
		out = append(out, c)
	}
	return out
}

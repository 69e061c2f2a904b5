//go:build measure

package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"path/filepath"
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
	for _, f := range readableCoded(t) {
		eachCoded(t, f, news, reader, sum.Write, func(d *text.Doc, coded []byte) {
			var report struct{ Events []dateCoding }
			if err := json.Unmarshal(coded, &report); err != nil {
				t.Fatal(err)
			}
			cases = append(cases, dateCases(filepath.Base(f), d, finder.DateChoices(d), report.Events)...)
		})
	}
	thinChoices(cases)
	leaveOutChoices(t, cases, datePenalty, 0, 0.1, 0.2, 0.3, 0.4, 0.5)
	rows := choiceRows(fitChoice(cases, datePenalty))
	t.Logf("%d events with a time in the sentence, %d weights", len(cases), len(rows))
	keptOr(t, dateModel, learn.EncodeChoice("dates", [32]byte(sum.Sum(nil)), rows))
}

// dateCases are the events of a report that its coding has and whose sentence has a time. One found under another type counts half.
func dateCases(dossier string, d *text.Doc, choices []event.DatedChoice, coded []dateCoding) (out []*choiceCase) {
	type pair struct {
		v    float64
		c, g int
		typ  bool
	}
	var pairs []pair
	for i, c := range choices {
		at := rawSpans(d, []parley.Span{c.Evidence})
		for k, g := range coded {
			best := 0.0
			for _, s := range append([]oddsSpan{g.Evidence}, g.Also.Evidence...) {
				best = max(best, diceSpans(at, []oddsSpan{s}))
			}
			typ := g.Type == string(c.Type) || slices.Contains(g.Also.Type, string(c.Type))
			if typ {
				best++
			}
			if best > 0.4 && best != 1 {
				pairs = append(pairs, pair{best, i, k, typ})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.v, a.v) })
	taken, done := map[int]bool{}, map[int]bool{}
	for _, p := range pairs {
		if taken[p.c] || done[p.g] {
			continue
		}
		taken[p.c], done[p.g] = true, true
		g := &coded[p.g]
		c := &choiceCase{dossier: dossier, core: g.Core && p.typ}
		for _, o := range choices[p.c].Options {
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

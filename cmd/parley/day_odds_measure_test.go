//go:build measure

package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/intake"
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
	for _, f := range readableCoded(t) {
		eachCoded(t, f, news, reader, sum.Write, func(d *text.Doc, coded []byte) {
			var report struct{ Statements []dayCoding }
			if err := json.Unmarshal(coded, &report); err != nil {
				t.Fatal(err)
			}
			cases = append(cases, dayCases(filepath.Base(f), d, finder.DayChoices(d), report.Statements)...)
		})
	}
	thinChoices(cases)
	leaveOutChoices(t, cases, dayPenalty, 0, 0.1, 0.2, 0.3, 0.4, 0.5)
	rows := choiceRows(fitChoice(cases, dayPenalty))
	t.Logf("%d statements, %d weights", len(cases), len(rows))
	keptOr(t, dayModel, learn.EncodeChoice("days", [32]byte(sum.Sum(nil)), rows))
}

// eachCoded calls yield with each report of a coded dossier, read, and its coding.
func eachCoded(t *testing.T, coded string, news map[string]newsReport, reader *read.Reader, sum func([]byte) (int, error), yield func(d *text.Doc, coded []byte)) {
	t.Helper()
	b, err := os.ReadFile(coded)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sum(b); err != nil {
		t.Fatal(err)
	}
	raw, gold := layCoded(t, coded, news)
	err = intake.Walk([]string{raw}, nil, intake.Options{}, func(it intake.Item) error {
		if it.Report == nil {
			return nil
		}
		b, err := os.ReadFile(filepath.Join(gold, filepath.Base(it.Report.Names[0])+".json"))
		if err != nil {
			return err
		}
		if cleaned, aside := clean.Clean(*it.Report); aside == nil {
			yield(reader.Annotate(cleaned), b)
		}
		return nil
	})
	if err != nil {
		t.Fatal(coded, err)
	}
}

// dayCases are the statements of a report that its coding has.
func dayCases(dossier string, d *text.Doc, choices []statement.DayChoice, coded []dayCoding) (out []*choiceCase) {
	type pair struct {
		v    float64
		c, g int
	}
	var pairs []pair
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
			pairs = append(pairs, pair{best, i, k})
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
		c := &choiceCase{dossier: dossier, core: g.Core}
		for _, o := range choices[p.c].Options {
			right := g.Said.is(o.When) || slices.ContainsFunc(g.Also.Said, func(x *codedDays) bool { return x.is(o.When) })
			c.options = append(c.options, choiceOption{o.Signs, right, o.Kept})
		}
		out = append(out, c)
	}
	return out
}

// rawSpans are the bytes of spans in the raw report.
func rawSpans(d *text.Doc, spans []parley.Span) (out []oddsSpan) {
	for _, s := range spans {
		raw := d.Passage(s).Raw
		out = append(out, oddsSpan{raw.Start, raw.End})
	}
	return out
}

// overlapSpans is how many bytes a and b share; the spans of each do not overlap.
func overlapSpans(a, b []oddsSpan) (n int) {
	for _, x := range a {
		for _, y := range b {
			n += x.overlap(y)
		}
	}
	return n
}

// diceSpans is twice the bytes that a and b share over the bytes of both.
func diceSpans(a, b []oddsSpan) float64 {
	n := 0
	for _, x := range append(slices.Clone(a), b...) {
		n += x.End - x.Start
	}
	return 2 * float64(overlapSpans(a, b)) / float64(max(1, n))
}

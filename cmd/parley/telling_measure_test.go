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
	"github.com/parley-press/parley/read"
)

const (
	statusOdds    = "../../internal/event/status.model"
	partOdds      = "../../internal/event/part.model"
	statusPenalty = 1.0 // on half the square of a weight
	partPenalty   = 15.0
	tellingLeast  = 3 // events that a sign must have, in two dossiers
)

// A tellingCase is a choice about an event that coders have too.
type tellingCase struct {
	signCase
	dossier string
	all     []learn.Feature
	told    int // the class that the rules give
}

// A statusCase is the status of an event.
type statusCase struct {
	tellingCase
	right []bool // the classes that coders accept
	core  bool
}

// A partCase is whether an entity takes part.
type partCase struct {
	tellingCase
	entity string // that of the coding, "" none
	never  bool   // not added to those whom the rules have
}

// A partEvent is an event with those who may take part, and who does by the coding.
type partEvent struct {
	dossier    string
	core       bool
	cases      []*partCase
	want, soft map[string]bool
}

// A tellingCoding is an event of a coding with what is said of it.
type tellingCoding struct {
	eventCoding
	Status       string
	Participants []struct {
		Entity, Role string
		Core         bool
		Also         struct{ Role []string }
	}
	Accepted struct{ Status []string } `json:"-"`
}

// TestMeasureTellings fits the weights of status.model and part.model in internal/event on the coded dossiers that may be read, tells how well fits on the others
// do on those left out, and compares the models with the kept ones; PARLEY_UPDATE writes them anew. `make events`.
func TestMeasureTellings(t *testing.T) {
	_, news := codedNews(t)
	reader, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	finder, err := event.New()
	if err != nil {
		t.Fatal(err)
	}
	var standing []*statusCase
	var events []*partEvent
	sum := sha256.New()
	eachCoded(t, news, reader, sum.Write, func(r codedReport) error {
		s, e, err := tellings(t, r, finder)
		standing, events = append(standing, s...), append(events, e...)
		return err
	})
	var parts []*partCase
	for _, e := range events {
		parts = append(parts, e.cases...)
	}
	data := [32]byte(sum.Sum(nil))

	numbers := numberSigns(standing, func(c *statusCase) *tellingCase { return &c.tellingCase })
	fit := func(cs []*statusCase) signWeights {
		return fitTellings(cs, func(c *statusCase) *tellingCase { return &c.tellingCase }, len(numbers), len(event.Statuses), statusPenalty)
	}
	inFolds(standing, func(c *statusCase) string { return c.dossier }, func(in, out []*statusCase) {
		w := fit(in)
		for _, c := range out {
			c.p = w.chances(&c.signCase, len(event.Statuses))
		}
	})
	for _, least := range []float64{2, 0.4, 0.5, 0.6} {
		logStatus(t, standing, least)
	}
	made := event.EncodeOdds(event.StatusOdds, event.Labels(event.Statuses), data, tellingRows(fit(standing), numbers))
	t.Logf("status: %d events, %d signs, %d bytes", len(standing), len(numbers), len(made))
	keptOr(t, statusOdds, made)

	numbers = numberSigns(parts, func(c *partCase) *tellingCase { return &c.tellingCase })
	fitParts := func(cs []*partCase) signWeights {
		return fitTellings(cs, func(c *partCase) *tellingCase { return &c.tellingCase }, len(numbers), len(event.Roles), partPenalty)
	}
	inFolds(parts, func(c *partCase) string { return c.dossier }, func(in, out []*partCase) {
		w := fitParts(in)
		for _, c := range out {
			c.p = w.chances(&c.signCase, len(event.Roles))
		}
	})
	for _, least := range [][2]float64{{2, 2}, {0.4, 0.4}, {0.25, 0.5}, {0, 0.5}, {0, 0.55}, {0, 0.6}} {
		logParts(t, events, least[0], least[1])
	}
	made = event.EncodeOdds(event.PartOdds, event.Labels(event.Roles), data, tellingRows(fitParts(parts), numbers))
	t.Logf("participants: %d who may take part, %d signs, %d bytes", len(parts), len(numbers), len(made))
	keptOr(t, partOdds, made)
}

// numberSigns numbers the signs that cases have often enough.
func numberSigns[T any](cases []T, of func(T) *tellingCase) map[learn.Feature]int {
	seen, out := sightings[learn.Feature]{}, map[learn.Feature]int{}
	for _, x := range cases {
		c := of(x)
		for _, f := range c.all {
			seen.note(f, c.dossier)
		}
	}
	for _, x := range cases {
		c := of(x)
		for _, f := range c.all {
			if !seen.often(f, tellingLeast, 2) {
				continue
			}
			if _, ok := out[f]; !ok {
				out[f] = len(out)
			}
			c.signs = append(c.signs, out[f])
		}
	}
	return out
}

func fitTellings[T any](cases []T, of func(T) *tellingCase, n, classes int, penalty float64) signWeights {
	var all []*signCase
	for _, c := range cases {
		all = append(all, &of(c).signCase)
	}
	return fitSigns(all, n, classes, penalty)
}

// tellingRows are the rows of a model.
func tellingRows(w signWeights, numbers map[learn.Feature]int) []learn.Row {
	all := map[learn.Feature][]float64{}
	for f, i := range numbers {
		all[f] = w[i]
	}
	return signRows(all)
}

// tellings are the events of a report that coders have too: how they stand, and who may take part in them.
func tellings(t *testing.T, r codedReport, finder *event.Finder) (standing []*statusCase, events []*partEvent, err error) {
	var report struct{ Events []tellingCoding }
	var also struct {
		Events []struct{ Also struct{ Status []string } }
	}
	if err := cmp.Or(json.Unmarshal(r.coding, &report), json.Unmarshal(r.coding, &also)); err != nil {
		return nil, nil, err
	}
	for i := range report.Events {
		report.Events[i].Accepted = also.Events[i].Also
	}
	who := codedEntities(r.doc, codedNames(t, filepath.Join(r.gold, "entities.json")))
	tells := finder.Tellings(r.doc)
	for _, m := range sameEvents(r.doc, report.Events, tells) {
		g, x := &report.Events[m.coded], &tells[m.ours]
		base := tellingCase{signCase: signCase{weight: 1}, dossier: r.dossier}
		if !g.Core {
			base.weight = 0.5
		}
		standing = append(standing, statusOf(base, g, x))
		events = append(events, partsOf(base, g, x, who))
	}
	return standing, events, nil
}

// statusOf is the status of a coded event g that is told as x.
func statusOf(base tellingCase, g *tellingCoding, x *event.Telling) *statusCase {
	c := &statusCase{tellingCase: base, core: g.Core}
	c.all, c.told = x.Signs, slices.Index(event.Statuses, x.Status)
	for k, s := range event.Statuses {
		right := string(s) == g.Status || slices.Contains(g.Accepted.Status, string(s))
		if c.right = append(c.right, right); string(s) == g.Status {
			c.label = k
		}
	}
	if c.right[c.told] {
		c.label = c.told
	}
	return c
}

// partsOf is who may take part in a coded event g that is told as x; who has the coded entities of the report.
func partsOf(base tellingCase, g *tellingCoding, x *event.Telling, who []string) *partEvent {
	e := &partEvent{dossier: base.dossier, core: g.Core, want: map[string]bool{}, soft: map[string]bool{}}
	roles := map[string][]string{}
	for _, p := range g.Participants {
		roles[p.Entity] = append([]string{p.Role}, p.Also.Role...)
		if p.Core {
			e.want[p.Entity] = true
		} else {
			e.soft[p.Entity] = true
		}
	}
	for _, p := range x.Candidates {
		c := &partCase{tellingCase: base, entity: who[p.Entity], never: p.Pronoun}
		c.all, c.told = p.Signs, slices.Index(event.Roles, p.Told)
		if rs := roles[c.entity]; c.entity != "" && len(rs) > 0 {
			if c.label = max(0, slices.Index(event.Roles, parley.Role(rs[0]))); slices.Contains(rs, string(p.Told)) {
				c.label = c.told
			}
			if e.soft[c.entity] {
				c.weight = 0
			}
		}
		e.cases = append(e.cases, c)
	}
	return e
}

// logStatus tells how many statuses are right where chances from least on decide; above 1 the rules do.
func logStatus(t *testing.T, cases []*statusCase, least float64) {
	t.Helper()
	right, changed, n := 0, 0, 0
	for _, c := range cases {
		if !c.core {
			continue
		}
		k := c.told
		for i := range c.p {
			if event.Open(event.Statuses[c.told]) && c.p[i] >= least && c.p[i] > c.p[k] {
				k = i
			}
		}
		n++
		if c.right[k] {
			right++
		}
		if k != c.told {
			changed++
		}
	}
	t.Logf("status, left out, from %.2f on: %.4f (%d of %d), %d changed", least, float64(right)/float64(n), right, n, changed)
}

// logParts tells how many participants of core events are found where chances from kept on decide about those whom the rules have, and from least on about others;
// above 1 the rules do.
func logParts(t *testing.T, events []*partEvent, kept, least float64) {
	t.Helper()
	right, shown, coded, roles := 0, 0, 0, 0
	for _, e := range events {
		if !e.core {
			continue
		}
		seen := map[string]bool{}
		for _, c := range e.cases {
			in := 1-c.p[0] >= least && !c.never
			if c.told > 0 {
				in = kept > 1 || 1-c.p[0] >= kept
			}
			if !in || e.soft[c.entity] || c.entity != "" && seen[c.entity] {
				continue
			}
			seen[c.entity] = true
			if shown++; !e.want[c.entity] {
				continue
			}
			right++
			role := c.told
			for k := range c.p {
				if c.told == 0 && k > 0 && (role == 0 || c.p[k] > c.p[role]) {
					role = k
				}
			}
			if role == c.label {
				roles++
			}
		}
		coded += len(e.want)
	}
	p, q := float64(right)/float64(shown), float64(right)/float64(coded)
	t.Logf("participants, left out, from %.2f and %.2f on: P %.3f R %.3f F1 %.4f (%d of %d), roles %.3f", kept, least, p, q, 2*p*q/(p+q), right, coded, float64(roles)/float64(right))
}

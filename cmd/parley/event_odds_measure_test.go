//go:build measure

package main

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/event"
	"github.com/parley-press/parley/read"
)

const (
	eventOdds    = "../../internal/event/event.model"
	eventLexicon = "lexicon/oewn-synsets.tsv.gz"
	eventPenalty = 7.5 // on half the square of a weight
	eventLeast   = 3   // candidates that a sign must have, in two dossiers
	nounRight    = 0.6 // chance that coders have an event where the tables read one of its type at a noun, which has no signs
	eventChain   = 6   // hypernyms looked at above a synset
)

// An eventCandidate is a candidate with what coders have there.
type eventCandidate struct {
	event.Candidate
	signCase   // its signs and the classes of its lemma; class 0 is no event
	at, clause oddsSpan
}

// A eventCoding is an event of a coding.
type eventCoding struct {
	Type     string
	Core     bool
	Evidence oddsSpan
	Also     struct {
		Type     []string
		Evidence []oddsSpan
	}
}

func (g *eventCoding) types() []string { return append([]string{g.Type}, g.Also.Type...) }

// An eventReport is a report with its candidates, the events that the tables read, and those of its coding.
type eventReport struct {
	dossier string
	cands   []*eventCandidate
	told    []toldEvent
	gold    []eventCoding
}

// TestMeasureEventOdds fits the weights of internal/event/event.model on the coded dossiers that are not only scored, tells how well a fit on all others does
// on those left out, and compares the model with the kept one; PARLEY_UPDATE writes it anew.
// `make events`.
func TestMeasureEventOdds(t *testing.T) {
	data, news := codedNews(t)
	reader, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	finder, err := event.New()
	if err != nil {
		t.Fatal(err)
	}
	var reports []*eventReport
	sum := sha256.New()
	eachCoded(t, news, reader, sum.Write, func(x codedReport) error {
		r, err := readEvents(x, finder)
		reports = append(reports, r)
		return err
	})
	lemmas := verbClasses(t, filepath.Join(data, eventLexicon))
	x := newEventMatrix(reports, lemmas)
	label(reports, x.classes, beforehand)
	leaveOut(reports, x)
	label(reports, x.classes, func(c *eventCandidate, g *eventCoding) float64 {
		p := 0.0
		for _, typ := range g.types() {
			switch {
			case !c.Noun:
				p += c.p[slices.Index(x.classes, typ)]
			case typ == string(c.Told):
				p = nounRight
			}
		}
		return math.Log(p+1e-4) + 0.7*beforehand(c, g)
	})
	leaveOut(reports, x)
	logEvents(t, "tables", reports, x.classes, 2)
	for _, least := range []float64{0.15, 0.2, 0.25, 0.3, 0.4} {
		logEvents(t, "left out", reports, x.classes, least)
	}
	made := x.model(x.fit(reports), lemmas, [32]byte(sum.Sum(nil)))
	t.Logf("%d reports, %d signs, %d bytes", len(reports), x.n, len(made))
	keptOr(t, eventOdds, made)
}

// readEvents reads the events of a report.
func readEvents(x codedReport, finder *event.Finder) (*eventReport, error) {
	var report struct{ Events []eventCoding }
	if err := json.Unmarshal(x.coding, &report); err != nil {
		return nil, err
	}
	r := &eventReport{dossier: x.dossier, gold: report.Events}
	place := func(s parley.Span) oddsSpan { return rawSpans(x.doc, []parley.Span{s})[0] }
	cands, told := finder.Candidates(x.doc)
	for _, c := range cands {
		r.cands = append(r.cands, &eventCandidate{Candidate: c, at: place(x.doc.Tokens[c.Token].Span), clause: place(c.Clause)})
	}
	for _, e := range told {
		r.told = append(r.told, toldEvent{string(e.Type), e.Trigger.First, place(e.Evidence[0])})
	}
	return r, nil
}

// A toldEvent is an event that the tables read.
type toldEvent struct {
	typ   string
	token int
	at    oddsSpan
}

// verbClasses are the lexicographer's files, synsets and hypernyms of each verb of one word.
func verbClasses(t *testing.T, path string) map[string][]string {
	t.Helper()
	type synset struct{ file, above string }
	all := map[string]synset{}
	of := map[string][]string{}
	for in := bufio.NewScanner(unpacked(t, path)); in.Scan(); {
		f := strings.Split(in.Text(), "\t")
		if !strings.HasSuffix(f[0], "-v") {
			continue
		}
		above, _, _ := strings.Cut(f[3], "|")
		all[f[0]] = synset{f[1], above}
		for _, w := range strings.Split(f[2], "|") {
			if !strings.ContainsAny(w, " _") {
				of[w] = append(of[w], f[0])
			}
		}
	}
	out := map[string][]string{}
	for w, ids := range of {
		set := map[string]bool{}
		for _, id := range ids {
			set[all[id].file] = true
			for i := 0; i <= eventChain && id != ""; i++ {
				set[id] = true
				id = all[id].above
			}
		}
		for c := range set {
			out[w] = append(out[w], c)
		}
		slices.Sort(out[w])
	}
	return out
}

// logEvents tells how the events of the reports are found, where verbs of which the tables read nothing tell one from the chance least on.
func logEvents(t *testing.T, what string, reports []*eventReport, classes []string, least float64) {
	t.Helper()
	right, shown, coded := 0, 0, 0
	for _, r := range reports {
		a, b, c := r.score(r.decide(classes, least))
		right, shown, coded = right+a, shown+b, coded+c
	}
	p, q := float64(right)/float64(shown), float64(right)/float64(coded)
	t.Logf("%-24s from %.2f on: P %.3f R %.3f F1 %.4f (%d of %d)", what, least, p, q, 2*p*q/(p+q), right, coded)
}

// decide is what is told where the chances decide.
func (r *eventReport) decide(classes []string, least float64) []toldEvent {
	out := slices.Clone(r.told)
	for _, c := range r.cands {
		if c.Told != "" {
			continue
		}
		best := 1
		for k := range c.p {
			if k > 0 && c.p[k] > c.p[best] {
				best = k
			}
		}
		e := toldEvent{classes[best], c.Token, c.clause}
		if c.p[best] >= least && !slices.ContainsFunc(out, func(o toldEvent) bool { return o.typ == e.typ && o.at.overlap(e.at) > 0 }) {
			out = append(out, e)
		}
	}
	return out
}

// score counts the core events that are found, the events shown that are not optional or further mentions, and the core events.
func (r *eventReport) score(told []toldEvent) (right, shown, coded int) {
	type pair struct {
		v    float64
		g, e int
	}
	var pairs []pair
	for i := range r.gold {
		g := &r.gold[i]
		if g.Core {
			coded++
		}
		for j, e := range told {
			best := 0.0
			for _, s := range append([]oddsSpan{g.Evidence}, g.Also.Evidence...) {
				best = max(best, 2*float64(s.overlap(e.at))/float64(s.End-s.Start+e.at.End-e.at.Start))
			}
			if best > 0 && slices.Contains(g.types(), e.typ) {
				pairs = append(pairs, pair{best, i, j})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.v, a.v) })
	found, used := map[int]bool{}, map[int]bool{}
	for _, p := range pairs {
		if found[p.g] || used[p.e] {
			continue
		}
		found[p.g], used[p.e] = true, true
		if r.gold[p.g].Core {
			right, shown = right+1, shown+1
		}
	}
	for j, e := range told {
		again := func(s oddsSpan) bool { return s.overlap(e.at) > 0 }
		if !used[j] && !slices.ContainsFunc(r.gold, func(g eventCoding) bool { return g.Type == e.typ && slices.ContainsFunc(g.Also.Evidence, again) }) {
			shown++
		}
	}
	return right, shown, coded
}

//go:build measure

package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/event"
	"github.com/parley-press/parley/internal/intake"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/read"
)

const (
	eventOdds    = "../../internal/event/event.model"
	eventLexicon = "lexicon/oewn-synsets.tsv.gz"
	eventPenalty = 7.5 // on half the square of a weight
	eventRate    = 0.15
	eventRounds  = 5 // over all candidates
	eventFolds   = 5
	eventLeast   = 3 // candidates that a sign must have, in two dossiers
	eventSteps   = 2 // least size of a weight that is kept
	eventChain   = 6 // hypernyms looked at above a synset
)

// eventScored are dossiers that no weight is fitted on, so that it can be seen how the weights do there.
var eventScored = []string{"brasilia", "jakarta", "panama", "pyongyang", "rallies", "rockets"}

// An eventCandidate is a candidate with what coders have there.
type eventCandidate struct {
	event.Candidate
	at, clause oddsSpan
	signs      []int // numbers of its signs and of the classes of its lemma
	values     []float64
	label      int     // its class, 0 none
	weight     float64 // 0: nobody knows
	p          []float64
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

// An eventFit is weights, one row a sign.
type eventFit struct {
	classes []string
	w       [][]float64
}

// TestMeasureEventOdds fits the weights of internal/event/event.model on the coded dossiers that are not only scored, tells how well a fit on all others does
// on those left out, and compares the model with the kept one; PARLEY_UPDATE writes it anew.
// `make events`.
func TestMeasureEventOdds(t *testing.T) {
	data := os.Getenv("PARLEY_DATA")
	if data == "" {
		t.Skip("PARLEY_DATA names no data")
	}
	news := readNews(t, filepath.Join(data, "news/news-2016.jsonl.gz"))
	files, err := filepath.Glob(filepath.Join(codedFolder, "*.json.gz"))
	if err != nil {
		t.Fatal(err)
	}
	files = slices.DeleteFunc(files, func(f string) bool {
		name, _, _ := strings.Cut(filepath.Base(f), ".")
		return strings.HasPrefix(name, codedGroups[0]) || slices.Contains(eventScored, name)
	})
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
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		sum.Write(b)
		reports = append(reports, eventReports(t, f, news, reader, finder)...)
	}
	lemmas := verbClasses(t, filepath.Join(data, eventLexicon))
	x := newEventMatrix(reports, lemmas)
	label(reports, x.classes, beforehand)
	leaveOut(reports, x)
	label(reports, x.classes, func(c *eventCandidate, g *eventCoding) float64 {
		p := 0.0
		for _, typ := range g.types() {
			p += c.p[slices.Index(x.classes, typ)]
		}
		return math.Log(p+1e-4) + 0.7*beforehand(c, g)
	})
	leaveOut(reports, x)
	for _, g := range codedGroups[1:] {
		in := func(r *eventReport) bool { return strings.HasPrefix(r.dossier, "fresh-") == (g == "fresh-") }
		logEvents(t, "group "+g+", tables", reports, in, x.classes, 2)
		for _, least := range []float64{0.15, 0.2, 0.25, 0.3, 0.4} {
			logEvents(t, "group "+g+", left out", reports, in, x.classes, least)
		}
	}
	made := x.model(x.fit(reports), lemmas, [32]byte(sum.Sum(nil)))
	t.Logf("%d reports, %d signs, %d bytes", len(reports), x.n, len(made))
	if os.Getenv("PARLEY_UPDATE") != "" {
		if err := os.WriteFile(eventOdds, made, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	kept, err := os.ReadFile(eventOdds)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, made) {
		t.Errorf("the weights differ from those in %s", eventOdds)
	}
}

// eventReports reads a dossier.
func eventReports(t *testing.T, coded string, news map[string]newsReport, reader *read.Reader, finder *event.Finder) (out []*eventReport) {
	t.Helper()
	raw, gold := layCoded(t, coded, news)
	err := intake.Walk([]string{raw}, nil, intake.Options{}, func(it intake.Item) error {
		if it.Report == nil {
			return nil
		}
		b, err := os.ReadFile(filepath.Join(gold, filepath.Base(it.Report.Names[0])+".json"))
		if err != nil {
			return err
		}
		r := &eventReport{dossier: filepath.Base(coded)}
		var report struct{ Events []eventCoding }
		if err := json.Unmarshal(b, &report); err != nil {
			return err
		}
		r.gold = report.Events
		cleaned, aside := clean.Clean(*it.Report)
		if aside != nil {
			return nil
		}
		d := reader.Annotate(cleaned)
		place := func(s parley.Span) oddsSpan {
			raw := d.Passage(s).Raw
			return oddsSpan{raw.Start, raw.End}
		}
		cands, told := finder.Candidates(d)
		for _, c := range cands {
			r.cands = append(r.cands, &eventCandidate{Candidate: c, at: place(d.Tokens[c.Token].Span), clause: place(c.Clause)})
		}
		for _, e := range told {
			r.told = append(r.told, toldEvent{string(e.Type), e.Trigger.First, place(e.Evidence[0])})
		}
		out = append(out, r)
		return nil
	})
	if err != nil {
		t.Fatal(coded, err)
	}
	return out
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
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	type synset struct{ file, above string }
	all := map[string]synset{}
	of := map[string][]string{}
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
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

// An eventMatrix numbers signs and classes of lemmas.
type eventMatrix struct {
	classes []string
	sign    map[learn.Feature]int
	class   map[string]int
	n       int
	count   []float64
}

// lemmaValue is the value of each of n classes of a lemma.
func lemmaValue(n int) float64 { return 2 / math.Sqrt(float64(n)+1) }

func newEventMatrix(reports []*eventReport, lemmas map[string][]string) *eventMatrix {
	x := &eventMatrix{sign: map[learn.Feature]int{}, class: map[string]int{}}
	types := map[string]bool{}
	type seen struct {
		n, dossiers int
		last        string
	}
	signs, above := map[learn.Feature]*seen{}, map[string]*seen{}
	note := func(s *seen, dossier string) *seen {
		if s == nil {
			s = &seen{}
		}
		if s.n++; s.last != dossier {
			s.dossiers, s.last = s.dossiers+1, dossier
		}
		return s
	}
	for _, r := range reports {
		for _, g := range r.gold {
			for _, typ := range g.types() {
				types[typ] = true
			}
		}
		for _, e := range r.told {
			types[e.typ] = true
		}
		for _, c := range r.cands {
			for _, f := range c.Signs {
				signs[f] = note(signs[f], r.dossier)
			}
			if !c.Noun {
				for _, l := range lemmas[c.Lemma] {
					above[l] = note(above[l], r.dossier)
				}
			}
		}
	}
	x.classes = []string{""}
	for typ := range types {
		x.classes = append(x.classes, typ)
	}
	slices.Sort(x.classes)
	often := func(s *seen) bool { return s.n >= eventLeast && s.dossiers > 1 }
	number := func() int {
		x.n, x.count = x.n+1, append(x.count, 0)
		return x.n - 1
	}
	for _, r := range reports {
		for _, c := range r.cands {
			add := func(i int, v float64) {
				c.signs, c.values = append(c.signs, i), append(c.values, v)
				x.count[i]++
			}
			for _, f := range c.Signs {
				if often(signs[f]) {
					if _, ok := x.sign[f]; !ok {
						x.sign[f] = number()
					}
					add(x.sign[f], 1)
				}
			}
			if c.Noun {
				continue
			}
			for _, l := range lemmas[c.Lemma] {
				if often(above[l]) {
					if _, ok := x.class[l]; !ok {
						x.class[l] = number()
					}
					add(x.class[l], lemmaValue(len(lemmas[c.Lemma])))
				}
			}
		}
	}
	return x
}

// overlap is how many bytes a and b share.
func (s oddsSpan) overlap(b oddsSpan) int { return max(0, min(s.End, b.End)-max(s.Start, b.Start)) }

// beforehand is how well candidate c fits event g by what is known before any fit: what the tables read there, else a verb that carries a clause.
func beforehand(c *eventCandidate, g *eventCoding) float64 {
	v := 0.1 * float64(c.clause.overlap(g.Evidence)) / float64(g.Evidence.End-g.Evidence.Start+1)
	switch fits := slices.Contains(g.types(), string(c.Told)); {
	case c.Echo && fits:
		v += 2
	case c.Told != "" && fits:
		v += 4
	case c.Told != "":
		v++
	}
	if !c.Noun {
		v += 1.5
		switch c.Lemma {
		case "be", "have", "say", "tell", "hold", "do", "take", "make", "begin", "start":
			v -= 0.8
		}
	}
	return v
}

// label gives each coded event to the candidate among its words that fits it best, by value; no candidate has two.
func label(reports []*eventReport, classes []string, value func(*eventCandidate, *eventCoding) float64) {
	type pair struct {
		v float64
		g int
		c *eventCandidate
	}
	for _, r := range reports {
		var pairs []pair
		for _, c := range r.cands {
			c.label, c.weight = 0, 1
			for i := range r.gold {
				g := &r.gold[i]
				if c.at.overlap(g.Evidence) > 0 {
					pairs = append(pairs, pair{value(c, g), i, c})
				} else if slices.ContainsFunc(g.Also.Evidence, func(s oddsSpan) bool { return c.at.overlap(s) > 0 }) {
					c.weight = 0 // a further mention: told or not, it is right
				}
			}
		}
		slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.v, a.v) })
		coded, taken := map[int]bool{}, map[*eventCandidate]bool{}
		for _, p := range pairs {
			if coded[p.g] || taken[p.c] {
				continue
			}
			coded[p.g], taken[p.c] = true, true
			g := &r.gold[p.g]
			typ := g.Type
			if slices.Contains(g.types(), string(p.c.Told)) {
				typ = string(p.c.Told)
			}
			p.c.label, p.c.weight = slices.Index(classes, typ), 1
			if !g.Core {
				p.c.weight = 0.5
			}
		}
	}
}

// leaveOut sets the chances of every candidate by a fit on the dossiers that are not in its fold.
func leaveOut(reports []*eventReport, x *eventMatrix) {
	folds, last := map[string]int{}, 0
	for _, r := range reports {
		if _, ok := folds[r.dossier]; !ok {
			folds[r.dossier] = last % eventFolds
			last++
		}
	}
	done := make(chan bool)
	for f := range eventFolds {
		go func() {
			w := x.fit(slices.DeleteFunc(slices.Clone(reports), func(r *eventReport) bool { return folds[r.dossier] == f }))
			for _, r := range reports {
				for _, c := range r.cands {
					if folds[r.dossier] == f {
						c.p = make([]float64, len(x.classes))
						w.chances(c, c.p)
					}
				}
			}
			done <- true
		}()
	}
	for range eventFolds {
		<-done
	}
}

// chances sets p to the probabilities of the classes.
func (w *eventFit) chances(c *eventCandidate, p []float64) {
	clear(p)
	for i, s := range c.signs {
		for k, v := range w.w[s] {
			p[k] += c.values[i] * v
		}
	}
	most, total := slices.Max(p), 0.0
	for k := range p {
		p[k] = math.Exp(p[k] - most)
		total += p[k]
	}
	for k := range p {
		p[k] /= total
	}
}

// fit is the multinomial logistic regression of the labels on the signs, by AdaGrad, with a penalty on the squares of the weights.
func (x *eventMatrix) fit(reports []*eventReport) *eventFit {
	w := &eventFit{x.classes, make([][]float64, x.n)}
	grad, count := make([][]float64, x.n), make([]float64, x.n)
	for i := range w.w {
		w.w[i], grad[i] = make([]float64, len(x.classes)), make([]float64, len(x.classes))
	}
	var all []*eventCandidate
	for _, r := range reports {
		for _, c := range r.cands {
			if c.weight > 0 {
				all = append(all, c)
				for _, s := range c.signs {
					count[s]++
				}
			}
		}
	}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	rand := learn.Rand(1)
	p := make([]float64, len(x.classes))
	for range eventRounds {
		rand.Shuffle(order)
		for _, i := range order {
			c := all[i]
			w.chances(c, p)
			p[c.label]--
			for j, s := range c.signs {
				row, past := w.w[s], grad[s]
				for k := range row {
					g := p[k]*c.values[j]*c.weight + eventPenalty*row[k]/count[s]
					past[k] += g * g
					row[k] -= eventRate * g / (0.01 + math.Sqrt(past[k]))
				}
			}
		}
	}
	return w
}

// model is the bytes of the model; what the classes of a verb weigh is added to the weights of its lemma.
func (x *eventMatrix) model(w *eventFit, lemmas map[string][]string, data [32]byte) []byte {
	all := map[learn.Feature][]float64{}
	for f, i := range x.sign {
		all[f] = slices.Clone(w.w[i])
	}
	for l, cs := range lemmas {
		f := event.LemmaSign(l, false)
		for _, c := range cs {
			i, ok := x.class[c]
			if !ok {
				continue
			}
			if all[f] == nil {
				all[f] = make([]float64, len(x.classes))
			}
			for k, v := range w.w[i] {
				all[f][k] += lemmaValue(len(cs)) * v
			}
		}
	}
	var rows []learn.Row
	for f, ws := range all {
		r := learn.Row{Feature: f}
		for k, v := range ws {
			if q := math.Round(v * event.OddsScale); math.Abs(q) >= eventSteps {
				r.Weights = append(r.Weights, learn.Weight{Class: uint8(k), Value: int8(min(max(q, -127), 127))})
			}
		}
		if len(r.Weights) > 0 {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b learn.Row) int { return cmp.Compare(a.Feature, b.Feature) })
	return event.EncodeOdds(x.classes, data, rows)
}

// logEvents tells how the events of the reports that in holds for are found, where verbs of which the tables read nothing tell one from the chance least on.
func logEvents(t *testing.T, what string, reports []*eventReport, in func(*eventReport) bool, classes []string, least float64) {
	t.Helper()
	right, shown, coded := 0, 0, 0
	for _, r := range reports {
		if !in(r) {
			continue
		}
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

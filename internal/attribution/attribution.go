// Package attribution finds attribution relations as PARC and PolNeAR annotate them: a source, the cue that announces, and the content that is expressed,
// each one or more stretches of tokens, with the probability that the relation is right. Relations do not nest: a token is cue or content of one of them.
// What the codebook asks beyond that (nesting, acts, entities, dates) is the work of internal/statement, which reads the layer that is written here.
//
// A linear-chain CRF (Lafferty, McCallum and Pereira 2001) finds stretches that may be cues. For each, a second one labels source and content in the sentences
// around it, and gives its best label rows; boosted trees rank them (Friedman 2001), and what is surest is taken first. Features are read from words, tags,
// trees, quotations and layout. docs/models/attribution.md says what it reaches.
package attribution

import (
	_ "embed" // the models
	"slices"
	"sync"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// Version names what this package finds; a change of it changes it.
const Version = "2"

const rule = "attribution/relation@" + Version

const (
	kind     = "attribution"
	template = 0x61747472_0001 // changes with the features, so that a model of others is refused
)

// Training leaves features out, so that sums at reading are too large: the probabilities of the taggers are tempered (Guo et al. 2017).
const (
	cueHeat      = 0.5
	argumentHeat = 0.45
)

const (
	leastConfidence = 0.1 // what is less sure is not told at all
	// DefaultConfidence is the confidence from which a relation is told where nobody asks for another: about four of five are right.
	DefaultConfidence = 0.38
)

//go:embed attribution.model
var model []byte

// A Finder finds attribution relations. It is read-only after New and serves many goroutines.
type Finder struct {
	head    learn.Head
	m       models
	ranker  *learn.Boost
	referee *learn.Boost
	cal     *learn.Calibration
	pool    sync.Pool
}

// New is a finder with the embedded models.
func New() (*Finder, error) { return Open(model) }

// Open is a finder with the models in the bytes of a file, as Train writes it.
func Open(file []byte) (*Finder, error) {
	f, err := learn.OpenFile(file, kind, template)
	if err != nil {
		return nil, err
	}
	x := &Finder{head: f.Head}
	x.m.effort = reading
	if x.m.lex, err = openLexicon(f.Section("lexicon")); err != nil {
		return nil, err
	}
	if x.m.cues, err = learn.OpenChain(f.Part("cues."), []learn.LabelSet{cueSet()}, 1); err != nil {
		return nil, err
	}
	if x.m.args, err = learn.OpenChain(f.Part("arguments."), []learn.LabelSet{argumentSet()}, 1); err != nil {
		return nil, err
	}
	x.m.cues.Temper(cueHeat)
	x.m.args.Temper(argumentHeat)
	if x.ranker, err = openBoost(f, "ranker", rankWidth); err != nil {
		return nil, err
	}
	if x.referee, err = openBoost(f, "referee", refereeWidth); err != nil {
		return nil, err
	}
	if x.cal, err = learn.OpenCalibration(f.Section("calibration")); err != nil {
		return nil, err
	}
	return x, nil
}

// openBoost is the trees in a section, over so many numbers.
func openBoost(f *learn.File, section string, width int) (*learn.Boost, error) {
	t, err := learn.OpenBoost(f.Section(section))
	if err == nil && t.Width() != width {
		return nil, parley.Errorf(parley.Invalid, "attribution: open model", "a %s of %d numbers, not %d", section, t.Width(), width)
	}
	return t, err
}

// Info is the head of the models: seed, data, scores.
func (x *Finder) Info() learn.Head { return x.head }

// Find fills d.Attributions with all relations that are not too unlikely (from 0.1), ascending by cue (content where there is none): those that the models
// find, and those that layout announces. It needs the layers of segment and syntax, trees with them.
// Time is linear in the length of the text.
func (x *Finder) Find(d *text.Doc) {
	d.Attributions = d.Attributions[:0]
	if len(d.Tokens) == 0 || d.Heads == nil {
		return
	}
	w, _ := x.pool.Get().(*worker)
	if w == nil {
		w = &worker{m: &x.m}
	}
	defer x.pool.Put(w)
	cands := w.read(d)
	w.numbers = w.allRows(w.numbers[:0])
	w.ranks = w.ranks[:0]
	for i := 0; i < len(w.numbers); i += rankWidth {
		w.ranks = append(w.ranks, x.ranker.Score(w.numbers[i:i+rankWidth]))
	}
	w.seats = seats(cands, w.ranks, w.seats)
	w.buf = w.judge(w.seats, w.numbers, x.referee, w.buf)
	w.chosen = choose(len(d.Tokens), cands, w.seats, w.chosen)
	found := slices.DeleteFunc(attributions(w.chosen, x.cal, d.Attributions), func(a text.Attribution) bool { return idle(d, &a) })
	for i := range found {
		pastDateline(d, found[i].Source)
	}
	d.Attributions = merge(found, findLayout(d, x.m.lex))
}

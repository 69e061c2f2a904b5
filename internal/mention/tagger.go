package mention

import (
	_ "embed" // the model
	"slices"
	"strings"
	"sync"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

//go:embed names.model
var namesModel []byte

// A Tagger finds names and their types in the label scheme asked for: a linear-chain CRF over
// words, lists of names, the layers of syntax, and what the same words are elsewhere in the text. It is read-only and serves many goroutines.
type Tagger struct {
	gaz     *gazetteer
	chain   *learn.Chain
	schemes []scheme
	workers sync.Pool
}

// Schemes are the label schemes that a Tagger answers in, the project's own ("parley") first.
func Schemes() []string {
	all, err := readSchemes(schemesTable)
	if err != nil {
		return nil
	}
	var out []string
	for _, s := range all {
		out = append(out, s.name)
	}
	return out
}

// NewTagger is the tagger with the embedded model; an error is a broken model or table.
func NewTagger() (*Tagger, error) { return OpenTagger(namesModel) }

// OpenTagger is a tagger with the model in the bytes of a file, as TrainNames writes it.
func OpenTagger(file []byte) (*Tagger, error) {
	schemes, err := readSchemes(schemesTable)
	if err != nil {
		return nil, err
	}
	g, err := newGazetteer()
	if err != nil {
		return nil, err
	}
	f, err := learn.OpenFile(file, "names", nameTemplates)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(f.Labels, allLabels(schemes)) {
		return nil, parley.Errorf(parley.Invalid, "mention: open model", "its labels are not those of the table of schemes")
	}
	c, err := learn.OpenChain(f, labelSets(schemes), len(sharedClasses))
	if err != nil {
		return nil, err
	}
	return &Tagger{gaz: g, chain: c, schemes: schemes}, nil
}

func labelSets(schemes []scheme) []learn.LabelSet {
	out := make([]learn.LabelSet, len(schemes))
	for i := range schemes {
		out[i] = schemes[i].set()
	}
	return out
}

// allLabels names the labels of all schemes.
func allLabels(schemes []scheme) []string {
	var out []string
	for _, s := range schemes {
		for k, l := range s.labels {
			if k > 0 {
				l += ":" + s.shared[(k-1)/2]
			}
			out = append(out, s.name+":"+l)
		}
	}
	return out
}

// Label appends to labels the BIO2 label of each token of d ("B-person", "I-person", "O") in the scheme. Layers of syntax
// are used where they are there. An unknown scheme is an error that names the known ones. Time is linear in the length of the
// text; a sentence of more than 256 tokens is read in pieces.
func (t *Tagger) Label(d *text.Doc, name string, labels []string) ([]string, error) {
	set := slices.IndexFunc(t.schemes, func(s scheme) bool { return s.name == name })
	if set < 0 {
		return nil, parley.Errorf(parley.Invalid, "mention: label", "no label scheme %q: there are %s", name, strings.Join(Schemes(), ", "))
	}
	for _, n := range t.numbers(d, set) {
		labels = append(labels, t.schemes[set].labels[n])
	}
	return labels, nil
}

// numbers are the labels of d's tokens as numbers of the scheme.
func (t *Tagger) numbers(d *text.Doc, set int) []uint8 {
	w, _ := t.workers.Get().(*worker)
	if w == nil {
		w = &worker{t: t, featurer: newFeaturer(t.gaz), rep: newRepeater()}
	}
	defer t.workers.Put(w)
	w.start(d, set)
	for n := 0; n < len(w.parts); n += block {
		w.block(n, min(n+block, len(w.parts)))
	}
	return w.labels
}

// A worker labels one document after the other; its memory is reused.
type worker struct {
	t *Tagger
	*featurer
	rep    *repeater
	set, l int
	labels []uint8
	scores []int32
	back   []uint8
}

// start begins a document in a scheme.
func (w *worker) start(d *text.Doc, set int) {
	w.set, w.l = set, w.t.chain.Labels(set)
	w.labels = make([]uint8, len(d.Tokens))
	w.open(d)
}

// block labels the parts [from, to): first each for itself, then those with words that come again, with what the first
// pass made of these elsewhere in the block.
func (w *worker) block(from, to int) {
	base := w.parts[from].First
	n := w.parts[to-1].End - base
	if cap(w.scores) < n*w.l {
		w.scores = make([]int32, n*w.l)
	}
	w.scores = w.scores[:n*w.l]
	clear(w.scores)
	for k := from; k < to; k++ {
		p := w.parts[k]
		fs, ends := w.sentence(k)
		at := int32(0)
		for i := range p.Len() {
			scores := w.scores[(p.First-base+i)*w.l : (p.First-base+i+1)*w.l]
			w.t.chain.Add(w.set, fs[at:ends[i]], scores)
			at = ends[i]
		}
		w.decode(p, base)
	}
	w.rep.read(w.featurer, w.parts[from:to], w.labels)
	for k := from; k < to; k++ {
		w.again(w.parts[k], base)
	}
}

func (w *worker) decode(p parley.TokenRange, base int) {
	w.back = w.t.chain.Decode(w.set, w.scores[(p.First-base)*w.l:(p.End-base)*w.l], w.labels[p.First:p.End], w.back)
}

// again is the second pass over a part.
func (w *worker) again(p parley.TokenRange, base int) {
	fs, ends := w.rep.sentence(w.featurer, p, w.labels)
	if len(fs) == 0 {
		return
	}
	at := int32(0)
	for i, end := range ends {
		if end > at {
			w.t.chain.Add(w.set, fs[at:end], w.scores[(p.First-base+i)*w.l:(p.First-base+i+1)*w.l])
		}
		at = end
	}
	w.decode(p, base)
}

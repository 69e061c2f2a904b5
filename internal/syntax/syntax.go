// Package syntax finds the part of speech, the lemma and, where asked for, the head and relation of every token, and the base phrases they form.
// Tags and trees come from one net trained by `parley train syntax`; its model is embedded.
package syntax

import (
	_ "embed" // the model
	"strings"
	"sync"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/kernel"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

//go:embed syntax.model
var model []byte

// A Tagger holds the net and the lemma table. It serves many goroutines.
type Tagger struct {
	head   learn.Head
	net    *net
	lemmas *lemmatizer
	pool   *sync.Pool // of readings
}

// New is a tagger with the embedded model.
func New() (*Tagger, error) { return Open(model) }

// Open is a tagger with the model in the bytes of a file, as Train writes it.
func Open(file []byte) (*Tagger, error) { return openAt(file, kernel.Best()) }

// openAt is Open with the kernel of a level; all levels read alike.
func openAt(file []byte, level kernel.Level) (*Tagger, error) {
	f, err := learn.OpenFile(file, kind, template)
	if err != nil {
		return nil, err
	}
	n, err := openNet(f, level)
	if err != nil {
		return nil, err
	}
	l, err := newLemmatizer()
	if err != nil {
		return nil, err
	}
	return &Tagger{head: f.Head, net: n, lemmas: l, pool: &sync.Pool{New: func() any { return &reading{net: n} }}}, nil
}

// Info is the head of the model: seed, data, scores.
func (t *Tagger) Info() learn.Head { return t.head }

// A class of the model is a pair of tags, Penn's and the universal one: "NN/NOUN".
func parseLabel(s string) (text.Tag, bool) {
	penn, u, ok := strings.Cut(s, "/")
	t := text.Tag{Penn: penn, U: text.ParseUPOS(u)}
	return t, ok && t.U.String() == u && penn != ""
}

// Tag fills the syntax layers of d but for trees: tags, lemmas and chunks. A document without tokens gets none.
func (t *Tagger) Tag(d *text.Doc) { t.fill(d, false) }

// Parse fills all syntax layers of d, trees with them. A sentence longer than 1,000 tokens is read in parts, of which each hangs on the one before.
func (t *Tagger) Parse(d *text.Doc) { t.fill(d, true) }

func (t *Tagger) fill(d *text.Doc, trees bool) {
	r := t.pool.Get().(*reading)
	defer t.pool.Put(r)
	d.Tags = make([]text.Tag, len(d.Tokens))
	d.Lemmas = make([]string, len(d.Tokens))
	d.Heads, d.Rels = nil, nil
	if trees {
		d.Heads, d.Rels = make([]int32, len(d.Tokens)), make([]string, len(d.Tokens))
	}
	styles := make([]style, 0, len(d.Sentences))
	sents := split(d.Sentences)
	r.read(sents, d.Word, trees, func() {
		for i, s := range r.sents {
			at := r.starts[i]
			tags := d.Tags[s.First:s.End]
			for k := range tags {
				tags[k] = t.net.tags[r.tags[at+k]]
			}
			styles = append(styles, r.styles[i])
			repair(tags, r.styles[i], func(k int) string { return d.Word(s.First + k) })
			if trees {
				r.parse(i)
				r.tree(d, s)
			}
		}
	})
	names(d)
	for n, s := range sents {
		for k := s.First; k < s.End; k++ {
			d.Lemmas[k] = t.lemmas.lemma(d.Word(k), d.Tags[k], styles[n] != prose)
		}
	}
	if trees {
		join(d)
	}
	d.Chunks = chunks(d)
	older(d)
}

// split is the token ranges of sentences, long ones in parts.
func split(sents []text.Sentence) []parley.TokenRange {
	out := make([]parley.TokenRange, 0, len(sents))
	for _, s := range sents {
		r := s.Tokens
		for r.Len() > longestSentence {
			out = append(out, parley.TokenRange{First: r.First, End: r.First + longestSentence})
			r.First += longestSentence
		}
		out = append(out, r)
	}
	return out
}

// tree writes the tree of the sentence last parsed.
func (r *reading) tree(d *text.Doc, s parley.TokenRange) {
	for k := range int32(s.Len()) {
		h := r.cfg.head[k]
		rel := r.rels[r.cfg.rel[k]]
		if h == r.cfg.n || h < 0 {
			d.Heads[s.First+int(k)], d.Rels[s.First+int(k)] = -1, "root"
			continue
		}
		if rel == "root" {
			rel = "parataxis"
		}
		d.Heads[s.First+int(k)], d.Rels[s.First+int(k)] = int32(s.First)+h, rel
	}
}

// join hangs the roots of the further parts of long sentences on the first part's.
func join(d *text.Doc) {
	for _, s := range d.Sentences {
		if s.Tokens.Len() <= longestSentence {
			continue
		}
		root := int32(-1)
		for k := s.Tokens.First; k < s.Tokens.End; k++ {
			if d.Heads[k] >= 0 {
				continue
			}
			if root >= 0 {
				d.Heads[k], d.Rels[k] = root, "parataxis"
			} else {
				root = int32(k)
			}
		}
	}
}

// Package syntax finds the part of speech and the lemma of every token, and the base phrases they form.
// The tagger is an averaged perceptron (Collins 2002) trained by `parley train syntax`; its model is embedded.
package syntax

import (
	_ "embed" // the model
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

//go:embed tags.model
var tagsModel []byte

// A Tagger holds the model and the lemma table. It is read-only and serves many goroutines.
type Tagger struct {
	model  *learn.Model
	tags   []text.Tag // of each class
	lemmas *lemmatizer
}

// New is a tagger with the embedded model.
func New() (*Tagger, error) { return Open(tagsModel) }

// Open is a tagger with the model in the bytes of a file, as Train writes it.
func Open(file []byte) (*Tagger, error) {
	m, err := learn.Open(file, templates)
	if err != nil {
		return nil, err
	}
	t := &Tagger{model: m, lemmas: newLemmatizer()}
	for _, l := range m.Labels {
		tag, ok := parseLabel(l)
		if !ok {
			return nil, parley.Errorf(parley.Invalid, "syntax: open model", "class %q is no pair of tags", l)
		}
		t.tags = append(t.tags, tag)
	}
	return t, nil
}

// Info is the header of the model: seed, data, score.
func (t *Tagger) Info() learn.Header { return t.model.Header }

// A class of the model is a pair of tags, Penn's and the universal one: "NN/NOUN".

func label(t text.Tag) string { return t.Penn + "/" + t.U.String() }

func parseLabel(s string) (text.Tag, bool) {
	penn, u, ok := strings.Cut(s, "/")
	t := text.Tag{Penn: penn, U: text.ParseUPOS(u)}
	return t, ok && t.U.String() == u && penn != ""
}

// Tag fills the syntax layers of d: tags, lemmas and chunks. A document without tokens gets none.
func (t *Tagger) Tag(d *text.Doc) {
	d.Tags = make([]text.Tag, len(d.Tokens))
	d.Lemmas = make([]string, len(d.Tokens))
	w := newWindow(len(t.tags))
	for _, s := range d.Sentences {
		w.read(s.Tokens.Len(), func(i int) string { return d.Word(s.Tokens.First + i) })
		for i := range s.Tokens.Len() {
			t.model.Score(w.features(i), w.scores)
			c := learn.Best(w.scores)
			w.decide(i, c)
			k := s.Tokens.First + i
			d.Tags[k] = t.tags[c]
		}
		repair(d, s.Tokens)
		for k := s.Tokens.First; k < s.Tokens.End; k++ {
			d.Lemmas[k] = t.lemmas.lemma(d.Word(k), d.Tags[k], w.style != prose)
		}
	}
	d.Chunks = chunks(d)
}

// repair turns a verb in -s that stands right before a finite auxiliary into the plural noun it must be ("that talks
// had failed"), unless its own subject stands before it ("what matters is").
func repair(d *text.Doc, s parley.TokenRange) {
	for k := s.First; k+1 < s.End; k++ {
		if d.Tags[k].Penn != "VBZ" || d.Tags[k].U != text.VERB {
			continue
		}
		next := d.Tags[k+1]
		if next.U != text.AUX || next.Penn != "MD" && next.Penn != "VBD" && next.Penn != "VBP" {
			continue
		}
		if k > s.First {
			switch before := d.Tags[k-1].Penn; before {
			case "WDT":
				d.Tags[k-1] = text.Tag{U: text.SCONJ, Penn: "IN"}
			case "IN", "JJ", "CC", "VBD", "VBN", "VBG", ",", "``", "DT", "NN", "NNP", "''":
			default:
				continue
			}
		}
		d.Tags[k] = text.Tag{U: text.NOUN, Penn: "NNS"}
	}
}

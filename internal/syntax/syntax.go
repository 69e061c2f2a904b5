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
	styles := make([]style, len(d.Sentences))
	for n, s := range d.Sentences {
		t.tag(w, d.Tags[s.Tokens.First:s.Tokens.End], func(i int) string { return d.Word(s.Tokens.First + i) })
		styles[n] = w.style
	}
	names(d)
	for n, s := range d.Sentences {
		for k := s.Tokens.First; k < s.Tokens.End; k++ {
			d.Lemmas[k] = t.lemmas.lemma(d.Word(k), d.Tags[k], styles[n] != prose)
		}
	}
	d.Chunks = chunks(d)
}

// tag sets the tags of one sentence.
func (t *Tagger) tag(w *window, tags []text.Tag, word func(int) string) {
	w.read(len(tags), word)
	for i := range tags {
		t.model.Score(w.features(i), w.scores)
		c := learn.Best(w.scores)
		w.decide(i, c)
		tags[i] = t.tags[c]
	}
	repair(tags, w.style, word)
}

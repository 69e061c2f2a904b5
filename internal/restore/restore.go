// Package restore puts back the commas and apostrophes that a text lost on its way (corpora and old archives often have none), so that the stages after
// it read the sentences as they were written. Findings still rest on the words as printed: see text.Insert. A text that has its marks is left alone.
//
// It is punctuation restoration as sequence labelling (Tilk and Alumäe 2016 and the work they build on), with averaged perceptrons over words, tags and
// base phrases instead of a network: one decision a gap between two words, one a word that ends in "s".
package restore

import (
	_ "embed" // the model
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

//go:embed restore.model
var embedded []byte

// The kind of the model file and its sections.
const (
	modelKind         = "restore"
	commaSection      = "commas"
	apostropheSection = "apostrophes"
)

// templates is what the features of the two tables are; it changes when features.go computes others.
var templates = learn.Hash64("restore 1")

// A Finder holds the models. It is read-only and serves many goroutines.
type Finder struct {
	commas, apostrophes *learn.Table
}

// New is a finder with the embedded models.
func New() (*Finder, error) { return open(embedded) }

func open(model []byte) (*Finder, error) {
	f, err := learn.OpenFile(model, modelKind, templates)
	if err != nil {
		return nil, err
	}
	out := &Finder{}
	for _, s := range []struct {
		name string
		to   **learn.Table
	}{{commaSection, &out.commas}, {apostropheSection, &out.apostrophes}} {
		t, err := learn.OpenTable(f.Section(s.name))
		if err == nil && t.Classes() != 2 {
			err = parley.Errorf(parley.Invalid, "restore: open model", "a table of %d classes, not 2", t.Classes())
		}
		if err != nil {
			return nil, err
		}
		*s.to = t
	}
	return out, nil
}

// Flag marks a report whose text lost its commas: what is read in it rests on commas that the reader put where it supposes them.
const Flag = "commas_lost"

// least is how many words of headline and body a text has at least of which it can be said that they lost their commas. Of 5,206 articles of today's press with
// so many words five have none by nature, of 10,834 market reports of 1987 three in a hundred.
const least = 80

// Lost tells which marks a text lost: commas, where it has none between words though it is long enough; apostrophes, where it has lost its commas and
// has none of these either.
func Lost(t *text.Text) (commas, apostrophes bool) {
	words := 0
	apostrophes = true
	for _, b := range t.Blocks {
		if b.Kind != text.Headline && b.Kind != text.Body {
			continue
		}
		s := t.Content[b.Span.Start:b.Span.End]
		for i := 0; i < len(s); i++ {
			switch c := s[i]; {
			case c == ',' && !(digit(s, i-1) && digit(s, i+1)):
				return false, false
			case c == '\'' || strings.HasPrefix(s[i:], "’"):
				if letter(s, i-1) {
					apostrophes = false
				}
			case c == ' ' || c == '\n':
				words++
			}
		}
	}
	return words >= least, apostrophes && words >= least
}

func digit(s string, i int) bool { return i >= 0 && i < len(s) && '0' <= s[i] && s[i] <= '9' }

func letter(s string, i int) bool {
	return i >= 0 && i < len(s) && ('a' <= s[i] && s[i] <= 'z' || 'A' <= s[i] && s[i] <= 'Z' || s[i] >= utf8.RuneSelf)
}

// Restore is the text with the marks it lost, or t itself where it lost none. read cuts a text into tokens and tags them.
func (f *Finder) Restore(t *text.Text, read func(*text.Text) *text.Doc) *text.Text {
	commas, apostrophes := Lost(t)
	if !commas {
		return t
	}
	if apostrophes {
		t = t.Insert(f.apostrophesOf(read(t)))
	}
	out := t.Insert(f.commasOf(read(t)))
	out.Meta.Flags = append(slices.Clip(out.Meta.Flags), Flag)
	return out
}

// commasOf is where the model puts commas: a decision knows those before it.
func (f *Finder) commasOf(d *text.Doc) (out []text.Mark) {
	v := newView(d)
	v.tokens(func(i int) {
		if v.gap(i) && yes(f.commas, v.commaFeatures(i)) {
			v.put(i)
			out = append(out, text.Mark{At: d.Tokens[i].Span.End, Char: ','})
		}
	})
	return out
}

// apostrophesOf is where contractions and the model's possessives have theirs.
func (f *Finder) apostrophesOf(d *text.Doc) (out []text.Mark) {
	v := newView(d)
	v.tokens(func(i int) {
		end := d.Tokens[i].Span.End
		whole := end // of the word, which the segmenter may have cut: "do" + "nt"
		for k := i + 1; k < v.sent.End && k <= i+2 && d.Tokens[k].Span.Start == whole; k++ {
			whole = d.Tokens[k].Span.End
		}
		switch n := contracted[strings.ToLower(d.Content[d.Tokens[i].Span.Start:whole])]; {
		case n > 0:
			out = append(out, text.Mark{At: whole - n, Char: '\''})
		case v.possessive(i) && yes(f.apostrophes, v.apostropheFeatures(i)):
			out = append(out, text.Mark{At: end - 1, Char: '\''})
		}
	})
	return out
}

// yes is the answer of a table of two classes, no and yes.
func yes(t *learn.Table, features []learn.Feature) bool {
	var scores [2]int32
	t.Score(features, scores[:])
	return scores[1] > scores[0]
}

// contracted are contractions that are no words without their apostrophe, and how many letters stand behind it.
var contracted = func() map[string]int {
	out := map[string]int{}
	for n, list := range []string{
		1: "dont didnt doesnt isnt arent wasnt werent hasnt havent hadnt couldnt wouldnt shouldnt mustnt neednt cant wont aint im hes shes thats theres heres whats wheres whos",
		2: "theyre youre weve theyve youve ive couldve wouldve shouldve theyll youll thatll itll",
	} {
		for _, w := range strings.Fields(list) {
			out[w] = n
		}
	}
	return out
}()

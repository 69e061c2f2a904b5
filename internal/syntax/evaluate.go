package syntax

import (
	"fmt"

	"github.com/parley-press/parley/internal/text"
)

// A Score counts what a tagger had right of the words of a treebank.
type Score struct {
	Words, Penn, UPOS, Lemma int
	Wrong                    map[[2]string]int // pairs of tags, gold and guess
}

// String is the accuracies in percent.
func (s Score) String() string {
	pc := func(n int) float64 { return 100 * float64(n) / float64(max(1, s.Words)) }
	return fmt.Sprintf("%d words, Penn %.2f, UPOS %.2f, lemma %.2f", s.Words, pc(s.Penn), pc(s.UPOS), pc(s.Lemma))
}

// Evaluate tags sentences of gold tokens and counts.
func (t *Tagger) Evaluate(gold [][]Word) Score {
	out := Score{Wrong: map[[2]string]int{}}
	w := newWindow(len(t.tags))
	var tags []text.Tag
	for _, s := range gold {
		tags = append(tags[:0], make([]text.Tag, len(s))...)
		t.tag(w, tags, func(i int) string { return s[i].Form })
		for i, g := range s {
			if !g.Unknown {
				out.count(g, tags[i], t.lemmas.lemma(g.Form, tags[i], w.style != prose))
			}
		}
	}
	return out
}

func (s *Score) count(g Word, tag text.Tag, lemma string) {
	s.Words++
	if g.Tag.Penn == tag.Penn {
		s.Penn++
	}
	if g.Tag.U == tag.U {
		s.UPOS++
	}
	if g.Tag != tag {
		s.Wrong[[2]string{label(g.Tag), label(tag)}]++
	}
	if g.Lemma == lemma {
		s.Lemma++
	}
}

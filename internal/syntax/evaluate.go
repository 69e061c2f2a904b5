package syntax

import (
	"fmt"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// A Score counts what a tagger had right of the words of a treebank.
type Score struct {
	Words, Penn, UPOS, Lemma int
	Arcs, Head, Labelled     int               // words with a head, right heads, right heads with the right relation but for its subtype
	Wrong                    map[[2]string]int // pairs of tags, gold and guess
	WrongRel                 map[[2]string]int // pairs of relations where the head is right
}

// String is the accuracies in percent.
func (s Score) String() string {
	return fmt.Sprintf("%d words, Penn %.2f, UPOS %.2f, lemma %.2f, UAS %.2f, LAS %.2f", s.Words, percent(s.Penn, s.Words), percent(s.UPOS, s.Words),
		percent(s.Lemma, s.Words), percent(s.Head, s.Arcs), percent(s.Labelled, s.Arcs))
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(1, of)) }

// head is the scores as the head of a model file has them.
func (s Score) head() []learn.Score {
	at := func(name string, n, of int) learn.Score {
		return learn.Score{Name: name, Value: uint32(10000 * n / max(1, of))}
	}
	return []learn.Score{at("XPOS", s.Penn, s.Words), at("UPOS", s.UPOS, s.Words), at("UAS", s.Head, s.Arcs), at("LAS", s.Labelled, s.Arcs)}
}

// Evaluate reads sentences of gold tokens and counts.
func (t *Tagger) Evaluate(gold [][]Word) Score {
	out := Score{Wrong: map[[2]string]int{}, WrongRel: map[[2]string]int{}}
	var words []Word
	var sents []parley.TokenRange
	for _, s := range gold {
		sents = append(sents, parley.TokenRange{First: len(words), End: len(words) + len(s)})
		words = append(words, s...)
	}
	r := &reading{net: t.net}
	word := func(i int) string { return words[i].Form }
	r.read(sents, word, true, func() {
		for i, s := range r.sents {
			r.parse(i)
			tags := make([]text.Tag, s.Len())
			for k := range tags {
				tags[k] = t.net.tags[r.tags[r.starts[i]+k]]
			}
			repair(tags, r.styles[i], func(k int) string { return word(s.First + k) })
			for k, tag := range tags {
				g := words[s.First+k]
				if !g.Unknown {
					out.tag(g, tag, t.lemmas.lemma(g.Form, tag, r.styles[i] != prose))
				}
				out.arc(g, r.cfg.head[k], r.cfg.n, r.rels[r.cfg.rel[k]])
			}
		}
	})
	return out
}

func (s *Score) tag(g Word, tag text.Tag, lemma string) {
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

func (s *Score) arc(g Word, head, root int32, rel string) {
	if g.Rel == "" {
		return
	}
	s.Arcs++
	if int32(g.Head) != head && (g.Head >= 0 || head != root) {
		return
	}
	s.Head++
	if head == root {
		rel = "root"
	}
	want, _, _ := strings.Cut(g.Rel, ":")
	got, _, _ := strings.Cut(rel, ":")
	if want == got {
		s.Labelled++
	} else {
		s.WrongRel[[2]string{g.Rel, rel}]++
	}
}

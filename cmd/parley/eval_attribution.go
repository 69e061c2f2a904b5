package main

import (
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/attribution"
	"github.com/parley-press/parley/internal/eval"
	"github.com/parley-press/parley/internal/restore"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
)

// The files of the corpus of attributions, below the folder of data.
const (
	attributionText   = silverText
	attributionTokens = silverDev
	attributionPrefix = "PolNeAR "
	allTransforms     = "all"
)

// newAttributer is the finder of attributions that is scored: the stages that it needs, and no others.
func newAttributer() (eval.Attributer, error) {
	tagger, err := syntax.New()
	if err != nil {
		return nil, err
	}
	marks, err := restore.New()
	if err != nil {
		return nil, err
	}
	finder, err := attribution.New()
	return attributer{segment.New(), tagger, marks, finder}, err
}

// attributer answers with attribution relations from the confidence that is the default, read from raw text.
type attributer struct {
	segment *segment.Segmenter
	syntax  *syntax.Tagger
	restore *restore.Finder
	finder  *attribution.Finder
}

// Attribute finds the attributions of a text.
func (a attributer) Attribute(content string) []eval.Prediction {
	d := a.segment.Segment(a.restore.Restore(text.Plain(content), a.tagged))
	a.syntax.Parse(d)
	a.finder.Find(d)
	out := make([]eval.Prediction, 0, len(d.Attributions))
	for _, x := range d.Attributions {
		if x.Confidence >= attribution.DefaultConfidence {
			out = append(out, eval.Prediction{Source: pairs(d, x.Source), Cue: pairs(d, x.Cue), Content: pairs(d, x.Content), Confidence: x.Confidence})
		}
	}
	return out
}

// tagged cuts a text into tokens and tags them.
func (a attributer) tagged(t *text.Text) *text.Doc {
	d := a.segment.Segment(t)
	a.syntax.Tag(d)
	return d
}

// pairs are the bytes of ranges of tokens.
func pairs(d *text.Doc, rs []parley.TokenRange) [][2]int {
	var out [][2]int
	for _, r := range rs {
		s := d.Printed(d.Span(r))
		out = append(out, [2]int{s.Start, s.End})
	}
	return out
}

func newEvalAttribution(a *app) *cobra.Command {
	var opt evalOptions
	var transform string
	names := []string{allTransforms}
	for _, t := range eval.Transforms() {
		names = append(names, t.Name)
	}
	c := &cobra.Command{
		Use:   "attribution --gold DIR",
		Short: "Score who says what, by which words",
		Long: `Attributions (source, cue, content, confidence) are predicted from the raw text of PolNeAR (dev) and scored
against its annotators: each role by tokens and fragments, whole attributions by paired content and the
source's head, and confidence by what can be had at a precision and by how far it is off.

With --transform the texts are printed in another way before they are read: ` + strings.Join(names[1:], ", ") + `. With all
the F1 of attributions in each of them is listed, with what it loses.

DIR is a folder of corpora; it has polnear and polnear-corenlp, as they are packed for this project. What each
line means stands in docs/scores.md.

With --scores the scores are compared with those kept in a file; where one of them is worse the exit
code is 1. --update writes the file anew.`,
		Example: `  parley eval attribution --gold ../shared/data
  parley eval attribution --gold ../shared/data --scores testdata/scores/attribution.txt --update
  parley eval attribution --gold ../shared/data --transform no-quotes
  parley eval attribution --gold ../shared/data --transform all --scores testdata/scores/robust.txt`,
		Args: exactly(0, 0, "none, only flags"),
		RunE: func(*cobra.Command, []string) error {
			switch err := opt.check(); {
			case err != nil:
				return err
			case transform != "" && !contains(names, transform):
				return noSuch("transform", transform, names...)
			case opt.scores != "" && transform != "" && transform != allTransforms:
				return usagef("scores are kept of texts as they are, and of all transforms together, not of one")
			}
			return a.evalAttribution(opt, transform)
		},
	}
	opt.flags(c)
	c.Flags().StringVar(&transform, "transform", "", "print the texts in another way first; all: a table of every way")
	_ = c.RegisterFlagCompletionFunc("transform", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// evalAttribution scores attributions, of texts as they are for no transform.
func (a *app) evalAttribution(opt evalOptions, transform string) error {
	finder, err := newAttributer()
	if err != nil {
		return err
	}
	score := func(_ *corpus, data fs.FS) ([]eval.Score, error) {
		texts, err := a.attributed(data)
		if err != nil {
			return nil, err
		}
		if transform == allTransforms {
			ways, scores, err := robustness(texts, finder)
			opt.details, opt.table = ways, func(p *page) { losses(p, ways) }
			return scores, err
		}
		if t, ok := eval.FindTransform(transform); ok {
			texts = rewritten(texts, t)
		}
		rep, err := eval.Attributions(texts, eval.Predict(texts, finder))
		if err != nil {
			return nil, err
		}
		opt.details, opt.table = rep, func(p *page) { confidences(p, rep) }
		return rep.Scores(attributionPrefix), nil
	}
	return a.evalStage("attribution", []corpus{{attributionPrefix, score}}, &opt)
}

// attributed reads the corpus; texts without tokens are named.
func (a *app) attributed(data fs.FS) (texts []*eval.AttributedText, err error) {
	err = withFile(data, attributionTokens, func(layer io.Reader) error {
		return withFile(data, attributionText, func(gold io.Reader) error {
			found, bare, err := eval.ReadAttributed(gold, layer)
			for _, id := range bare {
				a.talk("%s has no tokens in %s: left out", id, attributionTokens)
			}
			texts = found
			return err
		})
	})
	return texts, err
}

func rewritten(texts []*eval.AttributedText, by eval.Transform) []*eval.AttributedText {
	out := make([]*eval.AttributedText, len(texts))
	for n, t := range texts {
		out[n] = t.Rewritten(by)
	}
	return out
}

// A way is how attributions are found in texts that a transform has printed, the first being none.
type way struct {
	Transform string  `json:"transform"`
	What      string  `json:"what"`
	F1        float64 `json:"f1"`
	Loss      float64 `json:"loss"`  // of F1, against the texts as they are
	Share     float64 `json:"share"` // of that F1 that is lost
}

// robustness scores attributions in every way of printing.
func robustness(texts []*eval.AttributedText, finder eval.Attributer) ([]way, []eval.Score, error) {
	all := append([]eval.Transform{{Name: "as-written", What: "the texts as they are"}}, eval.Transforms()...)
	var ways []way
	var scores []eval.Score
	for n, t := range all {
		now := texts
		if n > 0 {
			now = rewritten(texts, t)
		}
		rep, err := eval.Attributions(now, eval.Predict(now, finder))
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", t.Name, err)
		}
		s := rep.F1()
		s.Section, s.Name = "PolNeAR, dev: attributions in texts that are printed in other ways", attributionPrefix+t.Name
		scores = append(scores, s)
		w := way{Transform: t.Name, What: t.What, F1: s.Value()}
		if n > 0 {
			w.Loss = ways[0].F1 - w.F1
			if ways[0].F1 > 0 {
				w.Share = w.Loss / ways[0].F1
			}
		}
		ways = append(ways, w)
	}
	return ways, scores, nil
}

// losses is the table of the ways, in percent.
func losses(p *page, ways []way) {
	p.heading("What is lost, in percent")
	p.line("  %-20s %6s %6s %6s   %s", "", "F1", "points", "share", "the texts")
	for _, w := range ways {
		p.line("  %-20s %6.1f %6s %6s   %s", w.Transform, 100*w.F1, tenths(w.Loss), tenths(w.Share), w.What)
	}
}

// tenths is a share in percent; what rounds to nothing has no sign.
func tenths(share float64) string {
	if s := fmt.Sprintf("%.1f", 100*share); s != "-0.0" {
		return s
	}
	return "0.0"
}

// shownPoints is about how many points of a curve are printed.
const shownPoints = 10

// confidences are the curve over confidence and the reliability of it.
func confidences(p *page, rep *eval.AttributionReport) {
	if len(rep.Curve) == 0 {
		return
	}
	p.heading("Attributions of at least a confidence")
	p.line("  confidence      P      R     F1")
	step := max(1, len(rep.Curve)/shownPoints)
	for i := (len(rep.Curve) - 1) % step; i < len(rep.Curve); i += step {
		at := rep.Curve[i]
		p.line("  %10.3f  %5.3f  %5.3f  %5.3f", at.Confidence, at.P, at.R, at.F1)
	}
	p.heading("Reliability of confidence")
	p.line("  %-12s %7s  %10s  %5s", "", "number", "confidence", "right")
	for _, b := range rep.Reliability {
		if b.N > 0 {
			p.line("  %.1f to %.1f   %7.0f  %10.3f  %5.3f", b.Low, b.High, b.N, b.Confidence, b.Right)
		}
	}
}

package attribution

import (
	"cmp"
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

const (
	likely    = 0.35 // how much the label row's own log-probability counts beside the ranker: it knows more of exact borders
	boostUnit = 4096 // of the ranker's scores, one unit of log-odds
)

// A choice is a relation that was found, with the ranker's score.
type choice struct {
	cue parley.TokenRange
	*reading
	score int32
}

// choose takes of candidates that overlap the surer ones. n is the number of tokens.
func choose(n int, cands []candidate, all []seat, out []choice) []choice {
	out = out[:0]
	for _, s := range all {
		if s.p >= 0 {
			out = append(out, choice{cands[s.c].cue, &cands[s.c].paths[s.p], s.score})
		}
	}
	slices.SortStableFunc(out, func(a, b choice) int { return cmp.Compare(b.score, a.score) })
	used := make([]bool, n)
	kept := out[:0]
	for _, k := range out {
		free := 0
		for _, r := range k.content {
			for i := r.First; i < r.End; i++ {
				if !used[i] {
					free++
				}
			}
		}
		if used[k.cue.First] || 2*free < count(k.content) {
			continue
		}
		for _, r := range append(slices.Clone(k.content), k.cue) {
			for i := r.First; i < r.End; i++ {
				used[i] = true
			}
		}
		kept = append(kept, k)
	}
	slices.SortStableFunc(kept, func(a, b choice) int { return cmp.Compare(a.cue.First, b.cue.First) })
	return kept
}

// attributions appends what was chosen, as the layer of the document has it.
func attributions(found []choice, cal *learn.Calibration, out []text.Attribution) []text.Attribution {
	for _, c := range found {
		if p := cal.At(c.score); p >= leastConfidence {
			out = append(out, text.Attribution{Source: c.source, Cue: []parley.TokenRange{c.cue}, Content: c.content, Confidence: p, Rule: rule})
		}
	}
	return out
}

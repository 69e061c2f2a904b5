package attribution

import (
	"cmp"
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// likely is how much the label row's own log-probability counts beside the ranker: it knows more of exact borders.
const likely = 0.35

// A choice is a relation that was found, with the ranker's score.
type choice struct {
	cue parley.TokenRange
	*labelling
	score int32
}

// choose takes of candidates that overlap the surer ones: a cue that is taken already is none, and a content loses what is taken, or with it all where that is
// more than half; the tokens of its own cue are none of its roles. n is the number of tokens.
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
		if used[k.cue.First] {
			continue
		}
		k.cue = free([]parley.TokenRange{k.cue}, used)[0]
		left := without(k.cue, free(k.content, used))
		if m := text.Tokens(left); m == 0 || 2*m < text.Tokens(k.content) {
			continue
		}
		k.labelling = &labelling{source: without(k.cue, k.source), content: left}
		for _, r := range append(slices.Clone(left), k.cue) {
			for i := r.First; i < r.End; i++ {
				used[i] = true
			}
		}
		kept = append(kept, k)
	}
	slices.SortStableFunc(kept, func(a, b choice) int { return cmp.Compare(a.cue.First, b.cue.First) })
	return kept
}

// without is what of ranges lies outside of their cue: its tokens are its alone, whatever the tagger of arguments makes of them.
func without(cue parley.TokenRange, rs []parley.TokenRange) []parley.TokenRange {
	var out []parley.TokenRange
	for _, r := range rs {
		for _, x := range []parley.TokenRange{{First: r.First, End: min(r.End, cue.First)}, {First: max(r.First, cue.End), End: r.End}} {
			if x.First < x.End {
				out = append(out, x)
			}
		}
	}
	return out
}

// free is what of ranges is not used.
func free(rs []parley.TokenRange, used []bool) []parley.TokenRange {
	var out []parley.TokenRange
	for _, r := range rs {
		for i := r.First; i < r.End; i++ {
			switch n := len(out); {
			case used[i]:
			case n > 0 && out[n-1].End == i:
				out[n-1].End++
			default:
				out = append(out, parley.TokenRange{First: i, End: i + 1})
			}
		}
	}
	return out
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

package attribution

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// merge puts the relations that layout announces among those of the models. Where both have the same, the layout's extents stand with the surer confidence; of two
// that share words the surer one stays; and what the models found within words that layout gives to somebody is left out, for relations do not nest.
func merge(found []text.Attribution, shapes []shape) []text.Attribution {
	if len(shapes) == 0 {
		return found
	}
	gone := make([]bool, len(found))
	var more []text.Attribution
	for _, s := range shapes {
		sure, lost := s.rule.confidence, false
		var rivals []int
		for k := range found {
			a := &found[k]
			switch {
			case gone[k] || !s.touches(a):
			case s.same(a):
				sure = max(sure, a.Confidence)
				rivals = append(rivals, k)
			case s.rule.host && len(a.Cue) > 0 && s.content.Has(a.Cue[0].First), a.Confidence <= s.rule.confidence:
				rivals = append(rivals, k)
			default:
				lost = true
			}
		}
		if lost {
			continue
		}
		for _, k := range rivals {
			gone[k] = true
		}
		more = append(more, s.attribution(sure))
	}
	out := found[:0]
	for k := range found {
		if !gone[k] {
			out = append(out, found[k])
		}
	}
	out = append(out, more...)
	slices.SortStableFunc(out, func(a, b text.Attribution) int { return first(&a) - first(&b) })
	return out
}

// first is the token by which relations are in order: the first of the cue, of the content where there is none.
func first(a *text.Attribution) int {
	if len(a.Cue) > 0 {
		return a.Cue[0].First
	}
	return a.Content[0].First
}

// touches reports whether a has words of s's content or cue in its own, or a cue in the source of s.
func (s *shape) touches(a *text.Attribution) bool {
	one := []parley.TokenRange{s.content}
	if !s.cue.Empty() {
		one = append(one, s.cue)
	}
	for _, r := range one {
		if text.Shared(a.Content, []parley.TokenRange{r}) > 0 || text.Shared(a.Cue, []parley.TokenRange{r}) > 0 {
			return true
		}
	}
	src := []parley.TokenRange{s.source}
	return !s.source.Empty() && (text.Shared(a.Cue, src) > 0 || text.Shared(a.Content, src) > 0)
}

// same reports whether a is the relation s: contents overlap by Dice of a half, and sources share a token or are absent.
func (s *shape) same(a *text.Attribution) bool {
	c := []parley.TokenRange{s.content}
	if 4*text.Shared(a.Content, c) < s.content.Len()+text.Tokens(a.Content) {
		return false
	}
	if s.source.Empty() || len(a.Source) == 0 {
		return s.source.Empty() && len(a.Source) == 0
	}
	return text.Shared(a.Source, []parley.TokenRange{s.source}) > 0
}

func (s *shape) attribution(confidence float64) text.Attribution {
	a := text.Attribution{Content: []parley.TokenRange{s.content}, Confidence: confidence, Rule: s.rule.name}
	if !s.source.Empty() {
		a.Source = []parley.TokenRange{s.source}
	}
	if !s.cue.Empty() {
		a.Cue = []parley.TokenRange{s.cue}
	}
	return a
}

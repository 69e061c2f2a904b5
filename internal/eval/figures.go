package eval

import (
	"slices"
	"strconv"
)

var figureFields = []string{"figure value", "figure qualifier", "figure asserted_by"}

// figures scores which figures were found, and which of them with the right value and qualifier.
func (s *scorer) figures() {
	s.section = "Figures"
	var found, right tally
	a := newAnswers(figureFields)
	for _, f := range s.gold.Files {
		gold, sys := s.gold.reports[f].Figures, s.report(f).figures
		m := s.pairFigures(f)
		n := len(sys) - m.count(func(i int) bool { return !gold[i].Core })
		found.predicted += n
		right.predicted += n
		for i := range gold {
			g := &gold[i]
			if !g.Core {
				continue
			}
			found.gold++
			right.gold++
			if m.of[i] < 0 {
				s.miss("figure missed", "%s %s: %s", f, g.ID, g.Span.Text)
				continue
			}
			p := &sys[m.of[i]]
			found.hit(1)
			value := a["figure value"].add(g.accepts(p.value))
			qualifier := a["figure qualifier"].add(accepts(p.qualifier, g.Qualifier, g.Also.Qualifier))
			a["figure asserted_by"].add(accepts(s.voice(f, p.by), g.AssertedBy, g.Also.AssertedBy))
			if value && qualifier {
				right.hit(1)
			} else {
				s.miss("figure wrong", "%s %s: %s %s for %s %s", f, g.ID, p.qualifier, p.value, g.Qualifier, g.goldValue)
			}
		}
		for j := range sys {
			if m.gold[j] < 0 {
				s.miss("figure spurious", "%s: %s", f, s.gold.quote(f, sys[j].at))
			}
		}
	}
	s.add(found.score("figures found"), right.score("figures right"))
	s.add(a.scores(figureFields)...)
}

// pairFigures pairs the figures of a file that share bytes; an equal value counts as much as equal bytes.
func (s *scorer) pairFigures(file string) *pairing {
	gold, sys := s.gold.reports[file].Figures, s.report(file).figures
	return match(len(gold), len(sys), func(i, j int) float64 {
		g, p := &gold[i], &sys[j]
		places := []ranges{coverSpans(g.Span)}
		for _, o := range g.Also.Span {
			places = append(places, coverSpans(o))
		}
		score, _ := bestDice(p.at, places)
		if score == 0 {
			return 0
		}
		if g.accepts(p.value) {
			score++
		}
		if g.Core {
			score += 0.1
		}
		return score
	})
}

func (g *goldFigure) accepts(v goldValue) bool {
	return v.equal(g.goldValue) || slices.ContainsFunc(g.Also.Value, v.equal)
}

// equal compares both ends; one that is not claimed equals another that is not.
func (v goldValue) equal(w goldValue) bool { return sameEnd(v.Low, w.Low) && sameEnd(v.High, w.High) }

func sameEnd(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

func (v goldValue) String() string {
	end := func(f *float64) string {
		if f == nil {
			return ""
		}
		return strconv.FormatFloat(*f, 'f', -1, 64)
	}
	return end(v.Low) + "-" + end(v.High)
}

package eval

import (
	"strings"

	"github.com/parley-press/parley"
)

// leastContent is how much of the content (Dice, by bytes) two statements must share to be one.
const leastContent = 0.5

// statements scores which statements were found, whether their sources are right, and then their fields.
func (s *scorer) statements() {
	s.section = "Statements"
	var found, sourced tally
	modes := []parley.Mode{parley.Direct, parley.Indirect, parley.Mixed}
	byMode := answers{}
	for _, m := range modes {
		byMode["  found, "+string(m)] = &answer{}
		byMode["  found + source, "+string(m)] = &answer{}
	}
	count := func(name string, ok bool) {
		if a := byMode[name]; a != nil {
			a.add(ok)
		}
	}
	fields := newFields()
	for _, f := range s.gold.Files {
		gold, sys := s.gold.reports[f].Statements, s.report(f).statements
		m := s.pairStatements(f)
		free := m.count(func(i int) bool { return !gold[i].Core })
		found.predicted += len(sys) - free
		sourced.predicted += len(sys) - free
		for i := range gold {
			g := &gold[i]
			if !g.Core {
				continue
			}
			found.gold++
			sourced.gold++
			var p *predictedStatement
			if j := m.of[i]; j >= 0 {
				p = &sys[j]
				found.hit(1)
				fields.add(s, f, g, p)
			} else {
				s.miss("statement missed", "%s %s: %s", f, g.ID, s.gold.quote(f, coverSpans(g.Content...)))
			}
			right := p != nil && s.isSource(g, p)
			if right {
				sourced.hit(1)
			}
			count("  found, "+g.Mode, p != nil)
			count("  found + source, "+g.Mode, right)
		}
		for j := range sys {
			if m.gold[j] < 0 {
				s.miss("statement spurious", "%s %s: %s", f, sys[j].id, s.gold.quote(f, sys[j].content))
			}
		}
	}
	s.add(found.score("statements detected"), sourced.score("statement + source"))
	for _, m := range modes {
		s.add(byMode.scores([]string{"  found, " + string(m), "  found + source, " + string(m)})...)
	}
	s.section = "Fields of matched statements"
	s.add(fields.scores()...)
}

// pairStatements pairs the statements of a file and notes which is which.
func (s *scorer) pairStatements(file string) *pairing {
	gold, sys := s.gold.reports[file].Statements, s.report(file).statements
	options := make([][]ranges, len(gold))
	cues := make([]ranges, len(gold))
	for i := range gold {
		options[i], cues[i] = contents(&gold[i]), coverSpans(gold[i].Cue...)
	}
	m := match(len(gold), len(sys), func(i, j int) float64 {
		g, p := &gold[i], &sys[j]
		score, _ := bestDice(p.content, options[i])
		if score < leastContent {
			return 0
		}
		if cueMeets(cues[i], p.cue) {
			score += 0.5
		}
		if s.isSource(g, p) {
			score += 0.25
		}
		if g.Core {
			score += 0.1
		}
		return score
	})
	for i, j := range m.of {
		if j >= 0 {
			s.asked[finding{file, sys[j].id}] = gold[i].ID
			if gold[i].Core {
				s.sources = append(s.sources, [2]string{gold[i].source(), sys[j].source})
			}
		}
	}
	return m
}

// contents are the accepted contents of a statement, the best one first.
func contents(g *goldStatement) []ranges {
	out := []ranges{coverSpans(g.Content...)}
	for _, c := range g.Also.Content {
		out = append(out, coverSpans(c...))
	}
	return out
}

// cueMeets reports whether two cues share a byte, or neither statement has one.
func cueMeets(a, b ranges) bool { return a.meets(b) || len(a)+len(b) == 0 }

// isSource reports whether a statement has the right source. Where none is accepted, so is an entity that the gold
// does not know: a source named by a description alone.
func (s *scorer) isSource(g *goldStatement, p *predictedStatement) bool {
	e := s.entity(p.source)
	return accepts(e, g.source(), g.Also.Source) || strings.HasPrefix(e, "?") && accepts("", g.source(), g.Also.Source)
}

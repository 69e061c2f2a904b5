package eval

import (
	"slices"

	"github.com/parley-press/parley"
)

// pairEntities pairs entities, most shared names first; an equal main name, then an equal type, break ties.
func (s *scorer) pairEntities() {
	gold, sys := s.gold.entities, s.sys.entities
	g, p := make([]map[string]bool, len(gold)), make([]map[string]bool, len(sys))
	for i, e := range gold {
		g[i] = names(append(slices.Clone(e.Aliases), e.Name)...)
	}
	for j, e := range sys {
		p[j] = names(append(slices.Clone(e.Aliases), e.Name)...)
	}
	m := match(len(gold), len(sys), func(i, j int) float64 {
		n := 0.0
		for name := range g[i] {
			if p[j][name] {
				n++
			}
		}
		if n == 0 {
			return 0
		}
		if fold(gold[i].Name) == fold(sys[j].Name) {
			n += 0.5
		}
		if gold[i].Type == string(sys[j].Type) {
			n += 0.25
		}
		return n
	})
	s.toGold, s.entityOf = map[string]string{}, map[string]*parley.Entity{}
	for i, j := range m.of {
		if j >= 0 {
			s.toGold[sys[j].ID] = gold[i].ID
			s.entityOf[gold[i].ID] = &sys[j]
		}
	}
}

// entities scores entities but papers, which are scored as instruments.
func (s *scorer) entities() {
	s.section = "Entities"
	paper := string(parley.InstrumentEntity)
	free := map[string]bool{}
	var found tally
	var aliases, types answer
	for _, e := range s.gold.entities {
		if !e.Core || e.Type == paper {
			free[e.ID] = true
			continue
		}
		found.gold++
		p := s.entityOf[e.ID]
		have := map[string]bool{}
		if p != nil {
			have = names(append(slices.Clone(p.Aliases), p.Name)...)
		}
		for n := range names(e.Aliases...) {
			aliases.add(have[n])
		}
		if p == nil {
			s.miss("entity missed", "%s", e.Name)
			continue
		}
		found.hit(1)
		types.add(accepts(string(p.Type), e.Type, e.Also.Type))
	}
	for _, e := range s.sys.entities {
		g, matched := s.toGold[e.ID]
		if e.Type == parley.InstrumentEntity || free[g] {
			continue
		}
		found.predicted++
		if !matched {
			s.miss("entity spurious", "%s (%s)", e.Name, e.Type)
		}
	}
	s.add(found.score("entities found"), aliases.score("entity aliases covered"), types.score("entity type"), s.clusters())
}

// clusters is B-cubed (Bagga and Baldwin 1998) over the sources of matched core statements of all reports: are the
// statements of one source those of one entity? A statement without a source is a cluster of its own.
func (s *scorer) clusters() Score {
	type pair struct{ gold, predicted string }
	var all []pair
	gold, predicted, both := map[string]int{}, map[string]int{}, map[pair]int{}
	for _, x := range s.sources {
		if x[0] == "" {
			continue
		}
		p := pair{x[0], x[1]}
		all = append(all, p)
		gold[p.gold]++
		predicted[p.predicted]++
		both[p]++
	}
	out := Score{Name: "source clusters (B3)", Kind: F1, Matched: len(all), Predicted: len(all), Gold: len(all)}
	for _, p := range all {
		b, n := float64(both[p]), float64(predicted[p.predicted])
		if p.predicted == "" {
			b, n = 1, 1
		}
		out.P += b / n
		out.R += b / float64(gold[p.gold])
	}
	if n := float64(len(all)); n > 0 {
		out.P, out.R = out.P/n, out.R/n
	}
	return out
}

package eval

import (
	"slices"

	"github.com/parley-press/parley"
)

// places are the accepted spans of a step.
func (h *goldStep) places() []ranges {
	out := []ranges{coverSpans(h.span)}
	for _, o := range h.Also.Span {
		out = append(out, coverSpans(o))
	}
	return out
}

func (h *goldStep) touches(p *predictedStep) bool {
	return h.File == p.file && slices.ContainsFunc(h.places(), p.at.meets)
}

// pairInstruments pairs instruments, most gold steps touched first.
func (s *scorer) pairInstruments() {
	gold, sys := s.gold.instruments, s.sys.instruments
	s.papers = match(len(gold), len(sys), func(i, j int) float64 {
		n := 0.0
		for k := range gold[i].History {
			if slices.ContainsFunc(sys[j].history, func(p predictedStep) bool { return gold[i].History[k].touches(&p) }) {
				n++
			}
		}
		return n
	})
	s.paperOf = map[string]string{}
	for i, j := range s.papers.of {
		if j >= 0 {
			s.paperOf[sys[j].id] = gold[i].ID
		}
	}
}

// instruments scores papers and the steps of their histories, with and without who says so.
func (s *scorer) instruments() {
	s.section = "Instruments"
	gold, sys := s.gold.instruments, s.sys.instruments
	var found, steps, states tally
	var kind, when answer
	found.predicted = len(sys) - s.papers.count(func(i int) bool { return !gold[i].Core })
	for i := range gold {
		g := &gold[i]
		var history []predictedStep
		if j := s.papers.of[i]; j >= 0 {
			history = sys[j].history
			if g.Core {
				found.hit(1)
				kind.add(accepts(sys[j].kind, g.Kind, g.Also.Kind))
			}
		} else if g.Core {
			s.miss("instrument missed", "%s", g.Name)
		}
		if g.Core {
			found.gold++
		}
		s.pairSteps(g, history, false, &states)
		s.stepDates(g, history, s.pairSteps(g, history, true, &steps), &when)
	}
	for j := range sys {
		if s.papers.gold[j] < 0 {
			steps.predicted += len(sys[j].history)
			states.predicted += len(sys[j].history)
			s.miss("instrument spurious", "%s (%s)", sys[j].name, sys[j].kind)
		}
	}
	s.add(found.score("instruments found"), steps.score("history steps"), states.score("history steps, state only"),
		kind.score("instrument kind"), when.score("step date overlap"))
}

// pairSteps pairs the steps of one instrument by place and state, and by voice where that counts.
func (s *scorer) pairSteps(g *goldInstrument, history []predictedStep, voice bool, t *tally) *pairing {
	m := match(len(g.History), len(history), func(a, b int) float64 {
		h, p := &g.History[a], &history[b]
		if !h.touches(p) || !accepts(p.state, h.State, h.Also.State) || voice && !accepts(s.entity(p.according), h.According, h.Also.According) {
			return 0
		}
		if h.Core {
			return 1.1
		}
		return 1
	})
	t.hit(m.count(func(a int) bool { return g.History[a].Core }))
	t.predicted += len(history) - m.count(func(a int) bool { return !g.History[a].Core })
	for _, h := range g.History {
		if h.Core {
			t.gold++
		}
	}
	return m
}

func (s *scorer) stepDates(g *goldInstrument, history []predictedStep, m *pairing, when *answer) {
	for a := range g.History {
		h := &g.History[a]
		switch {
		case !h.Core:
		case m.of[a] < 0:
			s.miss("step missed", "%s: %s: %.80s", g.ID, h.State, h.Text)
		case h.When != nil:
			days := append([]*parley.Interval{h.When}, h.Also.When...)
			when.add(slices.ContainsFunc(days, func(d *parley.Interval) bool { return nearDates(d, history[m.of[a]].when) }))
		}
	}
}

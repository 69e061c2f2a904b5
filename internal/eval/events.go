package eval

import (
	"slices"

	"github.com/parley-press/parley"
)

var eventFields = []string{"event status", "event date exact", "event date overlap, dated in gold", "event where", "event asserted_by", "event instrument", "participant role"}

// events scores which events were found, by type and place or by place alone, and the fields of the found ones.
func (s *scorer) events() {
	s.section = "Events"
	var found, placed, parties tally
	a := newAnswers(eventFields)
	for _, f := range s.gold.Files {
		gold, sys := s.gold.reports[f].Events, s.report(f).events
		isCore := func(i int) bool { return gold[i].Core }
		isFree := func(i int) bool { return !gold[i].Core }
		loose, m := s.pairEvents(f, false), s.pairEvents(f, true)
		placed.hit(loose.count(isCore))
		placed.predicted += len(sys) - loose.count(isFree)
		found.hit(m.count(isCore))
		found.predicted += len(sys) - m.count(isFree) - s.repeats(f, m)
		for i := range gold {
			g := &gold[i]
			if !g.Core {
				continue
			}
			found.gold++
			placed.gold++
			if m.of[i] < 0 {
				s.miss("event missed", "%s %s %s: %s", f, g.ID, g.Type, s.gold.quote(f, coverSpans(g.Evidence)))
				continue
			}
			p := &sys[m.of[i]]
			s.eventFields(f, g, p, a)
			s.participants(g, p, &parties, a["participant role"])
		}
	}
	s.add(found.score("events detected"), placed.score("events by place only"))
	last := len(eventFields) - 1
	s.add(a.scores(eventFields[:last])...)
	s.add(parties.score("event participants"))
	s.add(a.scores(eventFields[last:])...)
}

// places are the clauses in which the gold knows an event, the best one first.
func (g *goldEvent) places() []ranges {
	out := []ranges{coverSpans(g.Evidence)}
	for _, e := range g.Also.Evidence {
		out = append(out, coverSpans(e))
	}
	return out
}

// pairEvents pairs the events of a file that share bytes; where typed, only those of the same type.
func (s *scorer) pairEvents(file string, typed bool) *pairing {
	gold, sys := s.gold.reports[file].Events, s.report(file).events
	return match(len(gold), len(sys), func(i, j int) float64 {
		g, p := &gold[i], &sys[j]
		if typed && !accepts(p.typ, g.Type, g.Also.Type) {
			return 0
		}
		score, _ := bestDice(p.at, g.places())
		if score == 0 {
			return 0
		}
		if p.status == g.Status {
			score += 0.25
		}
		if g.Core {
			score += 0.1
		}
		if !typed && p.typ == g.Type {
			score += 0.5
		}
		return score
	})
}

// repeats is the number of unmatched events that tell a matched one again at a further mention known to the gold; each
// mention counts once. The other unmatched ones are noted as spurious.
func (s *scorer) repeats(file string, m *pairing) int {
	gold, sys := s.gold.reports[file].Events, s.report(file).events
	type mention struct{ event, place int }
	seen := map[mention]bool{}
	again := func(p *predictedEvent) bool {
		for _, i := range m.order {
			places := gold[i].places()
			for k, at := range places[1:] {
				if !seen[mention{i, k}] && p.typ == gold[i].Type && p.at.meets(at) && !at.meets(places[0]) {
					seen[mention{i, k}] = true
					return true
				}
			}
		}
		return false
	}
	n := 0
	for j := range sys {
		switch {
		case m.gold[j] >= 0:
		case again(&sys[j]):
			n++
		default:
			s.miss("event spurious", "%s %s %s: %s", file, sys[j].id, sys[j].typ, s.gold.quote(file, sys[j].at))
		}
	}
	return n
}

// eventFields counts the fields of one matched event.
func (s *scorer) eventFields(file string, g *goldEvent, p *predictedEvent, a answers) {
	if !a["event status"].add(accepts(p.status, g.Status, g.Also.Status)) {
		s.miss("status wrong", "%s %s: %s for %s", file, g.ID, p.status, g.Status)
	}
	days := append([]*parley.Interval{g.When}, g.Also.When...)
	if !a["event date exact"].add(slices.ContainsFunc(days, func(d *parley.Interval) bool { return sameDates(d, p.when) })) {
		s.miss("event date wrong", "%s %s: %s for %s", file, g.ID, orNone(ends(p.when).String()), orNone(ends(g.When).String()))
	}
	if g.When != nil {
		a["event date overlap, dated in gold"].add(slices.ContainsFunc(days, func(d *parley.Interval) bool { return nearDates(d, p.when) }))
	}
	a["event where"].add(accepts(s.entity(p.where), g.Where, g.Also.Where))
	if by := s.voice(file, p.by); !a["event asserted_by"].add(accepts(by, g.AssertedBy, g.Also.AssertedBy)) {
		s.miss("asserted_by wrong", "%s %s: %s for %s", file, g.ID, by, g.AssertedBy)
	}
	if g.Instrument != "" {
		a["event instrument"].add(accepts(s.paperOf[p.instrument], g.Instrument, g.Also.Instrument))
	}
}

// participants counts who takes part in one matched event, each entity once, and the roles of those that were found.
func (s *scorer) participants(g *goldEvent, p *predictedEvent, t *tally, role *answer) {
	want := map[string]*goldParticipant{}
	for i := range g.Participants {
		want[g.Participants[i].Entity] = &g.Participants[i]
	}
	for _, w := range want {
		if w.Core {
			t.gold++
		}
	}
	have := map[string]string{} // the last role counts
	for _, x := range p.participants {
		have[s.entity(x.Entity)] = string(x.Role)
	}
	for e, r := range have {
		w := want[e]
		if w != nil && !w.Core {
			continue
		}
		t.predicted++
		if w != nil {
			t.hit(1)
			role.add(accepts(r, w.Role, w.Also.Role))
		}
	}
}

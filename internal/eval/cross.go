package eval

import (
	"slices"

	"github.com/parley-press/parley"
)

// hits are the pairs of gold and predicted members that share bytes.
func (g *Gold) hits(gold []goldMember, predicted []predictedMember) [][2]int {
	var out [][2]int
	for i, m := range gold {
		at := g.bytesOf(m)
		for j, p := range predicted {
			if p.file == m.File && p.at.meets(at) {
				out = append(out, [2]int{i, j})
			}
		}
	}
	return out
}

// two reports whether two predicted members rest on two gold ones, of opposite sides where sides count.
func (g *Gold) two(gold []goldMember, predicted []predictedMember, sides bool) bool {
	h := g.hits(gold, predicted)
	for _, a := range h {
		for _, b := range h {
			if a[0] != b[0] && a[1] != b[1] && (!sides || gold[a[0]].Side != gold[b[0]].Side) {
				return true
			}
		}
	}
	return false
}

// A lineup is gold lines against predicted ones, with who meets whom.
type lineup struct {
	gold  []goldLine
	sys   []predictedLine
	edges [][]bool
}

func newLineup(gold []goldLine, sys []predictedLine, edge func(*goldLine, *predictedLine) bool) *lineup {
	l := &lineup{gold, sys, make([][]bool, len(gold))}
	for i := range gold {
		l.edges[i] = make([]bool, len(sys))
		for j := range sys {
			l.edges[i][j] = edge(&gold[i], &sys[j])
		}
	}
	return l
}

func (l *lineup) edge(i, j int) bool { return l.edges[i][j] }
func (l *lineup) core(i int) bool    { return l.gold[i].Core }

// like reports whether two lines are of one kind.
func (l *lineup) like(i, j int) bool {
	g := &l.gold[i]
	return g.Kind != "" && accepts(l.sys[j].kind, g.Kind, g.Also.Kind)
}

// right reports whether a predicted line meets any gold one.
func (l *lineup) right(j int) bool {
	return slices.ContainsFunc(l.edges, func(row []bool) bool { return row[j] })
}

// score counts the gold side by a largest assignment, and the predicted side by whether a line meets any gold one: two
// that tell the same are both right.
func (l *lineup) score(name string) (Score, *pairing) {
	m := assign(len(l.gold), len(l.sys), l.edge, l.like, l.core)
	t := tally{predicted: len(l.sys), goldRight: m.count(l.core)}
	for i := range l.gold {
		if l.core(i) {
			t.gold++
		}
	}
	for j := range l.sys {
		if l.right(j) {
			t.predictedRight++
		}
	}
	return t.score(name), m
}

// conflicts scores conflicts by two members, of any side and of opposite sides.
func (s *scorer) conflicts() {
	s.section = "Across reports"
	gold, sys := s.gold.cross.Conflicts, s.sys.conflicts
	lines := func(sides bool) *lineup {
		return newLineup(gold, sys, func(g *goldLine, p *predictedLine) bool { return s.gold.two(g.Between, p.members, sides) })
	}
	l := lines(false)
	found, m := l.score("conflicts found")
	both, _ := lines(true).score("conflicts found, both sides")
	var kind answer
	for i, j := range m.of {
		switch {
		case !gold[i].Core:
		case j >= 0:
			kind.add(l.like(i, j))
		default:
			s.miss("conflict missed", "%s %s: %s", gold[i].ID, gold[i].Kind, gold[i].What)
		}
	}
	for j := range sys {
		if !l.right(j) {
			s.miss("conflict spurious", "%s: %s", sys[j].kind, sys[j].what)
		}
	}
	s.add(found, both, kind.score("conflict kind"))
}

// same scores groups of findings that tell the same.
func (s *scorer) same() {
	l := newLineup(s.gold.cross.Same, s.sys.same, func(g *goldLine, p *predictedLine) bool { return s.gold.two(g.Members, p.members, false) })
	score, m := l.score("same groups")
	for i, j := range m.of {
		if j < 0 && l.core(i) {
			s.miss("same missed", "%s: %s", l.gold[i].ID, l.gold[i].What)
		}
	}
	s.add(score)
}

// A datedFinding is a coded statement or event with its accepted days.
type datedFinding struct {
	member goldMember
	days   []*parley.Interval
}

// dated are the statements and events of the gold that have a day.
func (g *Gold) dated() []datedFinding {
	var out []datedFinding
	add := func(file, id string, days ...*parley.Interval) {
		days = slices.DeleteFunc(days, func(d *parley.Interval) bool { return d == nil })
		if len(days) > 0 {
			out = append(out, datedFinding{goldMember{File: file, ID: id}, days})
		}
	}
	for _, f := range g.Files {
		for _, x := range g.reports[f].Statements {
			add(f, x.ID, append([]*parley.Interval{x.SaidOn}, x.Also.SaidOn...)...)
		}
		for _, x := range g.reports[f].Events {
			add(f, x.ID, append([]*parley.Interval{x.When}, x.Also.When...)...)
		}
	}
	return out
}

// chronology scores dated lines. A line that tells a finding on a day accepted for that finding is right, also where
// the gold's chronology leaves it out.
func (s *scorer) chronology() {
	dated := s.gold.dated()
	for _, c := range []struct {
		name string
		same func(gold, predicted *parley.Interval) bool
	}{{"chronology dates", sameDates}, {"chronology dates, overlap", nearDates}} {
		l := newLineup(s.gold.cross.Chronology, s.sys.chronology, func(g *goldLine, p *predictedLine) bool {
			on := func(d parley.Interval) bool { return c.same(&d, p.days) }
			return (on(parley.Interval{From: g.From, To: g.To}) || slices.ContainsFunc(g.Also.Dates, on)) && len(s.gold.hits(g.Members, p.members)) > 0
		})
		told := func(p *predictedLine) bool {
			return slices.ContainsFunc(dated, func(d datedFinding) bool {
				return slices.ContainsFunc(d.days, func(i *parley.Interval) bool { return c.same(i, p.days) }) && len(s.gold.hits([]goldMember{d.member}, p.members)) > 0
			})
		}
		t := tally{predicted: len(l.sys)}
		for j := range l.sys {
			if l.right(j) || told(&l.sys[j]) {
				t.predictedRight++
			}
		}
		for i, row := range l.edges {
			if !l.core(i) {
				continue
			}
			t.gold++
			if slices.Contains(row, true) {
				t.goldRight++
			} else if c.name == "chronology dates" {
				s.miss("chronology missed", "%s: %s", parley.Interval{From: l.gold[i].From, To: l.gold[i].To}, l.gold[i].What)
			}
		}
		s.add(t.score(c.name))
	}
}

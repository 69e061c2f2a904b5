// Package eval scores a record against a gold one, as docs/scores.md explains: a score per layer with its counts, and
// what was missed. Matching is one to one, best first. Gold items that are not core are neither asked for nor held
// against a record that has them; a field is right when it equals the gold value or one of the other accepted ones.
package eval

import (
	"fmt"
	"slices"

	"github.com/parley-press/parley"
)

// A Result is all scores of a record, in their fixed order, and the misses behind them.
type Result struct {
	Scores []Score
	Misses []Misses
}

// Misses are the items of one kind that a record has wrong, such as "statement missed", in the order of the reports.
type Misses struct {
	Kind  string   `json:"kind"`
	Items []string `json:"items"`
}

// Measure scores rec against g. Reports that are not coded in g do not count, but entities, instruments and what spans
// reports do, wherever they come from.
func Measure(g *Gold, rec *parley.Record) Result {
	s := &scorer{gold: g, sys: view(rec), asked: map[finding]string{}}
	s.pairEntities()
	s.pairInstruments()
	s.noise()
	s.meta()
	s.statements()
	s.entities()
	s.events()
	s.figures()
	s.instruments()
	s.conflicts()
	s.same()
	s.chronology()
	s.section = "All"
	s.add(total(s.out))
	return Result{s.out, s.misses}
}

// Uncoded are the reports of rec that g has no coding of, and the coded ones that rec lacks.
func (g *Gold) Uncoded(rec *parley.Record) (uncoded, lacking []string) {
	have := map[string]bool{}
	for _, r := range rec.Reports {
		have[r.File] = true
		if g.reports[r.File] == nil {
			uncoded = append(uncoded, r.File)
		}
	}
	for _, f := range g.Files {
		if !have[f] {
			lacking = append(lacking, f)
		}
	}
	return uncoded, lacking
}

// A finding is a finding of one report, by file and id.
type finding struct{ file, id string }

// A scorer holds what one layer's score knows and the next one's needs.
type scorer struct {
	gold    *Gold
	sys     *prediction
	section string
	out     []Score
	misses  []Misses

	toGold   map[string]string         // predicted entity to gold one
	entityOf map[string]*parley.Entity // gold entity to predicted one
	asked    map[finding]string        // predicted statement to gold one
	sources  [][2]string               // of matched core statements: gold and predicted entity
	papers   *pairing                  // of instruments
	paperOf  map[string]string         // predicted instrument to gold one
}

func (s *scorer) add(all ...Score) {
	for _, x := range all {
		x.Section = s.section
		s.out = append(s.out, x)
	}
}

// miss notes an item that the record has wrong.
func (s *scorer) miss(kind, format string, args ...any) {
	i := slices.IndexFunc(s.misses, func(m Misses) bool { return m.Kind == kind })
	if i < 0 {
		i = len(s.misses)
		s.misses = append(s.misses, Misses{Kind: kind})
	}
	s.misses[i].Items = append(s.misses[i].Items, fmt.Sprintf(format, args...))
}

var nothing = &predictedReport{}

// report is what the record has of a file; nothing where it lacks it.
func (s *scorer) report(file string) *predictedReport {
	if r := s.sys.reports[file]; r != nil {
		return r
	}
	return nothing
}

// entity is the gold id of a predicted entity; one without gets an id that no gold entity has. "" stays "".
func (s *scorer) entity(id string) string {
	if id == "" {
		return ""
	}
	if g, ok := s.toGold[id]; ok {
		return g
	}
	return "?" + id
}

// voice is the gold id of the statement that asserts something in a file, or the narrator.
func (s *scorer) voice(file, by string) string {
	if by == parley.Narrator {
		return by
	}
	if g, ok := s.asked[finding{file, by}]; ok {
		return g
	}
	return "?"
}

// accepts reports whether got is the best value or one of the other accepted ones.
func accepts(got, best string, others []string) bool {
	return got == best || slices.Contains(others, got)
}

// quote is the raw words of a set of bytes, shortened.
func (g *Gold) quote(file string, at ranges) string {
	const most = 110
	raw, text := g.reports[file].raw, ""
	for i, r := range at {
		if i > 0 {
			text += " ... "
		}
		text += string(raw[min(r[0], len(raw)):min(r[1], len(raw))])
	}
	if len(text) > most {
		text = text[:most] + "..."
	}
	return repaired(text)
}

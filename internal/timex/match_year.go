package timex

import (
	"strings"

	"github.com/parley-press/parley/internal/numeral"
)

// bareYear reads a year that a preposition, a bracket or another year announces; four digits before a plural noun
// are a count.
func (s *scan) bareYear(i int) (expr, bool) {
	j := i
	if s.is(j, "the", "year") {
		j += 2
	}
	y := s.year(j)
	if y < 1500 || y > 2199 || s.glued(j+1) && j+1 < len(s.ws) && (s.ws[j+1].Kind != numeral.Mark || s.is(j+1, "%")) {
		return expr{}, false
	}
	e := expr{form: calendar, year: y, end: j + 1}
	if j > i {
		return e, true
	}
	next := s.lower(j + 1)
	if plural := strings.HasSuffix(next, "s") && len(next) > 4 || next == "people" || next == "men" || next == "per"; plural {
		return expr{}, false
	}
	if s.upper(j+1) && i > 0 && !s.upper(i-1) && !approximations[s.lower(i-1)] && !s.possessive(i-2) && s.ws[i-1].Kind == numeral.Letters {
		return e, true // "predicted 2031 Harland exports"
	}
	switch s.lower(i - 1) {
	case "in", "since", "until", "till", "by", "from", "during", "of", "before", "after", "early", "late", "mid", "through",
		"between", "year", "(", "for", "and", "to", "than", "–", "-", "the", "this", "its", "'s", "s", "around", "about", "a", "both":
		return e, true
	case ",":
		return e, s.is(j+1, ",") || s.year(i-2) > 0
	}
	return e, false
}

// spelled reads a year in words, as transcripts have it: "nineteen ninety-eight", "the year two thousand".
func (s *scan) spelled(i int) (expr, bool) {
	j := i
	the := s.is(j, "the", "year")
	if the {
		j += 2
	}
	e := expr{form: calendar}
	century := map[string]int{"eighteen": 1800, "nineteen": 1900, "twenty": 2000}[s.lower(j)]
	if n, ok := numeral.Read(s.ws, j); ok && n.OK && n.Low >= 1900 && n.Low < 2200 && n.Low == float64(int(n.Low)) && s.ws[j].Kind == numeral.Letters {
		e.year, e.end = int(n.Low), n.End
		return e, the || s.is(i-1, "in")
	}
	if century == 0 {
		return e, false
	}
	k := j + 1
	if s.joined(k) {
		k++
	}
	n, ok := numeral.Read(s.ws, k)
	if !ok || !n.OK || n.Low < 10 || n.Low > 99 || n.Low != float64(int(n.Low)) || s.ws[k].Kind != numeral.Letters {
		return e, false
	}
	e.year, e.end = century+int(n.Low), n.End
	return e, the || s.is(i-1, "in") || s.is(i-1, "since") || s.is(i-1, "of") || s.is(i-1, ",") && century == 1900
}

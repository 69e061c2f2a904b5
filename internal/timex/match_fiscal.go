package timex

import "github.com/parley-press/parley/internal/text"

// The reports of companies count in quarters, and "a year earlier" is the same quarter a year before. That reading holds
// only in a document that names a quarter.

// namesQuarter reports whether the words tell of a quarter of the year: "the third quarter", "the quarter ended June 30".
func (s *scan) namesQuarter() bool {
	for i := range s.ws {
		if s.lower(i) != "quarter" {
			continue
		}
		j := i - 1
		if s.joined(j) {
			j--
		}
		if ordinals[s.lower(j)] > 0 || s.is(i+1, "ended") || s.is(i+1, "ending") {
			return true
		}
	}
	return false
}

// moneyWords mark a sentence that compares sums.
var moneyWords = text.WordSet("$ £ € % percent cents million billion profit profits earnings earned revenue revenues sales income " +
	"net loss losses shares share")

// compares reports whether the sentence tells sums in a document that counts in quarters.
func (s *scan) compares() bool {
	if !s.quarters {
		return false
	}
	for i := range s.ws {
		if moneyWords[s.lower(i)] {
			return true
		}
	}
	return false
}

// fiscalWords stand before a quarter or period that was told of already.
var fiscalWords = text.WordSet("latest recent same comparable corresponding like fiscal entire full most prior")

// fiscal reads a quarter that other words name: "the latest quarter", "the quarter", "that quarter", "the year-earlier
// period", "year-earlier", "the fiscal third quarter", "fiscal 2031".
func (s *scan) fiscal(i int) (expr, bool) {
	e := expr{form: business, word: "Q"}
	j := i
	the := s.is(j, "the") || s.is(j, "that")
	if the {
		j++
	}
	if s.is(j, "fiscal") || s.is(j, "fiscal", "year") {
		k := j + 1
		if s.is(k, "year") {
			k++
		}
		if y := s.year(k); y > 0 {
			return expr{form: calendar, year: y, fiscalYear: true, end: k + 1}, true
		}
	}
	back, words := false, 0
	for ; words < 4; words++ {
		if w := s.lower(j + 2); s.is(j, "year") && s.joined(j+1) && (w == "earlier" || w == "ago") {
			back, j = true, j+3
			continue
		}
		if !fiscalWords[s.lower(j)] {
			break
		}
		j++
	}
	if back {
		e.n = -1
	}
	if q, ok := s.quarterOf(j); ok && words > 0 && q.word == "Q" && !s.is(j, "the") {
		q.side = noSide
		if back {
			q.side = before
		}
		return q, true
	}
	switch w := s.lower(j); {
	case w == "quarter" && (words > 0 || the && s.quarters) && !s.is(j+1, "of", "a") && !s.upper(j):
		e.end = j + 1
	case w == "period" && back:
		e.end = j + 1
	case back:
		e.end = j
	default:
		return e, false
	}
	return e, the || back || words > 0 && s.quarters
}

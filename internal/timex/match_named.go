package timex

import (
	"strings"
	"time"

	"github.com/parley-press/parley/internal/numeral"
	"github.com/parley-press/parley/internal/text"
)

// holidays are days with a name of their own, in words as they are printed, lower case and single-spaced. rule says when.
var holidays = []struct {
	words string
	rule  func(year int) (month time.Month, day int)
}{
	{"new year's day", fixed(1, 1)},
	{"new year's eve", fixed(12, 31)},
	{"new year's", fixed(1, 1)},
	{"christmas eve", fixed(12, 24)},
	{"christmas day", fixed(12, 25)},
	{"christmas", fixed(12, 25)},
	{"boxing day", fixed(12, 26)},
	{"epiphany", fixed(1, 6)},
	{"valentine's day", fixed(2, 14)},
	{"may day", fixed(5, 1)},
	{"halloween", fixed(10, 31)},
	{"all saints' day", fixed(11, 1)},
	{"armistice day", fixed(11, 11)},
	{"veterans day", fixed(11, 11)},
	{"st. patrick's day", fixed(3, 17)},
	{"labor day", nth(9, time.Monday, 1)},
	{"memorial day", nth(5, time.Monday, -1)},
	{"martin luther king day", nth(1, time.Monday, 3)},
	{"presidents day", nth(2, time.Monday, 3)},
	{"columbus day", nth(10, time.Monday, 2)},
	{"thanksgiving day", nth(11, time.Thursday, 4)},
	{"thanksgiving", nth(11, time.Thursday, 4)},
	{"ash wednesday", fromEaster(-46)},
	{"palm sunday", fromEaster(-7)},
	{"good friday", fromEaster(-2)},
	{"easter sunday", fromEaster(0)},
	{"easter monday", fromEaster(1)},
	{"easter", fromEaster(0)},
	{"ascension day", fromEaster(39)},
	{"pentecost", fromEaster(49)},
	{"whit monday", fromEaster(50)},
}

// fixed is a day of the same date every year.
func fixed(m time.Month, d int) func(int) (time.Month, int) {
	return func(int) (time.Month, int) { return m, d }
}

// nth is the nth weekday of a month, counted from its end where n is negative.
func nth(m time.Month, w time.Weekday, n int) func(int) (time.Month, int) {
	return func(y int) (time.Month, int) {
		if n > 0 {
			first := time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
			return m, 1 + (int(w)-int(first.Weekday())+7)%7 + 7*(n-1)
		}
		last := time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC)
		return m, last.Day() - (int(last.Weekday())-int(w)+7)%7 + 7*(n+1)
	}
}

// fromEaster is a day so many days after Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, as
// in Meeus, Astronomical Algorithms, 1991).
func fromEaster(days int) func(int) (time.Month, int) {
	return func(y int) (time.Month, int) {
		a, b, c := y%19, y/100, y%100
		h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
		l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
		k := h + l - 7*((a+11*h+22*l)/451) + 114
		t := time.Date(y, time.Month(k/31), k%31+1+days, 0, 0, 0, 0, time.UTC)
		return t.Month(), t.Day()
	}
}

// holiday reads a day with a name: "Christmas Eve", "last Easter", "Thanksgiving 2031".
func (s *scan) holiday(i int) (expr, bool) {
	j := i
	sd, sided := toward[s.lower(j)]
	if sided {
		j++
	}
	if !s.upper(j) {
		return expr{}, false
	}
	for n, h := range holidays {
		end, ok := s.phrase(j, h.words)
		if !ok {
			continue
		}
		if s.upper(end) && s.upper(end-1) && s.year(end) == 0 && !s.possessive(end) && s.ws[end].Kind == numeral.Letters {
			return expr{}, false // "Easter Island", "Boxing Day Ltd"
		}
		e := s.withYear(expr{form: feast, n: n, side: sd, end: end})
		return e, true
	}
	return expr{}, false
}

// phrase reports whether the words from j on are those of a phrase, marks inside the words being words of their own.
func (s *scan) phrase(j int, words string) (int, bool) {
	for words != "" {
		if words[0] == ' ' {
			words = words[1:]
			continue
		}
		w := s.lower(j)
		if w == "’" {
			w = "'"
		}
		if w == "" || !strings.HasPrefix(words, w) {
			if words[0] == '.' {
				words = words[1:] // "St Patrick's Day"
				continue
			}
			return j, false
		}
		words, j = words[len(w):], j+1
	}
	return j, true
}

// eraHeads are nouns that name a stretch of history with the words before them.
var eraHeads = text.WordSet("war wars revolution era age ages depression crusades renaissance uprising intifada")

// eraEdges stand before "of" and an era.
var eraEdges = text.WordSet("end start beginning outbreak close height eve aftermath early late days years")

// era reads a period that has a name and no days: "the end of the Cold War", "the outbreak of the civil war", "during the
// Second World War". It is kept, and has no days.
func (s *scan) era(i int) (expr, bool) {
	if !s.is(i, "the") {
		return expr{}, false
	}
	j := i + 1
	edge := eraEdges[s.lower(j)] && s.is(j+1, "of", "the")
	if edge {
		j += 3
	} else {
		switch s.lower(i - 1) {
		case "during", "since", "until", "till", "throughout":
		default:
			return expr{}, false
		}
	}
	for k := j; k < j+4 && k < len(s.ws); k++ {
		w := s.lower(k)
		if eraHeads[w] && k > j && (s.upper(k) || s.is(k-1, "civil") || w == "era") {
			e := expr{form: named, end: k + 1}
			if s.upper(k+1) && len(s.lower(k+1)) <= 2 { // "World War II"
				e.end++
			}
			return e, true
		}
		if !s.upper(k) && !s.joined(k) && w != "civil" {
			break
		}
	}
	return expr{}, false
}

package quantity

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/numeral"
	"github.com/parley-press/parley/internal/text"
)

// judge says by which rule the quantity stands, how sure that is, and whether it is no figure.
func (s *scan) judge(q *text.Quantity, c claim, u counted) (rule string, score float64, vague bool) {
	head := s.lower(u.head)
	switch {
	case c.word != "":
		return "quantity/word@1", 0.9, true
	case !c.ok:
		return "quantity/unreadable@1", 0.9, true
	case c.duration:
		return s.judgeLength(c)
	case c.time >= 0:
		return "quantity/time@1", 0.9, true
	case s.age(c):
		return "quantity/age@1", 0.8, true
	case s.identifier(c, u):
		return "quantity/identifier@1", 0.8, true
	case s.oneless(c, head) || s.merelyOne(c, u):
		return "quantity/one@1", 0.8, true
	case s.setPhrase(c, u, head):
		return "quantity/set-phrase@1", 0.8, true
	case s.speakers(c, u, head):
		return "quantity/speakers@1", 0.7, true
	case s.counted(c, head):
		return "quantity/times@1", 0.6, false
	case head == "times" || head == "time":
		return "quantity/times@1", 0.6, true
	case timeUnits[head]:
		return s.judgeLength(c)
	case s.yearLike(c, head):
		return "quantity/year@1", 0.7, true
	case c.form == numeral.Power && c.low < 100:
		return "quantity/word@1", 0.6, true // dozens, scores
	case q.UnitText == "":
		return "quantity/no-unit@1", 0.6, true
	}
	return s.figure(c, u)
}

// figure names the rule of a quantity that is a figure.
func (s *scan) figure(c claim, u counted) (string, float64, bool) {
	switch {
	case c.money != "":
		return "quantity/money@1", 0.9, false
	case s.is(u.first, "%") || s.lower(u.head) == "percent" || s.lower(u.head) == "cent":
		return "quantity/percent@1", 0.9, false
	case c.form == numeral.Power:
		return "quantity/power@1", 0.6, false
	case c.form == numeral.Fraction:
		return "quantity/fraction@1", 0.7, false
	case c.span:
		return "quantity/range@1", 0.8, false
	case u.head < 0:
		return "quantity/bare@1", 0.5, false
	case s.joined(c.stop):
		return "quantity/compound@1", 0.7, false
	case c.form == numeral.Spelled && c.high < 10:
		return "quantity/count@1", 0.7, false
	}
	return "quantity/count@1", 0.9, false
}

// judgeLength says whether a length of time is a figure: when it describes a thing or its term ("a two-day pause",
// "within six weeks", "lasting three days"), not when it counts from another time ("three days after").
func (s *scan) judgeLength(c claim) (string, float64, bool) {
	prev := s.lower(c.from - 1)
	if prev == "the" || prev == "a" {
		prev = s.lower(c.from - 2)
	}
	next := s.lower(c.end)
	switch {
	case next == "of" && !s.is(c.end, "of", "age") && (prev == "after" || prev == "in" || prev == "since"):
		return "quantity/length@1", 0.6, false // "after six years of war"
	case next == "after" || next == "before" || next == "since" || next == "old" || next == "away" || next == "into":
		return "quantity/time@1", 0.8, true
	case prev == "after" || prev == "every" || prev == "per" || prev == "since" || prev == "in" || prev == "until":
		return "quantity/time@1", 0.7, true
	case s.joined(c.stop) || s.joined(c.end-2) || strings.HasSuffix(s.lower(c.end-1), "long"):
		return "quantity/length@1", 0.8, false
	case s.is(c.number, "a") || s.is(c.number, "an"): // "four flights a week"
		switch s.lower(c.from - 1) {
		case "for", "lasting", "lasted", "lasts", "last":
		default:
			return "quantity/time@1", 0.6, c.qualifier != "up-to"
		}
	}
	return "quantity/length@1", 0.6, false
}

// age reports whether the number is somebody's age: "Roe, 54," or "aged 54", "54-year-old".
func (s *scan) age(c claim) bool {
	if c.span || c.high > 120 || c.money != "" {
		return false
	}
	i, j := c.number, c.stop
	if s.joined(j) && strings.HasPrefix(s.lower(j+1), "year") || s.is(j, "years", "old") || s.is(j, "months", "old") {
		return true
	}
	switch s.lower(i - 1) {
	case "aged", "age", "ages":
		return true
	case "under", "over":
		if !s.letters(j) || functionWords[s.lower(j)] {
			return s.is(i-2, "children") || s.is(i-2, "aged") || s.is(i-2, "those") || s.is(i-2, "men") || s.is(i-2, "people")
		}
	case ",":
		return s.digits(i) && s.upper(i-2) && (s.is(j, ",") || s.is(j, ".") || j >= len(s.ws))
	}
	return s.is(i-2, "age", "of")
}

// identifier reports whether the number names something: "Flight 17", "Resolution 2042", "S-300", "12 Mill Street",
// a list number, a telephone number.
func (s *scan) identifier(c claim, u counted) bool {
	i, j := c.number, c.stop
	if c.money != "" || c.form != numeral.Figures && c.form != numeral.Spelled {
		return false
	}
	prev := i - 1
	if s.is(prev, ".") && s.glued(prev) {
		prev--
	}
	if s.is(prev, "#") || s.is(prev, "№") {
		return true
	}
	if identifiers[s.lower(prev)] && u.head != prev && (s.upper(prev) || u.head < 0) {
		return true
	}
	if s.digits(i) && s.glued(j) && s.letters(j) && len(s.lower(j)) == 1 && (s.upper(j) || s.upper(prev)) {
		return true // "a Veska 5C"
	}
	if s.votes(i) && s.joined(j) && s.digits(j+1) && s.glued(j) {
		return false // "voted 57-50"
	}
	if s.digits(i) && (s.joined(j) && s.digits(j+1) && !c.span || s.is(j, "/") && s.glued(j)) {
		return !c.span
	}
	if s.digits(i) && i == 0 && (s.is(j, ".") || s.is(j, ")")) && j+1 < len(s.ws) {
		return true
	}
	if u.head >= 0 && s.upper(u.head) && streets[s.lower(u.head)] || streets[s.lower(j+1)] && s.upper(j) && s.upper(j+1) || streets[s.lower(j+2)] && s.upper(j) && s.upper(j+2) {
		return true
	}
	named := s.letters(prev) && s.upper(prev) && prev > 0 && s.digits(i) && u.head < 0
	return named && !c.span && s.lower(prev) != "i"
}

// oneless reports whether "one" is a pronoun or hardly more than an article.
func (s *scan) oneless(c claim, head string) bool {
	if c.low != 1 || c.high != 1 || c.form != numeral.Spelled || s.digits(c.number) {
		return false
	}
	if head == "" || generics[head] || s.is(c.stop, "of") || s.joined(c.stop) && compounds[s.lower(c.stop+1)] {
		return true
	}
	switch s.lower(c.number - 1) {
	case "no", "not", "any", "every", "each", "this", "that", "the", "which", "another":
		return true
	}
	return false
}

// merelyOne reports whether "one" only picks out a thing ("in one province"): it counts where it is stressed, or where somebody or something is lost.
func (s *scan) merelyOne(c claim, u counted) bool {
	if c.low != 1 || c.high != 1 || c.span || c.form != numeral.Spelled || s.digits(c.number) || c.qualifier != parley.Exact || u.head < 0 || c.money != "" {
		return false
	}
	switch s.lower(c.from - 1) {
	case "only", "just", "least", "lone", "single", "with":
		return false
	}
	for k := max(0, c.from-12); k < min(len(s.ws), u.end+12); k++ {
		if states[s.lower(k)] || losses[s.lower(k)] {
			return false
		}
	}
	return true
}

// losses are words of what is lost or taken, beside states.
var losses = text.WordSet("killing wounding injuring kill kills wound wounds injure died die dies death deaths toll casualties losses lost destroyed downed captured seized shot " +
	"released freed arrested detained missing kidnapped abducted hit voted against abstained")

// counted reports whether a printed number tells how often something is said to have been done: "violated the truce 4,000 times", but not "ten times more".
func (s *scan) counted(c claim, head string) bool {
	if head != "times" || c.high < 10 || !s.digits(c.number) {
		return false
	}
	switch s.lower(c.end + 1) {
	case "more", "as", "the", "higher", "larger", "over", "that", "bigger", "greater", "its", "their", "less", "smaller":
		return false
	}
	return true
}

// setPhrase reports whether the number is part of a term: "the two sides", "six-party talks".
func (s *scan) setPhrase(c claim, u counted, head string) bool {
	if s.joined(c.stop) && compounds[head] {
		return true
	}
	if c.high > 3 || c.form != numeral.Spelled || c.span {
		return false
	}
	definite := false
	switch s.lower(c.from - 1) {
	case "the", "both", "these", "those", "their", "its", "his", "her", "all", "our", "between":
		definite = true
	}
	return definite && (u.head < 0 || setPairs[head])
}

// speakers reports whether a small number counts those who speak: "two officials said", "citing three diplomats".
func (s *scan) speakers(c claim, u counted, head string) bool {
	if c.form != numeral.Spelled || c.high >= 10 || u.head < 0 || !generics[strings.TrimSuffix(head, "s")] && !speaking[head] {
		return false
	}
	for k := u.head + 1; k < u.head+10 && k < len(s.ws); k++ {
		switch s.lower(k) {
		case "said", "told", "say", "says", "added", "confirmed":
			return true
		case ",", ".", ";", "and":
			k = len(s.ws)
		}
	}
	switch s.lower(c.from - 1) {
	case "citing", "quoting", "to", "cited", "quoted":
		return true
	}
	return s.is(c.from-2, "according", "to")
}

// allDigits reports whether w has no point and no comma.
func allDigits(w string) bool { return !strings.ContainsAny(w, ".,") }

// yearLike reports whether four bare digits are a year that no preposition announced: "the 2031 budget", "(1998)".
func (s *scan) yearLike(c claim, head string) bool {
	w := s.lower(c.number)
	if s.digits(c.number) && len(w) == 4 && w[0] == '0' && allDigits(w) {
		return true // an hour, "0735"
	}
	return s.digits(c.number) && len(w) == 4 && c.stop == c.number+1 && c.low >= 1800 && c.low < 2200 && c.qualifier == "exact" && !plural(head)
}

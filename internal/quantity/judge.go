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
	case s.identifier(c, u), s.exchange(c):
		return "quantity/identifier@1", 0.8, true
	case s.oneless(c, head) && !s.oneLost(c, u) || s.merelyOne(c, u):
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
	case q.UnitText == "" && c.form == numeral.Fraction && s.is(c.from-1, "by") && s.changed(c.from-2):
		return "quantity/fraction@1", 0.6, false // "may drop by as much as a fifth"
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
	case next == "old" && s.lasting(c.end+1):
		return "quantity/length@1", 0.6, false // "a 50-year-old ban"
	case prev == "in" && s.firstSince(c.from-2):
		return "quantity/length@1", 0.6, false // "the first visit in 90 years"
	case c.low == 1 && c.high == 1 && s.is(c.number, "one") && !s.joined(c.stop) && c.qualifier == parley.Exact && !lengthy[prev]:
		return "quantity/time@1", 0.6, true // "one day we shall see"
	case s.joined(c.stop) && prev != "every" && prev != "per" && next != "old":
		return "quantity/length@1", 0.8, false
	case next == "after" || next == "before" || next == "since" || next == "old" || next == "away" || next == "into":
		return "quantity/time@1", 0.8, true
	case prev == "after" || prev == "every" || prev == "per" || prev == "since" || prev == "in" || prev == "until":
		return "quantity/time@1", 0.7, true
	case s.joined(c.end-2) || strings.HasSuffix(s.lower(c.end-1), "long"):
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

// lengthy are words after which "one day" is a length.
var lengthy = text.WordSet("for lasting lasted lasts last within than least under over about only just in of")

// lasting reports whether the noun phrase from word i on is a thing whose age is told in years, and no being.
func (s *scan) lasting(i int) bool {
	if u := s.phrase(i); u.head >= 0 {
		return lasts[s.lower(u.head)]
	}
	return false
}

// lasts are things that are told to have gone on for years.
var lasts = text.WordSet("embargo ban bans war wars conflict conflicts truce dispute disputes feud row law laws treaty pact agreement deal accord rule regime dictatorship " +
	"programme program campaign siege blockade standoff stand-off sanctions sanction policy union alliance insurgency rebellion revolt uprising occupation partition freeze moratorium " +
	"boycott strike crisis struggle fight quarrel rivalry hostility enmity stalemate deadlock impasse emergency curfew monopoly drought famine recession slump mandate mission system constitution government")

// firstSince reports whether the words up to word i say that something is the first or the greatest of its kind.
func (s *scan) firstSince(i int) bool {
	for k := i; k >= 0 && k > i-10; k-- {
		w := s.lower(k)
		if !s.letters(k) {
			return false
		}
		if w == "first" || w == "only" || w == "worst" || w == "best" || w == "most" || w == "least" || len(w) > 5 && strings.HasSuffix(w, "est") && !notSuperlatives[w] {
			return true
		}
	}
	return false
}

var notSuperlatives = text.WordSet("forest arrest request protest interest contest harvest conquest honest modest invest suggest digest southwest northwest midwest unrest priest behest bequest")

// age reports whether the number is somebody's age: "Roe, 54," or "aged 54", "54-year-old".
func (s *scan) age(c claim) bool {
	if c.span || c.high > 120 || c.money != "" {
		return false
	}
	i, j := c.number, c.stop
	if s.joined(j) && strings.HasPrefix(s.lower(j+1), "year") && !(s.joined(j+2) && s.is(j+3, "old") && s.lasting(j+4)) || s.is(j, "years", "old") || s.is(j, "months", "old") {
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
	if s.digits(i) && s.glued(j) && s.letters(j) && len(s.lower(j)) == 1 && (s.upper(j) || s.capital(prev)) {
		return true // "a Veska 5C"
	}
	if (s.is(prev, "'") || s.is(prev, "’") || s.is(prev, "‘")) && s.glued(i) && !s.glued(prev) && s.digits(i) && c.high < 100 && allDigits(s.lower(i)) {
		return true // "a '57 lorry"
	}
	if u.end > u.first+1 && s.is(prev, "the") && s.named(u) {
		return true // "the 12 May Movement"
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
	return named && !c.span && s.lower(prev) != "i" && harms[s.lower(prev)] == "" // "Raids Kill 22"
}

// capital reports whether word i has a capital anywhere.
func (s *scan) capital(i int) bool { return s.letters(i) && s.words(i, i+1) != s.lower(i) }

// named reports whether every word of a counted phrase has a capital, so that the number may begin a name.
func (s *scan) named(u counted) bool {
	for k := u.first; k < u.end; k++ {
		if !s.upper(k) {
			return false
		}
	}
	return true
}

// exchange reports whether the number stands on a side of a rate of exchange: "($1 = 0.9 euros)".
func (s *scan) exchange(c claim) bool {
	return s.is(c.stop, "=") || s.is(c.from-1, "=") || s.is(c.number-1, "=")
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
	return !s.lost(c, u)
}

// losses are words of what is lost or taken, beside states.
var losses = text.WordSet("killing wounding injuring kill kills wound wounds injure died die dies death deaths toll casualties losses lost destroyed downed captured seized shot " +
	"released freed arrested detained missing kidnapped abducted hit voted against abstained")

// oneLost reports whether it is said of the one whom "one" counts that he is dead or hurt: "left one man dead", "killing one woman".
func (s *scan) oneLost(c claim, u counted) bool {
	return u.head >= 0 && u.first == c.stop && !s.is(c.stop, "of") && (harms[s.lower(c.number-1)] != "" || states[s.lower(u.head+1)] || s.suffered(u.head+1) != "")
}

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
	if definites[s.lower(c.from-1)] && (u.head < 0 || setPairs[head]) {
		return true
	}
	return c.high > 1 && u.head >= 0 && !timeUnits[head] && c.qualifier == parley.Exact && s.known(c) && !s.lost(c, u)
}

// known reports whether a small number only tells how many there are of those the text speaks of already: "the other two firms", "Lea's two mayors",
// "two of its bridges".
func (s *scan) known(c claim) bool {
	p := c.from - 1
	for n := 0; n < 2 && ranks[s.lower(p)]; n++ {
		p--
	}
	if definites[s.lower(p)] || s.lower(p) == "s" && s.glued(p) {
		return true
	}
	return s.is(c.stop, "of") && determiner(s.lower(c.stop+1))
}

// lost reports whether somebody or something is lost near what the number counts.
func (s *scan) lost(c claim, u counted) bool {
	for k := max(0, c.from-12); k < min(len(s.ws), u.end+12); k++ {
		if states[s.lower(k)] || losses[s.lower(k)] {
			return true
		}
	}
	return false
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

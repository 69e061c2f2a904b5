package timex

import (
	"strings"

	"github.com/parley-press/parley/internal/numeral"
	"github.com/parley-press/parley/internal/text"
)

// reach is how many words are looked at on each side for a verb.
const reach = 20

// verb is the side on which the words [first, end) lie by the verb they go with, and the word that says so: the nearest verb or mark of what is to come
// before them in their clause, else the nearest after them. News tells what was by default, so noSide is left to the reader of the result.
func (s *scan) verb(first, end int) (side, string) {
	later := false // what the expression goes with comes before the verb: "press ahead after the collapse of the truce in May"
	for i := first - 1; i >= 0 && i >= first-reach; i-- {
		if s.is(i, ")") {
			i = s.opening(i)
			continue
		}
		if s.fence(i) {
			break
		}
		later = later || s.is(i, "after") && i < first-1
		if sd := s.mark(i); sd != noSide {
			if sd == after && s.is(i, "to") && !later && s.meant(i) {
				return sd, "meant"
			}
			if sd == after && strings.HasSuffix(s.lower(i), "ed") && (s.is(end, "to") && s.base(end+1) || i >= first-2 && (s.is(end, "for") || s.is(end, "that"))) {
				sd = before // "urged both sides on Friday to meet", "called on Monday for talks": the urging was on Friday
			}
			if sd == after && later && (s.is(i, "to") || s.is(i, "ahead")) {
				return noSide, ""
			}
			return sd, s.lower(i)
		}
	}
	for i := end; i < len(s.ws) && i < end+reach; i++ {
		if s.fence(i) && i > end {
			break
		}
		if sd := s.mark(i); sd != noSide {
			if sd == after && strings.HasSuffix(s.lower(i), "ed") && !auxiliaries[s.lower(i-1)] {
				sd = before // "On Friday the council proposed": the proposing was on Friday
			}
			return sd, s.lower(i)
		}
	}
	return noSide, ""
}

// opening is the word at which the parenthesis closed at word i opens, i where it does not.
func (s *scan) opening(i int) int {
	for j := i - 1; j >= max(0, i-reach); j-- {
		if s.is(j, "(") {
			return j
		}
	}
	return i
}

// fence reports whether word i ends a clause.
func (s *scan) fence(i int) bool {
	switch s.lower(i) {
	case ";", ":", "\"", "“", "”", "–", "—", "(", ")", "but":
		return true
	}
	return false
}

// mark is the side word i announces.
func (s *scan) mark(i int) side {
	w := s.lower(i)
	if s.ws[i].Kind != numeral.Letters || len(w) < 2 {
		return noSide
	}
	if s.upper(i) && i > 0 && !futureMarks[w] {
		return noSide
	}
	if s.is(i-1, "be") && (pastVerbs[w] || strings.HasSuffix(w, "ed") || w == "set") {
		return noSide // "will be paid": the auxiliary decides
	}
	switch {
	case w == "to":
		return s.infinitive(i)
	case w == "may" && s.upper(i):
		return noSide
	case (w == "won" || w == "wo") && s.not(i+1):
		return after
	case timeless[w] && modals[s.lower(i-1)]:
		return noSide // "will put it to them": the auxiliary decides
	case w == "forward" && strings.HasPrefix(s.lower(i-1), "look"):
		return after
	case w == "called" && !s.is(i+1, "for") && !s.is(i+1, "on") && !s.is(i+1, "upon"):
		return before // "called off", "called it a trick"
	case w == "set" || w == "due" || w == "ready" || w == "plan" || w == "plans" || w == "call" || w == "calls":
		if !s.noun(i) && (s.is(i+1, "for") || s.is(i+1, "to") || s.is(i+1, "on") || w == "due") {
			return after
		}
		return noSide
	case w == "would" && s.is(i+1, "have") || w == "could" && s.is(i+1, "have") || w == "might" && s.is(i+1, "have") || w == "may" && s.is(i+1, "have"):
		return before
	case w == "had" && (s.is(i+1, "planned") || s.is(i+1, "been")):
		return before
	case (w == "planned" || w == "scheduled" || w == "expected" || w == "set") && s.is(i-1, "had"):
		return before
	case presentMoves[w] && s.is(i-1, "to"):
		return s.infinitive(i - 1)
	case futureMarks[w]:
		return after
	case presentMoves[w] && !s.noun(i):
		return after
	case (w == "is" || w == "are") && strings.HasSuffix(s.lower(i+1), "ing"):
		return after
	case pastVerbs[w]:
		return before
	case strings.HasSuffix(w, "ed") && len(w) > 4 && !notPast[w] && !s.noun(i):
		return before
	}
	return noSide
}

// infinitive is the side of "to" at word i: an infinitive is to come unless it hangs on a verb by which it was done.
func (s *scan) infinitive(i int) side {
	if !s.base(i + 1) {
		return noSide
	}
	if pastInfinitives[s.lower(i-1)] {
		return before
	}
	return after
}

// meantReach is how many words before an infinitive its verb is looked for: "asked [both sides] to".
const meantReach = 5

// meant reports whether a word before the infinitive of "to" at word i says that it was meant for later: "agreed to meet", "plans to meet".
func (s *scan) meant(i int) bool {
	for j := i - 1; j >= max(0, i-meantReach) && !s.fence(j); j-- {
		if w := s.lower(j); futureMarks[w] || presentMoves[w] || meantLater[w] {
			return true
		}
	}
	return false
}

// base reports whether word i is the base form of a verb: by its tag where there is one, else by its shape.
func (s *scan) base(i int) bool {
	if i >= len(s.ws) || s.ws[i].Kind != numeral.Letters || s.ws[i].Upper {
		return false
	}
	if t, ok := s.tag(i); ok {
		return t.Penn == "VB" || t.Penn == "" && (t.U == text.VERB || t.U == text.AUX)
	}
	w := s.ws[i].Lower
	if determiners[w] || len(w) < 2 || units[w].letter != "" || strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
		return false
	}
	if _, ok := numeral.Read(s.ws, i); ok {
		return false
	}
	return true
}

// noun reports whether word i is a noun or adjective by its tag, or stands after a determiner where there is none.
func (s *scan) noun(i int) bool {
	if t, ok := s.tag(i); ok {
		return t.U == text.NOUN || t.U == text.ADJ || t.U == text.PROPN
	}
	return determiners[s.lower(i-1)] || s.lower(i-1) == "s"
}

// tag is the tag of the token of word i, where the document is tagged.
func (s *scan) tag(i int) (text.Tag, bool) {
	t := s.ws[i].Token
	if t >= len(s.doc.Tags) || s.doc.Tags[t].U == text.X {
		return text.Tag{}, false
	}
	return s.doc.Tags[t], true
}

var determiners = text.WordSet("the a an this that these those its his her their our my your no any some each every another such both all " +
	"him them it us me you him which what whom whose date")

// lasting are the past forms with which "until Friday" or "by Friday" looks back; with any other verb it looks ahead
// ("extended the truce until Friday").
var lasting = text.WordSet("had was were been lasted continued stayed remained has have did")

// place sets on which side of the anchor the expression lies by its verb, and what its preposition makes of it.
func (s *scan) place(e *expr) {
	if e.form != calendar || !s.names(e) {
		s.bounds(e) // "set up by the June 3 deal": no deadline
	}
	sd, verb := s.verb(e.first, e.end)
	if e.bound == byThen && !lasting[verb] || e.bound == beforeThen && sd == noSide {
		sd = after
	}
	if w := s.lower(e.first - 1); w == "starting" || w == "effective" || w == "for" && s.appointed(e.first-1) {
		sd = after
	}
	if e.form == calendar && s.names(e) {
		sd, e.slated = noSide, s.slated(e.end, min(len(s.ws), e.end+slatedReach)) // "to revive the June 3 deal": the verb does not date it
		if s.is(e.first-3, "ahead", "of") {
			sd = after // "ahead of the November elections"
		}
	} else if e.form == calendar && s.possessive(e.end) {
		sd, e.slated = noSide, s.slated(e.end+2, min(len(s.ws), e.end+2+slatedReach)) // "November's attack"
	} else if e.form == calendar && (s.is(e.first-1, "in") || s.is(e.first-1, "on")) {
		e.slated = s.slated(max(0, e.first-2), e.first-1) // "the vote in November"
	}
	e.tense, e.loose = sd, sd == after && verb == "to"
	e.led = e.loose && s.led(e.first)
	e.firm = sd == after && s.will(e.first)
}

// led reports whether a past verb stands before the infinitive that stands before word i: "broke through to reach the dam on". A headline's has none: "to hold talks on".
func (s *scan) led(i int) bool {
	to := false
	for j := i - 1; j >= max(0, i-reach) && !s.fence(j); j-- {
		if to && s.mark(j) != noSide {
			return s.mark(j) == before
		}
		to = to || s.is(j, "to") && s.base(j+1)
	}
	return false
}

// appointed reports whether something is told to be set for the time behind word i: "called an election for", "scheduled a vote for".
func (s *scan) appointed(i int) bool {
	for j := i - 1; j >= max(0, i-appointedReach) && !s.fence(j); j-- {
		switch s.lower(j) {
		case "called", "set", "scheduled", "slated", "planned", "booked", "fixed", "calls", "sets", "schedules", "plans":
			return true
		}
	}
	return false
}

// appointedReach is how many words may stand between the verb and "for".
const appointedReach = 8

// names reports whether date e only tells which one the thing is that the noun behind it names: "the June 3 deal", "a June 3 deal".
func (s *scan) names(e *expr) bool {
	switch s.lower(e.first - 1) {
	case "the", "a", "an", "this", "that", "its", "his", "her", "their", "our":
		return s.attributive(e.end)
	}
	return false
}

// slatedReach is how many words behind a date the noun may stand that it names: "the June 3 [Harland presidential election]".
const slatedReach = 5

// slated reports whether one of the words [first, end) is a noun for what a calendar has long before it is held.
func (s *scan) slated(first, end int) bool {
	for i := first; i < end; i++ {
		if slatedNouns[s.lower(i)] {
			return true
		}
		if functionWords[s.lower(i)] || s.fence(i) || s.is(i, ".") {
			return false
		}
	}
	return false
}

// not reports whether word i begins what is left of "not" behind "wo" or "won".
func (s *scan) not(i int) bool {
	return s.glued(i) && (s.is(i, "n") || s.is(i, "'") || s.is(i, "’"))
}

// will reports whether a "will" stands before word i in its clause.
func (s *scan) will(i int) bool {
	for j := i - 1; j >= max(0, i-reach) && !s.fence(j); j-- {
		switch s.lower(j) {
		case "will", "shall", "ll":
			return true
		case "wo", "won":
			return s.not(j + 1)
		}
	}
	return false
}

// attributive reports whether word i is the noun that a date before it names, or a name or adjective before that noun.
func (s *scan) attributive(i int) bool {
	if s.joined(i) {
		i++
	}
	if i >= len(s.ws) || s.ws[i].Kind != numeral.Letters {
		return false
	}
	if s.ws[i].Upper { // "the June 3 Harland-Veska deal"
		return s.noun(i)
	}
	return !functionWords[s.lower(i)] && !futureMarks[s.lower(i)] && !pastVerbs[s.lower(i)]
}

var auxiliaries = text.WordSet("is are was were be been being had has have")

var functionWords = text.WordSet("in on at by to of for from with and or but as than that which who when while after before since until if he she it " +
	"they we i you the a an this is are")

// bounds sets what the preposition before the expression makes of it, and what it may be the date of.
func (s *scan) bounds(e *expr) {
	i := e.first - 1
	if s.lower(i) == "the" || s.lower(i) == "about" || s.lower(i) == "around" || s.lower(i) == "on" || s.lower(i) == "late" || s.lower(i) == "early" {
		i--
	} else if s.is(i-1, "at", "least") {
		i -= 2
	}
	e.attributed = s.possessive(e.end)
	if e.attributed || s.joined(e.end) {
		return
	}
	switch s.lower(i) {
	case "by":
		e.bound = byThen
	case "until", "till":
		e.bound = byThen
	case "to":
		if s.is(i-1, "up") {
			e.bound = byThen
		}
	case "than":
		if s.is(i-1, "later") && (s.is(i-2, "no") || s.is(i-2, "not")) {
			e.bound = byThen
		}
	case "before", "prior":
		e.bound = beforeThen
	case "since", "from", "starting", "beginning", "effective":
		e.bound = sinceThen
	case "of":
		if s.is(i-1, "as") {
			e.bound = sinceThen
		}
	case "after":
		e.bound = afterThen
	}
	if s.is(e.end, "onwards") || s.is(e.end, "onward") || s.is(e.end, "on") && s.is(i, "from") {
		e.bound = sinceThen
	}
}

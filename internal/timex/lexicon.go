package timex

import (
	"strings"
	"time"

	"github.com/parley-press/parley/internal/text"
)

// The tables below are closed classes of English; they hold no names but those of the calendar.

var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

var weekdays = map[string]time.Weekday{
	"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
	"tues": 2, "thurs": 4,
}

var weekdayPlurals = map[string]time.Weekday{
	"sundays": 0, "mondays": 1, "tuesdays": 2, "wednesdays": 3, "thursdays": 4, "fridays": 5, "saturdays": 6,
}

// A unit is a unit of time; its letter is TimeML's.
type unit struct {
	letter string // D W M Y H MIN S
	days   int    // shortest stretch of whole days, 0 below a day
	plural bool
}

var units = map[string]unit{
	"day": {"D", 1, false}, "days": {"D", 1, true}, "week": {"W", 7, false}, "weeks": {"W", 7, true},
	"month": {"M", 30, false}, "months": {"M", 30, true}, "year": {"Y", 365, false}, "years": {"Y", 365, true},
	"hour": {"H", 0, false}, "hours": {"H", 0, true}, "hrs": {"H", 0, true}, "minute": {"MIN", 0, false},
	"minutes": {"MIN", 0, true}, "seconds": {"S", 0, true}, "decade": {"DE", 3652, false}, "decades": {"DE", 3652, true},
	"century": {"CE", 36524, false}, "centuries": {"CE", 36524, true}, "weekend": {"WE", 2, false}, "weekends": {"WE", 2, true},
	"fortnight": {"F", 14, false}, "quarter": {"Q", 91, false}, "quarters": {"Q", 91, true}, "night": {"NI", 0, false},
	"nights": {"NI", 0, true},
}

// unitNames are the units in words.
var unitNames = map[string]string{
	"D": "day", "W": "week", "M": "month", "Y": "year", "H": "hour", "MIN": "minute", "S": "second", "DE": "decade", "CE": "century",
	"WE": "weekend", "F": "fortnight", "Q": "quarter", "NI": "night",
}

var longWords = map[string]string{"daylong": "D", "weeklong": "W", "monthlong": "M", "yearlong": "Y", "hourlong": "H", "decadelong": "DE"}

var daytimes = map[string]string{
	"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "nights": "NI", "mornings": "MO", "evenings": "EV",
	"afternoons": "AF", "noon": "12:00", "midnight": "24:00",
}

var seasons = map[string]string{"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}

var frequencies = map[string]string{
	"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "annually": "P1Y", "yearly": "P1Y", "hourly": "PT1H", "nightly": "P1D",
	"fortnightly": "P2W", "quarterly": "P3M", "biweekly": "P2W",
}

var references = map[string]string{
	"now": "PRESENT_REF", "currently": "PRESENT_REF", "current": "PRESENT_REF", "nowadays": "PRESENT_REF",
	"recently": "PAST_REF", "recent": "PAST_REF", "lately": "PAST_REF", "future": "FUTURE_REF",
}

var decades = map[string]int{
	"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9,
}

var ordinals = map[string]int{"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}

var dayWords = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
	"eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17,
	"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}

var zones = text.WordSet("gmt utc est edt cst cdt mst mdt pst pdt cet cest eet eest bst msk ist jst")

// approximations stand before a length of time and belong to it.
var approximations = text.WordSet("about around almost nearly roughly approximately some over under barely exactly only just")

// approximateMods are those that TIMEX3 tells apart.
var approximateMods = map[string]string{
	"about": "APPROX", "around": "APPROX", "roughly": "APPROX", "approximately": "APPROX", "some": "APPROX",
	"almost": "LESS_THAN", "nearly": "LESS_THAN", "under": "LESS_THAN", "over": "MORE_THAN",
}

// edges say which part of a period is meant.
var edges = map[string]edge{
	"early": starting, "beginning": starting, "start": starting, "opening": starting,
	"mid": middle, "middle": middle, "late": ending, "end": ending, "close": ending,
}

// edgeMods are the edges as TIMEX3 has them.
var edgeMods = map[edge]string{starting: "START", middle: "MID", ending: "END"}

// toward maps the word before a noun of time to the side of the anchor it lies on.
var toward = map[string]side{
	"last": before, "past": before, "previous": before, "preceding": before, "this": during, "current": during,
	"next": after, "coming": after, "following": after, "upcoming": after,
}

// futureMarks announce what is yet to come; with one in front, a bare weekday is the next one.
var futureMarks = text.WordSet("will shall ll would may might could should must can cannot set due scheduled plan plans planned planning " +
	"expected expects expect intends intend aims aim hopes hope upcoming forthcoming slated deadline tentatively proposed ahead " +
	"payable ready awaiting pending urged demanded demands call calls called vowed promised invited")

// meantLater are further words before an infinitive that tell of what is to come.
var meantLater = text.WordSet("agree agrees agreed allow allows allowed announced ask asks asked chance choose chose decide decides decided decision deal eager going invitation invite " +
	"is are be negotiating offer offered opportunity pledge pledges pledged preparing prepared prepares pressing proposal proposed seek seeking seeks sought telling threatened threatens told " +
	"unlikely likely vote voted vow vows wait waiting want wanted wants warned willing wish working")

// slatedNouns are nouns for what a calendar has long before it is held.
var slatedNouns = text.WordSet("ballot caucus caucuses conference congress convention deadline election elections hearing inauguration primaries primary re-election reelection referendum " +
	"referendums runoff summit trial vote votes")

// presentMoves are present-tense verbs that news uses of what is on the calendar ("the truce begins Monday").
var presentMoves = text.WordSet("begins begin starts start opens open expires expire ends end resumes resume meets meet arrives arrive " +
	"travels travel heads head visits visit takes take goes go votes vote faces face convenes convene kicks leaves leave returns " +
	"return falls comes come hosts host")

// pastVerbs are irregular past forms; regular ones end in -ed.
var pastVerbs = text.WordSet("said told was were had did met held took went came made gave got saw began spoke wrote flew left broke fell rose " +
	"brought sent fought struck shot hit put set read won lost kept drew led withdrew ran thought became found felt heard knew " +
	"bought sold paid met swore tore threw woke chose drove ate stood sat lay built spent hurt quit cut let shut cost has have been " +
	"according")

// timeless are verbs whose past form is the bare one.
var timeless = text.WordSet("put set hit cut let shut cost quit hurt read")

// modals stand before the bare form of a verb.
var modals = text.WordSet("will would shall should may might can could must not")

// notPast are words in -ed that are no past verb.
var notPast = text.WordSet("need indeed speed seed feed breed weed bed red shed embed exceed proceed succeed agreed-upon united hundred sacred wicked " +
	"naked aged armed allied alleged so-called unprecedented continued-fire")

// pastInfinitives take an infinitive that did happen, or was refused, by the past tense of the verb itself.
var pastInfinitives = text.WordSet("attempted tried began started continued failed managed refused came went helped had used seemed appeared proceeded")

// openers are the words with which an expression can begin, digits apart; most words of a report are none.
var openers = func() map[string]bool {
	m := text.WordSet("the that a an another today yesterday tomorrow tonight overnight at every each per several some many few couple " +
		"more less up close year earlier later noon midday midnight half recent one two three four five six seven eight nine ten " +
		"twelve thirteen tens dozens scores hundreds thousands ½ zero")
	for w := range dayWords {
		m[w] = true
	}
	for _, h := range holidays {
		w, _, _ := strings.Cut(h.words, " ")
		w, _, _ = strings.Cut(w, "'")
		m[strings.TrimSuffix(w, ".")] = true
	}
	m["fiscal"], m["latest"], m["same"], m["comparable"] = true, true, true, true
	for _, w := range []string{"eleven", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty",
		"forty", "fifty", "sixty", "seventy", "eighty", "ninety"} {
		m[w] = true
	}
	add(m, months)
	add(m, weekdays)
	add(m, weekdayPlurals)
	add(m, units)
	add(m, longWords)
	add(m, seasons)
	add(m, frequencies)
	add(m, references)
	add(m, edges)
	add(m, toward)
	add(m, ordinals)
	add(m, approximations)
	return m
}()

func add[V any](m map[string]bool, from map[string]V) {
	for w := range from {
		m[w] = true
	}
}

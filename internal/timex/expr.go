package timex

import (
	"time"

	"github.com/parley-press/parley/internal/numeral"
	"github.com/parley-press/parley/internal/text"
)

// A form is what sort of time expression was matched; it decides how the expression is resolved.
type form uint8

const (
	calendar   form = iota // year, month and day as far as they are printed
	weekday                // "Friday", "last Friday"
	offset                 // a number of days from the anchor: "yesterday"
	period                 // "last week", "this month": a calendar unit beside the anchor
	ago                    // "two days ago", "a year earlier"
	window                 // "the past 24 hours", "the next two weeks"
	duration               // "three days"
	frequency              // "daily", "every Monday"
	clock                  // "09:15"
	reference              // "now", "recently"
	quarter                // "the third quarter"
	season                 // "last summer"
	decade                 // "the 1990s"
	contextual             // "the same day", "the next day"
	business               // "the latest quarter", "the year-earlier period"
	feast                  // "Christmas Eve": n is its place among holidays
	beside                 // "the day after his death"
	named                  // "the end of the Cold War"
	unclear                // a date that does not exist or can be read two ways
)

// An edge is the part of a period that is meant.
type edge uint8

const (
	whole edge = iota
	starting
	middle
	ending
)

// A side is where a time lies, seen from the anchor.
type side int8

const (
	noSide side = 0
	before side = -1
	after  side = 1
	during side = 2 // in the same period as the anchor
)

// offset reports whether a period so many units after that of the anchor lies on side s; any does where s says nothing.
func (s side) offset(units int) bool {
	switch s {
	case noSide:
		return true
	case during:
		return units == 0
	}
	return units == int(s)
}

// A bound is what a preposition makes of a time.
type bound uint8

const (
	within     bound = iota // at some time in it
	byThen                  // by, until, no later than: ends with it
	beforeThen              // ends before it begins
	sinceThen               // since, from: begins with it
	afterThen               // begins after it ends
)

// An expr is a time expression as matched, before it is resolved. Words are those of its sentence.
type expr struct {
	form       form
	first, end int
	year       int // 0 unknown
	month      time.Month
	day        int
	hasWeekday bool
	weekday    time.Weekday
	side       side // last, this, next
	edge       edge
	unit       unit
	lo, hi     float64 // count of units
	some       bool    // an unknown count: "several days"
	n          int     // quarter, decade or days of offset
	ofYear     side    // of a date whose year is told beside that of the report: "March last year"
	ofWeek     side    // of a weekday whose week is: "Monday last week"
	word       string  // season, frequency or reference value
	daytime    string  // MO, AF, EV, NI or 09:15
	bound      bound
	tense      side   // before: told as past; after: as to come; noSide: nothing says
	firm       bool   // "will" says that it is to come
	led        bool   // so loose, behind a past verb
	loose      bool   // nothing but an infinitive says so, of which no word says that it was meant for later
	slated     bool   // of what a calendar has beforehand: "the June 3 vote"
	inside     bool   // a length from now: "within three days", "in two days"
	context    bool   // counts from another time told ("a day earlier")
	attributed bool   // names what it stands before: "Friday's talks", "the June 3 offer"
	fiscalYear bool   // "fiscal 2031": the year of an account, which may begin in another one
	compared   bool   // tells sums in a report that counts in quarters
	span       bool   // measures rather than dates: "the best offer of the year"
	mod        string // of TIMEX3: START, APPROX, MORE_THAN ...
	to         *expr
}

// A scan is the words of one sentence.
type scan struct {
	doc *text.Doc
	ws  []numeral.Word

	quarters bool // the document names a quarter of the year
}

func (s *scan) lower(i int) string {
	if i < 0 || i >= len(s.ws) {
		return ""
	}
	return s.ws[i].Lower
}

// is reports whether the words from i on are these.
func (s *scan) is(i int, words ...string) bool {
	for k, w := range words {
		if s.lower(i+k) != w {
			return false
		}
	}
	return true
}

func (s *scan) dash(i int) bool { return i >= 0 && i < len(s.ws) && numeral.Dash(s.ws[i]) }

// joined reports whether word i is a hyphen inside a compound.
func (s *scan) joined(i int) bool {
	return s.dash(i) && s.ws[i].Glued && i+1 < len(s.ws) && s.ws[i+1].Glued
}

// glued reports whether word i touches the one before it.
func (s *scan) glued(i int) bool { return i >= 0 && i < len(s.ws) && s.ws[i].Glued }

// number is the value of word i where it is a run of at most max digits and nothing else, or -1.
func (s *scan) number(i, maxDigits int) int {
	if i < 0 || i >= len(s.ws) || s.ws[i].Kind != numeral.Digits || len(s.ws[i].Lower) > maxDigits {
		return -1
	}
	v := 0
	for _, c := range []byte(s.ws[i].Lower) {
		if c < '0' || c > '9' {
			return -1
		}
		v = v*10 + int(c-'0')
	}
	return v
}

// year is the year at word i: four digits from 1000 to 2999, or 0.
func (s *scan) year(i int) int {
	if y := s.number(i, 4); y >= 1000 && y < 3000 && len(s.ws[i].Lower) == 4 {
		return y
	}
	return 0
}

// possessive reports whether the words from i on are a possessive ending.
func (s *scan) possessive(i int) bool {
	w := s.lower(i)
	return (w == "'" || w == "’") && s.lower(i+1) == "s" && s.glued(i+1)
}

func (s *scan) upper(i int) bool { return i >= 0 && i < len(s.ws) && s.ws[i].Upper }

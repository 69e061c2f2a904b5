package timex

import (
	"fmt"
	"strings"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// How sure a day of publication is, by what tells it: the share of the reports whose day is known that came out within the days told, as
// TestMeasureWindow counts them, rounded down.
const (
	sureStated  = 0.99 // printed as such, or given
	surePaired  = 0.97 // a day named with its weekday, which the weekdays named by name alone bear out; a date in a line of its own
	sureToday   = 0.97 // the text dates its own "today"
	sureCaption = 0.60 // a picture was taken on a day that the weekdays bear out: the codebook has it so; where it fails the picture is months old
	sureYear    = 0.60 // a day without a year, the year from another date of the file
)

// anchor is the day of publication: as clean has it, else the days that follow from the text (codebook, section 1: "inferred when it
// follows from a weekday or a day and another date in the file"), else unknown, with the bounds that the text sets.
//
// A day that is inferred stands within a stretch of days, which the answer has too: nothing in a text tells the day it was printed
// from the day before.
func anchor(d *text.Doc, all []found) text.Date {
	d.Named = nil
	if p := d.Meta.Published; p.Value != 0 && p.How != parley.Unknown {
		if p.Sure == 0 {
			p.Sure = sureStated
		}
		return p
	}
	ev := gather(d, all)
	for _, infer := range [...]func(*evidence) (text.Date, bool){printedAlone, todayDated, fromPair, fromDateline, fromCaption, fromYearless, dayAfterCaption} {
		if a, ok := infer(ev); ok {
			if a.How == "" {
				a.How = parley.Inferred
			}
			return a
		}
	}
	out := bounds(ev)
	if v := d.Meta.Dossier; v.Value.Known() && (out.Within == nil || v.Latest() >= out.Within.From) {
		return v
	}
	d.Named = ev.unsaid()
	return out
}

// An evidence is what a report says of days, as far as it bears on its own.
type evidence struct {
	doc    *text.Doc
	body   []found
	points []point // days with a year that were told as past or stand in captions, in the order of the text
	latest int     // index of the latest of them, the surest of one day first; -1 none
	year   int     // the latest year that is told as past, 0 none

	weekday bool         // the report tells what was on a weekday that it names by name alone
	first   time.Weekday // the first of them
	words   parley.Span  // and its words
	issue   bool         // it stands in a line of its own at the top
}

// A point is a day with its year that the report names.
type point struct {
	day     parley.Date
	span    parley.Span
	paired  bool // its weekday stands with it, and fits
	file    bool // of a picture from the archive
	fact    bool // of a caption, or told as past
	caption bool
}

// mostNamed is how many days told by their names alone a report of unknown day keeps.
const mostNamed = 8

// unsaid lists the weekdays that the report tells as past by their names alone.
func (ev *evidence) unsaid() (out []text.NamedDay) {
	d := ev.doc
	for _, x := range ev.body {
		if len(out) == mostNamed || x.form != weekday || !news(x) || x.attributed || quoted(d, x) || x.tense != before {
			continue
		}
		value := fmt.Sprintf("XXXX-WXX-%d", (int(x.expr.weekday)+6)%7+1)
		sentence := d.Span(d.Sentences[d.Tokens[x.tokens.First].Sentence].Tokens)
		out = append(out, text.NamedDay{Value: value, Words: d.Span(x.tokens), Sentence: sentence})
	}
	return out
}

// gather collects the evidence of a report.
func gather(d *text.Doc, all []found) *evidence {
	ev := &evidence{doc: d, body: article(all), latest: -1}
	for _, x := range all {
		ev.point(x)
		if x.form == calendar && x.year > ev.year && x.tense != after && x.bound != byThen && !x.caption {
			ev.year = x.year
		}
	}
	ev.named()
	for _, m := range d.Meta.Dates {
		if !ev.has(m.Value) {
			ev.points = append(ev.points, point{day: m.Value, span: m.Span, file: archived(around(d, m.Span)), caption: true, fact: true})
		}
	}
	for i, p := range ev.points {
		if k := ev.latest; k < 0 || p.day > ev.points[k].day || p.day == ev.points[k].day && p.paired && !ev.points[k].paired {
			ev.latest = i
		}
	}
	return ev
}

// named finds the weekday that the report names by its name alone: that of the issue, in a line of its own at the top, else the first that
// is told as past.
func (ev *evidence) named() {
	for _, x := range ev.body {
		if x.form != weekday || !news(x) || x.attributed || quoted(ev.doc, x) {
			continue
		}
		issue := alone(ev.doc, x)
		if issue || x.tense == before && !ev.weekday {
			ev.weekday, ev.first, ev.words, ev.issue = true, x.expr.weekday, ev.doc.Span(x.tokens), issue
		}
		if issue {
			return
		}
	}
}

func (ev *evidence) has(day parley.Date) bool {
	for _, p := range ev.points {
		if p.day == day {
			return true
		}
	}
	return false
}

// point keeps x where it is a full date of what has been.
func (ev *evidence) point(x found) {
	v := fullDay(x.expr)
	if v == 0 || x.bound != within || x.attributed || x.side != noSide && x.side != during || x.tense == after && !x.caption {
		return
	}
	d := ev.doc
	s := d.Span(x.tokens)
	ev.points = append(ev.points, point{day: v, span: s, paired: x.hasWeekday && v.Weekday() == x.weekday,
		file: x.caption && archived(around(d, s)), caption: x.caption, fact: x.caption || x.tense == before && !term(d, x)})
}

// term reports whether a date ends an account or a debt ("due May 1, 2031", "the year ended July 31, 2031"), or is that of a note
// below the report ("was amended on May 5, 2031"): it may lie after the report.
func term(d *text.Doc, x found) bool {
	for t := max(0, x.tokens.First-3); t < x.tokens.First; t++ {
		switch d.Lower(t) {
		case "due", "through", "ended", "ending", "amended", "updated", "corrected", "payable", "expires":
			return true
		}
	}
	return false
}

// around is the block that holds span s, the words beside it where that is long.
func around(d *text.Doc, s parley.Span) string {
	for _, b := range d.Blocks {
		if b.Span.Start <= s.Start && s.End <= b.Span.End {
			return d.Content[max(b.Span.Start, s.Start-300):min(b.Span.End, s.End+120)]
		}
	}
	return d.Content[max(0, s.Start-100):min(len(d.Content), s.End+60)]
}

// archived reports whether a caption says that its picture is older than the report, or that nobody knows how old.
func archived(caption string) bool {
	low := strings.ToLower(caption)
	for _, w := range [...]string{"file", "archive", "undated", "dated "} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// article keeps what stands in headline and body.
func article(all []found) []found {
	out := make([]found, 0, len(all))
	for _, x := range all {
		if !x.caption && (x.kind == text.Body || x.kind == text.Headline) {
			out = append(out, x)
		}
	}
	return out
}

// fullDay is the day of a full date, 0 for anything else.
func fullDay(e expr) parley.Date {
	if e.form == calendar && e.to == nil && exists(e.year, e.month, e.day) {
		return parley.NewDate(e.year, e.month, e.day)
	}
	return 0
}

// line is how many tokens a line that stands alone at the top has at most, such as a masthead or an issue's date.
const line = 12

// alone reports whether x stands in one of the first three paragraphs, in a line too short for news.
func alone(d *text.Doc, x found) bool {
	if x.paragraph > 2 || x.paragraph >= len(d.Paragraphs) || x.tense != noSide {
		return false
	}
	p := d.Paragraphs[x.paragraph]
	if p.Sentences[1]-p.Sentences[0] != 1 || p.Sentences[1] > len(d.Sentences) {
		return false
	}
	return d.Sentences[p.Sentences[0]].Tokens.Len() <= line
}

// printedAlone takes a full date that ends a short line at the top: it is printed, though not where clean expects it.
func printedAlone(ev *evidence) (text.Date, bool) {
	d := ev.doc
	for _, x := range ev.body {
		v := fullDay(x.expr)
		if v == 0 || x.bound != within || !alone(d, x) {
			continue
		}
		if s := d.Sentences[d.Paragraphs[x.paragraph].Sentences[0]].Tokens; x.tokens.End == s.End {
			return text.Date{Value: v, Span: d.Span(x.tokens), How: parley.Stated, Sure: surePaired, Why: "a date that ends a line of its own at the top"}, true
		}
	}
	return text.Date{}, false
}

// todayDated reads "today (5 December 2031)" and "today, December 5, 2031".
func todayDated(ev *evidence) (text.Date, bool) {
	d := ev.doc
	for i := 0; i+1 < len(ev.body); i++ {
		a, b := ev.body[i], ev.body[i+1]
		if a.form == offset && a.n == 0 && a.sentence == b.sentence && b.first == a.end+1 && !quoted(d, a) {
			if day := fullDay(b.expr); day != 0 {
				return text.Date{Value: day, Sure: sureToday, Span: d.Span(parley.TokenRange{First: a.tokens.First, End: b.tokens.End}), Why: "the text dates its today to " + day.String()}, true
			}
		}
	}
	return text.Date{}, false
}

// news reports whether x is a plain time at which the article tells that something was.
func news(x found) bool {
	return x.bound == within && x.side == noSide && x.tense != after && x.to == nil && x.edge == whole
}

// fromPair takes the latest day named, where its weekday is printed with it and the weekdays named by name alone bear it out: news names
// the days of its own week so, and gives a date to show which week that is.
func fromPair(ev *evidence) (text.Date, bool) {
	if ev.latest < 0 || !ev.weekday || !ev.points[ev.latest].paired || ev.points[ev.latest].file || ev.stale() {
		return text.Date{}, false
	}
	return ev.near(ev.points[ev.latest], surePaired, "")
}

// fromCaption takes the latest day named where it stands in a caption of no older picture, and the weekdays bear it out: the picture was
// taken for the report.
func fromCaption(ev *evidence) (text.Date, bool) {
	if ev.latest < 0 || !ev.weekday || !ev.points[ev.latest].caption || ev.points[ev.latest].file || ev.stale() {
		return text.Date{}, false
	}
	return ev.near(ev.points[ev.latest], sureCaption, "a caption’s ")
}

// stale reports whether the report tells of a year after the latest day it names.
func (ev *evidence) stale() bool { return ev.year > ev.points[ev.latest].day.Time().Year() }

// near is the days of publication that agree with a day of the report's own week and with the first weekday told as past by its name
// alone: a report comes out on the day it names so, or on one of the two after.
func (ev *evidence) near(p point, sure float64, also string) (text.Date, bool) {
	gap := (int(ev.first) - int(p.day.Weekday()) + 7) % 7 // how many days after p the weekday is
	if gap == 5 || gap == 4 && (p.paired || !p.caption) {
		return text.Date{}, false // some days before it or after: nothing shows which
	}
	from := p.day + parley.Date(gap)
	if gap == 6 && !ev.issue {
		from = p.day - 1
	}
	a := text.Date{Sure: sure, Span: ev.words}
	if ev.issue {
		a.Value, a.Why = from, fmt.Sprintf("the %s of a line at the top, the first from %s%s on", ev.first, also, p.day)
		return a, true
	}
	w := parley.Interval{From: max(p.day, from), To: from + 1}
	a.Value, a.Why = w.From, fmt.Sprintf("%s: %s is told as past by its name alone, beside %s%s", daysWords(w), ev.first, also, p.day)
	if w.From != w.To {
		a.Within = &w
	}
	return a, true
}

// daysWords is a stretch of days in words.
func daysWords(w parley.Interval) string {
	switch {
	case w.From == w.To:
		return "on " + w.From.String()
	case w.From == 0:
		return "not after " + w.To.String()
	case w.To == 0:
		return "not before " + w.From.String()
	}
	return fmt.Sprintf("between %s and %s", w.From, w.To)
}

package timex

import (
	"fmt"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// lead is how many sentences of the article count as its lead.
const lead = 4

// anchor is the day of publication: as clean has it, else inferred from the text (codebook, section 1: "inferred when
// it follows from a weekday or a day and another date in the file"), else unknown.
func anchor(d *text.Doc, all []found) text.Date {
	if p := d.Meta.Published; p.Value != 0 && p.How != parley.Unknown {
		return p
	}
	body := article(all)
	for _, infer := range [...]func(*text.Doc, []found, []found) (text.Date, bool){printedAlone, todayDated, leadDated, dayAfterDate, weekdayAfterDate} {
		if a, ok := infer(d, body, all); ok {
			if a.How == "" {
				a.How = parley.Inferred
			}
			return a
		}
	}
	return text.Date{How: parley.Unknown, Why: "no date of publication is printed, and none follows from the text"}
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

// inLead reports whether x stands in the lead, counted from the first sentence that has a time: the headline and the
// opening may name none.
func inLead(body []found, x found) bool { return x.sentence-body[0].sentence < lead }

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
func printedAlone(d *text.Doc, body, _ []found) (text.Date, bool) {
	for _, x := range body {
		v := fullDay(x.expr)
		if v == 0 || x.bound != within || !alone(d, x) {
			continue
		}
		if s := d.Sentences[d.Paragraphs[x.paragraph].Sentences[0]].Tokens; x.tokens.End == s.End {
			return text.Date{Value: v, Span: d.Span(x.tokens), How: parley.Stated, Why: "a date that ends a line of its own at the top"}, true
		}
	}
	return text.Date{}, false
}

// todayDated reads "today (5 December 2031)" and "today, December 5, 2031".
func todayDated(d *text.Doc, body, _ []found) (text.Date, bool) {
	for i := 0; i+1 < len(body); i++ {
		a, b := body[i], body[i+1]
		if a.form == offset && a.n == 0 && a.sentence == b.sentence && b.first == a.end+1 {
			if day := fullDay(b.expr); day != 0 {
				return text.Date{Value: day, Span: d.Span(parley.TokenRange{First: a.tokens.First, End: b.tokens.End}), Why: "the text dates its today to " + day.String()}, true
			}
		}
	}
	return text.Date{}, false
}

// leadDated takes the full date on which something was said or done in the lead, the only such date there.
func leadDated(d *text.Doc, body, _ []found) (text.Date, bool) {
	var best found
	var day parley.Date
	for _, x := range body {
		v := fullDay(x.expr)
		if v == 0 || !inLead(body, x) || x.bound != within || x.attributed || x.tense == after {
			continue
		}
		if !spoken(d, x) && !x.hasWeekday {
			continue
		}
		if day != 0 && v != day {
			return text.Date{}, false
		}
		if day == 0 {
			best, day = x, v
		}
	}
	if day == 0 || latest(d.Meta.Dates) > day {
		return text.Date{}, false
	}
	return text.Date{Value: day, Span: d.Span(best.tokens), Why: "the lead dates its news to " + day.String()}, true
}

// spoken reports whether a verb of saying stands within six tokens before the expression or three after.
func spoken(d *text.Doc, x found) bool {
	for t := max(0, x.tokens.First-6); t < min(len(d.Tokens), x.tokens.End+3); t++ {
		if sayings[d.Lower(t)] && d.Tokens[t].Sentence == d.Tokens[x.tokens.First].Sentence {
			return true
		}
	}
	return false
}

var sayings = text.WordSet("said says told announced declared stated reported confirmed denied warned wrote added accused called agreed " +
	"rejected signed met held opened closed ended resumed began")

// latest is the latest of the dates printed in furniture, 0 where there is none.
func latest(ds []text.Date) parley.Date {
	var v parley.Date
	for _, d := range ds {
		v = max(v, d.Value)
	}
	return v
}

// other is the date printed elsewhere in the file that evidence is measured from: the latest in furniture, else the
// latest full date in a caption.
func other(d *text.Doc, all []found) parley.Date {
	v := latest(d.Meta.Dates)
	for _, x := range all {
		if x.caption {
			v = max(v, fullDay(x.expr))
		}
	}
	return v
}

// news reports whether x is a plain time at which the article tells that something was.
func news(x found) bool {
	return x.bound == within && x.side == noSide && x.tense != after && x.to == nil && x.edge == whole
}

// dayAfterDate takes a day and month in the lead ("on December 5"), with the year from another date of the file: the
// first such day on or after it, within a month.
func dayAfterDate(d *text.Doc, body, all []found) (text.Date, bool) {
	from := other(d, all)
	if from == 0 {
		return text.Date{}, false
	}
	for _, x := range body {
		if x.form != calendar || x.day == 0 || x.year != 0 || !news(x) || x.attributed || !inLead(body, x) || !spoken(d, x) && !x.hasWeekday {
			continue
		}
		for y := from.Time().Year(); y <= from.Time().Year()+1; y++ {
			if !exists(y, x.month, x.day) {
				continue
			}
			v := parley.NewDate(y, x.month, x.day)
			if v >= from && v <= from+31 && (!x.hasWeekday || v.Weekday() == x.weekday) {
				return text.Date{Value: v, Span: d.Span(x.tokens),
					Why: fmt.Sprintf("%d %s in the lead, the first after %s printed elsewhere in the file", x.day, x.month, from)}, true
			}
		}
	}
	return text.Date{}, false
}

// weekdayAfterDate takes the first bare weekday told as past and the date of a caption or stamp: the first such
// weekday on or after that date.
func weekdayAfterDate(d *text.Doc, body, all []found) (text.Date, bool) {
	from := other(d, all)
	if from == 0 {
		return text.Date{}, false
	}
	ordered := make([]found, 0, len(body))
	for _, first := range [...]bool{true, false} { // the day of the issue before the day of the news
		for _, x := range body {
			if x.form == weekday && news(x) && !x.attributed && alone(d, x) == first {
				ordered = append(ordered, x)
			}
		}
	}
	for _, x := range ordered {
		v := nextDay(from, x.weekday)
		return text.Date{Value: v, Span: d.Span(x.tokens),
			Why: fmt.Sprintf("%s told as past, the first on or after %s printed elsewhere in the file", x.weekday, from)}, true
	}
	return text.Date{}, false
}

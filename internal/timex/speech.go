package timex

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A said is the days on which something was said, by sentence and by paragraph: "yesterday" in quotation marks counts from
// the day of speech, not from the report's. A day below 0 stands for two that differ.
type said struct{ sentence, paragraph map[int]parley.Date }

const differ = parley.Date(-1)

// speeches finds the days that the outlet's own words give to a verb of saying, in a report published on that day.
func speeches(d *text.Doc, all []found, published parley.Date) said {
	s := said{map[int]parley.Date{}, map[int]parley.Date{}}
	r := resolver{anchor: published}
	if r.anchor == 0 {
		return s
	}
	note := func(m map[int]parley.Date, k int, day parley.Date) {
		if was, ok := m[k]; ok && was != day {
			day = differ
		}
		m[k] = day
	}
	for _, x := range all {
		if quoted(d, x) || x.bound != within || x.edge != whole || x.tense == after && x.form != weekday || x.attributed || !spoken(d, x) {
			continue
		}
		if x.form != weekday && x.form != offset && (x.form != calendar || x.day == 0) {
			continue
		}
		e := x.expr
		e.tense = before
		v := r.resolve(e)
		if v.when == nil || v.when.From != v.when.To || v.when.To > r.anchor || v.when.From < r.anchor-31 {
			continue
		}
		note(s.sentence, x.sentence, v.when.From)
		note(s.paragraph, x.paragraph, v.when.From)
	}
	return s
}

// quoted reports whether x stands inside quotation marks.
func quoted(d *text.Doc, x found) bool { return d.Tokens[x.tokens.First].Quote >= 0 }

// of is the day on which x was said, where it is quoted and that day is told; else 0.
func (s said) of(d *text.Doc, x found) parley.Date {
	if !quoted(d, x) {
		return 0
	}
	day, ok := s.sentence[x.sentence]
	if !ok {
		day = s.paragraph[x.paragraph]
	}
	return max(0, day)
}

// resolveSaid resolves e as said on a day; 0 is the report's.
func (r *resolver) resolveSaid(e expr, day parley.Date) resolved {
	if day == 0 || day == r.anchor {
		return r.resolve(e)
	}
	published := r.anchor
	r.anchor = day
	v := r.resolve(e)
	r.anchor = published
	v.why = strings.ReplaceAll(v.why, "the report's date", "the day it was said")
	return v
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

// Package timex finds time expressions in a report and resolves them to days, as TimeML (ISO 24617-1) describes them,
// anchored to the day of publication. Where that day is not known it is inferred from the text, or stays unknown.
package timex

import (
	"maps"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/numeral"
	"github.com/parley-press/parley/internal/text"
)

// A Finder finds time expressions. It holds no state and serves many goroutines.
type Finder struct{}

// New is a Finder.
func New() *Finder { return &Finder{} }

// A found is an expression with the sentence it stands in.
type found struct {
	expr
	tokens    parley.TokenRange
	sentence  int // number of the sentence among those that have words
	paragraph int
	caption   bool
	kind      text.BlockKind
}

// Find fills d.Anchor and d.Times. Times are ascending and do not overlap. It needs tokens; tags make it surer of
// tense. A document without tokens gets its anchor from what is printed, and no times.
func (f *Finder) Find(d *text.Doc) {
	all := match(d)
	d.Anchor = anchor(d, all)
	d.Times = nil
	out := resolveAll(d, all, d.Anchor)
	resolveEntries(d, all, out)
	for i, v := range out {
		x := all[i]
		d.Times = append(d.Times, text.Timex{
			Tokens: x.tokens, Type: v.kind, Value: v.value, Mod: x.mod, Grain: v.grain(x.expr), When: v.when, Why: v.why, Deictic: v.deictic, Duration: v.duration,
		})
	}
}

// most is how many days of publication are tried at most.
const most = 14

// resolveAll is what every expression stands for, by the day of publication. Where that is one of several days, an expression that
// depends on it stands for all the days that it is for one of them.
func resolveAll(d *text.Doc, all []found, anchor text.Date) []resolved {
	out := resolveOn(d, all, anchor.Value)
	w := anchor.Days()
	if w == nil || w.To-w.From >= most {
		return out
	}
	for day := w.From; day <= w.To; day++ {
		if day == anchor.Value {
			continue
		}
		for i, v := range resolveOn(d, all, day) {
			out[i].widen(v, w)
		}
	}
	return out
}

// mostEntryDays is on how many days the entries of a live blog can be, beside that of its report.
const mostEntryDays = 60

// resolveEntries resolves again what stands in the entries of a live blog that have a day of their own: "yesterday" is the day before the entry.
func resolveEntries(d *text.Doc, all []found, out []resolved) {
	days := map[parley.Date]bool{}
	for _, e := range d.Meta.Entries {
		if day := e.Day.Value; day.Known() && (day != d.Anchor.Value || d.Anchor.Within != nil) && len(days) < mostEntryDays {
			days[day] = true
		}
	}
	for _, day := range slices.Sorted(maps.Keys(days)) {
		own := resolveOn(d, all, day)
		for i, x := range all {
			if d.AnchorAt(d.Span(x.tokens).Start).Value == day {
				out[i] = own[i]
				out[i].why = strings.ReplaceAll(out[i].why, "the report's date", "the entry's date")
			}
		}
	}
}

// resolveOn is what every expression stands for in a report that was published on a day.
func resolveOn(d *text.Doc, all []found, day parley.Date) []resolved {
	out := make([]resolved, 0, len(all))
	r := resolver{anchor: day}
	said := speeches(d, all, day)
	paragraph := -1
	for _, x := range all {
		if x.paragraph != paragraph {
			paragraph, r.told, r.span = x.paragraph, 0, stretchTold{}
		}
		out = append(out, r.resolveSaid(x.expr, said.of(d, x)))
	}
	return out
}

// widen takes into v the days that the same expression stands for in a report of another day of those in w.
func (v *resolved) widen(o resolved, w *parley.Interval) {
	switch {
	case v.when == nil:
		return
	case o.when == nil:
		v.when = nil
		return
	case *v.when == *o.when:
		return
	}
	hull := *v.when
	if hull.From != 0 && (o.when.From == 0 || o.when.From < hull.From) {
		hull.From = o.when.From
	}
	if hull.To != 0 && (o.when.To == 0 || o.when.To > hull.To) {
		hull.To = o.when.To
	}
	v.when = &hull
	if also := ", which is " + daysWords(*w); !strings.HasSuffix(v.why, also) {
		v.why += also
	}
}

// match reads every expression of the document, sentence by sentence.
func match(d *text.Doc) []found {
	ws := numeral.Words(d.Content, len(d.Tokens), func(i int) parley.Span { return d.Tokens[i].Span })
	var all []found
	quarters := (&scan{doc: d, ws: ws}).namesQuarter()
	for lo, n := 0, 0; lo < len(ws); n++ {
		sent := d.Tokens[ws[lo].Token].Sentence
		hi := lo + 1
		for hi < len(ws) && d.Tokens[ws[hi].Token].Sentence == sent {
			hi++
		}
		s := scan{doc: d, ws: ws[lo:hi], quarters: quarters}
		for _, e := range s.expressions() {
			x := found{expr: e, tokens: numeral.Range(s.ws, e.first, e.end), sentence: n}
			if sent >= 0 && int(sent) < len(d.Sentences) {
				x.paragraph = d.Sentences[sent].Paragraph
			}
			if x.paragraph >= 0 && x.paragraph < len(d.Paragraphs) {
				x.caption, x.kind = d.Paragraphs[x.paragraph].Caption, d.Paragraphs[x.paragraph].Kind
			}
			if k := len(all); k > 0 && x.tokens.First < all[k-1].tokens.End {
				continue // two expressions in one token, "May-June": the first has it
			}
			all = append(all, x)
		}
		lo = hi
	}
	return all
}

// expressions reads the expressions of one sentence from left to right.
func (s *scan) expressions() []expr {
	var out []expr
	for i := 0; i < len(s.ws); {
		e, ok := s.match(i)
		if !ok || e.end <= i {
			i++
			continue
		}
		s.place(&e)
		if e.form == duration && s.lower(i-1) == "in" && e.tense == after && !s.superlative(i-1) && !s.compound(&e) { // "in the five-year war"
			e.inside, e.n = true, 1
		}
		if k := len(out); k > 0 && s.reaches(out[k-1], e) {
			joined := e
			out[k-1].to, out[k-1].end = &joined, e.end
			out[k-1].bound, joined.bound = within, within
			if e.year > 0 && out[k-1].year == 0 {
				out[k-1].year = e.year
			}
		} else {
			out = append(out, e)
		}
		i = e.end
	}
	return out
}

// reaches reports whether e is the end of the stretch that a begins: "from Monday to Friday", "between March and May".
func (s *scan) reaches(a, e expr) bool {
	if a.to != nil || e.to != nil || a.form != weekday && a.form != calendar || e.form != weekday && e.form != calendar || e.first != a.end+1 {
		return false
	}
	switch s.lower(a.end) {
	case "to", "until", "till", "through":
		return s.lower(a.first-1) == "from" || s.lower(a.end) == "through" || a.form == e.form && s.lower(a.end) == "to"
	case "and":
		return s.lower(a.first-1) == "between"
	}
	return s.dash(a.end) && a.form == e.form
}

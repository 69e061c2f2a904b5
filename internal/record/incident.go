package record

import (
	"math"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/pattern"
)

// A setting is where and how the people died whom a count is of, as far as its report tells.
type setting struct {
	towns  []town           // words of the names of places in its sentence, sorted
	near   []town           // of those before it where its sentence names none, of the headline and of the opening, sorted
	named  []town           // of all that the report names, sorted
	words  []int32          // of named, as the folder numbers them
	lead   []town           // of the headline and the opening, sorted
	blow   blow             // by what its sentence says that they came to harm
	when   *parley.Interval // its days, or those of the same number elsewhere in the report, where they are few
	period bool             // it is counted over days or longer
	full   *parley.Figure   // of one in a headline: the same number below it, with its qualifier
	title  []string         // content words of the headline but those for victims, sorted
}

// tollLead is how many bytes of a text tell where what it is about happened; behind is how far before a count its place may be named.
const tollLead, behind = 400, 500

// A town is a word of the name of a place.
type town struct {
	spelt string
	word  int32 // as the folder numbers it
}

// A placing is a word of the name of a place where it is mentioned.
type placing struct {
	at int
	town
}

// placings are the words of names of places of a report that are no names of states, by where they stand.
func (k *Folder) placings(r *parley.Findings) (out []placing) {
	states := map[string]bool{}
	for i := range r.Entities {
		if r.Entities[i].Type == parley.State {
			states[r.Entities[i].Name] = true
		}
	}
	for i := range r.Entities {
		e := &r.Entities[i]
		if e.Type != parley.Place || states[e.Name] || strings.HasPrefix(e.Key, "state/") {
			continue
		}
		for _, m := range e.Mentions {
			for _, w := range placeWords(m.Passage.Text) {
				out = append(out, placing{m.Passage.Span.Start, town{spelt(w), k.lexicon.number([]string{stem(strings.ToLower(w))})[0]}})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b placing) int { return a.at - b.at })
	return out
}

// placeWords are the words of a name of a place that tell it from others.
func placeWords(name string) (out []string) {
	for _, w := range strings.FieldsFunc(name, func(c rune) bool { return c == ' ' || c == '-' || c == ',' || c == '.' || c == '/' }) {
		if w = bareWord(w); len(w) > 3 && w[0] >= 'A' && w[0] <= 'Z' && !placeKinds[strings.ToLower(w)] {
			out = append(out, w)
		}
	}
	return out
}

// placeKinds are words of names of places that name none.
var placeKinds = map[string]bool{"north": true, "south": true, "east": true, "west": true, "northern": true, "southern": true, "eastern": true, "western": true, "city": true, "province": true, "governorate": true, "district": true,
	"region": true, "town": true, "village": true, "road": true, "street": true, "river": true, "central": true, "county": true, "state": true, "camp": true, "neighborhood": true, "neighbourhood": true, "area": true, "countryside": true}

// settings notes of the counts of dead of a report where and how the people died.
func (k *Folder) settings(figs []*item, r *parley.Findings) {
	if !slices.ContainsFunc(figs, func(it *item) bool { return it.toll == "dead" }) {
		return
	}
	places := k.placings(r)
	within := func(from, to int) (out []town) {
		for _, p := range places {
			if p.at >= from && p.at < to {
				out = append(out, p.town)
			}
		}
		slices.SortFunc(out, compareTowns)
		return slices.CompactFunc(out, func(a, b town) bool { return a.spelt == b.spelt })
	}
	title, end := "", tollLead
	if h := r.Meta.Headline; h != nil {
		title, end = h.Text, h.Span.End+tollLead
	}
	words := slices.DeleteFunc(content(title), func(w string) bool { return victimWords[w] != "" || personHeads[w] })
	named, lead := within(0, 1<<40), within(0, end)
	numbers := make([]int32, len(named))
	for i, w := range named {
		numbers[i] = w.word
	}
	for _, it := range figs {
		if it.toll != "dead" {
			continue
		}
		s := it.fig.Sentence.Span
		x := &setting{period: overDays.MatchString(it.fig.Sentence.Text), towns: within(s.Start, s.End), named: named, words: numbers, lead: lead, blow: blowOf(it.fig.Sentence.Text), title: words}
		x.near = x.towns
		if len(x.near) == 0 {
			for i := len(places) - 1; i >= 0; i-- {
				if places[i].at < s.Start && places[i].at > s.Start-behind {
					x.near = within(places[i].at, s.Start)
					break
				}
			}
		}
		if len(x.near) == 0 {
			x.near = lead
		}
		it.setting = x
		if x.when = brief(it.when); x.when == nil {
			for _, y := range figs {
				if y.toll == it.toll && briefly(y.when) && size(y.fig) == size(it.fig) {
					x.when = y.when
					break
				}
			}
		}
		if h := r.Meta.Headline; h != nil && it.fig.Passage.Span.Start < h.Span.End && it.fig.Qualifier == parley.Exact {
			for j, y := range figs {
				if y.toll == it.toll && y.fig.Passage.Span.Start >= h.Span.End && y.fig.Qualifier != parley.Exact && size(y.fig) == size(it.fig) {
					x.full = &r.Figures[j]
					break
				}
			}
		}
	}
}

// inFull is a figure as its report tells it in full: headlines drop "at least".
func (it *item) inFull() *parley.Figure {
	if it.setting != nil && it.setting.full != nil {
		return it.setting.full
	}
	return it.fig
}

// overDays matches a sentence that counts over a time and not over one incident.
var overDays = pattern.MustCompile(`(?i)\b(since|so far|to date|in total|(in|over|during|for) (the )?(past|last|previous|recent) (\w+ )?(days?|weeks?|months?|years?|decades?)|(this|last|past) (week|month|year)|(days|weeks|months|years) of|(in|of|during) (19|20)\d\d)\b`)

// A tollSign is one thing that speaks for two counts of dead of two reports being of one happening, or against it. It is 0 or 1, but for numbers.
type tollSign int

const (
	tollAlways     tollSign = iota // of every pair
	tollSameDay                    // both tell a day, and these meet
	tollNextDay                    // both tell a day, and these follow each other
	tollOtherDay                   // both tell a day, and these are further apart
	tollOneDay                     // one tells a day, which the other report tells lately of: that of the report or one of two before it
	tollOneApart                   // one tells another day
	tollReportsDay                 // neither tells a day, and the reports are of one,
	tollReportsFar                 // or more than three apart
	tollPlace                      // one place is named with both
	tollPlaceApart                 // other places are named with them
	tollLeadPlace                  // the openings of the reports name a place that few counts of the dossier have around them
	tollStrangers                  // either is told of a place that the other report does not name
	tollBlow                       // both sentences tell one way of harm
	tollBlowApart                  // they tell other ways of harm
	tollPeriod                     // one of them is counted over days or longer, the other is not,
	tollPeriods                    // both are
	tollBothMain                   // each is what its report is about, or told as a toll
	tollSize                       // the decimal logarithm of the smaller one: large tolls are few
	tollRareWord                   // their sentences share a word that few of the dossier have
	tollWords                      // how many words their sentences share but those for victims, as a logarithm
	tollTitle                      // how many the headlines share
	tollNamed                      // how many places both reports name that few counts have around them
	tollSigns
)

func compareTowns(a, b town) int { return strings.Compare(a.spelt, b.spelt) }

// common counts what two lists of places have in common, and the part of it that few counts of the dossier have around them.
func (f *fold) common(a, b []town) (all, rare int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := compareTowns(a[i], b[j]); {
		case c == 0:
			if all++; f.abouts.rare(a[i].word) && f.abouts.rare(b[j].word) {
				rare++
			}
			i++
			j++
		case c < 0:
			i++
		default:
			j++
		}
	}
	return all, rare
}

// tollSignsOf are the signs of two counts of dead of two reports.
func (f *fold) tollSignsOf(a, b *item) (x [tollSigns]float64) {
	set := func(k tollSign, yes bool) {
		if yes {
			x[k] = 1
		}
	}
	p, q := a.setting, b.setting
	x[tollAlways] = 1
	f.tollDays(a, b, set)
	m, _ := f.common(p.near, q.near)
	set(tollPlace, m > 0)
	set(tollPlaceApart, m == 0 && len(p.near) > 0 && len(q.near) > 0)
	_, n := f.common(p.lead, q.lead)
	set(tollLeadPlace, n > 0)
	m, _ = f.common(p.towns, q.named)
	n, _ = f.common(p.named, q.towns)
	set(tollStrangers, m < len(p.towns) && n < len(q.towns))
	if p.blow != 0 && q.blow != 0 {
		set(tollBlow, p.blow&q.blow != 0)
		set(tollBlowApart, p.blow&q.blow == 0)
	}
	set(tollPeriod, p.period != q.period)
	set(tollPeriods, p.period && q.period)
	set(tollBothMain, (a.main || a.again) && (b.main || b.again))
	x[tollSize] = math.Log10(max(1, min(size(a.fig), size(b.fig))))
	set(tollRareWord, f.rareAbout(a, b) > 0)
	x[tollWords] = math.Log1p(float64(shared(a.plain, b.plain)))
	x[tollTitle] = math.Log1p(float64(shared(p.title, q.title)))
	_, n = f.common(p.named, q.named)
	x[tollNamed] = math.Log1p(float64(n))
	return x
}

// briefly reports whether days are known, and few.
func briefly(w *parley.Interval) bool { return w != nil && closed(w) && w.To-w.From <= 7 }

// brief is days where they are few, else nil.
func brief(w *parley.Interval) *parley.Interval {
	if briefly(w) {
		return w
	}
	return nil
}

// lately is how many days before its own a report tells of.
const lately = 2

// tollDays sets the signs of the days that two counts of dead, or their reports, tell.
func (f *fold) tollDays(a, b *item, set func(tollSign, bool)) {
	one, other := a.setting.when, b.setting.when
	told, also := one != nil, other != nil
	if told && also {
		set(tollSameDay, near(one, other, 0))
		set(tollNextDay, !near(one, other, 0) && near(one, other, 1))
		set(tollOtherDay, !near(one, other, 1))
		return
	}
	m, n := f.published(a.rep), f.published(b.rep)
	if m == nil || n == nil {
		return
	}
	if !told && !also {
		set(tollReportsDay, near(m, n, 0))
		set(tollReportsFar, !near(m, n, 3))
		return
	}
	if also {
		one, n = other, m
	}
	day := parley.Interval{From: n.From - lately, To: n.To}
	set(tollOneDay, day.Meets(*one))
	set(tollOneApart, !day.Meets(*one))
}

// leastToll is what must speak for two counts of dead being of one happening, by the chance that they are. Chosen with tollWeights on reports left out of the fit.
var leastToll = logit(0.2)

// tollOdds is the log-odds that two counts of dead of two reports are of one happening.
func (f *fold) tollOdds(a, b *item) (odds float64) {
	x := f.tollSignsOf(a, b)
	for k, w := range tollWeights {
		odds += w * x[k]
	}
	return odds
}

// byOdds reports whether two figures are counts of dead of two reports, for which the signs of one happening are weighed.
func byOdds(a, b *item) bool {
	return a.rep != b.rep && a.setting != nil && b.setting != nil && !a.war && !b.war
}

// toldOfAnother reports whether one of two counts of dead is told in the report of the other too, in a number of its own: then the other counts something else. That
// number must be about as likely to be of the same happening.
func (f *fold) toldOfAnother(a, b *item) bool {
	again := func(a, b *item) bool {
		for _, x := range b.sheet.figure {
			if x != b && byOdds(a, x) && size(x.fig) == size(a.fig) && f.tollOdds(a, x) >= f.tollOdds(a, b)-1 {
				return true
			}
		}
		return false
	}
	return again(a, b) || again(b, a)
}

// retoldIn reports whether two counts of dead are near enough in time to be of one happening.
func (f *fold) retoldIn(a, b *item) bool {
	m, n := a.setting.when, b.setting.when
	if m != nil && n != nil {
		return near(m, n, 2)
	}
	if m == nil {
		m = f.published(a.rep)
	}
	if n == nil {
		n = f.published(b.rep)
	}
	return m == nil || n == nil || near(m, n, retold)
}

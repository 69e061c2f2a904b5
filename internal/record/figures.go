package record

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/pattern"
)

// figureItem is what a figure is to comparisons, before its asserter is known: its words are those of the unit and of the clause around it.
func figureItem(g *parley.Figure) *item {
	it := &item{finding: finding{id: g.ID, when: g.When, passage: g.Passage, draft: &drafted{words: content(g.Unit + " " + g.Head), about: content(g.Sentence.Text)}, noun: stem(strings.ToLower(g.Head)), toll: toll(g), war: wholeWar.MatchString(g.Sentence.Text)}, fig: g}
	it.again, it.old = recounts(it), givenUp(it)
	it.aside = it.old || addsOn(it) || beyond(it)
	return it
}

// rareAbout counts the words that the sentences of two figures share beside what is counted, and that few figures of the dossier have around them.
func (f *fold) rareAbout(a, b *item) int {
	n := 0
	for _, w := range a.plain {
		if _, ok := slices.BinarySearch(b.abouts, w); ok && f.abouts.rare(w) && !slices.Contains(a.ws, w) {
			n++
		}
	}
	return n
}

// sameFigures joins one number given for one thing by several reports.
func (f *fold) sameFigures() union {
	u := newUnion(len(f.figs))
	f.compare(figures, figureLayer, nil, f.spelled(f.figureKeys), func(a, b *item) bool {
		return a.rep != b.rep && sameEnd(a.fig.Low, b.fig.Low) && sameEnd(a.fig.High, b.fig.High) && f.sameQuantity(a, b)
	}).pairs(u.link)
	return u
}

func sameEnd(a, b *float64) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

// sameQuantity reports whether two figures count the same thing: one head noun, most words of the unit, days that meet, and one place where both have one.
func (f *fold) sameQuantity(a, b *item) bool {
	victims := a.toll != "" && a.toll == b.toll
	if !victims && (a.noun == "" || a.noun != b.noun) || victims != (a.toll != "") || victims != (b.toll != "") {
		return false
	}
	if victims && byOdds(a, b) {
		return f.retoldIn(a, b) && f.tollOdds(a, b) >= leastToll
	}
	if a.fig.Where != "" && b.fig.Where != "" && a.fig.Where != b.fig.Where {
		return false
	}
	wa, wb := a.when, b.when
	if wa == nil {
		wa = f.published(a.rep)
	}
	if wb == nil {
		wb = f.published(b.rep)
	}
	if wa != nil && wb != nil && !near(wa, wb, 2) && !(victims && near(wa, wb, retold) && (a.when == nil || b.when == nil) && shared(a.abouts, b.abouts) >= 3) {
		return false
	}
	if victims { // one incident: the sentences share more than the dying
		return f.rareAbout(a, b) >= f.bind
	}
	need := f.bind
	if measure(a.noun) { // shares and sums of money are of anything
		if need += 2; a.rep != b.rep && overlap(a.abouts, b.abouts) < 0.4 {
			return false // of other wholes
		}
	}
	return overlap(a.ws, b.ws) >= 0.5 && f.rareAbout(a, b) >= need &&
		(a.rep == b.rep || !personHeads[a.noun] || f.rareAbout(a, b) > need || shareName(a.fig.Sentence.Text, b.fig.Sentence.Text)) // people of two places are two crowds
}

// retold is in how many days a toll is told again as it grows.
const retold = 14

// figureConflicts: one quantity at one time with two ranges that do not meet, from two voices or outlets.
func (f *fold) figureConflicts() {
	t := f.compare(rivals, figureLayer, nil, f.spelled(f.figureKeys), func(a, b *item) bool {
		if a.aside || b.aside || itemsMeet(a, b) || timeUnits[a.noun] || byInitials(a.fig.Head) || a.rep == b.rep && (a.entity == b.entity || a.fig.PartOf == b.id || b.fig.PartOf == a.id || partsApart(a, b)) {
			return false
		}
		return oneScale(a, b) && (a.toll == "" || onePeople(a, b)) && f.sameQuantity(a, b) && !(byOdds(a, b) && f.toldOfAnother(a, b))
	})
	type tolls struct { // two reports, and two counts of dead in them
		a, b int
		x, y float64
	}
	told := map[tolls]*clash{}
	t.each(func(a, b *item, r *reply) {
		if f.origin[a.rep] == f.origin[b.rep] && a.rep != b.rep && a.entity == b.entity || f.otherDeed(a, b) {
			return
		}
		if !r.asked {
			r.asked, r.said = true, f.figuresApart(a, b)
		}
		if r.said == nil {
			return
		}
		if !byOdds(a, b) {
			f.clashes = append(f.clashes, r.said)
			return
		}
		two := tolls{a.rep, b.rep, size(a.fig), size(b.fig)} // a headline and its first sentence give one number: the first is told
		if c := told[two]; c == nil || a.pos < c.ends[0].it.pos || a.pos == c.ends[0].it.pos && b.pos < c.ends[1].it.pos {
			told[two] = r.said
		}
	})
	for _, c := range told {
		f.clashes = append(f.clashes, c)
	}
}

// figuresApart is the conflict of two figures, nil where one outlet counts two happenings.
func (f *fold) figuresApart(a, b *item) *clash {
	rule, sure := "ranges-apart", 0.6
	switch {
	case byOdds(a, b):
		odds := f.tollOdds(a, b)
		if odds < 0 && a.sheet.outlet == b.sheet.outlet { // it knows what it told before
			return nil
		}
		rule, sure = "tolls-apart", min(sure, 1/(1+math.Exp(-odds)))
	case a.rep == b.rep:
		rule = "ranges-apart-within" // who knows two numbers of one thing mostly says so (see recounted)
	}
	return f.conflict(parley.FigureConflict, rule, sure, "", a, b)
}

// partsApart reports whether two figures of a report are parts of two others: the children among 21 dead and those among 19.
func partsApart(a, b *item) bool {
	return a.fig.PartOf != "" && b.fig.PartOf != "" && a.fig.PartOf != b.fig.PartOf
}

// byInitials reports whether the head of a figure is a name of initials ("a dozen major U.S. firms", read short): what is counted is not known.
func byInitials(head string) bool { return strings.Count(head, ".") > 1 }

// further matches a count of those who came on top of others: "30 more civilians".
var further = pattern.MustCompile(`(?i)^(more|at least|another|other|over|about|some)?\s*([\d.,]+|[a-z-]+)\s+(more|others?|further|additional)\b|^(at least )?(another|a further|an additional)\b`)

// addsOn reports whether a figure counts those on top of others.
func addsOn(it *item) bool { return further.MatchString(it.passage.Text) }

// timeUnits holds stems of units of time: lengths of different things are no rival counts.
var timeUnits = stems("second minute hour day week month year night decade")

// inAll matches words before a number that sums up more than was counted before.
var inAll = pattern.MustCompile(`(?i)\b(total|altogether|overall|in all|so far|cumulative)\b`)

// summedUp reports whether figure b, told after a in its report, is the sum of which a is a part: "killed 14, bringing the total in the week to 530".
func summedUp(a, b *item) bool {
	s, at := b.fig.Sentence, b.fig.Passage.Span.Start-b.fig.Sentence.Span.Start
	from := max(0, a.fig.Passage.Span.End-s.Span.Start)
	return at <= len(s.Text) && from < at && size(b.fig) > size(a.fig) && inAll.MatchString(s.Text[from:at])
}

// recounted: "Harland put the number at 6,500" after another voice's figure in the same report.
func (f *fold) recounted(s *sheet) (out []*clash) {
	for i, b := range s.figure {
		if !b.again {
			continue
		}
		for j := i - 1; j >= 0 && j >= i-4; j-- {
			a := s.figure[j]
			if timeUnits[a.noun] || byInitials(a.fig.Head) || timeUnits[b.noun] || victimGroup(b) == "" && partial[victimGroup(a)] || a.fig.PartOf != "" || b.fig.PartOf == a.id {
				continue
			}
			if a.entity != b.entity && !a.old && !b.old && !rangesMeet(a.fig, b.fig) && countedAgain(a, b) && !summedUp(a, b) {
				out = append(out, f.conflict(parley.FigureConflict, "recounted", 0.7, fmt.Sprintf("%s or %s", a.passage.Text, b.passage.Text), a, b))
			}
			break
		}
	}
	return out
}

// recountVerb matches a sentence that puts a number on what was counted before: "put the toll at", "the number stood at".
var recountVerb = pattern.MustCompile(`(?i)\b(number|toll|figure|total|count|tally)\b[^.;:]{0,30}\b(at|to|was|is|stood|stands|reached|of)\b`)

// recounts reports whether a figure's sentence puts it on something counted before, its number behind the words that say so.
func recounts(b *item) bool {
	m := recountVerb.FindStringIndex(b.fig.Sentence.Text)
	if m == nil {
		return false
	}
	at := b.fig.Passage.Span.Start - b.fig.Sentence.Span.Start
	return at >= m[0] && at <= m[1]+12 && (b.fig.Head == "" || strings.Contains(b.fig.Sentence.Text[m[0]:m[1]], b.fig.Head))
}

// countedAgain reports whether a figure can be what a later sentence puts another number on: a toll is one of people, and what is measured is no number of things.
func countedAgain(a, b *item) bool {
	if measure(a.noun) != measure(b.noun) {
		return false
	}
	return b.toll == "" && b.noun != "toll" || a.toll == "dead" || a.toll == b.toll && a.toll != "" || a.noun == "" || personHeads[a.noun]
}

// itemsMeet reports whether two claimed ranges can both be true, a headline being read as the text below it.
func itemsMeet(a, b *item) bool {
	x, y := a.inFull(), b.inFull()
	if a.toll == "dead" && b.toll == "dead" && (roundly(x) && size(x) < size(y) || roundly(y) && size(y) < size(x)) {
		return true // "dozens" may be more than a hundred
	}
	return rangesMeet(x, y)
}

// rangesMeet reports whether two claimed ranges can both be true; an end that is not claimed is open, "about" gives a tenth either way.
func rangesMeet(a, b *parley.Figure) bool {
	lo1, hi1 := ends(a)
	lo2, hi2 := ends(b)
	return lo1 <= hi2 && lo2 <= hi1
}

func ends(g *parley.Figure) (lo, hi float64) {
	lo, hi = 0, 1e18
	if g.Low != nil {
		lo = *g.Low
	}
	if g.High != nil {
		hi = *g.High
	}
	if g.Low == nil && g.Qualifier == parley.Almost {
		lo = hi * 0.8
	}
	if g.Qualifier == parley.About {
		lo, hi = lo*0.9, hi*1.1
	}
	if g.High == nil && (g.Qualifier == parley.MoreThan || g.Qualifier == parley.AtLeast) { // "more than 40" is not a way to say 400
		hi = lo * 2
	}
	return lo, hi
}

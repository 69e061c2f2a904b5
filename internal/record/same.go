package record

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/parley-press/parley"
)

// An item is a statement, an event or a figure of report rep, with what comparisons look at.
type item struct {
	*finding
	rep    int
	at     int    // among the items of its kind
	entity string // source, as a party where it is one; for events and figures who asserts it
	st     *parley.Statement
	ev     *parley.Event
	fig    *parley.Figure
}

// A finding is the part of an item that hangs on its report alone.
type finding struct {
	sheet   *sheet
	place   int // among the findings of its kind in its report
	id      string
	words   []string
	about   []string // content words of the sentence around a figure
	toll    string   // "dead", "wounded", … where a figure counts victims
	war     bool     // the figure counts over a whole war
	neg     bool
	denial  bool     // a statement that turns down what somebody is said to have said
	no      bool     // a statement whose own claim is negative
	claim   []string // words of what a denial denies
	dated   *parley.Dated
	back    bool   // a statement that only points back at what was said before
	again   bool   // a figure that is put on what was counted before
	bag     string // words of a statement as one string
	day     string // when, as a string
	line    string // passage, shortened
	when    *parley.Interval
	passage parley.Passage
}

// lay writes what lines of the chronology need.
func (it *finding) lay() {
	it.line = shorten(it.passage.Text, 110)
	if it.when != nil {
		it.day = it.when.String()
	}
}

// statementItem is what a statement is to comparisons, before its source is known.
func statementItem(s *parley.Statement) item {
	text := joined(s.Content)
	it := item{finding: &finding{id: s.ID, when: s.SaidOn, passage: s.Content[0], words: content(text), neg: negated(text) != s.Negated}, st: s}
	it.bag, it.back = strings.Join(it.words, " "), pointsBack(it)
	it.no, it.denial = negative(it), rejects(it)
	if it.denial {
		it.claim = content(withoutClaim(spoken(it)))
	}
	it.lay()
	return it
}

// collect makes the items of all statements.
func (f *fold) collect() {
	f.stmtAt, f.itemAt = make([]map[string]int, len(f.rec.Reports)), make([]map[string]int, len(f.rec.Reports))
	f.items = make([]item, 0, f.Folder.words.n)
	for i, page := range f.pages {
		if page.stmtAt == nil {
			page.stmtAt, page.itemAt = make(map[string]int, len(page.statement)), make(map[string]int, len(page.statement))
			for k, it := range page.statement {
				page.stmtAt[it.id] = k
			}
		}
		f.stmtAt[i], f.itemAt[i] = page.stmtAt, page.itemAt
		for k, it := range page.statement {
			page.itemAt[it.id] = len(f.items)
			it.rep, it.st = i, &f.rec.Reports[i].Statements[k]
			if it.st.Source != nil {
				it.entity = it.st.Source.Entity
			}
			f.items = append(f.items, it)
		}
	}
}

func (f *fold) memberOf(it item) parley.Member {
	return f.member(it.rep, it.id, it.entity, it.passage)
}

// sameStatements joins what one source is reported to have said: in several reports, or in the headline and the text of one. The contents must share
// most of their words, agree in polarity, and the days of speech must not differ.
func (f *fold) sameStatements() {
	u := newUnion(len(f.items))
	f.reps = f.distinct(u)
	f.pairs(f.Folder.statements, f.reps, words, nil, func(x, y item) int32 { return yes(f.oneStatement(x, y)) }, func(x, y item, _ int32) {
		u.join(f.itemAt[x.rep][x.id], f.itemAt[y.rep][y.id])
	})
	f.sameGroups("statement", f.items, u)
}

func (f *fold) oneStatement(a, b item) bool {
	if a.entity == "" || a.entity != b.entity && f.party(a.entity) != f.party(b.entity) || a.neg != b.neg {
		return false
	}
	if a.rep == b.rep && a.st.Headline == b.st.Headline {
		return false
	}
	if a.rep == b.rep && a.st.NestedIn == "" && b.st.NestedIn == "" { // a headline puts in few words what the text says
		if n := shared(a.words, b.words); n >= 2 && overlap(a.words, b.words) >= 0.4 || n >= 3 {
			return true
		}
	}
	if a.st.NestedIn != "" && b.st.NestedIn != "" && a.rep == b.rep {
		return false
	}
	if a.when != nil && b.when != nil && !near(a.when, b.when, 1) {
		return false
	}
	o := overlap(a.words, b.words)
	n := shared(a.words, b.words)
	if a.entity == b.entity {
		return n >= 3 && o >= 0.6 || n >= 5 && o >= 0.5
	}
	return n >= 4 && o >= 0.6
}

// sameGroups writes the groups of u that hold more than one report, or a headline and its text.
func (f *fold) sameGroups(layer string, items []item, u union) {
	for _, g := range u.groups() {
		if len(g) < 2 {
			continue
		}
		s := parley.Same{Layer: layer, Members: make([]parley.Member, 0, len(g))}
		for _, i := range g {
			s.Members = append(s.Members, f.memberOf(items[i]))
		}
		f.order(s.Members)
		s.What = shorten(items[g[0]].passage.Text, 100)
		s.Origins = f.origins(s.Members)
		f.rec.Same = append(f.rec.Same, s)
	}
}

// order sorts members by the day their report was published, then file, then place.
func (f *fold) order(ms []parley.Member) {
	if len(ms) < 8 {
		slices.SortStableFunc(ms, func(a, b parley.Member) int {
			return cmp.Or(cmp.Compare(f.dayOf(f.reportAt(a.Report)), f.dayOf(f.reportAt(b.Report))), strings.Compare(a.File, b.File), cmp.Compare(a.Passage.Raw.Start, b.Passage.Raw.Start))
		})
		return
	}
	type dated struct {
		day parley.Date
		m   parley.Member
	}
	list := make([]dated, len(ms))
	for i, m := range ms {
		list[i] = dated{f.dayOf(f.reportAt(m.Report)), m}
	}
	slices.SortStableFunc(list, func(a, b dated) int {
		return cmp.Or(cmp.Compare(a.day, b.day), strings.Compare(a.m.File, b.m.File), cmp.Compare(a.m.Passage.Raw.Start, b.m.Passage.Raw.Start))
	})
	for i := range list {
		ms[i] = list[i].m
	}
}

// shorten cuts a text at a word before n bytes.
func shorten(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= n {
		return s
	}
	cut := strings.LastIndexByte(s[:n], ' ')
	if cut < n/2 {
		cut = n
		for cut > 0 && s[cut]&0xC0 == 0x80 {
			cut--
		}
	}
	return s[:cut] + " …"
}

// eventItem is what an event is to comparisons, before its asserter is known.
func eventItem(e *parley.Event) item {
	it := item{finding: &finding{id: e.ID, when: e.When, passage: e.Evidence[0], words: content(e.Evidence[0].Text)}}
	it.lay()
	return it
}

// eventItems are the items of all events.
func (f *fold) eventItems() []item {
	if f.evs != nil {
		return f.evs
	}
	f.evs = []item{}
	for i, page := range f.pages {
		for k, it := range page.event {
			it.rep, it.ev = i, &f.rec.Reports[i].Events[k]
			it.entity = f.says(i, it.ev.AssertedBy)
			f.evs = append(f.evs, it)
		}
	}
	f.places(f.evs)
	return f.evs
}

// sameEvents joins tellings of one happening: of one type, with a participant or the instrument in common, and the same day, or no day to tell them
// apart and most words in common; or in the same words, as copies and agencies' clients tell it; or in headline and text of one report.
func (f *fold) sameEvents() {
	items := f.eventItems()
	u := newUnion(len(items))
	f.pairs(f.Folder.events, items, func(it item) []string {
		keys := f.eventKeys(it)
		for _, w := range it.words {
			keys = append(keys, kindOf(it.ev.Type)+"|word "+w)
		}
		if f.inHeadline(it) || it.passage.Raw.Start < f.leadEnd(it.rep) {
			keys = append(keys, kindOf(it.ev.Type)+"|lead "+string(f.reports[it.rep].Report))
		}
		return keys
	}, nil, func(a, b item) int32 { return yes(f.mayBeOne(a, b)) }, func(a, b item, _ int32) {
		if f.oneEvent(a, b) {
			u.join(a.at, b.at)
		}
	})
	f.sameGroups("event", items, u)
}

// inHeadline reports whether a finding stands in the headline of its report.
func (f *fold) inHeadline(it item) bool {
	h := f.reports[it.rep].Meta.Headline
	return h != nil && h.Raw.Overlaps(it.passage.Raw)
}

// eventKeys are what two events may share that could be one: their type with a party, a paper or a place.
func (f *fold) eventKeys(it item) []string {
	t := kindOf(it.ev.Type) + "|"
	var keys []string
	for _, p := range it.ev.Participants {
		keys = append(keys, t+f.party(p.Entity))
	}
	if it.ev.Instrument != "" {
		keys = append(keys, t+"paper "+it.ev.Instrument)
	}
	if it.ev.Where != "" {
		keys = append(keys, t+"place "+it.ev.Where)
	}
	return keys
}

// participants counts the parties two events share; clash is set where both have some and none is shared.
func (f *fold) participants(a, b *parley.Event) (common int, clash bool) {
	in := map[string]bool{}
	for _, p := range a.Participants {
		in[f.party(p.Entity)] = true
	}
	for _, p := range b.Participants {
		if k := f.party(p.Entity); in[k] {
			common++
			in[k] = false
		}
	}
	return common, common == 0 && len(a.Participants) > 0 && len(b.Participants) > 0
}

// figureItem is what a figure is to comparisons, before its asserter is known: its words are those of the unit and of the clause around it.
func figureItem(g *parley.Figure) item {
	it := item{finding: &finding{id: g.ID, when: g.When, passage: g.Passage, words: content(g.Unit + " " + g.Head), about: content(g.Sentence.Text), toll: toll(g), war: wholeWar.MatchString(g.Sentence.Text)}, fig: g}
	it.again = recounts(it)
	return it
}

// figureItems makes the items of all figures.
func (f *fold) figureItems() []item {
	if f.figs != nil {
		return f.figs
	}
	f.figs = []item{}
	for i, page := range f.pages {
		for k, it := range page.figure {
			it.rep, it.fig = i, &f.rec.Reports[i].Figures[k]
			it.entity = f.says(i, it.fig.AssertedBy)
			f.figs = append(f.figs, it)
		}
	}
	f.places(f.figs)
	return f.figs
}

// rareAbout counts the words that the sentences of two figures share beside what is counted, and that few figures of the dossier have around them.
func (f *fold) rareAbout(a, b item) int {
	n := 0
	for _, w := range a.about {
		if _, ok := slices.BinarySearch(b.about, w); ok && f.aboutDF[w] <= f.aboutCommon && !slices.Contains(a.words, w) && victimWords[w] == "" && !personHeads[w] {
			n++
		}
	}
	return n
}

// sameFigures joins one number given for one thing by several reports.
func (f *fold) sameFigures() {
	items := f.figureItems()
	u := newUnion(len(items))
	f.pairs(f.Folder.figures, items, figureKeys, abouts, func(a, b item) int32 {
		return yes(a.rep != b.rep && f.sameQuantity(a, b) && sameEnd(a.fig.Low, b.fig.Low) && sameEnd(a.fig.High, b.fig.High))
	}, func(a, b item, _ int32) { u.join(a.at, b.at) })
	f.sameGroups("figure", items, u)
	sort.SliceStable(f.rec.Same, func(i, j int) bool { return f.rec.Same[i].Layer < f.rec.Same[j].Layer })
	for i := range f.rec.Same {
		f.rec.Same[i].ID = f.rec.Same[i].Layer[:1] + "g" + itoa(i+1)
	}
}

func sameEnd(a, b *float64) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

// sameQuantity reports whether two figures count the same thing: one head noun, most words of the unit, days that meet, and one place where both have one.
func (f *fold) sameQuantity(a, b item) bool {
	victims := a.toll != "" && a.toll == b.toll
	if !victims && (a.fig.Head == "" || stem(a.fig.Head) != stem(b.fig.Head)) || victims != (a.toll != "") || victims != (b.toll != "") {
		return false
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
	if wa != nil && wb != nil && !near(wa, wb, 2) && !(victims && shared(a.about, b.about) >= 3) {
		return false
	}
	if victims { // one incident: the sentences share more than the dying
		return f.rareAbout(a, b) >= f.bind || f.oneIncident(a, b)
	}
	need := f.bind
	if measure(stem(strings.ToLower(a.fig.Head))) { // shares and sums of money are of anything
		need += 2
	}
	return overlap(a.words, b.words) >= 0.5 && f.rareAbout(a, b) >= need
}

func (f *fold) published(i int) *parley.Interval {
	if d := f.reports[i].Meta.Published.Value; d.Known() {
		return parley.Day(d)
	}
	return nil
}

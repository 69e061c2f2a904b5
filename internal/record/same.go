package record

import (
	"cmp"
	"crypto/sha256"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// An item is a statement, an event, a figure, a dated clause or a paper of a report, with what comparisons look at. It is the same pointer from fold to fold
// until its report is read in another way.
type item struct {
	finding
	rep     int    // number of its report
	at      int    // among the items of its kind
	pos     int64  // orders items of one comparison: by layer, report and place
	entity  string // source, as a party where it is one; for events and figures who asserts it
	who     *face  // entity
	party   string // for which entity speaks
	st      *parley.Statement
	ev      *parley.Event
	fig     *parley.Figure
	paper   *paper
	via     string             // the agency through which a statement reached its report
	parties []string           // of the participants of an event
	line    *row[dayLine]      // of an event that stands in no group
	stands  bool               // a statement that stands for those told in the same words
	turned  bool               // whether one of its words became rare or common in this fold, where one did
	group   int                // its place among the groups of equal tellings, plus one; 0 for none
	node    [comparisons]int32 // in the tables, plus one
}

// A finding is the part of an item that hangs on its report alone.
type finding struct {
	sheet              *sheet
	place              int // among the findings of its kind in its report
	id                 string
	draft              *drafted // until its words are numbered
	ws, claims, abouts []int32  // its words, as the folder numbers them
	quoted             []int32  // of a statement: its words in quotation marks
	roundly            []int32  // of a statement: what it turns round (see turning)
	plain              []int32  // of abouts, what is no word for victims
	noun               string   // stem of the noun whose number a figure is
	toll               string   // "dead", "wounded", … where a figure counts victims
	kind               string   // of an event (see kindOf)
	war                bool     // the figure counts over a whole war
	main               bool     // the first count of dead of its report, which is that of what the report is about
	setting            *setting // of a count of dead: where and how they died
	old                bool     // a count of dead that has grown since it was told
	aside              bool     // a figure that is no rival of others: such a count, those on top of others, those beyond another number
	again              bool     // a figure that is put on what was counted before
	neg                bool
	denial             bool     // a statement that turns down what somebody is said to have said
	no                 bool     // a statement whose own claim is negative
	back               bool     // a statement that only points back at what was said before
	ahead              bool     // an event that is yet to come
	undone             bool     // an event that is denied or called off
	goesOn             bool     // such an event that somebody says will not stop (see halts)
	fore, against      bool     // an event by which a party stands by a paper, or turned from one
	manner             manner   // of a statement
	so, not            uint8    // the ways in which a statement speaks of a thing as if it were so, and were not (see waysOf)
	stance             stance   // of a statement
	self               bool     // what it turns round is of its voice
	worth              int8     // how a statement speaks of its matter (see worthOf)
	depends            bool     // a statement that says no on a condition
	disbelief          bool     // a statement that does not take another's words for true
	voicing            *voicing // of a statement
	dated              *parley.Dated
	bag                bag    // which words a statement has
	day                string // when, as a string
	when               *parley.Interval
	passage            parley.Passage
}

// A bag stands for words: equal ones are of equal words in one order.
type bag [16]byte

func bagOf(words []string) (b bag) {
	sum := sha256.Sum256([]byte(strings.Join(words, " ")))
	copy(b[:], sum[:])
	return b
}

// A drafted is the content words of a finding, of what a denial denies, of the sentence around a figure, and what a statement turns round.
type drafted struct{ words, claim, about, quoted, roundly []string }

// short is what lines say of a finding.
func (it *finding) short() string { return shorten(it.passage.Text, 110) }

// lay writes what orders lines of the chronology.
func (it *finding) lay() {
	if it.when != nil {
		it.day = it.when.String()
	}
}

// statementItem is what a statement is to comparisons, before its source is known.
func statementItem(s *parley.Statement) *item {
	text := joined(s.Content)
	it := &item{finding: finding{id: s.ID, when: s.SaidOn, passage: s.Content[0], draft: &drafted{words: content(text)}, neg: negated(text) != s.Negated}, st: s}
	it.manner = mannerOf(it)
	it.bag, it.back = bagOf(it.draft.words), it.manner&pronominal != 0 || pointsBack(it)
	it.no, it.denial = negative(it), rejects(it)
	it.so, it.not = waysOf(willNot(it))
	it.disbelief, it.worth, it.depends = disbelieves(it), worthOf(it), dependsOn(it)
	x := turnedBy(it)
	it.draft.roundly, it.self = x.words, x.self
	it.stance, it.draft.quoted, it.voicing = stanceOf(it), quotedIn(s), voicingOf(it)
	if it.denial {
		it.draft.claim = content(withoutClaim(spoken(it)))
	}
	it.lay()
	return it
}

func (f *fold) memberOf(it *item) parley.Member {
	return f.member(it.rep, it.id, it.entity, it.passage)
}

// sameStatements joins what one source is reported to have said: in several reports, or in the headline and the text of one. The contents must share
// most of their words, agree in polarity, and the days of speech must not differ.
func (f *fold) sameStatements() union {
	u := newUnion(len(f.items))
	f.distinct(u)
	f.compare(statements, statementLayer, standsFor, words, f.oneStatement).pairs(u.link)
	return u
}

func (f *fold) oneStatement(a, b *item) bool {
	if a.entity == "" || a.entity != b.entity && a.party != b.party || a.neg != b.neg {
		return false
	}
	if a.so&b.not|a.not&b.so != 0 { // "agreed to talks", "rejected talks"
		return false
	}
	if a.rep == b.rep && a.st.Headline == b.st.Headline {
		return a.entity == b.entity && repeated(a, b)
	}
	if a.rep == b.rep && a.st.NestedIn == "" && b.st.NestedIn == "" { // a headline puts in few words what the text says
		if n, o := alike(a, b); n >= 2 && o >= 0.4 {
			return true
		}
	}
	if a.st.NestedIn != "" && b.st.NestedIn != "" && a.rep == b.rep {
		return false
	}
	if a.when != nil && b.when != nil && !near(a.when, b.when, 1) {
		return false
	}
	if oneQuote(a, b) {
		return true
	}
	n, o := alike(a, b)
	if a.entity == b.entity {
		return n >= 3 && o >= 0.6 || n >= 5 && o >= 0.5
	}
	return n >= 4 && o >= 0.6
}

// alike counts the words that two findings share, and gives their share of the words of the one that has fewer.
func alike(a, b *item) (n int, overlap float64) {
	if n = shared(a.ws, b.ws); n > 0 {
		overlap = float64(n) / float64(min(len(a.ws), len(b.ws)))
	}
	return n, overlap
}

// same lists what is told alike, layer by layer.
func (f *fold) same() {
	f.told, f.before = f.before, f.told
	clear(f.told)
	f.groups("event", f.evs, f.sameEvents())
	f.groups("figure", f.figs, f.sameFigures())
	f.groups("statement", f.items, f.sameStatements())
	f.rec.Same = slices.Grow(f.rec.Same, len(f.alike))
	for i, g := range f.alike {
		f.told[g.items[0]] = g
		s := g.same
		s.ID = s.Layer[:1] + "g" + itoa(i+1)
		f.rec.Same = append(f.rec.Same, s)
		for _, it := range g.items {
			it.group = i + 1
		}
	}
}

// A group is findings of several reports, or a headline and its text, that tell one thing.
type group struct {
	items []*item
	same  parley.Same
	first telling         // that came out first
	lines []*row[dayLine] // of events
}

// groups lists the groups of u that hold more than one finding. One in which nothing changed is that of the last fold.
func (f *fold) groups(layer string, items []*item, u union) {
	for _, it := range items {
		it.group = 0
	}
	var members []*item
	for _, set := range u.groups(2) {
		members = members[:0]
		still := true
		for _, i := range set {
			members = append(members, items[i])
			still = still && !items[i].sheet.changed && !items[i].sheet.moved
		}
		g := f.before[members[0]]
		if !still || g == nil || !slices.Equal(g.items, members) {
			g = f.group(layer, slices.Clone(members))
		}
		f.alike = append(f.alike, g)
	}
}

func (f *fold) group(layer string, items []*item) *group {
	s := parley.Same{Layer: layer, Members: make([]parley.Member, 0, len(items)), What: shorten(items[0].passage.Text, 100), Origins: f.origins(items)}
	for _, it := range items {
		s.Members = append(s.Members, f.memberOf(it))
	}
	f.order(s.Members)
	g := &group{items: items, same: s}
	for _, it := range items {
		if t := (telling{it.sheet, it.passage.Raw.Start}); g.first.sheet == nil || f.earlier(t, g.first) {
			g.first = t
		}
	}
	return g
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
	if t := strings.Join(strings.Fields(s), " "); t != s { // else it is the text of the report
		s = t
	}
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
func eventItem(e *parley.Event) *item {
	it := &item{finding: finding{id: e.ID, when: e.When, passage: e.Evidence[0], draft: &drafted{words: content(e.Evidence[0].Text)}}}
	it.kind, it.ahead, it.undone, it.goesOn = kindOf(e.Type), ahead(e), undone(e.Status), halts(e)
	it.fore, it.against = fores[e.Type] && asserts(e.Status), againsts[e.Type] && e.Status == parley.Happened
	it.lay()
	return it
}

// sameEvents joins tellings of one happening: of one type, with a participant or the instrument in common, and the same day, or no day to tell them
// apart and most words in common; or in the same words, as copies and agencies' clients tell it; or in headline and text of one report.
func (f *fold) sameEvents() union {
	u := newUnion(len(f.evs))
	f.compare(happenings, eventLayer, nil, f.spelled(func(it *item) []string {
		keys := f.eventKeys(it)
		for _, w := range it.ws {
			keys = append(keys, it.kind+"|word "+f.lexicon.words[w])
		}
		if f.inHeadline(it) || it.passage.Raw.Start < f.leadEnd(it.rep) {
			keys = append(keys, it.kind+"|lead "+string(f.reports[it.rep].Report))
		}
		return keys
	}), f.mayBeOne).each(func(a, b *item, r *reply) {
		if u.find(a.at) != u.find(b.at) && f.answer(a, b, r, f.oneEvent) {
			u.join(a.at, b.at)
		}
	})
	return u
}

// inHeadline reports whether a finding stands in the headline of its report.
func (f *fold) inHeadline(it *item) bool {
	h := f.reports[it.rep].Meta.Headline
	return h != nil && h.Raw.Overlaps(it.passage.Raw)
}

// eventKeys are what two events may share that could be one: their type with a party, a paper or a place.
func (f *fold) eventKeys(it *item) []string {
	t := it.kind + "|"
	var keys []string
	for _, p := range it.parties {
		keys = append(keys, t+p)
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
func participants(a, b *item) (common int, clash bool) {
	for i, p := range b.parties {
		if slices.Contains(a.parties, p) && !slices.Contains(b.parties[:i], p) {
			common++
		}
	}
	return common, common == 0 && len(a.parties) > 0 && len(b.parties) > 0
}

func (f *fold) published(i int) *parley.Interval {
	return f.pages[i].published
}

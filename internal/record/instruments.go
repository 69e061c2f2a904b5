package record

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/plural"
)

// A paper is one report's instrument with what the merge looks at.
type paper struct {
	*item
	x       *parley.LocalInstrument
	by      []string // record ids of the parties behind it
	special []string // content words of its name, without the generic head
	head    string   // stem of the head noun of its name
	fresh   bool     // called new, another, a second one: not the one before it
	offered *parley.Interval
	truce   bool        // a truce, or the deal that sets one up
	extent  []string    // stems of what its name says of how long and how far a truce is to hold
	matter  []string    // stems of the words that it is told of in,
	words   []int32     // as the lexicon numbers them
	heads   []int32     // stems of the head nouns of all that it is called
	title   string      // its name, where that is a title of capitals
	only    bool        // the only one of its family that its report tells something of
	sought  bool        // nothing is told of it but that it is wanted, drafted or debated
	told    parley.Date // the day the report appeared, 0 where that is not known
}

// instruments joins the papers of all reports: of one kind family, with nothing that tells them apart (author, date, special words) and at least two
// things that bind them. Pairs are compared all ways, so the order of reports does not show.
func (f *fold) instruments() {
	var ps []*paper
	t := f.tables[papers]
	for i, page := range f.pages {
		for j, it := range page.paper {
			if page.changed {
				old := it.paper
				it.paper = f.paper(i, j)
				if p := it.paper; it.node[papers] == 0 || !slices.Equal(old.by, p.by) || !slices.Equal(old.special, p.special) || old.fresh != p.fresh {
					t.put(it, slices.Compact(f.keys.number(p.keys())))
				}
			}
			it.at = len(ps)
			ps = append(ps, it.paper)
		}
	}
	t.run(func(a, b *item) bool { return samePaper(a.paper, b.paper) != 0 })
	u := newPaperUnion(ps)
	why := make([]string, len(ps))
	for _, p := range ps {
		t.linked(p.node[papers]-1, func(a, b *item) {
			if u.join(a.at, b.at) {
				why[b.at] = samePaper(a.paper, b.paper).String()
			}
		})
	}
	f.lonePapers(ps, u, why)
	f.joinPinnedPapers(ps, u, why)
	f.buildInstruments(ps, u.union, why)
	titles := make(map[string]*title, len(f.papers))
	for _, g := range f.papers {
		t := f.titles[g.x.ID]
		if n := (title{g.x.ID, g.x.Name, string(g.x.Kind)}); t == nil || *t != n {
			t = &n
		}
		titles[g.x.ID] = t
	}
	f.titles = titles
}

// dayOf is the day a report was published, far ahead where it is unknown.
func (f *fold) dayOf(i int) parley.Date { return f.dates[i] }

// paper is paper j of report i.
func (f *fold) paper(i, j int) *paper {
	x := &f.reports[i].Instruments[j]
	was := f.pages[i].paper[j]
	p := &paper{item: was, x: x, matter: was.paper.matter, words: was.paper.words, heads: was.paper.heads, title: was.paper.title, only: was.paper.only}
	for _, id := range x.PutForwardBy {
		if e := f.ents[i][id]; e != "" && !f.anybody(e) {
			p.by = append(p.by, f.party(e))
		}
	}
	slices.Sort(p.by)
	p.by = slices.Compact(p.by)
	p.told = f.reports[i].Meta.Published.Value
	p.truce = x.Kind == parley.Ceasefire
	for _, w := range f.pages[i].names[j] {
		if !genericPaper[w] && !f.nameOf(p.by, w) {
			p.special = append(p.special, w)
		}
		if extents[w] {
			p.extent = append(p.extent, w)
		}
		p.fresh = p.fresh || freshWords[w]
		p.truce = p.truce || truceWords[w]
	}
	p.head = paperHead(x.Name)
	p.sought = len(x.History) > 0
	for _, s := range x.History {
		if s.State == parley.StateOffered && s.When != nil {
			p.offered = s.When
		}
		p.sought = p.sought && seeking[s.State]
	}
	return p
}

// anybody reports whether an entity is many who are told by what they are alone ("diplomats", "major powers"): another report may call the same by other nouns.
func (f *fold) anybody(id string) bool {
	e := f.faces[id]
	return e != nil && e.unnamed && e.kind == parley.Group && f.party(id) == id
}

// seeking are the states of what there is not yet.
var seeking = map[parley.InstrumentState]bool{parley.StateCalledFor: true, parley.StateAnnounced: true, parley.StateBacked: true, parley.StateRejected: true}

// paperHead is the stem of the noun that a paper's name is a name of: "accord" of "accord on fishing", one for what all name any deal.
func paperHead(name string) string {
	w := plural.UpToHead(strings.ToLower(name))
	if len(w) == 0 {
		return ""
	}
	switch h := w[len(w)-1]; h {
	case "agreement", "accord", "pact", "deals", "agreements", "accords":
		return stem("deal")
	default:
		return stem(h)
	}
}

// tellingName is the name of a paper without the infinitive of what it is to do, where its day tells it from others: reports that tell of one agreement each
// name another of its aims.
func tellingName(x *parley.LocalInstrument) string {
	if name, _, ok := strings.Cut(x.Name, " to "); ok && x.Date != nil && paperFamily(x.Kind) == "agreement" {
		return name
	}
	return x.Name
}

// nameOf reports whether a word is the start of the name of one of the parties: "Harland" or "Harlandic" in the name of Harland's paper tells nothing more.
func (f *fold) nameOf(by []string, w string) bool {
	for _, id := range by {
		for _, n := range f.nameWords(id) {
			if len(n) >= 4 && len(w) >= 4 && (strings.HasPrefix(w, n[:4])) {
				return true
			}
		}
	}
	return false
}

// nameWords is the content words of an entity's name.
func (f *fold) nameWords(id string) []string { return f.wordsOf(f.entityName(id)) }

// truceWords holds stems of words that only the names of truces and of the deals about them have.
var truceWords = stems("truce ceasefire cease-fire armistice cessation hostilities")

// freshWords holds stems of adjectives that set a paper apart from the one before it.
var freshWords = stems("new alternative another second revised updated replacement fresh counter rival")

// extents holds stems of adjectives that tell truces and deals which are only sought from each other.
var extents = stems("temporary permanent lasting immediate partial provisional interim comprehensive nationwide limited final")

// shortOf are those of them that tell of less than a lasting end to all fighting: one truce may be called by several of them.
var shortOf = stems("temporary partial provisional interim limited nationwide")

// extentsApart reports whether two lists of such words tell two papers.
func extentsApart(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 || shared(a, b) > 0 {
		return false
	}
	short := func(w string) bool { return shortOf[w] }
	return !slices.ContainsFunc(a, short) || !slices.ContainsFunc(b, short)
}

// asFar reports whether words of how far a truce is to go tell of another one than that which is spoken of: "an immediate ceasefire", "a lasting truce".
func asFar(extent []string) bool {
	return slices.ContainsFunc(extent, func(w string) bool { return !shortOf[w] })
}

// genericPaper holds the stems of heads that any paper may have; they bind nothing.
var genericPaper = stems("proposal plan paper document draft text deal agreement accord pact truce ceasefire cease-fire resolution law bill act treaty memorandum offer initiative " +
	"roadmap protocol sanctions embargo measures package budget new own alternative joint latest first second working peace cessation hostilities temporary immediate fragile durable formal general " +
	"nationwide national countrywide country-wide partial tentative provisional interim tenuous shaky precarious uneasy agreed-upon long-awaited long-sought state federal court order ruling injunction statute legislation request constitution law controversial new ongoing existing current proposed planned fighting " +
	"cease fire agreed upon long awaited sought country wide landmark historic disputed controversial ambitious sweeping harsh tough tougher unprecedented major broad comprehensive lasting possible permanent limited lull pause") // content words have no hyphens

func stems(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[stem(w)] = true
	}
	return m
}

func paperFamily(k parley.InstrumentKind) string {
	switch k {
	case parley.Proposal, parley.WorkingPaper:
		return "proposal"
	case parley.Agreement, parley.ChannelAgreement:
		return "agreement"
	}
	return string(k)
}

// ties are what binds two papers, as a set.
type ties uint16

const (
	sameWords ties = 1 << iota
	sameAuthors
	sameAuthor
	withinDays
	partyInCommon
	sameDate
	offeredAtOnce
	sharedName
	oneConstitution
	truceOfDays
	soughtInWeeks
	tied // by things that are not told
)

// tieWords tell the ties, from the lowest on.
var tieWords = [...]string{"told of in the same words", "same authors", "same author", "within days", "a party in common", "same date", "offered at one time",
	"shared words in the name", "one state has one constitution", "the truce of these days, and nothing tells them apart", "sought in these weeks, and nothing tells them apart"}

func (t ties) String() string {
	var words []string
	for i, w := range tieWords {
		if t&(1<<i) != 0 {
			words = append(words, w)
		}
	}
	return strings.Join(words, ", ")
}

// samePaper is by what two reports' papers are plainly one, 0 where they are not.
func samePaper(a, b *paper) ties {
	if a.rep == b.rep || paperFamily(a.x.Kind) != paperFamily(b.x.Kind) {
		return 0
	}
	if a.x.Date != nil && b.x.Date != nil && !near(a.x.Date, b.x.Date, 3) {
		return 0
	}
	if a.offered != nil && b.offered != nil && !a.offered.Meets(*b.offered) {
		return 0
	}
	if a.title != "" && b.title != "" && a.title != b.title && paperFamily(a.x.Kind) == "law" {
		return 0 // each law has one title
	}
	score := kindred(a, b)
	if a.fresh != b.fresh && score < 3 {
		return 0
	}
	why := tied
	if score > 0 {
		why |= sameWords
	}
	switch n := shared(a.by, b.by); {
	case n > 1:
		if score += 3; paperFamily(a.x.Kind) == "agreement" && a.head != b.head {
			score-- // two parties make many deals: an arrangement of theirs is not their treaty
		}
		why |= sameAuthors
	case n > 0 && paperFamily(a.x.Kind) == "proposal":
		if score += 2; a.told != 0 && b.told != 0 && max(a.told-b.told, b.told-a.told) > rememberProposal && len(a.special)+len(b.special) > 0 && shared(a.special, b.special) == 0 {
			score-- // whoever negotiates proposes one thing after another
		}
		why |= sameAuthor
		if !a.fresh && a.told != 0 && b.told != 0 && max(a.told-b.told, b.told-a.told) <= oneProposal {
			score++
			why |= withinDays
		}
	case n > 0: // a party makes many deals
		score++
		why |= partyInCommon
		if n = min(len(a.by), len(b.by)); max(len(a.by), len(b.by)) > n && len(a.special)+len(b.special) == 0 {
			score++ // one report has both its parties, the other the one that its readers know
		}
	case len(a.by) > 0 && len(b.by) > 0 && score < 3:
		return 0
	}
	if shared(a.heads, b.heads) > 0 {
		score++
	}
	if a.x.Date != nil && b.x.Date != nil {
		score += 2
		why |= sameDate
	}
	if a.offered != nil && b.offered != nil {
		score += 2
		why |= offeredAtOnce
	}
	if n := shared(a.special, b.special); n > 0 {
		score += min(n, 2)
		why |= sharedName
		if a.head == b.head && slices.Equal(a.special, b.special) {
			score++ // reports of one dossier that call a paper by one name mean one
		}
	} else if len(a.special) > 0 && len(b.special) > 0 {
		score--
	}
	if a.head == constitution && b.head == constitution {
		return oneConstitution
	}
	if a.head == sanctions && b.head == sanctions && shared(a.by, b.by) > 0 && len(a.special)+len(b.special) == 0 {
		score++ // whose measures they are tells them from those of others
	}
	if a.truce && b.truce && asFar(a.extent) != asFar(b.extent) {
		score -= 2 // what is sought goes further than what there is
	}
	if extentsApart(a.extent, b.extent) {
		return enough(why, score)
	}
	if score < 3 && a.truce && b.truce && len(a.special)+len(b.special) == 0 && asFar(a.extent) == asFar(b.extent) && a.told != 0 && b.told != 0 && max(a.told-b.told, b.told-a.told) <= oneTruce {
		return truceOfDays
	}
	if score < 3 && a.sought && b.sought && a.head == b.head && paperFamily(a.x.Kind) != "proposal" && a.told != 0 && b.told != 0 && max(a.told-b.told, b.told-a.told) <= oneAim &&
		(len(a.special)+len(b.special) == 0 || oneRoot(a.special, b.special)) {
		return soughtInWeeks
	}
	return enough(why, score)
}

// enough is what binds two papers where it is enough.
func enough(why ties, score int) ties {
	if score < 3 {
		return 0
	}
	return why
}

var constitution, sanctions = stem("constitution"), stem("sanctions")

// oneRoot reports whether two lists of stems have words of one root: "migrant" and "migr", the stem of "migration".
func oneRoot(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool {
			return len(x) >= 4 && strings.HasPrefix(y, x) || len(y) >= 4 && strings.HasPrefix(x, y)
		})
	})
}

// oneAim is how many days apart reports may appear that tell of one deal or truce which is only sought.
const oneAim = 21

// oneTruce is how many days apart reports may appear that call one truce of a dossier just that: nobody speaks of two at a time without telling them apart.
const oneTruce = 7

// oneProposal is how many days apart reports may appear that speak of one proposal of a party by different nouns: nobody puts forward two at a time without
// telling them apart.
const oneProposal = 2

// near reports whether two intervals meet when each is widened by n days.
func near(a, b *parley.Interval, n parley.Date) bool {
	w := *a
	if w.From != 0 {
		w.From -= n
	}
	if w.To != 0 {
		w.To += n
	}
	return w.Meets(*b)
}

func fullness(p *paper) int { return min(4, countWords(p.x.Name)) }

func (f *fold) mergedPaper(ps []*paper, g []int) (parley.Instrument, []*clash) {
	x := parley.Instrument{Name: bestPaperName(ps, g), PutForwardBy: []string{}, Terms: []parley.Member{}, Mentions: []parley.Member{}, History: []parley.Step{}, Reports: []parley.ReportID{}}
	kinds := map[string]int{}
	for _, i := range g {
		p := ps[i]
		kinds[string(p.x.Kind)] += len(p.x.Mentions)
		for _, id := range p.x.PutForwardBy {
			if e := f.ents[p.rep][id]; e != "" && !slices.Contains(x.PutForwardBy, e) {
				x.PutForwardBy = append(x.PutForwardBy, e)
			}
		}
		if x.Date == nil || p.x.Date != nil && p.x.Date.String() < x.Date.String() {
			x.Date = p.x.Date
		}
		for _, m := range p.x.Mentions {
			x.Mentions = append(x.Mentions, f.member(p.rep, p.x.ID, "", m))
		}
		for _, t := range p.x.Terms {
			x.Terms = append(x.Terms, f.member(p.rep, p.x.ID, "", t))
		}
		for _, s := range p.x.History {
			s.AccordingTo = f.ents[p.rep][s.AccordingTo]
			s.Report = f.reports[p.rep].Report
			x.History = append(x.History, s)
		}
		x.Reports = append(x.Reports, f.reports[p.rep].Report)
	}
	x.Kind = parley.InstrumentKind(most(kinds))
	slices.Sort(x.PutForwardBy)
	slices.Sort(x.Reports)
	x.Reports = slices.Compact(x.Reports)
	slices.SortFunc(x.History, compareSteps)
	markOdd(x.History)
	return x, f.namedDays(ps, g, x.Name)
}

// namedDays notes where the reports name one paper by different days ("the June 3 deal", "the deal of June 6").
func (f *fold) namedDays(ps []*paper, g []int, name string) []*clash {
	tried := map[parley.Interval]bool{}
	for n, i := range g {
		a := ps[i]
		if a.x.Date == nil || tried[*a.x.Date] {
			continue
		}
		tried[*a.x.Date] = true
		for _, j := range g[n+1:] {
			b := ps[j]
			if b.x.Date == nil || a.x.Date.Meets(*b.x.Date) || a.rep == b.rep {
				continue
			}
			x, y := datedMention(a), datedMention(b)
			return []*clash{f.clash(parley.DateConflict, "named-by-two-days", 0.6, fmt.Sprintf("%s: %s or %s", name, a.x.Date, b.x.Date), f.member(a.rep, a.x.ID, "", x), f.member(b.rep, b.x.ID, "", y),
				[2]end{{a.sheet, nil, x.Raw.Start}, {b.sheet, nil, y.Raw.Start}})}
		}
	}
	return nil
}

// datedMention is the mention of a paper that holds a number, else its first.
func datedMention(p *paper) parley.Passage {
	for _, m := range p.x.Mentions {
		if strings.ContainsAny(m.Text, "0123456789") {
			return m
		}
	}
	return p.x.Mentions[0]
}

// markOdd marks the steps that do not follow, in the state machine of papers, from the step that the same voice tells of the day before it. Steps without a day are
// not ordered and never marked. Nothing is dropped: accounts that cannot both stand are conflicts.
func markOdd(history []parley.Step) {
	last := map[string]int{}
	for i := range history {
		s := &history[i]
		if s.When == nil {
			continue
		}
		if j, ok := last[s.AccordingTo]; ok && s.AccordingTo != "" && !history[j].State.Leads(s.State) {
			s.Odd = true
		}
		last[s.AccordingTo] = i
	}
}

// compareSteps orders by day (undated last), then by where the words stand.
func compareSteps(a, b parley.Step) int {
	return cmp.Or(compareWhen(a.When, b.When), cmp.Compare(a.Report, b.Report), cmp.Compare(a.Passage.Raw.Start, b.Passage.Raw.Start), cmp.Compare(a.State, b.State), cmp.Compare(a.AccordingTo, b.AccordingTo))
}

func compareWhen(a, b *parley.Interval) int {
	day := func(i *parley.Interval) parley.Date {
		switch {
		case i == nil:
			return 1 << 30
		case i.From != 0:
			return i.From
		}
		return i.To
	}
	return cmp.Compare(day(a), day(b))
}

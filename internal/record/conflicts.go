package record

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/parley-press/parley"
)

// conflicts looks for accounts that cannot both stand, kind by kind. Each rule needs both sides' words and is sure to some degree; nothing is inferred
// from silence.
func (f *fold) conflicts() {
	f.weigh()
	f.deniedWithin()
	f.deniedNearby()
	f.deniedAcross()
	f.contradicted()
	f.papers()
	f.statusConflicts()
	f.blame()
	f.figureConflicts()
	f.recounted()
	f.dateConflicts()
	f.settleConflicts()
}

func (f *fold) conflict(kind parley.ConflictKind, rule string, conf float64, what string, x, y parley.Member) {
	x.Side, y.Side = "x", "y"
	f.rec.Conflicts = append(f.rec.Conflicts, parley.Conflict{Kind: kind, What: shorten(what, 160), Between: []parley.Member{x, y}, Rule: "record/" + rule + "@1", Confidence: conf})
}

// contradicted: two statements of different voices with nearly the same words and opposite polarity.
func (f *fold) contradicted() {
	pairs(f.reps, func(i, j int) {
		a, b := f.reps[i], f.reps[j]
		if a.neg == b.neg || a.st.Act == parley.Deny || b.st.Act == parley.Deny || f.related(a, b) || a.entity == "" || b.entity == "" {
			return
		}
		if !indicative(a.st.Act) || !indicative(b.st.Act) {
			return
		}
		if n := shared(a.words, b.words); n < 4 || jaccard(a.words, b.words) < 0.5 {
			return
		}
		if f.sameVoice(a, b) {
			if a.rep != b.rep && a.when != nil && b.when != nil && !near(a.when, b.when, 0) {
				f.conflict(parley.ReversalConflict, "says-the-opposite", 0.55, fmt.Sprintf("%s says the opposite: %s", f.who(a.entity), b.passage.Text), f.memberOf(a), f.memberOf(b))
			}
			return
		}
		f.conflict(parley.DenialConflict, "opposite-claims", 0.55, fmt.Sprintf("%s against %s: %s", f.who(a.entity), f.who(b.entity), b.passage.Text), f.memberOf(a), f.memberOf(b))
	})
}

func indicative(a parley.Act) bool {
	switch a {
	case parley.Say, parley.Announce, parley.Confirm, parley.Accuse, parley.Relay, parley.Agree:
		return true
	}
	return false
}

// opposite lists the states of one paper that cannot both be true of it in two voices, or that are a change in one.
var opposite = map[parley.InstrumentState][]parley.InstrumentState{
	parley.StateExistenceDenied: {parley.StateOffered, parley.StateBacked, parley.StateAgreed, parley.StateAnnounced, parley.StateWithdrawn},
	parley.StateWithdrawn:       {parley.StateOffered, parley.StateInForce},
	parley.StateRejected:        {parley.StateBacked, parley.StateAgreed},
	parley.StateViolated:        {parley.StateInForce},
	parley.StateCalledOff:       {parley.StateAgreed, parley.StateInForce},
}

// tellings is how many steps of one state a conflict about a paper looks at.
const tellings = 20

// papers: the existence of a paper is denied that others tell of; a paper's author withdraws it, or who backed it rejects it. There is one conflict for a pair of
// states, with every telling of either on its side.
func (f *fold) papers() {
	for _, x := range f.rec.Instruments {
		at := map[[2]parley.InstrumentState]int{}
		by := map[parley.InstrumentState][]parley.Step{}
		for _, s := range x.History {
			if len(by[s.State]) < tellings {
				by[s.State] = append(by[s.State], s)
			}
		}
		for _, later := range x.History {
			for _, state := range opposite[later.State] {
				if len(by[later.State]) == 0 || compareSteps(later, by[later.State][len(by[later.State])-1]) > 0 {
					continue
				}
				for _, earlier := range by[state] {
					n := len(f.rec.Conflicts)
					f.paperConflict(x, earlier, later)
					if len(f.rec.Conflicts) == n {
						continue
					}
					pair := [2]parley.InstrumentState{later.State, state}
					first, ok := at[pair]
					if !ok {
						at[pair] = n
						continue
					}
					f.rec.Conflicts[first].Between = addMembers(f.rec.Conflicts[first].Between, f.rec.Conflicts[n].Between)
					f.rec.Conflicts = f.rec.Conflicts[:n]
				}
			}
		}
	}
}

func (f *fold) paperConflict(x parley.Instrument, a, b parley.Step) {
	ma, mb := f.step(a), f.step(b)
	if ma.Passage.Raw == mb.Passage.Raw && a.Report == b.Report {
		return
	}
	what := fmt.Sprintf("%s: %s, says %s; %s, says %s", x.Name, a.State, f.voice(a), b.State, f.voice(b))
	switch {
	case b.State == parley.StateExistenceDenied:
		f.conflict(parley.DenialConflict, "existence-denied", 0.8, what, ma, mb)
	case (b.State == parley.StateWithdrawn || b.State == parley.StateCalledOff) && a.Report != b.Report:
		f.conflict(parley.ReversalConflict, "paper-"+string(b.State), 0.65, what, ma, mb)
	case b.State == parley.StateRejected:
		if a.AccordingTo != "" && f.party(a.AccordingTo) == f.party(b.AccordingTo) {
			f.conflict(parley.ReversalConflict, "backed-then-rejected", 0.6, what, ma, mb)
		}
	case b.State == parley.StateViolated:
		if a.AccordingTo != "" && b.AccordingTo != "" && f.party(a.AccordingTo) != f.party(b.AccordingTo) {
			f.conflict(parley.StatusConflict, "paper-"+string(b.State), 0.6, what, ma, mb)
		}
	}
}

func (f *fold) step(s parley.Step) parley.Member {
	return f.member(f.reportAt(s.Report), s.Statement, s.AccordingTo, s.Passage)
}

func (f *fold) voice(s parley.Step) string {
	if n := f.entityName(s.AccordingTo); n != "" {
		return n
	}
	if n := f.reports[f.reportAt(s.Report)].Meta.Outlet.Name; n != "" {
		return n
	}
	return f.file[f.reportAt(s.Report)]
}

// statusConflicts: one happening is told as having happened, going on or planned by one voice, as denied or called off by another.
func (f *fold) statusConflicts() {
	items := f.eventItems()
	byKeys(items, func(it item) []string {
		keys := f.eventKeys(it)
		for _, w := range it.words {
			if f.df[w] <= f.common {
				keys = append(keys, string(it.ev.Type)+"|word "+w)
			}
		}
		return keys
	}, func(i, j int) {
		x, y := items[i], items[j]
		if !undone(y.ev.Status) {
			x, y = y, x
		}
		if !undone(y.ev.Status) || undone(x.ev.Status) || !asserts(x.ev.Status) || f.sameVoice(x, y) || f.related(x, y) || !f.oneHappening(x, y) {
			return
		}
		kind := parley.StatusConflict
		if y.ev.Status == parley.Denied {
			kind = parley.DenialConflict
		}
		f.conflict(kind, "event-"+string(y.ev.Status), 0.55, fmt.Sprintf("%s: %s, says %s; %s, says %s", x.ev.Type, x.ev.Status, f.teller(x), y.ev.Status, f.teller(y)), f.memberOf(x), f.memberOf(y))
	})
}

func undone(s parley.Status) bool { return s == parley.Denied || s == parley.CalledOff }

func asserts(s parley.Status) bool {
	return s == parley.Happened || s == parley.Ongoing || s == parley.Planned
}

func (f *fold) teller(it item) string {
	if n := f.entityName(it.entity); n != "" {
		return n
	}
	if n := f.reports[it.rep].Meta.Outlet.Name; n != "" {
		return n
	}
	return f.file[it.rep]
}

// oneHappening asks that two events share their parties, their place or their paper, and days that meet; where no day tells, that words bind them which few
// findings have.
func (f *fold) oneHappening(a, b item) bool {
	common, clash := f.participants(a.ev, b.ev)
	inst := a.ev.Instrument != "" && a.ev.Instrument == b.ev.Instrument
	place := a.ev.Where != "" && a.ev.Where == b.ev.Where
	if clash && !inst && !place {
		return false
	}
	if a.ev.When != nil && b.ev.When != nil {
		return a.ev.When.Meets(*b.ev.When) && (common > 0 || inst || place || f.rare(a.words, b.words) > 0)
	}
	if a.rep == b.rep {
		return f.rare(a.words, b.words) > 1 || common > 0 && f.rare(a.words, b.words) > 0
	}
	return (common > 0 || inst || place) && shared(a.words, b.words) >= 2 && f.rare(a.words, b.words) > 0
}

// blame: two voices each lay the same breach at the other's door.
func (f *fold) blame() {
	type charge struct {
		it   item
		doer string
	}
	var list []charge
	for _, it := range f.eventItems() {
		switch it.ev.Type {
		case "violation", "attack-on-protected", "aid-obstruction", "accusation-of-abuse":
		default:
			continue
		}
		if it.entity == "" || it.ev.Status == parley.Denied {
			continue
		}
		for _, p := range it.ev.Participants {
			if p.Role == parley.Actor && f.party(p.Entity) != f.party(it.entity) {
				list = append(list, charge{it, f.party(p.Entity)})
				break
			}
		}
	}
	at := map[string][]int{} // who is charged, by whom, with what
	key := func(doer, voice string, t parley.EventType) string { return doer + "|" + voice + "|" + string(t) }
	for i, a := range list {
		k := key(a.doer, f.party(a.it.entity), a.it.ev.Type)
		at[k] = append(at[k], i)
	}
	for i, a := range list {
		for _, j := range at[key(f.party(a.it.entity), a.doer, a.it.ev.Type)] {
			b := list[j]
			if j > i && (a.it.when == nil || b.it.when == nil || near(a.it.when, b.it.when, 3)) {
				f.conflict(parley.BlameConflict, "each-blames-the-other", 0.7, fmt.Sprintf("%s: %s blames %s, %s blames %s", a.it.ev.Type, f.who(a.it.entity), f.who(a.doer), f.who(b.it.entity), f.who(b.doer)), f.memberOf(a.it), f.memberOf(b.it))
			}
		}
	}
}

// figureConflicts: one quantity at one time with two ranges that do not meet, from two voices or outlets.
func (f *fold) figureConflicts() {
	items := f.figureItems()
	figurePairs(items, func(i, j int) {
		a, b := items[i], items[j]
		if timeUnits[stem(a.fig.Head)] || a.rep == b.rep && (a.entity == b.entity || a.fig.PartOf == b.id || b.fig.PartOf == a.id) || !f.sameQuantity(a, b) || rangesMeet(a.fig, b.fig) {
			return
		}
		if a.toll != "" && !onePeople(a, b) {
			return
		}
		if f.origin[a.rep] == f.origin[b.rep] && a.rep != b.rep && a.entity == b.entity {
			return
		}
		f.conflict(parley.FigureConflict, "ranges-apart", 0.6, fmt.Sprintf("%s or %s", a.passage.Text, b.passage.Text), f.memberOf(a), f.memberOf(b))
	})
}

// victimGroups maps stems of nouns to the group of people they count; other nouns count anybody.
var victimGroups = map[string]string{"child": "children", "children": "children", "kid": "children", "boy": "children", "girl": "children", "infant": "children", "woman": "women", "women": "women",
	"civilian": "civilians", "soldier": "fighters", "fighter": "fighters", "fight": "fighters", "militant": "fighters", "rebel": "fighters", "insurgent": "fighters", "terrorist": "fighters", "troop": "fighters",
	"troops": "fighters", "medic": "medics", "journalist": "journalists"}

// onePeople reports whether two counts of victims can be of the same people: children are not weighed against fighters, nor, inside one report, a part
// against the whole. Two outlets' civilians and people may be the same.
func onePeople(a, b item) bool {
	x, y := victimGroup(a), victimGroup(b)
	if x == y {
		return true
	}
	return a.rep != b.rep && (x == "" && y == "civilians" || x == "civilians" && y == "")
}

func victimGroup(it item) string {
	h := strings.ToLower(it.fig.Head)
	if g := victimGroups[h]; g != "" {
		return g
	}
	return victimGroups[stem(h)]
}

// timeUnits holds stems of units of time: lengths of different things are no rival counts.
var timeUnits = stems("second minute hour day week month year night decade")

// recounted: "Harland put the number at 6,500" after another voice's figure in the same report.
func (f *fold) recounted() {
	items := f.figureItems()
	for i, b := range items {
		if !recounts(b) {
			continue
		}
		for j := i - 1; j >= 0 && j >= i-4 && items[j].rep == b.rep; j-- {
			a := items[j]
			if timeUnits[stem(a.fig.Head)] || a.fig.PartOf != "" || b.fig.PartOf == a.id {
				continue
			}
			if a.entity != b.entity && !rangesMeet(a.fig, b.fig) {
				f.conflict(parley.FigureConflict, "recounted", 0.7, fmt.Sprintf("%s or %s", a.passage.Text, b.passage.Text), f.memberOf(a), f.memberOf(b))
			}
			break
		}
	}
}

// recountVerb matches a sentence that puts a number on what was counted before: "put the toll at", "the number stood at".
var recountVerb = regexp.MustCompile(`(?i)\b(number|toll|figure|total|count|tally)\b[^.;:]{0,30}\b(at|to|was|is|stood|stands|reached|of)\b`)

// recounts reports whether a figure's sentence puts it on something counted before, its number behind the words that say so.
func recounts(b item) bool {
	m := recountVerb.FindStringIndex(b.fig.Sentence.Text)
	if m == nil {
		return false
	}
	at := b.fig.Passage.Span.Start - b.fig.Sentence.Span.Start
	return at >= m[0] && at <= m[1]+12 && (b.fig.Head == "" || strings.Contains(b.fig.Sentence.Text[m[0]:m[1]], b.fig.Head))
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

// dateConflicts: one happening of one paper told with days that do not meet.
func (f *fold) dateConflicts() {
	items := f.eventItems()
	byKeys(items, func(it item) []string {
		if it.ev.Instrument == "" || it.ev.When == nil || !once[it.ev.Type] {
			return nil
		}
		return []string{string(it.ev.Type) + "|" + it.ev.Instrument}
	}, func(i, j int) {
		a, b := items[i], items[j]
		if a.rep == b.rep || a.ev.Status != b.ev.Status || near(a.ev.When, b.ev.When, 1) {
			return
		}
		f.conflict(parley.DateConflict, "days-apart", 0.5, fmt.Sprintf("%s: %s or %s", a.ev.Type, a.ev.When, b.ev.When), f.memberOf(a), f.memberOf(b))
	})
}

// once holds the types of which one paper has but one.
var once = map[parley.EventType]bool{"agreement": true, "proposal-made": true, "proposal-withdrawn": true, "vote": true, "veto": true}

// settleConflicts drops repetitions: the same pair of passages once, tellings of one statement by several reports joined into one conflict, copies once;
// the rest in a fixed order with ids.
func (f *fold) settleConflicts() {
	group := f.groupOf()
	key := func(m parley.Member) string {
		if g, ok := group[string(m.Report)+"/"+m.Finding]; ok && m.Finding != "" {
			return g
		}
		return fmt.Sprintf("%s/%d", f.reports[f.origin[f.reportAt(m.Report)]].Report, m.Passage.Raw.Start)
	}
	sort.SliceStable(f.rec.Conflicts, func(i, j int) bool {
		a, b := f.rec.Conflicts[i], f.rec.Conflicts[j]
		if a.Confidence != b.Confidence {
			return a.Confidence > b.Confidence
		}
		return conflictKey(a) < conflictKey(b)
	})
	seen := map[string]int{}
	kept := []parley.Conflict{}
	for _, c := range f.rec.Conflicts {
		a, b := key(c.Between[0]), key(c.Between[1])
		if a > b {
			a, b = b, a
		}
		if at, ok := seen[a+"|"+b]; ok {
			kept[at].Between = addMembers(kept[at].Between, c.Between)
			continue
		}
		seen[a+"|"+b] = len(kept)
		kept = append(kept, c)
	}
	for i := range kept {
		kept[i].ID = "c" + itoa(i+1)
		f.order(kept[i].Between)
		sort.SliceStable(kept[i].Between, func(a, b int) bool { return kept[i].Between[a].Side < kept[i].Between[b].Side })
	}
	f.rec.Conflicts = kept
}

func conflictKey(c parley.Conflict) string {
	k := string(c.Kind) + c.Rule
	for _, m := range c.Between {
		k += fmt.Sprintf("|%s/%09d/%09d", m.Report, m.Passage.Raw.Start, m.Passage.Raw.End)
	}
	return k
}

func addMembers(have, more []parley.Member) []parley.Member {
	for _, m := range more {
		if !slices.ContainsFunc(have, func(x parley.Member) bool { return x.Report == m.Report && x.Passage.Raw == m.Passage.Raw }) {
			have = append(have, m)
		}
	}
	return have
}

// groupOf maps findings to the group of equal tellings they stand in.
func (f *fold) groupOf() map[string]string {
	out := map[string]string{}
	for _, g := range f.rec.Same {
		for _, m := range g.Members {
			out[string(m.Report)+"/"+m.Finding] = g.ID
		}
	}
	return out
}

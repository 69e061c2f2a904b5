package record

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/pattern"
)

// conflicts looks for accounts that cannot both stand, kind by kind. Each rule needs both sides' words and is sure to some degree; nothing is inferred
// from silence.
func (f *fold) conflicts() {
	for _, s := range f.pages {
		if s.changed || f.turned {
			s.clashes = slices.Concat(f.deniedWithin(s), f.deniedNearby(s), f.countered(s), f.answered(s), f.accusedNearby(s), f.rebutted(s), f.otherCause(s), f.refusers(s), f.doubted(s), f.contraries(s), f.requests(s), f.defied(s), f.calledUntrue(s), f.cleared(s), f.notStopped(s), f.deniedDeeds(s), f.offAndOn(s), f.recounted(s), f.tollsWithin(s))
			s.clashes = append(s.clashes, f.atOdds(s, s.clashes)...)
		}
		f.clashes = append(f.clashes, s.clashes...)
	}
	f.deniedAcross()
	f.contradicted()
	f.changesOfMind()
	f.deedsAcross()
	f.paperConflicts()
	f.statusConflicts()
	f.blame()
	f.twoDoers()
	f.accusations()
	f.turns()
	f.figureConflicts()
	f.dateConflicts()
	f.staysApart()
	f.settleConflicts()
}

// plainly is a code of the codebook as people write it: "territory-change" is "territory change", and a paper whose existence is denied "never existed".
func plainly[C ~string](code C) string {
	switch string(code) {
	case string(parley.StateExistenceDenied):
		return "never existed"
	case string(parley.CalledFor):
		return "asked for"
	}
	return strings.ReplaceAll(string(code), "-", " ")
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

// paperConflicts: the existence of a paper is denied that others tell of; a paper's author withdraws it, or who backed it rejects it. There is one conflict for a pair of
// states, with every telling of either on its side.
func (f *fold) paperConflicts() {
	for _, d := range f.papers {
		if !d.asked {
			d.steps, d.asked = f.stepsApart(&d.x), true
		}
		f.clashes = append(append(f.clashes, d.named...), d.steps...)
	}
}

// stepsApart is the conflicts of one paper.
func (f *fold) stepsApart(x *parley.Instrument) (out []*clash) {
	at, turned := map[[2]parley.InstrumentState]*clash{}, map[[2]parley.InstrumentState]bool{} // turned where what comes later in the table was told first
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
				c, ok := f.paperConflict(earlier, later)
				if !ok {
					continue
				}
				pair := [2]parley.InstrumentState{later.State, state}
				first, then := earlier, later
				if at[pair] == nil && c.Kind == parley.ReversalConflict && f.toldOn(then) < f.toldOn(first) { // rejected, and backed later
					turned[pair] = true
				}
				if turned[pair] {
					first, then = then, first
				}
				if at[pair] == nil {
					what := fmt.Sprintf("%s: %s, says %s; %s, says %s", x.Name, plainly(first.State), f.voice(first), plainly(then.State), f.voice(then))
					at[pair] = f.clash(c.Kind, c.Rule, c.Confidence, what, f.step(first), f.step(then), [2]end{f.end(first), f.end(then)})
					out = append(out, at[pair])
					continue
				}
				ms := []parley.Member{f.step(first), f.step(then)}
				ms[0].Side, ms[1].Side = "x", "y"
				at[pair].between = addMembers(at[pair].between, ms)
			}
		}
	}
	return out
}

// longAfter reports whether two steps are told more than days apart.
func (f *fold) longAfter(a, b parley.Step) bool {
	x, y := f.toldOn(a), f.toldOn(b)
	return x != 0 && y != 0 && max(x-y, y-x) > days
}

// toldOn is the day of a step, or of its report where it has none.
func (f *fold) toldOn(s parley.Step) parley.Date {
	return s.When.First(f.sheets[s.Report].published.First(0))
}

// end is where a step is told.
func (f *fold) end(s parley.Step) end {
	e := end{sheet: f.sheets[s.Report], start: s.Passage.Raw.Start}
	if k, ok := e.sheet.stmtAt[s.Statement]; ok {
		e.it = e.sheet.statement[k]
	}
	return e
}

// paperConflict is the kind, rule and confidence of what two steps of one paper are to each other, where they cannot both be.
func (f *fold) paperConflict(a, b parley.Step) (parley.Conflict, bool) {
	if a.Report == b.Report && (a.Passage.Raw == b.Passage.Raw || a.Statement != "" && a.Statement == b.Statement) {
		return parley.Conflict{}, false
	}
	c := parley.Conflict{Rule: "paper-" + string(b.State)}
	switch {
	case b.State == parley.StateExistenceDenied:
		c = parley.Conflict{Kind: parley.DenialConflict, Rule: "existence-denied", Confidence: 0.8}
	case b.State == parley.StateCalledOff && f.party(a.AccordingTo) != f.party(b.AccordingTo) && f.longAfter(a, b):
		// what was agreed in one month and is off in the next is a history: nobody's word goes against another's
	case b.State == parley.StateCalledOff && (a.State == parley.StateAgreed || a.State == parley.StatePassed) && a.When == nil && f.party(a.AccordingTo) != f.party(b.AccordingTo):
		// "the truce that both agreed" may be told whenever, of one that is over too
	case b.State == parley.StateWithdrawn || b.State == parley.StateCalledOff:
		c.Kind, c.Confidence = parley.ReversalConflict, 0.65
	case b.State == parley.StateRejected:
		if a.AccordingTo != "" && f.party(a.AccordingTo) == f.party(b.AccordingTo) {
			c = parley.Conflict{Kind: parley.ReversalConflict, Rule: "backed-then-rejected", Confidence: 0.6}
		}
	case b.State == parley.StateViolated:
		if a.AccordingTo != "" && b.AccordingTo != "" && f.party(a.AccordingTo) != f.party(b.AccordingTo) {
			c.Kind, c.Confidence = parley.StatusConflict, 0.6
		}
	}
	return c, c.Kind != ""
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

// statusConflicts: one happening is told as having happened, going on or planned by one voice, as denied or called off by another. Both must tell it in a
// clause of their own: "the talks" in passing asserts nothing.
func (f *fold) statusConflicts() {
	t := f.compare(statuses, eventLayer, nil, f.spelled(func(it *item) []string {
		if !clausal(it) {
			return nil
		}
		return append(f.dayKeys(it), it.kind+"|report "+string(f.reports[it.rep].Report))
	}), func(x, y *item) bool {
		if !y.undone {
			x, y = y, x
		}
		return y.undone && asserts(x.ev.Status) && !y.goesOn && !f.sameVoice(x, y) && !f.related(x, y) && f.sameTime(x, y) &&
			(x.rep == y.rep || x.when != nil && y.when != nil || shared(x.ws, y.ws) >= 3)
	})
	f.tell(t, func(x, y *item) *clash {
		if !y.undone {
			x, y = y, x
		}
		if f.oneWire(x, y) || !f.adjoining(x, y) && !f.oneHappening(x, y) || x.rep != y.rep && !f.holds(x, y) {
			return nil
		}
		kind := parley.StatusConflict
		if y.ev.Status == parley.Denied {
			kind = parley.DenialConflict
		}
		return f.conflict(kind, "event-"+string(y.ev.Status), 0.55, fmt.Sprintf("%s: %s, says %s; %s, says %s", plainly(x.ev.Type), plainly(x.ev.Status), f.teller(x), plainly(y.ev.Status), f.teller(y)), x, y)
	})
}

// holds reports whether a happening that one report tells and one that another undoes are of one matter, not of one kind: their days are known and meet, or their
// words bind them; and who undoes it takes part in it, where both say who does.
func (f *fold) holds(x, y *item) bool {
	dated := x.when != nil && y.when != nil && closed(x.when) && closed(y.when)
	if y.ev.Status == parley.CalledOff { // of a round of a week another day may have been called off
		return dated && x.when.To-x.when.From <= 2 && y.when.To-y.when.From <= 2
	}
	return (dated || f.deniedBy(y)) && f.binding(x, y) > 0 || f.binding(x, y) > 1
}

// notHalted matches a "no" that lets a thing go on ("the strikes will not cease"), asks that it not be done ("not to advance"), or breaks it ("did not stick to the
// truce"): what is told so is not denied.
var notHalted = pattern.MustCompile(`(?i)(\bnot|\bnever|n't|n’t)\s+(\w+\s+){0,2}(cease|stop|end|halt|suspend|pause|stick|ease|abate|relent)(s|ed|ped)?\b|\bnot to \w`)

// halts reports whether the words of an undone event are such a "no".
func halts(e *parley.Event) bool {
	return e.Status == parley.Denied && notHalted.MatchString(e.Evidence[0].Text)
}

// clausal reports whether an event is told by a clause, not by a noun in passing.
func clausal(it *item) bool {
	return !strings.HasPrefix(it.ev.Rule, "event/noun") || it.ev.When != nil || undone(it.ev.Status) && len(it.ws) > 2
}

// oneWire reports whether two findings are the narration of one outlet or one agency: it does not contradict itself, it tells a later state.
func (f *fold) oneWire(a, b *item) bool {
	return a.entity == "" && b.entity == "" && foldName(f.reports[a.rep].Meta.Outlet.Name) == foldName(f.reports[b.rep].Meta.Outlet.Name)
}

// days is how far apart two reports may be whose undated findings are about one state of things.
const days = 7

// closed reports whether both ends of an interval are known.
func closed(w *parley.Interval) bool { return w.From != 0 && w.To != 0 }

// sameTime reports whether two findings can be of one time: the days of two events meet, or else those of their reports lie close. The day on which
// something was said is not that of which it tells.
func (f *fold) sameTime(a, b *item) bool {
	if a.ev != nil && b.ev != nil && a.when != nil && b.when != nil && (!a.when.Meets(*b.when) || closed(a.when) && closed(b.when)) {
		return a.when.Meets(*b.when)
	}
	p, q := a.sheet.published, b.sheet.published
	return p == nil || q == nil || near(p, q, days)
}

func undone(s parley.Status) bool { return s == parley.Denied || s == parley.CalledOff }

func asserts(s parley.Status) bool {
	return s == parley.Happened || s == parley.Ongoing || s == parley.Planned
}

func (f *fold) teller(it *item) string {
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
func (f *fold) oneHappening(a, b *item) bool {
	common, clash := participants(a, b)
	inst := a.ev.Instrument != "" && a.ev.Instrument == b.ev.Instrument
	place := a.ev.Where != "" && a.ev.Where == b.ev.Where
	if clash && !inst && !place {
		return false
	}
	if !f.sameTime(a, b) {
		return false
	}
	if a.ev.When != nil && b.ev.When != nil {
		return common > 0 || inst || place || f.rare(a.ws, b.ws) > 0 || oneDay(a.when, b.when) && shared(a.ws, b.ws) >= 2
	}
	if a.rep == b.rep {
		return common > 0 && f.binding(a, b) > 0 || f.binding(a, b) > 1
	}
	return (common > 0 || inst || place) && f.binding(a, b) > 0 && shared(a.ws, b.ws) >= 3
}

// dateConflicts: one happening of one paper told with days that do not meet.
func (f *fold) dateConflicts() {
	t := f.compare(dates, eventLayer, nil, f.spelled(func(it *item) []string {
		if it.ev.Instrument == "" || it.ev.When == nil || !once[it.ev.Type] {
			return nil
		}
		return []string{string(it.ev.Type) + "|" + it.ev.Instrument}
	}), func(a, b *item) bool {
		return a.rep != b.rep && a.ev.Status == b.ev.Status && !near(a.ev.When, b.ev.When, 1)
	})
	f.tell(t, func(a, b *item) *clash {
		return f.conflict(parley.DateConflict, "days-apart", 0.5, fmt.Sprintf("%s: %s or %s", plainly(a.ev.Type), a.ev.When, b.ev.When), a, b)
	})
}

// once holds the types of which one paper has but one.
var once = map[parley.EventType]bool{"agreement": true, "proposal-made": true, "proposal-withdrawn": true, "vote": true, "veto": true}

func addMembers(have, more []parley.Member) []parley.Member {
	for _, m := range more {
		if !slices.ContainsFunc(have, func(x parley.Member) bool { return x.Report == m.Report && x.Passage.Raw == m.Passage.Raw }) {
			have = append(have, m)
		}
	}
	return have
}

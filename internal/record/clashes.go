package record

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// A clash is a conflict before it is settled. It is kept from fold to fold and must not be changed, but for the work of settling it. There are many more of them
// than conflicts: what a clash has of its own is little.
type clash struct {
	kind       parley.ConflictKind
	rule, what string          // what is empty where it is the words of two figures
	confidence float64         // what its rule claims
	between    []parley.Member // nil where they are the two findings at its ends
	ends       [2]end          // of its first two members
	row        row[*clash]
	first      *settling // where it is the first of what is told alike
}

// settling is the work of settling a conflict.
type settling struct {
	sure    float64          // what its rule claims, put right by what was counted
	parts   []*clash         // what was told alike in this fold,
	settled []*clash         // in the last one,
	whole   *parley.Conflict // and what that made together,
	tellers []*item          // with the items of its members
	key     keyed
}

// An end is a member of a conflict by where it stands.
type end struct {
	sheet *sheet
	it    *item // nil where it is no statement, event or figure
	start int   // of its passage
}

// teller is the statement, event or figure that member k is, nil where it is none.
func (c *clash) teller(f *fold, k int) *item {
	if k < len(c.ends) {
		return c.ends[k].it
	}
	m := &c.between[k] // a statement: of a host, or of a step of a paper
	if at, ok := f.sheets[m.Report].stmtAt[m.Finding]; ok {
		return f.sheets[m.Report].statement[at]
	}
	return nil
}

// conflict is a conflict between two findings.
func (f *fold) conflict(kind parley.ConflictKind, rule string, conf float64, what string, x, y *item) *clash {
	return f.between(kind, rule, conf, what, [2]end{{x.sheet, x, x.passage.Raw.Start}, {y.sheet, y, y.passage.Raw.Start}})
}

// clash is a conflict between two members of which not both need be findings.
func (f *fold) clash(kind parley.ConflictKind, rule string, conf float64, what string, x, y parley.Member, ends [2]end) *clash {
	x.Side, y.Side = "x", "y"
	c := f.between(kind, rule, conf, what, ends)
	c.between = []parley.Member{x, y}
	return c
}

func (f *fold) between(kind parley.ConflictKind, rule string, conf float64, what string, ends [2]end) *clash {
	c := &clash{kind: kind, what: shorten(what, 160), rule: f.ruleName(rule), confidence: conf, ends: ends}
	c.row.val = c
	return c
}

// ruleName is a rule with its version, one string for all conflicts by it.
func (f *fold) ruleName(rule string) string {
	name, ok := f.rules[rule]
	if !ok {
		name = "record/" + rule + "@1"
		f.rules[rule] = name
	}
	return name
}

// members are the members of a clash.
func (c *clash) members(f *fold) []parley.Member {
	if c.between != nil {
		return c.between
	}
	return []parley.Member{c.member(f, 0), c.member(f, 1)}
}

// member is member k of a clash.
func (c *clash) member(f *fold, k int) parley.Member {
	if c.between != nil {
		return c.between[k]
	}
	m := f.memberOf(c.ends[k].it)
	m.Side = []string{"x", "y"}[k]
	return m
}

// size is how many members a clash has.
func (c *clash) size() int {
	if c.between != nil {
		return len(c.between)
	}
	return len(c.ends)
}

// spot is where member k stands.
func (c *clash) spot(k int) (parley.ReportID, parley.RawSpan) {
	if c.between != nil {
		return c.between[k].Report, c.between[k].Passage.Raw
	}
	return c.ends[k].sheet.raw.Report, c.ends[k].it.passage.Raw
}

// settleConflicts drops repetitions: the same pair of passages once, tellings of one statement by several reports joined into one conflict, copies once;
// the rest in a fixed order with ids.
func (f *fold) settleConflicts() {
	now := make([]*row[*clash], len(f.clashes))
	for i, c := range f.clashes {
		now[i] = &c.row
	}
	clear(f.seen)
	kept := make([]*clash, 0, len(f.clashes))
	for _, r := range f.Folder.clashes.settle(now, func(a, b **clash) int { return compareClashes(*a, *b) }) {
		c := r.val
		k, words := f.placesOf(c), inPlaces(f.spotOf(c.ends[0]), f.spotOf(c.ends[1]))
		first := cmp.Or(f.seen[k], f.seen[words])
		if first == nil {
			first = c
			kept = append(kept, c)
			if c.first == nil {
				c.first = &settling{sure: sureOf(c.rule, c.confidence)}
			}
			c.first.parts = c.first.parts[:0]
		}
		f.seen[k], f.seen[words] = first, first
		first.first.parts = append(first.first.parts, c)
	}
	kept = f.gathered(kept)
	if !f.untold {
		kept = slices.DeleteFunc(kept, func(c *clash) bool { return c.first.sure < leastSure })
	}
	slices.SortStableFunc(kept, func(a, b *clash) int { return cmp.Compare(b.first.sure, a.first.sure) })
	f.kept = kept
	f.rec.Conflicts = make([]parley.Conflict, len(kept))
	for i, c := range kept {
		w := c.first
		if w.whole == nil || !slices.Equal(w.parts, w.settled) {
			w.settled = slices.Clone(w.parts)
			f.together(c)
		}
		f.rec.Conflicts[i] = *w.whole
	}
	f.keyConflicts(kept)
	f.rec.Conflicts = f.decideConflicts(f.rec.Conflicts)
	for i := range f.rec.Conflicts {
		f.rec.Conflicts[i].ID = "c" + itoa(i+1)
	}
}

// together makes one conflict of what is told alike: the first one's, with the members of all.
func (f *fold) together(c *clash) {
	w := c.first
	out := &parley.Conflict{Kind: c.kind, What: c.what, Rule: c.rule, Confidence: w.sure}
	if out.What == "" {
		out.What = shorten(fmt.Sprintf("%s or %s", c.ends[0].it.passage.Text, c.ends[1].it.passage.Text), 160)
	}
	w.whole, w.tellers = out, []*item{c.ends[0].it, c.ends[1].it}
	if len(w.parts) == 1 && c.size() == 2 {
		out.Between = c.members(f)
		return
	}
	type placed struct {
		report parley.ReportID
		raw    parley.RawSpan
	}
	have := map[placed]*item{}
	out.Between = []parley.Member{}
	for _, part := range w.parts {
		for k := range part.size() {
			var p placed
			p.report, p.raw = part.spot(k)
			if _, ok := have[p]; ok && part != c {
				continue
			}
			have[p] = part.teller(f, k)
			m := part.member(f, k)
			if numbersRules[c.rule] && numbersRules[part.rule] {
				m.Side = sideOf(c, have[p])
			}
			out.Between = append(out.Between, m)
		}
	}
	f.order(out.Between)
	slices.SortStableFunc(out.Between, func(a, b parley.Member) int { return strings.Compare(a.Side, b.Side) })
	w.tellers = make([]*item, len(out.Between))
	for i, m := range out.Between {
		w.tellers[i] = have[placed{m.Report, m.Passage.Raw}]
	}
	if numbersRules[c.rule] {
		out.What = fromTo(out.What, w.tellers)
	}
}

// placesOf is the key of the places of the two ends of a clash.
func (f *fold) placesOf(c *clash) [2]uint64 { return inPlaces(f.place(c.ends[0]), f.place(c.ends[1])) }

// inPlaces is the key of what stands between two places.
func inPlaces(a, b uint64) [2]uint64 { return [2]uint64{min(a, b), max(a, b)} }

// place is one number for all that is told alike: of the group of equal tellings that a finding stands in, else of where its words are.
func (f *fold) place(e end) uint64 {
	if e.it != nil && e.it.group > 0 {
		return uint64(e.it.group)
	}
	return f.spotOf(e)
}

// spotOf is one number for where words are: their place in the report that theirs is a copy of. A statement and an event that begin together have one.
func (f *fold) spotOf(e end) uint64 {
	origin := f.origin[e.sheet.at]
	start := e.start
	if origin != e.sheet.at && e.it != nil {
		start = f.pages[origin].where(e.it)
	}
	return 1<<63 | uint64(origin)<<32 | uint64(start)
}

// where is where in report s stands what finding it of a copy tells: the nearest finding of its kind with its words, else as far in as in the copy.
func (s *sheet) where(it *item) int {
	list := s.figure
	switch {
	case it.st != nil:
		list = s.statement
	case it.ev != nil:
		list = s.event
	}
	here, start := it.passage.Raw.Start, -1
	for _, o := range list {
		if at := o.passage.Raw.Start; o.passage.Text == it.passage.Text && (start < 0 || max(at-here, here-at) < max(start-here, here-start)) {
			start = at
		}
	}
	if start < 0 {
		return here
	}
	return start
}

// compareClashes puts the surest first, then orders by kind, rule and place, and what stands in one place by the findings that were compared.
func compareClashes(a, b *clash) int {
	if c := cmp.Or(cmp.Compare(b.confidence, a.confidence), strings.Compare(string(a.kind), string(b.kind)), strings.Compare(a.rule, b.rule)); c != 0 {
		return c
	}
	for i := range min(a.size(), b.size()) {
		if a.between == nil && b.between == nil { // reports are numbered by their ids
			if c := cmp.Compare(a.ends[i].sheet.at, b.ends[i].sheet.at); c != 0 {
				return c
			}
		}
		in, x := a.spot(i)
		other, y := b.spot(i)
		if c := cmp.Or(strings.Compare(string(in), string(other)), cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End)); c != 0 {
			return c
		}
	}
	first, second := a.places()
	third, fourth := b.places()
	return cmp.Or(cmp.Compare(a.size(), b.size()), cmp.Compare(first, third), cmp.Compare(second, fourth), strings.Compare(a.what, b.what))
}

// places are those of the two findings that a conflict is between, in the order of findings; -1 where one is none.
func (c *clash) places() (first, second int64) {
	at := [2]int64{-1, -1}
	for i, e := range c.ends {
		if e.it != nil {
			at[i] = e.it.pos
		}
	}
	return min(at[0], at[1]), max(at[0], at[1])
}

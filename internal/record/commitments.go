package record

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// A promise is a commitment without what came of it.
type promise struct {
	parley.Commitment
	layer  int // of what tells it, and its place
	at     int
	events []*item // that stand in its words
}

// commitments lists promises, and days and terms that were set ("within two to three days", "on Saturday in Geneva"), with what later reports tell of them.
// Where nothing is told the outcome stays empty: silence is no breach.
func (f *fold) commitments() {
	kept := f.outcomes()
	var now []*row[promise]
	for _, s := range f.pages {
		if s.changed {
			s.due = f.promises(s)
		}
		now = append(now, s.due...)
	}
	rows := f.Folder.promises.settle(now, orderPromises)
	f.rec.Commitments = make([]parley.Commitment, len(rows))
	for i, r := range rows {
		f.rec.Commitments[i] = f.settled(&r.val, kept)
		f.rec.Commitments[i].ID = "k" + itoa(i+1)
	}
}

// promises are the commitments of which one report tells.
func (f *fold) promises(s *sheet) (out []*row[promise]) {
	used := map[string]bool{}
	add := func(it *item, c parley.Commitment, layer int) {
		p := promise{Commitment: c, layer: layer, at: it.place}
		for _, e := range s.event {
			if e.passage.Raw.Overlaps(it.passage.Raw) && e.ahead && (c.Due == nil || e.when != nil && e.when.Meets(*c.Due)) {
				p.events = append(p.events, e)
			}
		}
		out = append(out, &row[promise]{val: p})
	}
	for _, it := range s.statement {
		if it.st.Act != parley.Promise || it.entity == "" || it.st.Negated {
			continue
		}
		c := parley.Commitment{Party: it.party, Said: f.memberOf(it), Day: it.when}
		for k := range s.entry.Dated {
			if d := &s.entry.Dated[k]; f.ahead(it.rep, d) && it.passage.Raw.Overlaps(d.Clause.Raw) && d.AssertedBy == it.id {
				w := d.When
				c.Due, c.Term = &w, d.Words.Text
				used[d.ID] = true
				break
			}
		}
		add(it, c, statementLayer)
	}
	for _, it := range s.dated {
		if used[it.id] || !f.ahead(it.rep, it.dated) || it.dated.Words.Text == it.passage.Text {
			continue
		}
		w := it.dated.When
		add(it, parley.Commitment{Party: it.party, Said: f.memberOf(it), Day: f.published(it.rep), Due: &w, Term: it.dated.Words.Text}, datedLayer)
	}
	return out
}

// orderPromises orders commitments by when they fall due, those without a day last, then by file and place.
func orderPromises(a, b *promise) int {
	end := func(c *promise) parley.Date {
		switch {
		case c.Due == nil:
			return 1 << 30
		case c.Due.To != 0:
			return c.Due.To
		}
		return c.Due.From
	}
	return cmp.Or(cmp.Compare(end(a), end(b)), strings.Compare(a.Said.File, b.Said.File), cmp.Compare(a.Said.Passage.Raw.Start, b.Said.Passage.Raw.Start),
		cmp.Compare(a.layer, b.layer), cmp.Compare(a.at, b.at))
}

// ahead reports whether a dated clause tells of a day after its report was published.
func (f *fold) ahead(rep int, d *parley.Dated) bool {
	p := f.reports[rep].Meta.Published.Value
	return d.Set && p.Known() && (d.When.From > p || d.Due && d.When.To > p)
}

// outcomes maps what is planned, offered or promised to the events that tell what came of it.
func (f *fold) outcomes() map[*item][]*item {
	out := map[*item][]*item{}
	t := f.compare(sequels, eventLayer, nil, f.spelled(f.dayKeys), func(a, b *item) bool {
		if a.ahead == b.ahead {
			return false
		}
		if b.ahead {
			a, b = b, a
		}
		return clausal(b) && f.mayCome(a, b)
	})
	t.each(func(a, b *item, r *reply) {
		if !f.answer(a, b, r, f.cameOf) {
			return
		}
		if b.ahead {
			a, b = b, a
		}
		out[a] = append(out[a], b)
	})
	for _, list := range out {
		slices.SortFunc(list, func(a, b *item) int { return cmp.Compare(a.pos, b.pos) })
	}
	return out
}

// ahead reports whether an event is yet to come for the voice that tells of it.
func ahead(e *parley.Event) bool {
	return e.Status == parley.Planned || e.Status == parley.Offered || e.Status == parley.Conditional
}

// mayCome reports whether event b is told by a later report and can be what became of the planned event a.
func (f *fold) mayCome(a, b *item) bool {
	if strings.HasPrefix(string(a.ev.Type), "proposal-") || b.ev.Status != parley.Happened && b.ev.Status != parley.Ongoing && !undone(b.ev.Status) {
		return false
	}
	p, q := f.published(a.rep), f.published(b.rep)
	if p == nil || q == nil || q.From <= p.From || q.From > p.From+31 {
		return false
	}
	if a.when == nil || b.when == nil || !near(a.when, b.when, 1) { // without one day: only where the paper tells that it is one
		return a.ev.Instrument != "" && a.ev.Instrument == b.ev.Instrument && (a.ev.Type == "ceasefire" || a.ev.Type == "agreement") && (undone(b.ev.Status) || a.when == nil || b.when == nil)
	}
	if a.when.From == 0 && a.when.To > p.From+longTerm {
		return false // by then much of the kind will have been
	}
	_, clash := participants(a, b)
	return !clash
}

// longTerm is how many days ahead a term without a beginning may lie for what is told meanwhile to be what came of it.
const longTerm = 92

// cameOf reports whether of two events of which one may be what became of the other it is.
func (f *fold) cameOf(a, b *item) bool {
	common, _ := participants(a, b)
	switch {
	case a.ev.Instrument != "" && a.ev.Instrument == b.ev.Instrument:
		return common > 0 || f.binding(a, b) > 0
	case a.ev.Where != "" && b.ev.Where != "" && a.ev.Where != b.ev.Where && common < 2:
		return false
	case common > 1:
		return true
	case !oneDay(a.when, b.when): // "a conference earlier this month"
		return common > 0 && f.binding(a, b) > 0
	case common == 0 && (len(a.parties) == 0 || len(b.parties) == 0) && (a.ev.Type == "talks" || a.ev.Type == "election" || a.ev.Type == "vote") && shared(a.ws, b.ws) > 1:
		return true // "the talks would begin on Friday", "talks opened on Friday": of those that everybody knows the parties are seldom told
	case common == 0:
		return (len(a.parties) == 0 || len(b.parties) == 0) && a.ev.Where != "" && a.ev.Where == b.ev.Where && f.binding(a, b) > 1
	}
	return a.ev.Where != "" && a.ev.Where == b.ev.Where || f.binding(a, b) > 0 || len(a.parties) == 1 && len(b.parties) == 1 || shared(a.ws, b.ws) > 1
}

// settled is a commitment with what is told of the events that stand in its words.
func (f *fold) settled(p *promise, kept map[*item][]*item) parley.Commitment {
	c := p.Commitment
	var then []*item
	for _, e := range p.events {
		for _, it := range kept[e] {
			if c.Due == nil || c.Due.From == 0 || undone(it.ev.Status) || f.published(it.rep).From >= c.Due.From { // else it was not due yet
				then = append(then, it)
			}
		}
	}
	if len(then) == 0 {
		return c
	}
	for _, it := range then {
		c.Then = addMembers(c.Then, []parley.Member{f.memberOf(it)})
	}
	f.order(c.Then)
	last := c.Then[len(c.Then)-1]
	for _, it := range then {
		if f.reports[it.rep].Report == last.Report && it.passage.Raw == last.Passage.Raw {
			c.Outcome = string(it.ev.Status)
		}
	}
	return c
}

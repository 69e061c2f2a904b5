package record

import (
	"cmp"
	"slices"
	"sort"

	"github.com/parley-press/parley"
)

// commitments lists promises, and days and terms that were set ("within two to three days", "on Saturday in Geneva"), with what later reports tell of them.
// Where nothing is told the outcome stays empty: silence is no breach.
func (f *fold) commitments() {
	kept := f.outcomes()
	used := map[string]bool{}
	for _, it := range f.items {
		if it.st.Act != parley.Promise || it.entity == "" || it.st.Negated {
			continue
		}
		c := parley.Commitment{Party: it.party, Said: f.memberOf(it), Day: it.when}
		for k := range f.rec.Reports[it.rep].Dated {
			if d := &f.rec.Reports[it.rep].Dated[k]; f.ahead(it.rep, d) && it.passage.Raw.Overlaps(d.Clause.Raw) && d.AssertedBy == it.id {
				w := d.When
				c.Due, c.Term = &w, d.Words.Text
				used[string(f.reports[it.rep].Report)+d.ID] = true
				break
			}
		}
		f.settleCommitment(&c, it.rep, it.passage.Raw, kept)
	}
	for _, it := range f.datedItems() {
		if used[string(f.reports[it.rep].Report)+it.id] || !f.ahead(it.rep, it.dated) || it.dated.Words.Text == it.passage.Text {
			continue
		}
		w := it.dated.When
		c := parley.Commitment{Party: it.party, Said: f.memberOf(it), Day: f.published(it.rep), Due: &w, Term: it.dated.Words.Text}
		f.settleCommitment(&c, it.rep, it.passage.Raw, kept)
	}
	sort.SliceStable(f.rec.Commitments, func(i, j int) bool { return f.before(f.rec.Commitments[i], f.rec.Commitments[j]) })
	for i := range f.rec.Commitments {
		f.rec.Commitments[i].ID = "k" + itoa(i+1)
	}
}

// before orders commitments by when they fall due, those without a day last, then by file and place.
func (f *fold) before(a, b parley.Commitment) bool {
	end := func(c parley.Commitment) parley.Date {
		switch {
		case c.Due == nil:
			return 1 << 30
		case c.Due.To != 0:
			return c.Due.To
		}
		return c.Due.From
	}
	if x, y := end(a), end(b); x != y {
		return x < y
	}
	if a.Said.File != b.Said.File {
		return a.Said.File < b.Said.File
	}
	return a.Said.Passage.Raw.Start < b.Said.Passage.Raw.Start
}

// ahead reports whether a dated clause tells of a day after its report was published.
func (f *fold) ahead(rep int, d *parley.Dated) bool {
	p := f.reports[rep].Meta.Published.Value
	return p.Known() && (d.When.From > p || d.Due && d.When.To > p)
}

// outcomes maps what is planned, offered or promised, by report and event, to the events that tell what came of it.
func (f *fold) outcomes() map[string][]*item {
	out := map[string][]*item{}
	t := f.compare(sequels, eventLayer, nil, f.dayKeys, func(a, b *item) bool {
		if ahead(b) {
			a, b = b, a
		}
		return ahead(a) && !ahead(b) && clausal(b) && f.mayCome(a, b)
	})
	t.each(func(a, b *item, l *link) {
		if !f.answer(a, b, l, f.cameOf) {
			return
		}
		if ahead(b) {
			a, b = b, a
		}
		k := string(f.reports[a.rep].Report) + a.id
		out[k] = append(out[k], b)
	})
	for _, list := range out {
		slices.SortFunc(list, func(a, b *item) int { return cmp.Compare(a.pos, b.pos) })
	}
	return out
}

// ahead reports whether an event is yet to come for the voice that tells of it.
func ahead(it *item) bool {
	return it.ev.Status == parley.Planned || it.ev.Status == parley.Offered || it.ev.Status == parley.Conditional
}

// mayCome reports whether event b is told by a later report and can be what became of the planned event a.
func (f *fold) mayCome(a, b *item) bool {
	if b.ev.Status != parley.Happened && b.ev.Status != parley.Ongoing && !undone(b.ev.Status) {
		return false
	}
	p, q := f.published(a.rep), f.published(b.rep)
	if p == nil || q == nil || q.From <= p.From || q.From > p.From+31 {
		return false
	}
	if a.when == nil || b.when == nil || !near(a.when, b.when, 1) { // without one day: only where the paper tells that it is one
		return a.ev.Instrument != "" && a.ev.Instrument == b.ev.Instrument && (undone(b.ev.Status) || a.when == nil || b.when == nil)
	}
	_, clash := participants(a, b)
	return !clash
}

// cameOf reports whether of two events of which one may be what became of the other it is.
func (f *fold) cameOf(a, b *item) bool {
	if a.ev.Instrument != "" && a.ev.Instrument == b.ev.Instrument {
		return true
	}
	common, _ := participants(a, b)
	return common > 0 || f.binding(a, b) > 0
}

// settleCommitment adds what is told of the events that stand in a commitment's words, and keeps it.
func (f *fold) settleCommitment(c *parley.Commitment, rep int, raw parley.RawSpan, kept map[string][]*item) {
	var then []*item
	for k := range f.rec.Reports[rep].Events {
		e := &f.rec.Reports[rep].Events[k]
		if e.Evidence[0].Raw.Overlaps(raw) {
			then = append(then, kept[string(f.reports[rep].Report)+e.ID]...)
		}
	}
	for _, it := range then {
		c.Then = addMembers(c.Then, []parley.Member{f.memberOf(it)})
	}
	f.order(c.Then)
	if n := len(c.Then); n > 0 {
		for _, it := range then {
			if m := c.Then[n-1]; f.reports[it.rep].Report == m.Report && it.passage.Raw == m.Passage.Raw {
				c.Outcome = string(it.ev.Status)
			}
		}
	}
	f.rec.Commitments = append(f.rec.Commitments, *c)
}

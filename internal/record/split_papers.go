package record

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// paperSplits are the splits of papers of one fold. What is split off is found by the words that tell it, whatever ids the reports' papers have.
type paperSplits struct {
	f      *fold
	claims map[ground]*line       // the last split that takes each member
	made   map[string]*instrument // by folded name: papers that were split off
}

// newPaperSplits notes which split has the last word on each member that any of the lines takes.
func newPaperSplits(f *fold, lines []*line) *paperSplits {
	p := &paperSplits{f, map[ground]*line{}, map[string]*instrument{}}
	for _, l := range lines {
		if x := decoded[parley.Split](l.d.Value); l.d.Kind == parley.DecideSplit && x != nil {
			for _, m := range x.Members {
				p.claims[groundOf(l, m)] = l
			}
		}
	}
	return p
}

// groundOf is what a member of a split is decided about.
func groundOf(l *line, m parley.SplitMember) ground {
	field := "split"
	if m.Step != nil {
		field = fmt.Sprintf("split of the step %s at byte %d", m.Step.State, m.Step.Raw.Start)
	}
	return ground{m.Report, l.d.Finding, field}
}

// split takes what a line names out of its paper, and makes a paper of that, whose id hangs on its name alone. Of two lines on one member the later counts.
func (p *paperSplits) split(l *line, into map[string]string) {
	l.open = false
	x := decoded[parley.Split](l.d.Value)
	if x == nil || len(x.Members) == 0 || x.Name == "" {
		l.orphan("its value is not readable")
		return
	}
	from, why := p.f.paperOf(l.d.Finding, l.was, into)
	if from < 0 {
		l.orphan(why)
		return
	}
	var members []parley.SplitMember
	for _, m := range x.Members {
		if w := p.claims[groundOf(l, m)]; w == l || decoded[parley.Split](w.d.Value).Name == x.Name {
			members = append(members, m)
		} else {
			l.by = w.d.Seq
			p.f.ruling.took(groundOf(l, m), l, x.Name)
		}
	}
	if len(members) == 0 {
		l.state = parley.Overruled
		return
	}
	l.by = 0
	whole := p.f.papers[from]
	out, rest := Part(&whole.x, members)
	switch already := p.made[foldName(x.Name)]; {
	case len(out.Reports) == 0 && already != nil && holds(already, members): // somebody said the same before
		l.now = already.x.ID
		for _, m := range members {
			p.f.ruling.take(groundOf(l, m), l, x.Name)
		}
		return
	case len(out.Reports) == 0:
		l.orphan(fmt.Sprintf("none of what it takes out of %q is there any more", whole.x.Name))
		return
	case len(rest.Mentions) == 0:
		l.orphan(fmt.Sprintf("it would leave nothing of %q", whole.x.Name))
		return
	}
	for _, m := range members {
		p.f.ruling.take(groundOf(l, m), l, x.Name)
	}
	reason := strings.TrimSuffix(fmt.Sprintf("%s says it is not %q: %s", l.d.Who, whole.x.Name, l.d.Why), ": ")
	l.now = p.part(from, x.Name, &out, &rest, reason)
}

// holds reports whether a paper has something of what a split names.
func holds(d *instrument, members []parley.SplitMember) bool {
	out, _ := Part(&d.x, members)
	return len(out.Reports) > 0
}

// part puts two papers in the place of the one at from, and gives the id of the new one.
func (p *paperSplits) part(from int, name string, out, rest *parley.Instrument, reason string) string {
	f := p.f
	whole := f.papers[from]
	stays, goes := &instrument{x: whole.x}, &instrument{x: parley.Instrument{Kind: whole.x.Kind, PutForwardBy: []string{}}}
	for _, it := range whole.items {
		if slices.ContainsFunc(rest.Mentions, func(m parley.Member) bool { return m.Report == it.sheet.raw.Report && m.Finding == it.id }) {
			stays.items = append(stays.items, it)
		} else {
			goes.items = append(goes.items, it)
		}
	}
	f.retell(stays, rest)
	stays.x.ID, stays.x.Merged = whole.x.ID, slices.DeleteFunc(slices.Clone(whole.x.Merged), func(why string) bool {
		return slices.ContainsFunc(goes.items, func(it *item) bool { return strings.HasPrefix(why, f.file[it.rep]+": ") })
	})
	f.papers[from] = stays
	key := foldName(name)
	d := p.made[key]
	if at := slices.Index(f.papers, d); d != nil && at >= 0 { // it was split off already
		goes.items = slices.Concat(d.items, goes.items)
		out.Mentions, out.Terms, out.History = slices.Concat(d.x.Mentions, out.Mentions), slices.Concat(d.x.Terms, out.Terms), slices.Concat(d.x.History, out.History)
		goes.x.ID, goes.x.Merged = d.x.ID, slices.Clone(d.x.Merged)
		f.papers[at] = goes
	} else {
		goes.x.ID = f.used.give(slug(name) + "-p")
		f.papers = slices.Insert(f.papers, from+1, goes)
	}
	f.retell(goes, out)
	goes.x.Name, goes.x.Merged = name, append(goes.x.Merged, reason)
	p.made[key] = goes
	return goes.x.ID
}

// retell makes a paper of what is told of it, and of what its reports say of it as a whole: its kind, who put it forward, the day that names it. It keeps its id.
func (f *fold) retell(d *instrument, x *parley.Instrument) {
	if len(d.items) > 0 {
		ps := make([]*paper, len(d.items))
		all := make([]int, len(d.items))
		for i, it := range d.items {
			ps[i], all[i] = it.paper, i
		}
		id, name, merged := d.x.ID, d.x.Name, d.x.Merged
		d.x, d.named = f.mergedPaper(ps, all)
		d.x.ID, d.x.Merged = id, merged
		if slices.ContainsFunc(ps, func(p *paper) bool { return p.x.Name == name }) {
			d.x.Name = name
		}
	}
	orEmpty := func(ms []parley.Member) []parley.Member { return append([]parley.Member{}, ms...) }
	d.x.Mentions, d.x.Terms, d.x.History = orEmpty(x.Mentions), orEmpty(x.Terms), append([]parley.Step{}, x.History...)
	d.x.Reports = reportsTelling(&d.x)
	slices.SortFunc(d.x.History, compareSteps)
	for i := range d.x.History {
		d.x.History[i].Odd = false
	}
	markOdd(d.x.History)
}

// Part sorts what is told of a paper into what a split takes out of it and what stays: mentions, terms, steps and reports. A member without a step takes all
// that its report says; one with a step takes that step, and the mentions that stand in its words and in those of no step that stays.
func Part(x *parley.Instrument, members []parley.SplitMember) (out, rest parley.Instrument) {
	whole := map[parley.ReportID]bool{}
	for _, m := range members {
		if m.Step == nil {
			whole[m.Report] = true
		}
	}
	for _, s := range x.History {
		if whole[s.Report] || slices.ContainsFunc(members, func(m parley.SplitMember) bool { return m.Step != nil && m.Report == s.Report && tells(m.Step, &s) }) {
			out.History = append(out.History, s)
		} else {
			rest.History = append(rest.History, s)
		}
	}
	within := func(m parley.Member, steps []parley.Step) bool {
		return slices.ContainsFunc(steps, func(s parley.Step) bool { return s.Report == m.Report && s.Passage.Raw.Overlaps(m.Passage.Raw) })
	}
	for _, m := range x.Mentions {
		if whole[m.Report] || within(m, out.History) && !within(m, rest.History) {
			out.Mentions = append(out.Mentions, m)
		} else {
			rest.Mentions = append(rest.Mentions, m)
		}
	}
	for _, t := range x.Terms {
		if whole[t.Report] {
			out.Terms = append(out.Terms, t)
		} else {
			rest.Terms = append(rest.Terms, t)
		}
	}
	out.Reports, rest.Reports = reportsTelling(&out), reportsTelling(&rest)
	return out, rest
}

// tells reports whether a step is the one that a decision names.
func tells(at *parley.StepAt, s *parley.Step) bool {
	return at.State == s.State && at.Raw.Overlaps(s.Passage.Raw) && (at.Words == "" || plainWords(at.Words) == plainWords(s.Passage.Text))
}

// reportsTelling are the reports that tell of a paper, sorted.
func reportsTelling(x *parley.Instrument) []parley.ReportID {
	ids := []parley.ReportID{}
	for _, m := range x.Mentions {
		ids = append(ids, m.Report)
	}
	for _, t := range x.Terms {
		ids = append(ids, t.Report)
	}
	for _, s := range x.History {
		ids = append(ids, s.Report)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// StepsIn are the steps of a paper that a report tells of in a state, as a split names them.
func StepsIn(x *parley.Instrument, report parley.ReportID, state parley.InstrumentState) []parley.StepAt {
	var out []parley.StepAt
	for _, s := range x.History {
		if s.Report == report && s.State == state {
			out = append(out, parley.StepAt{State: s.State, Raw: s.Passage.Raw})
		}
	}
	return out
}

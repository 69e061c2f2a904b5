package web

import (
	"slices"

	"github.com/parley-press/parley"
)

// Rows with no more than what lists are narrowed by: the filters look at nothing else of them. A large record has a million of them to be counted after each
// fold, of which a page shows fifty.

// leanStatement makes row such a row of statement i of the list.
func (x *index) leanStatement(row *statementRow, i int) {
	r, s := x.statementAt(i)
	*row = statementRow{Report: leanReport(r), Voice: x.speaker(r, s), Cue: parley.Excerpt(s.Cue), Words: parley.Excerpt(s.Content), Act: s.Act, Mode: s.Mode,
		SaidOn: s.SaidOn, Day: s.SaidOn.First(r.Meta.Published.Value), With: row.With[:0]}
	for i := range s.CoSources {
		row.With = append(row.With, x.named(&s.CoSources[i]))
	}
	if s.Addressee != nil {
		row.To = x.who(s.Addressee.Entity)
	}
}

// leanReport is a report without its address; nil is none.
func leanReport(r *parley.ReportEntry) reportRef {
	if r == nil {
		return reportRef{}
	}
	out := reportRef{ID: r.ID, File: r.File, Outlet: r.Meta.Outlet.Name, Date: r.Meta.Published.Value, How: r.Meta.Published.How}
	if r.Meta.Headline != nil {
		out.Headline = r.Meta.Headline.Text
	}
	return out
}

// leanLine makes r such a row of line i of the timeline.
func (x *index) leanLine(r *timelineRow, i int) {
	l := &x.lines[i]
	*r = timelineRow{When: l.when, What: l.what, Kind: l.kind, paper: l.paper, looks: l.looks, Tellers: r.Tellers[:0]}
	for _, m := range l.members {
		r.Tellers = append(r.Tellers, x.leanTeller(m, x.find(m)))
	}
	for _, a := range l.also {
		if a.step {
			r.Tellers = append(r.Tellers, x.leanStep(&x.rec.Instruments[a.first].History[a.at]))
			continue
		}
		rep := &x.rec.Reports[a.first]
		f := &rep.Figures[a.at]
		r.Tellers = append(r.Tellers, teller{Report: leanReport(rep), Voice: x.leanAsserter(rep, f.AssertedBy), Type: typeFigure, Words: orID(f.Sentence.Text, f.Passage.Text)})
	}
	r.Lanes = rowLanes(r)
}

// leanTeller is a voice behind a member of a line, which was found.
func (x *index) leanTeller(m parley.Member, f findings) teller {
	u := f.utterance()
	t := teller{Report: leanReport(f.report), Voice: x.memberOf(m, f), Words: m.Passage.Text, Type: u.typ, Status: u.status}
	if f.report == nil {
		t.Report.ID = m.Report
	}
	if f.event != nil && t.Voice.Own {
		t.Voice = x.leanAsserter(f.report, f.event.AssertedBy)
	}
	return t
}

// leanStep is the voice behind a step of a paper.
func (x *index) leanStep(s *parley.Step) teller {
	m := parley.Member{Report: s.Report, Says: s.AccordingTo}
	f := findings{report: x.reports[s.Report]}
	if f.report != nil && s.Statement != "" {
		f.statement = withID(f.report.Statements, s.Statement, statementID)
	}
	t := teller{Report: leanReport(f.report), Voice: x.memberOf(m, f), Type: typeStep, Status: string(s.State), Words: s.Passage.Text}
	if f.report == nil {
		t.Report.ID = s.Report
	}
	return t
}

// leanAsserter is the voice behind an asserted_by, without what it came through.
func (x *index) leanAsserter(r *parley.ReportEntry, by string) voice {
	if s := withID(r.Statements, by, statementID); s != nil {
		return x.speaker(r, s)
	}
	return voice{Outlet: outletOf(r), Own: true}
}

// leanConflict is such a row of a conflict.
func (x *index) leanConflict(c *parley.Conflict) conflictRow {
	row := conflictRow{ID: c.ID, Kind: c.Kind, What: c.What, Possible: c.Possible(), State: string(stateOf(c))}
	row.Sides, _ = bySide(c, len(c.Between), func(m *parley.Member) account {
		f := x.find(*m)
		a := account{Voice: x.memberOf(*m, f), Report: leanReport(f.report), When: f.when(), Quote: quote{Words: m.Passage.Text}}
		if f.report == nil {
			a.Report.ID = m.Report
		}
		return a
	})
	row.count()
	return row
}

// bySide is the members of a conflict by side, those without a side each for itself, and of each side the first accounts, most of them at most.
func bySide(c *parley.Conflict, most int, of func(*parley.Member) account) (sides []side, members [][]*parley.Member) {
	for n := range c.Between {
		m := &c.Between[n]
		i := slices.IndexFunc(sides, func(s side) bool { return m.Side != "" && s.Name == m.Side })
		if i < 0 {
			i = len(sides)
			sides, members = append(sides, side{Name: m.Side}), append(members, nil)
		}
		if members[i] = append(members[i], m); len(members[i]) > most {
			sides[i].More++
			continue
		}
		sides[i].Accounts = append(sides[i].Accounts, of(m))
	}
	return sides, members
}

package record

import (
	"slices"

	"github.com/parley-press/parley"
)

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

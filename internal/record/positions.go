package record

import (
	"slices"
	"sort"
	"strings"

	"github.com/parley-press/parley"
)

// stances puts the acts that take a stand into words; acts that only tell give none.
var stances = map[parley.Act]string{parley.Agree: "for", parley.Promise: "commits", parley.Propose: "proposes", parley.Praise: "for", parley.Refuse: "against", parley.Deny: "denies",
	parley.Accuse: "accuses", parley.Demand: "demands", parley.Warn: "warns", parley.Threaten: "threatens", parley.Doubt: "doubts", parley.Expect: "expects", parley.Confirm: "confirms"}

// positions lists where each party stands on each issue: from its statements that take a stand and rest on words that the configuration gives to an issue,
// else on an instrument's words, else on an event. The issue is the configured one, the instrument, or the kind of happening with its place. A change of stance against the party's last one is marked.
func (f *fold) positions() {
	at := map[string]*parley.Position{}
	var keys []string
	papers := f.paperMentions()
	for _, it := range f.items {
		stance := stances[it.st.Act]
		if stance == "" || it.entity == "" || it.st.Source == nil {
			continue
		}
		if it.st.Negated && stance == "for" {
			stance = "against"
		}
		issue := f.issue(it, papers)
		configured := f.register.about(joined(it.st.Content), issue)
		if configured != "" {
			issue = configured
		}
		if issue == "" {
			continue
		}
		party := f.party(it.entity)
		k := party + "|" + issue + "|" + stance + "|" + itoa(it.rep)
		p := at[k]
		if p == nil {
			p = &parley.Position{Party: party, Issue: issue, Stance: stance, Words: shorten(it.passage.Text, 120), Configured: configured != "", Date: it.when, Report: f.reports[it.rep].Report, File: f.file[it.rep]}
			if p.Date == nil {
				p.Date = f.published(it.rep)
			}
			at[k] = p
			keys = append(keys, k)
		}
		if !slices.Contains(p.Statements, it.id) {
			p.Statements = append(p.Statements, it.id)
		}
	}
	sort.Strings(keys)
	for _, k := range keys {
		f.rec.Positions = append(f.rec.Positions, *at[k])
	}
	sort.SliceStable(f.rec.Positions, func(i, j int) bool {
		a, b := f.rec.Positions[i], f.rec.Positions[j]
		if a.Party != b.Party {
			return a.Party < b.Party
		}
		if a.Issue != b.Issue {
			return a.Issue < b.Issue
		}
		if c := compareWhen(a.Date, b.Date); c != 0 {
			return c < 0
		}
		return a.File < b.File
	})
	for i := 1; i < len(f.rec.Positions); i++ {
		a, b := f.rec.Positions[i-1], &f.rec.Positions[i]
		b.Changed = a.Party == b.Party && a.Issue == b.Issue && Leaning(a.Stance)*Leaning(b.Stance) < 0
	}
}

// Leaning is +1 for a stance towards a thing, -1 for one against it, 0 for one that is neither.
func Leaning(stance string) int {
	switch stance {
	case "for", "commits", "proposes", "confirms":
		return 1
	case "against", "denies", "threatens", "doubts":
		return -1
	}
	return 0
}

// issue is what a statement is about: the instrument whose words stand in it, else the first event asserted by it, with its place.
func (f *fold) issue(it item, papers map[parley.ReportID][]named) string {
	for _, m := range papers[f.reports[it.rep].Report] {
		if it.passage.Raw.Overlaps(m.raw) {
			return m.name
		}
	}
	for k := range f.rec.Reports[it.rep].Events {
		e := &f.rec.Reports[it.rep].Events[k]
		if e.AssertedBy != it.id && !it.passage.Raw.Overlaps(e.Evidence[0].Raw) {
			continue
		}
		issue := strings.ReplaceAll(string(e.Type), "-", " ")
		if n := f.entityName(e.Where); n != "" {
			issue += " in " + n
		}
		return issue
	}
	return ""
}

// A named is a stretch of a report that names an instrument.
type named struct {
	raw  parley.RawSpan
	name string
}

// paperMentions lists, by report, where instruments are named.
func (f *fold) paperMentions() map[parley.ReportID][]named {
	out := map[parley.ReportID][]named{}
	for _, x := range f.rec.Instruments {
		for _, m := range x.Mentions {
			out[m.Report] = append(out[m.Report], named{m.Passage.Raw, x.Name})
		}
	}
	return out
}

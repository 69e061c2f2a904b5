package record

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// stances puts the acts that take a stand into words; acts that only tell give none.
var stances = map[parley.Act]string{parley.Agree: "for", parley.Promise: "commits", parley.Propose: "proposes", parley.Praise: "for", parley.Refuse: "against", parley.Deny: "denies",
	parley.Accuse: "accuses", parley.Demand: "demands", parley.Warn: "warns", parley.Threaten: "threatens", parley.Doubt: "doubts", parley.Expect: "expects", parley.Confirm: "confirms"}

// positions lists where each party stands on each issue: from its statements that take a stand and rest on words that the configuration gives to an issue,
// else on an instrument's words, else on an event. The issue is the configured one, the instrument, or the kind of happening with its place. A change of stance against the party's last one is marked.
func (f *fold) positions() {
	var now []*row[parley.Position]
	for _, s := range f.pages {
		if s.changed {
			s.stances = f.stances(s)
		}
		now = append(now, s.stances...)
	}
	rows := f.Folder.stances.settle(now, func(a, b *parley.Position) int {
		return cmp.Or(strings.Compare(a.Party, b.Party), strings.Compare(a.Issue, b.Issue), compareWhen(a.Date, b.Date), strings.Compare(a.File, b.File), strings.Compare(a.Stance, b.Stance))
	})
	f.rec.Positions = make([]parley.Position, len(rows))
	for i, r := range rows {
		f.rec.Positions[i] = r.val
		if i > 0 {
			a, b := &f.rec.Positions[i-1], &f.rec.Positions[i]
			b.Changed = a.Party == b.Party && a.Issue == b.Issue && Leaning(a.Stance)*Leaning(b.Stance) < 0
		}
	}
}

// stances are the positions that one report tells of.
func (f *fold) stances(s *sheet) (out []*row[parley.Position]) {
	type key struct{ party, issue, stance string }
	at := map[key]*parley.Position{}
	papers := f.paperMentions(s)
	for _, it := range s.statement {
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
		k := key{it.party, issue, stance}
		p := at[k]
		if p == nil {
			r := &row[parley.Position]{val: parley.Position{Party: it.party, Issue: issue, Stance: stance, Words: shorten(it.passage.Text, 120), Configured: configured != "", Date: it.when, Report: s.raw.Report, File: s.file}}
			if p = &r.val; p.Date == nil {
				p.Date = f.published(it.rep)
			}
			at[k] = p
			out = append(out, r)
		}
		if !slices.Contains(p.Statements, it.id) {
			p.Statements = append(p.Statements, it.id)
		}
	}
	return out
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

// themes are what an analyst calls the issue that an event of a type belongs to, where no paper and no configuration names it.
var themes = map[parley.EventType]string{
	"meeting": "talks", "call": "talks", "talks": "talks", "proposal-made": "proposals", "proposal-backed": "proposals", "proposal-withdrawn": "proposals", "proposal-rejected": "proposals",
	"proposal-replaced": "proposals", "agreement": "agreements", "ceasefire": "ceasefire", "violation": "ceasefire", "evacuation": "evacuation", "corridor": "corridors",
	"aid-delivery": "aid", "aid-obstruction": "aid", "military-operation": "fighting", "military-support": "military support", "territory-change": "control of territory",
	"regroup-resupply": "regrouping", "force-posture": "movements of forces", "attack-on-protected": "attacks on civilians", "vote": "votes", "veto": "votes", "law-or-sanction": "laws and sanctions",
	"accession": "membership", "election": "elections", "military-channel": "contacts of the armies", "separation-of-groups": "separation of groups", "accusation-of-abuse": "abuses",
	"displacement": "displaced people",
}

// issue is what a statement is about: the instrument whose words stand in it, else the first event asserted by it, with its place.
func (f *fold) issue(it *item, papers []named) string {
	for _, m := range papers {
		if it.passage.Raw.Overlaps(m.raw) {
			return m.name
		}
	}
	for k := range it.sheet.entry.Events {
		e := &it.sheet.entry.Events[k]
		if e.AssertedBy != it.id && !it.passage.Raw.Overlaps(e.Evidence[0].Raw) {
			continue
		}
		issue, ok := themes[e.Type]
		if !ok {
			continue // a speech or a document is no issue
		}
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

// paperMentions lists where a report names instruments, by their kind, name and id.
func (f *fold) paperMentions(s *sheet) (out []named) {
	order := make([]int, len(s.titles))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := s.titles[i], s.titles[j]
		return cmp.Or(strings.Compare(a.kind, b.kind), strings.Compare(a.name, b.name), strings.Compare(a.id, b.id))
	})
	for _, i := range order {
		for _, m := range s.eff.Instruments[i].Mentions {
			out = append(out, named{m.Raw, s.titles[i].name})
		}
	}
	return out
}

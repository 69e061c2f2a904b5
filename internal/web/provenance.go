package web

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// A journal is the log of the record with the ways into it.
type journal struct {
	bySubject map[string][]*parley.Decided // in the order of the log, undos included
	about     map[key][]*parley.Decided    // by what they are about in this record; the report is "" for what is of no report
	coders    map[key][]*parley.Dispute
	seq       map[int64]*parley.Decided
	stands    map[int64]parley.DecisionState // by seq: how it stands for who reads the record
}

// newJournal reads the log of a record once.
func newJournal(rec *parley.Record) journal {
	j := journal{bySubject: map[string][]*parley.Decided{}, about: map[key][]*parley.Decided{}, coders: map[key][]*parley.Dispute{},
		seq: map[int64]*parley.Decided{}, stands: map[int64]parley.DecisionState{}}
	standings := rec.Standings()
	for i := range rec.Decisions {
		d := &rec.Decisions[i]
		j.seq[d.Seq], j.stands[d.Seq] = d, standings[i]
		s := j.subject(d.Decision)
		j.bySubject[s] = append(j.bySubject[s], d)
		if d.Now != "" {
			k := key{d.Report, d.Now}
			j.about[k] = append(j.about[k], d)
		}
	}
	for i := range rec.Coders {
		c := &rec.Coders[i]
		k := key{c.Report, c.Finding}
		j.coders[k] = append(j.coders[k], c)
	}
	return j
}

// subject is what a decision is about, as the store has it.
func (j journal) subject(d parley.Decision) string {
	return store.SubjectIn(d, func(seq int64) (parley.Decision, bool) {
		b, ok := j.seq[seq]
		if !ok {
			return parley.Decision{}, false
		}
		return b.Decision, true
	})
}

// on lists the decisions on the subject of d, in the order of the log.
func (j journal) on(d parley.Decision) []*parley.Decided { return j.bySubject[j.subject(d)] }

// seen is the number of the newest decision on the subject of d, 0 where there is none: what a form sends along.
func (j journal) seen(d parley.Decision) int64 {
	if l := j.on(d); len(l) > 0 {
		return l[len(l)-1].Seq
	}
	return 0
}

// Signs of who stands behind a finding. Each has a sign and a word, so that none is told by colour alone.
const (
	byMachine = "machine"
	byPerson  = "person"
	byNobody  = "disputed" // people decided differently
)

// A provenance says who stands behind a finding: a machine alone, a person who confirmed, changed or made it, or people who do not agree.
type provenance struct {
	Kind    string          `json:"kind"`
	Line    string          `json:"line,omitempty"` // who did what
	Takes   []take          `json:"takes,omitempty"`
	Changes []parley.Change `json:"changes,omitempty"`
}

// A take is what one person made of a field.
type take struct {
	Field string `json:"field"`
	parley.Take
}

// provenance is who stands behind a finding of a report.
func (x *index) provenance(report parley.ReportID, b parley.Basis) provenance {
	s := provenance{Kind: byMachine}
	if who, ok := strings.CutPrefix(b.Rule, parley.PersonRule); ok {
		s.Kind, s.Line = byPerson, "added by "+orID(who, "nobody in particular")
	}
	if b.Accepted != "" {
		s.Kind, s.Line = byPerson, "accepted by "+b.Accepted
	}
	if c := b.Corrected; c != nil {
		s.Kind, s.Changes = byPerson, c.Changes
		var whos, parts []string
		for _, ch := range c.Changes {
			if !contains(whos, ch.Who) {
				whos = append(whos, ch.Who)
			}
			parts = append(parts, strings.ReplaceAll(ch.Part, "_", " "))
		}
		s.Line = "corrected by " + strings.Join(whos, ", ") + ": " + strings.Join(parts, ", ")
	}
	for _, d := range x.log.coders[key{report, b.ID}] {
		s.Kind = byNobody
		for _, t := range d.Takes {
			s.Takes = append(s.Takes, take{d.Field, t})
		}
	}
	return s
}

// Sign is the glyph of the provenance.
func (s provenance) Sign() string {
	switch s.Kind {
	case byPerson:
		return "✎\uFE0E"
	case byNobody:
		return "≠"
	}
	return "⚙\uFE0E"
}

// Words say the provenance.
func (s provenance) Words() string {
	if s.Kind == byNobody {
		return "disputed by people"
	}
	return s.Kind
}

// personOf is the person in a rule, "" where a machine decided.
func personOf(rule string) string {
	who, ok := strings.CutPrefix(rule, parley.PersonRule)
	if !ok {
		return ""
	}
	return orID(who, "nobody in particular")
}

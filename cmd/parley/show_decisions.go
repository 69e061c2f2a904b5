package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
)

// decisionsData is the log as it came out in this record.
func decisionsData(v shown) any {
	out := slices.Clone(orEmpty(v.rec.Decisions))
	for i, s := range v.rec.Standings() {
		out[i].State = s
	}
	return out
}

func orphansData(v shown) any { return orEmpty(v.rec.Orphans) }

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// showDecisions prints the log of what people decided, each with what it was about and how it stands.
func showDecisions(p *page, v shown) {
	if len(v.rec.Decisions) == 0 {
		none(p, v, "decisions")
		return
	}
	stands := v.rec.Standings()
	for i, d := range v.rec.Decisions {
		state := string(stands[i])
		if d.By != 0 {
			state += fmt.Sprintf(" by %d", d.By)
		}
		if d.ByID {
			state += ", held by its id (made before decisions kept the words they are about)"
		}
		p.line("")
		p.raw(p.in(strong, fit(fmt.Sprint(d.Seq), 6)), 6, plain(v.decision(d.Decision, d.Now)), bold)
		p.wrap("", 6, signed(d.Decision)+": "+state, "")
		p.was(d.Decision)
	}
	if n := len(v.rec.Coders); n > 0 {
		p.heading(count(n, "time people differ", "times people differ") + "; the last is in force")
		for _, d := range v.rec.Coders {
			var says []string
			for _, t := range d.Takes {
				says = append(says, fmt.Sprintf("%s says %s (%d)", nobody(t.Who), quote(t.Value), t.Seq))
			}
			p.wrap("  ", 4, strings.TrimSpace(plain(d.File)+" "+plain(d.Finding))+", "+d.Field+": "+strings.Join(says, ", ")+" of "+quote(d.Words), "")
		}
	}
}

// showOrphans prints the decisions in whose place nothing certain stands.
func showOrphans(p *page, v shown) {
	if len(v.rec.Orphans) == 0 {
		none(p, v, "orphans")
		return
	}
	for _, d := range v.rec.Orphans {
		p.line("")
		p.raw(p.in(strong, fit(fmt.Sprint(d.Seq), 6)), 6, plain(v.decision(d.Decision, "")), bold)
		p.wrap("", 6, signed(d.Decision), "")
		p.was(d.Decision)
		p.wrap("", 6, plain(d.Reason), alert)
	}
	p.line("\nThese are applied to nothing. Decide anew on what stands there now, or undo them.")
}

func nobody(who string) string {
	if who == "" {
		return "somebody"
	}
	return plain(who)
}

// signed is who decided, when and why.
func signed(d parley.Decision) string {
	s := nobody(d.Who)
	if !d.At.IsZero() {
		s += ", " + d.At.Format("2006-01-02 15:04")
	}
	if d.Why != "" {
		s += ", because " + quote(d.Why)
	}
	return s
}

// decision is a decision in one line, with the name of its report, and what its finding is called now where that is something else.
func (v shown) decision(d parley.Decision, now string) string {
	what := string(d.Kind)
	if r := v.reports[d.Report]; r != nil {
		what += " " + r.File
	} else if d.Report != "" {
		what += " report " + d.Report.Short()
	}
	if d.Finding != "" {
		what += " " + d.Finding
		if now != "" && now != d.Finding && d.Report != "" {
			what += " (now " + now + ")"
		}
	}
	switch d.Kind {
	case parley.DecideUndo:
		what += fmt.Sprintf(" decision %d", d.Undoes)
	case parley.DecideMerge, parley.DecideSame:
		what += " into " + d.Value
	case parley.DecideMark:
		what += " as " + d.Value
	case parley.DecideSplit:
		var x parley.Split
		if json.Unmarshal([]byte(d.Value), &x) == nil {
			what += ", out of it " + x.Name + " in " + count(len(x.Members), "report", "reports")
		}
	case parley.DecideEdit, parley.DecideAdd:
		if now := edited(d); now != "" {
			what += ": " + now
		}
	}
	return what
}

// edited is what an edit or an addition says, field by field.
func edited(d parley.Decision) string {
	fields := valueFields(d)
	parts := make([]string, 0, len(fields))
	for _, f := range fields {
		parts = append(parts, f[0]+" "+f[1])
	}
	return strings.Join(parts, ", ")
}

// was prints what a decision was about.
func (p *page) was(d parley.Decision) {
	var w parley.Was
	if d.Was == "" || json.Unmarshal([]byte(d.Was), &w) != nil {
		return
	}
	text := "of the " + w.Layer
	if w.Words != "" {
		text += " " + quote(w.Words)
	}
	var had []string
	for _, f := range valueFields(d) {
		if was, ok := w.Fields[f[0]]; ok && d.Kind == parley.DecideEdit {
			if was == "" {
				was = "nothing"
			}
			had = append(had, f[0]+" "+was)
		}
	}
	slices.Sort(had)
	if len(had) > 0 {
		text += ", which had " + strings.Join(had, ", ")
	}
	p.wrap("", 6, plain(text), dim)
}

// valueFields are the fields that an edit or an addition names, with what it says of them.
func valueFields(d parley.Decision) [][2]string {
	switch d.Kind {
	case parley.DecideEdit:
		var e parley.Edit
		if json.Unmarshal([]byte(d.Value), &e) == nil {
			return record.FieldsOfEdit(&e)
		}
	case parley.DecideAdd:
		var a parley.Addition
		if json.Unmarshal([]byte(d.Value), &a) == nil {
			return record.FieldsOfEdit(&a.Edit)
		}
	}
	return nil
}

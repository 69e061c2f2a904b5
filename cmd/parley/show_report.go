package main

import (
	"fmt"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/event"
)

// showReport prints one report with everything found in it.
func showReport(p *page, v shown, r *parley.ReportEntry) {
	title := plain(headline(r))
	if title == "" {
		title = plain(r.File)
	}
	p.wrap("", 0, title, bold)
	p.reportFacts(v, r)
	p.reportDifferences(v, r)
	if len(r.Statements) > 0 {
		p.heading("Statements")
		for i := range r.Statements {
			p.statement(v, &r.Statements[i])
		}
	}
	if len(r.Events) > 0 {
		p.heading("Events")
		for i := range r.Events {
			p.event(v, r, &r.Events[i])
		}
		p.line("\n  In brackets: the class of PLOVER and the code of CAMEO that are nearest.")
	}
	if len(r.Figures) > 0 {
		p.heading("Figures")
		for i := range r.Figures {
			p.figure(v, &r.Figures[i], v.voice(r, r.Figures[i].AssertedBy))
		}
	}
	p.reportInstruments(v, r)
	if len(r.Noise) > 0 {
		p.heading("Page furniture")
		for _, n := range r.Noise {
			p.wrap("  "+string(n.Kind), 22, quote(shorten(n.Passage.Text, 160)), "")
		}
	}
	if len(r.Repairs) > 0 {
		p.heading("Repairs")
		for _, x := range r.Repairs {
			p.line("  %s, %s, first at byte %d", plain(x.What), count(x.N, "place", "places"), x.Raw.Start)
		}
	}
}

// reportFacts prints what a report says of itself, and how that is known.
func (p *page) reportFacts(v shown, r *parley.ReportEntry) {
	g := &grid{}
	named := func(what string, n parley.Named) {
		if n.Name != "" {
			g.add(what, plain(n.Name)+known(n.How, n.Why))
		}
	}
	g.add("file", plain(r.File))
	if len(r.Names) > 1 || len(r.Names) == 1 && r.Names[0] != r.File {
		g.add("came as", plain(strings.Join(r.Names, ", ")))
	}
	g.add("hash", string(r.ID))
	m := &r.Meta
	if m.Outlet.Name == "" {
		g.add("outlet", "not named")
	}
	named("outlet", m.Outlet)
	if p := m.Published; p.Value.Known() {
		g.add("published", p.Value.String()+known(parley.Known(p.Certainty()), p.Why))
	} else {
		g.add("published", "not known"+known("", p.Why))
	}
	if u := m.Updated; u != nil {
		g.add("updated", u.Value.String()+known("", u.Why))
	}
	if m.Dateline != nil {
		named("dateline", *m.Dateline)
	}
	for _, b := range m.Bylines {
		why := ""
		if b.Why != "" {
			why = "; by " + plain(b.Why)
		}
		g.add("byline", plain(b.Name)+" ("+plain(b.Role)+why+")")
	}
	for _, n := range m.Agencies {
		named("agency", n)
	}
	if m.URL != "" {
		g.add("address", plain(m.URL))
	}
	if m.Language != "" {
		g.add("language", plain(m.Language))
	}
	if len(m.Flags) > 0 {
		g.add("flags", plain(strings.Join(m.Flags, ", ")))
	}
	if o := v.reports[r.CopyOf]; o != nil {
		g.add("copy of", plain(o.File)+", "+v.outlet(o.ID))
	}
	if o := v.reports[r.ReplacedBy]; o != nil {
		g.add("replaced by", plain(o.File)+" ("+plain(r.ReplacedWhy)+"): the record uses that version, and no finding of this one")
	}
	for _, id := range r.Replaces {
		if o := v.reports[id]; o != nil {
			g.add("replaces", plain(o.File))
		}
	}
	if n := r.Meta.Revised; n != nil {
		g.add("notice", n.Kind+": "+quote(shorten(n.Passage.Text, 100)))
	}
	g.add("length", count(r.Words, "word", "words"))
	p.grid(g)
}

// known says how something is known, for people.
func known(how parley.Known, why string) string {
	s := ""
	if how != "" {
		s = string(how)
	}
	if why != "" && s != "" {
		s += ": "
	}
	s += plain(why)
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

// event prints one event: what, how it stands, who takes part, when and where, in whose voice.
func (p *page) event(v shown, r *parley.ReportEntry, e *parley.Event) {
	text := strings.ReplaceAll(string(e.Type), "-", " ") + ", " + strings.ReplaceAll(string(e.Status), "-", " ")
	if c := event.Code(e.Type, e.Status); c.Known() {
		text += " (" + c.String() + ")"
	}
	if d := days(e.When); d != "" {
		text += ", " + d
	}
	if e.Where != "" {
		text += ", " + v.name(e.Where)
	}
	var who []string
	for _, x := range e.Participants {
		who = append(who, v.name(x.Entity)+" ("+string(x.Role)+")")
	}
	if len(who) > 0 {
		text += "; " + strings.Join(who, ", ")
	}
	if in := v.instruments[e.Instrument]; in != nil {
		text += "; " + plain(in.Name)
	}
	text += fmt.Sprintf(": %s, %s", quote(words(e.Evidence)), v.voice(r, e.AssertedBy))
	p.wrap("  "+plain(e.ID), 7, text, "")
}

// reportInstruments prints the steps of papers that this report tells of.
func (p *page) reportInstruments(v shown, r *parley.ReportEntry) {
	first := true
	for _, in := range v.rec.Instruments {
		for _, s := range in.History {
			if s.Report != r.ID {
				continue
			}
			if first {
				p.heading("Papers, deals and truces")
				first = false
			}
			who := v.outlet(r.ID)
			if s.AccordingTo != "" {
				who = v.name(s.AccordingTo)
			}
			p.styled("", 2, plain(in.Name), fmt.Sprintf("%s %s: %s, according to %s: %s", p.in(bold, plain(in.Name)), brackets(plain(in.ID)), s.State, who, quote(s.Passage.Text)))
		}
	}
}

// shorten is s in at most n bytes or so, cut between words.
func shorten(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= n {
		return s
	}
	cutAt := strings.LastIndexByte(s[:n], ' ')
	if cutAt < n/2 {
		cutAt = len(cut(s, n))
	}
	return s[:cutAt] + " …"
}

package main

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/event"
	"github.com/parley-press/parley/internal/plural"
)

// indentDate is where text starts beside a date; "until 2031-05-04" fits before it.
const indentDate = 18

// none prints that a list is empty.
func none(p *page, v shown, what string) {
	if v.filter != (filter{}) {
		p.line("No %s match.", what)
		return
	}
	p.line("The record holds no %s.", what)
}

func showTimeline(p *page, v shown) {
	last := ""
	for _, c := range v.rec.Chronology {
		var kept []parley.Member
		for _, m := range c.Members {
			if v.keeps(v.reports[m.Report], v.name(m.Says), c.What) {
				kept = append(kept, m)
			}
		}
		if len(kept) == 0 {
			continue
		}
		day := days(&parley.Interval{From: c.From, To: c.To})
		if day == last {
			p.dated("", indentDate, plain(c.What), bold)
		} else {
			p.line("")
			p.dated(day, indentDate, plain(c.What), bold)
		}
		last = day
		p.accounts(v, c.What, kept)
	}
	if last == "" {
		none(p, v, "dated happenings")
		return
	}
	p.line("\nAfter an event: the class of PLOVER and the code of CAMEO that are nearest.")
}

// dated writes text beside a date that stands in the column before it, or above where the date is too long.
func (p *page) dated(day string, indent int, text string, st style) {
	if len(day) >= indent {
		p.line("%s", p.in(strong, day))
		day = ""
	}
	p.raw(p.in(strong, fit(day, indent)), indent, text, st)
}

// accounts prints the voices that tell of something: those whose words stand in what already in one line, the others
// with their words.
func (p *page) accounts(v shown, what string, all []parley.Member) {
	var told []string
	for _, m := range all {
		if words := strings.TrimSpace(m.Passage.Text); strings.Contains(what, shorten(words, 40)) || strings.Contains(what, strings.TrimSuffix(shorten(words, 40), " …")) {
			told = append(told, v.said(m)+" "+brackets(v.spot(m)))
		}
	}
	if len(told) > 0 {
		p.wrap("", indentDate+2, strings.Join(told, "; "), "")
	}
	for _, m := range all {
		if t := v.said(m) + " " + brackets(v.spot(m)); !slices.Contains(told, t) {
			p.account(v, indentDate+2, v.said(m), m)
		}
	}
}

// account prints one voice's words, and where they stand.
func (p *page) account(v shown, indent int, voice string, m parley.Member) {
	p.wrap("", indent, voice+": "+quote(m.Passage.Text)+" "+brackets(v.spot(m)), "")
}

func brackets(s string) string { return "[" + s + "]" }

// statementsData is the statements with their file, in the order in which they are shown.
func statementsData(v shown) any {
	type line struct {
		File   string          `json:"file"`
		Report parley.ReportID `json:"report"`
		Outlet string          `json:"outlet"`
		Who    string          `json:"who"` // name of the source
		parley.Statement
		Codes *event.Coding `json:"codes,omitempty"` // of the act
	}
	out := []line{}
	v.statements(func(r *parley.ReportEntry, s *parley.Statement) {
		out = append(out, line{r.File, r.ID, r.Meta.Outlet.Name, v.who(s.Source), *s, coded(event.CodeStatement(s))})
	})
	return out
}

// statements calls f with every statement that the filter keeps, by day of publication.
func (v shown) statements(f func(*parley.ReportEntry, *parley.Statement)) {
	for _, r := range v.byDay() {
		for i := range r.Statements {
			s := &r.Statements[i]
			who := []string{v.who(s.Source)}
			if s.Source != nil && s.Source.Passage != nil {
				who = append(who, s.Source.Passage.Text)
			}
			if v.keeps(r, who...) {
				f(r, s)
			}
		}
	}
}

// byDay is the reports by day of publication; undated ones come last, and equals stay as the record has them.
func (v shown) byDay() []*parley.ReportEntry {
	all := make([]*parley.ReportEntry, len(v.rec.Reports))
	for i := range v.rec.Reports {
		all[i] = &v.rec.Reports[i]
	}
	day := func(r *parley.ReportEntry) int {
		if d := r.Meta.Published.Value; d.Known() {
			return int(d)
		}
		return 1 << 30
	}
	slices.SortStableFunc(all, func(a, b *parley.ReportEntry) int { return day(a) - day(b) })
	return all
}

func showStatements(p *page, v shown) {
	n := 0
	var last *parley.ReportEntry
	v.statements(func(r *parley.ReportEntry, s *parley.Statement) {
		n++
		if r != last {
			last = r
			p.reportHeading(v, r)
		}
		p.statement(v, s)
	})
	if n == 0 {
		none(p, v, "statements")
		return
	}
	p.line("\nWords in “ ” are quoted by the report; the others are its own paraphrase, as printed.")
}

// reportHeading prints day, outlet and file of a report, over its findings.
func (p *page) reportHeading(v shown, r *parley.ReportEntry) {
	day := "no date"
	if d := v.published(r.ID); d != nil {
		day = days(d)
	}
	outlet := v.outlet(r.ID)
	p.line("\n%s  %s  %s", p.in(strong, fit(day, 10)), p.in(bold, outlet), p.in(dim, plain(r.File)))
}

// acts say in a verb what a source did.
var acts = map[parley.Act]string{
	parley.Say: "says", parley.Deny: "denies", parley.Accuse: "accuses", parley.Demand: "demands", parley.Promise: "promises",
	parley.Warn: "warns", parley.Threaten: "threatens", parley.Propose: "proposes", parley.Confirm: "confirms", parley.Agree: "agrees",
	parley.Refuse: "refuses", parley.Announce: "announces", parley.Doubt: "doubts", parley.Expect: "expects", parley.Ask: "asks",
	parley.Praise: "praises", parley.Relay: "reports",
}

// doesNot says of a statement with a no what its source does not do, by the verb that the report has the no on ("does not confirm", "does not rule out") where that is a
// plain infinitive. What such a no amounts to, as refusing or doubting, has no further no.
func doesNot(s *parley.Statement) string {
	if n := len(s.Cue); n > 0 {
		cue := strings.ToLower(plain(s.Cue[n-1].Text))
		first, _, _ := strings.Cut(cue, " ")
		if lettersOnly.MatchString(cue) && !inflected.MatchString(first) {
			return "does not " + cue
		}
	}
	switch s.Act {
	case parley.Refuse, parley.Doubt, parley.Deny:
		return acts[s.Act]
	}
	return "does not " + plain(string(s.Act))
}

var (
	lettersOnly = regexp.MustCompile(`^[a-z]+( [a-z]+){0,2}$`)
	inflected   = regexp.MustCompile(`(?:ed|ing|[^s]s|^(?:said|told|thought|felt|saw|knew|made|gave|took|is|are|was|were|be|has|have|had|no|not|never|his|her|their|its|the|a|an))$`)
)

// statement prints one statement: who does what, to whom, through whom and when, then the words.
func (p *page) statement(v shown, s *parley.Statement) {
	verb := acts[s.Act]
	if verb == "" {
		verb = plain(string(s.Act))
	}
	if s.Negated {
		verb = doesNot(s)
	}
	who := v.who(s.Source)
	if len(s.CoSources) > 0 || plural.Is(who) {
		verb = plural.Verb(verb)
	}
	for i := range s.CoSources {
		who += ", " + v.who(&s.CoSources[i])
	}
	var notes []string
	if s.Addressee != nil {
		notes = append(notes, "to "+v.who(s.Addressee))
	}
	for i := range s.Via {
		notes = append(notes, "via "+v.who(&s.Via[i]))
	}
	if d := days(s.SaidOn); d != "" {
		notes = append(notes, d)
	}
	if s.Headline {
		notes = append(notes, "headline")
	}
	if s.NestedIn != "" {
		notes = append(notes, "inside "+plain(s.NestedIn))
	}
	head := p.in(bold, who) + " " + verb
	if len(notes) > 0 {
		head += " (" + strings.Join(notes, "; ") + ")"
	}
	p.styled("  "+fit(plain(s.ID), 5), 7, who, head)
	body := words(s.Content)
	if s.Mode == parley.Direct {
		body = "“" + body + "”"
	}
	p.wrap("", 9, body, "")
}

// styled prints a line that may hold styles: as it is where it fits, without styles where it must be wrapped.
func (p *page) styled(first string, indent int, boldPart, line string) {
	bare := strings.Replace(line, p.in(bold, boldPart), boldPart, 1)
	lines := wrap(bare, p.width-indent)
	if len(lines) == 1 {
		p.line("%s%s", fit(first, indent), line)
		return
	}
	if strings.HasPrefix(lines[0], boldPart) {
		lines[0] = p.in(bold, boldPart) + lines[0][len(boldPart):]
	}
	for i, l := range lines {
		if i > 0 {
			first = ""
		}
		p.line("%s%s", fit(first, indent), l)
	}
}

func showPositions(p *page, v shown) {
	if len(v.rec.Positions) == 0 {
		none(p, v, "positions")
		return
	}
	party, issue := "", ""
	for i, x := range v.rec.Positions {
		if i == 0 || x.Party != party {
			p.heading(v.name(x.Party))
			issue = ""
		}
		if issue == "" || x.Issue != issue {
			p.line("  %s", plain(x.Issue))
		}
		party, issue = x.Party, x.Issue
		mark := ""
		if x.Changed {
			mark = " (changed)"
		}
		day := days(x.Date)
		if day == "" {
			day = "no date"
		}
		p.dated("    "+day, indentDate+4, plain(x.Stance)+mark+": "+quote(x.Words)+" "+brackets(at(x.File, strings.Join(x.Statements, " "))), "")
	}
}

func showInstruments(p *page, v shown) {
	if len(v.rec.Instruments) == 0 {
		none(p, v, "papers, deals or truces")
		return
	}
	for _, in := range v.rec.Instruments {
		p.line("\n%s  %s", p.in(bold, plain(in.Name)), p.in(dim, "("+plain(in.ID)+")"))
		facts := []string{strings.ReplaceAll(string(in.Kind), "-", " ")}
		if by := v.names(in.PutForwardBy); by != "" {
			facts = append(facts, "put forward by "+by)
		}
		if d := days(in.Date); d != "" {
			facts = append(facts, "dated "+d)
		}
		facts = append(facts, "in "+count(len(in.Reports), "report", "reports"))
		p.wrap("", 2, strings.Join(facts, ", "), "")
		for _, m := range in.Terms {
			p.wrap("  term", indentDate+2, quote(m.Passage.Text)+" "+brackets(v.spot(m)), "")
		}
		for _, s := range v.steps(&in) {
			day := cmp.Or(v.stepDay(s), "no date")
			voice := v.outlet(s.Report)
			if s.AccordingTo != "" {
				voice = v.name(s.AccordingTo) + ", in " + voice
			}
			file := ""
			if r := v.reports[s.Report]; r != nil {
				file = r.File
			}
			state := string(s.State)
			if s.Odd {
				state += " (out of turn)"
			}
			text := fmt.Sprintf("%s, according to %s: %s %s", state, voice, quote(s.Passage.Text), brackets(at(file, s.Statement)))
			p.dated("  "+day, indentDate+2, text, "")
		}
	}
}

// figuresData is the figures with their file.
func figuresData(v shown) any {
	type line struct {
		File   string          `json:"file"`
		Report parley.ReportID `json:"report"`
		Voice  string          `json:"voice"` // who claims it
		parley.Figure
	}
	out := []line{}
	v.figures(func(r *parley.ReportEntry, f *parley.Figure, voice string) {
		out = append(out, line{r.File, r.ID, voice, *f})
	})
	return out
}

// figures calls f with every figure that the filter keeps, by day of publication.
func (v shown) figures(f func(*parley.ReportEntry, *parley.Figure, string)) {
	for _, r := range v.byDay() {
		for i := range r.Figures {
			if voice := v.voice(r, r.Figures[i].AssertedBy); v.keeps(r, voice) {
				f(r, &r.Figures[i], voice)
			}
		}
	}
}

func showFigures(p *page, v shown) {
	n := 0
	var last *parley.ReportEntry
	v.figures(func(r *parley.ReportEntry, f *parley.Figure, voice string) {
		n++
		if r != last {
			last = r
			p.reportHeading(v, r)
		}
		p.figure(v, f, voice)
	})
	if n == 0 {
		none(p, v, "figures")
	}
}

// figure prints one figure: the value, its unit, the words, the voice.
func (p *page) figure(v shown, f *parley.Figure, voice string) {
	text := amount(*f) + " " + plain(f.Unit)
	if d := days(f.When); d != "" {
		text += ", " + d
	}
	if f.Where != "" {
		text += ", " + v.name(f.Where)
	}
	if f.PartOf != "" {
		text += ", part of " + plain(f.PartOf)
	}
	p.wrap("  "+plain(f.ID), 7, text+": "+quote(f.Passage.Text)+", "+voice, "")
}

package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// explained prints a finding with what it rests on.
func (p *page) explained(v shown, x *explained) {
	switch {
	case x.Instrument != nil:
		p.explainInstrument(v, x.Instrument)
		return
	case x.Conflict != nil:
		p.conflict(v, x.Conflict)
		return
	}
	g := &grid{}
	switch {
	case x.Statement != nil:
		p.statement(v, x.Statement)
		p.explainSentence(x)
		v.statementFacts(g, x)
	case x.Event != nil:
		p.event(v, x.entry, x.Event)
		p.explainSentence(x)
		e := x.Event
		g.add("voice", x.Who)
		if e.AssertedBy != parley.Narrator {
			g.add("", "in statement "+plain(e.AssertedBy))
		}
		g.add("found by", by(e.Rule, e.Confidence))
	case x.Figure != nil:
		p.figure(v, x.Figure, x.Who)
		p.explainSentence(x)
		f := x.Figure
		g.add("counted", plain(f.Unit)+", head “"+plain(f.Head)+"”")
		if f.AssertedBy != parley.Narrator {
			g.add("voice", x.Who+", in statement "+plain(f.AssertedBy))
		} else {
			g.add("voice", x.Who)
		}
		g.add("found by", by(f.Rule, f.Confidence))
	}
	v.place(g, x)
	p.grid(g)
}

// explainSentence prints the sentence with its parts marked, or the parts alone.
func (p *page) explainSentence(x *explained) {
	words := x.passages()
	p.line("")
	if x.Sentence != nil {
		p.wrap("", 4, mark(*x.Sentence, words), "")
	} else {
		for _, w := range words {
			p.wrap("", 4, "["+w.label+": "+plain(w.Text)+"]", "")
		}
	}
	p.line("")
}

// mark is a passage with the words in it in brackets, each with its label: [cue: said].
func mark(s parley.Passage, words []marked) string {
	type insert struct {
		at, long int
		text     string
	}
	var all []insert
	for _, w := range words {
		if !w.Span.Empty() && s.Span.Contains(w.Span) {
			all = append(all, insert{w.Span.Start, w.Span.Len(), "[" + w.label + ": "}, insert{w.Span.End, 0, "]"})
		}
	}
	slices.SortStableFunc(all, func(a, b insert) int { // at one place what ends comes first, then the longest
		switch {
		case a.at != b.at:
			return a.at - b.at
		case (a.long == 0) != (b.long == 0):
			return a.long - b.long
		}
		return b.long - a.long
	})
	var b strings.Builder
	at := s.Span.Start
	for _, i := range all {
		b.WriteString(s.Text[at-s.Span.Start : i.at-s.Span.Start])
		b.WriteString(i.text)
		at = i.at
	}
	b.WriteString(s.Text[at-s.Span.Start:])
	return plain(b.String())
}

// by says what gave something and how sure it is.
func by(rule string, confidence float64) string {
	var parts []string
	if rule != "" {
		parts = append(parts, "by "+plain(rule))
	}
	if confidence > 0 {
		parts = append(parts, fmt.Sprintf("confidence %.2f", confidence))
	}
	return strings.Join(parts, ", ")
}

// statementFacts adds a line for every part of a statement: what it is, and what gave it.
func (v shown) statementFacts(g *grid, x *explained) {
	s := x.Statement
	fact := func(label, part, what string) {
		line := what
		for _, w := range s.Why {
			if w.Part != part {
				continue
			}
			if t := by(w.Rule, w.Confidence); t != "" {
				line += ", " + t
			}
			if w.Note != "" {
				line += ": " + plain(w.Note)
			}
		}
		g.add(label, line)
	}
	if s.Source != nil && s.Source.Passage != nil {
		fact("source", parley.PartSource, quote(s.Source.Passage.Text))
	} else {
		fact("source", parley.PartSource, "no words name one")
	}
	if len(s.Cue) > 0 {
		fact("cue", parley.PartCue, quote(words(s.Cue)))
	} else {
		fact("cue", parley.PartCue, "none: it goes on under the cue before it, or by its place")
	}
	fact("content", parley.PartContent, quote(shorten(words(s.Content), 120)))
	g.add("mode", plain(string(s.Mode)))
	act := plain(string(s.Act))
	if s.Negated {
		act += ", negated"
	}
	fact("act", parley.PartAct, act)
	v.sourceFacts(g, x, fact)
	if s.Addressee != nil {
		fact("to", parley.PartAddressee, v.named(s.Addressee))
	}
	for i := range s.Via {
		fact("via", parley.PartVia, v.named(&s.Via[i]))
	}
	if s.Occasion != nil {
		words := quote(s.Occasion.Text)
		if s.Place != "" {
			words += ", in " + v.name(s.Place)
		}
		fact("occasion", parley.PartOccasion, words)
	}
	day := days(s.SaidOn)
	if day == "" {
		day = "not known"
	}
	fact("said on", parley.PartSaidOn, day)
	if x.Host != nil {
		fact("nested", parley.PartNesting, "in "+plain(x.Host.ID)+", what "+v.who(x.Host.Source)+" expresses")
	}
	if len(x.Holds) > 0 {
		g.add("holds", plain(strings.Join(x.Holds, ", ")))
	}
	g.add("as a whole", by(s.Rule, s.Confidence))
}

// sourceFacts adds who the source is, and why.
func (v shown) sourceFacts(g *grid, x *explained, fact func(label, part, what string)) {
	if x.Source == nil {
		if x.Statement.Source != nil {
			fact("who", parley.PartEntity, "not known")
		}
		return
	}
	e := x.Source
	what := plain(e.Name) + " (" + string(e.Type)
	if e.Role != "" {
		what += ", " + plain(e.Role)
	}
	if e.Unnamed {
		what += ", unnamed"
	}
	fact("who", parley.PartEntity, what+")")
	const most = 3
	for i, m := range e.Merged {
		if i == most {
			g.add("", count(len(e.Merged)-most, "further chain", "further chains"))
			break
		}
		g.add("", "one with: "+plain(m))
	}
	if s := v.entities[e.Side]; s != nil {
		g.add("", "speaks for "+plain(s.Name))
	}
	for i := range x.Statement.CoSources {
		g.add("with", v.named(&x.Statement.CoSources[i]))
	}
}

// named is a party by name, with the words that stand for it where they are others.
func (v shown) named(r *parley.Ref) string {
	name := v.who(r)
	if r.Passage != nil && plain(r.Passage.Text) != name {
		name += " “" + plain(r.Passage.Text) + "”"
	}
	return name
}

// place adds where a finding stands.
func (v shown) place(g *grid, x *explained) {
	line := plain(x.File) + ", " + v.outlet(x.Report)
	if d := days(v.published(x.Report)); d != "" {
		line += ", " + d
	}
	g.add("report", line)
	for _, w := range x.passages() {
		g.add("bytes", fmt.Sprintf("%d–%d %s", w.Raw.Start, w.Raw.End, w.label))
	}
}

// explainInstrument prints a paper with what gave each step.
func (p *page) explainInstrument(v shown, in *parley.Instrument) {
	p.wrap("", 0, plain(in.Name), bold)
	g := &grid{}
	g.add("kind", plain(strings.ReplaceAll(string(in.Kind), "-", " ")))
	for _, m := range in.Merged {
		g.add("one with", plain(m))
	}
	for _, s := range in.History {
		who, file := v.outlet(s.Report), ""
		if s.AccordingTo != "" {
			who = v.name(s.AccordingTo)
		}
		if r := v.reports[s.Report]; r != nil {
			file = r.File
		}
		g.add(plain(string(s.State)), fmt.Sprintf("according to %s: %s %s, %s", who, quote(s.Passage.Text), brackets(at(file, s.Statement)), by(s.Rule, s.Confidence)))
	}
	p.grid(g)
}

package eval

import "github.com/parley-press/parley"

// perfect is the record that says all that a gold record says, and no more.
func perfect(g *Gold) *parley.Record {
	rec := &parley.Record{}
	for _, e := range g.entities {
		rec.Entities = append(rec.Entities, parley.Entity{ID: e.ID, Name: e.Name, Type: parley.EntityType(e.Type), Aliases: e.Aliases})
	}
	for _, f := range g.Files {
		rec.Reports = append(rec.Reports, perfectReport(g.reports[f]))
	}
	for _, in := range g.instruments {
		out := parley.Instrument{ID: in.ID, Name: in.Name, Kind: parley.InstrumentKind(in.Kind)}
		for _, h := range in.History {
			out.History = append(out.History, parley.Step{State: parley.InstrumentState(h.State), When: h.When, AccordingTo: h.According,
				Report: parley.ReportID(h.File), Passage: passageOf(h.span)})
		}
		rec.Instruments = append(rec.Instruments, out)
	}
	for _, c := range g.cross.Conflicts {
		rec.Conflicts = append(rec.Conflicts, parley.Conflict{ID: c.ID, Kind: parley.ConflictKind(c.Kind), What: c.What, Between: g.perfectMembers(c.Between)})
	}
	for _, c := range g.cross.Same {
		rec.Same = append(rec.Same, parley.Same{ID: c.ID, What: c.What, Members: g.perfectMembers(c.Members)})
	}
	for _, c := range g.cross.Chronology {
		rec.Chronology = append(rec.Chronology, parley.ChronologyLine{From: c.From, To: c.To, What: c.What, Members: g.perfectMembers(c.Members)})
	}
	return rec
}

func passageOf(s span) parley.Passage {
	return parley.Passage{Raw: parley.RawSpan{Start: s.Start, End: s.End}, Text: s.Text}
}

func passagesOf(ss []span) (out []parley.Passage) {
	for _, s := range ss {
		out = append(out, passageOf(s))
	}
	return out
}

func (g *Gold) perfectMembers(ms []goldMember) (out []parley.Member) {
	for _, m := range ms {
		at := g.bytesOf(m)[0]
		out = append(out, parley.Member{File: m.File, Finding: m.ID, Side: m.Side, Passage: passageOf(span{Start: at[0], End: at[1]})})
	}
	return out
}

func perfectReport(r *goldReport) parley.ReportEntry {
	m := &r.Report
	head := passageOf(m.Headline)
	out := parley.ReportEntry{ID: parley.ReportID(r.File), File: r.File, Meta: parley.Meta{Headline: &head, Outlet: parley.Named{Name: m.Outlet.Name},
		Published: parley.Published{Value: m.Published.Value, How: parley.Known(m.Published.How)}}}
	if m.Dateline != nil {
		out.Meta.Dateline = &parley.Named{Name: m.Dateline.Span.Text}
	}
	for _, b := range m.Bylines {
		out.Meta.Bylines = append(out.Meta.Bylines, parley.Byline{Name: b.Name})
	}
	for _, n := range m.Noise {
		out.Noise = append(out.Noise, parley.Noise{Passage: passageOf(n.span)})
	}
	for i := range r.Statements {
		out.Statements = append(out.Statements, perfectStatement(&r.Statements[i]))
	}
	for _, e := range r.Events {
		v := parley.Event{Basis: parley.Basis{ID: e.ID}, Type: parley.EventType(e.Type), Status: parley.Status(e.Status), When: e.When, Where: e.Where,
			AssertedBy: e.AssertedBy, Instrument: e.Instrument, Evidence: []parley.Passage{passageOf(e.Evidence)}}
		for _, p := range e.Participants {
			v.Participants = append(v.Participants, parley.Participant{Entity: p.Entity, Role: parley.Role(p.Role)})
		}
		out.Events = append(out.Events, v)
	}
	for _, f := range r.Figures {
		out.Figures = append(out.Figures, parley.Figure{Basis: parley.Basis{ID: f.ID}, Low: f.Low, High: f.High, Qualifier: parley.Qualifier(f.Qualifier),
			AssertedBy: f.AssertedBy, Passage: passageOf(f.Span)})
	}
	return out
}

func perfectStatement(g *goldStatement) parley.Statement {
	s := parley.Statement{Basis: parley.Basis{ID: g.ID}, Cue: passagesOf(g.Cue), Content: passagesOf(g.Content), Mode: parley.Mode(g.Mode),
		Act: parley.Act(g.Act), SaidOn: g.SaidOn, NestedIn: g.NestedIn}
	if g.Source != nil {
		s.Source = &parley.Ref{Entity: g.Source.Entity}
		if g.Source.Span != nil {
			p := passageOf(*g.Source.Span)
			s.Source.Passage = &p
		}
	}
	if g.Addressee != "" {
		s.Addressee = &parley.Ref{Entity: g.Addressee}
	}
	for _, v := range g.Via {
		s.Via = append(s.Via, parley.Ref{Entity: v})
	}
	return s
}

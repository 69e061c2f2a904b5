package record

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/parley-press/parley"
)

// A coder decides at random, as the engine would write it down.
type coder struct {
	rng *rand.Rand
	seq int64
	log []parley.Decision
	fs  []parley.Findings // that there are
}

func encode(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// decide adds a decision about something of the findings and the record that they have, and reports whether it found something to decide.
func (c *coder) decide(fs []parley.Findings, rec *parley.Record) bool {
	if len(fs) == 0 || rec == nil {
		return false
	}
	c.seq++
	c.fs = fs
	d := parley.Decision{Seq: c.seq, Who: []string{"ana", "ben"}[c.rng.IntN(2)]}
	f := &fs[c.rng.IntN(len(fs))]
	ok := false
	switch n := c.rng.IntN(16); {
	case n < 3:
		ok = c.onFinding(&d, f, []parley.DecisionKind{parley.DecideReject, parley.DecideAccept}[c.rng.IntN(2)])
	case n < 7:
		ok = c.onFinding(&d, f, parley.DecideEdit)
	case n < 9:
		ok = c.add(&d, f)
	case n < 10 && len(rec.Entities) > 1:
		a, b := &rec.Entities[c.rng.IntN(len(rec.Entities))], &rec.Entities[c.rng.IntN(len(rec.Entities))]
		d.Kind, d.Finding, d.Value = parley.DecideMerge, a.ID, b.ID
		was, into := DescribeEntity(a, chainsOf(fs, a.ID)), DescribeEntity(b, chainsOf(fs, b.ID))
		was.Into = &into
		d.Was, ok = encode(was), a != b
	case n < 11 && len(rec.Entities) > 0:
		e := rec.Entities[c.rng.IntN(len(rec.Entities))]
		if len(e.Reports) == 0 {
			break // a party of the configuration
		}
		d.Kind, d.Finding, d.Was = parley.DecideSplit, e.ID, encode(DescribeEntity(&e, chainsOf(fs, e.ID)))
		d.Value, ok = encode(parley.Split{Name: "Split " + e.Name, Members: []parley.SplitMember{c.member(&e)}}), len(e.Reports) > 1
	case n < 12 && len(rec.Instruments) > 1:
		a, b := &rec.Instruments[c.rng.IntN(len(rec.Instruments))], &rec.Instruments[c.rng.IntN(len(rec.Instruments))]
		d.Kind, d.Finding, d.Value = parley.DecideMerge, a.ID, b.ID
		was, into := DescribePaper(a), DescribePaper(b)
		was.Into = &into
		d.Was, ok = encode(was), a != b
	case n < 14 && len(rec.Conflicts) > 1:
		a, b := &rec.Conflicts[c.rng.IntN(len(rec.Conflicts))], &rec.Conflicts[c.rng.IntN(len(rec.Conflicts))]
		was, into := DescribeConflict(a), DescribeConflict(b)
		was.Into = &into
		d.Kind, d.Finding, d.Value, d.Was = parley.DecideSame, a.Key, b.Key, encode(was)
		if ok = a != b; c.rng.IntN(2) == 0 {
			d.Kind, d.Value, ok = parley.DecideMark, string(parley.ConflictStates[c.rng.IntN(4)]), true
		}
	case n < 15 && len(rec.Instruments) > 0:
		ok = c.splitPaper(&d, &rec.Instruments[c.rng.IntN(len(rec.Instruments))])
	case len(c.log) > 0:
		from := 0
		if c.rng.IntN(2) == 0 { // one of the last
			from = max(0, len(c.log)-6)
		}
		d.Kind, d.Undoes, ok = parley.DecideUndo, c.log[from+c.rng.IntN(len(c.log)-from)].Seq, true
	}
	if ok {
		c.log = append(c.log, d)
	}
	return ok
}

// splitPaper takes a report, or a step or two, out of a paper.
func (c *coder) splitPaper(d *parley.Decision, x *parley.Instrument) bool {
	d.Kind, d.Finding, d.Was = parley.DecideSplit, x.ID, encode(DescribePaper(x))
	s := parley.Split{Name: []string{"another paper", "Split " + x.Name}[c.rng.IntN(2)]}
	for range 1 + c.rng.IntN(2) {
		if len(x.History) > 0 && c.rng.IntN(2) == 0 {
			h := x.History[c.rng.IntN(len(x.History))]
			s.Members = append(s.Members, parley.SplitMember{Report: h.Report, Step: &parley.StepAt{State: h.State, Raw: h.Passage.Raw, Words: h.Passage.Text}})
		} else if len(x.Reports) > 0 {
			s.Members = append(s.Members, parley.SplitMember{Report: x.Reports[c.rng.IntN(len(x.Reports))]})
		}
	}
	d.Value = encode(s)
	_, rest := Part(x, s.Members)
	return len(s.Members) > 0 && len(rest.Mentions) > 0
}

// answer undoes a decision of some kind now and then, so that those of which a log has few come to it too, and has somebody contradict what another said of
// a finding.
func (c *coder) answer() {
	pick := func(kinds ...parley.DecisionKind) (parley.Decision, bool) {
		of := slices.DeleteFunc(slices.Clone(c.log), func(d parley.Decision) bool { return !slices.Contains(kinds, d.Kind) })
		if len(of) == 0 || c.rng.IntN(4) > 0 {
			return parley.Decision{}, false
		}
		return of[c.rng.IntN(len(of))], true
	}
	some := []parley.DecisionKind{parley.DecideAdd, parley.DecideEdit, parley.DecideSplit, parley.DecideMerge, parley.DecideSame, parley.DecideMark, parley.DecideUndo}
	if d, ok := pick(some[c.rng.IntN(len(some))]); ok {
		c.seq++
		c.log = append(c.log, parley.Decision{Seq: c.seq, Kind: parley.DecideUndo, Undoes: d.Seq, Who: "ana"})
	}
	if d, ok := pick(parley.DecideReject, parley.DecideAccept); ok {
		c.seq++
		d.Seq, d.Who = c.seq, map[string]string{"ana": "ben"}[d.Who]
		if d.Kind = parley.DecideReject; c.rng.IntN(2) == 0 {
			d.Kind = parley.DecideAccept
		}
		c.log = append(c.log, d)
	}
}

// member is a report of an entity, or the chain of it there that has the entity's name.
func (c *coder) member(e *parley.Entity) parley.SplitMember {
	m := parley.SplitMember{Report: e.Reports[c.rng.IntN(len(e.Reports))]}
	for i := range c.fs {
		for _, x := range c.fs[i].Entities {
			if c.fs[i].Report == m.Report && x.Name == e.Name && c.rng.IntN(2) == 0 {
				m.Entity, m.Name = x.ID, x.Name
			}
		}
	}
	return m
}

// chainsOf gives the chains of an entity by the names that the invented dossier has them by; any will do that the fold can look for.
func chainsOf(fs []parley.Findings, _ string) func(parley.ReportID) []parley.LocalEntity {
	return func(id parley.ReportID) []parley.LocalEntity {
		for i := range fs {
			if fs[i].Report == id {
				return fs[i].Entities[:1]
			}
		}
		return nil
	}
}

func (c *coder) onFinding(d *parley.Decision, f *parley.Findings, k parley.DecisionKind) bool {
	all := anchors(f)
	a := all[c.rng.IntN(len(all))]
	d.Kind, d.Report, d.Finding, d.Was = k, f.Report, a.id, encode(a.was(f))
	if k != parley.DecideEdit {
		return a.layer != parley.LayerEntity
	}
	var e parley.Edit
	switch a.layer {
	case parley.LayerStatement:
		e = c.statement(f)
	case parley.LayerEvent:
		e = c.event(f)
	case parley.LayerFigure:
		n := float64(c.rng.IntN(50))
		e.Value = &parley.Range{Low: &n}
		e.Qualifier = parley.AtLeast
	case parley.LayerInstrument:
		e.Name = "edited paper"
		if c.rng.IntN(2) == 0 {
			e.Name, e.Kind = "", parley.InstrumentKinds[c.rng.IntN(len(parley.InstrumentKinds))]
		}
	default:
		return false
	}
	d.Value = encode(e)
	return true
}

func (c *coder) whom(f *parley.Findings) *parley.Whom {
	x := f.Entities[c.rng.IntN(len(f.Entities))]
	switch c.rng.IntN(4) {
	case 0:
		return &parley.Whom{}
	case 1:
		return &parley.Whom{Words: &x.Mentions[0].Passage}
	case 2:
		other := &c.fs[c.rng.IntN(len(c.fs))]
		x = other.Entities[c.rng.IntN(len(other.Entities))]
		return &parley.Whom{At: other.Report, Name: x.Name, Type: string(x.Type)}
	}
	return &parley.Whom{Name: x.Name, Type: string(x.Type)}
}

func (c *coder) statement(f *parley.Findings) (e parley.Edit) {
	switch c.rng.IntN(5) {
	case 0:
		e.Act = parley.Acts[c.rng.IntN(len(parley.Acts))]
	case 1:
		e.Source = c.whom(f)
	case 2:
		e.Addressee, e.Mode = c.whom(f), parley.Direct
	case 3:
		yes := c.rng.IntN(2) == 0
		e.Negated, e.SaidOn = &yes, parley.Day(parley.NewDate(2031, 6, c.rng.IntN(9)))
	case 4:
		e.Content, e.Cue = []parley.Passage{f.Dated[c.rng.IntN(len(f.Dated))].Clause}, &[]parley.Passage{}
	}
	return e
}

func (c *coder) event(f *parley.Findings) (e parley.Edit) {
	switch c.rng.IntN(5) {
	case 0:
		e.Type = parley.EventTypes[c.rng.IntN(3)]
	case 1:
		e.Status = parley.CalledOff
	case 2:
		e.Participants = &[]parley.Part{{Whom: *c.whom(f), Role: parley.Actor}}
	case 3:
		e.Instrument = &parley.Whom{}
		if other := &c.fs[c.rng.IntN(len(c.fs))]; len(other.Instruments) > 0 && c.rng.IntN(3) > 0 {
			e.Instrument = &parley.Whom{Name: other.Instruments[0].Name, Type: string(other.Instruments[0].Kind), At: other.Report}
		}
	case 4:
		e.When = parley.Day(parley.NewDate(2031, 6, c.rng.IntN(9)))
	}
	return e
}

func (c *coder) add(d *parley.Decision, f *parley.Findings) bool {
	words := f.Dated[c.rng.IntN(len(f.Dated))].Clause
	a := parley.Addition{Layer: []string{parley.LayerStatement, parley.LayerEvent, parley.LayerFigure}[c.rng.IntN(3)]}
	switch a.Layer {
	case parley.LayerStatement:
		a.Edit = c.statement(f)
		a.Source = &parley.Whom{Name: f.Entities[0].Name, Type: string(f.Entities[0].Type)}
	case parley.LayerEvent:
		a.Edit = c.event(f)
		a.Type = parley.EventTypes[c.rng.IntN(3)]
		v, _ := Describe(f, f.Statements[0].ID)
		a.AssertedBy, a.Voice = f.Statements[0].ID, &v
	case parley.LayerFigure:
		n := float64(c.rng.IntN(50))
		a.Value, a.Unit = &parley.Range{Low: &n, High: &n}, "lorries"
	}
	a.Content = []parley.Passage{words}
	d.Kind, d.Report, d.Finding, d.Value = parley.DecideAdd, f.Report, fmt.Sprintf("p-%s%d", a.Layer[:1], words.Raw.Start), encode(a)
	return true
}

// reread is f as a newer reader might find it: other ids, the text moved, in another order, and without the findings that gone names by their old ids.
func reread(rng *rand.Rand, f parley.Findings, gone map[string]bool) (parley.Findings, map[string]string) {
	var out parley.Findings
	if err := json.Unmarshal([]byte(encode(f)), &out); err != nil {
		panic(err)
	}
	dropFindings(&out, gone)
	now := map[string]string{}
	name := func(id, layer string) string {
		if gone[id] {
			return ""
		}
		if id != "" && id != parley.Narrator && now[id] == "" {
			now[id] = fmt.Sprintf("%s%d", layer, len(now)+3)
		}
		if id == parley.Narrator {
			return id
		}
		return now[id]
	}
	rng.Shuffle(len(out.Statements), func(i, j int) { out.Statements[i], out.Statements[j] = out.Statements[j], out.Statements[i] })
	rng.Shuffle(len(out.Events), func(i, j int) { out.Events[i], out.Events[j] = out.Events[j], out.Events[i] })
	moved := func(ps ...*parley.Passage) {
		for _, p := range ps {
			p.Span.Start, p.Span.End = p.Span.Start+7, p.Span.End+7
		}
	}
	for i := range out.Entities {
		e := &out.Entities[i]
		e.ID = name(e.ID, "n")
	}
	for i := range out.Entities {
		out.Entities[i].Side = name(out.Entities[i].Side, "n")
	}
	for i := range out.Statements {
		s := &out.Statements[i]
		s.ID = name(s.ID, "s")
		s.NestedIn = name(s.NestedIn, "s")
		if s.Source != nil {
			s.Source.Entity = name(s.Source.Entity, "n")
		}
		moved(&s.Content[0])
	}
	for i := range out.Events {
		e := &out.Events[i]
		e.ID, e.AssertedBy, e.Where, e.Instrument = name(e.ID, "e"), name(e.AssertedBy, "s"), name(e.Where, "n"), name(e.Instrument, "i")
		for j := range e.Participants {
			e.Participants[j].Entity = name(e.Participants[j].Entity, "n")
		}
		moved(&e.Evidence[0])
	}
	for i := range out.Figures {
		g := &out.Figures[i]
		g.ID, g.AssertedBy = name(g.ID, "f"), name(g.AssertedBy, "s")
		moved(&g.Passage)
	}
	for i := range out.Instruments {
		x := &out.Instruments[i]
		x.ID = name(x.ID, "i")
		for j := range x.PutForwardBy {
			x.PutForwardBy[j] = name(x.PutForwardBy[j], "n")
		}
		for j := range x.History {
			x.History[j].AccordingTo, x.History[j].Statement = name(x.History[j].AccordingTo, "n"), name(x.History[j].Statement, "s")
		}
	}
	for i := range out.Dated {
		out.Dated[i].AssertedBy = name(out.Dated[i].AssertedBy, "s")
	}
	return out, now
}

// logless is a record without its log.
func logless(r *parley.Record) *parley.Record {
	c := *r
	c.Decisions = nil
	return &c
}

func lacking(log []parley.Decision, seq int64) []parley.Decision {
	return slices.DeleteFunc(slices.Clone(log), func(d parley.Decision) bool { return d.Seq == seq })
}

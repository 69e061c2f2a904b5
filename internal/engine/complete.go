package engine

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
)

// A completer completes decisions with what a record says.
type completer struct {
	*Engine
	ctx context.Context
	rec *parley.Record
}

// edit completes an edit of a finding of that layer.
func (c completer) edit(d parley.Decision, layer string) (parley.Decision, error) {
	var x parley.Edit
	if err := json.Unmarshal([]byte(d.Value), &x); err != nil {
		return d, parley.Errorf(parley.Invalid, "engine: decide edit", "value: %v", err)
	}
	if err := c.editing(d, layer, &x); err != nil {
		return d, err
	}
	d.Value = encode(x)
	return d, nil
}

// editing checks the fields of an edit, takes its words from the text, and says whom it means.
func (c completer) editing(d parley.Decision, layer string, x *parley.Edit) error {
	op := "engine: decide " + string(d.Kind)
	if what := record.WrongWith(x, layer); what != "" {
		return parley.Errorf(parley.Invalid, op, "%s", what)
	}
	lists := [][]parley.Passage{x.Content}
	if x.Cue != nil {
		lists = append(lists, *x.Cue)
	}
	for _, ps := range lists {
		for i := range ps {
			if err := c.words(d, &ps[i]); err != nil {
				return err
			}
		}
	}
	whoms := []*parley.Whom{x.Source, x.Addressee}
	if x.Participants != nil {
		for i := range *x.Participants {
			whoms = append(whoms, &(*x.Participants)[i].Whom)
		}
	}
	for _, w := range whoms {
		if w == nil {
			continue
		}
		if w.Words != nil {
			if err := c.words(d, w.Words); err != nil {
				return err
			}
		}
		if err := c.whom(d, w); err != nil {
			return err
		}
	}
	if x.Instrument != nil {
		return c.paper(d, x.Instrument)
	}
	return nil
}

// words fills a passage with what the report's text says at its span.
func (c completer) words(d parley.Decision, p *parley.Passage) error {
	op := "engine: decide " + string(d.Kind)
	t, err := c.Text(c.ctx, d.Report)
	if err != nil {
		return err
	}
	s := p.Span
	if s.Empty() || s.Start < 0 || s.End > len(t.Content) {
		return parley.Errorf(parley.Invalid, op, "characters %d to %d are not in the text of the report, which has %d", s.Start, s.End, len(t.Content))
	}
	if !runeEdge(t.Content, s.Start) || !runeEdge(t.Content, s.End) {
		return parley.Errorf(parley.Invalid, op, "characters %d to %d cut a character in two", s.Start, s.End)
	}
	if p.Text != "" && p.Text != t.Content[s.Start:s.End] {
		return parley.Errorf(parley.Clash, op, "characters %d to %d of the text are %.60q, not %.60q", s.Start, s.End, t.Content[s.Start:s.End], p.Text)
	}
	*p = t.Passage(s)
	if p.Raw.Empty() {
		return parley.Errorf(parley.Invalid, op, "characters %d to %d rest on no byte of the report", s.Start, s.End)
	}
	return nil
}

// runeEdge reports whether a character begins or the text ends at byte i.
func runeEdge(s string, i int) bool { return i == len(s) || s[i]&0xc0 != 0x80 }

// A named is an entity or instrument by what a decision keeps of it.
type named struct {
	id, name, kind string
	reports        []parley.ReportID // that have it
}

func namedEntity(x parley.Entity) named    { return named{x.ID, x.Name, string(x.Type), x.Reports} }
func namedPaper(x parley.Instrument) named { return named{x.ID, x.Name, string(x.Kind), x.Reports} }
func localEntity(x parley.LocalEntity) named {
	return named{id: x.ID, name: x.Name, kind: string(x.Type)}
}
func localPaper(x parley.LocalInstrument) named {
	return named{id: x.ID, name: x.Name, kind: string(x.Kind)}
}

// whom says what an entity of the record is called.
func (c completer) whom(d parley.Decision, w *parley.Whom) error {
	return call(c, d, w, "entity", "entities", c.rec.Entities, namedEntity, func(f *parley.Findings) []parley.LocalEntity { return f.Entities }, localEntity)
}

// paper says what an instrument of the record is called.
func (c completer) paper(d parley.Decision, w *parley.Whom) error {
	return call(c, d, w, "paper", "instruments", c.rec.Instruments, namedPaper, func(f *parley.Findings) []parley.LocalInstrument { return f.Instruments }, localPaper)
}

// call says what w of the record is called: in the report that is decided about, where that has it, else in the first that has it.
func call[G, L any](c completer, d parley.Decision, w *parley.Whom, one, list string, all []G, global func(G) named, found func(*parley.Findings) []L, local func(L) named) error {
	if w.ID == "" {
		return nil
	}
	i := slices.IndexFunc(all, func(x G) bool { return global(x).id == w.ID })
	if i < 0 {
		return parley.Errorf(parley.NotFound, "engine: decide "+string(d.Kind), "no %s has the id %q; `parley show %s` lists them", one, w.ID, list)
	}
	whole := global(all[i])
	for _, id := range homes(d.Report, whole.reports) {
		f, locals, err := c.locals(id)
		if err != nil {
			return err
		}
		for _, l := range found(&f) {
			x := local(l)
			if locals[x.id] != w.ID {
				continue
			}
			w.Name, w.Type, w.At = x.name, x.kind, ""
			if id != d.Report {
				w.At = id
			}
			return nil
		}
	}
	w.Name, w.Type = whole.name, whole.kind // people made it
	return nil
}

// homes are the reports in which to look for a name: the one that is decided about first.
func homes(first parley.ReportID, all []parley.ReportID) []parley.ReportID {
	if !slices.Contains(all, first) {
		return all
	}
	return append([]parley.ReportID{first}, all...)
}

// locals is what was found in a report, and which entity or instrument of the record each of its own is.
func (c completer) locals(id parley.ReportID) (parley.Findings, map[string]string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	h, ok := c.held[id]
	if !ok {
		return parley.Findings{}, nil, nil
	}
	f, err := c.cfg.Store.Findings(c.ctx, h.reading)
	return f, c.fold.Locals(id), err
}

// add completes an addition: its words, its sentence, the statement that tells of it, and its id, which hangs on its layer, its type and its words.
func (c completer) add(d parley.Decision, f *parley.Findings) (parley.Decision, error) {
	op := "engine: decide add"
	var a parley.Addition
	if err := json.Unmarshal([]byte(d.Value), &a); err != nil {
		return d, parley.Errorf(parley.Invalid, op, "value: %v", err)
	}
	if err := c.editing(d, a.Layer, &a.Edit); err != nil {
		return d, err
	}
	if what := record.Lacks(&a); what != "" {
		return d, parley.Errorf(parley.Invalid, op, "%s", what)
	}
	if a.AssertedBy == parley.Narrator {
		a.AssertedBy = ""
	}
	if a.AssertedBy != "" {
		v, ok := record.Describe(f, a.AssertedBy)
		switch {
		case ok && v.Layer == parley.LayerStatement:
			a.Voice = &v
		case record.LayerIn(c.rec, d.Report, a.AssertedBy) != parley.LayerStatement:
			return d, parley.Errorf(parley.NotFound, op, "report %s has no statement %q that could tell of it", d.Report.Short(), a.AssertedBy)
		default:
			a.Voice = &parley.Was{Layer: parley.LayerStatement}
		}
	}
	if a.Layer == parley.LayerFigure {
		t, err := c.Text(c.ctx, d.Report)
		if err != nil {
			return d, err
		}
		p := t.Passage(sentenceAround(t.Content, a.Content[0].Span))
		a.Sentence = &p
	}
	d.Finding, d.Value = record.AddedID(d.Report, &a), encode(a)
	d.Was = encode(parley.Was{Layer: a.Layer, Words: a.Content[0].Text, Span: a.Content[0].Span, Raw: a.Content[0].Raw})
	return d, nil
}

// sentenceAround is the stretch of text between full stops or line ends that holds s.
func sentenceAround(text string, s parley.Span) parley.Span {
	start, end := s.Start, s.End
	for start > 0 && text[start-1] != '\n' && !(text[start-1] == ' ' && start > 1 && (text[start-2] == '.' || text[start-2] == '!' || text[start-2] == '?')) {
		start--
	}
	for end < len(text) && text[end] != '\n' && !(text[end] == ' ' && (text[end-1] == '.' || text[end-1] == '!' || text[end-1] == '?')) {
		end++
	}
	return parley.Span{Start: start, End: end}
}

// merge completes a merge of two entities or two papers.
func (c completer) merge(d parley.Decision) (parley.Decision, error) {
	was, layer, err := c.ofRecord(d, d.Finding)
	if err != nil {
		return d, err
	}
	into, other, err := c.ofRecord(d, d.Value)
	if err != nil {
		return d, err
	}
	if layer != other {
		return d, parley.Errorf(parley.Invalid, "engine: decide merge", "%s is an entity and %s a paper, or the other way round", d.Finding, d.Value)
	}
	was.Into = &into
	d.Was = encode(was)
	return d, nil
}

// ofRecord is what an entity or a paper of the record is.
func (c completer) ofRecord(d parley.Decision, id string) (parley.Was, string, error) {
	for i := range c.rec.Instruments {
		if x := &c.rec.Instruments[i]; x.ID == id {
			return record.DescribePaper(x), parley.LayerInstrument, nil
		}
	}
	for i := range c.rec.Entities {
		x := &c.rec.Entities[i]
		if x.ID != id {
			continue
		}
		var failed error
		was := record.DescribeEntity(x, func(r parley.ReportID) []parley.LocalEntity {
			f, locals, err := c.locals(r)
			if err != nil {
				failed = err
			}
			return slices.DeleteFunc(f.Entities, func(l parley.LocalEntity) bool { return locals[l.ID] != id })
		})
		return was, parley.LayerEntity, failed
	}
	return parley.Was{}, "", parley.Errorf(parley.NotFound, "engine: decide "+string(d.Kind), "no entity has the id %q, and no paper; `parley show entities` and `parley show instruments` list them", id)
}

// split completes a split: its members must be of the entity or the paper.
func (c completer) split(d parley.Decision) (parley.Decision, error) {
	op := "engine: decide split"
	var x parley.Split
	if err := json.Unmarshal([]byte(d.Value), &x); err != nil || x.Name == "" || len(x.Members) == 0 {
		return d, parley.Errorf(parley.Invalid, op, "a name for who it is, and the reports that speak of them, are needed")
	}
	was, layer, err := c.ofRecord(d, d.Finding)
	if err != nil {
		return d, err
	}
	if layer == parley.LayerInstrument {
		return c.splitPaper(d, &x, was)
	}
	e := c.rec.Entities[slices.IndexFunc(c.rec.Entities, func(e parley.Entity) bool { return e.ID == d.Finding })]
	left := map[parley.ReportID]bool{}
	for _, r := range e.Reports {
		left[r] = true
	}
	for i := range x.Members {
		m := &x.Members[i]
		if m.Step != nil {
			return d, parley.Errorf(parley.Invalid, op, "%s is an entity; only papers have steps", e.Name)
		}
		if !slices.Contains(e.Reports, m.Report) {
			return d, parley.Errorf(parley.NotFound, op, "report %s does not speak of %s", m.Report.Short(), e.Name)
		}
		f, locals, err := c.locals(m.Report)
		if err != nil {
			return d, err
		}
		chains := slices.DeleteFunc(f.Entities, func(l parley.LocalEntity) bool { return locals[l.ID] != d.Finding })
		if m.Entity == "" || len(chains) < 2 {
			delete(left, m.Report)
		}
		if m.Entity == "" {
			continue
		}
		at := slices.IndexFunc(chains, func(l parley.LocalEntity) bool { return l.ID == m.Entity })
		if at < 0 {
			return d, parley.Errorf(parley.NotFound, op, "report %s has no %q that is %s", m.Report.Short(), m.Entity, e.Name)
		}
		m.Name = chains[at].Name
	}
	if len(left) == 0 {
		return d, parley.Errorf(parley.Invalid, op, "nothing would be left of %s: every report that speaks of it is named", e.Name)
	}
	d.Value, d.Was = encode(x), encode(was)
	return d, nil
}

// splitPaper completes the split of a paper: it says of each step in which words it is told, and something of the paper must be left.
func (c completer) splitPaper(d parley.Decision, x *parley.Split, was parley.Was) (parley.Decision, error) {
	op := "engine: decide split"
	p := &c.rec.Instruments[slices.IndexFunc(c.rec.Instruments, func(i parley.Instrument) bool { return i.ID == d.Finding })]
	for i := range x.Members {
		m := &x.Members[i]
		switch {
		case m.Entity != "":
			return d, parley.Errorf(parley.Invalid, op, "%s is a paper; only entities have chains of mentions", p.Name)
		case !slices.Contains(p.Reports, m.Report):
			return d, parley.Errorf(parley.NotFound, op, "report %s does not speak of %s", m.Report.Short(), p.Name)
		case m.Step == nil:
			continue
		}
		at := slices.IndexFunc(p.History, func(s parley.Step) bool {
			return s.Report == m.Report && s.State == m.Step.State && s.Passage.Raw == m.Step.Raw
		})
		if at < 0 {
			return d, parley.Errorf(parley.NotFound, op, "report %s tells of no step %s of %s in those words", m.Report.Short(), m.Step.State, p.Name)
		}
		m.Step.Words = p.History[at].Passage.Text
	}
	if _, rest := record.Part(p, x.Members); len(rest.Mentions) == 0 {
		return d, parley.Errorf(parley.Invalid, op, "nothing would be left of %s: every mention of it is taken out; merge it with the other one instead", p.Name)
	}
	d.Value, d.Was = encode(x), encode(was)
	return d, nil
}

// conflict completes what is decided of conflicts, which may be named by number.
func (c completer) conflict(d parley.Decision) (parley.Decision, error) {
	was, key, err := c.conflictAt(d, d.Finding)
	if err != nil {
		return d, err
	}
	d.Finding = key
	if d.Kind == parley.DecideSame {
		into, other, err := c.conflictAt(d, d.Value)
		if err != nil {
			return d, err
		}
		if other == key {
			return d, parley.Errorf(parley.Invalid, "engine: decide same", "two different conflicts are needed")
		}
		d.Value, was.Into = other, &into
	}
	d.Was = encode(was)
	return d, nil
}

// conflictAt is the conflict of that key or number.
func (c completer) conflictAt(d parley.Decision, name string) (parley.Was, string, error) {
	for i := range c.rec.Conflicts {
		if x := &c.rec.Conflicts[i]; x.Key == name || x.ID == name {
			return record.DescribeConflict(x), x.Key, nil
		}
	}
	return parley.Was{}, "", parley.Errorf(parley.NotFound, "engine: decide "+string(d.Kind), "no conflict has the id %q; `parley show conflicts` lists them", name)
}

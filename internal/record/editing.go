package record

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// An editor makes the findings of a report what people decided of them.
type editor struct {
	f    *parley.Findings // a copy, of whose lists those are cloned that change
	pins []pin
}

// A pin says that a local entity or instrument that a person named is one with that of another report.
type pin struct {
	local string
	paper bool
	whom  parley.Whom
}

// apply makes the edits and additions of a verdict in f, which is a copy of what the machine found, and returns the pins. Their order is that of the log:
// of two edits of one field the later counts.
func (v *verdict) apply(f *parley.Findings) []pin {
	if v == nil {
		return nil
	}
	if len(v.edits)+len(v.adds)+len(v.accepted) > 0 {
		f.Statements, f.Events, f.Figures = slices.Clone(f.Statements), slices.Clone(f.Events), slices.Clone(f.Figures)
		f.Instruments, f.Entities = slices.Clone(f.Instruments), slices.Clone(f.Entities)
	}
	e := &editor{f: f}
	for _, x := range v.adds {
		e.add(x)
	}
	machine := map[string]parley.Basis{} // and its fields
	before := map[string]map[string]string{}
	for _, x := range v.edits {
		if _, ok := before[x.id]; !ok {
			if b := e.basis(x.id); b != nil {
				machine[x.id], before[x.id] = *b, e.fields(x.id)
			}
		}
		e.edit(x)
	}
	last := map[string]map[string]*line{}
	for _, x := range v.edits {
		if last[x.id] == nil {
			last[x.id] = map[string]*line{}
		}
		for _, field := range editFields(&x.edit) {
			last[x.id][field] = x.line
		}
	}
	for id, fields := range last {
		if b := e.basis(id); b != nil {
			e.mark(b, id, machine[id], before[id], fields)
		}
	}
	for id, who := range v.accepted {
		if b := e.basis(id); b != nil && !v.gone[id] {
			b.Accepted = who
		}
	}
	return e.pins
}

// basis is that of a finding, nil where there is none of the id.
func (e *editor) basis(id string) *parley.Basis {
	f := e.f
	for i := range f.Statements {
		if f.Statements[i].ID == id {
			return &f.Statements[i].Basis
		}
	}
	for i := range f.Events {
		if f.Events[i].ID == id {
			return &f.Events[i].Basis
		}
	}
	for i := range f.Figures {
		if f.Figures[i].ID == id {
			return &f.Figures[i].Basis
		}
	}
	for i := range f.Instruments {
		if f.Instruments[i].ID == id {
			return &f.Instruments[i].Basis
		}
	}
	return nil
}

// fields are those of a finding, in words.
func (e *editor) fields(id string) map[string]string {
	for _, a := range anchors(e.f) {
		if a.id == id && a.fields != nil {
			return a.fields(localNames(e.f))
		}
	}
	return nil
}

// mark writes into the basis of an edited finding whose it is now, and what the machine had.
func (e *editor) mark(b *parley.Basis, id string, machine parley.Basis, before map[string]string, fields map[string]*line) {
	now := e.fields(id)
	c := &parley.Correction{Rule: machine.Rule, Confidence: machine.Confidence}
	var newest *line
	for field, l := range fields {
		if newest == nil || l.d.Seq > newest.d.Seq {
			newest = l
		}
		c.Changes = append(c.Changes, parley.Change{Part: field, Was: before[field], Now: now[field], Who: l.d.Who, Seq: l.d.Seq})
	}
	slices.SortFunc(c.Changes, func(x, y parley.Change) int { return strings.Compare(x.Part, y.Part) })
	b.Rule, b.Confidence, b.Corrected = parley.PersonRule+newest.d.Who, 1, c
	for i := range e.f.Statements {
		if s := &e.f.Statements[i]; s.ID == id {
			s.Why = reground(s.Why, c)
		}
	}
}

// partOf is which part of a statement a field of parley.Edit is.
var partOf = map[string]string{"source": parley.PartEntity, "cue": parley.PartCue, "content": parley.PartContent, "act": parley.PartAct, "negated": parley.PartAct,
	"addressee": parley.PartAddressee, "said_on": parley.PartSaidOn}

// reground is why with the parts that a person changed resting on that person.
func reground(why []parley.Ground, c *parley.Correction) []parley.Ground {
	why = slices.Clone(why)
	for _, ch := range c.Changes {
		part := partOf[ch.Part]
		if part == "" {
			continue
		}
		note := "it was read as nothing"
		if ch.Was != "" {
			note = "it was read as " + shorten(ch.Was, 80)
		}
		g := parley.Ground{Part: part, Rule: parley.PersonRule + ch.Who, Confidence: 1, Note: note}
		if i := slices.IndexFunc(why, func(x parley.Ground) bool { return x.Part == part }); i >= 0 {
			why[i] = g
		} else {
			why = append(why, g)
		}
	}
	slices.SortStableFunc(why, func(a, b parley.Ground) int {
		return slices.Index(parley.Parts, a.Part) - slices.Index(parley.Parts, b.Part)
	})
	return why
}

// edit changes the fields of one finding.
func (e *editor) edit(x ruled) {
	for i := range e.f.Statements {
		if s := &e.f.Statements[i]; s.ID == x.id {
			e.editStatement(s, &x.edit)
			return
		}
	}
	for i := range e.f.Events {
		if v := &e.f.Events[i]; v.ID == x.id {
			e.editEvent(v, &x.edit)
			return
		}
	}
	for i := range e.f.Figures {
		if g := &e.f.Figures[i]; g.ID == x.id {
			editFigure(g, &x.edit)
			return
		}
	}
	for i := range e.f.Instruments {
		if n := &e.f.Instruments[i]; n.ID == x.id {
			set(&n.Kind, x.edit.Kind)
			set(&n.Name, x.edit.Name)
			setDays(&n.Date, x.edit.When)
			return
		}
	}
}

// set changes a field where there is something to set.
func set[T ~string](field *T, v T) {
	if v != "" {
		*field = v
	}
}

// setDays changes a day where there is one to set; the zero interval says that it is not known.
func setDays(field **parley.Interval, v *parley.Interval) {
	switch {
	case v == nil:
	case *v == parley.Interval{}:
		*field = nil
	default:
		*field = v
	}
}

func (e *editor) editStatement(s *parley.Statement, x *parley.Edit) {
	if len(x.Content) > 0 {
		s.Content = x.Content
	}
	if x.Cue != nil {
		s.Cue = *x.Cue
	}
	set(&s.Act, x.Act)
	set(&s.Mode, x.Mode)
	if x.Negated != nil {
		s.Negated = *x.Negated
	}
	if x.SaidOn != nil {
		setDays(&s.SaidOn, x.SaidOn)
		s.SaidWhy = "a person says so"
	}
	if x.Addressee != nil {
		s.Addressee = e.ref(*x.Addressee)
	}
	if x.Source != nil {
		s.Source = e.ref(*x.Source)
		e.voice(s)
	}
}

// voice makes the steps of papers that a statement tells rest on whoever is its source now.
func (e *editor) voice(s *parley.Statement) {
	for i := range e.f.Instruments {
		n := &e.f.Instruments[i]
		if !slices.ContainsFunc(n.History, func(h parley.Step) bool { return h.Statement == s.ID }) {
			continue
		}
		n.History = slices.Clone(n.History)
		for j := range n.History {
			if h := &n.History[j]; h.Statement == s.ID {
				h.AccordingTo = ""
				if s.Source != nil {
					h.AccordingTo = s.Source.Entity
				}
			}
		}
	}
}

func (e *editor) editEvent(v *parley.Event, x *parley.Edit) {
	if len(x.Content) > 0 {
		v.Evidence = x.Content
	}
	set(&v.Type, x.Type)
	set(&v.Status, x.Status)
	if x.When != nil {
		setDays(&v.When, x.When)
		v.WhenPassage = nil
	}
	if x.Participants != nil {
		v.Participants = nil
		for _, p := range *x.Participants {
			if r := e.ref(p.Whom); r != nil && r.Entity != "" {
				v.Participants = append(v.Participants, parley.Participant{Entity: r.Entity, Role: p.Role})
			}
		}
	}
	if x.Instrument != nil {
		v.Instrument = e.paper(*x.Instrument, v.Evidence)
	}
}

func editFigure(g *parley.Figure, x *parley.Edit) {
	if len(x.Content) > 0 {
		g.Passage = x.Content[0]
	}
	if x.Value != nil {
		g.Low, g.High = x.Value.Low, x.Value.High
	}
	set(&g.Qualifier, x.Qualifier)
	if x.Unit != "" {
		g.Unit, g.Head = x.Unit, headOf(x.Unit)
	}
	setDays(&g.When, x.When)
}

// headOf is the lemma of the last word of a unit that a person wrote, as far as an English plural goes.
func headOf(unit string) string {
	ws := strings.Fields(strings.ToLower(unit))
	if len(ws) == 0 {
		return ""
	}
	w := ws[len(ws)-1]
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && len(w) > 3:
		return w[:len(w)-1]
	}
	return w
}

// ref is the reference to whom a person means: to the entity of the report that is called so, or to one that is made for it. Words alone mean the
// entity that is mentioned there, if one is. It is nil for nobody.
func (e *editor) ref(w parley.Whom) *parley.Ref {
	r := &parley.Ref{Passage: w.Words}
	switch {
	case w.Name != "":
		r.Entity = e.entity(w)
	case w.Words != nil:
		for _, x := range e.f.Entities {
			if slices.ContainsFunc(x.Mentions, func(m parley.Mention) bool { return m.Passage.Raw.Overlaps(w.Words.Raw) }) {
				r.Entity = x.ID
				break
			}
		}
	default:
		return nil
	}
	return r
}

// entity is the local id of an entity that is known by its name, of the report or made for it.
func (e *editor) entity(w parley.Whom) string {
	best := -1
	for i := range e.f.Entities {
		x := &e.f.Entities[i]
		named := x.Name == w.Name && (w.Type == "" || string(x.Type) == w.Type)
		if named && w.At == "" && (best < 0 || len(x.Mentions) > len(e.f.Entities[best].Mentions)) {
			best = i
		}
	}
	if best >= 0 {
		return e.f.Entities[best].ID
	}
	id := madeID("entity", w)
	if !slices.ContainsFunc(e.f.Entities, func(x parley.LocalEntity) bool { return x.ID == id }) {
		x := parley.LocalEntity{Basis: parley.Basis{ID: id, Rule: strings.TrimSuffix(parley.PersonRule, ": "), Confidence: 1}, Type: parley.EntityType(w.Type), Name: w.Name, Aliases: []string{w.Name}}
		if w.Words != nil {
			x.Mentions = []parley.Mention{{Kind: parley.NameMention, Passage: *w.Words}}
		}
		e.f.Entities = append(e.f.Entities, x)
		if w.At != "" {
			e.pins = append(e.pins, pin{id, false, w})
		}
	}
	return id
}

// paper is the local id of an instrument that is known by its name, of the report or made for it on these words; "" for none.
func (e *editor) paper(w parley.Whom, words []parley.Passage) string {
	if w.Name == "" {
		return ""
	}
	for _, x := range e.f.Instruments {
		if w.At == "" && x.Name == w.Name && (w.Type == "" || string(x.Kind) == w.Type) {
			return x.ID
		}
	}
	id := madeID("paper", w)
	if !slices.ContainsFunc(e.f.Instruments, func(x parley.LocalInstrument) bool { return x.ID == id }) {
		x := parley.LocalInstrument{Basis: parley.Basis{ID: id, Rule: strings.TrimSuffix(parley.PersonRule, ": "), Confidence: 1}, Kind: parley.InstrumentKind(w.Type), Name: w.Name, Mentions: words}
		e.f.Instruments = append(e.f.Instruments, x)
		if w.At != "" {
			e.pins = append(e.pins, pin{id, true, w})
		}
	}
	return id
}

// madeID is the id of an entity or paper that is made for a decision.
func madeID(layer string, w parley.Whom) string {
	h := sha256.Sum256([]byte(layer + "\x00" + w.Name + "\x00" + w.Type + "\x00" + string(w.At)))
	return addedPrefix + layer[:1] + hex.EncodeToString(h[:4])
}

// editText is what an edit says of a field, in words.
func editText(e *parley.Edit, field string) string {
	whom := func(w *parley.Whom) string {
		switch {
		case w.Name != "":
			return w.Name
		case w.Words != nil:
			return w.Words.Text
		}
		return w.ID
	}
	switch field {
	case "content":
		return joined(e.Content)
	case "source":
		return whom(e.Source)
	case "cue":
		return joined(*e.Cue)
	case "act":
		return string(e.Act)
	case "mode":
		return string(e.Mode)
	case "addressee":
		return whom(e.Addressee)
	case "said_on":
		return dayText(e.SaidOn)
	case "negated":
		return strconv.FormatBool(*e.Negated)
	case "type":
		return string(e.Type)
	case "status":
		return string(e.Status)
	case "participants":
		var who []string
		for _, p := range *e.Participants {
			who = append(who, whom(&p.Whom)+" ("+string(p.Role)+")")
		}
		slices.Sort(who)
		return strings.Join(who, "; ")
	case "instrument":
		return whom(e.Instrument)
	case "value":
		return rangeText(e.Value.Low, e.Value.High)
	case "unit":
		return e.Unit
	case "qualifier":
		return string(e.Qualifier)
	case "when":
		return dayText(e.When)
	case "kind":
		return string(e.Kind)
	}
	return e.Name
}

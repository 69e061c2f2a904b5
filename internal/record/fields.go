package record

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// A namer gives an entity or instrument of a report the name that people read.
type namer func(id string) string

// localNames names the entities and instruments of one report.
func localNames(f *parley.Findings) namer {
	return nameIn(f.Entities, f.Instruments, func(x *parley.LocalEntity) (string, string) { return x.ID, x.Name }, func(x *parley.LocalInstrument) (string, string) { return x.ID, x.Name })
}

// nameIn names what has the id in either list, by the id itself where neither has it.
func nameIn[E, I any](entities []E, papers []I, entity func(*E) (id, name string), paper func(*I) (id, name string)) namer {
	return func(id string) string {
		for i := range entities {
			if x, name := entity(&entities[i]); x == id {
				return name
			}
		}
		for i := range papers {
			if x, name := paper(&papers[i]); x == id {
				return name
			}
		}
		return id
	}
}

// The fields of a finding in words, by the names of parley.Edit. Two findings whose fields are alike say the same.

func statementFields(s *parley.Statement, n namer) map[string]string {
	return map[string]string{"content": joined(s.Content), "source": refText(s.Source, n), "cue": joined(s.Cue), "act": string(s.Act), "mode": string(s.Mode),
		"addressee": refText(s.Addressee, n), "said_on": dayText(s.SaidOn), "negated": strconv.FormatBool(s.Negated)}
}

func eventFields(e *parley.Event, n namer) map[string]string {
	var who []string
	for _, p := range e.Participants {
		who = append(who, n(p.Entity)+" ("+string(p.Role)+")")
	}
	slices.Sort(who)
	f := map[string]string{"content": "", "type": string(e.Type), "status": string(e.Status), "participants": strings.Join(slices.Compact(who), "; "), "instrument": "", "when": dayText(e.When)}
	if len(e.Evidence) > 0 {
		f["content"] = e.Evidence[0].Text
	}
	if e.Instrument != "" {
		f["instrument"] = n(e.Instrument)
	}
	return f
}

func figureFields(g *parley.Figure) map[string]string {
	return map[string]string{"content": g.Passage.Text, "value": rangeText(g.Low, g.High), "unit": g.Unit, "qualifier": string(g.Qualifier), "when": dayText(g.When)}
}

func instrumentFields(x *parley.LocalInstrument) map[string]string {
	return map[string]string{"kind": string(x.Kind), "name": x.Name, "when": dayText(x.Date)}
}

func refText(r *parley.Ref, n namer) string {
	switch {
	case r == nil:
		return ""
	case r.Entity != "":
		return n(r.Entity)
	case r.Passage != nil:
		return r.Passage.Text
	}
	return ""
}

func dayText(i *parley.Interval) string {
	if i == nil {
		return ""
	}
	return i.String()
}

// rangeText is "40", "40..60", "40.." or "..60".
func rangeText(low, high *float64) string {
	num := func(v *float64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'f', -1, 64)
	}
	a, b := num(low), num(high)
	if a == b {
		return a
	}
	return a + ".." + b
}

// editFields are the names of the fields that an edit changes, sorted.
func editFields(e *parley.Edit) []string {
	var out []string
	for name, has := range map[string]bool{"content": len(e.Content) > 0, "source": e.Source != nil, "cue": e.Cue != nil, "act": e.Act != "", "mode": e.Mode != "",
		"addressee": e.Addressee != nil, "said_on": e.SaidOn != nil, "negated": e.Negated != nil, "type": e.Type != "", "status": e.Status != "",
		"participants": e.Participants != nil, "instrument": e.Instrument != nil, "value": e.Value != nil, "unit": e.Unit != "", "qualifier": e.Qualifier != "",
		"when": e.When != nil, "kind": e.Kind != "", "name": e.Name != ""} {
		if has {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// FieldsOf are the names of the fields that the findings of a layer have, sorted; nil for a layer that has none.
func FieldsOf(layer string) []string {
	var m map[string]string
	none := func(id string) string { return id }
	switch layer {
	case parley.LayerStatement:
		m = statementFields(&parley.Statement{}, none)
	case parley.LayerEvent:
		m = eventFields(&parley.Event{}, none)
	case parley.LayerFigure:
		m = figureFields(&parley.Figure{})
	case parley.LayerInstrument:
		m = instrumentFields(&parley.LocalInstrument{})
	}
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// FieldsIn are the fields of a finding in a record, in words, by the names of parley.Edit: as they are in force. It is nil where there is no such finding.
func FieldsIn(rec *parley.Record, report parley.ReportID, id string) map[string]string {
	n := nameIn(rec.Entities, rec.Instruments, func(x *parley.Entity) (string, string) { return x.ID, x.Name }, func(x *parley.Instrument) (string, string) { return x.ID, x.Name })
	for i := range rec.Reports {
		r := &rec.Reports[i]
		if r.ID != report {
			continue
		}
		for j := range r.Statements {
			if r.Statements[j].ID == id {
				return statementFields(&r.Statements[j], n)
			}
		}
		for j := range r.Events {
			if r.Events[j].ID == id {
				return eventFields(&r.Events[j], n)
			}
		}
		for j := range r.Figures {
			if r.Figures[j].ID == id {
				return figureFields(&r.Figures[j])
			}
		}
	}
	return nil
}

// LayerIn is the layer of a finding in a record, "" where there is none of that id in the report.
func LayerIn(rec *parley.Record, report parley.ReportID, id string) string {
	for i := range rec.Reports {
		r := &rec.Reports[i]
		switch {
		case r.ID != report:
		case slices.ContainsFunc(r.Statements, func(x parley.Statement) bool { return x.ID == id }):
			return parley.LayerStatement
		case slices.ContainsFunc(r.Events, func(x parley.Event) bool { return x.ID == id }):
			return parley.LayerEvent
		case slices.ContainsFunc(r.Figures, func(x parley.Figure) bool { return x.ID == id }):
			return parley.LayerFigure
		}
	}
	return ""
}

// WrongWith says in a line what an edit asks for that a finding of that layer has not, or a value that the codebook has not; "" for nothing.
func WrongWith(e *parley.Edit, layer string) string {
	has := FieldsOf(layer)
	if has == nil {
		return fmt.Sprintf("there is nothing to edit in a finding of the layer %q; there are statement, event, figure and instrument", layer)
	}
	for _, field := range editFields(e) {
		if !slices.Contains(has, field) {
			return fmt.Sprintf("a finding of the layer %s has no %s; it has %s", layer, field, strings.Join(has, ", "))
		}
	}
	switch {
	case e.Act != "" && !slices.Contains(parley.Acts, e.Act):
		return oneOf("act", e.Act, parley.Acts)
	case e.Mode != "" && !slices.Contains(parley.Modes, e.Mode):
		return oneOf("mode", e.Mode, parley.Modes)
	case e.Type != "" && !slices.Contains(parley.EventTypes, e.Type):
		return oneOf("type", e.Type, parley.EventTypes)
	case e.Status != "" && !slices.Contains(parley.Statuses, e.Status):
		return oneOf("status", e.Status, parley.Statuses)
	case e.Qualifier != "" && !slices.Contains(parley.Qualifiers, e.Qualifier):
		return oneOf("qualifier", e.Qualifier, parley.Qualifiers)
	case e.Kind != "" && !slices.Contains(parley.InstrumentKinds, e.Kind):
		return oneOf("kind", e.Kind, parley.InstrumentKinds)
	case e.Value != nil && e.Value.Low == nil && e.Value.High == nil:
		return "a value needs a low end, a high end, or both"
	case e.Value != nil && e.Value.Low != nil && e.Value.High != nil && *e.Value.Low > *e.Value.High:
		return "the low end of the value is above its high end"
	}
	for _, d := range []*parley.Interval{e.SaidOn, e.When} {
		if d != nil && d.From != 0 && d.To != 0 && d.From > d.To {
			return "the days end before they begin"
		}
	}
	if e.Participants != nil {
		for _, p := range *e.Participants {
			if !slices.Contains(parley.Roles, p.Role) {
				return oneOf("role", p.Role, parley.Roles)
			}
			if p.ID == "" && p.Words == nil && p.Name == "" {
				return "a participant needs an entity or words that name it"
			}
		}
	}
	return ""
}

func oneOf[T ~string](field string, v T, all []T) string {
	names := make([]string, len(all))
	for i, a := range all {
		names[i] = string(a)
	}
	return fmt.Sprintf("%s %q is none of %s", field, string(v), strings.Join(names, ", "))
}

// Lacks says in a line what an addition cannot be without; "" for nothing.
func Lacks(a *parley.Addition) string {
	switch {
	case whole(a):
		return ""
	case len(a.Content) == 0:
		return "it needs the words that it rests on"
	case a.Layer == parley.LayerEvent:
		return "an event needs a type"
	case a.Layer == parley.LayerFigure:
		return "a figure needs a value and what is counted"
	}
	return fmt.Sprintf("a person can add a statement, an event or a figure, not %q", a.Layer)
}

// AddedID is the id of a finding that a person added: of its layer, its type and its words, so that two people who add the same give one id.
func AddedID(report parley.ReportID, a *parley.Addition) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s|%s|%s", report, a.Layer, a.Type)
	for _, p := range a.Content {
		fmt.Fprintf(h, "|%d-%d", p.Raw.Start, p.Raw.End)
	}
	return addedPrefix + hex.EncodeToString(h.Sum(nil)[:4])
}

// PassagesOf are the passages of an edit.
func PassagesOf(e *parley.Edit) []*parley.Passage {
	var out []*parley.Passage
	for i := range e.Content {
		out = append(out, &e.Content[i])
	}
	if e.Cue != nil {
		for i := range *e.Cue {
			out = append(out, &(*e.Cue)[i])
		}
	}
	for _, w := range []*parley.Whom{e.Source, e.Addressee, e.Instrument} {
		if w != nil && w.Words != nil {
			out = append(out, w.Words)
		}
	}
	if e.Participants != nil {
		for i := range *e.Participants {
			if w := (*e.Participants)[i].Words; w != nil {
				out = append(out, w)
			}
		}
	}
	return out
}

// Again is where the words of a passage stand in a text, which gives the passage of a span: where they stood before, or else the one place whose bytes of the
// file overlap those it had. It is false where there is none, or more than one.
func Again(text string, at func(parley.Span) parley.Passage, p parley.Passage) (parley.Passage, bool) {
	if s := p.Span; s.Start >= 0 && s.End <= len(text) && s.Start < s.End && text[s.Start:s.End] == p.Text {
		if now := at(s); now.Raw.Overlaps(p.Raw) {
			return now, true
		}
	}
	var found []parley.Passage
	for from := 0; p.Text != "" && from <= len(text); {
		i := strings.Index(text[from:], p.Text)
		if i < 0 {
			break
		}
		now := at(parley.Span{Start: from + i, End: from + i + len(p.Text)})
		if now.Raw.Overlaps(p.Raw) {
			found = append(found, now)
		}
		from += i + 1
	}
	if len(found) != 1 {
		return parley.Passage{}, false
	}
	return found[0], true
}

// FieldsOfEdit are the fields that an edit changes, each with what it says in words, sorted by name.
func FieldsOfEdit(e *parley.Edit) [][2]string {
	var out [][2]string
	for _, field := range editFields(e) {
		out = append(out, [2]string{field, editText(e, field)})
	}
	return out
}

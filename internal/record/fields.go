package record

import (
	"slices"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// A namer gives an entity or instrument of a report the name that people read.
type namer func(id string) string

// localNames names the entities and instruments of one report.
func localNames(f *parley.Findings) namer {
	return func(id string) string {
		for i := range f.Entities {
			if f.Entities[i].ID == id {
				return f.Entities[i].Name
			}
		}
		for i := range f.Instruments {
			if f.Instruments[i].ID == id {
				return f.Instruments[i].Name
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

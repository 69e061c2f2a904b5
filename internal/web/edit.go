package web

import (
	"fmt"

	"github.com/parley-press/parley"
)

// sayFields are the inputs of a statement.
func (rq *request) sayFields(v *formView, f *form, r reading, s *parley.Statement, numbered bool) {
	var source, addressee string
	var by []parley.Passage
	if s.Source != nil {
		source = s.Source.Entity
		if s.Source.Passage != nil {
			by = []parley.Passage{*s.Source.Passage}
		}
	}
	if s.Addressee != nil {
		addressee = s.Addressee.Entity
	}
	v.Stretches = f.stretches(r, numbered, []wordPart{
		{partContent, "What is said", "the words without the outer quotation marks; first and last words with … between will do", s.Content, 2, 1, "w", true},
		{partSource, "Who says it", "the words that name the source", by, 1, 0, "s", false},
		{partCue, "Cue", "the announcing word, such as “said”", s.Cue, 1, 1, "c", true}})
	negated := ""
	if s.Negated {
		negated = "yes"
	}
	v.Controls = append([]control{selectOf(f, "act", "Act", s.Act, parley.Acts), selectOf(f, "mode", "Mode", s.Mode, modes),
		f.entityControl("source", "Source is", source), f.entityControl("addressee", "Said to", addressee)},
		f.daysOf("said", "Said on", s.SaidOn)...)
	v.Controls = append(v.Controls, f.control("check", "negated", "Negated", negated))
}

// happenFields are the inputs of an event.
func (rq *request) happenFields(v *formView, f *form, r reading, e *parley.Event, numbered bool) {
	v.Stretches = f.stretches(r, numbered, []wordPart{{partContent, "The clause that tells it", "the words; first and last words with … between will do", e.Evidence, 1, 1, "w", true}})
	paper := f.entityControl("instrument", "Paper or deal", e.Instrument)
	paper.List, paper.Mark = "papers", "i"
	v.Controls = append([]control{selectOf(f, "type", "Type", e.Type, parley.EventTypes), selectOf(f, "status", "Status", e.Status, statuses), paper},
		f.daysOf("when", "Happens", e.When)...)
	for i := range min(len(e.Participants)+2, maxParts) {
		var p parley.Participant
		if i < len(e.Participants) {
			p = e.Participants[i]
		}
		who := f.entityControl(fmt.Sprintf("who-%d", i), fmt.Sprintf("Takes part (%d)", i+1), p.Entity)
		who.Mark = "t"
		role := p.Role
		if role == "" {
			role = parley.Party
		}
		v.Groups = append(v.Groups, []control{who, selectOf(f, fmt.Sprintf("role-%d", i), fmt.Sprintf("Role (%d)", i+1), role, roles)})
	}
}

// countFields are the inputs of a figure.
func (rq *request) countFields(v *formView, f *form, r reading, g *parley.Figure, numbered bool) {
	var has []parley.Passage
	if g.Passage.Text != "" {
		has = append(has, g.Passage)
	}
	v.Stretches = f.stretches(r, numbered, []wordPart{
		{partContent, "The words of the figure", "the number with what is counted", has, 1, 0, "w", false},
		{partNumber, "The number in them", "what is marked here is read as the number, in place of what stands below", nil, 1, 0, "m", false}})
	unit := f.control("text", "unit", "What is counted", g.Unit)
	unit.Mark = "x"
	v.Controls = append([]control{f.control("number", "low", "At least", numberText(g.Low)), f.control("number", "high", "At most", numberText(g.High)),
		selectOf(f, "qualifier", "Meant as", g.Qualifier, meanings), unit}, f.daysOf("when", "Counted on", g.When)...)
}

// readSay is what the form says of a statement, whole.
func (rq *request) readSay(f *form, r reading) parley.Edit {
	ps := f.passages(r)
	days := f.days("said-from", "said-to")
	cue, negated := ps[partCue], f.Get("negated") != ""
	return parley.Edit{Content: ps[partContent], Source: rq.readWhom(f, "source", ps[partSource]), Cue: &cue, Act: oneOf(f, "act", parley.Acts),
		Mode: oneOf(f, "mode", modes), Addressee: rq.readWhom(f, "addressee", nil), SaidOn: &days, Negated: &negated}
}

// readWhom is who an entity field and the words for it mean; the zero Whom for nobody.
func (rq *request) readWhom(f *form, name string, ps []parley.Passage) *parley.Whom {
	w := &parley.Whom{ID: f.resolve(name, "entity", rq.allEntities())}
	if len(ps) > 0 {
		w.Words = &ps[0]
	}
	return w
}

// readHappen is what the form says of an event, whole.
func (rq *request) readHappen(f *form, r reading) parley.Edit {
	ps := f.passages(r)
	days := f.days("when-from", "when-to")
	parts := []parley.Part{}
	for i := range maxParts {
		name := fmt.Sprintf("who-%d", i)
		if id := f.resolve(name, "entity", rq.allEntities()); id != "" {
			parts = append(parts, parley.Part{Whom: parley.Whom{ID: id}, Role: oneOf(f, fmt.Sprintf("role-%d", i), roles)})
		}
	}
	return parley.Edit{Content: ps[partContent], Type: oneOf(f, "type", parley.EventTypes), Status: oneOf(f, "status", statuses), When: &days,
		Participants: &parts, Instrument: &parley.Whom{ID: f.resolve("instrument", "paper", rq.allPapers())}}
}

// readCount is what the form says of a figure, whole.
func (rq *request) readCount(f *form, r reading) parley.Edit {
	ps := f.passages(r)
	days := f.days("when-from", "when-to")
	v := parley.Range{Low: f.number("low"), High: f.number("high")}
	meant := oneOf(f, "qualifier", meanings)
	switch none := v.Low == nil && v.High == nil; {
	case len(ps[partNumber]) > 0:
		n, ok := numberIn(ps[partNumber][0].Text, meant)
		if v = n; !ok {
			f.wrong(numberField(f), "these words hold no number that can be read, or more than one; write it below and leave them out")
		}
	case none && len(ps[partContent]) > 0:
		v, _ = numberIn(ps[partContent][0].Text, meant)
	}
	switch {
	case v.Low == nil && v.High == nil && len(f.Wrong) == 0:
		f.wrong("low", "a figure has a number, and none can be read in the words")
	case v.Low != nil && v.High != nil && *v.High < *v.Low:
		f.wrong("high", "the greater number is less than the smaller one")
	}
	return parley.Edit{Content: ps[partContent], Value: &v, Unit: f.text("unit", 200), Qualifier: meant, When: &days}
}

// needWords notes it where no words were named.
func needWords(f *form, e parley.Edit) {
	if len(e.Content) == 0 && len(f.Wrong) == 0 {
		f.wrong("words-0", "name the words in the report that the finding rests on")
	}
}

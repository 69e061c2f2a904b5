package web

import "github.com/parley-press/parley"

// An utterance is what kind of thing a voice behind a line says.
type utterance struct {
	typ, status string
	paper       string // kind of the paper of a step
}

// utterances adds those of the voices behind a line, in their order, to out.
func (x *index) utterances(l *timelineLine, out []utterance) []utterance {
	for _, m := range l.members {
		out = append(out, x.utterance(m))
	}
	for _, a := range l.also {
		if !a.step {
			out = append(out, utterance{typ: typeFigure})
			continue
		}
		p := &x.rec.Instruments[a.first]
		out = append(out, utterance{typ: typeStep, status: string(p.History[a.at].State), paper: x.paper(p.ID).Type})
	}
	return out
}

// utterance is that of one member of a line.
func (x *index) utterance(m parley.Member) utterance {
	return x.find(m).utterance()
}

// utterance is what kind of thing a finding says.
func (t findings) utterance() utterance {
	switch {
	case t.event != nil:
		return utterance{typ: string(t.event.Type), status: string(t.event.Status)}
	case t.statement != nil:
		return utterance{typ: typeStatement, status: string(t.statement.Act)}
	case t.figure != nil:
		return utterance{typ: typeFigure}
	}
	return utterance{typ: typeClause}
}

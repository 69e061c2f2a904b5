package record

import (
	"slices"

	"github.com/parley-press/parley"
)

// add puts an added finding where its words stand.
func (e *editor) add(x ruled) {
	a := &x.add
	b := parley.Basis{ID: x.id, Rule: parley.PersonRule + x.line.d.Who, Confidence: 1}
	by := a.AssertedBy
	if by == "" {
		by = parley.Narrator
	}
	at := a.Content[0].Raw.Start
	switch a.Layer {
	case parley.LayerStatement:
		s := parley.Statement{Basis: b, Mode: parley.Indirect, Act: parley.Say}
		e.editStatement(&s, &a.Edit)
		e.f.Statements = insertAt(e.f.Statements, s, func(y parley.Statement) bool { return y.Content[0].Raw.Start > at })
	case parley.LayerEvent:
		v := parley.Event{Basis: b, Status: parley.Happened, AssertedBy: by}
		e.editEvent(&v, &a.Edit)
		e.f.Events = insertAt(e.f.Events, v, func(y parley.Event) bool { return y.Evidence[0].Raw.Start > at })
	case parley.LayerFigure:
		g := parley.Figure{Basis: b, Qualifier: parley.Exact, AssertedBy: by, Sentence: a.Content[0]}
		if a.Sentence != nil {
			g.Sentence = *a.Sentence
		}
		editFigure(&g, &a.Edit)
		e.f.Figures = insertAt(e.f.Figures, g, func(y parley.Figure) bool { return y.Passage.Raw.Start > at })
	}
}

// insertAt puts v before the first of a list that comes after it.
func insertAt[T any](list []T, v T, after func(T) bool) []T {
	i := slices.IndexFunc(list, after)
	if i < 0 {
		i = len(list)
	}
	return slices.Insert(list, i, v)
}

// whole reports whether an addition has what its layer cannot be without.
func whole(a *parley.Addition) bool {
	if len(a.Content) == 0 || slices.ContainsFunc(a.Content, func(p parley.Passage) bool { return p.Text == "" }) {
		return false
	}
	switch a.Layer {
	case parley.LayerStatement:
		return true
	case parley.LayerEvent:
		return a.Type != ""
	case parley.LayerFigure:
		return a.Unit != "" && a.Value != nil && (a.Value.Low != nil || a.Value.High != nil)
	}
	return false
}

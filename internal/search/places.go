// Package search finds passages of a record by a query. It makes the places of a report that a store keeps, writes a query as the expression that a store
// understands, and holds what the store finds against the record: who is who across reports, what people decided, which reading is in force.
package search

import (
	"fmt"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/query"
	"github.com/parley-press/parley/internal/store"
	"github.com/parley-press/parley/internal/text"
)

// The kinds of place.
const (
	StatementPlace = "statement"
	EventPlace     = "event"
	FigurePlace    = "figure"
	TextPlace      = "text" // a paragraph of the report
)

// Bounds of the places of one report. A report over them is still found by its text, in longer stretches.
const (
	mostFindings = 6000
	mostTexts    = 2000
	mostText     = 2000 // bytes of one stretch, unless there are too many
	mostNames    = 24   // of one entity
)

// Places are the places of a report: its statements, events and figures, and its text paragraph by paragraph. A nil text gives the findings alone.
func Places(f *parley.Findings, t *text.Text) []store.Place {
	m := maker{f: f, names: map[string]string{}, sources: map[string]string{}}
	for _, a := range f.Meta.Agencies {
		m.agency = appendWords(m.agency, a.Name)
	}
	m.outlet = query.Fold(f.Meta.Outlet.Name)
	for i := range f.Entities {
		m.names[f.Entities[i].ID] = names(&f.Entities[i])
	}
	for i := range f.Statements {
		m.statement(&f.Statements[i])
	}
	for i := range f.Events {
		m.event(&f.Events[i])
	}
	for i := range f.Figures {
		m.figure(&f.Figures[i])
	}
	m.out = m.out[:min(len(m.out), mostFindings)]
	if t != nil {
		m.texts(t)
	}
	return m.out
}

// apart stands between names, so that no phrase runs from one into the next.
const apart = "0"

// appendWords adds s to words, folded.
func appendWords(words, s string) string {
	s = query.Fold(s)
	switch {
	case s == "":
		return words
	case words == "":
		return s
	}
	return words + " " + apart + " " + s
}

// names are the names of an entity in its report.
func names(e *parley.LocalEntity) string {
	s := appendWords("", e.Name)
	for i, a := range e.Aliases {
		if i == mostNames {
			break
		}
		if a != e.Name {
			s = appendWords(s, a)
		}
	}
	return s
}

// A maker makes the places of one report.
type maker struct {
	f              *parley.Findings
	names          map[string]string // of entities by id, folded
	sources        map[string]string // of statements by id, folded
	outlet, agency string
	out            []store.Place
}

// add adds a place that begins at the first of ps.
func (m *maker) add(kind string, b parley.Basis, day parley.Date, words, who, whom string, ps []parley.Passage, codes ...string) {
	p := store.Place{Kind: kind, Finding: b.ID, Day: day}
	if len(ps) > 0 {
		p.Span = ps[0].Span
	}
	if day < 0 || day >= 1<<22 {
		p.Day = 0
	}
	codes = append(codes, code(query.In, kind+"s"), percentCode(percent(b.Confidence)), tensCode(percent(b.Confidence)/10))
	m.put(p, [store.Columns]string{words, who, whom, "", "", strings.Join(codes, " ")})
}

// put adds a place with these columns, and with what all places of the report have.
func (m *maker) put(p store.Place, cols [store.Columns]string) {
	cols[store.OutletColumn], cols[store.AgencyColumn] = m.outlet, m.agency
	if p.Day.Known() {
		cols[store.CodeColumn] += " " + dayCodes(p.Day)
	}
	p.Columns = cols
	m.out = append(m.out, p)
}

func (m *maker) statement(s *parley.Statement) {
	words, who, whom := "", "", ""
	refs := s.CoSources
	if s.Source != nil {
		refs = append([]parley.Ref{*s.Source}, refs...)
	}
	for _, r := range refs {
		who = joinNames(who, m.names[r.Entity])
		if r.Passage != nil {
			words = appendWords(words, r.Passage.Text)
			who = appendWords(who, r.Passage.Text)
		}
	}
	m.sources[s.ID] = who
	if a := s.Addressee; a != nil {
		whom = m.names[a.Entity]
		if a.Passage != nil {
			whom = appendWords(whom, a.Passage.Text)
		}
	}
	for _, c := range s.Cue {
		words = appendWords(words, c.Text)
	}
	shown := parley.Excerpt(s.Content)
	words = appendWords(words, shown)
	m.add(StatementPlace, s.Basis, s.SaidOn.First(m.f.Meta.Published.Value), words, who, whom, s.Content, code(query.Act, string(s.Act)), code(query.Mode, string(s.Mode)))
}

func joinNames(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	return a + " " + apart + " " + b
}

func (m *maker) event(e *parley.Event) {
	who := ""
	for _, p := range e.Participants {
		who = joinNames(who, m.names[p.Entity])
	}
	shown := ""
	if len(e.Evidence) > 0 {
		shown = e.Evidence[0].Text
	}
	m.add(EventPlace, e.Basis, e.When.First(m.f.Meta.Published.Value), query.Fold(shown), who, "", e.Evidence, code(query.Type, string(e.Type)), code(query.Status, string(e.Status)))
}

func (m *maker) figure(g *parley.Figure) {
	m.add(FigurePlace, g.Basis, g.When.First(m.f.Meta.Published.Value), query.Fold(figureText(g)), m.sources[g.AssertedBy], "", []parley.Passage{g.Passage})
}

// figureText is the sentence a figure stands in, or its own words.
func figureText(g *parley.Figure) string {
	if g.Sentence.Text != "" {
		return g.Sentence.Text
	}
	return g.Passage.Text
}

// texts adds the report's own text: headline and article.
func (m *maker) texts(t *text.Text) {
	most := max(mostText, len(t.Content)/mostTexts*2)
	var at parley.Span
	last, n := -1, 0
	flush := func() {
		for !at.Empty() && n < mostTexts {
			end := at.End
			if at.Len() > most {
				end = at.Start + cut(t.Content[at.Start:at.Start+most])
			}
			n++
			s := parley.Span{Start: at.Start, End: end}
			words := t.Content[s.Start:s.End]
			p := store.Place{Kind: TextPlace, Span: s, Day: m.f.Meta.Published.Value, Text: words}
			m.put(p, [store.Columns]string{query.Fold(words), "", "", "", "", code(query.In, "reports")})
			at.Start = end
		}
		at = parley.Span{}
	}
	for _, b := range t.Blocks {
		if b.Kind != text.Headline && b.Kind != text.Body && b.Kind != text.Subhead {
			continue
		}
		if b.Paragraph != last {
			flush()
		}
		last = b.Paragraph
		at = at.Union(b.Span)
	}
	flush()
}

// cut is where a stretch of text that is too long ends: after its last space in the second half, else between two characters.
func cut(s string) int {
	if i := strings.LastIndexByte(s, ' '); i > len(s)/2 {
		return i + 1
	}
	i := len(s)
	for i > 1 && s[i-1]&0xc0 == 0x80 {
		i--
	}
	if i > 1 && s[i-1] >= 0xc0 {
		i--
	}
	return i
}

// code is the value of a field as a word.
func code(f query.Field, v string) string {
	return string(f) + strings.ReplaceAll(query.Fold(v), " ", "")
}

// dayCodes are the words for a day, its month and its year.
func dayCodes(d parley.Date) string {
	s := d.String()
	y, mth := "y"+strings.ReplaceAll(s[:len(s)-6], "-", ""), strings.ReplaceAll(s[:len(s)-3], "-", "")
	return y + " m" + mth + " d" + mth + s[len(s)-2:]
}

func percent(c float64) int { return max(0, min(100, int(c*100+0.5))) }

func percentCode(p int) string { return fmt.Sprintf("c%d", p) }
func tensCode(t int) string    { return fmt.Sprintf("t%d", t) }

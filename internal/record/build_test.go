package record

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// A draft builds the findings of one invented report from its text: passages are found by their words.
type draft struct {
	text string
	f    parley.Findings
}

func newDraft(outlet, published, text string) *draft {
	d := &draft{text: text}
	d.f.Report = parley.IDOf([]byte(outlet + text))
	d.f.Meta.Outlet = parley.Named{Name: outlet, How: parley.Stated}
	if published != "" {
		v, err := parley.ParseDate(published)
		if err != nil {
			panic(err)
		}
		d.f.Meta.Published = parley.Published{Value: v, How: parley.Stated}
	}
	d.f.Words = len(strings.Fields(text))
	return d
}

func (d *draft) pass(words string) parley.Passage {
	i := strings.Index(d.text, words)
	if i < 0 {
		panic("no such words: " + words)
	}
	return parley.Passage{Span: parley.Span{Start: i, End: i + len(words)}, Raw: parley.RawSpan{Start: i, End: i + len(words)}, Text: words}
}

func (d *draft) entity(t parley.EntityType, name, key, side string, words ...string) string {
	e := parley.LocalEntity{Basis: parley.Basis{ID: fmt.Sprintf("n%d", len(d.f.Entities)+1)}, Type: t, Name: name, Key: key, Side: side}
	for _, w := range words {
		e.Aliases = append(e.Aliases, w)
		e.Mentions = append(e.Mentions, parley.Mention{Kind: parley.NameMention, Passage: d.pass(w)})
	}
	d.f.Entities = append(d.f.Entities, e)
	return e.ID
}

func (d *draft) says(src string, act parley.Act, content, in string) string {
	s := parley.Statement{Basis: parley.Basis{ID: fmt.Sprintf("s%d", len(d.f.Statements)+1)}, Act: act, Content: []parley.Passage{d.pass(content)}, Mode: parley.Indirect, NestedIn: in}
	if src != "" {
		s.Source = &parley.Ref{Entity: src}
	}
	d.f.Statements = append(d.f.Statements, s)
	return s.ID
}

func (d *draft) event(t parley.EventType, st parley.Status, by, words string, ps ...parley.Participant) *parley.Event {
	d.f.Events = append(d.f.Events, parley.Event{Basis: parley.Basis{ID: fmt.Sprintf("e%d", len(d.f.Events)+1)}, Type: t, Status: st, AssertedBy: by, Evidence: []parley.Passage{d.pass(words)}, Participants: ps})
	return &d.f.Events[len(d.f.Events)-1]
}

func (d *draft) figure(low, high float64, q parley.Qualifier, unit, head, words string) {
	g := parley.Figure{Basis: parley.Basis{ID: fmt.Sprintf("f%d", len(d.f.Figures)+1)}, Qualifier: q, Unit: unit, Head: head, AssertedBy: parley.Narrator, Passage: d.pass(words)}
	end := strings.Index(d.text[g.Passage.Span.Start:], ".")
	g.Sentence = d.pass(d.text[g.Passage.Span.Start : g.Passage.Span.Start+end])
	if low >= 0 {
		g.Low = &low
	}
	if high >= 0 {
		g.High = &high
	}
	d.f.Figures = append(d.f.Figures, g)
}

func foldOf(ds ...*draft) *parley.Record {
	in := Input{Reader: "test", Names: map[parley.ReportID][]string{}}
	for i, d := range ds {
		in.Findings = append(in.Findings, d.f)
		in.Names[d.f.Report] = []string{fmt.Sprintf("r%d.txt", i+1)}
	}
	return Fold(in)
}

func dump(t *testing.T, r *parley.Record) string {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func find(r *parley.Record, name string) *parley.Entity {
	for i := range r.Entities {
		if r.Entities[i].Name == name {
			return &r.Entities[i]
		}
	}
	return nil
}

func kinds(r *parley.Record) (out []string) {
	for _, c := range r.Conflicts {
		out = append(out, string(c.Kind))
	}
	return out
}

package record

import (
	"testing"

	"github.com/parley-press/parley"
)

// least is a report in which s3 stands in s2, and s2 in s1; the middle one is unsure.
func least() parley.Findings {
	words := func(at int) []parley.Passage {
		return []parley.Passage{{Span: parley.Span{Start: at, End: at + 5}, Raw: parley.RawSpan{Start: at, End: at + 5}, Text: "words"}}
	}
	who := func(n string) *parley.Ref { return &parley.Ref{Entity: n} }
	st := func(id, in, source string, confidence float64, at int) parley.Statement {
		return parley.Statement{Basis: parley.Basis{ID: id, Rule: "test@1", Confidence: confidence}, Content: words(at), NestedIn: in, Source: who(source), Act: parley.Say, Mode: parley.Indirect}
	}
	entity := func(id, name string) parley.LocalEntity {
		return parley.LocalEntity{Basis: parley.Basis{ID: id}, Type: parley.Person, Name: name, Mentions: []parley.Mention{{Kind: parley.NameMention, Passage: words(90)[0]}}}
	}
	return parley.Findings{
		Report:     "00000000000000000000000000000000000000000000000000000000000000aa",
		Entities:   []parley.LocalEntity{entity("n1", "Ana Roe"), entity("n2", "Jon Vale")},
		Statements: []parley.Statement{st("s1", "", "n1", 0.9, 0), st("s2", "s1", "n2", 0.4, 10), st("s3", "s2", "n1", 0.8, 20), st("s4", "", "n2", 0.3, 30)},
		Events: []parley.Event{{Basis: parley.Basis{ID: "e1"}, AssertedBy: "s2", Evidence: words(11)}, {Basis: parley.Basis{ID: "e2"}, AssertedBy: "s4", Evidence: words(31)},
			{Basis: parley.Basis{ID: "e3"}, AssertedBy: "s3", Evidence: words(21)}},
		Figures: []parley.Figure{{Basis: parley.Basis{ID: "f1"}, AssertedBy: "s4", Passage: words(32)[0], Sentence: words(32)[0]}},
		Instruments: []parley.LocalInstrument{{Basis: parley.Basis{ID: "i1"}, Kind: parley.Proposal, Name: "plan", Mentions: words(12),
			History: []parley.Step{{State: parley.StateOffered, AccordingTo: "n2", Statement: "s2", Passage: words(12)[0]}, {State: parley.StateBacked, AccordingTo: "n2", Statement: "s4", Passage: words(33)[0]}}}},
	}
}

// What an unsure statement holds falls to the next host that is sure, else to the narrator; no id leads nowhere.
func TestLeast(t *testing.T) {
	f := least()
	check := func(what string, st []parley.Statement, ev []parley.Event, fi []parley.Figure) {
		t.Helper()
		if len(st) != 2 || st[0].ID != "s1" || st[1].ID != "s3" || st[1].NestedIn != "s1" {
			t.Errorf("%s: statements %+v", what, st)
		}
		if len(ev) != 3 || ev[0].AssertedBy != "s1" || ev[1].AssertedBy != parley.Narrator || ev[2].AssertedBy != "s3" || len(fi) != 1 || fi[0].AssertedBy != parley.Narrator {
			t.Errorf("%s: events %+v, figures %+v", what, ev, fi)
		}
	}
	g := Sure(f, 0.5)
	check("findings", g.Statements, g.Events, g.Figures)
	for i, want := range []parley.Step{{Statement: "s1", AccordingTo: "n1"}, {}} {
		if got := g.Instruments[0].History[i]; got.Statement != want.Statement || got.AccordingTo != want.AccordingTo {
			t.Errorf("step %d: %+v", i, got)
		}
	}
	r := Fold(Input{Findings: []parley.Findings{f}, Least: 0.5}).Reports[0]
	check("record", r.Statements, r.Events, r.Figures)
	if got := f.Instruments[0].History[0].Statement; len(f.Statements) != 4 || f.Statements[2].NestedIn != "s2" || got != "s2" || f.Events[0].AssertedBy != "s2" {
		t.Error("the findings that came were changed")
	}
	if got := Sure(f, 0.3); len(got.Statements) != 4 {
		t.Errorf("as sure as asked for is sure enough: %d left", len(got.Statements))
	}
}

// A statement that a person accepted stays, however unsure it is, and one that was rejected is gone, however sure.
func TestLeastAccepted(t *testing.T) {
	f := least()
	r := Fold(Input{Findings: []parley.Findings{f}, Least: 0.5, Decisions: []parley.Decision{{Kind: parley.DecideAccept, Report: f.Report, Finding: "s2"},
		{Kind: parley.DecideReject, Report: f.Report, Finding: "s1"}}}).Reports[0]
	if len(r.Statements) != 2 || r.Statements[0].ID != "s2" || r.Statements[0].NestedIn != "" || r.Statements[1].NestedIn != "s2" {
		t.Errorf("%+v", r.Statements)
	}
}

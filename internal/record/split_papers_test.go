package record

import (
	"fmt"
	"slices"
	"testing"

	"github.com/parley-press/parley"
)

// juneReports tell of one paper, which was put forward, agreed and withdrawn.
func juneReports() []parley.Findings {
	var out []parley.Findings
	for i, state := range []string{"put forward", "agreed", "withdrawn"} {
		d := newDraft(fmt.Sprintf("Press %d", i), fmt.Sprintf("2031-06-%02d", 10+i), fmt.Sprintf("Harland said the June paper was %s. Later the June plan was backed.", state))
		harland := d.entity(parley.State, "Harland", "state/harland", "", "Harland")
		step := func(s parley.InstrumentState, words string) parley.Step {
			return parley.Step{State: s, AccordingTo: harland, Passage: d.pass(words), Rule: "event/step@1", Confidence: 0.7}
		}
		s := []parley.InstrumentState{parley.StateOffered, parley.StateAgreed, parley.StateWithdrawn}[i]
		d.f.Instruments = []parley.LocalInstrument{{Basis: parley.Basis{ID: "i1"}, Kind: parley.Proposal, Name: "June paper", PutForwardBy: []string{harland},
			Mentions: []parley.Passage{d.pass("June paper"), d.pass("June plan")}, History: []parley.Step{step(s, "the June paper was "+state), step(parley.StateBacked, "the June plan was backed")}}}
		d.event(parley.EventTypes[0], parley.Happened, parley.Narrator, "the June paper was "+state).Instrument = "i1"
		out = append(out, d.f)
	}
	return out
}

func paperNamed(t *testing.T, r *parley.Record, name string) parley.Instrument {
	t.Helper()
	i := slices.IndexFunc(r.Instruments, func(x parley.Instrument) bool { return x.Name == name })
	if i < 0 {
		t.Fatalf("no paper is called %q: %+v", name, r.Instruments)
	}
	return r.Instruments[i]
}

// TestSplitPaper: a report, or one step, of a paper becomes another paper, whose id stays; events of the report follow the report; an undo brings it back.
func TestSplitPaper(t *testing.T) {
	fs := juneReports()
	before := Fold(Input{Findings: fs})
	if len(before.Instruments) != 1 || len(before.Instruments[0].History) != 6 {
		t.Fatalf("%+v", before.Instruments)
	}
	whole := &before.Instruments[0]
	split := func(seq int64, who, name string, ms ...parley.SplitMember) parley.Decision {
		return parley.Decision{Seq: seq, Kind: parley.DecideSplit, Finding: whole.ID, Who: who, Why: "two papers", Value: encode(parley.Split{Name: name, Members: ms}), Was: encode(DescribePaper(whole))}
	}
	at := slices.IndexFunc(whole.History, func(s parley.Step) bool { return s.State == parley.StateWithdrawn })
	step := whole.History[at]
	byReport := split(1, "ana", "Old plan", parley.SplitMember{Report: fs[1].Report})
	byStep := split(2, "ana", "Old plan", parley.SplitMember{Report: step.Report, Step: &parley.StepAt{State: step.State, Raw: step.Passage.Raw, Words: step.Passage.Text}})

	r := Fold(Input{Findings: fs, Decisions: []parley.Decision{byReport}})
	old, june := paperNamed(t, r, "Old plan"), paperNamed(t, r, "June paper")
	if old.ID != "old-plan-p" || !slices.Equal(old.Reports, []parley.ReportID{fs[1].Report}) || len(old.History) != 2 || len(old.Mentions) != 2 || !slices.Equal(old.PutForwardBy, []string{"harland"}) ||
		june.ID != whole.ID || len(june.Reports) != 2 || len(june.History) != 4 || len(old.Merged) != 1 || len(june.Merged) >= len(whole.Merged) {
		t.Errorf("%+v\n%+v", old, june)
	}
	for _, e := range r.Reports {
		if want := map[bool]string{true: old.ID, false: june.ID}[e.ID == fs[1].Report]; e.Events[0].Instrument != want {
			t.Errorf("the event of %s is about %q, want %q", e.ID.Short(), e.Events[0].Instrument, want)
		}
	}
	if d := r.Decisions[0]; d.State != parley.InForce || d.Now != old.ID {
		t.Errorf("%+v", d)
	}

	r = Fold(Input{Findings: fs, Decisions: []parley.Decision{byReport, byStep}})
	old, june = paperNamed(t, r, "Old plan"), paperNamed(t, r, "June paper")
	if len(old.History) != 3 || len(old.Reports) != 2 || len(june.History) != 3 || len(june.Mentions) != 3 || len(r.Instruments) != 2 {
		t.Errorf("%+v\n%+v", old, june)
	}
	undone := append([]parley.Decision{byReport, byStep}, parley.Decision{Seq: 3, Kind: parley.DecideUndo, Undoes: 1, Who: "ben"}, parley.Decision{Seq: 4, Kind: parley.DecideUndo, Undoes: 2, Who: "ben"})
	if a, b := dump(t, logless(Fold(Input{Findings: fs, Decisions: undone}))), dump(t, logless(before)); a != b {
		t.Errorf("undone is not never decided: %s", firstDifference(a, b))
	}
	all := split(1, "ana", "All", parley.SplitMember{Report: fs[0].Report}, parley.SplitMember{Report: fs[1].Report}, parley.SplitMember{Report: fs[2].Report})
	if r = Fold(Input{Findings: fs, Decisions: []parley.Decision{all}}); len(r.Orphans) != 1 || len(r.Instruments) != 1 {
		t.Errorf("a split took all: %+v", r.Orphans)
	}
}

// TestSplitPaperReread: after a reading with other ids and spans, a split is applied to the same words; where these are gone it is an orphan.
func TestSplitPaperReread(t *testing.T) {
	fs := juneReports()
	whole := &Fold(Input{Findings: fs}).Instruments[0]
	s := whole.History[len(whole.History)-1]
	d := parley.Decision{Seq: 1, Kind: parley.DecideSplit, Finding: whole.ID, Who: "ana", Was: encode(DescribePaper(whole)),
		Value: encode(parley.Split{Name: "Old plan", Members: []parley.SplitMember{{Report: s.Report, Step: &parley.StepAt{State: s.State, Raw: s.Passage.Raw, Words: s.Passage.Text}}}})}
	again := juneReports()
	for i := range again {
		x := &again[i].Instruments[0]
		x.ID, x.Name = "i7", "June plan" // and with it the id of the record
		slices.Reverse(x.History)
		again[i].Events[0].Instrument = "i7"
	}
	r := Fold(Input{Findings: again, Decisions: []parley.Decision{d}})
	if old := paperNamed(t, r, "Old plan"); len(old.History) != 1 || old.History[0].Passage != s.Passage || r.Decisions[0].State != parley.InForce {
		t.Errorf("%+v %+v", old, r.Decisions[0])
	}
	for i := range again {
		again[i].Instruments[0].History = again[i].Instruments[0].History[:0:0]
	}
	if r = Fold(Input{Findings: again, Decisions: []parley.Decision{d}}); len(r.Orphans) != 1 || r.Orphans[0].Reason == "" || len(r.Instruments) != 1 {
		t.Errorf("%+v", r.Orphans)
	}
}

// TestSplitPaperDispute: of two people who call a part by two names the later is in force, and both are listed; who says the same agrees.
func TestSplitPaperDispute(t *testing.T) {
	fs := juneReports()
	whole := &Fold(Input{Findings: fs}).Instruments[0]
	split := func(seq int64, who, name string) parley.Decision {
		return parley.Decision{Seq: seq, Kind: parley.DecideSplit, Finding: whole.ID, Who: who, Was: encode(DescribePaper(whole)), Value: encode(parley.Split{Name: name, Members: []parley.SplitMember{{Report: fs[1].Report}}})}
	}
	r := Fold(Input{Findings: fs, Decisions: []parley.Decision{split(1, "ana", "Old plan"), split(2, "ben", "New plan")}})
	paperNamed(t, r, "New plan")
	if len(r.Instruments) != 2 || r.Decisions[0].State != parley.Overruled || r.Decisions[0].By != 2 || r.Decisions[1].State != parley.InForce || len(r.Coders) != 1 {
		t.Fatalf("%+v %+v", r.Decisions, r.Coders)
	}
	if c := r.Coders[0]; c.Field != "split" || len(c.Takes) != 2 || c.Takes[0].Value != "Old plan" || c.Takes[1].Value != "New plan" || c.Words != whole.Name {
		t.Errorf("%+v", c)
	}
	r = Fold(Input{Findings: fs, Decisions: []parley.Decision{split(1, "ana", "Old plan"), split(2, "ben", "Old plan")}})
	if len(r.Instruments) != 2 || len(r.Coders) != 0 || r.Decisions[0].State != parley.InForce || r.Decisions[1].State != parley.InForce {
		t.Errorf("%+v %+v", r.Decisions, r.Coders)
	}
}

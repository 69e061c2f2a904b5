package engine_test

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/store"
)

// The words of an addition are those of the text, whatever a form says; its id is made of them.
func TestAddedWords(t *testing.T) {
	var s store.Memory
	e := engine.New(config(&s, "v1"))
	build(t, e, ferry, bridge)
	text, err := e.Text(t.Context(), ferry.ID)
	if err != nil {
		t.Fatal(err)
	}
	add := func(value string) (parley.Decision, error) {
		return e.Decide(t.Context(), parley.Decision{Kind: parley.DecideAdd, Report: ferry.ID, Value: value})
	}
	got, err := add(`{"layer":"statement","content":[{"span":{"start":0,"end":5},"raw":{"start":90,"end":95}}]}`)
	if err != nil || !strings.HasPrefix(got.Finding, "p-") || len(got.Finding) != 10 || !strings.Contains(got.Value, `"raw":{"start":0,"end":5}`) {
		t.Errorf("%+v %v", got, err)
	}
	rec, err := e.Record(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, r := range rec.Reports {
		for _, x := range r.Statements {
			if x.ID == got.Finding {
				found = x.Content[0] == text.Passage(parley.Span{End: 5}) && x.Rule == "person: ana" && x.Confidence == 1
			}
		}
	}
	if !found {
		t.Error("the addition is not in the record with its words")
	}
	for value, kind := range map[string]parley.Kind{
		`{"layer":"statement","content":[{"span":{"start":0,"end":5},"text":"other"}]}`: parley.Clash,
		`{"layer":"statement","content":[{"span":{"start":5,"end":5}}]}`:                parley.Invalid,
		`{"layer":"statement","content":[{"span":{"start":-1,"end":5}}]}`:               parley.Invalid,
		`{"layer":"statement","content":[{"span":{"start":0,"end":99999}}]}`:            parley.Invalid,
		`{"layer":"statement"}`: parley.Invalid,
		`{"layer":"rumour","content":[{"span":{"start":0,"end":5}}]}`:                                       parley.Invalid,
		`{"layer":"event","content":[{"span":{"start":0,"end":5}}]}`:                                        parley.Invalid,
		`{"layer":"event","type":"call","asserted_by":"s99","content":[{"span":{"start":0,"end":5}}]}`:      parley.NotFound,
		`{"layer":"statement","source":{"id":"nobody"},"content":[{"span":{"start":0,"end":5}}]}`:           parley.NotFound,
		`{"layer":"statement","act":"bless","content":[{"span":{"start":0,"end":5}}]}`:                      parley.Invalid,
		`{"layer":"figure","value":{"low":9,"high":3},"unit":"x","content":[{"span":{"start":0,"end":5}}]}`: parley.Invalid,
	} {
		if _, err := add(value); parley.KindOf(err) != kind || err == nil {
			t.Errorf("%s: %v, want %s", value, err, kind)
		}
	}
}

// DecideAt tells who decides on what was seen that somebody decided meanwhile; a newer reader that finds the same words under other ids keeps the decision.
func TestDecideAtAndReread(t *testing.T) {
	var s store.Memory
	e := engine.New(config(&s, "v1"))
	build(t, e, ferry, bridge)
	reject := parley.Decision{Kind: parley.DecideReject, Report: ferry.ID, Finding: "s1", Who: "ana"}
	first, err := e.DecideAt(t.Context(), reject, 0)
	if err != nil {
		t.Fatal(err)
	}
	accept := reject
	accept.Kind, accept.Who = parley.DecideAccept, "ben"
	if _, err := e.DecideAt(t.Context(), accept, 0); parley.KindOf(err) != parley.Clash {
		t.Errorf("decided over an unseen decision: %v", err)
	}
	log, err := e.Decisions(t.Context())
	if err != nil || store.Newest(log, accept) != first.Seq {
		t.Errorf("newest %d, %v", store.Newest(log, accept), err)
	}
	if _, err := e.DecideAt(t.Context(), accept, first.Seq); err != nil {
		t.Error(err)
	}
	if _, err := e.Decide(t.Context(), parley.Decision{Kind: parley.DecideUndo, Undoes: 2}); err != nil {
		t.Error(err)
	}
	newer := engine.New(config(&s, "v2"))
	build(t, newer)
	rec, err := newer.Record(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(rec.Decisions) != 3 || rec.Decisions[0].State != parley.InForce || rec.Decisions[1].State != parley.Undone || len(rec.Orphans) != 0 {
		t.Errorf("%+v", rec.Decisions)
	}
}

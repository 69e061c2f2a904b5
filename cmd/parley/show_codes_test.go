package main

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/event"
)

// Every event of the lists and of a report has the code that type and status give it, printed and as JSON, and so have the speech acts that have one.
func TestShowCodes(t *testing.T) {
	type finding struct {
		ID      string
		Type    parley.EventType
		Status  parley.Status
		Act     parley.Act
		Negated bool
		Codes   event.Coding
	}
	db := exampleDB(t)
	const file = "02-lpa-working-paper.txt"
	report := parse[struct{ Statements, Events []finding }](t, ok(t, "show", "report", file, db, "--json").out)
	printed := ok(t, "show", "report", file, db).out
	if len(report.Events) == 0 || len(report.Statements) == 0 {
		t.Fatalf("%d events, %d statements", len(report.Events), len(report.Statements))
	}
	for _, e := range report.Events {
		if e.Codes != event.Code(e.Type, e.Status) || !e.Codes.Known() || !strings.Contains(printed, "("+e.Codes.String()+")") {
			t.Errorf("%s %s %s: %v", e.ID, e.Type, e.Status, e.Codes)
		}
	}
	acts := func(list []finding) (n int) {
		for _, s := range list {
			if s.Codes != event.CodeStatement(&parley.Statement{Act: s.Act, Negated: s.Negated}) {
				t.Errorf("%s %s: %v", s.ID, s.Act, s.Codes)
			}
			if s.Codes.Known() {
				n++
			}
		}
		return n
	}
	if acts(report.Statements) == 0 || acts(parse[[]finding](t, ok(t, "show", "statements", db, "--json").out)) == 0 {
		t.Error("no speech act has a code")
	}
	lines := parse[[]struct {
		Members []struct {
			Finding string
			Type    parley.EventType
			Status  parley.Status
			Codes   event.Coding
		}
	}](t, ok(t, "show", "timeline", db, "--json").out)
	events := 0
	for _, l := range lines {
		for _, m := range l.Members {
			if m.Type != "" {
				events++
			}
			if m.Codes != event.Code(m.Type, m.Status) || strings.HasPrefix(m.Finding, "e") != (m.Type != "") {
				t.Errorf("%+v", m)
			}
		}
	}
	if events == 0 {
		t.Error("no member of the chronology is an event")
	}
	has(t, "timeline", ok(t, "show", "timeline", db).out, "e11, ASSAULT 190]", "CAMEO")
}

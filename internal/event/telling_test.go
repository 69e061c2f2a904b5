package event_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley/internal/text"
)

// toldOf is an invented report in which the rules miss two who take part.
const toldOf = `@anchor 2031-05-08
@state Harland
@person Ana Roe, Tom Vey
@organization Riverton Council
@group the Marsh Front
@place Riverton
Ana Roe flew to Riverton, where she held talks with Tom Vey.
Ana Roe has agreed with Tom Vey to meet the Riverton Council next week.
Harland, which had promised to end the siege, is shelling the Marsh Front.`

// TestTellings: who takes part is weighed, and what the rules say well is kept.
func TestTellings(t *testing.T) {
	l := newLab(t)
	d := l.read(t, toldOf)
	told := func() (out []string) {
		for _, e := range d.Events {
			var who []string
			for _, p := range e.Participants {
				who = append(who, fmt.Sprint(p.Role, " ", d.Entities[p.Entity].Name))
			}
			slices.Sort(who)
			out = append(out, fmt.Sprint(e.Type, " ", e.Status, ": ", strings.Join(who, ", ")))
		}
		return out
	}
	for _, c := range []struct {
		what string
		find func(*text.Doc)
		want []string
	}{
		{"tables", l.ev.FindByTables, []string{"meeting happened: actor Ana Roe", "talks happened: party Tom Vey", "meeting planned: party Ana Roe, party Riverton Council",
			"military-operation planned: actor Harland", "military-operation ongoing: actor Harland, target the Marsh Front"}},
		{"weighed", l.ev.Find, []string{"meeting happened: actor Ana Roe", "talks happened: party Ana Roe, party Tom Vey", "meeting planned: party Ana Roe, party Riverton Council, party Tom Vey",
			"military-operation planned: actor Harland", "military-operation ongoing: actor Harland, target the Marsh Front"}},
	} {
		if c.find(d); !slices.Equal(told(), c.want) {
			t.Errorf("%s: got\n%s\nnot\n%s", c.what, strings.Join(told(), "\n"), strings.Join(c.want, "\n"))
		}
	}
}

// TestTellingSigns: the signs of a report do not depend on anything but its text, and none stands twice.
func TestTellingSigns(t *testing.T) {
	l := newLab(t)
	a, b := l.ev.Tellings(l.read(t, toldOf)), l.ev.Tellings(l.read(t, toldOf))
	if len(a) == 0 || len(a) != len(b) {
		t.Fatalf("%d and %d tellings", len(a), len(b))
	}
	for i := range a {
		if !slices.Equal(a[i].Signs, b[i].Signs) || len(slices.Compact(slices.Clone(a[i].Signs))) != len(a[i].Signs) {
			t.Errorf("signs of the status of %v", a[i].Event)
		}
		for n, p := range a[i].Candidates {
			if q := b[i].Candidates[n]; p.Entity != q.Entity || !slices.Equal(p.Signs, q.Signs) || len(p.Signs) == 0 {
				t.Errorf("signs of %d in %v", p.Entity, a[i].Event)
			}
		}
	}
}

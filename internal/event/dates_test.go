package event_test

import (
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// By the rules no time is tied to what happened meanwhile; by the signs it has the one that the sentence has. A date that tells which deal is meant dates nothing.
func TestWeighDates(t *testing.T) {
	l := newLab(t)
	for _, c := range []struct {
		in    string
		typ   parley.EventType
		rules string
		want  string
	}{
		{"The army shelled the town on Monday as tanks attacked two villages on the road to Riverton.", "attack-on-protected", "", "2031-05-05"},
		{"Veska has violated the April 3 agreement.", "violation", "", ""},
	} {
		d := l.read(t, "@anchor 2031-05-09\n"+c.in+"\n")
		if got := daysOf(d, c.typ); got != c.rules {
			t.Errorf("%s: %q by the rules, want %q", c.in, got, c.rules)
		}
		if l.ev.Find(d); daysOf(d, c.typ) != c.want {
			t.Errorf("%s: %q, want %q", c.in, daysOf(d, c.typ), c.want)
		}
	}
}

// daysOf is the days of the first event of a type.
func daysOf(d *text.Doc, typ parley.EventType) string {
	for _, e := range d.Events {
		if e.Type == typ && e.When != nil {
			return e.When.String()
		}
	}
	return ""
}

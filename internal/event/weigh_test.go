package event_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley/internal/event"
	"github.com/parley-press/parley/internal/text"
)

// weighed is an invented report of troops. The tables have no row for what its last sentences tell.
const weighed = `@anchor 2031-05-08
@state Harland, Veska
@person Ana Roe
@place Riverton
Harland deployed troops near Riverton on Monday.
Veska sent two warships to the strait.
Harland's army has massed tanks at the border.
More Harland soldiers are arriving there.
A convoy of Harland troops headed to Riverton to clear mines.
Ana Roe said she was ready to fight for the party's nomination.`

func TestWeigh(t *testing.T) {
	l := newLab(t)
	d := l.read(t, weighed)
	told := func() (out []string) {
		for _, e := range d.Events {
			if e.Rule == "event/odds@1" {
				if e.Score < 0.2 || e.Score > 1 {
					t.Errorf("%q has the chance %v", d.Content[e.Evidence[0].Start:e.Evidence[0].End], e.Score)
				}
				out = append(out, fmt.Sprint(e.Type, ", ", e.Status, ": ", d.Content[e.Evidence[0].Start:e.Evidence[0].End]))
			}
		}
		return out
	}
	if got := told(); got != nil {
		t.Errorf("the tables alone weigh: %q", got)
	}
	l.ev.Find(d)
	const want = "force-posture, ongoing: More Harland soldiers are arriving there"
	if got := strings.Join(told(), "; "); got != want {
		t.Errorf("got %q, not %q", got, want)
	}
	if !slices.IsSortedFunc(d.Events, func(a, b text.Event) int { return a.Evidence[0].Start - b.Evidence[0].Start }) {
		t.Error("events are not in the order of the text")
	}
}

// TestCandidates: the signs of a report do not depend on anything but its text.
func TestCandidates(t *testing.T) {
	l := newLab(t)
	a, told := l.ev.Candidates(l.read(t, weighed))
	b, _ := l.ev.Candidates(l.read(t, weighed))
	if len(a) == 0 || len(told) == 0 {
		t.Fatal("nothing found")
	}
	for i := range a {
		if !slices.Equal(a[i].Signs, b[i].Signs) {
			t.Errorf("the signs of %q differ", a[i].Lemma)
		}
		if slices.Contains(a[i].Signs, event.LemmaSign(a[i].Lemma)) == a[i].Noun {
			t.Errorf("%q has no sign of its lemma", a[i].Lemma)
		}
	}
}

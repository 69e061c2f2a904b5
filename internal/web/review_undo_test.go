package web

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// A key that was hit by mistake is undone where it was hit: the queue names the last decision of the one who asks, and takes it back.
func TestReviewUndo(t *testing.T) {
	l := newLab(t, "Noor")
	const queue = "/review?kind=statement&whose=nobody"
	first := l.get(queue)
	without(t, "an empty log", first, "last-decided")
	action := findingIn(t, first)
	body := l.decide(queue, action, "reject", nil)
	if d := l.newest(); d.Kind != parley.DecideReject || findingIn(t, body) == action {
		t.Fatalf("%+v", d)
	}
	_, last, _ := strings.Cut(body, `class="last-decided"`)
	last, _, _ = strings.Cut(last, "</div>")
	if !strings.Contains(last, "rejected") || !strings.Contains(last, `data-key="u"`) || !strings.Contains(last, `name="back" value="/review?`) {
		t.Errorf("%s", last)
	}
	body = l.decide(queue, "/decisions/1", "undo", nil)
	if findingIn(t, body) != action {
		t.Errorf("the queue asks about %s, not again about %s", findingIn(t, body), action)
	}
	without(t, "after an undo", body, "last-decided")
	l.decide(queue, action, "accept", nil)
	l.pages = l.as("Ida")
	without(t, "to another person", l.get(queue), "last-decided")
	l.decide("/entities/orsa?find=vesk", "/entities/orsa", "merge", map[string][]string{"value": {"veska"}})
	without(t, "a decision that is on no finding", l.get(queue), "last-decided")
	l.pages = l.as("")
	without(t, "to one who only reads", l.get(queue), "last-decided")
}

// findingIn is the action of the form by which the queue asks.
func findingIn(t *testing.T, body string) string {
	t.Helper()
	_, rest, ok := strings.Cut(body, `<form class="desk-form across" method="post" action="`)
	if !ok {
		t.Fatal("the queue asks nothing")
	}
	action, _, _ := strings.Cut(rest, `"`)
	return action
}

// The way between the pages of corrections says on which of them one is.
func TestDeskNavCurrent(t *testing.T) {
	l := newLab(t, "Noor")
	for _, a := range []string{"/review", "/decisions", "/orphans", "/agreement"} {
		body := l.get(a)
		_, nav, _ := strings.Cut(body, `aria-label="Corrections"`)
		nav, _, _ = strings.Cut(nav, "</nav>")
		if strings.Count(nav, "aria-current") != 1 || !strings.Contains(nav, `<a href="`+a+`" aria-current="page">`) {
			t.Errorf("%s: %s", a, nav)
		}
	}
}

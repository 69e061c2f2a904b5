package web

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// What a page leaves out it counts in words that are right for one and for many.
func TestWhatIsLeftOutInWords(t *testing.T) {
	m := invented()
	for i := range 14 {
		m.rec.Entities = append(m.rec.Entities, parley.Entity{ID: "pier-" + string(rune('a'+i)), Name: "Pier " + string(rune('A'+i)), Type: parley.Place, Mentions: 1})
	}
	h, err := New(m, Options{Title: "Ferry talks", Decider: refusing{}, Who: "Noor"})
	if err != nil {
		t.Fatal(err)
	}
	for target, want := range map[string]string{
		"/entities/pier-a":          "1 more fits; write more",
		"/entities/veska?find=Pier": "2 more fit; write more",
	} {
		if body := get(h, target).Body.String(); !strings.Contains(body, want) {
			t.Errorf("%s: no %q", target, want)
		}
	}
}

// A figure of no day of its own stands beside the day of its report, as in the picture of its quantity.
func TestFigureDay(t *testing.T) {
	m := invented()
	r := &m.rec.Reports[0]
	r.Figures[0].When = nil
	body := get(handler(t, m), "/figures").Body.String()
	all := body[strings.LastIndex(body, "<tbody>"):]
	if want := r.Meta.Published.Value.String() + `</time><span class="soft small">published</span>`; !strings.Contains(all, want) {
		t.Errorf("no %s", want)
	}
}

// The conflicts that do not stand whole on the page of a paper are counted, and no others are promised.
func TestContestedElsewhere(t *testing.T) {
	for _, c := range []struct {
		all, cut int
		want     string
	}{{1, 1, "This conflict with every account"}, {mostContested, mostContested, "conflicts about it, with every account"},
		{mostContested, 1, "1 of the "}, {mostContested, 0, ""}} {
		m := invented()
		one := m.rec.Conflicts[0]
		m.rec.Conflicts = nil
		for i := range c.all {
			k := one
			k.ID = "x" + string(rune('a'+i))
			if i < c.cut {
				for range mostAccounts + 1 {
					k.Between = append(k.Between[:len(k.Between):len(k.Between)], one.Between[0])
				}
			}
			m.rec.Conflicts = append(m.rec.Conflicts, k)
		}
		body := get(handler(t, m), "/instruments/june-paper").Body.String()
		if c.want == "" && strings.Contains(body, "with every account") || !strings.Contains(body, c.want) {
			t.Errorf("%d conflicts, %d of them cut: no %q", c.all, c.cut, c.want)
		}
	}
}

// The summary names the feed of what is new where there is one.
func TestSummaryNamesFeed(t *testing.T) {
	m := invented()
	if body := get(handler(t, findable(t, m)), "/").Body.String(); !strings.Contains(body, `<a href="/changes.atom">feed</a>`) {
		t.Error("a reader is not told of the feed")
	}
	if body := get(handler(t, m), "/").Body.String(); strings.Contains(body, "/changes.atom") {
		t.Error("a feed that is not there")
	}
}

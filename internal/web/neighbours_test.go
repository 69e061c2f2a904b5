package web

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// From one conflict the way leads to those beside it, and to the next that nobody has looked at.
func TestConflictNeighbours(t *testing.T) {
	m := invented()
	one := m.rec.Conflicts[0]
	m.rec.Conflicts = nil
	for _, id := range []string{"a", "b", "c", "d"} {
		c := one
		c.ID, c.Key, c.What, c.State = id, "", "What of "+id, ""
		m.rec.Conflicts = append(m.rec.Conflicts, c)
	}
	m.rec.Conflicts[2].State = parley.ConflictSeen
	h := handler(t, m)
	links := func(id string) string {
		body := get(h, "/conflicts/"+id).Body.String()
		_, nav, _ := strings.Cut(body, `aria-label="Other conflicts"`)
		nav, _, _ = strings.Cut(nav, "</nav>")
		var out []string
		for _, a := range strings.Split(nav, "<a ")[1:] {
			_, key, _ := strings.Cut(a, `data-key="`)
			_, to, _ := strings.Cut(a, `href="/conflicts/`)
			out = append(out, key[:1]+to[:1])
		}
		return strings.Join(out, " ")
	}
	for id, want := range map[string]string{"a": "nb xb", "b": "pa nc xd", "c": "pb nd xd", "d": "pc xa"} {
		if got := links(id); got != want {
			t.Errorf("%s leads to %q, want %q", id, got, want)
		}
	}
	m.rec.Conflicts = m.rec.Conflicts[:1]
	h = handler(t, m)
	if got := links("a"); got != "" {
		t.Errorf("the only conflict leads to %q", got)
	}
}

// The names of an entity say who uses them, in their own narration too.
func TestNamesInNarration(t *testing.T) {
	m := invented()
	var page entityModel
	if err := json.Unmarshal(get(handler(t, m), "/entities/veska.json").Body.Bytes(), &page); err != nil {
		t.Fatal(err)
	}
	uses := map[string]int{}
	for _, n := range page.Names {
		for _, o := range n.Outlets {
			uses[n.Name+"|"+o.Ref.Name] = o.N
		}
	}
	for _, w := range m.rec.Wordings {
		if w.Entity != "veska" {
			continue
		}
		for _, o := range w.Outlets {
			for _, u := range o.Words {
				name := u.Words
				if name == "veska" {
					name = "Veska"
				}
				if n := uses[name+"|"+o.Outlet]; n < u.Count {
					t.Errorf("%s by %s: %d times, told %d", u.Words, o.Outlet, n, u.Count)
				}
			}
		}
	}
	if len(m.rec.Wordings) == 0 || uses["breakaway isle|Newswire"] != 1 {
		t.Errorf("%v", uses)
	}
}

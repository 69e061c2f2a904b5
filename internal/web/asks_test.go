package web

import (
	"html"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// What the page of the search proposes finds something, and leads there. Of an empty record, and of one that wishes harm, it proposes what can be asked.
func TestExamplesFind(t *testing.T) {
	src := findable(t, invented())
	h, err := New(src, Options{})
	if err != nil {
		t.Fatal(err)
	}
	x, err := newIndex(src.rec, src)
	if err != nil {
		t.Fatal(err)
	}
	all := x.examples()
	if len(all) != 10 {
		t.Errorf("%d examples: %+v", len(all), all)
	}
	body := html.UnescapeString(get(h, "/search").Body.String())
	for _, e := range all {
		if n, _ := searched(t, h, e.Query); n == 0 && !strings.Contains(e.Query, " -") {
			t.Errorf("%s finds nothing", e.Query)
		}
		if !strings.Contains(body, `href="`+e.Href+`"`) {
			t.Errorf("the page does not lead to %s", e.Href)
		}
	}
	for name, m := range map[string]*inMemory{"empty": {rec: &parley.Record{}}, "hostile": hostile()} {
		x, err := newIndex(m.rec, m)
		if err != nil {
			t.Fatal(err)
		}
		h, err := New(findable(t, m), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range x.examples() {
			if w := get(h, e.Href); w.Code != 200 {
				t.Errorf("%s: %q: %d", name, e.Query, w.Code)
			}
		}
	}
}

package web

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// keeping is a handler of m that keeps pages and parts of them with its record, as that of a large one does.
func keeping(t *testing.T, m *inMemory) (*server, http.Handler) {
	t.Helper()
	s, err := newServer(m, Options{Title: "Ferry talks"})
	if err != nil {
		t.Fatal(err)
	}
	if s.index, err = newIndex(m.rec, m); err != nil {
		t.Fatal(err)
	}
	s.index.cache, s.index.fragments = new(pageCache), new(pageCache)
	return s, s.guard(s.mux())
}

// A page with parts that were written before is, byte for byte, the page that is written whole.
func TestFragments(t *testing.T) {
	m := large(30)
	s, kept := keeping(t, m)
	whole := handler(t, m)
	for _, path := range []string{"/timeline", "/statements", "/positions", "/instruments", "/figures", "/conflicts", "/commitments", "/outlets", "/omissions", "/wordings", "/entities", "/reports", "/decisions", "/positions/changes"} {
		for _, q := range []string{"", "page=2", "page=3", "page=99", "per=2", "per=2&page=2", "act=deny", "act=deny&page=2", "party=veska", "issues=1", "issues=2&page=2", "q=paper", "from=2031-06-05&to=2031-06-10", "zoom=whole", "zoom=month&page=2", "kind=denial"} {
			for range 2 {
				a := address(path, q)
				if got, want := get(kept, a).Body.String(), get(whole, a).Body.String(); got != want {
					t.Fatalf("%s is another page: %s", a, firstDifference(got, want))
				}
			}
		}
	}
	n := 0
	for k := range s.index.fragments.pages {
		if strings.Contains(k, "\x00facets\x00/statements") {
			n++
		}
	}
	if n != 1 {
		t.Errorf("what statements can be narrowed to is kept %d times, want once for all pages", n)
	}
}

// A part that cannot be written is not kept, and nobody waits for it.
func TestFragmentFails(t *testing.T) {
	s, _ := keeping(t, invented())
	draw := s.drawer(t.Context(), s.index)
	for range 2 {
		if got := draw("positions", "matrix", "/positions", 7); got != "" {
			t.Errorf("a number is drawn as %q", got)
		}
	}
	if len(s.index.fragments.pages) != 0 {
		t.Error("half a part is kept")
	}
	if rq := (&request{index: s.index}); rq.part("positions", "matrix", "/positions", nil) != "" {
		t.Error("a request that draws nothing has a part")
	}
}

// Readers who come at once, the first of a record, are all shown the whole page.
func TestFragmentsAtOnce(t *testing.T) {
	m := large(5)
	_, kept := keeping(t, m)
	whole := handler(t, m)
	var wg sync.WaitGroup
	for _, a := range []string{"/statements", "/statements?page=2", "/positions", "/positions?page=2", "/timeline", "/timeline?page=2", "/outlets", "/figures?page=2"} {
		want := get(whole, a).Body.String()
		for range 3 {
			wg.Go(func() {
				if got := get(kept, a).Body.String(); got != want {
					t.Errorf("%s is another page: %s", a, firstDifference(got, want))
				}
			})
		}
	}
	wg.Wait()
}

func firstDifference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return fmt.Sprintf("%q, want %q", a[i:min(len(a), i+80)], b[i:min(len(b), i+80)])
}

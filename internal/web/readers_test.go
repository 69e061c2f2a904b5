package web

import (
	"sync"
	"testing"
)

// TestManyReaders asks for every page from many goroutines at once; with -race it shows that they share nothing that
// changes unguarded.
func TestManyReaders(t *testing.T) {
	m := invented()
	h := handler(t, m)
	all := addresses(m)
	want := map[string]string{}
	for _, a := range all {
		want[a] = get(h, a).Body.String()
	}
	fresh := handler(t, m)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range all {
				a := all[(i*7+j)%len(all)]
				if got := get(fresh, a).Body.String(); got != want[a] {
					t.Errorf("%s differs under load", a)
				}
			}
		})
	}
	wg.Wait()
}

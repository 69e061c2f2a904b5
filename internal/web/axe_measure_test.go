//go:build measure

package web

import (
	"net/http/httptest"
	"testing"
)

// TestAxe runs axe-core over every page of the invented dossier, with its best practices too (`make axe`).
func TestAxe(t *testing.T) {
	ctx := browser(t)
	m := invented()
	srv := httptest.NewServer(handler(t, m))
	defer srv.Close()
	eachLook(t, ctx, srv.URL, addresses(m), func(where string) {
		if out := axeOf(t, ctx, append([]string{"best-practice"}, axeTags...)); out != "" {
			t.Errorf("%s:\n%s", where, out)
		}
	})
}

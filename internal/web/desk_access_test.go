package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/parley-press/parley/internal/store"
)

// TestDeskByRole holds who is shown forms and whose forms are taken: readers none, coders what bears on one finding, editors also what moves several.
func TestDeskByRole(t *testing.T) {
	m := invented()
	team := newTeam(t, m)
	var err error
	if team.Handler, err = New(m, Options{Title: "Straits", Accounts: team.keeper, Decider: refusing{}}); err != nil {
		t.Fatal(err)
	}
	const report = "/reports/riverton-post.txt"
	accept := url.Values{"do": {"accept"}, "seen": {"0"}, "why": {"read again"}}
	merge := url.Values{"do": {"merge"}, "seen": {"0"}, "value": {"veska"}, "why": {"one state"}}
	for _, role := range store.Roles() {
		codes, edits := role.May(store.Coder), role.May(store.Editor)
		for _, page := range []string{report, report + "/findings/s1", "/entities/orsa", "/instruments/june-paper", "/review"} {
			w := team.as(role, http.MethodGet, page, nil)
			form, may := `name="do" value="accept"`, codes
			if strings.HasPrefix(page, "/entities") || strings.HasPrefix(page, "/instruments") {
				form, may = "Correct who is who", edits
			}
			if has := strings.Contains(w.Body.String(), form); w.Code != http.StatusOK || has != may {
				t.Errorf("%s sees %s: %d, forms %v", role, page, w.Code, has)
			}
		}
		if w := team.as(role, http.MethodGet, report+"/add", nil); (w.Code == http.StatusOK) != codes {
			t.Errorf("%s adds: %d", role, w.Code)
		}
		if w := team.as(role, http.MethodPost, report+"/findings/s1", accept); (w.Code == http.StatusForbidden) == codes {
			t.Errorf("%s accepts: %d", role, w.Code)
		}
		if w := team.as(role, http.MethodPost, "/entities/orsa", merge); (w.Code == http.StatusForbidden) == edits {
			t.Errorf("%s merges: %d", role, w.Code)
		}
	}
}

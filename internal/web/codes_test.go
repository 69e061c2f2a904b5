package web

import (
	"strings"
	"testing"
)

// Events and speech acts have their codes on their cards and pages, below what is said in words, and in the twins; lists are plain words.
func TestCodes(t *testing.T) {
	m := invented()
	h := handler(t, m)
	post := string(m.rec.Reports[0].ID)
	for target, want := range map[string]string{
		"/reports/" + post:                 ">RETREAT 0871</span>",
		"/reports/" + post + "#acts":       ">ACCUSE 112</span>",
		"/statements/" + post + "/s4":      ">ACCUSE 112</span>",
		"/timeline.csv":                    ",RETREAT,0871",
		"/statements.csv":                  ",ACCUSE,112",
		"/entities/harland.json":           `"cameo": "036"`,
		"/statements/" + post + "/s1.json": `"plover": "REJECT"`,
	} {
		target, _, _ = strings.Cut(target, "#")
		if body := get(h, target).Body.String(); !strings.Contains(body, want) {
			t.Errorf("%s has no %s", target, want)
		}
	}
	for _, target := range []string{"/timeline", "/entities/harland", "/conflicts", "/"} {
		if body := get(h, target).Body.String(); strings.Contains(body, `class="codes"`) || strings.Contains(body, "existence-denied<") {
			t.Errorf("%s shows codes", target)
		}
	}
}

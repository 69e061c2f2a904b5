package web

import (
	"strings"
	"testing"
)

// Events and speech acts have their codes wherever they stand in a row or on a card, and in the twins.
func TestCodes(t *testing.T) {
	m := invented()
	h := handler(t, m)
	post := string(m.rec.Reports[0].ID)
	for target, want := range map[string]string{
		"/reports/" + post:                 ">RETREAT 0871</span>",
		"/reports/" + post + "#acts":       ">ACCUSE 112</span>",
		"/entities/harland":                ">AGREE 036</span>",
		"/timeline":                        ">RETREAT 0871</span>",
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
}

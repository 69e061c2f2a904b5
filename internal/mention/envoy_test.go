package mention

import (
	"strings"
	"testing"
)

// TestEnvoys: an envoy speaks for who sends him, not for where he is sent.
func TestEnvoys(t *testing.T) {
	f, tags := tools(t)
	for name, c := range map[string]struct{ in, want string }{
		"possessor":   {"Harland's ambassador to Veska, Ana Roe, said the talks would go on. Veska agreed.", "Harland"},
		"adjective":   {"Ana Roe, the French U.N. ambassador, was silent.", "France"},
		"both before": {"The United Nations' Syria envoy, Ana Roe, said so too.", "United Nations"},
		"talks":       {"Ana Roe, Britain's envoy to the Syria peace talks, spoke.", "United Kingdom"},
		"of":          {"The envoy of France, Ana Roe, left.", "France"},
	} {
		d, got := read(t, f, tags, c.in), ""
		for _, e := range d.Entities {
			if e.Name == "Ana Roe" && e.Side >= 0 {
				got = d.Entities[e.Side].Name
			}
		}
		if got != c.want {
			t.Errorf("%s: speaks for %q, want %q", name, got, c.want)
		}
	}
}

// TestSites: a border, a road or several towns are not the town last named.
func TestSites(t *testing.T) {
	f, tags := tools(t)
	for in, same := range map[string]bool{
		"Fighting went on in the town of Tarn. Guards closed the border on Monday.": false,
		"Fighting went on in the town of Tarn. Shells hit the towns on Monday.":     false,
		"Fighting went on in the town of Tarn. Shells hit the town on Monday.":      true,
	} {
		d := read(t, f, tags, in)
		var names []string
		for _, m := range d.Mentions {
			if m.Entity >= 0 && d.Entities[m.Entity].Name == "Tarn" {
				names = append(names, d.Slice(d.Span(m.Tokens)))
			}
		}
		all := strings.Join(names, "|")
		if got := strings.Contains(all, "the border") || strings.Contains(all, "the towns") || strings.Count(all, "the town") > 1; got != same {
			t.Errorf("%s: Tarn is %s", in, all)
		}
	}
}

package mention

import (
	"testing"

	"github.com/parley-press/parley"
)

// TestTypesByWords: what is said beside a name tells its type, and what stands before a title belongs to it.
func TestTypesByWords(t *testing.T) {
	f, tags := tools(t)
	for _, c := range []struct {
		in, name string
		typ      parley.EntityType // "" where there is to be no such entity
	}{
		{"Harland Electric Co <HELC.T> cut output. A rival gained.", "Harland Electric Co", parley.Organization},
		{"Harland Electric Co <HELC.T> cut output. A rival gained.", "HELC.T", ""},
		{"Veska Oil Co Inc <VOC> fell on Monday.", "VOC", ""},
		{"Salden Brovers analyst Carole Muratti said sales fell.", "Salden Brovers", parley.Organization},
		{"Ana Roe, an analyst with Merrin Lintch, said so.", "Merrin Lintch", parley.Organization},
		{"Trade and Industry Minister Ana Roe said talks would go on.", "Ana Roe", parley.Person},
		{"Trade and Industry Minister Ana Roe said talks would go on.", "Trade", ""},
		{"Latin American producers met in Managua on Friday.", "Latin America", parley.Place},
		{"Latin American producers met in Managua on Friday.", "United States", ""},
		{"The failed London talks had lasted a week.", "United Kingdom", ""},
	} {
		d := read(t, f, tags, c.in)
		var got parley.EntityType
		for _, e := range d.Entities {
			if e.Name == c.name {
				got = e.Type
			}
		}
		if got != c.typ {
			t.Errorf("%s: %s is %q, want %q", c.in, c.name, got, c.typ)
		}
	}
}

package mention

import (
	"testing"

	"github.com/parley-press/parley"
)

// TestLikeness: a firm that the lists know is no state for acting, an adjective, a heading and a portfolio are nobody, and peoples are groups.
func TestLikeness(t *testing.T) {
	f, tags := tools(t)
	for _, c := range []struct {
		words, name string
		typ         parley.EntityType // "" for no entity
	}{
		{"Google said it would appeal. Google denies it broke the law.", "Google", parley.Organization},
		{"Lyft refused to sign. Lyft wants a new rule.", "Lyft", parley.Organization},
		{"Talks went on in Albuquerque. Albuquerque's mayor agreed.", "Albuquerque", parley.Place},
		{"Western diplomats spoke. The talks pleased Western governments.", "Western", ""},
		{"The mayor said Muslims had left the town. Muslims were angry.", "Muslims", parley.Group},
		{"The talks failed. AVAILABLE OPTIONS The envoy left the town.", "AVAILABLE OPTIONS", ""},
		{"Planning Minister Ana Roe spoke. It was late.", "Planning", ""},
		{"Fighters linked to Qaeda left. A Qaeda affiliate stayed.", "Al-Qaeda", parley.Organization},
		{"Harland and Veska met. Harland said it would sign.", "Harland", parley.State},
	} {
		d := read(t, f, tags, c.words)
		var got parley.EntityType
		for _, e := range d.Entities {
			if e.Name == c.name {
				got = e.Type
			}
		}
		if got != c.typ {
			t.Errorf("%s: %s is %q, want %q; %+v", c.words, c.name, got, c.typ, d.Entities)
		}
	}
}

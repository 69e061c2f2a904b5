package event

import (
	"testing"

	"github.com/parley-press/parley"
)

// Every type has a code with every status; what is neither has none, and a statement that tells what was not said has none.
func TestCode(t *testing.T) {
	for _, typ := range parley.EventTypes {
		for _, sts := range published {
			for _, st := range sts {
				if c := Code(typ, st); !c.Known() || c.String() != c.Plover+" "+c.Cameo {
					t.Errorf("%s %s: %v", typ, st, c)
				}
			}
		}
	}
	if c := Code("nothing", parley.Happened); c.Known() || c.String() != "" {
		t.Errorf("an unknown type has %v", c)
	}
	if c := CodeStatement(&parley.Statement{Act: parley.Accuse}); c.String() != "ACCUSE 112" {
		t.Errorf("a charge has %v", c)
	}
	for _, s := range []parley.Statement{{Act: parley.Accuse, Negated: true}, {Act: parley.Say}} {
		if c := CodeStatement(&s); c.Known() {
			t.Errorf("%+v has %v", s, c)
		}
	}
}

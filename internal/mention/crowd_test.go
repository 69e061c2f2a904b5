package mention

import "testing"

// TestBlocIsNamed: a bloc with a capital has a name whatever article stands before it; a crowd has none.
func TestBlocIsNamed(t *testing.T) {
	f, tags := tools(t)
	for s, unnamed := range map[string]bool{
		"The plan was made for a West that has lost its faith.":    false,
		"The plan was made for a militia that has lost its faith.": true,
	} {
		d := read(t, f, tags, s)
		found := false
		for _, e := range d.Entities {
			if e.Type == "group" {
				if found = true; e.Unnamed != unnamed {
					t.Errorf("%q: %q unnamed %v, want %v", s, e.Name, e.Unnamed, unnamed)
				}
			}
		}
		if !found {
			t.Errorf("%q: no group", s)
		}
	}
}

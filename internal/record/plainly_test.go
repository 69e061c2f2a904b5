package record

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// TestPlainly: no state, status or event type stands as a code in what a conflict is about.
func TestPlainly(t *testing.T) {
	for code, want := range map[string]string{"existence-denied": "never existed", "called-off": "called off", "called-for": "asked for", "territory-change": "territory change", "happened": "happened"} {
		if s := plainly(code); s != want {
			t.Errorf("%s: %q, want %q", code, s, want)
		}
	}
	for _, k := range parley.EventTypes {
		if strings.ContainsAny(plainly(k), "-_") {
			t.Errorf("%s stands as a code", plainly(k))
		}
	}
}

// TestWhoDoes: people answer, bodies answer, and several answer.
func TestWhoDoes(t *testing.T) {
	f := &fold{Folder: newFolder(crowd)}
	f.faces = map[string]*face{"ana": {name: "Ana Roe", kind: parley.Person}, "council": {name: "Dorn Council", kind: parley.Organization}, "rebels": {name: "rebels", kind: parley.Group}}
	for id, want := range map[string]string{"ana": "who answers", "council": "which answers", "rebels": "who answer"} {
		if got := f.whoDoes(id, "answers"); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}

package text

import (
	"testing"

	"github.com/parley-press/parley"
)

// A later note of a part takes the place of the one before, and a copy keeps what it had.
func TestBecause(t *testing.T) {
	var s Statement
	s.Because(parley.PartCue, "a@1", 0.5, "")
	s.Because(parley.PartAct, "b@1", 0, "by the cue")
	copied := s
	s.Because(parley.PartCue, "c@1", 0.75, "again")
	copied.Because(parley.PartVia, "d@1", 1, "")
	s.Because(parley.PartSaidOn, "", 0, "today")
	if len(s.Why) != 3 || s.Why[0] != (parley.Ground{Part: "cue", Rule: "c@1", Confidence: 0.75, Note: "again"}) || s.Why[1].Note != "by the cue" || s.Why[2].Part != "said_on" {
		t.Errorf("%+v", s.Why)
	}
	if len(copied.Why) != 3 || copied.Why[0].Rule != "a@1" || copied.Why[2].Rule != "d@1" {
		t.Errorf("the copy: %+v", copied.Why)
	}
}

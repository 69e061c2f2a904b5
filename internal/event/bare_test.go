package event

import "testing"

func TestBareName(t *testing.T) {
	for in, want := range map[string]string{
		"the “Tarn Accord”":                 "Tarn Accord",
		"an agreement to plan for a 'pause": "agreement to plan for a pause",
		"a ‘pause’ in the fighting":         "pause in the fighting",
		"the 'pause' of the parties' truce": "pause of the parties' truce",
		"the parties' truce":                "parties' truce",
		"Harland's offer":                   "Harland's offer",
	} {
		if got := bareName(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

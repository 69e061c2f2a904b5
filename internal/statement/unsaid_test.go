package statement_test

import (
	"testing"

	"github.com/parley-press/parley/internal/attribution"
)

// What was not said, what is a deed and what is only named as a ground is no statement.
func TestUnsaid(t *testing.T) {
	r := newReader(t)
	var err error
	if r.rel, err = attribution.New(); err != nil {
		t.Fatal(err)
	}
	for said, want := range map[string]int{
		"Harland did not immediately respond to a request for comment.":            0,
		"The ministry of Harland has not explained how it will mend the dam.":      0,
		"The council of Venna did not mention the dam.":                            0,
		"The guards denied them entry.":                                            0,
		"Harland denied the report.":                                               1,
		"Ana Roe and Ben Vale agreed to open the line.":                            0,
		"Harland agreed to open the line.":                                         1,
		"The ferrymen were mocked for wanting to close the line.":                  0,
		"The miners of Venna want to close the line.":                              1,
		"Harland declined to comment on the dam.":                                  1,
		"Farmers seeking to cross the line waited at the gate.":                    0,
		"Harland is seeking an end to the strike.":                                 1,
		"The envoy did not say that the dam was safe but warned it would be late.": 2,
	} {
		d := r.read("VENNA (Agency) - " + said)
		n := 0
		for i := range d.Statements {
			if d.Statements[i].Score >= 0.38 {
				n++
			}
		}
		if n != want {
			t.Errorf("%s: %d statements, want %d", said, n, want)
		}
	}
}

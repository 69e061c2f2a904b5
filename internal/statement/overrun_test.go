package statement_test

import (
	"testing"

	"github.com/parley-press/parley/internal/attribution"
)

// What the report tells in its own words behind "and" and "but" is not what the source said.
func TestOverruns(t *testing.T) {
	r := newReader(t)
	var err error
	if r.rel, err = attribution.New(); err != nil {
		t.Fatal(err)
	}
	const line = "VENNA (Agency) - "
	for said, want := range map[string]string{
		"Halvek said no country meets all rights but appeared uncomfortable as he took questions.":    "no country meets all rights",
		"Halvek has asked the council to rescind the law but has been blocked by the lords.":          "to rescind the law",
		"Halvek denied that Harland has political prisoners and said it had shared lists of them.":    "Harland has political prisoners",
		"Halvek said she was ill and went home.":                                                      "she was ill and went home",
		"Halvek said the guards have left and the gates are closed but that the road has not opened.": "the guards have left and the gates are closed but that the road has not opened",
		"Halvek welcomed the plan but Harland is afraid of its costs.":                                "the plan",
		"Halvek condemned the plan as a trap and shut the gates of the port.":                         "the plan as a trap",
		"Halvek rejected the plan even as the ministry opened its gates.":                             "the plan",
		"Harland accused Veska of breaking the truce, a sign that the talks are dead.":                "Veska of breaking the truce",
		"Halvek refused to sign the paper as the guards cleared the square.":                          "to sign the paper",
		"Halvek said the bridge would open, though no day has been set.":                              "the bridge would open",
		"Halvek said the guards had gone, but there was no sign of it.":                               "the guards had gone",
		"Halvek said the line was safe, but engineers have found three cracks in it.":                 "the line was safe",
		"Halvek said it would sign, but only if the raids stopped.":                                   "it would sign, but only if the raids stopped",
		"Halvek said the dam was old and, though engineers mended it, would break.":                   "the dam was old and, though engineers mended it, would break",
		"Halvek said the guards had left, after the gates were shut, and would return.":               "the guards had left, after the gates were shut, and would return",
		"Halvek said the gates would shut, too":                                                       "the gates would shut, too",
		"Halvek praised the accord, which ended a strike of nine weeks.":                              "the accord",
		"Halvek said the ferry, which had no licence, was unsafe.":                                    "the ferry, which had no licence, was unsafe",
		"Halvek said Harland will leave the union, prompting calls for a vote.":                       "Harland will leave the union",
		"Halvek said Harland will leave the union, taking its money with it.":                         "Harland will leave the union, taking its money with it",
		"Halvek said Harland has left the union - a step that Veska had feared.":                      "Harland has left the union",
		"Halvek said Harland has left the union, the latest in a row of setbacks.":                    "Harland has left the union",
		"Halvek said the port had shut, after guards found a crack in the quay.":                      "the port had shut",
		"Halvek criticised the accord on Monday.":                                                     "the accord",
		"Halvek urged Veska, a rival of Harland, not to leave the union.":                             "not to leave the union",
		"Halvek called on Veska to leave the union during a visit to Lund.":                           "to leave the union",
		"Halvek told the court the guards had left but the gates were closed.":                        "the guards had left but the gates were closed",
	} {
		d := r.read(line + said)
		if d == nil || len(d.Statements) == 0 {
			t.Errorf("%s: no statement", said)
		} else if got := content(d, &d.Statements[0]); got != want {
			t.Errorf("%s: %q, want %q", said, got, want)
		}
	}
}

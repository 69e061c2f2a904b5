package statement_test

import "testing"

// What the answer of a sentence was asked is a statement of nobody who is told.
func TestAsked(t *testing.T) {
	r := newReader(t)
	for said, want := range map[string]string{
		"Asked on Monday whether she would go, Halvek told reporters she was tired.": "she would go",
		"Asked about the prisoners, Halvek told reporters there were none.":          "",
		"Asked to comment, Halvek told reporters there was no deal.":                 "",
	} {
		d, got := r.read("VENNA (Agency) - "+said), ""
		for i := range d.Statements {
			if s := &d.Statements[i]; s.Act == "ask" && s.Source.End == 0 {
				got = content(d, s)
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", said, got, want)
		}
	}
}

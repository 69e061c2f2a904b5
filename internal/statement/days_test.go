package statement_test

import (
	"testing"

	"github.com/parley-press/parley/internal/text"
)

// What was said in the course of what is told as past has no day of the report, though no word of it says when it was said; what the report is about keeps it.
func TestWeighDays(t *testing.T) {
	const report = "Harland refuses to reopen the pass\n\n" +
		"RIVERTON Harland will not reopen the northern pass, its transport minister said on Tuesday.\n\n" +
		"\"The road is not safe,\" the minister, Ana Roe, told reporters in Riverton.\n\n" +
		"Harland shut the pass in 2029 after Veska sent troops to the border, saying they had fired on its patrols. Veska, which had denied it, called the charge a pretext " +
		"when the two sides met in 2030.\n"
	days := func(d *text.Doc) map[string]string {
		out := map[string]string{}
		for _, s := range d.Statements {
			if w := ""; len(s.Cue) > 0 {
				if s.SaidOn != nil {
					w = s.SaidOn.String()
				}
				out[d.Slice(s.Cue[0])] = w
			}
		}
		return out
	}
	r := newReader(t)
	rules := days(r.read(report))
	d := r.read(report)
	r.att.Find(d)
	weighed := days(d)
	t.Log(rules, weighed)
	for cue, want := range map[string]string{"said": "2031-03-11", "told": "2031-03-11", "saying": ""} {
		if weighed[cue] != want {
			t.Errorf("%s: %q, by the rules %q, want %q", cue, weighed[cue], rules[cue], want)
		}
	}
	if rules["saying"] == "" {
		t.Error("the rules give the background no day: the test shows nothing")
	}
	if again := r.att.DayChoices(d); len(again) != len(d.Statements) || len(again[0].Options) < 2 {
		t.Errorf("%d choices for %d statements", len(again), len(d.Statements))
	}
}

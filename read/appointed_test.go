package read_test

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// TestAppointed: a day after the report is set where the words say that something is to be done then, and not where they only name it, guess or look back.
func TestAppointed(t *testing.T) {
	r := newReader(t)
	for _, c := range []struct {
		words string // with the time in brackets
		set   bool
	}{
		{"Foreign Minister Ana Roe will meet the envoy in Riverton on [Friday].", true},
		{"Ana Roe is due to travel to Tarn in [June] to discuss the truce.", true},
		{"The council called an emergency meeting [next week] to end the strike.", true},
		{"The mediators invited both sides to a conference on [June 3] in Riverton.", true},
		{"Harland promised to withdraw its troops by [the end of June].", true},
		{"Ana Roe urged the rebels to leave the town by [Friday].", true},
		{"The truce expires on [May 25].", true},
		{"A judge set a [June 3] deadline for the company.", true},
		{"The two sides are to resume talks on [Friday].", true},
		{"The hearing was postponed until [June 3].", true},
		{"The prisoners will be released on [Friday], Roe said.", true},
		{"Talks are scheduled for [next week] in Tarn.", true},
		{"The ministers are meeting in Tarn on [Friday].", true},
		{"Roe said she would visit Veska in [June].", true},
		{"Roe no longer plans to visit Veska in [June].", false},
		{"The ice will melt in [June].", false},
		{"A deal could be signed as soon as [next week].", false},
		{"Roe is likely to face Vey in the [June 3] election.", false},
		{"The talks will not resume on [Friday].", false},
		{"If the sides meet on [Friday], the strike will end.", false},
		{"She was previously scheduled to face trial in [August].", false},
		{"There will be no growth in [2032].", false},
		{"The meeting planned for [June 3] was postponed.", true},
		{"The meeting on [June 3] was postponed.", false},
		{"There are no plans for Roe to meet the envoy on [Friday].", false},
		{"The bridge will remain open in [June].", false},
		{"Roe will speak after visiting another port in [June].", false},
		{"The talks will help the port in [June].", false},
		{"A paper will be signed, possibly in [June].", false},
		{"Will the talks resume on [Friday]?", false},
	} {
		before, rest, _ := strings.Cut(c.words, "[")
		words, behind, _ := strings.Cut(rest, "]")
		raw := []byte("Talks on a truce\n\nRiverton Post\n13 May 2031\n\nHarland and Veska talked in Riverton about a truce in the hills. " + before + words + behind + "\n")
		f, aside := r.Read(parley.Report{ID: parley.IDOf(raw), Names: []string{"talks.txt"}, Format: parley.PlainText, Bytes: raw})
		if aside != nil {
			t.Fatal(aside)
		}
		found, set := false, false
		for _, d := range f.Dated {
			if d.Words.Text == words {
				found, set = true, d.Set
			}
		}
		if !found && c.set {
			t.Errorf("%s: no dated clause; %+v", c.words, f.Dated)
		} else if set != c.set {
			t.Errorf("%s: set %v", c.words, set)
		}
	}
}

package record

import (
	"slices"
	"testing"

	"github.com/parley-press/parley"
)

// ofElse is what a third voice says of other matters: how likely two statements are at odds hangs on how many a report has.
var ofElse = []spokenLine{
	{"Ostmark", "said", parley.Say, "bread is dear in the hills"}, {"Ostmark", "said", parley.Say, "bakers open at dawn"}, {"Ostmark", "said", parley.Say, "a choir came to town"},
	{"Ostmark", "said", parley.Say, "wool sells well this spring"}, {"Ostmark", "said", parley.Say, "its fair begins in June"}, {"Ostmark", "said", parley.Say, "snow fell on every pass"}}

// TestAtOdds holds what is shown of statements of two voices, and that those which stand against each other are likelier at odds than such as only look like it.
func TestAtOdds(t *testing.T) {
	gate := spokenLine{"Harland", "said", parley.Say, "the new sluice gate will drown the lower meadows"}
	harmless := spokenLine{"Veska", "said", parley.Say, "the sluice gate does not leak and harms nobody below the weir"}
	for _, x := range []struct {
		name  string
		shown bool
		said  []spokenLine
		less  []spokenLine // less likely at odds
	}{
		{"one thing said with a not by the next voice", true, []spokenLine{gate, harmless}, []spokenLine{gate,
			{"Veska", "said", parley.Say, "the sluice gate will drown the meadows by spring"}}},
		{"the not first", true, []spokenLine{harmless, gate}, []spokenLine{gate, {"Veska", "said", parley.Say, "its bakers do not work at night"}}},
		{"ill against well, with a not", true, []spokenLine{
			{"Harland", "warned", parley.Warn, "the toll of Veska on barges is a burden to every miller"},
			{"Veska", "said", parley.Say, "the toll on barges is not a burden"}}, []spokenLine{
			{"Harland", "said", parley.Say, "the sluice gate is a danger to the meadows"},
			{"Veska", "said", parley.Say, "the sluice gate is a mistake"}}},
		{"a not of another thing", false, []spokenLine{gate, {"Veska", "said", parley.Say, "its bakers do not work at night"}}, nil},
		{"a no", true, []spokenLine{gate, {"Veska", "said", parley.Say, "the sluice gate will not drown the lower meadows"}}, []spokenLine{gate,
			{"Veska", "said", parley.Say, "the sluice gate will not drown the lower meadows unless the weir breaks"}}},
		{"an answer", true, []spokenLine{gate, {"Veska", "countered", parley.Say, "the sluice gate spares the lower meadows"}}, []spokenLine{gate,
			{"Veska", "said", parley.Say, "the sluice gate spares the lower meadows"}}},
	} {
		got := oddsIn(slices.Concat(ofElse, x.said)...)
		if got >= leastOdds != x.shown {
			t.Errorf("%s: log-odds %.2f, shown from %.2f on", x.name, got, leastOdds)
		}
		if x.less == nil {
			continue
		}
		if than := oddsIn(slices.Concat(ofElse, x.less)...); got <= than || than >= logit(1./3) {
			t.Errorf("%s: log-odds %.2f, and %.2f of what only looks like it", x.name, got, than)
		}
	}
	if got := rulesIn(slices.Concat(ofElse, []spokenLine{gate, harmless})...); !slices.Contains(got, "at-odds") {
		t.Errorf("%q, want at-odds", got)
	}
}

// TestAtOddsSides holds that what a voice goes on with stands on its side of a conflict, and what another says between does not.
func TestAtOddsSides(t *testing.T) {
	d := newDraft("Riverton Post", "2031-05-02", "Harland argued the sluice gate will drown the lower meadows. Harland insisted the gate is wrong for the meadows. Veska denied harm to the lower meadows. Ostmark said bread is dear.")
	h, v, o := d.entity(parley.State, "Harland", "state/harland", "", "Harland"), d.entity(parley.State, "Veska", "state/veska", "", "Veska"), d.entity(parley.State, "Ostmark", "state/ostmark", "", "Ostmark")
	d.says(h, parley.Say, "the sluice gate will drown the lower meadows", "")
	d.says(h, parley.Say, "the gate is wrong for the meadows", "")
	d.says(v, parley.Deny, "harm to the lower meadows", "")
	d.says(o, parley.Say, "bread is dear", "")
	got := map[string]string{}
	for _, c := range foldOf(d).Conflicts {
		if c.Rule == atOddsRule {
			for _, m := range c.Between {
				got[m.Finding] = m.Side
			}
		}
	}
	if len(got) != 3 || got["s1"] != "x" || got["s2"] != "x" || got["s3"] != "y" {
		t.Errorf("sides %v, want s1 and s2 against s3", got)
	}
}

// TestWorth holds how statements speak of their matter.
func TestWorth(t *testing.T) {
	for _, x := range []struct {
		text string
		act  parley.Act
		want int8
	}{
		{"the lease is fair and lawful", parley.Say, 2},
		{"the lease is not fair", parley.Say, -1},
		{"nobody calls it a mistake", parley.Say, 1},
		{"the lease", parley.Refuse, -1},
		{"the lease runs to May", parley.Say, 0},
	} {
		it := statementItem(&parley.Statement{Act: x.act, Content: []parley.Passage{{Text: x.text}}})
		if it.worth != x.want {
			t.Errorf("%q: %d, want %d", x.text, it.worth, x.want)
		}
	}
}

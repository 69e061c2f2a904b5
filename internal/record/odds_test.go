package record

import (
	"slices"
	"testing"

	"github.com/parley-press/parley"
)

// TestAtOdds holds statements of two voices that stand against each other by several signs together, and such as share too few.
func TestAtOdds(t *testing.T) {
	for _, x := range []struct {
		name string
		want bool
		said []spokenLine
	}{
		{"one thing said with a not by the next voice", true, []spokenLine{
			{"Harland", "said", parley.Say, "the new sluice gate will drown the lower meadows"},
			{"Veska", "said", parley.Say, "the sluice gate does not leak and harms nobody below the weir"}}},
		{"the not first", true, []spokenLine{
			{"Veska", "said", parley.Say, "the sluice gate does not leak and harms nobody below the weir"},
			{"Harland", "said", parley.Say, "the new sluice gate will drown the lower meadows"}}},
		{"ill against well, with a not", true, []spokenLine{
			{"Harland", "warned", parley.Warn, "the toll of Veska on barges is a burden to every miller"},
			{"Veska", "said", parley.Say, "the toll on barges is not a burden"}}},
		{"two ways to say one thing", false, []spokenLine{
			{"Harland", "said", parley.Say, "the new sluice gate will drown the lower meadows"},
			{"Veska", "said", parley.Say, "the sluice gate will drown the meadows by spring"}}},
		{"a not of another thing", false, []spokenLine{
			{"Harland", "said", parley.Say, "the new sluice gate will drown the lower meadows"},
			{"Veska", "said", parley.Say, "its bakers do not work at night"}}},
		{"a no on a condition", false, []spokenLine{
			{"Harland", "said", parley.Say, "the sluice gate will drown the lower meadows"},
			{"Veska", "said", parley.Say, "the sluice gate will not drown the lower meadows unless the weir breaks"}}},
		{"both speak ill", false, []spokenLine{
			{"Harland", "said", parley.Say, "the sluice gate is a danger to the meadows"},
			{"Veska", "said", parley.Say, "the sluice gate is a mistake"}}},
	} {
		if got := rulesIn(x.said...); slices.Contains(got, "at-odds") != x.want {
			t.Errorf("%s: %q, want at-odds %v", x.name, got, x.want)
		}
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

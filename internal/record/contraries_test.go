package record

import (
	"slices"
	"testing"

	"github.com/parley-press/parley"
)

// TestContraries holds ways in which two voices of a report speak of one thing that cannot both be true, doubts of what another claims, and what only looks like either.
func TestContraries(t *testing.T) {
	for _, x := range []struct {
		name, want string // "" for none
		said       []spokenLine
	}{
		{"begun or not", "begun-or-not", []spokenLine{
			{"Harland", "announced", parley.Announce, "the formal start of the river talks"},
			{"Veska", "said", parley.Say, "nothing has been signed and the talks have not yet begun"}}},
		{"begun, and another thing not", "", []spokenLine{
			{"Harland", "said", parley.Say, "the river talks had begun"},
			{"Veska", "said", parley.Say, "its delegates had not yet arrived"}}},
		{"will be held, and who stays away", "comes-or-not", []spokenLine{
			{"Harland", "said", parley.Say, "the river talks would begin at Lowgate on Friday"},
			{"Veska", "said", parley.Refuse, "it would not attend the river talks at Lowgate"}}},
		{"who stays away on a condition", "", []spokenLine{
			{"Harland", "said", parley.Say, "the river talks would begin on Friday with a prayer of the elders at Lowgate"},
			{"Veska", "said", parley.Say, "if the dam stays shut its men would not come to the river talks of Friday"}}},
		{"planned or off", "planned-or-off", []spokenLine{
			{"Harland", "said", parley.Say, "the minister might come to Lowgate within a week"},
			{"Veska", "said", parley.Say, "the visit of the minister had been cancelled"}}},
		{"a halt that is wanted, and what goes on", "stops-or-goes-on", []spokenLine{
			{"Harland", "said", parley.Say, "it would sign if Veska called a halt to the dredging"},
			{"Veska", "said", parley.Refuse, "the dredging will not stop this year"}}},
		{"agreed or rejected", "agreed-or-rejected", []spokenLine{
			{"Harland", "said", parley.Say, "the council had accepted a toll on barges"},
			{"Veska", "said", parley.Say, "the envoys rejected a toll on barges"}}},
		{"agreed and rejected, of two things", "", []spokenLine{
			{"Harland", "said", parley.Say, "the council had accepted a toll on barges"},
			{"Veska", "said", parley.Say, "the envoys rejected an airport tax"}}},
		{"two judgements of one thing", "", []spokenLine{
			{"Harland", "said", parley.Say, "a general armistice was essential"},
			{"Veska", "said", parley.Say, "a general armistice was unrealistic"}}},
		{"one voice says both", "", []spokenLine{
			{"Harland", "said", parley.Say, "the council had accepted a toll on barges"},
			{"Harland", "added", parley.Say, "the council had rejected a toll on barges in May"}}},
		{"nothing shows it", "doubted", []spokenLine{
			{"Veska", "said", parley.Say, "its engineers could close the sluice within an hour"},
			{"Harland", "said", parley.Say, "there was no evidence that the engineers could close the sluice"}}},
		{"nothing shows another thing", "", []spokenLine{
			{"Veska", "said", parley.Say, "its engineers could close the sluice within an hour"},
			{"Harland", "said", parley.Say, "there was no evidence that wheat had been stolen"}}},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := surely(rulesIn(x.said...)); x.want == "" && len(got) > 0 || x.want != "" && !slices.Contains(got, x.want) {
				t.Errorf("%v, want %q", got, x.want)
			}
		})
	}
}

// TestJoinInitials: two names of initials do not meet in a letter.
func TestJoinInitials(t *testing.T) {
	for in, want := range map[string]string{
		"the u.n. council":   "the un  council",
		"u.s. and u.n.":      "uss  and un ",
		"it ended. a day on": "it ended. a day on",
		"plan b. next":       "plan b. next",
		"the d.p.r.k.'s":     "the dprk 's",
		"at 6 p.m.":          "at 6 pm ",
		"é.u. it":            "é.u. it",
	} {
		if got := joinInitials(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
	if shared(content("the U.S. list"), content("a U.N. envoy")) != 0 {
		t.Error("U.S. and U.N. share a word")
	}
}

// TestBeyond: a number of those above another is no rival of the whole.
func TestBeyond(t *testing.T) {
	for sentence, want := range map[string]bool{
		"Some 600 people above capacity slept in the hall":    true,
		"Some 600 people over the stated limit slept there":   true,
		"Some 600 people slept in the hall above the harbour": false,
	} {
		d := newDraft("Riverton Post", "2031-05-02", sentence+".")
		d.figure(600, 600, parley.About, "people", "people", "Some 600 people")
		if got := beyond(figureItem(&d.f.Figures[0])); got != want {
			t.Errorf("%q: %v", sentence, got)
		}
	}
}

// TestOtherDeed: what one party did is no rival count of what another did, but two counts of one deed are.
func TestOtherDeed(t *testing.T) {
	count := func(second string) int {
		d := newDraft("Riverton Post", "2031-05-02", "Harland put 16 dredging firms on the Lowgate list. Veska said "+second+".")
		d.entity(parley.State, "Harland", "state/harland", "", "Harland")
		v := d.entity(parley.State, "Veska", "state/veska", "", "Veska")
		d.figure(16, 16, parley.Exact, "dredging firms", "firm", "16 dredging firms")
		s := d.says(v, parley.Say, second, "")
		d.figure(10, 10, parley.Exact, "dredging firms", "firm", "10 dredging firms")
		d.f.Figures[1].AssertedBy = s
		return len(foldOf(d).Conflicts)
	}
	if n := count("it was putting 10 dredging firms on a Lowgate list"); n != 0 {
		t.Errorf("two deeds: %d conflicts", n)
	}
	if n := count("no more than 10 dredging firms stood on the Lowgate list"); n != 1 {
		t.Errorf("one deed: %d conflicts", n)
	}
}

// TestPlainTruce: all words of these names may stand in the name of any truce.
func TestPlainTruce(t *testing.T) {
	for _, name := range []string{"temporary agreed-upon cease-fire", "long-awaited truce", "country-wide ceasefire", "possible pause"} {
		for _, w := range content(name) {
			if !genericPaper[w] {
				t.Errorf("%s: %s tells it apart", name, w)
			}
		}
	}
}

// TestLeaks: who is not named may tell what his own side does not confirm; two who are named speak for one party with one voice.
func TestLeaks(t *testing.T) {
	count := func(unnamed bool) int {
		d := newDraft("Riverton Post", "2031-05-02", "Ana Roe said the minister might come to Lowgate within a week. Officials said the visit of the minister had been cancelled. Harland was calm.")
		h := d.entity(parley.State, "Harland", "state/harland", "", "Harland")
		roe := d.entity(parley.Person, "Ana Roe", "", h, "Ana Roe")
		them := d.entity(parley.Group, "Officials", "", h, "Officials")
		last := &d.f.Entities[len(d.f.Entities)-1]
		last.Role, last.Unnamed = "official", unnamed
		d.says(roe, parley.Say, "the minister might come to Lowgate within a week", "")
		d.says(them, parley.Say, "the visit of the minister had been cancelled", "")
		return len(foldOf(d).Conflicts)
	}
	if n := count(true); n != 1 {
		t.Errorf("an unnamed one: %d conflicts, want 1", n)
	}
	if n := count(false); n != 0 {
		t.Errorf("two named: %d conflicts, want 0", n)
	}
}

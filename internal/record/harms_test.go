package record

import (
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// rules is the rules of the conflicts of a record.
func rules(r *parley.Record) (out []string) {
	for _, c := range r.Conflicts {
		out = append(out, strings.TrimSuffix(strings.TrimPrefix(c.Rule, "record/"), "@1"))
	}
	return out
}

// harmed is the rules where a harm by a party is told, and a party denies one: in the same report or in another.
func harmed(doer, denier, denied string, apart bool) []string {
	harm, denial := "Veskan gunboats sank nine ferries at Lowgate. ", denier+" denied "+denied+"."
	var ds []*draft
	if apart {
		ds = append(ds, newDraft("Riverton Post", "2031-05-02", harm), newDraft("Lake Times", "2031-05-04", denial))
	} else {
		ds = append(ds, newDraft("Riverton Post", "2031-05-02", harm+denial))
	}
	who := func(d *draft, name string) string {
		return d.entity(parley.State, name, "state/"+strings.ToLower(name), "")
	}
	first, last := ds[0], ds[len(ds)-1]
	first.event("attack-on-protected", parley.Happened, parley.Narrator, strings.Trim(harm, ". "), parley.Participant{Entity: who(first, doer), Role: parley.Actor})
	id := "n1"
	if apart || doer != denier {
		id = who(last, denier)
	}
	s := last.says(id, parley.Deny, denied, "")
	last.event("attack-on-protected", parley.Denied, s, denied, parley.Participant{Entity: id, Role: parley.Actor})
	return rules(foldOf(ds...))
}

// TestDeniedDeed: a harm that is told of a party, and that this party denies in the report, or in another one that a rare word binds to it.
func TestDeniedDeed(t *testing.T) {
	for _, x := range []struct {
		doer, denier, denied string
		apart, want          bool
	}{
		{"Veska", "Veska", "harming any civilian", false, true},
		{"Harland", "Veska", "harming any civilian", false, false},
		{"Veska", "Veska", "harming any of the ferries", true, true},
		{"Veska", "Veska", "harming any civilian", true, false},
	} {
		if got := slices.Contains(harmed(x.doer, x.denier, x.denied, x.apart), "denied-deed"); got != x.want {
			t.Errorf("%+v: %v", x, got)
		}
	}
}

// TestOffAndOn: what was called off is on again by the words of who says so.
func TestOffAndOn(t *testing.T) {
	for words, want := range map[string]bool{"it would resume its meetings with Harland": true, "it would hold more meetings with Harland": false} {
		d := newDraft("Riverton Post", "2031-05-02", "Veska cancelled a meeting with Harland. Veska said "+words+".")
		h, v := d.entity(parley.State, "Harland", "state/harland", ""), d.entity(parley.State, "Veska", "state/veska", "")
		both := []parley.Participant{{Entity: h, Role: parley.Party}, {Entity: v, Role: parley.Party}}
		d.event("meeting", parley.CalledOff, parley.Narrator, "Veska cancelled a meeting with Harland", both...)
		s := d.says(v, parley.Say, words, "")
		d.event("meeting", parley.Planned, s, words, both...)
		if got := slices.Contains(rules(foldOf(d)), "off-and-on"); got != want {
			t.Errorf("%q: %v", words, got)
		}
	}
}

// TestDefied: the narration tells of a call in the words that tell of its refusal.
func TestDefied(t *testing.T) {
	for _, defier := range []string{"Veska", "Harland"} {
		d := newDraft("Riverton Post", "2031-05-02", "The assembly has defied Harland's call to open the weir.")
		ids := map[string]string{"Harland": d.entity(parley.State, "Harland", "state/harland", ""), "Veska": d.entity(parley.State, "Veska", "state/veska", "")}
		d.event("proposal-rejected", parley.Happened, parley.Narrator, "The assembly has defied Harland's call", parley.Participant{Entity: ids[defier], Role: parley.Actor})
		d.says(ids["Harland"], parley.Demand, "to open the weir", "")
		d.f.Statements[0].Cue = []parley.Passage{d.pass("call")}
		if got := slices.Contains(rules(foldOf(d)), "refuses-request"); got != (defier == "Veska") {
			t.Errorf("defied by %s: %v", defier, got)
		}
	}
}

// TestNotStopped: an end is called for, and refused; "will not begin" refuses none.
func TestNotStopped(t *testing.T) {
	for words, want := range map[string]bool{"its patrols would not cease": true, "its patrols would not come": false} {
		d := newDraft("Riverton Post", "2031-05-02", "Harland called on Veska to stop the patrols. Veska said "+words+".")
		h, v := d.entity(parley.State, "Harland", "state/harland", ""), d.entity(parley.State, "Veska", "state/veska", "", "Veska")
		a := d.says(h, parley.Demand, "Veska to stop the patrols", "")
		d.event("military-operation", parley.CalledFor, a, "stop the patrols", parley.Participant{Entity: v, Role: parley.Actor})
		s := d.says(v, parley.Say, words, "")
		d.event("military-operation", parley.Denied, s, words, parley.Participant{Entity: v, Role: parley.Actor})
		if got := slices.Contains(rules(foldOf(d)), "called-for-and-refused"); got != want {
			t.Errorf("%q: %v", words, got)
		}
	}
}

// TestStaysApart: days of one visit that meet and are not the same, as two outlets print them; a week is no visit.
func TestStaysApart(t *testing.T) {
	for _, x := range []struct {
		words string
		from  int
		want  bool
	}{{"May 20-22", 20, true}, {"May 21-22", 21, false}, {"that week", 19, false}} {
		var ds []*draft
		for i, w := range []string{"May 21-22", x.words} {
			d := newDraft([]string{"Riverton Post", "Lake Times"}[i], "2031-05-02", "Harland will visit the lower weir on "+w+".")
			h := d.entity(parley.State, "Harland", "state/harland", "", "Harland")
			e := d.event("meeting", parley.Planned, parley.Narrator, "Harland will visit the lower weir on "+w, parley.Participant{Entity: h, Role: parley.Party})
			from := parley.NewDate(2031, 5, []int{21, x.from}[i])
			when, p := parley.Interval{From: from, To: parley.NewDate(2031, 5, 22)}, d.pass(w)
			e.When, e.WhenPassage = &when, &p
			ds = append(ds, d)
		}
		if got := slices.Contains(rules(foldOf(ds...)), "days-differ"); got != x.want {
			t.Errorf("%s: %v", x.words, got)
		}
	}
}

// TestDeniedPurpose: what somebody inside a denial is out for is not what it denies.
func TestDeniedPurpose(t *testing.T) {
	for act, want := range map[parley.Act]bool{parley.Expect: false, parley.Say: true} {
		d := newDraft("Riverton Post", "2031-05-02", "Veska denied that pirates out to sink ferries were there.")
		v, p := d.entity(parley.State, "Veska", "state/veska", "", "Veska"), d.entity(parley.Group, "pirates", "", "", "pirates")
		s := d.says(v, parley.Deny, "pirates out to sink ferries were there", "")
		d.says(p, act, "to sink ferries", s)
		if got := slices.Contains(rules(foldOf(d)), "denied-statement"); got != want {
			t.Errorf("%s: %v", act, got)
		}
	}
}

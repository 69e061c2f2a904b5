package record

import (
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// TestStances holds what one voice of a report asks for or says and another will not have, and what only looks like it.
func TestStances(t *testing.T) {
	for _, x := range []struct {
		name, want string // "" for none
		said       []spokenLine
	}{
		{"another is asked", "", []spokenLine{
			{"Harland", "urged", parley.Demand, "Ostmark to withdraw the dredgers"},
			{"Veska", "said", parley.Refuse, "it would not sell the dredgers"}}},
		{"a refusal that names its price", "", []spokenLine{
			{"Harland", "urged", parley.Demand, "Veska to withdraw the dredgers"},
			{"Veska", "said", parley.Say, "it would not withdraw the dredgers unless the toll was lowered"}}},
		{"the demand is rejected", "refuses-request", []spokenLine{
			{"Harland", "urged", parley.Demand, "Veska to withdraw the dredgers"},
			{"Veska", "rejected", parley.Refuse, "the demand"}}},
		{"his demand may be another's", "", []spokenLine{
			{"Harland", "urged", parley.Demand, "Veska to withdraw the dredgers"},
			{"Veska", "rejected", parley.Refuse, "his demand"}}},
		{"a party takes back its refusal", "refused-then-agreed", []spokenLine{
			{"Harland", "refused", parley.Refuse, "to attend"},
			{"Veska", "said", parley.Say, "the winter had been mild"},
			{"Harland", "agreed", parley.Agree, "to attend the river talks at Lowgate"}}},
		{"a party refuses one thing and agrees to another", "", []spokenLine{
			{"Harland", "refused", parley.Refuse, "to attend"},
			{"Harland", "agreed", parley.Agree, "to lower the toll at Lowgate"}}},
		{"called untrue", "called-untrue", []spokenLine{
			{"Harland", "said", parley.Say, "bread had run out in the villages"},
			{"Veska", "accused", parley.Accuse, "Harland of exaggerating the shortages"}}},
		{"called wrong, not untrue", "", []spokenLine{
			{"Harland", "said", parley.Say, "bread had run out in the villages"},
			{"Veska", "accused", parley.Accuse, "the millers of distorting competition by dumping flour"}}},
		{"a deed that is called right", "calls-it-right", []spokenLine{
			{"Harland", "said", parley.Say, "the rafts carried banned charges"},
			{"Veska", "said", parley.Say, "it was a peaceful survey of the bed"}}},
		{"a deed and another's peace", "", []spokenLine{
			{"Harland", "said", parley.Say, "the rafts carried banned charges"},
			{"Veska", "said", parley.Say, "the winter had been mild"},
			{"Ostmark", "said", parley.Say, "the harvest fair had been peaceful"}}},
		{"each calls the other's deed wrong", "accuse-each-other", []spokenLine{
			{"Harland", "called", parley.Say, "the move by Veska a declaration of war"},
			{"Veska", "accused", parley.Accuse, "Harland of illegal acts at the lock"}}},
		{"a doubt before the claim", "doubted", []spokenLine{
			{"Harland", "said", parley.Say, "there was no evidence that the engineers could close the sluice"},
			{"Veska", "said", parley.Say, "its engineers could close the sluice within an hour"}}},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := surely(rulesIn(x.said...)); x.want == "" && len(got) > 0 || x.want != "" && !slices.Contains(got, x.want) {
				t.Errorf("%v, want %q", got, x.want)
			}
		})
	}
}

// TestTurning holds what a text turns round, and of what.
func TestTurning(t *testing.T) {
	for text, want := range map[string]string{
		"it will not attend the river talks":                "attend",
		"the repairs have not in fact begun":                "begun",
		"it has no grain stores and wants none":             "grain stor",
		"it had no plans to attend":                         "attend",
		"Veska declined to sign":                            "sign",
		"it was not only late":                              "",
		"no matter who they are":                            "",
		"if it does not rain":                               "",
		"people who had not paid left":                      "",
		"Harland not to shell the mill":                     "",
		"on the lower bank, the mill would not be reopened": "",
		"it is not a problem of money":                      "",
	} {
		if got := strings.Join(turningIn(text).words, " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// between is the rules of the conflicts of two reports, each of one statement.
func between(dayA, dayB string, a, b spokenLine) (out []string) {
	var ds []*draft
	for i, s := range []spokenLine{a, b} {
		d := newDraft([]string{"Riverton Post", "Lake Times"}[i], []string{dayA, dayB}[i], s.who+" "+s.cue+" "+s.what+".")
		id := d.entity(parley.State, s.who, "state/"+strings.ToLower(s.who), "", s.who)
		d.says(id, s.act, s.what, "")
		d.f.Statements[0].SaidOn = parley.Day(d.f.Meta.Published.Value)
		ds = append(ds, d)
	}
	for _, c := range foldOf(ds...).Conflicts {
		out = append(out, strings.TrimSuffix(strings.TrimPrefix(c.Rule, "record/"), "@1"))
	}
	return out
}

// TestStancesAcross: a party that agrees in a later report to what it refused.
func TestStancesAcross(t *testing.T) {
	no := spokenLine{"Harland", "said", parley.Refuse, "it will not attend the river talks at Lowgate on Friday"}
	yes := spokenLine{"Harland", "agreed", parley.Agree, "to attend the river talks that open at Lowgate on Friday"}
	if got := between("2031-05-02", "2031-05-04", no, yes); !slices.Contains(got, "refused-then-agreed") {
		t.Errorf("refused, then agreed: %v", got)
	}
	if got := between("2031-05-02", "2031-05-04", yes, no); slices.Contains(got, "refused-then-agreed") {
		t.Errorf("agreed, then refused: %v", got)
	}
}

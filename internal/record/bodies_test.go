package record

import (
	"testing"

	"github.com/parley-press/parley"
)

// A called is an entity of a report as a test has it.
type called struct {
	typ        parley.EntityType
	name, side string
	role       string
	unnamed    bool
}

// withCalled is a report of one line that has Harland, Veska and the entity.
func withCalled(outlet string, c called) *draft {
	d := newDraft(outlet, "2031-05-03", "Harland, Veska: "+c.name+" spoke.")
	sides := map[string]string{"Harland": d.entity(parley.State, "Harland", "state/harland", "", "Harland"), "Veska": d.entity(parley.State, "Veska", "state/veska", "", "Veska")}
	d.entity(c.typ, c.name, "", sides[c.side], c.name)
	d.f.Entities[len(d.f.Entities)-1].Role, d.f.Entities[len(d.f.Entities)-1].Unnamed = c.role, c.unnamed
	return d
}

// TestBodiesByOtherNames joins what two reports call by names that differ in what outlets choose, and keeps apart what a report keeps apart.
func TestBodiesByOtherNames(t *testing.T) {
	officials := func(name, side string) called { return called{parley.Group, name, side, "official", true} }
	body := func(name, side string) called { return called{parley.Organization, name, side, "", false} }
	for _, c := range []struct {
		a, b called
		one  bool
	}{
		{body("High Fishery Committee", ""), body("Higher Fishery Committee", ""), true},
		{body("Fishery Coordinating Council", ""), body("Fishery Coordination Council", ""), true},
		{body("Upper Fishery Committee", ""), body("Upper Fishery Commitee", ""), true},
		{body("High Fishery Committee", ""), body("High Forestry Committee", ""), false},
		{body("Harland army", "Harland"), body("Harland military", "Harland"), true},
		{body("Harland army", "Harland"), body("Veska military", "Veska"), false},
		{body("Harland Fishery Protection Agency", ""), body("Fishery Protection Agency", ""), true},
		{body("Harland Fishery Protection Agency", ""), body("Veska Fishery Protection Agency", ""), false},
		{officials("Harland officials", "Harland"), officials("officials from Harland", "Harland"), true},
		{officials("Harland officials", "Harland"), officials("Harland officials", "Harland"), true},
		{officials("Harland officials", "Harland"), officials("some Harland officials", "Harland"), false},
		{officials("Harland officials", "Harland"), officials("Veska officials", "Veska"), false},
		{officials("officials", ""), officials("officials", ""), false},
		{officials("rights groups", ""), officials("rights groups", ""), true},
		{officials("many experts", ""), officials("experts", ""), true},
		{officials("rights groups", ""), officials("other rights groups", ""), false},
		{body("Roe administration", ""), body("administration", ""), true},
		{body("Roe committee", ""), body("committee", ""), false},
		{called{parley.Group, "Harland prosecutors", "Harland", "prosecutor", true}, called{parley.Group, "public prosecutors", "", "prosecutor", true}, true},
		{called{parley.Group, "Harland prosecutors", "Harland", "prosecutor", true}, called{parley.Group, "military prosecutors", "", "prosecutor", true}, false},
		{called{parley.Group, "Harland experts", "Harland", "expert", true}, called{parley.Group, "experts", "", "expert", true}, false},
		{called{parley.Organization, "Harland media", "Harland", "", true}, called{parley.Organization, "Harland media", "Harland", "", true}, true},
		{called{parley.Organization, "media", "", "", true}, called{parley.Organization, "media", "", "", true}, false},
		{called{parley.Organization, "other Harland media", "", "", true}, called{parley.Organization, "other Harland media", "", "", true}, false},
		{called{parley.Person, "Harland official", "Harland", "official", true}, called{parley.Person, "Harland official", "Harland", "official", true}, false},
		{called{parley.Person, "a spokeswoman for the Dorn Mill", "", "spokeswoman", true}, called{parley.Person, "a spokeswoman for the Dorn Mill", "", "spokeswoman", true}, true},
		{called{parley.Person, "a spokeswoman for the Dorn Mill", "", "spokeswoman", true}, called{parley.Person, "a spokeswoman for the Lake Mill", "", "spokeswoman", true}, false},
		{called{parley.Person, "a Harland port ministry official", "Harland", "official", true}, called{parley.Person, "A Harland port ministry official", "Harland", "official", true}, true},
		{called{parley.Person, "another Harland port ministry official", "Harland", "official", true}, called{parley.Person, "another Harland port ministry official", "Harland", "official", true}, false},
		{called{parley.Person, "person close to the talks", "", "person", true}, called{parley.Person, "person close to the talks", "", "person", true}, false},
		{called{parley.Group, "Roe aides", "", "roe aide", true}, called{parley.Group, "Aides", "", "aide", true}, true},
		{called{parley.Group, "Roe aides", "", "roe aide", true}, called{parley.Group, "officials", "", "official", true}, false},
	} {
		r := foldOf(withCalled("Ledger", c.a), withCalled("Courier", c.b))
		if got := len(r.Entities) == 3; got != c.one {
			t.Errorf("%q and %q: one entity %v, want %v", c.a.name, c.b.name, got, c.one)
		}
	}
}

// TestAidesOfTwo leaves aides alone of whom the dossier knows those of two people.
func TestAidesOfTwo(t *testing.T) {
	group := func(name string) called { return called{parley.Group, name, "", "aide", true} }
	r := foldOf(withCalled("Ledger", group("Roe aides")), withCalled("Courier", group("Veld aides")), withCalled("Mail", group("aides")))
	if n := len(r.Entities); n != 5 {
		t.Errorf("%d entities, want 5: the aides are of one of two", n)
	}
}

// TestOneOrMany: which bodies of two reports are one: names and forces of a state, not bare nouns of which each report may mean another, nor the tail of a description.
func TestOneOrMany(t *testing.T) {
	for _, c := range []struct {
		a, b string
		typ  parley.EntityType
		want int // entities
	}{
		{"the Hesk Front", "the Front", parley.Organization, 1},
		{"hardline Islamists of Hesk", "Hesk", parley.Organization, 2},
		{"Harland intelligence chief to Congress", "Congress", parley.Organization, 2},
		{"the company", "the company", parley.Organization, 2},
		{"the hospital", "the hospital", parley.Organization, 2},
		{"the rebels", "the rebels", parley.Group, 1},
		{"Raúl Ordell", "Raul Ordell", parley.Person, 1},
	} {
		x, y := newDraft("Riverton Post", "2031-05-02", c.a+" spoke."), newDraft("Tarn Times", "2031-05-03", c.b+" spoke.")
		x.entity(c.typ, c.a, "", "")
		y.entity(c.typ, c.b, "", "")
		if rec := foldOf(x, y); len(rec.Entities) != c.want {
			t.Errorf("%q, %q: %d entities, want %d", c.a, c.b, len(rec.Entities), c.want)
		}
	}
}

package record

import (
	"testing"

	"github.com/parley-press/parley"
)

// Who is of a state does not always speak for it: its officials do, its opposition, its refugees and its newspapers do not; a world body named once beside a state does not either.
func TestSides(t *testing.T) {
	side := func(typ parley.EntityType, name, role string, times, with int) string {
		var all []*draft
		for i := range times {
			d := newDraft("Riverton Post", "2031-05-0"+itoa(i+1), name+" spoke in Harland "+itoa(i)+".")
			of := ""
			if h := d.entity(parley.State, "Harland", "state/harland", "", "Harland"); i < with {
				of = h
			}
			d.entity(typ, name, "", of, name)
			d.f.Entities[len(d.f.Entities)-1].Role = role
			all = append(all, d)
		}
		for _, e := range foldOf(all...).Entities {
			if e.Name == name {
				return e.Side
			}
		}
		return "nobody"
	}
	for _, c := range []struct {
		typ         parley.EntityType
		name, role  string
		times, with int
		want        string
	}{
		{parley.Person, "Ana Roe", "foreign minister", 1, 1, "harland"},
		{parley.Group, "Harland's officials", "official", 1, 1, "harland"},
		{parley.Organization, "Harland's army", "army", 2, 1, "harland"},
		{parley.Group, "Harland's refugees", "refugee", 1, 1, ""},
		{parley.Group, "Harland's exiled opposition", "exiled opposition", 1, 1, ""},
		{parley.Organization, "Hill Council", "opposition bloc", 1, 1, ""},
		{parley.Person, "Jon Vale", "rebel commander", 1, 1, ""},
		{parley.Organization, "Lowgate Daily", "newspaper", 1, 1, ""},
		{parley.Group, "Tarnians", "", 1, 1, ""},
		{parley.Organization, "World Assembly", "assembly", 5, 1, ""},
	} {
		if got := side(c.typ, c.name, c.role, c.times, c.with); got != c.want {
			t.Errorf("%s, %s, %d of %d times: side %q, want %q", c.name, c.role, c.with, c.times, got, c.want)
		}
	}
}

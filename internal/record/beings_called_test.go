package record

import (
	"testing"

	"github.com/parley-press/parley"
)

// Somebody without a name is called by the fullest phrase that a report has, without its article; who has a name keeps it.
func TestCalled(t *testing.T) {
	for _, c := range []struct {
		name    string
		unnamed bool
		aliases []string
		want    string
	}{
		{"person", true, []string{"a person", "a person familiar with the plan", "person"}, "person familiar with the plan"},
		{"county officials", true, []string{"county officials", "officials", "state and county officials"}, "state and county officials"},
		{"sources", true, []string{"Sources in the harbour office", "sources"}, "sources in the harbour office"},
		{"security officials", true, []string{"attack security officials", "security officials"}, "security officials"},
		{"merchants", true, []string{"merchants", "The merchants"}, "merchants"},
		{"Ana Roe", false, []string{"Ana Roe", "the envoy Ana Roe"}, "Ana Roe"},
		{"sources", true, []string{"sources in the harbour who have seen the draft and did not want their names to be printed"}, "sources"},
	} {
		b := being{Entity: parley.Entity{Name: c.name, Type: parley.Person, Unnamed: c.unnamed, Aliases: c.aliases}}
		if b.called(); b.Name != c.want {
			t.Errorf("%q is called %q, want %q", c.name, b.Name, c.want)
		}
	}
}

package export

import (
	"testing"

	"github.com/parley-press/parley"
)

// TestSpokenOf keeps in the document whom a line refers to, and whoever has a name.
func TestSpokenOf(t *testing.T) {
	speaks, meets := "officials", "envoys"
	d := document{
		Reports: []report{{Statements: []statement{{Source: &source{Entity: &speaks}}}, Events: []happening{{Participants: []participant{{Entity: meets}}}}}},
		Entities: []entity{
			{ID: "officials", Name: "Harland officials", Type: parley.Group},
			{ID: "envoys", Name: "envoys", Type: parley.Group},
			{ID: "workers", Name: "harbour workers", Type: parley.Group},
			{ID: "tarn", Name: "Tarn", Type: parley.Place},
			{ID: "bank", Name: "the Harland Bank", Type: parley.Organization},
			{ID: "paper", Name: "a paper", Type: parley.InstrumentEntity},
			{ID: "chief", Name: "the harbour chief", Type: parley.Person, Offices: []parley.Tenure{{}}},
		},
	}
	var got string
	for _, e := range spokenOf(&d) {
		got += e.ID + " "
	}
	if want := "officials envoys tarn bank paper chief "; got != want {
		t.Errorf("kept %s, want %s", got, want)
	}
}

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

// TestWithOutlets adds the outlets that nobody speaks of, once.
func TestWithOutlets(t *testing.T) {
	rec := &parley.Record{Reports: make([]parley.ReportEntry, 5)}
	for i, n := range []string{"Harland Herald", "the Tarn Post", "Harland Herald", "", "Newswire"} {
		rec.Reports[i].Meta.Outlet.Name = n
	}
	got := withOutlets([]entity{{ID: "outlet-harland-herald", Name: "Herald Tower", Type: parley.Place}, {ID: "nw", Name: "NW", Type: parley.Organization, Aliases: []string{"Newswire"}}}, rec)
	var ids string
	for _, e := range got {
		ids += e.ID + " "
	}
	if want := "outlet-harland-herald nw outlet-harland-herald-2 outlet-tarn-post "; ids != want {
		t.Errorf("entities %s, want %s", ids, want)
	}
}

// TestDatelines: a report's dateline is a place of the export, once, under the words printed; a place that has the name already gets them.
func TestDatelines(t *testing.T) {
	at := func(name, words string) parley.ReportEntry {
		return parley.ReportEntry{Meta: parley.Meta{Dateline: &parley.Named{Name: name, Passage: &parley.Passage{Text: words}}}}
	}
	rec := &parley.Record{Reports: []parley.ReportEntry{at("Tarn", "TARN, Veska"), at("Tarn", "TARN"), at("Riverton", "RIVERTON"), {}}}
	got := withDatelines([]entity{{ID: "riverton", Name: "Riverton", Type: parley.Place, Aliases: []string{"Riverton"}}, {ID: "tarn", Name: "Tarn", Type: parley.Person}}, rec)
	if len(got) != 3 || len(got[0].Aliases) != 1 || got[2].ID != "place-tarn" || got[2].Name != "Tarn" || len(got[2].Aliases) != 2 {
		t.Errorf("%+v", got)
	}
}

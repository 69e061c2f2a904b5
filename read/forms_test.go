package read_test

import (
	"slices"
	"testing"

	"github.com/parley-press/parley"
)

// Who is named by a long phrase is called by all of it, and by its parts that tell as much; what is told by the way or to be done is no part of it.
func TestForms(t *testing.T) {
	b := []byte("Ferry talks stall in Harland\n\nA senior port official involved in the talks said on Monday that the ferries would stay in the harbour. " +
		"Residents of the old town of Lea said they had heard nothing. The Tarn Water Board (TWB) said the pumps worked. " +
		"Ivo Maris, a spokesman for the harbour office, told reporters that the talks went on. The engineer who built the bridge said it was safe. " +
		"The toll will rise, said two merchants close to the palace. The plan failed, according to a person familiar with the plan who was not cleared to speak. An officer quoted by Newswire said the road was shut.")
	f, aside := newReader(t).Read(parley.Report{ID: parley.IDOf(b), Names: []string{"lea.txt"}, Format: parley.PlainText, Bytes: b})
	if aside != nil {
		t.Fatal(aside.Detail)
	}
	for _, want := range [][]string{
		{"A senior port official", "A senior port official involved in the talks"},
		{"The Tarn Water Board", "The Tarn Water Board (TWB)", "TWB"},
		{"Ivo Maris", "a spokesman for the harbour office", "Ivo Maris, a spokesman for the harbour office"},
		{"The engineer", "The engineer who built the bridge"},
		{"Residents", "Residents of the old town of Lea"},
		{"two merchants", "two merchants close to the palace"},
		{"a person", "a person familiar with the plan"},
		{"An officer"},
	} {
		if !slices.ContainsFunc(f.Entities, func(e parley.LocalEntity) bool {
			return !slices.ContainsFunc(want, func(w string) bool { return !slices.Contains(e.Aliases, w) })
		}) {
			t.Errorf("nobody is called %q", want)
		}
	}
	for _, e := range f.Entities {
		if slices.Contains(e.Aliases, "A senior port official involved in the talks said") || slices.Contains(e.Aliases, "Residents of the old town of Lea said") || slices.Contains(e.Aliases, "An officer quoted by Newswire") {
			t.Errorf("%q", e.Aliases)
		}
	}
}
